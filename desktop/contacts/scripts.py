"""Scripts for one contact: filled in with what is known, copied, and noted on the timeline."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.actor import Actor
from db.contacts import Contact
from db.engine import session_clock
from db.library import Product, Script
from db.operation import record
from desktop.changes import Changes, Done
from desktop.contacts.standing_in import require_work
from desktop.contacts.timeline import event
from desktop.library.products import OPEN, state_of
from desktop.library.uses import had
from desktop.sop.scripts import Filled, fill_as_known
from desktop.sop.variables import Values
from desktop.words import N_


@dataclass(frozen=True, slots=True)
class Offer:
    """A script that may be sent to the contact, its variables filled in as far as they are known.

    `had_at` is when the contact had it last, "" never.
    """

    id: str
    key: str
    title: str
    filled: Filled
    had_at: str = ""


def offers(session: Session, actor: Actor, contact: str) -> list[Offer]:
    """The scripts for a single contact; those that can be copied at once come first, then those not had yet."""
    row = session.get_one(Contact, contact)
    require_work(session, actor, contact, row.owner, row.branch)
    day = session_clock(session).now().date()
    values = Values.of(session, actor, day, [contact]).of_target(contact, None)
    found = session.execute(
        select(Script.id, Script.key, Script.title, Script.text, Product.starts_on, Product.ends_on)
        .outerjoin(Product, Product.id == Script.product)
        .where(Script.hidden == 0, Script.kind == "contact")
        .where(Script.branch.is_(None) | (Script.branch == actor.branch))
        .order_by(Script.key)
    )
    before = had(session, [contact]).get(contact, {})
    made = [
        Offer(id_, key, title, fill_as_known(text, values), before.get(id_, ""))
        for id_, key, title, text, starts_on, ends_on in found
        if state_of(starts_on, ends_on, day) == OPEN
    ]
    return sorted(made, key=lambda offer: (bool(offer.filled.missing), bool(offer.had_at)))


def copied(session: Session, actor: Actor, contact: str, script: str) -> Done:
    """Note that a script was copied for the contact: copied is not sent."""
    row = session.get_one(Contact, contact)
    require_work(session, actor, contact, row.owner, row.branch)
    title = session.get_one(Script, script).title
    recorded = record(session, actor, [event(session, actor, row, "copied", title, script)])
    message = N_("已复制“{title}”，去企业微信粘贴", title=title)
    return Done(Changes.INTERACTIONS | Changes.CONTACTS, recorded.batch, message, 1)
