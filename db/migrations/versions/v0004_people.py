"""Keys of one person on contacts; in what is derived: the person, the lifecycle, why and until when a stage holds."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """New columns; the next start derives all contacts anew, since their day to be looked at again has come."""
    for name in ("external_user", "union_id"):
        op.add_column("contact", sa.Column(name, sa.Text(), server_default="", nullable=False))
        some = sa.text(f"{name} <> ''")
        op.create_index(f"ix_contact_{name}", "contact", [name], sqlite_where=some, postgresql_where=some)
    op.add_column("contact_state", sa.Column("lifecycle", sa.Text(), server_default="", nullable=False))
    for name in ("person", "lifecycle_at", "stage_event", "recheck_on"):
        op.add_column("contact_state", sa.Column(name, sa.Text(), nullable=True))
    for name in ("person", "recheck_on"):
        some = sa.text(f"{name} IS NOT NULL")
        op.create_index(f"ix_contact_state_{name}", "contact_state", [name], sqlite_where=some, postgresql_where=some)
    op.execute("UPDATE contact_state SET recheck_on = ''")
