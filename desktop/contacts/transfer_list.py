"""Transfers as a person may see them: what waits for the lead, what is to be done in WeCom, what is settled."""

from typing import Final, NamedTuple

from sqlalchemy import text
from sqlalchemy.orm import Session

from db.actor import Actor
from desktop.contacts import filters
from desktop.security.masking import mask_name, mask_phone
from desktop.security.roles import scope

TABS: Final = {
    "proposed": ("proposed",),
    "planned": ("planned",),
    "settled": ("done", "refused", "withdrawn", "declined"),
}
"""Each list with the states that are in it."""


class Entry(NamedTuple):
    """A line of a list; names as this person may see them, days as stored; `mine` when they put it there."""

    id: str
    contact: str
    name: str
    phone: str
    from_name: str
    to_name: str
    reason: str
    state: str
    planned_at: str
    done_at: str
    by_name: str
    decided_name: str
    decided_at: str
    mine: bool


def entries(session: Session, actor: Actor, tab: str = "planned") -> list[Entry]:
    """One of TABS, the newest first; of the contacts that this person may see, and of those they put on the list."""
    condition = filters.visible(actor)
    if scope(actor) == "own":
        condition = filters.Condition(["(c.owner = :me OR t.by = :me)"], {"me": actor.staff})
    condition.any_of("t.state", "state", TABS[tab])
    found = session.execute(text(f"{ENTRIES} WHERE t.hidden = 0 AND {condition.sql} {ORDER}"), condition.values)
    made = []
    for row in found:
        *told, by, owner, branch = row
        full = owner == actor.staff or (scope(actor) == "branch" and branch in {None, actor.branch})
        entry = Entry._make([*told, by == actor.staff])
        made.append(entry._replace(name=entry.name if full else mask_name(entry.name), phone=mask_phone(entry.phone)))
    return made


def waiting(session: Session, actor: Actor) -> int:
    """How many transfers wait for the lead's word, of those this person may see."""
    return len(entries(session, actor, "proposed"))


ENTRIES = """
SELECT t.id, c.id AS contact, c.name, c.phone, coalesce(f.name, ''), coalesce(o.name, ''), t.reason, t.state,
  coalesce(t.planned_at, ''), coalesce(t.done_at, ''), coalesce(b.name, ''), coalesce(d.name, ''),
  coalesce(t.decided_at, ''), t.by, c.owner, c.branch
FROM transfer t JOIN contact c ON c.id = t.contact AND c.hidden = 0 LEFT JOIN staff f ON f.id = t.from_staff
LEFT JOIN staff o ON o.id = t.to_staff LEFT JOIN staff b ON b.id = t.by LEFT JOIN staff d ON d.id = t.decided_by
"""
ORDER = "ORDER BY coalesce(t.done_at, t.decided_at, t.planned_at) DESC, f.name, c.name, t.id"
