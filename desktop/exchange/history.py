"""What came in and went out of this database, newest first."""

import json
from typing import NamedTuple

from sqlalchemy import text
from sqlalchemy.orm import Session


class Passage(NamedTuple):
    """A file that came in (`inward`) or went out; `batch` undoes an import, "" when there is nothing to undo."""

    id: str
    at: str
    inward: bool
    kind: str
    file: str
    staff_name: str
    verdict: str
    counts: dict[str, int]
    batch: str


RUNS = """
SELECT r.id, r.at, 1, r.kind, r.file, coalesce(p.name, ''), r.verdict, r.counts, r.batch FROM import_run r
  LEFT JOIN staff p ON p.id = r.staff
UNION ALL
SELECT e.id, e.at, 0, e.kind, e.file, coalesce(p.name, ''), 'done', e.counts, '' FROM export_run e
  LEFT JOIN staff p ON p.id = e.staff
ORDER BY 2 DESC, 1 DESC LIMIT :limit
"""


def passages(session: Session, limit: int = 50) -> list[Passage]:
    """The newest files in and out; a batch that has been undone can't be undone again."""
    undone = {
        source.removeprefix("undo:")
        for source in session.execute(
            text("SELECT DISTINCT source FROM operation WHERE source LIKE 'undo:%'")
        ).scalars()
    }
    found = []
    for id_, at, inward, kind, file, name, verdict, counts, batch in session.execute(text(RUNS), {"limit": limit}):
        shown = "undone" if batch and batch in undone else verdict
        left = "" if shown == "undone" else batch
        found.append(Passage(id_, at or "", bool(inward), kind, file, name, shown, json.loads(counts or "{}"), left))
    return found
