"""What replaced something in a row, and what was decided about a contact, are found without reading all there is."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """An index over the operations that replaced something, and over the second of two contacts."""
    those = sa.text("replaced <> ''")
    op.create_index("ix_link_decision_b", "link_decision", ["b"])
    op.create_index("ix_operation_replaced", "operation", ["row"], sqlite_where=those, postgresql_where=those)
