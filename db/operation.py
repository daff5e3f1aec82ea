"""The operation log and its one write path: `record` appends operations and lays them onto the tables."""

from collections import defaultdict
from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence
from hashlib import blake2b
from types import MappingProxyType
from typing import NamedTuple

from sqlalchemy import Connection, text
from sqlalchemy.orm import Session

from db import covering, disputes, erasing, mentions
from db.actor import Actor
from db.disputes import CHOICE, Settled
from db.engine import ERASED
from db.ids import new_id
from db.projection import (
    COLUMNS,
    SELECT,
    STORED,
    Fields,
    Names,
    Operation,
    Shape,
    Stored,
    Value,
    Working,
    chunks,
    encode,
    encode_flat,
    insert,
    lay,
    load,
    marks,
    quoted,
    save,
    shapes,
)
from db.stamp import after, tick
from db.veil import VEIL, is_erased

NONE: Settled = {}
UNDO = disputes.UNDO  # before the batch, in the source of the batch that undid it
LEAD = "contact"  # an entity, and the column by which rows of others belong to one of it
APART = frozenset({"task"})  # entities that name a contact from whose rows nothing about it is derived
_TYPES = {str, int, type(None)}


class Change(NamedTuple):
    """Fields to set in one row; `entity` is the table's name. A row that does not exist is made."""

    entity: str
    row: str
    fields: Mapping[str, Value]


class Recorded(NamedTuple):
    """What a write came to; `batch` undoes it, and is empty when nothing had to change."""

    batch: str
    operations: int
    created: int
    changed: int


class UndoRefusedError(Exception):
    """A later change touched what would be undone: `fields` are the (entity, row, field) concerned."""

    def __init__(self, fields: list[tuple[str, str, str]]) -> None:
        super().__init__(len(fields))
        self.fields = fields


class _Pen:
    """Writes the operations of one batch: numbers, stamps and digests them."""

    def __init__(self, session: Session, actor: Actor | None, source: str, settled: Settled) -> None:
        row = session.execute(text("SELECT id, seq, stamp FROM replica WHERE own = 1")).one()
        self.replica: str = row[0]
        self.seq: int = row[1]
        self.stamp = tick(row[2], session.info["clock"].now_ms(), self.replica)
        self.actor = actor.staff if actor else ""
        self.source = source
        self.batch = new_id()
        self.settled = settled
        self.rows: list[tuple[str | int, ...]] = []

    def operation(self, entity: str, row: str, fields: Fields, old: Working | None) -> Operation:
        """The next operation; its stamp outranks every value it replaces, even one from a clock that runs ahead."""
        stamp, replaced = self.stamp, None
        if old is not None:
            replaced = {name: old.stamps[name] for name in fields if name in old.stamps}
            replaced |= disputes.also_seen(self.settled.get((entity, row), {}))
            ahead = max(replaced.values(), default="")
            stamp = stamp if stamp > ahead else after(ahead, self.replica)
        self.seq += 1
        written = (encode(fields), "" if replaced is None else encode(replaced), self.batch, self.source)
        head = (self.replica, self.seq, stamp, self.actor, entity, row)
        digest = blake2b("\x1f".join(map(str, (*head, *written))).encode(), digest_size=16).hexdigest()
        self.rows.append((*head, *written, digest))
        return Operation(*head, fields, replaced, self.batch, self.source, digest)

    def create(self, shape: Shape, rows: Mapping[str, Fields]) -> Iterator[tuple[Names, tuple[Value, ...]]]:
        """Write an operation for each row that is new here; yields the rows as `insert` takes them.

        Does what `operation`, `lay` and `save` do together, without a working copy of each: an import makes 300,000.
        """
        defaults, stamp = shape.defaults, self.stamp
        stamps: dict[Names, str] = {}
        start, end = f"{stamp}\x1f{self.actor}\x1f{shape.entity}\x1f", f"\x1f\x1f{self.batch}\x1f{self.source}"
        head, tail, seq = (stamp, self.actor, shape.entity), ("", self.batch, self.source), self.seq
        for row, wanted in rows.items():
            fields = {name: value for name, value in wanted.items() if value != defaults[name]}
            written = encode_flat(fields)
            seq += 1
            content = f"{self.replica}\x1f{seq}\x1f{start}{row}\x1f{written}{end}"
            digest = blake2b(content.encode(), digest_size=16).hexdigest()
            self.rows.append((self.replica, seq, *head, row, written, *tail, digest))
            names = tuple(fields)
            if names not in stamps:
                stamps[names] = encode(dict.fromkeys(names, stamp))
            yield names, (row, stamps[names], *fields.values())
        self.seq = seq

    def finish(self, session: Session) -> None:
        """Append the operations and remember how far this replica has come."""
        append(session.connection(), self.rows)
        session.execute(
            text("UPDATE replica SET seq = :seq, stamp = :stamp WHERE id = :id"),
            {"seq": self.seq, "stamp": self.stamp, "id": self.replica},
        )


