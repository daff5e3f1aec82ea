"""The customer's right to be forgotten: erased for good, or kept in storage only, and the register of both."""

from collections.abc import Mapping
from typing import Final, NamedTuple

from sqlalchemy import text
from sqlalchemy.orm import Session

from db.actor import Actor
from db.contacts import Contact
from db.engine import session_clock
from db.erasing import ABOUT, LEDGER
from db.ids import derived_id
from db.operation import Change, record
from db.projection import STORED
from db.stamp import local_text
from desktop.changes import Changes, Done
from desktop.errors import AppError
from desktop.security.masking import mask_name
from desktop.security.roles import Permission, require
from desktop.words import N_, Phrase

ERASE_REASONS: Final[Mapping[str, Phrase]] = {
    "asked": N_("客户本人要求"), "withdrawn": N_("撤回了同意"), "expired": N_("保存期限到了"),
    "mistake": N_("不该收集的"),
}  # fmt: skip
STORE_REASONS: Final[Mapping[str, Phrase]] = {
    "retention": N_("法定保存期限没到"), "dispute": N_("有争议还没处理完"), "technical": N_("技术上难以删除"),
}  # fmt: skip
"""Code → words. Codes are what is kept: a reason in free words could name the customer again."""
SOURCE: Final = "storage_only:"  # before the reason, in the source of the operations
OPEN: Final = {
    "follow_up": "SELECT id FROM follow_up WHERE contact = :contact AND hidden = 0 AND done_at IS NULL",
    "task": "SELECT id FROM task WHERE contact = :contact AND hidden = 0 AND done_at IS NULL AND skipped_at IS NULL",
}
"""What would still ask somebody to work with the contact."""
PARTS: Final[Mapping[str, Phrase]] = {
    "contact_tag": N_("标签"), "interaction": N_("互动记录"), "follow_up": N_("跟进"), "task": N_("任务"),
    "consent": N_("同意记录"), "contact_value": N_("自定义字段"), "transfer": N_("移交记录"), "draw": N_("抽奖记录"),
}  # fmt: skip


MERGED: Final = text(
    "SELECT c.id FROM link_decision d JOIN contact c ON c.id IN (d.a, d.b) AND c.id <> :contact AND c.hidden = 1 "
    "WHERE d.verdict = 'merged' AND d.hidden = 0 AND :contact IN (d.a, d.b)"
)


class Going(NamedTuple):
    """What an erasing would take: the contact's name, and entity → number of its rows."""

    contact: str
    name: str
    parts: dict[str, int]
    person: str  # who has no other contact, "" otherwise
    merged: tuple[str, ...] = ()  # contacts that were merged into it, and are out of sight


class Entry(NamedTuple):
    """A line of the register: `kind` is erased or stored; of what is erased there is no name any more."""

    id: str
    kind: str
    name: str
    reason: str
    who: str
    at: str


def what_goes(session: Session, actor: Actor, contact: str) -> Going:
    """What erasing this contact would take away; changes nothing."""
    row = _ours(session, actor, contact)
    parts = {}
    for entity in PARTS:
        ask = text(f"SELECT count(*) FROM {entity} WHERE contact = :contact AND hidden = 0")
        if number := session.execute(ask, {"contact": contact}).scalar_one():
            parts[entity] = int(number)
    merged = _merged_into(session, contact)
    others = set(
        session.execute(text("SELECT id FROM contact WHERE person = :person"), {"person": row.person}).scalars()
    )
    last = bool(row.person) and not others - {contact, *merged}
    return Going(contact, row.name, parts, row.person or "" if last else "", tuple(sorted(merged)))


def _merged_into(session: Session, contact: str) -> set[str]:
    """The contacts of the same person that were merged into this one, and into those."""
    found, wanted = set[str](), {contact}
    while wanted:
        one = wanted.pop()
        rows = session.execute(MERGED, {"contact": one}).scalars()
        wanted |= (fresh := set(rows) - found - {contact})
        found |= fresh
    return found


