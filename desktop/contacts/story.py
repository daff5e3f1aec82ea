"""A contact's whole timeline: what was recorded, and what the contact itself says though nobody wrote it down.

The add of who came in by a file, a change of owner that a file brought, and how somebody stands (lost, suspected lost,
won back) are told from the contact's fields and their history, so that an import need not write an event for each row.
"""

from typing import Final, NamedTuple

from sqlalchemy import text
from sqlalchemy.orm import Session

from db import operation
from db.stamp import local_text
from desktop.contacts import timeline
from desktop.contacts.timeline import Event

FACTS: Final = """
SELECT c.added_at, coalesce(nullif(p.name, ''), nullif(c.source, ''), '') AS place, c.owner_name, c.status, c.status_at
FROM contact c LEFT JOIN placement p ON p.id = c.placement WHERE c.id = :contact
"""
WRITTEN: Final = """
SELECT kind, at FROM interaction
WHERE contact = :contact AND hidden = 0 AND kind IN ('added', 'owner', 'lost', 'recalled')
"""
MINUTE: Final = len("2026-03-12 10:42")


class Story(NamedTuple):
    """The newest events of one of GROUPS or one of KINDS, and how many there are in all."""

    events: list[Event]
    total: int


def read(session: Session, contact: str, limit: int = 50, group: str = "") -> Story:
    """The timeline, newest first; what is told by the contact itself stands among what was recorded."""
    kinds = timeline.kinds_of(group)
    told = [one for one in _told(session, contact) if not kinds or one.kind in kinds]
    both = [*timeline.events(session, contact, limit, group), *told]
    both.sort(key=lambda one: one.at, reverse=True)
    return Story(both[:limit], timeline.count(session, contact, group) + len(told))


def _told(session: Session, contact: str) -> list[Event]:
    row = session.execute(text(FACTS), {"contact": contact}).one_or_none()
    if row is None:
        return []
    written = {(kind, (at or "")[:MINUTE]) for kind, at in session.execute(text(WRITTEN), {"contact": contact})}
    owners = _owners(session, contact)
    told = []
    if row.added_at and "added" not in {kind for kind, _ in written}:
        first = owners[0].before if owners else row.owner_name
        told.append(Event(f"added:{contact}", "added", row.added_at, row.place, first))
    told += [
        Event(f"owner:{one.stamp}", "owner", one.at, f"{one.before} → {one.after}", one.by)
        for one in owners if ("owner", one.at[:MINUTE]) not in written
    ]  # fmt: skip
    if row.status and row.status_at and (row.status, row.status_at[:MINUTE]) not in written:
        told.append(Event(f"status:{contact}", row.status, row.status_at, "", ""))
    return told


class _Owner(NamedTuple):
    """A change of owner: by whom, and the names before and after."""

    stamp: str
    at: str
    by: str
    before: str
    after: str


def _owners(session: Session, contact: str) -> list[_Owner]:
    """The changes of owner, oldest first, from the contact's history."""
    found: list[_Owner] = []
    owner, name = None, ""
    for one in operation.history(session, "contact", contact):
        if "owner" not in one.fields:
            continue
        after = str(one.fields.get("owner_name") or name)
        if owner is not None and one.fields["owner"] not in {None, owner}:
            by = session.execute(text("SELECT name FROM staff WHERE id = :id"), {"id": one.actor}).scalar()
            found.append(_Owner(one.stamp, local_text(one.stamp), by or "", name, after))
        owner, name = one.fields["owner"] or owner, after
    return found
