"""What a pack says otherwise than this branch, neither knowing of the other: seen before it is taken, and chosen."""

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from sqlalchemy import text
from sqlalchemy.orm import Session

from db.actor import Actor
from db.projection import Operation, Place, Stored, lay, load, shapes
from db.stamp import stamp_replica
from desktop.exchange import conflicts
from desktop.exchange.saying import Saying, called
from desktop.exchange.topics import PACKED
from desktop.words import Phrase

OURS, THEIRS = "ours", "theirs"
LISTED: Final = text(
    'SELECT id, winner FROM conflict WHERE chosen_at IS NULL AND entity = :entity AND "row" = :row AND field = :field'
)


class Clashing(NamedTuple):
    """A field with two values in words; `wins` is whose stands when nobody chooses."""

    place: Place
    topic: Phrase
    title: str
    field: Phrase | str
    ours: str
    theirs: str
    wins: str


def clashing(session: Session, operations: Sequence[Operation]) -> list[Clashing]:
    """The fields that merging these operations would leave in dispute; changes nothing."""
    fresh, say = _fresh(session, operations), Saying(session)
    found = []
    for entity in PACKED:
        shape, said = shapes()[entity], Stored()
        wanted = [one for one in fresh if one.entity == entity]
        lay(shape, said, wanted)
        before = load(session.connection(), shape, said.keys())
        after = load(session.connection(), shape, said.keys())
        places = {(one.row, one.field) for one in lay(shape, after, wanted, seek=True)}
        for row, field in sorted(places):
            if row not in before or before[row].value(field) == said[row].value(field):
                continue
            ours, theirs = before[row].value(field), said[row].value(field)
            wins = OURS if after[row].value(field) == ours else THEIRS
            name = say.title(entity, before[row].values)
            both = say.value(entity, field, ours), say.value(entity, field, theirs)
            found.append(Clashing(Place(entity, row, field), PACKED[entity], name, called(entity, field), *both, wins))
    return found


def _fresh(session: Session, operations: Sequence[Operation]) -> list[Operation]:
    """Those that are not in the log."""
    known = set()
    for replica in {one.replica for one in operations}:
        rows = session.execute(text("SELECT seq FROM operation WHERE replica = :replica"), {"replica": replica})
        known |= {(replica, seq) for seq in rows.scalars()}
    return [one for one in operations if (one.replica, one.seq) not in known]


def settle(session: Session, actor: Actor, operations: Sequence[Operation], choices: Mapping[Place, str]) -> None:
    """Choose OURS or THEIRS for what merging these operations has put in dispute; what is none is passed over."""
    senders = {one.replica for one in operations}
    by_rule: dict[str, list[str]] = {"winner": [], "loser": []}
    for place, whose in choices.items():
        for id_, winner in session.execute(LISTED, place._asdict()):
            kept = (stamp_replica(winner) in senders) == (whose == THEIRS)
            by_rule["winner" if kept else "loser"].append(id_)
    for rule, ids in by_rule.items():
        if ids:
            conflicts.choose(session, actor, ids, rule)
