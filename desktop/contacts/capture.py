"""Quick capture at the counter: a new contact in ten seconds, or a note on one who is already ours."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.actor import Actor
from db.contacts import Consent, Contact, Interaction, Tally
from db.engine import session_clock
from db.exchange import Setting
from db.ids import derived_id, new_id
from db.operation import Change, record
from db.organisation import Branch, Staff
from db.posters import Placement
from desktop.changes import Changes, Done
from desktop.contacts import tags
from desktop.contacts.follow_ups import planned
from desktop.contacts.timeline import checked, event
from desktop.errors import AppError
from desktop.security.roles import Permission, require
from desktop.words import N_

NOTICE = "2026-11"  # version of the notice read out at the counter
DRAFT = "capture.draft"
PHONE_DIGITS = 11
TOUCHED = Changes.CONTACTS | Changes.TAGS | Changes.INTERACTIONS | Changes.FOLLOW_UPS


@dataclass(frozen=True)
class Capture:
    """What was entered: `phone` as typed, `tags` and `placement` as ids, the next step if one was set."""

    phone: str
    name: str = ""
    consent: bool = False
    tags: tuple[str, ...] = ()
    channel: str = "lobby"
    placement: str | None = None
    next_at: datetime | None = None
    next_title: str = ""


def valid_phone(typed: str) -> str:
    """The eleven digits of a mobile number; raises AppError for anything else."""
    digits = "".join(one for one in typed if one.isdigit())
    if digits.startswith("86") and len(digits) == PHONE_DIGITS + 2:
        digits = digits[2:]
    if len(digits) != PHONE_DIGITS:
        raise AppError("手机号是 11 位，现在是 {count} 位", count=len(digits))
    if digits[0] != "1" or digits[1] < "3":
        raise AppError("手机号要以 13 到 19 开头", cure="请对照客户报的号码再看一遍。")
    return digits


def save(session: Session, actor: Actor, capture: Capture) -> Done:
    """Store a new contact with consent, tags, source and next step; without consent only count that somebody came.

    Raises AppError when the number is wrong or already held.
    """
    require(actor, Permission.CONSENT, branch=actor.branch)
    if not capture.consent:
        return _count_only(session, actor, capture)
    phone = valid_phone(capture.phone)
    if holder := session.scalar(select(Contact).where(Contact.phone == phone, Contact.hidden == 0).limit(1)):
        raise AppError("这个号码已是客户，归属 {owner}", cure="可以记一次到访，不能再登记。", owner=holder.owner_name)
    changes = _new(session, actor, capture, phone)
    recorded = record(session, actor, changes, source="capture")
    name = changes[0].fields["name"]
    return Done(TOUCHED, recorded.batch, N_("已登记 {name}", name=name), 1)


def _count_only(session: Session, actor: Actor, capture: Capture) -> Done:
    now = session_clock(session).now()
    fields: dict[str, str | int | None] = {"branch": actor.branch, "staff": actor.staff, "date": f"{now.date()}"}
    fields |= {"at": f"{now}", "count": 1, "channel": capture.channel}
    recorded = record(session, actor, [Change("tally", new_id(), fields)])
    return Done(Changes.CONTACTS, recorded.batch, N_("客户没同意留资料，只计了 1 人"), 1)


def _new(session: Session, actor: Actor, capture: Capture, phone: str) -> list[Change]:
    now = session_clock(session).text()
    staff = session.get_one(Staff, actor.staff)
    branch = session.get(Branch, actor.branch)
    placement = session.get(Placement, capture.placement) if capture.placement else None
    name = " ".join(capture.name.split()) or N_("尾号 {tail}", tail=phone[-4:])
    id_ = derived_id("contact", staff.account, str(name), now)
    fields: dict[str, str | int | None] = {
        "name": str(name), "phone": phone, "owner": staff.id, "owner_name": staff.name, "owner_account": staff.account,
        "owner_departments": branch.path if branch else "", "branch": actor.branch, "added_at": now,
        "channel": (placement.channel if placement else "") or capture.channel,
        "source": placement.name if placement else "", "placement": capture.placement,
        "state": placement.state if placement else "",
    }  # fmt: skip
    row = Contact(id=id_, owner=staff.id, branch=actor.branch)
    agreed = {"contact": id_, "basis": "consent", "purposes": "service", "channels": "wecom", "notice": NOTICE}
    changes = [
        Change("contact", id_, fields),
        Change("consent", new_id(), {**agreed, "given_at": now, "staff": actor.staff}),
        event(session, actor, row, "added", placement.name if placement else ""),
        *tags.changes(id_, capture.tags),
    ]
    if capture.next_at is not None:
        changes.append(planned(session, actor, row, capture.next_at, capture.next_title))
    return changes


def visit(session: Session, actor: Actor, contact: str, text: str = "") -> Done:
    """Note that a contact, anybody's, came to the branch."""
    require(actor, Permission.CONSENT, branch=actor.branch)
    row = session.get_one(Contact, contact)
    recorded = record(session, actor, [event(session, actor, row, "visit", text.strip())])
    return Done(Changes.INTERACTIONS | Changes.CONTACTS, recorded.batch, N_("已记 {name} 一次到访", name=row.name), 1)


def remind_owner(session: Session, actor: Actor, contact: str, title: str) -> Done:
    """Ask the owner to follow up today."""
    require(actor, Permission.CONSENT, branch=actor.branch)
    row = session.get_one(Contact, contact)
    change = planned(session, actor, row, session_clock(session).now(), checked(title))
    recorded = record(session, actor, [change])
    return Done(TOUCHED, recorded.batch, N_("已提醒 {owner} 跟进", owner=row.owner_name), 1)


def captured_today(session: Session, actor: Actor) -> int:
    """How many people this person has captured today, those who left nothing included."""
    today = f"{session_clock(session).now().date()}"
    added = select(func.count()).where(
        Interaction.kind == "added", Interaction.staff == actor.staff, Interaction.hidden == 0, Interaction.at >= today
    )
    counted = select(func.coalesce(func.sum(Tally.count), 0)).where(
        Tally.staff == actor.staff, Tally.date == today, Tally.hidden == 0
    )
    return (session.scalar(added) or 0) + (session.scalar(counted) or 0)


def consent_of(session: Session, contact: str) -> str | None:
    """When the contact agreed, None when not or withdrawn."""
    return session.scalar(
        select(func.max(Consent.given_at)).where(
            Consent.contact == contact, Consent.hidden == 0, Consent.withdrawn_at.is_(None)
        )
    )


def draft(session: Session) -> str:
    """What was being entered when the window was last hidden or the program ended, as JSON; "" if nothing."""
    found = session.get(Setting, DRAFT)
    return found.value if found else ""


def keep_draft(session: Session, value: str) -> None:
    """Keep the draft, in the encrypted database since it is a person's number."""
    session.merge(Setting(key=DRAFT, value=value))
