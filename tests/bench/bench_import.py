"""A customer list of 50,000 rows, from file to commit with search index, encrypted.

The floor is calamine's reading and one `executemany` a table of every row that the import writes, in one transaction,
into a fresh encrypted database with the same tables, indexes and search index.
"""

import gc
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import python_calamine

from db.actor import Actor, Role
from db.engine import Store
from db.ids import derived_id
from db.stamp import FixedClock
from desktop.contacts import derive, stage_rules
from desktop.exchange import intake
from desktop.store import open_store
from tests.bench import customer_list
from tests.bench.figure import Figure

ROWS = 50_000
LIMIT = 3.0
KEY = b"k" * 32
TABLES = ("operation", "contact", "tag_group", "tag", "contact_tag", "contact_state")
LEAD = Actor(derived_id("staff", "wangmin"), Role.LEAD, derived_id("branch", customer_list.DEPARTMENT))
Written = dict[str, list[tuple[object, ...]]]


def measure() -> Iterator[Figure]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        file = customer_list.write(folder / "客户列表.xlsx", ROWS)
        ours, written = import_it(folder, file)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        yield Figure(f"import of {ROWS} rows", ours, floor(folder, file, written), LIMIT, peak)


def fresh(folder: Path, name: str) -> Store:
    return open_store(folder / f"{name}.db", KEY, FixedClock(datetime(2026, 11, 20, 10, 42)))


def import_it(folder: Path, file: Path) -> tuple[float, Written]:
    """Seconds from file to commit, and every row that came to lie in the tables."""
    store = fresh(folder, "ours")
    gc.collect()
    start = time.perf_counter()
    with store.session() as session:
        plan = intake.plan(session, LEAD, file)
    store.write(lambda session: intake.apply(session, LEAD, plan))
    seconds = time.perf_counter() - start
    written = dump(store)
    if len(written["contact"]) != ROWS or len(written["search"]) != ROWS:
        sys.exit("the import did not write every row")
    store.close()
    return seconds, written


def dump(store: Store) -> Written:
    raw = store.engine.raw_connection()
    written: Written = {table: raw.cursor().execute(f'SELECT * FROM "{table}"').fetchall() for table in TABLES}
    source = derive.source(stage_rules.read(stage_rules.built_in()))
    found = [derive._Found(*row) for row in raw.cursor().execute(source).fetchall()]
    written["search"] = [(row.number, derive._tokens(row)) for row in found]
    raw.close()
    return written


def floor(folder: Path, file: Path, written: Written) -> float:
    """Seconds for reading with calamine and writing the same rows with nothing between."""
    store = fresh(folder, "floor")
    raw = store.engine.raw_connection()
    gc.collect()
    start = time.perf_counter()
    book = python_calamine.CalamineWorkbook.from_path(str(file))
    for name in book.sheet_names:
        book.get_sheet_by_name(name).to_python()
    cursor = raw.cursor()
    cursor.execute("BEGIN IMMEDIATE")
    for table in TABLES:
        marks = ", ".join("?" * len(written[table][0]))
        cursor.executemany(f'INSERT INTO "{table}" VALUES ({marks})', written[table])
    cursor.executemany("INSERT INTO contact_search (rowid, tokens) VALUES (?, ?)", written["search"])
    cursor.execute("COMMIT")
    seconds = time.perf_counter() - start
    raw.close()
    store.close()
    return seconds
