"""What came in and went out: the history of the exchange page, newest first."""

import json
from typing import Final, NamedTuple

from sqlalchemy import bindparam, text
from sqlalchemy.orm import Session

from db.engine import session_lineage
from desktop.undo import UNDO

LIMIT: Final = 5_000
UNDOS: Final = text(
    "SELECT DISTINCT source FROM operation WHERE replica IN :own AND substr(source, 1, 5) = 'undo:'"
).bindparams(bindparam("own", expanding=True))
PASSAGES: Final = """
SELECT i.id, 1, i.kind, i.file, coalesce(s.name, ''), i.at, i.verdict, i.counts, i.batch, i.period
FROM import_run i LEFT JOIN staff s ON s.id = i.staff WHERE i.kind <> 'report'
UNION ALL
SELECT e.id, 0, e.kind, e.file, coalesce(s.name, ''), e.at, '', e.counts, '', e.period
FROM export_run e LEFT JOIN staff s ON s.id = e.staff ORDER BY 6 DESC, 1 DESC LIMIT :limit
"""


class Passage(NamedTuple):
    """A file that came in (`inward`) or went out.

    `verdict` is done, nothing_new or undone, "" for what went out; `batch` undoes it, "" when there is nothing to undo.
    """

    id: str
    inward: bool
    kind: str
    file: str
    staff_name: str
    at: str
    verdict: str
    counts: dict[str, int]
    batch: str
    period: str


def undone(session: Session) -> set[str]:
    """The batches that were undone here: one walk through our own operations, of which head office has few."""
    found = session.execute(UNDOS, {"own": sorted(session_lineage(session))}).scalars()
    return {source.removeprefix(UNDO) for source in found}


def passages(session: Session, limit: int = LIMIT) -> list[Passage]:
    """The newest passages; they hold file names and counts, nothing about a customer."""
    found, taken_back = [], undone(session)
    for id_, inward, kind, file, staff, at, verdict, counts, batch, period in session.execute(
        text(PASSAGES), {"limit": limit}
    ):
        if batch and batch in taken_back:
            verdict, batch = "undone", ""  # noqa: PLW2901 - said of the very row
        numbers = json.loads(counts or "{}")
        found.append(Passage(id_, bool(inward), kind, file, staff, at or "", verdict, numbers, batch, period))
    return found
