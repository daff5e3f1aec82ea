"""Merging another PC's operations, from the operations to the commit, encrypted: rows that are new, then known ones.

The floor is one bare upsert of the very same rows, operations and tables with the same indexes, in one transaction into
an encrypted database that holds what ours held before; the lists and the search index that follow are among them.
"""

import gc
import tempfile
import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from sqlalchemy import text

from db.base import synced_tables
from db.engine import Store
from db.ids import derived_id
from db.merging import export_operations, merge
from db.operation import Change, record
from db.projection import COLUMNS, Operation, quoted
from db.stamp import FixedClock
from desktop.contacts.tokens import contact_tokens
from desktop.store import open_store
from tests.bench.figure import Figure

SIZE = 20_000
LIMIT = 4.0
KEY = b"k" * 32
CHANGED = ("contact", "interaction", "follow_up")
Rows = list[tuple[object, ...]]


def measure(size: int = SIZE) -> Iterator[Figure]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        first, second = live(folder, size)
        ours, floor = fresh(folder, "ours"), fresh(folder, "floor")
        for words, part in ((f"merge of {size} new operations", first), (f"merge of {size // 2} edits", second)):
            seconds = taken(ours, part)
            yield Figure(words, seconds, upserted(floor, ours, part), LIMIT)
        ours.close()
        floor.close()


def fresh(folder: Path, name: str) -> Store:
    return open_store(folder / f"{name}.db", KEY, clock=FixedClock(datetime(2026, 11, 20, 10, 42)))


def live(folder: Path, size: int) -> tuple[list[Operation], list[Operation]]:
    """What another PC wrote: contacts with a talk and a step each, then edits of all contacts and half the talks."""
    clock = FixedClock(datetime(2026, 11, 20, 9, 30))
    other = open_store(folder / "other.db", KEY, clock=clock)
    made = [change for number in range(size // len(CHANGED)) for change in one(number)]
    for start in range(0, len(made), 200):
        clock.advance(seconds=1)
        other.write(lambda session, part=made[start : start + 200]: record(session, None, part))
    edits = [Change(entity, row, edit(entity)) for entity, row, _ in [*made[::3], *made[1::6]]]
    for start in range(0, len(edits), 50):
        clock.advance(seconds=1)
        other.write(lambda session, part=edits[start : start + 50]: record(session, None, part))
    with other.session() as session:
        log = list(export_operations(session, {}))
    other.close()
    return log[: len(made)], log[len(made) :]


def one(number: int) -> list[Change]:
    id_ = derived_id("contact", str(number))
    return [
        Change("contact", id_, {
            "name": f"客户{number}", "phone": f"138{number:08}", "owner": f"staff{number % 9}", "branch": "b",
            "added_at": "2026-11-17 09:00:00", "remark": "老客户，喜欢周末联系", "source": "扫一扫", "channel": "lobby",
        }),
        Change("interaction", derived_id("i", id_), {
            "contact": id_, "kind": "chat", "at": "2026-11-18 10:00:00", "staff": "s", "text": "想了解三年期大额存单",
        }),
        Change("follow_up", derived_id("f", id_), {
            "contact": id_, "staff": "s", "due_at": "2026-11-25 10:00:00", "title": "发产品对比，约来网点",
        }),
    ]  # fmt: skip


def edit(entity: str) -> dict[str, str]:
    return {"contact": {"remark": "改过的备注"}, "interaction": {"text": "改过的话"}}.get(
        entity, {"title": "改过的约定"}
    )


def taken(store: Store, operations: list[Operation]) -> float:
    gc.collect()
    start = time.perf_counter()
    store.write(lambda session: merge(session, operations))
    return time.perf_counter() - start


def upserted(floor: Store, ours: Store, operations: list[Operation]) -> float:
    """Seconds for writing the same rows with nothing between."""
    flat = [operation.to_row() for operation in operations]
    tables = {entity: rows(ours, entity, {one.row for one in operations if one.entity == entity}) for entity in CHANGED}
    columns = {entity: [column.name for column in synced_tables()[entity].__table__.columns] for entity in CHANGED}
    states, names, search = derived(ours)
    raw = floor.engine.raw_connection()
    cursor = raw.cursor()
    gc.collect()
    start = time.perf_counter()
    cursor.execute("BEGIN IMMEDIATE")
    cursor.executemany(upsert("operation", list(COLUMNS), ["replica", "seq"]), flat)
    for entity in CHANGED:
        cursor.executemany(upsert(entity, columns[entity], ["id"]), tables[entity])
    cursor.executemany(upsert("contact_state", names, ["contact"]), states)
    cursor.executemany("DELETE FROM contact_search WHERE rowid = ?", [row[:1] for row in search])
    cursor.executemany("INSERT INTO contact_search (rowid, tokens) VALUES (?, ?)", search)
    cursor.execute("COMMIT")
    seconds = time.perf_counter() - start
    raw.close()
    return seconds


def derived(store: Store) -> tuple[Rows, list[str], list[tuple[int, str]]]:
    """Every row of the lists' table with its columns, and of the search index: both parts touch all contacts."""
    raw = store.engine.raw_connection()
    cursor = raw.cursor()
    found = cursor.execute("SELECT * FROM contact_state").fetchall()
    names = [column[0] for column in cursor.description]
    raw.close()
    at = names.index("number")
    return found, names, [(row[at], tokens) for row, tokens in zip(found, tokens_of(store), strict=True)]


def tokens_of(store: Store) -> list[str]:
    """What the search index holds of each contact, in the order of the lists' table."""
    with store.session() as session:
        asked = text("SELECT c.name, c.phone, c.remark FROM contact_state s JOIN contact c ON c.id = s.contact")
        return [contact_tokens(name, phone, [remark]) for name, phone, remark in session.execute(asked)]


def rows(store: Store, entity: str, ids: set[str]) -> Rows:
    raw = store.engine.raw_connection()
    names = quoted(column.name for column in synced_tables()[entity].__table__.columns)
    at = [column.name for column in synced_tables()[entity].__table__.columns].index("id")
    found = [row for row in raw.cursor().execute(f'SELECT {names} FROM "{entity}"').fetchall() if row[at] in ids]
    raw.close()
    return found


def upsert(table: str, columns: list[str], key: list[str]) -> str:
    updates = ", ".join(f'"{name}" = excluded."{name}"' for name in columns if name not in key)
    marks = ", ".join("?" * len(columns))
    into = f'INSERT INTO "{table}" ({quoted(columns)}) VALUES ({marks})'
    return f"{into} ON CONFLICT ({quoted(key)}) DO UPDATE SET {updates}"
