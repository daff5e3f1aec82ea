"""Quick capture at the counter: a new contact in ten seconds, or a note on one who is already ours."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Final, NamedTuple

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from db.actor import Actor
from db.contacts import Consent, Contact, Tally
from db.engine import session_clock
from db.exchange import Setting
from db.ids import grouped_id, new_id
from db.operation import Change, record
from db.organisation import Branch, Staff
from db.posters import Placement
from db.values import WHOLE_PHONE
from desktop.changes import Changes, Done
from desktop.contacts import tags
from desktop.contacts.follow_ups import planned
from desktop.contacts.naming import called, gender_of
from desktop.contacts.phones import PHONE_DIGITS, national
from desktop.contacts.timeline import checked, event
from desktop.errors import AppError
from desktop.security.roles import Permission, require
from desktop.words import N_

NOTICE = "2026-11"  # version of the notice read out at the counter
DRAFT = "capture.draft"
EVERYWHERE = "capture.everywhere"
RESULTS: Final = ("added", "waiting", "already")
"""What came of it in WeCom: added, waiting for the customer's yes, a friend before. Who declines is only counted."""
MORNING: Final = 9
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
    result: str = "added"


class Today(NamedTuple):
    """People spoken to today: those who were captured, and those who left nothing."""

    added: int
    declined: int

    @property
    def spoken(self) -> int:
        return self.added + self.declined


def valid_phone(typed: str) -> str:
    """The eleven digits of a mobile number; raises AppError for anything else."""
    digits = national(typed)
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
    same = Contact.phone == phone, text(WHOLE_PHONE), Contact.hidden == 0
    if holder := session.scalar(select(Contact).where(*same).limit(1)):
        raise AppError("这个号码已是客户，归属 {owner}", cure="可以记一次到访，不能再登记。", owner=holder.owner_name)
    changes = new_contact(session, actor, capture, phone, session_clock(session).now())
    recorded = record(session, actor, changes, source="capture")
    name = changes[0].fields["name"]
    return Done(TOUCHED, recorded.batch, N_("已登记 {name}", name=name), 1)


def _count_only(session: Session, actor: Actor, capture: Capture) -> Done:
    now = session_clock(session).now()
    fields: dict[str, str | int | None] = {"branch": actor.branch, "staff": actor.staff, "date": f"{now.date()}"}
    fields |= {"at": f"{now}", "count": 1, "channel": capture.channel}
    recorded = record(session, actor, [Change("tally", new_id(), fields)])
    return Done(Changes.CONTACTS, recorded.batch, N_("客户没同意留资料，只计了 1 人"), 1)


def new_contact(
    session: Session, actor: Actor, capture: Capture, phone: str, at: datetime, basis: str = "consent"
) -> list[Change]:  # fmt: skip
    """The changes that make a contact of what was entered; name and moment tell people apart who come at once."""
    now = f"{at:%Y-%m-%d %H:%M:%S}"
    staff = session.get_one(Staff, actor.staff)
    branch = session.get(Branch, actor.branch)
    placement = session.get(Placement, capture.placement) if capture.placement else None
    name = called(capture.name, phone)
    id_ = grouped_id("contact", staff.account, name, now)
    fields: dict[str, str | int | None] = {
        "name": name, "gender": gender_of(name), "phone": phone, "owner": staff.id,
        "owner_name": staff.name, "owner_account": staff.account,
        "owner_departments": branch.path if branch else "", "branch": actor.branch, "added_at": now,
        "channel": (placement.channel if placement else "") or capture.channel,
        "source": placement.name if placement else "", "placement": capture.placement,
        "state": placement.state if placement else "",
    }  # fmt: skip
    row = Contact(id=id_, owner=staff.id, branch=actor.branch)
    agreed = {"contact": id_, "basis": basis, "purposes": "service", "channels": "wecom", "notice": NOTICE}
    changes = [
        Change("contact", id_, fields),
        Change("consent", new_id(id_), {**agreed, "given_at": now, "staff": actor.staff}),
        _outcome(session, actor, row, capture, placement.name if placement else ""),
        *tags.changes(id_, capture.tags),
    ]
    if capture.next_at is not None:
        changes.append(planned(session, actor, row, capture.next_at, capture.next_title))
    elif capture.result == "waiting":
        tomorrow = datetime.combine(at.date() + timedelta(days=1), time(MORNING))
        changes.append(planned(session, actor, row, tomorrow, str(N_("看好友申请通过没有"))))
    return changes


def _outcome(session: Session, actor: Actor, row: Contact, capture: Capture, place: str) -> Change:
    """What the timeline says came of it."""
    if capture.result == "waiting":
        return event(session, actor, row, "queue_talk", str(N_("发了好友申请，等客户通过")))
    if capture.result == "already":
        return event(session, actor, row, "visit", str(N_("早就是微信好友，补登记")))
    return event(session, actor, row, "added", place)


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


def today_of(session: Session, actor: Actor) -> Today:
    """Whom this person has captured today, whatever came of it, and how many left nothing."""
    today = f"{session_clock(session).now().date()}"
    consented = select(func.count(func.distinct(Consent.contact))).where(
        Consent.staff == actor.staff, Consent.hidden == 0, Consent.given_at >= today
    )
    counted = select(func.coalesce(func.sum(Tally.count), 0)).where(
        Tally.staff == actor.staff, Tally.date == today, Tally.hidden == 0
    )
    return Today(session.scalar(consented) or 0, session.scalar(counted) or 0)


def consent_of(session: Session, contact: str) -> str | None:
    """When the contact agreed, None when not or withdrawn."""
    return session.scalar(
        select(func.max(Consent.given_at)).where(
            Consent.contact == contact, Consent.hidden == 0, Consent.withdrawn_at.is_(None)
        )
    )


def draft(session: Session, staff: str, place: str) -> str:
    """What this person was entering when the window was last hidden or the program ended, as JSON; "" if nothing.

    `place` is "counter" or "queue": at each somebody may stand half entered.
    """
    found = session.get(Setting, f"{DRAFT}.{place}.{staff}")
    return found.value if found else ""


def keep_draft(session: Session, staff: str, place: str, value: str) -> None:
    """Keep a person's draft, in the encrypted database since it has somebody's number."""
    session.merge(Setting(key=f"{DRAFT}.{place}.{staff}", value=value))


def everywhere(session: Session) -> bool:
    """Whether this PC's people want the window from any program by its key."""
    found = session.get(Setting, EVERYWHERE)
    return found is not None and found.value == "1"


def keep_everywhere(session: Session, *, wanted: bool) -> None:
    """Keep whether the key is wanted."""
    session.merge(Setting(key=EVERYWHERE, value="1" if wanted else "0"))
