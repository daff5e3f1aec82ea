"""Scripts for one contact: filled in with what is known, copied, and noted on the timeline."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.actor import Actor
from db.contacts import Contact
from db.engine import session_clock
from db.library import Script
from db.operation import record
from desktop.changes import Changes, Done
from desktop.contacts.timeline import event
from desktop.security.roles import Permission, require
from desktop.sop.scripts import Filled, fill_as_known
from desktop.sop.variables import Values
from desktop.words import N_


@dataclass(frozen=True, slots=True)
class Offer:
    """A script that may be sent to the contact, its variables filled in as far as they are known."""

    id: str
    key: str
    title: str
    filled: Filled


def offers(session: Session, actor: Actor, contact: str) -> list[Offer]:
    """The scripts for a single contact; those that can be copied at once come first."""
    row = session.get_one(Contact, contact)
    require(actor, Permission.EDIT, owner=row.owner, branch=row.branch)
    day = session_clock(session).now().date()
    values = Values.of(session, actor, day, [contact]).of_target(contact, None)
    found = session.execute(
        select(Script.id, Script.key, Script.title, Script.text)
        .where(Script.hidden == 0, Script.kind == "contact")
        .order_by(Script.key)
    )
    made = [Offer(id_, key, title, fill_as_known(text, values)) for id_, key, title, text in found]
    return sorted(made, key=lambda offer: bool(offer.filled.missing))


def copied(session: Session, actor: Actor, contact: str, script: str) -> Done:
    """Note that a script was copied for the contact: copied is not sent."""
    row = session.get_one(Contact, contact)
    require(actor, Permission.EDIT, owner=row.owner, branch=row.branch)
    title = session.get_one(Script, script).title
    recorded = record(session, actor, [event(session, actor, row, "copied", title, script)])
    message = N_("已复制“{title}”，去企业微信粘贴", title=title)
    return Done(Changes.INTERACTIONS | Changes.CONTACTS, recorded.batch, message, 1)
