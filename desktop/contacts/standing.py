"""Whether a contact is still there: lost or won back, set by hand where the customer said or did so."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from db.actor import Actor
from db.contacts import Contact
from db.engine import session_clock
from db.operation import Change, record
from desktop.changes import Changes, Done
from desktop.contacts.filters import STANDINGS
from desktop.contacts.timeline import event
from desktop.security.roles import Permission, require
from desktop.words import N_


def set_standing(session: Session, actor: Actor, contacts: Sequence[str], standing: str) -> Done:
    """`lost` confirms what was suspected, `recalled` takes it back; the timeline says so. One step to undo."""
    if standing not in STANDINGS:
        raise ValueError(standing)
    now = session_clock(session).text()
    changes: list[Change] = []
    for row in (session.get_one(Contact, id_) for id_ in contacts):
        require(actor, Permission.EDIT, owner=row.owner, branch=row.branch)
        changes.append(Change("contact", row.id, {"status": standing, "status_at": now}))
        changes.append(event(session, actor, row, standing, ""))
    recorded = record(session, actor, changes)
    message = N_("已记 {count} 位流失", count=len(contacts))
    if standing == "recalled":
        message = N_("已记 {count} 位挽回", count=len(contacts))
    return Done(Changes.CONTACTS | Changes.INTERACTIONS, recorded.batch, message, len(contacts))
