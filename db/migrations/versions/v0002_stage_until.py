"""Until when a stage that was set by hand holds."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """A day, NULL for one that holds until somebody changes it."""
    op.add_column("contact", sa.Column("stage_until", sa.Text(), nullable=True))
