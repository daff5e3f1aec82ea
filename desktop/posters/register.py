"""What hangs where: codes and places with what they brought, the piece that stands there now, and what runs out."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, Final, NamedTuple

from sqlalchemy import text
from sqlalchemy.orm import Session

from db.actor import Actor
from db.engine import session_clock
from desktop.posters.ways import CodeEntry, PlaceEntry
from desktop.security.roles import Permission, Reach, reach

SOON: Final = 30  # days ahead in which something is said to run out
RECENT: Final = 30  # days back that count as recent


class Code(NamedTuple):
    """A registered code; `adds` is None where no mark tells its customers from others, `places` are names."""

    id: str
    staff: str
    name: str
    kind: str
    content: str
    entry: CodeEntry
    reserve: int
    places: tuple[str, ...]
    adds: int | None
    recent: int | None


class Hanging(NamedTuple):
    """The piece that was last made for a place: enough to make it again."""

    template: str
    version: str
    theme: str
    staff: str
    name: str
    format: str
    made_at: str
    made_by: str
    valid_until: str
    copies: int


class Stand(NamedTuple):
    """A place with what hangs there and the customers it brought, in all and of late."""

    id: str
    entry: PlaceEntry
    code_of: str
    hanging: Hanging | None
    adds: int
    recent: int


class Expiry(NamedTuple):
    """Something that runs out: `kind` is code or piece, `id` that of the code or place, `days` below 0 when over."""

    kind: str
    id: str
    name: str
    place: str
    until: str
    days: int


class Register(NamedTuple):
    """Everything that the register of a branch shows."""

    codes: list[Code]
    places: list[Stand]
    expiries: list[Expiry]


# A customer counts for a place by name, or by the mark of the place or of the code that hangs there.
_PLACES: Final = """
SELECT p.id, p.name, p.state, p.material, p.channel, p.contact_way, coalesce(s.name, '') AS code_of,
       count(c.id) AS adds, coalesce(sum(CASE WHEN c.added_at >= :recent THEN 1 END), 0) AS recent
FROM placement p
LEFT JOIN contact_way w ON w.id = p.contact_way AND w.hidden = 0
LEFT JOIN staff s ON s.id = w.staff
LEFT JOIN contact c ON c.hidden = 0 AND (c.placement = p.id OR (c.placement IS NULL AND c.branch = p.branch
     AND c.state <> '' AND c.state IN (p.state, w.state)))
WHERE p.hidden = 0 AND p.branch = :branch
GROUP BY p.id, s.name ORDER BY p.name
"""
_CODES: Final = """
SELECT w.id, w.staff, coalesce(s.name, '') AS name, w.kind, w.content, w.state, w.material, w.label, w.valid_until,
       w.reserve, count(c.id) AS adds, coalesce(sum(CASE WHEN c.added_at >= :recent THEN 1 END), 0) AS recent
FROM contact_way w
LEFT JOIN staff s ON s.id = w.staff
LEFT JOIN contact c ON c.hidden = 0 AND c.owner = w.staff AND w.state <> '' AND c.state = w.state
WHERE w.hidden = 0 AND w.branch = :branch
GROUP BY w.id, s.name, s.account ORDER BY s.account, w.id DESC
"""
_HANGING: Final = """
SELECT placement, template, version, theme, r.staff, coalesce(s.name, '') AS name, format, made_at,
       coalesce(m.name, '') AS made_by, coalesce(r.valid_until, '') AS valid_until, copies
FROM poster_print r LEFT JOIN staff s ON s.id = r.staff LEFT JOIN staff m ON m.id = r.made_by
WHERE r.hidden = 0 AND r.branch = :branch AND placement IS NOT NULL ORDER BY made_at, r.id
"""


def read(session: Session, actor: Actor) -> Register:
    """The register of the actor's branch; somebody who has only their own sees their own codes."""
    today = session_clock(session).now().date()
    values = {"branch": actor.branch, "recent": f"{today - timedelta(days=RECENT)}"}
    own = reach(actor, Permission.REGISTER_CODES) is Reach.OWN
    hanging = {row.placement: Hanging(*row[1:]) for row in session.execute(text(_HANGING), values)}
    places = [_stand(row, hanging) for row in session.execute(text(_PLACES), values)]
    codes = [_code(row, places) for row in session.execute(text(_CODES), values)]
    codes = [code for code in codes if not own or code.staff == actor.staff]
    expiries = [*_codes_ending(codes, today), *_pieces_ending(places, today)]
    return Register(codes, places, sorted(expiries, key=lambda one: one.until))


def _stand(row: Any, hanging: dict[str, Hanging]) -> Stand:  # noqa: ANN401 - a row of _PLACES
    entry = PlaceEntry(row.name, row.state, row.material, row.channel, row.contact_way or "")
    return Stand(row.id, entry, row.code_of, hanging.get(row.id), row.adds, row.recent)


def _code(row: Any, places: list[Stand]) -> Code:  # noqa: ANN401 - a row of _CODES
    entry = CodeEntry(row.state, row.material, row.label, row.valid_until or "")
    shown = tuple(place.entry.name for place in places if place.entry.contact_way == row.id)
    counts = (row.adds, row.recent) if row.state else (None, None)
    return Code(row.id, row.staff or "", row.name, row.kind, row.content, entry, row.reserve, shown, *counts)


def _codes_ending(codes: list[Code], today: date) -> Iterator[Expiry]:
    for code in codes:
        until = code.entry.valid_until
        if (days := _days(until, today)) is not None:
            yield Expiry("code", code.id, code.name, "、".join(code.places), until, days)


def _pieces_ending(places: list[Stand], today: date) -> Iterator[Expiry]:
    for place in places:
        if place.hanging is not None and (days := _days(place.hanging.valid_until, today)) is not None:
            yield Expiry("piece", place.id, place.hanging.name, place.entry.name, place.hanging.valid_until, days)


def _days(until: str, today: date) -> int | None:
    """How many days are left, None when there is no end or it is far off."""
    if not until:
        return None
    days = (date.fromisoformat(until) - today).days
    return days if days <= SOON else None
