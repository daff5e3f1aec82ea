"""The hash of a phone; tables for documents, materials, absences, decisions, transfers, erasures, hand edits."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """New tables, and one column that only head office fills."""
    op.add_column("contact", sa.Column("phone_hash", sa.Text(), server_default="", nullable=False))
    some = sa.text("phone_hash <> ''")
    op.create_index("ix_contact_phone_hash", "contact", ["phone_hash"], sqlite_where=some, postgresql_where=some)
    op.create_table(
        "absence",
        sa.Column("staff", sa.Text(), nullable=True),
        sa.Column("starts_on", sa.Text(), nullable=True),
        sa.Column("ends_on", sa.Text(), nullable=True),
        sa.Column("kind", sa.Text(), server_default="", nullable=False),
        sa.Column("substitute", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("hidden", sa.Integer(), server_default="0", nullable=False),
        sa.Column("stamps", sa.Text(), server_default="{}", nullable=False),
        sa.Column("extra", sa.Text(), server_default="{}", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_absence")),
    )
    op.create_index("ix_absence_staff", "absence", ["staff", "starts_on"], unique=False)
    op.create_table(
        "contact_value",
        sa.Column("contact", sa.Text(), nullable=True),
        sa.Column("field", sa.Text(), server_default="", nullable=False),
        sa.Column("value", sa.Text(), server_default="", nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("hidden", sa.Integer(), server_default="0", nullable=False),
        sa.Column("stamps", sa.Text(), server_default="{}", nullable=False),
        sa.Column("extra", sa.Text(), server_default="{}", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact_value")),
    )
    op.create_index("ix_contact_value_contact", "contact_value", ["contact"], unique=False)
    op.create_table(
        "document",
        sa.Column("kind", sa.Text(), server_default="", nullable=False),
        sa.Column("key", sa.Text(), server_default="", nullable=False),
        sa.Column("title", sa.Text(), server_default="", nullable=False),
        sa.Column("version", sa.Text(), server_default="", nullable=False),
        sa.Column("content", sa.Text(), server_default="", nullable=False),
        sa.Column("locked", sa.Integer(), server_default="0", nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("hidden", sa.Integer(), server_default="0", nullable=False),
        sa.Column("stamps", sa.Text(), server_default="{}", nullable=False),
        sa.Column("extra", sa.Text(), server_default="{}", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document")),
    )
    op.create_index("ix_document_kind", "document", ["kind"], unique=False)
    op.create_table(
        "erasure",
        sa.Column("entity", sa.Text(), server_default="", nullable=False),
        sa.Column("row", sa.Text(), server_default="", nullable=False),
        sa.Column("at", sa.Text(), nullable=True),
        sa.Column("by", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("hidden", sa.Integer(), server_default="0", nullable=False),
        sa.Column("stamps", sa.Text(), server_default="{}", nullable=False),
        sa.Column("extra", sa.Text(), server_default="{}", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_erasure")),
    )
    op.create_index("ix_erasure_row", "erasure", ["entity", "row"], unique=False)
    op.create_table(
        "link_decision",
        sa.Column("a", sa.Text(), nullable=True),
        sa.Column("b", sa.Text(), nullable=True),
        sa.Column("verdict", sa.Text(), server_default="", nullable=False),
        sa.Column("owner", sa.Text(), nullable=True),
        sa.Column("rule", sa.Text(), server_default="", nullable=False),
        sa.Column("at", sa.Text(), nullable=True),
        sa.Column("by", sa.Text(), nullable=True),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("hidden", sa.Integer(), server_default="0", nullable=False),
        sa.Column("stamps", sa.Text(), server_default="{}", nullable=False),
        sa.Column("extra", sa.Text(), server_default="{}", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_link_decision")),
    )
    op.create_index("ix_link_decision_pair", "link_decision", ["a", "b"], unique=False)
    op.create_table(
        "material",
        sa.Column("key", sa.Text(), server_default="", nullable=False),
        sa.Column("title", sa.Text(), server_default="", nullable=False),
        sa.Column("kind", sa.Text(), server_default="", nullable=False),
        sa.Column("product", sa.Text(), nullable=True),
        sa.Column("valid_until", sa.Text(), nullable=True),
        sa.Column("content", sa.Text(), server_default="", nullable=False),
        sa.Column("locked", sa.Integer(), server_default="0", nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("hidden", sa.Integer(), server_default="0", nullable=False),
        sa.Column("stamps", sa.Text(), server_default="{}", nullable=False),
        sa.Column("extra", sa.Text(), server_default="{}", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_material")),
    )
    op.create_table(
        "proposal",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("run", sa.Text(), server_default="", nullable=False),
        sa.Column("entity", sa.Text(), server_default="", nullable=False),
        sa.Column("row", sa.Text(), server_default="", nullable=False),
        sa.Column("sheet", sa.Text(), server_default="", nullable=False),
        sa.Column("line", sa.Integer(), server_default="0", nullable=False),
        sa.Column("kind", sa.Text(), server_default="", nullable=False),
        sa.Column("field", sa.Text(), server_default="", nullable=False),
        sa.Column("before", sa.Text(), server_default="", nullable=False),
        sa.Column("after", sa.Text(), server_default="", nullable=False),
        sa.Column("stamp", sa.Text(), server_default="", nullable=False),
        sa.Column("decided_at", sa.Text(), nullable=True),
        sa.Column("verdict", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposal")),
    )
    op.create_index("ix_proposal_run", "proposal", ["run"], unique=False)
    op.create_table(
        "transfer",
        sa.Column("contact", sa.Text(), nullable=True),
        sa.Column("from_staff", sa.Text(), nullable=True),
        sa.Column("to_staff", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.Column("state", sa.Text(), server_default="", nullable=False),
        sa.Column("planned_at", sa.Text(), nullable=True),
        sa.Column("done_at", sa.Text(), nullable=True),
        sa.Column("by", sa.Text(), nullable=True),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("hidden", sa.Integer(), server_default="0", nullable=False),
        sa.Column("stamps", sa.Text(), server_default="{}", nullable=False),
        sa.Column("extra", sa.Text(), server_default="{}", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_transfer")),
    )
    op.create_index("ix_transfer_contact", "transfer", ["contact"], unique=False)