def record(
    session: Session, actor: Actor | None, changes: Iterable[Change], *, source: str = "", settled: Settled = NONE
) -> Recorded:
    """Write changes: operations and rows in the session's transaction; the only way to write a synced table.

    Values equal to the present ones are dropped, several changes of one row become one operation, and a hidden row
    that is written to is shown again unless the change says otherwise. What was erased, or is kept for storage only,
    stays as it is; an entry of the ledger of erasures takes its row away at once. Raises KeyError for an unknown
    entity, TypeError for a value that is not text, integer or None. `actor` None stands for the program itself.
    `settled` are fields of which a choice was made: they are written even if what shows stays.
    """
    pen = _Pen(session, actor, source, settled)
    connection = session.connection()
    created = changed = 0
    touched: dict[str, set[str]] = {}
    written: dict[str, set[str]] = {}
    entered: erasing.Rows = set()
    grouped = _by_entity(changes)
    if erasing.LEDGER in grouped:
        entered = erasing.named(grouped[erasing.LEDGER].values())
        session.info[ERASED] = True
    _cover(connection, grouped)
    for entity, rows in grouped.items():
        shape = shapes()[entity]
        for row in erasing.among(connection, entity, rows):
            del rows[row]
        stored = load(connection, shape, rows.keys())
        fresh = {row: rows.pop(row) for row in _plainly_new(shape, rows, stored)}
        if fresh:
            insert(connection, shape, pen.create(shape, fresh))
            _touch(touched, shape, fresh)
            created += len(fresh)
        operations = [
            pen.operation(entity, row, different, stored.get(row))
            for row, fields in rows.items()
            if (different := _different(shape, stored.get(row), fields, settled.get((entity, row), ()))) is not None
        ]
        if not operations:
            continue
        touched.setdefault(entity, set()).update(operation.row for operation in operations)
        created += sum(operation.replaced is None for operation in operations)
        changed += sum(operation.replaced is not None for operation in operations)
        lay(shape, stored, operations)
        save(connection, shape, stored)
        written[entity] = {operation.row for operation in operations}
    if not pen.rows:
        return Recorded("", 0, 0, 0)
    pen.finish(session)
    disputes.look(session, (), written)
    if not entered:
        derive(session, touched)
        return Recorded(pen.batch, len(pen.rows), created, changed)
    known_as = mentions.known_of(connection, erasing.contacts(entered, ()))
    exactly = covering.matches(connection, covering.named(entered))
    absorbed = erasing.absorb(connection, entered)
    for entity, gone in absorbed.items():
        touched.setdefault(entity, set()).update(gone)
    disputes.look(session, covering.places(absorbed), {})
    derive(session, touched)
    cover_mentions(session, actor, known_as, exactly)
    return Recorded(pen.batch, len(pen.rows), created, changed)


def cover_mentions(
    session: Session, actor: Actor | None, known_as: mentions.Known, exactly: Collection[covering.Spot]
) -> None:
    """Enter into the ledger where what stays mentions contacts that were erased: other replicas cover it there too.

    `exactly` are places where only the words were known; a replica that covered others there finds them no more.
    """
    places = erasing.mentioned(session.connection(), known_as, exactly)
    if places:
        record(session, actor, [Change(erasing.LEDGER, *place) for place in places.items()], source=erasing.LEDGER)


