"""Local tables of what came in and went out, of conflicts, audit and settings: they belong to this database alone."""

from sqlalchemy import Index, Integer, Text
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Key, MaybeText, Number, Words


class ImportRun(Base):
    """A file that was taken in: what it was, what came of it, and the batch that undoes it."""

    __tablename__ = "import_run"
    __table_args__ = (
        Index("ix_import_run_run", "run"),
        Index("ix_import_run_branch", "branch", "period"),
        Index("ix_import_run_sha256", "sha256"),
    )

    id: Mapped[Key]
    at: Mapped[MaybeText]
    staff: Mapped[MaybeText]
    file: Mapped[Words]
    sha256: Mapped[Words]
    kind: Mapped[Words]  # staff, contacts, groups, report, pack, handover
    branch: Mapped[MaybeText]
    rows: Mapped[Number]
    counts: Mapped[Words]  # JSON
    verdict: Mapped[Words]
    reason: Mapped[Words]
    batch: Mapped[Words]
    export_id: Mapped[Words]
    sequence: Mapped[Number]
    period: Mapped[Words]
    detail: Mapped[Words]  # JSON
    run: Mapped[Words]  # of head office's consolidation
    place: Mapped[Words]  # the whole path


class Consolidation(Base):
    """A run of head office over folders and files; one that was interrupted goes on where it was."""

    __tablename__ = "consolidation"

    id: Mapped[Key]
    started_at: Mapped[MaybeText]
    ended_at: Mapped[MaybeText]
    staff: Mapped[MaybeText]
    places: Mapped[Words]  # JSON
    total: Mapped[Number]
    state: Mapped[Words]  # running, done, cancelled


class ExportRun(Base):
    """A file that was sent out."""

    __tablename__ = "export_run"

    id: Mapped[Key]
    at: Mapped[MaybeText]
    staff: Mapped[MaybeText]
    file: Mapped[Words]
    sha256: Mapped[Words]
    kind: Mapped[Words]
    sequence: Mapped[Number]
    period: Mapped[Words]
    counts: Mapped[Words]  # JSON
    have: Mapped[Words]  # JSON {replica: seq} that the file brings the reader to


class Conflict(Base):
    """A value that lost without having been seen by the winner; both are kept until somebody has chosen."""

    __tablename__ = "conflict"
    __table_args__ = (Index("ix_conflict_row", "entity", "row"),)

    id: Mapped[Key]
    entity: Mapped[Words]
    row: Mapped[Words]
    field: Mapped[Words]
    winner: Mapped[Words]  # stamp
    winner_value: Mapped[Words]  # JSON
    loser: Mapped[Words]  # stamp
    loser_value: Mapped[Words]  # JSON
    chosen_at: Mapped[MaybeText]


class Proposal(Base):
    """A hand edit in a workbook that waits for somebody's decision; its id is the same wherever the file is read."""

    __tablename__ = "proposal"
    __table_args__ = (Index("ix_proposal_run", "run"),)

    id: Mapped[Key]
    run: Mapped[Words]  # import_run
    entity: Mapped[Words]
    row: Mapped[Words]
    sheet: Mapped[Words]
    line: Mapped[Number]
    kind: Mapped[Words]  # changed, added, deleted, copied, formula, unmarked, head
    field: Mapped[Words]
    before: Mapped[Words]  # JSON
    after: Mapped[Words]  # JSON
    stamp: Mapped[Words]
    decided_at: Mapped[MaybeText]
    verdict: Mapped[Words]  # taken, left


class AuditEntry(Base):
    """What leaves no operation: sign-in, reveal, export, print; never a personal value."""

    __tablename__ = "audit_entry"

    number: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    at: Mapped[MaybeText]
    staff: Mapped[MaybeText]
    act: Mapped[Words]
    subject: Mapped[Words]  # an id
    detail: Mapped[Words]  # JSON of field names and counts
    chain: Mapped[str] = mapped_column(Text, server_default="")


class Setting(Base):
    """A setting or a draft that belongs in the encrypted file."""

    __tablename__ = "setting"

    key: Mapped[Key]
    value: Mapped[Words]
