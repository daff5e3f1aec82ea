"""Scripts, activities, products and pictures of a branch's own, uses outside tasks, and which SOPs concern a group."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

COMMENDED = ("branch", "recommended_at")


def upgrade() -> None:
    """New columns with defaults, and one table."""
    for name in ("product", "material"):
        op.add_column("script", sa.Column(name, sa.Text(), nullable=True))
    op.add_column("script", sa.Column("note", sa.Text(), server_default="", nullable=False))
    for table in ("script", "activity"):
        for name in COMMENDED:
            op.add_column(table, sa.Column(name, sa.Text(), nullable=True))
        op.add_column(table, sa.Column("recommendation", sa.Text(), server_default="", nullable=False))
    for table in ("product", "material"):
        op.add_column(table, sa.Column("branch", sa.Text(), nullable=True))
    op.add_column("group", sa.Column("templates_off", sa.Text(), server_default="", nullable=False))
    op.create_table(
        "script_use",
        sa.Column("script", sa.Text(), nullable=True),
        sa.Column("material", sa.Text(), nullable=True),
        sa.Column("staff", sa.Text(), nullable=True),
        sa.Column("branch", sa.Text(), nullable=True),
        sa.Column("group", sa.Text(), nullable=True),
        sa.Column("at", sa.Text(), nullable=True),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("hidden", sa.Integer(), server_default="0", nullable=False),
        sa.Column("stamps", sa.Text(), server_default="{}", nullable=False),
        sa.Column("extra", sa.Text(), server_default="{}", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_script_use")),
    )
    op.create_index("ix_task_contact", "task", ["contact"], unique=False)
    op.create_index("ix_script_use_script", "script_use", ["script"], unique=False)
