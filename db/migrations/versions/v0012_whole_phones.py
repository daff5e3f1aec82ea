"""Masked numbers, and tasks about nobody, are in no index: nobody looks for them, and each cost a page of its own."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """The indexes over phones and over the contacts of tasks anew, over those that say something."""
    for name, table, column, some in (
        ("ix_contact_phone", "contact", "phone", "length(phone) = 11 AND length(replace(phone, '*', '')) = 11"),
        ("ix_task_contact", "task", "contact", "contact IS NOT NULL"),
    ):
        op.drop_index(name, table)
        op.create_index(name, table, [column], sqlite_where=sa.text(some), postgresql_where=sa.text(some))
