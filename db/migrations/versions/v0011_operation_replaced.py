"""Which rows have operations that replaced something is found without reading all operations of the row."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """An index over the operations that replaced something."""
    those = sa.text("replaced <> ''")
    op.create_index("ix_operation_replaced", "operation", ["row"], sqlite_where=those, postgresql_where=those)
