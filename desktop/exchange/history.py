"""What came in and went out: the history of the exchange page, newest first."""

import json
from typing import Final, NamedTuple

from sqlalchemy import text
from sqlalchemy.orm import Session

LIMIT: Final = 200
PASSAGES: Final = """
SELECT i.id, 1, i.kind, i.file, coalesce(s.name, ''), i.at, CASE WHEN EXISTS (SELECT 1 FROM operation o
  WHERE o.source = 'undo:' || i.batch) THEN 'undone' ELSE i.verdict END, i.counts, i.batch, i.period
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


def passages(session: Session, limit: int = LIMIT) -> list[Passage]:
    """The newest passages; they hold file names and counts, nothing about a customer."""
    found = []
    for id_, inward, kind, file, staff, at, verdict, counts, batch, period in session.execute(
        text(PASSAGES), {"limit": limit}
    ):
        left = "" if verdict == "undone" else batch
        numbers = json.loads(counts or "{}")
        found.append(Passage(id_, bool(inward), kind, file, staff, at or "", verdict, numbers, left, period))
    return found
