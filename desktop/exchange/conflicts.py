"""Two people set the same field without knowing of each other: both values, and the choice between them."""

import json
from collections.abc import Collection
from typing import Final, NamedTuple

from sqlalchemy import text
from sqlalchemy.orm import Session

from db.actor import Actor
from db.engine import session_clock, session_lineage
from db.operation import Change, record
from db.projection import Value, load, shapes
from db.stamp import local_text, stamp_replica
from desktop.changes import Changes, Done
from desktop.errors import AppError
from desktop.exchange.topics import FIELDS, PACKED, title
from desktop.security.masking import mask_phone
from desktop.security.roles import Permission, require
from desktop.words import N_, Phrase

LIMIT: Final = 2_000
CALLED: Final = ("title", "name", "key", "label", "account", "contact")
NAMES: Final[dict[str, Phrase]] = dict(PACKED) | {
    "contact": N_("客户"), "contact_tag": N_("客户标签"), "follow_up": N_("跟进"), "interaction": N_("互动"),
    "group": N_("社群"), "group_day": N_("群统计"), "task": N_("任务"), "consent": N_("同意"),
    "placement": N_("点位"), "poster_print": N_("海报记录"), "person": N_("同一人"), "tally": N_("计数"),
}  # fmt: skip
RULES: Final = ("winner", "loser", "ours")
"""Keep what shows now, take the other, or take what was written on this PC."""


class Side(NamedTuple):
    """A value, who set it and when, and whether on this PC."""

    value: str
    who: str
    at: str
    ours: bool


class Dispute(NamedTuple):
    """A field with two values: `winner` is what shows now."""

    id: str
    topic: Phrase | str
    title: str
    field: Phrase | str
    winner: Side
    loser: Side


def open_count(session: Session) -> int:
    """How many wait for a choice."""
    return int(session.execute(text("SELECT count(*) FROM conflict WHERE chosen_at IS NULL")).scalar_one())


def disputes(session: Session, actor: Actor, limit: int = LIMIT) -> list[Dispute]:
    """Those that wait for a choice, by topic and row; phones masked."""
    require(actor, Permission.ACCEPT_HAND_EDITS)
    rows = session.execute(
        text(
            'SELECT id, entity, "row", field, winner, winner_value, loser, loser_value FROM conflict '
            'WHERE chosen_at IS NULL ORDER BY entity, "row", field LIMIT :limit'
        ),
        {"limit": limit},
    ).all()
    own = session_lineage(session)
    found = []
    for id_, entity, row, field, winner, winner_value, loser, loser_value in rows:
        shown = _now(session, entity, row, field) or (winner, json.loads(winner_value))
        sides = [
            _side(session, entity, row, field, stamp, value, own)
            for stamp, value in (shown, (loser, json.loads(loser_value)))
        ]
        found.append(
            Dispute(id_, NAMES.get(entity, entity), _title(session, entity, row), FIELDS.get(field, field), *sides)
        )
    return found


def choose(session: Session, actor: Actor, ids: Collection[str], rule: str) -> Done:
    """Settle disputes by one of RULES: the choice is an operation like any other, so that it travels and can be undone.

    A field that was changed again since keeps its newer value. Raises AppError when none of them is open any more.
    """
    require(actor, Permission.ACCEPT_HAND_EDITS)
    if rule not in RULES:
        raise ValueError(rule)
    own = session_lineage(session)
    changes, settled = [], []
    for id_ in ids:
        row = session.execute(
            text(
                'SELECT entity, "row", field, winner, winner_value, loser, loser_value FROM conflict '
                "WHERE id = :id AND chosen_at IS NULL"
            ),
            {"id": id_},
        ).one_or_none()
        if row is None:
            continue
        settled.append(id_)
        shown = _now(session, row.entity, row.row, row.field)
        if shown is not None and shown[0] == row.winner and _takes_other(row.winner, row.loser, rule, own):
            changes.append(Change(row.entity, row.row, {row.field: json.loads(row.loser_value)}))
    if not settled:
        raise AppError("这些不一致已经定过了", cure="请刷新页面再看。")
    recorded = record(session, actor, changes, source="choice")
    now = session_clock(session).text()
    for id_ in settled:
        session.execute(text("UPDATE conflict SET chosen_at = :now WHERE id = :id"), {"now": now, "id": id_})
    return Done(Changes.ALL, recorded.batch, N_("定了 {count} 处不一致", count=len(settled)), len(settled))


def _takes_other(winner: str, loser: str, rule: str, own: set[str]) -> bool:
    """Whether the value that lost is the one that the rule wants."""
    if rule == "ours":
        return stamp_replica(loser) in own and stamp_replica(winner) not in own
    return rule == "loser"


def _side(session: Session, entity: str, row: str, field: str, stamp: str, value: Value, own: set[str]) -> Side:
    who = session.execute(
        text(
            "SELECT coalesce(s.name, o.actor) FROM operation o LEFT JOIN staff s ON s.id = o.actor "
            'WHERE o."row" = :row '
            "AND o.entity = :entity AND o.stamp = :stamp LIMIT 1"
        ),
        {"row": row, "entity": entity, "stamp": stamp},
    ).scalar()
    shown = "" if value is None else mask_phone(str(value)) if field == "phone" else str(value)
    return Side(_named(session, field, shown), who or "", local_text(stamp), stamp_replica(stamp) in own)


def _named(session: Session, field: str, value: str) -> str:
    """What people call it: an owner by name."""
    if field in {"owner", "staff", "stage_by", "lifecycle_by", "done_by"} and value:
        return str(session.execute(text("SELECT name FROM staff WHERE id = :id"), {"id": value}).scalar() or value)
    return value


def _title(session: Session, entity: str, row: str) -> str:
    """What the row is called; a row that belongs to a contact by the contact's name."""
    if entity not in shapes():
        return row
    names = [name for name in CALLED if name in shapes()[entity].defaults]
    if not names:
        return row
    columns = ", ".join(f'"{name}"' for name in names)
    found = session.connection().exec_driver_sql(f'SELECT {columns} FROM "{entity}" WHERE id = ?', (row,)).one_or_none()
    values = dict(zip(names, found, strict=True)) if found is not None else {}
    contact = values.pop("contact", None)
    if contact:
        return str(session.execute(text("SELECT name FROM contact WHERE id = :id"), {"id": contact}).scalar() or row)
    return title(values) if any(values.values()) else row


def _now(session: Session, entity: str, row: str, field: str) -> tuple[str, Value] | None:
    """Stamp and value of the field as it is now; it may have been set again since the two clashed."""
    if entity not in shapes():
        return None
    found = load(session.connection(), shapes()[entity], {row}).get(row)
    return None if found is None else (found.stamps.get(field, ""), found.value(field))