def _cover(connection: Connection, grouped: Mapping[str, dict[str, Fields]]) -> None:
    """Keep out of what is written what the ledger covers in its rows: a window may still have had it."""
    if grouped.keys().isdisjoint(covering.FIELDS):
        return
    for (entity, row), here in covering.spots(connection).items():
        if row in grouped.get(entity, ()):
            grouped[entity][row] = covering.cover(here, grouped[entity][row])


def _plainly_new(shape: Shape, rows: Mapping[str, Fields], stored: Stored) -> list[str]:
    """The rows that do not exist yet, and bring no field that this version does not know."""
    known = shape.defaults.keys()
    return [row for row, fields in rows.items() if row not in stored and fields.keys() <= known]


def _touch(touched: dict[str, set[str]], shape: Shape, fresh: Mapping[str, Fields]) -> None:
    """Note the contacts that new rows are, or name; of other rows which they are.

    (Finding the contacts again by the ids of the rows would cost a third of an import.)
    """
    if LEAD in shape.defaults and shape.entity not in APART:
        touched.setdefault(LEAD, set()).update(str(fields[LEAD]) for fields in fresh.values() if fields.get(LEAD))
    else:
        touched.setdefault(shape.entity, set()).update(fresh)


def _by_entity(changes: Iterable[Change]) -> dict[str, dict[str, Fields]]:
    grouped: defaultdict[str, dict[str, Fields]] = defaultdict(dict)
    for entity, row, fields in changes:
        if not _TYPES.issuperset(map(type, fields.values())):
            raise TypeError(entity, row, [name for name, value in fields.items() if type(value) not in _TYPES])
        rows = grouped[entity]
        if row in rows:
            rows[row].update(fields)
        else:
            rows[row] = dict(fields)
    return grouped


def _different(shape: Shape, old: Working | None, fields: Fields, always: Collection[str] = ()) -> Fields | None:
    """The fields that change something, and those `always` written; None when nothing does, or nothing may.

    A new row is something, even with defaults only.
    """
    if old is None:
        defaults = shape.defaults
        return {name: value for name, value in fields.items() if name not in defaults or value != defaults[name]}
    if old.erased or (old.values["hidden"] == STORED and "hidden" not in fields):
        return None
    if old.values["hidden"] and "hidden" not in fields:
        fields["hidden"] = 0
    return {name: value for name, value in fields.items() if name in always or value != old.value(name)} or None


def append(connection: Connection, rows: Iterable[tuple[str | int, ...]]) -> None:
    """Add rows to the log, in the order of COLUMNS."""
    statement = f"INSERT INTO operation ({quoted(COLUMNS)}) VALUES ({marks(connection, len(COLUMNS))})"
    for part in chunks(rows):
        connection.exec_driver_sql(statement, part)


def derive(session: Session, touched: Mapping[str, set[str]] | None) -> None:
    """Have the derived tables follow; None means all of them anew."""
    if session.info["derive"] is not None:
        session.info["derive"](session.connection(), touched)


def read(session: Session, where: str = "", **values: Value) -> list[Operation]:
    """Operations that fit an SQL condition with named parameters (programme text, never a user's)."""
    return [Operation.from_row(row) for row in session.execute(text(f"{SELECT} {where}"), values)]


def history(session: Session, entity: str, row: str) -> list[Operation]:
    """All operations on one row, oldest first."""
    return read(session, 'WHERE "row" = :row AND entity = :entity ORDER BY stamp, replica, seq', row=row, entity=entity)


def undo(session: Session, actor: Actor | None, batch: str, *, force: bool = False) -> Recorded:
    """Write the values back that a batch replaced, and hide the rows that it made.

    Raises UndoRefusedError when a later operation touched one of these fields, or a row that would be hidden; `force`
    goes on and loses those later edits (the caller has named them to the user). KeyError when there is no such batch.
    """
    done = read(session, "WHERE batch = :batch", batch=batch)
    if not done:
        raise KeyError(batch)
    return take_back(session, actor, batch, done, force=force)


