"""The lifecycle set by hand, with who, why, until when; the event of the derived one; who agreed to a transfer."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """New columns; the next start derives all contacts anew, so that each lifecycle names its event."""
    for name in ("lifecycle_manual", "lifecycle_reason"):
        op.add_column("contact", sa.Column(name, sa.Text(), server_default="", nullable=False))
    for name in ("lifecycle_by", "lifecycle_at", "lifecycle_until"):
        op.add_column("contact", sa.Column(name, sa.Text(), nullable=True))
    op.add_column("contact_state", sa.Column("lifecycle_event", sa.Text(), nullable=True))
    for name in ("decided_by", "decided_at"):
        op.add_column("transfer", sa.Column(name, sa.Text(), nullable=True))
    op.create_index("ix_contact_value_field", "contact_value", ["field", "value"], unique=False)
    op.execute("UPDATE contact_state SET recheck_on = ''")
