"""Tables of the operation log and of the replicas that wrote it."""

from sqlalchemy import Index, Integer, PrimaryKeyConstraint, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Key, MaybeText, Number, Words
from db.projection import REPLACED


class OperationRow(Base):
    """One person set some fields of one row; added, never changed."""

    __tablename__ = "operation"
    __table_args__ = (
        PrimaryKeyConstraint("replica", "seq"),
        Index("ix_operation_row", "row"),
        Index("ix_operation_batch", "batch"),
        Index("ix_operation_replaced", "row", sqlite_where=text(REPLACED), postgresql_where=text(REPLACED)),
    )

    replica: Mapped[str] = mapped_column(Text)
    seq: Mapped[int] = mapped_column(Integer)
    stamp: Mapped[Words]
    actor: Mapped[Words]  # staff id, "" for the program
    entity: Mapped[Words]
    row: Mapped[Words]
    fields: Mapped[Words]  # JSON {field: value}
    replaced: Mapped[Words]  # JSON {field: stamp it replaced}; "" when the row was new
    batch: Mapped[Words]
    source: Mapped[Words]
    digest: Mapped[Words]


class Replica(Base):
    """A database that writes operations; exactly one row has `own` = 1."""

    __tablename__ = "replica"

    id: Mapped[Key]
    own: Mapped[Number]
    parent: Mapped[MaybeText]
    branch: Mapped[MaybeText]
    seq: Mapped[Number]  # the greatest of its operations known here without a gap
    stamp: Mapped[Words]  # the greatest stamp seen
    name: Mapped[Words]
