"""The next step with a contact: planned, put off, done."""

from datetime import datetime

from sqlalchemy.orm import Session

from db.actor import Actor
from db.contacts import Contact, FollowUp
from db.engine import session_clock
from db.ids import new_id
from db.operation import Change, record
from desktop.changes import Changes, Done
from desktop.contacts.timeline import checked, event, refuse_numbers
from desktop.errors import AppError
from desktop.security.roles import Permission, require
from desktop.words import N_

TOUCHED = Changes.FOLLOW_UPS | Changes.CONTACTS


def plan(session: Session, actor: Actor, contact: str, due_at: datetime, title: str, note: str = "") -> Done:
    """Agree on a next step. Raises AppError when it lies in the past or has no title."""
    row = session.get_one(Contact, contact)
    require(actor, Permission.EDIT, owner=row.owner, branch=row.branch)
    recorded = record(session, actor, [planned(session, actor, row, due_at, title, note)])
    return Done(TOUCHED, recorded.batch, N_("已约 {when} 跟进", when=f"{due_at:%m-%d %H:%M}"), 1)


def planned(session: Session, actor: Actor, row: Contact, due_at: datetime, title: str, note: str = "") -> Change:
    """The change that adds a follow-up, for the contact's owner."""
    if due_at.date() < session_clock(session).now().date():
        raise AppError("跟进时间已经过去：{when}", cure="请选今天或以后。", when=f"{due_at:%Y-%m-%d %H:%M}")
    refuse_numbers(note)
    when = f"{due_at:%Y-%m-%d %H:%M:%S}"
    fields = {"contact": row.id, "staff": row.owner or actor.staff, "due_at": when, "title": checked(title)}
    return Change("follow_up", new_id(), {**fields, "note": note.strip()})


def finish(session: Session, actor: Actor, follow_up: str, result: str = "") -> Done:
    """The next step is done; the timeline says so."""
    row = session.get_one(FollowUp, follow_up)
    contact = session.get_one(Contact, row.contact)
    require(actor, Permission.EDIT, owner=contact.owner, branch=contact.branch)
    refuse_numbers(result)
    fields = {"done_at": session_clock(session).text(), "result": result.strip()}
    words = f"{row.title} {result.strip()}".strip()
    changes = [Change("follow_up", row.id, fields), event(session, actor, contact, "follow_up", words, row.id)]
    recorded = record(session, actor, changes)
    return Done(TOUCHED | Changes.INTERACTIONS, recorded.batch, N_("已完成“{title}”", title=row.title), 1)
