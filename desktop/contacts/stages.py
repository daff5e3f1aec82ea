"""The stage (AIPL) and the lifecycle set by hand, with who, when, why and until when; `stage_rules` derives them."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.actor import Actor
from db.engine import session_clock
from db.ids import new_id
from db.operation import Change, record
from db.projection import Fields
from desktop.changes import Changes, Done
from desktop.errors import AppError
from desktop.security.roles import Permission, require
from desktop.words import N_, Phrase

STAGES: Final = ("aware", "interest", "purchase", "loyal")
LIFECYCLE: Final = ("acquired", "activated", "retained", "converted", "referring")


class Ladder(NamedTuple):
    """One of the two: the beginning of its fields' names, its rungs in order, and what it is called."""

    field: str
    rungs: tuple[str, ...]
    name: Phrase


AIPL: Final = Ladder("stage", STAGES, N_("阶段"))
CYCLE: Final = Ladder("lifecycle", LIFECYCLE, N_("周期"))


def set_stage(
    session: Session, actor: Actor, contacts: Sequence[str], stage: str, reason: str, days: int | None = None
) -> Done:
    """Set the stage by hand, for some days or for good; the timeline keeps who and why. "" is the derived one again."""
    return _set(session, actor, contacts, AIPL, stage, reason, days)


def set_lifecycle(
    session: Session, actor: Actor, contacts: Sequence[str], stage: str, reason: str, days: int | None = None
) -> Done:
    """The same with the lifecycle."""
    return _set(session, actor, contacts, CYCLE, stage, reason, days)


def _set(
    session: Session, actor: Actor, contacts: Sequence[str], ladder: Ladder, rung: str, reason: str, days: int | None
) -> Done:
    from db.contacts import Contact

    if rung and rung not in ladder.rungs:
        raise ValueError(rung)
    if rung and not reason.strip():
        raise AppError("请写下为什么改{name}", cure="一句话就够，之后的人看得懂。", name=ladder.name)
    now, today = session_clock(session).text(), session_clock(session).now().date()
    until = f"{today + timedelta(days=days)}" if rung and days else None
    said = f"{rung or _derived(ladder)} {reason.strip()}".strip()
    changes: list[Change] = []
    for row in (session.get_one(Contact, id_) for id_ in contacts):
        require(actor, Permission.EDIT, owner=row.owner, branch=row.branch)
        by: Fields = {"reason": reason.strip(), "by": actor.staff, "at": now, "until": until}
        changes.append(Change("contact", row.id, _fields(ladder, rung, by)))
        event = {"contact": row.id, "kind": "stage", "at": now, "staff": actor.staff, "branch": row.branch}
        changes.append(Change("interaction", new_id(row.id), {**event, "text": said}))
    recorded = record(session, actor, changes)
    message = N_("已改 {count} 位的{name}", count=len(contacts), name=ladder.name)
    return Done(Changes.CONTACTS | Changes.INTERACTIONS, recorded.batch, message, len(contacts))


def _derived(ladder: Ladder) -> str:
    """What an event says when a rung is derived again: of the lifecycle its own name, so that it is told apart."""
    return "" if ladder is AIPL else ladder.field


def _fields(ladder: Ladder, rung: str, by: Fields) -> Fields:
    return {f"{ladder.field}_manual": rung} | {f"{ladder.field}_{key}": value for key, value in by.items()}


def end_overrides(session: Session) -> int:
    """Give the derived ones back to contacts whose rung by hand has run out; how many fields. Run at every start."""
    from db.contacts import Contact

    today = f"{session_clock(session).now().date()}"
    nothing: Fields = {"reason": "", "by": None, "at": None, "until": None}
    changes = []
    for ladder in (AIPL, CYCLE):
        manual, until = getattr(Contact, f"{ladder.field}_manual"), getattr(Contact, f"{ladder.field}_until")
        over = select(Contact.id).where(Contact.hidden == 0, manual != "", until <= today)
        changes += [Change("contact", contact, _fields(ladder, "", nothing)) for contact in session.scalars(over)]
    return record(session, None, changes, source="stage_until").changed
