"""Runs of a consolidation, and which run a file came in with, so that an interrupted one goes on where it was."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """A table of runs; place, run and the indexes by which head office asks for a file's history."""
    op.create_table(
        "consolidation",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("started_at", sa.Text(), nullable=True),
        sa.Column("ended_at", sa.Text(), nullable=True),
        sa.Column("staff", sa.Text(), nullable=True),
        sa.Column("places", sa.Text(), server_default="", nullable=False),
        sa.Column("total", sa.Integer(), server_default="0", nullable=False),
        sa.Column("state", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consolidation")),
    )
    op.add_column("import_run", sa.Column("run", sa.Text(), server_default="", nullable=False))
    op.add_column("import_run", sa.Column("place", sa.Text(), server_default="", nullable=False))
    op.create_index("ix_import_run_run", "import_run", ["run"], unique=False)
    op.create_index("ix_import_run_branch", "import_run", ["branch", "period"], unique=False)
    op.create_index("ix_import_run_sha256", "import_run", ["sha256"], unique=False)
