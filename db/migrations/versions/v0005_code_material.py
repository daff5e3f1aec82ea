"""What a registered code is printed on."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """One column; codes registered before have no material."""
    op.add_column("contact_way", sa.Column("material", sa.Text(), server_default="", nullable=False))
