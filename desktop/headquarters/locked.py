"""Reports that were refused because they have a password to open, and may be read again with it."""

import json
from pathlib import Path
from typing import Final

from sqlalchemy import text
from sqlalchemy.orm import Session

from desktop.exchange.protection import ASKS, REFUSES, protected

MOST: Final = 2_000
REFUSED: Final = """
SELECT r.place, r.detail FROM import_run r WHERE r.kind = 'report' AND r.verdict = 'refused' AND r.place <> ''
AND NOT EXISTS (SELECT 1 FROM import_run o WHERE o.kind = 'report' AND o.place = r.place AND (o.at > r.at OR
o.at = r.at AND o.id > r.id)) ORDER BY r.at DESC, r.id DESC LIMIT :most
"""


def locked(session: Session) -> list[Path]:
    """The files whose last reading ended at their password, and that are still where they were."""
    rows = session.execute(text(REFUSED), {"most": MOST})
    places = (Path(place) for place, detail in rows if _template(detail) in {ASKS, REFUSES})
    return sorted(place for place in places if protected(place))


def _template(detail: str) -> str:
    return str(json.loads(detail or "{}").get("reason", [""])[0])