def take_back(
    session: Session, actor: Actor | None, name: str, done: Collection[Operation], *, force: bool = False,
    files: Mapping[str, Mapping[str, Sequence[tuple[int, int]]]] = MappingProxyType({}),
) -> Recorded:  # fmt: skip
    """Undo operations that came in together, such as those of a merged file; `name` stands for them as a batch does.

    `files` are what else came in by files, some of it undone: name → replica → runs of numbers. What was erased
    meanwhile stays so, and an erasing cannot be undone. Raises UndoRefusedError as `undo` does.
    """
    done = [one for one in done if not is_erased(one.fields) and one.entity != erasing.LEDGER]
    others = _others(session, done)
    batches = {operation.batch for operation in done} | {name}
    cancelled = _cancelled([other for found in others.values() for other in found], batches, files)
    later = [
        hit
        for operation in done
        for hit in _later(operation, others.get((operation.entity, operation.row), []), cancelled)
    ]
    if later and not force:
        raise UndoRefusedError(later)
    changes = [Change(op.entity, op.row, _before(op, others.get((op.entity, op.row), []))) for op in done]
    known = [change for change in changes if change.entity in shapes()]
    choices = {(op.entity, op.row): dict.fromkeys(op.fields, ()) for op in done if op.source == CHOICE}
    return record(session, actor, known, source=f"{UNDO}{name}", settled=choices)


def _others(session: Session, done: Collection[Operation]) -> dict[tuple[str, str], list[Operation]]:
    """The operations on the same rows that are not among these."""
    own = {(operation.replica, operation.seq) for operation in done}
    found: defaultdict[tuple[str, str], list[Operation]] = defaultdict(list)
    connection = session.connection()
    for part in chunks({operation.row for operation in done}):
        within = f'"row" IN ({marks(connection, len(part))})'
        for operation in map(Operation.from_row, connection.exec_driver_sql(f"{SELECT} WHERE {within}", tuple(part))):
            if (operation.replica, operation.seq) not in own:
                found[operation.entity, operation.row].append(operation)
    return found


def _cancelled(
    others: list[Operation], batches: set[str], files: Mapping[str, Mapping[str, Sequence[tuple[int, int]]]]
) -> set[tuple[str, int]]:
    """Those of batches and files that were undone, and those that undid them: together they changed nothing."""
    cancelled: set[str] = set()
    undone: list[Mapping[str, Sequence[tuple[int, int]]]] = []
    known = {other.batch for other in others}
    for other in sorted(others, key=lambda one: one.stamp, reverse=True):
        target = other.source.removeprefix(UNDO)
        if not other.source.startswith(UNDO) or other.batch in cancelled or target in batches:
            continue
        if target in known or target in files:
            cancelled |= {other.batch, target}
            undone.append(files.get(target, {}))
    return {
        (one.replica, one.seq)
        for one in others
        if one.batch in cancelled
        or any(first <= one.seq <= last for runs in undone for first, last in runs.get(one.replica, ()))
    }


def _later(
    operation: Operation, others: list[Operation], cancelled: Container[tuple[str, int]]
) -> list[tuple[str, str, str]]:
    """(entity, row, field) of what touched the operation's fields after it and in knowledge of it, and stands."""
    return [
        (operation.entity, operation.row, name)
        for other in others
        if other.stamp > operation.stamp and other.replaced is not None
        if (other.replica, other.seq) not in cancelled
        for name in other.fields
        if name != VEIL
        if operation.replaced is None or (name in operation.fields and not _blind(other, operation, name))
    ]


def _blind(other: Operation, operation: Operation, name: str) -> bool:
    """Whether `other` set the field without having seen what `operation` set; merging brings such together."""
    return other.replaced is None or other.replaced.get(name, "") < operation.stamp


def _before(operation: Operation, others: list[Operation]) -> Fields:
    """The values of the operation's fields as they would be without it."""
    if operation.entity not in shapes():
        return {}
    stays = [other for other in others if other.stamp < operation.stamp or other.replaced is None]
    if not others or (operation.replaced is None and not stays):
        return {"hidden": 1}
    defaults = shapes()[operation.entity].defaults
    names = operation.fields.keys() - {VEIL}
    return {name: _without(operation, others, name, defaults.get(name)) for name in names}


def _without(operation: Operation, others: list[Operation], name: str, default: Value) -> Value:
    """A field's value by the operations that came before this one, or were written without knowledge of it."""
    left = [
        (other.stamp, encode(other.fields[name]), other.fields[name])
        for other in others
        if name in other.fields and (other.stamp < operation.stamp or _blind(other, operation, name))
    ]
    return max(left)[2] if left else default
