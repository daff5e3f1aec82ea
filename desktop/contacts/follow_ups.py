"""The next step with a contact: planned, put off, done."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Final, NamedTuple

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from db.actor import Actor
from db.contacts import Contact, FollowUp
from db.engine import session_clock
from db.ids import new_id
from db.operation import Change, record
from desktop.changes import Changes, Done
from desktop.contacts import filters
from desktop.contacts.standing_in import require_work
from desktop.contacts.timeline import checked, event, refuse_numbers
from desktop.errors import AppError
from desktop.insights.metrics import ON_TIME
from desktop.security.roles import Permission, require
from desktop.words import N_

TOUCHED = Changes.FOLLOW_UPS | Changes.CONTACTS
LOOKED_BACK: Final = 30


class Punctuality(NamedTuple):
    """Steps that fell due, and those of them done on the day agreed or before."""

    due: int
    on_time: int


def plan(session: Session, actor: Actor, contact: str, due_at: datetime, title: str, note: str = "") -> Done:
    """Agree on a next step. Raises AppError when it lies in the past or has no title."""
    row = session.get_one(Contact, contact)
    require_work(session, actor, contact, row.owner, row.branch)
    recorded = record(session, actor, [planned(session, actor, row, due_at, title, note)])
    return Done(TOUCHED, recorded.batch, N_("已约 {when} 跟进", when=f"{due_at:%m-%d %H:%M}"), 1)


def plan_many(session: Session, actor: Actor, contacts: Sequence[str], due_at: datetime, title: str) -> Done:
    """The same next step for many, as one step to undo; who has one already keeps that one and gets no second."""
    busy = _busy(session)
    changes: list[Change] = []
    for row in (session.get_one(Contact, id_) for id_ in contacts):
        require(actor, Permission.EDIT, owner=row.owner, branch=row.branch)
        if row.id not in busy:
            changes.append(planned(session, actor, row, due_at, title))
    recorded = record(session, actor, changes)
    left = len(contacts) - len(changes)
    values = {"count": len(changes), "when": f"{due_at:%m-%d %H:%M}"}
    message = N_("已给 {count} 位约 {when} 跟进", **values)
    if left:
        message = N_("已给 {count} 位约 {when} 跟进，{left} 位已有下一步", **values, left=left)
    return Done(TOUCHED, recorded.batch, message, len(changes))


def _busy(session: Session) -> set[str]:
    """The contacts that have a step to come."""
    found = select(FollowUp.contact).where(FollowUp.hidden == 0, FollowUp.done_at.is_(None))
    return {contact or "" for contact in session.scalars(found)}


def planned(session: Session, actor: Actor, row: Contact, due_at: datetime, title: str, note: str = "") -> Change:
    """The change that adds a follow-up, for the contact's owner."""
    if due_at.date() < session_clock(session).now().date():
        raise AppError("跟进时间已经过去：{when}", cure="请选今天或以后。", when=f"{due_at:%Y-%m-%d %H:%M}")
    refuse_numbers(note)
    when = f"{due_at:%Y-%m-%d %H:%M:%S}"
    fields = {"contact": row.id, "staff": row.owner or actor.staff, "due_at": when, "title": checked(title)}
    return Change("follow_up", new_id(row.id), {**fields, "note": note.strip()})


def postpone(session: Session, actor: Actor, follow_up: str, due_at: datetime) -> Done:
    """Another time for a step that is not done yet. Raises AppError when it is done, or the time has passed."""
    row = session.get_one(FollowUp, follow_up)
    contact = session.get_one(Contact, row.contact)
    require_work(session, actor, contact.id, contact.owner, contact.branch)
    if row.done_at:
        raise AppError("这一步已经做完了", cure="请约新的一步。")
    if due_at.date() < session_clock(session).now().date():
        raise AppError("跟进时间已经过去：{when}", cure="请选今天或以后。", when=f"{due_at:%Y-%m-%d %H:%M}")
    recorded = record(session, actor, [Change("follow_up", row.id, {"due_at": f"{due_at:%Y-%m-%d %H:%M:%S}"})])
    return Done(TOUCHED, recorded.batch, N_("“{title}”改到 {when}", title=row.title, when=f"{due_at:%m-%d %H:%M}"), 1)


def days_late(due_at: str | None, done_at: str | None) -> int:
    """Days between the day agreed and the day done; 0 when it was done in time or a time is missing."""
    if not due_at or not done_at:
        return 0
    return max(0, (date.fromisoformat(done_at[:10]) - date.fromisoformat(due_at[:10])).days)


def punctuality(session: Session, actor: Actor) -> Punctuality:
    """How many steps fell due in the last 30 days up to yesterday, and were done in time; of whom one may see."""
    today = session_clock(session).now().date()
    visible = filters.visible(actor)
    statement = (
        f"SELECT count(*), coalesce(sum(coalesce({ON_TIME}, 0)), 0) FROM follow_up f "
        f"JOIN contact c ON c.id = f.contact AND c.hidden = 0 WHERE f.hidden = 0 "
        f"AND f.due_at >= :first AND f.due_at < :after AND {visible.sql}"
    )
    bounds = {"first": f"{today - timedelta(days=LOOKED_BACK)}", "after": f"{today}"}
    return Punctuality(*session.execute(text(statement), visible.values | bounds).one())


def finish(session: Session, actor: Actor, follow_up: str, result: str = "") -> Done:
    """The next step is done; the timeline says so."""
    row = session.get_one(FollowUp, follow_up)
    contact = session.get_one(Contact, row.contact)
    require_work(session, actor, contact.id, contact.owner, contact.branch)
    refuse_numbers(result)
    fields = {"done_at": session_clock(session).text(), "result": result.strip()}
    words = f"{row.title} {result.strip()}".strip()
    changes = [Change("follow_up", row.id, fields), event(session, actor, contact, "follow_up", words, row.id)]
    recorded = record(session, actor, changes)
    late = days_late(row.due_at, fields["done_at"])
    message = N_("已完成“{title}”，按时", title=row.title)
    if late:
        message = N_("已完成“{title}”，晚了 {days} 天", title=row.title, days=late)
    return Done(TOUCHED | Changes.INTERACTIONS, recorded.batch, message, 1)
