"""The stage (AIPL) set by hand, with who, when, why and until when; `stage_rules` has how it is derived."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

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
from desktop.words import N_

STAGES: Final = ("aware", "interest", "purchase", "loyal")
LIFECYCLE: Final = ("acquired", "activated", "retained", "converted", "referring")


def set_stage(
    session: Session, actor: Actor, contacts: Sequence[str], stage: str, reason: str, days: int | None = None
) -> Done:
    """Set the stage by hand, for some days or for good; the timeline keeps who and why. "" is the derived one again."""
    from db.contacts import Contact

    if stage and stage not in STAGES:
        raise ValueError(stage)
    if stage and not reason.strip():
        raise AppError("请写下为什么改阶段", cure="一句话就够，之后的人看得懂。")
    now, today = session_clock(session).text(), session_clock(session).now().date()
    until = f"{today + timedelta(days=days)}" if stage and days else None
    changes: list[Change] = []
    for row in (session.get_one(Contact, id_) for id_ in contacts):
        require(actor, Permission.EDIT, owner=row.owner, branch=row.branch)
        fields: Fields = {
            "stage_manual": stage,
            "stage_reason": reason.strip(),
            "stage_by": actor.staff,
            "stage_at": now,
        }
        fields["stage_until"] = until
        changes.append(Change("contact", row.id, fields))
        event = {"contact": row.id, "kind": "stage", "at": now, "staff": actor.staff, "branch": row.branch}
        changes.append(Change("interaction", new_id(row.id), {**event, "text": f"{stage} {reason.strip()}".strip()}))
    recorded = record(session, actor, changes)
    message = N_("已改 {count} 位的阶段", count=len(contacts))
    return Done(Changes.CONTACTS | Changes.INTERACTIONS, recorded.batch, message, len(contacts))


def end_overrides(session: Session) -> int:
    """Give the derived stage back to contacts whose stage by hand has run out; how many. Run at every start."""
    from db.contacts import Contact

    today = f"{session_clock(session).now().date()}"
    over = select(Contact.id).where(Contact.hidden == 0, Contact.stage_manual != "", Contact.stage_until <= today)
    fields: Fields = {"stage_manual": "", "stage_reason": "", "stage_by": None, "stage_at": None, "stage_until": None}
    changes = [Change("contact", contact, fields) for contact in session.scalars(over)]
    return record(session, None, changes, source="stage_until").changed
