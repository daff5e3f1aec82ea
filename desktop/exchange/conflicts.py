"""Two people set the same field without knowing of each other: both values, and the choice between them."""

import json
from collections import defaultdict
from collections.abc import Collection
from typing import Final, NamedTuple

from sqlalchemy import bindparam, text
from sqlalchemy.orm import Session

from db.actor import Actor
from db.disputes import CHOICE
from db.engine import session_clock, session_lineage
from db.operation import Change, record
from db.projection import Fields, Place, Value, chunks, load, shapes
from db.stamp import local_text, stamp_replica
from db.veil import clear_stamp
from desktop.changes import Changes, Done
from desktop.errors import AppError
from desktop.exchange import proposals
from desktop.exchange.origins import origin
from desktop.exchange.saying import NOBODY, Saying, called
from desktop.exchange.topics import PACKED
from desktop.words import N_, Phrase

LIMIT: Final = 2_000
OPEN: Final = text(
    'SELECT id, entity, "row", field, winner, loser, loser_value FROM conflict WHERE chosen_at IS NULL AND id IN :ids'
).bindparams(bindparam("ids", expanding=True))
DONE: Final = text("UPDATE conflict SET chosen_at = :now WHERE chosen_at IS NULL AND id IN :ids").bindparams(
    bindparam("ids", expanding=True)
)
WROTE: Final = text(
    "SELECT coalesce(s.name, o.actor) AS who, o.replica, o.seq, o.batch, o.source FROM operation o LEFT JOIN staff s "
    'ON s.id = o.actor WHERE o."row" = :row AND o.entity = :entity AND o.stamp = :stamp ORDER BY o.replica LIMIT 1'
)
ABOVE: Final = ("contact", "tag", "template", "step", "activity", "prize", "group", "staff")
"""What a row may belong to, by which it is told when it has no name of its own."""
NAMES: Final[dict[str, Phrase]] = dict(PACKED) | {
    "contact": N_("客户"), "contact_tag": N_("客户标签"), "follow_up": N_("跟进"), "interaction": N_("互动"),
    "group": N_("社群"), "group_day": N_("群统计"), "task": N_("任务"), "consent": N_("同意"),
    "placement": N_("点位"), "poster_print": N_("海报记录"), "person": N_("同一人"), "tally": N_("计数"),
    "absence": N_("请假"), "activity_run": N_("群活动"), "contact_value": N_("自定义字段"), "draw": N_("抽奖"),
    "script_use": N_("话术使用"), "sop_choice": N_("SOP 选用"), "sop_shift": N_("SOP 时间"), "transfer": N_("转接"),
}  # fmt: skip
RULES: Final = ("winner", "loser", "ours")
"""Keep what shows now, take the other, or take what was written on this PC."""


class Side(NamedTuple):
    """A value, who set it and when, whether on this PC, and the file that it came in, or was edited in by hand.

    `head_office` says that a pack brought it: who at head office set it is not known here.
    """

    value: str
    who: str
    at: str
    ours: bool
    file: str = ""
    by_hand: bool = False
    head_office: bool = False


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
    proposals.require_decider(actor)
    rows = session.execute(
        text(
            'SELECT id, entity, "row", field, winner, winner_value, loser, loser_value FROM conflict '
            'WHERE chosen_at IS NULL ORDER BY entity, "row", field LIMIT :limit'
        ),
        {"limit": limit},
    ).all()
    own = session_lineage(session)
    found, say = [], Saying(session)
    for id_, entity, row, field, winner, winner_value, loser, loser_value in rows:
        shown = _now(session, entity, row, field) or (winner, json.loads(winner_value))
        sides = [
            _side(session, Place(entity, row, field), stamp, say.value(entity, field, value), own)
            for stamp, value in (shown, (loser, json.loads(loser_value)))
        ]
        found.append(
            Dispute(id_, NAMES.get(entity, entity), _title(session, entity, row, say), called(entity, field), *sides)
        )
    return found


def choose(session: Session, actor: Actor, ids: Collection[str], rule: str) -> Done:
    """Settle disputes by one of RULES: the choice is an operation like any other, so that it travels and can be undone.

    To keep what shows is written down too. Raises AppError when none of them is open any more: also when the field was
    changed again since they were read.
    """
    proposals.require_decider(actor)
    if rule not in RULES:
        raise ValueError(rule)
    own = session_lineage(session)
    rows = [row for part in chunks(ids) for row in session.execute(OPEN, {"ids": part})]
    if not rows:
        raise AppError("这些不一致已经定过了", cure="请刷新页面再看。")
    values: dict[tuple[str, str], Fields] = {}
    settled: defaultdict[tuple[str, str], defaultdict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for row in sorted(rows, key=lambda one: (one.loser, one.loser_value)):
        at = row.entity, row.row
        shown = _now(session, *at, row.field)
        if shown is None:
            continue
        fields = values.setdefault(at, {"hidden": _hidden(session, *at)})
        fields.setdefault(row.field, shown[1])
        if _takes_other(row.winner, row.loser, rule, own):
            fields[row.field] = json.loads(row.loser_value)
        settled[at][row.field].add(row.loser)
    changes = [Change(*at, fields) for at, fields in values.items()]
    recorded = record(session, actor, changes, source=CHOICE, settled=settled)
    now = session_clock(session).text()
    for part in chunks(row.id for row in rows):
        session.execute(DONE, {"now": now, "ids": part})
    return Done(Changes.ALL, recorded.batch, N_("定了 {count} 处不一致", count=len(rows)), len(rows))


def _hidden(session: Session, entity: str, row: str) -> Value:
    """Whether the row is out of sight: a choice does not change that."""
    return load(session.connection(), shapes()[entity], {row})[row].values["hidden"]


def _takes_other(winner: str, loser: str, rule: str, own: set[str]) -> bool:
    """Whether the value that lost is the one that the rule wants."""
    if rule == "ours":
        return stamp_replica(loser) in own and stamp_replica(winner) not in own
    return rule == "loser"


def _side(session: Session, place: Place, stamp: str, value: str, own: set[str]) -> Side:
    found = session.execute(
        WROTE, {"row": place.row, "entity": place.entity, "stamp": clear_stamp(stamp)}
    ).one_or_none()
    side = Side(value, "", local_text(clear_stamp(stamp)), stamp_replica(stamp) in own)
    if found is None:
        return side
    who, *operation = found
    came = origin(session, *operation)
    return side._replace(who=who or came.accepted, file=came.file, by_hand=came.by_hand, head_office=came.head_office)


def _title(session: Session, entity: str, row: str, say: Saying) -> str:
    """What the row is called; one that belongs to a contact, a template or somebody by that."""
    stored = load(session.connection(), shapes()[entity], {row}).get(row) if entity in shapes() else None
    if stored is None:
        return row
    values = stored.values
    above = [str(say.value(entity, name, values[name])) for name in ABOVE if values.get(name)]
    if values.get("contact"):
        return "：".join(above[:2] if entity == "contact_tag" else above[:1])
    own = say.title(entity, values)
    return own if own != NOBODY else above[0] if above else row


def _now(session: Session, entity: str, row: str, field: str) -> tuple[str, Value] | None:
    """Stamp and value of the field as it is now; it may have been set again since the two clashed."""
    if entity not in shapes():
        return None
    found = load(session.connection(), shapes()[entity], {row}).get(row)
    return None if found is None else (found.stamps.get(field, ""), found.value(field))
