"""A file's operations made ready to be merged as a whole, without a database: beside it, in another thread."""

from collections import Counter, defaultdict
from collections.abc import Callable, Container, Mapping, Sequence
from operator import itemgetter
from typing import NamedTuple

from db.projection import Value, encode, shapes
from db.runs import runs
from db.veil import LOW, VEIL, masked_names
from db.wire import fields as decoded

Row = tuple[str | int, ...]
"""An operation in the order of `db.projection.COLUMNS`, its maps as text."""

REPLICA, SEQ, STAMP, ENTITY, ROW, FIELDS = 0, 1, 2, 4, 5, 6
Columns = tuple[str, ...]
Alike = dict[Columns, list[tuple[Value, ...]]]
"""Columns → rows that set just these: id, stamps, values."""


class Sheaf(NamedTuple):
    """The operations of a file, and the rows that they make where one operation alone makes a row.

    `spans` are the runs of numbers by replica, `seen` the latest stamp by replica, `single` by entity and row the
    operation that makes it, `several` those of all other rows, in their order.
    """

    rows: Sequence[Row]
    spans: dict[str, list[tuple[int, int]]]
    seen: dict[str, str]
    made: dict[str, Alike]
    single: dict[str, dict[str, Row]]
    several: list[Row]


def bound(rows: Sequence[Row]) -> Sheaf:
    """Operations in any order; ValueError where the fields of one are not what they should be."""
    several = []
    single: dict[str, dict[str, Row]] = {}
    keys = list(map(_KEY, rows))
    counts = Counter(keys)
    for key, row in zip(keys, rows, strict=True):
        entity, id_ = key
        if counts[key] > 1:
            several.append(row)
        elif entity in shapes():
            single.setdefault(entity, {})[id_] = row
    made = {}
    for entity, ones in single.items():
        made[entity], odd = _made(ones, shapes()[entity].defaults.keys())
        several += odd
    return Sheaf(rows, _spans(rows), _seen(rows), made, single, several)


_KEY: Callable[[Row], tuple[str, str]] = itemgetter(ENTITY, ROW)


def _spans(rows: Sequence[Row]) -> dict[str, list[tuple[int, int]]]:
    numbers: defaultdict[str, list[int]] = defaultdict(list)
    for replica, seq, *_ in rows:
        numbers[replica].append(seq)  # type: ignore[index,arg-type]
    return {replica: runs(sorted(seqs)) for replica, seqs in numbers.items()}


def _seen(rows: Sequence[Row]) -> dict[str, str]:
    seen: dict[str, str] = {}
    for replica, _, stamp, *_ in rows:
        if stamp > seen.get(replica, ""):  # type: ignore[arg-type,operator]
            seen[replica] = stamp  # type: ignore[index,assignment]
    return seen


def _made(rows: Mapping[str, Row], known: Container[str]) -> tuple[Alike, list[Row]]:
    """Rows by the columns they set, and the operations that set one which we do not have."""
    alike: Alike = {}
    odd = []
    written: dict[tuple[object, ...], str] = {}
    for id_, row in rows.items():
        fields = decoded(row[FIELDS])  # type: ignore[arg-type]
        veil = fields.pop(VEIL, None)
        names = tuple(fields)
        key = (names, row[STAMP], veil)
        stamps = written.get(key)
        if stamps is None:
            if not all(name in known for name in names):
                odd.append(row)
                continue
            stamps = written[key] = _stamps(names, str(row[STAMP]), masked_names({VEIL: veil}))
        if names not in alike:
            alike[names] = []
        alike[names].append((id_, stamps, *fields.values()))
    return alike, odd


def _stamps(names: Sequence[str], stamp: str, masked: Container[str]) -> str:
    """What `lay` leaves in the column of stamps of a row that one operation made."""
    return encode({name: LOW + stamp if name in masked else stamp for name in names})
