"""Where an operation came from: the file that brought it, or in which it was written by hand."""

import json
from typing import Final, NamedTuple

from sqlalchemy import text
from sqlalchemy.orm import Session

from desktop.exchange.edit_operations import SOURCE

IMPORT: Final = "import:"
BY_EXPORT: Final = text("SELECT file FROM import_run WHERE export_id = :export AND export_id <> '' ORDER BY at, id")
BY_BATCH: Final = text("SELECT file FROM import_run WHERE batch = :batch AND batch <> ''")
DECISIONS: Final = text(
    "SELECT i.detail, coalesce(s.name, '') FROM import_run i LEFT JOIN staff s ON s.id = i.staff "
    "WHERE i.kind = 'hand' AND i.batch <> '' ORDER BY i.at, i.id"
)
BROUGHT: Final = text(
    "SELECT file, detail, 0 FROM import_run WHERE kind = 'report' AND branch = (SELECT branch FROM replica WHERE "
    "id = :replica) UNION ALL SELECT file, detail, kind = 'pack' FROM import_run WHERE kind IN ('handover', 'pack')"
)


class Origin(NamedTuple):
    """The file ("" for none: it was written here, or nobody knows any more), and who accepted it if it is by hand.

    `head_office` says that a pack brought it.
    """

    file: str = ""
    accepted: str = ""
    by_hand: bool = False
    head_office: bool = False


def origin(session: Session, replica: str, seq: int, batch: str, source: str) -> Origin:
    """Of the operation with this replica, seq, batch and source."""
    if source.startswith(SOURCE):
        file = session.execute(BY_EXPORT, {"export": source.removeprefix(SOURCE)}).scalar() or ""
        who = (name for detail, name in session.execute(DECISIONS) if _holds(detail, replica, seq))
        return Origin(file, next(who, ""), by_hand=True)
    if source.startswith(IMPORT) and (file := session.execute(BY_BATCH, {"batch": batch}).scalar()):
        return Origin(file)
    brought = (
        Origin(file, head_office=bool(pack))
        for file, detail, pack in session.execute(BROUGHT, {"replica": replica})
        if _holds(detail, replica, seq)
    )
    return next(brought, Origin())


def _holds(detail: str, replica: str, seq: int) -> bool:
    """Whether a file of the history brought this operation."""
    if f'"{replica}"' not in detail:
        return False
    spans = json.loads(detail).get("spans", {})
    return any(first <= seq <= last for first, last in spans.get(replica, ()))