def erase(session: Session, actor: Actor, contact: str, reason: str) -> Done:
    """Take the contact away for good, here and wherever a file of ours goes; it cannot be undone.

    Raises AppError when it is not there, PermissionDenied when it is not theirs to erase.
    """
    if reason not in ERASE_REASONS:
        raise ValueError(reason)
    going = what_goes(session, actor, contact)
    rows = [(ABOUT, one) for one in (contact, *going.merged)] + ([("person", going.person)] if going.person else [])
    now = session_clock(session).text()
    record(session, actor, [
        Change(LEDGER, derived_id(LEDGER, entity, row), {
            "entity": entity, "row": row, "at": now, "by": actor.staff, "reason": reason,
        }) for entity, row in rows
    ], source=LEDGER)  # fmt: skip
    return Done(Changes.ALL, "", N_("已按客户要求删除，不能恢复"), 1)


def store_only(session: Session, actor: Actor, contact: str, reason: str) -> Done:
    """Keep the contact out of every list, task and file, and stop writing to it; one step to undo."""
    if reason not in STORE_REASONS:
        raise ValueError(reason)
    _ours(session, actor, contact)
    changes = [Change(ABOUT, contact, {"hidden": STORED})]
    for entity, ask in OPEN.items():
        ids = session.execute(text(ask), {"contact": contact}).scalars()
        changes += [Change(entity, id_, {"hidden": STORED}) for id_ in ids]
    recorded = record(session, actor, changes, source=f"{SOURCE}{reason}")
    return Done(Changes.ALL, recorded.batch, N_("已转为仅存储，不再用于任何联系"), 1)


def release(session: Session, actor: Actor, contact: str) -> Done:
    """Take a contact that is in storage only back into use, with what was open for it."""
    row = session.get(Contact, contact)
    if row is None or row.hidden != STORED:
        raise AppError("这位客户不在仅存储里", cure="请刷新再看。")
    require(actor, Permission.ERASE, branch=row.branch)
    changes = [Change(ABOUT, contact, {"hidden": 0})]
    for entity in OPEN:
        ask = text(f"SELECT id FROM {entity} WHERE contact = :contact AND hidden = {STORED}")
        changes += [Change(entity, id_, {"hidden": 0}) for id_ in session.execute(ask, {"contact": contact}).scalars()]
    recorded = record(session, actor, changes, source="release")
    return Done(Changes.ALL, recorded.batch, N_("已恢复使用"), 1)


def register(session: Session, actor: Actor) -> list[Entry]:
    """Who was erased and who is in storage only, newest first; names masked, of the erased none."""
    require(actor, Permission.ERASE)
    erased = session.execute(
        text(
            "SELECT e.id, e.reason, coalesce(s.name, ''), e.at FROM erasure e LEFT JOIN staff s ON s.id = e.by "
            "WHERE e.entity = :about"
        ),
        {"about": ABOUT},
    )
    entries = [Entry(id_, "erased", "", reason, who, at or "") for id_, reason, who, at in erased]
    stored = session.execute(text(f"SELECT id, name FROM contact WHERE hidden = {STORED}")).all()
    entries += [_stored(session, id_, name) for id_, name in stored]
    return sorted(entries, key=lambda entry: (entry.at, entry.id), reverse=True)


def _stored(session: Session, contact: str, name: str) -> Entry:
    """Who put a contact into storage only, when and why, as the log says."""
    found = session.execute(
        text(
            "SELECT o.source, coalesce(s.name, ''), o.stamp FROM operation o LEFT JOIN staff s ON s.id = o.actor "
            'WHERE o."row" = :contact AND o.entity = :about AND o.source LIKE :source ORDER BY o.stamp DESC LIMIT 1'
        ),
        {"contact": contact, "about": ABOUT, "source": f"{SOURCE}%"},
    ).one_or_none()
    source, who, stamp = found or (SOURCE, "", "")
    return Entry(
        contact, "stored", mask_name(name), source.removeprefix(SOURCE), who, local_text(stamp) if stamp else ""
    )


def _ours(session: Session, actor: Actor, contact: str) -> Contact:
    """The contact, if it is there and this person may erase it."""
    row = session.get(Contact, contact)
    if row is None or row.hidden not in {0, STORED}:
        raise AppError("这位客户已经不在了", cure="请刷新列表再看。")
    require(actor, Permission.ERASE, owner=row.owner, branch=row.branch)
    return row
