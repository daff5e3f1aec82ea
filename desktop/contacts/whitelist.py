"""Which campaigns a customer is invited to: known by the keyed hash of the number, to who has the bank's pepper."""

import re
from typing import Final, NamedTuple

from sqlalchemy import text
from sqlalchemy.orm import Session

from db.engine import session_clock
from desktop.exchange import policy

MOBILE: Final = re.compile(r"1\d{10}")
NOW: Final = "coalesce(k.starts_on, '') <= :today AND coalesce(k.ends_on, '9') >= :today"
OPEN: Final = (
    "SELECT k.name, coalesce(b.name, ''), coalesce(s.name, '') FROM whitelist_entry w JOIN campaign k ON "
    "k.id = w.campaign AND k.hidden = 0 LEFT JOIN branch b ON b.id = w.branch LEFT JOIN staff s ON s.id = w.staff "
    f"WHERE w.hidden = 0 AND w.phone_hash = :hash AND {NOW} ORDER BY k.ends_on, k.name"
)
SOME: Final = (
    "SELECT 1 FROM whitelist_entry w JOIN campaign k ON k.id = w.campaign AND k.hidden = 0 "
    f"WHERE w.hidden = 0 AND {NOW} LIMIT 1"
)


class Lead(NamedTuple):
    """An invitation: to which campaign, and whose customer that makes; names, "" for nobody."""

    campaign: str
    branch: str
    staff: str


def open_to(session: Session, phone: str) -> tuple[Lead, ...]:
    """The campaigns open today that a phone is invited to; none without a pepper or for what is no mobile number."""
    if not MOBILE.fullmatch(phone):
        return ()
    pepper = policy.pepper(session)
    if not pepper:
        return ()
    today = _today(session)
    rows = session.execute(text(OPEN), {"hash": policy.keyed_hash(pepper, phone), "today": today})
    return tuple(Lead(*row) for row in rows)


def keyless(session: Session) -> bool:
    """Whether there are open campaigns with leads, and no pepper to know any of them by."""
    return not policy.pepper(session) and session.execute(text(SOME), {"today": _today(session)}).first() is not None


def _today(session: Session) -> str:
    return f"{session_clock(session).now().date()}"
