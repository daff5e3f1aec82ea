"""What happened with a contact, newest first, and adding to it."""

from typing import Final, NamedTuple

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from db.actor import Actor
from db.contacts import Contact, FollowUp, Interaction
from db.engine import session_clock
from db.ids import new_id
from db.operation import Change, record
from db.organisation import Staff
from desktop.changes import Changes, Done
from desktop.contacts.standing_in import require_work
from desktop.errors import AppError
from desktop.words import N_

KINDS: Final = (
    "added", "copied", "sent", "replied", "call", "chat", "visit", "queue_talk", "purchase", "maturity", "referral",
    "activity", "group_joined", "group_left", "stage", "owner", "lost", "suspected_lost", "recalled", "follow_up",
)  # fmt: skip
BY_HAND: Final = (
    "chat", "call", "visit", "queue_talk", "replied", "purchase", "referral", "activity", "sent", "group_joined",
    "group_left",
)  # fmt: skip
"""Kinds that a person may record; the others follow from what the program does."""
GROUPS: Final = {
    "": (),
    "talk": ("copied", "sent", "replied", "call", "chat", "visit", "queue_talk", "follow_up"),
    "deals": ("purchase", "maturity", "referral"),
    "groups": ("activity", "group_joined", "group_left"),
    "changes": ("added", "stage", "owner", "lost", "suspected_lost", "recalled"),
}
"""What the timeline can be narrowed to; "" is everything, each kind is in one of the others."""
LONGEST: Final = 500


def kinds_of(group: str) -> tuple[str, ...]:
    """The kinds of one of GROUPS (none for all), or the one kind that is named."""
    return GROUPS.get(group, (group,))


class Event(NamedTuple):
    """One event; `at` as stored, `staff_name` who did it."""

    id: str
    kind: str
    at: str
    text: str
    staff_name: str
    due_at: str = ""  # of a step that was done: when it was due


def events(session: Session, contact: str, limit: int = 50, group: str = "") -> list[Event]:
    """A contact's events of one of GROUPS or one of KINDS, newest first."""
    wanted = (
        select(Interaction.id, Interaction.kind, Interaction.at, Interaction.text, Staff.name, FollowUp.due_at)
        .outerjoin(Staff, Staff.id == Interaction.staff)
        .outerjoin(FollowUp, and_(FollowUp.id == Interaction.source, Interaction.kind == "follow_up"))
        .where(Interaction.contact == contact, Interaction.hidden == 0)
        .order_by(Interaction.at.desc(), Interaction.id.desc())
        .limit(limit)
    )
    if kinds_of(group):
        wanted = wanted.where(Interaction.kind.in_(kinds_of(group)))
    return [
        Event(id_, kind, at or "", text, name or "", due or "")
        for id_, kind, at, text, name, due in session.execute(wanted)
    ]


def count(session: Session, contact: str, group: str = "") -> int:
    """How many events of a group a contact has."""
    wanted = select(func.count()).where(Interaction.contact == contact, Interaction.hidden == 0)
    if kinds_of(group):
        wanted = wanted.where(Interaction.kind.in_(kinds_of(group)))
    return session.scalar(wanted) or 0


def log_interaction(session: Session, actor: Actor, contact: str, kind: str, text: str) -> Done:
    """Record that something happened just now. Raises AppError for an empty or overlong text."""
    if kind not in BY_HAND:
        raise ValueError(kind)
    words = checked(text)
    row = session.get_one(Contact, contact)
    require_work(session, actor, contact, row.owner, row.branch)
    recorded = record(session, actor, [event(session, actor, row, kind, words)])
    return Done(Changes.INTERACTIONS | Changes.CONTACTS, recorded.batch, N_("已记下：{text}", text=words), 1)


def event(session: Session, actor: Actor, row: Contact, kind: str, text: str, source: str | None = None) -> Change:
    """The change that adds an event to a contact's timeline."""
    now = session_clock(session).text()
    fields = {"contact": row.id, "kind": kind, "at": now, "staff": actor.staff, "branch": row.branch, "text": text}
    return Change("interaction", new_id(row.id), fields | ({"source": source} if source else {}))


def checked(text: str) -> str:
    """The text without blanks around it; raises AppError when it is empty, too long, or holds a card or ID number."""
    words = " ".join(text.split())
    if not words:
        raise AppError("内容是空的", cure="写一句再保存。")
    if len(words) > LONGEST:
        raise AppError("内容太长：{length} 字，最多 {most} 字", cure="请分成几条。", length=len(words), most=LONGEST)
    refuse_numbers(words)
    return words


def refuse_numbers(text: str) -> None:
    """Identity and bank card numbers have no place in notes (GB 11643 checksum, Luhn)."""
    import re

    for number in re.findall(r"\d{15,19}[\dXx]?", text.replace(" ", "")):
        if _is_identity(number) or _is_card(number):
            raise AppError("备注里不能写身份证号或银行卡号", cure="请删掉这串数字再保存。")


def _is_identity(number: str) -> bool:
    if len(number) != 18 or not number[:17].isdigit():
        return False
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    total = sum(int(digit) * weight for digit, weight in zip(number, weights, strict=False))
    return "10X98765432"[total % 11] == number[17].upper()


def _is_card(number: str) -> bool:
    if not number.isdigit() or not 16 <= len(number) <= 19:
        return False
    doubled = [int(digit) * (1 + index % 2) for index, digit in enumerate(reversed(number))]
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0
