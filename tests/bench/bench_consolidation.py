"""Head office over many reports: ours against the bare floor, and against the script an analyst would write.

The floor reads the same workbooks with calamine and upserts the same rows by `executemany`, one transaction a file,
into a fresh encrypted database with the same tables and indexes. The script reads the same content from plain sheets
with pandas and calamine, puts it together, drops what is double, groups, and writes a workbook with XlsxWriter. Ours
goes from the folder to the summary workbook; it runs in a process of its own, whose memory is taken with that of its
readers.

`--size N` is the number of reports of 500 contacts. The curve over growing numbers, and a run of millions of contacts:
`python -m tests.bench.bench_consolidation 100 300 1000 3000`.
"""

import argparse
import gc
import multiprocessing
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import python_calamine

from db.actor import Actor, Role
from db.engine import Store
from db.stamp import FixedClock
from desktop.headquarters import consolidate, summary
from desktop.headquarters.reading import Readers
from desktop.store import open_store
from tests.bench import reports
from tests.bench.figure import Figure

SIZE = 100  # reports
CONTACTS = 500
MARKS = (100, 300, 1_000, 2_000, 3_000)  # reports, after which the time is noted
TO_FLOOR, TO_SCRIPT, MOST_MB = 3.0, 0.25, 300.0
KEY = b"k" * 32
ANALYST = Actor("", Role.ANALYST, "")
TABLES = ("operation", "branch", "staff", "tag_group", "tag", "contact", "contact_tag", "interaction", "follow_up",
          "task", "contact_state")  # fmt: skip
Written = dict[str, list[tuple[object, ...]]]


class Run(NamedTuple):
    """What one consolidation took."""

    seconds: float  # with the summary
    merged: dict[int, float]  # so many reports were in after so many seconds
    peak_mb: float
    contacts: int
    database_bytes: int


def measure(size: int = SIZE) -> Iterator[Figure]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        inbox, plain = folder / "in", folder / "plain"
        reports.write_many(inbox, size, CONTACTS)
        ours = consolidated(inbox, folder)
        bare = floor(inbox, folder)
        about = (
            f"consolidation of {size} reports x {CONTACTS} contacts, {ours.database_bytes // ours.contacts} bytes each"
        )
        yield Figure(about, ours.seconds, bare, TO_FLOOR, ours.peak_mb)
        reports.write_plain(inbox, plain)
        yield Figure("the same against pandas + calamine + XlsxWriter", ours.seconds, script(plain, folder), TO_SCRIPT)
        yield Figure(
            "its peak memory in MB / 1000 (limit 300 MB)", ours.peak_mb / 1000, MOST_MB / 1000, 1.0, ours.peak_mb
        )


def fresh(path: Path) -> Store:
    return open_store(path, KEY, FixedClock(reports.FRIDAY))


# ------------------------------------------------------------------------------------------------ ours


def consolidated(inbox: Path, folder: Path) -> Run:
    """From the folder to the summary, in a process that does nothing else."""
    context = multiprocessing.get_context("spawn")
    mine, theirs = context.Pipe()
    process = context.Process(target=_work, args=(inbox, folder / "ours.db", folder, theirs))
    process.start()
    theirs.close()
    try:
        made: Run = mine.recv()
    except EOFError:
        sys.exit("the consolidation broke off")
    process.join()
    return made


def _work(inbox: Path, database: Path, folder: Path, pipe: multiprocessing.connection.Connection) -> None:
    store = fresh(database)
    merged: dict[int, float] = {}
    gc.collect()
    start = time.perf_counter()

    def note(done: int, of: int, _: object) -> None:
        if done in MARKS or done == of:
            merged[done] = time.perf_counter() - start

    with Readers() as readers:
        made = consolidate.consolidate(store, ANALYST, [inbox], note, readers=readers, hashed=False)
        children = sum(_peak_mb(child.pid or 0) for child in multiprocessing.active_children())
    summary.export(store, ANALYST, folder)
    seconds, peak = time.perf_counter() - start, children + _peak_mb(os.getpid())
    if made.count("merged") != len(made.files) or made.contacts != CONTACTS * len(made.files):
        sys.exit("not every report was merged")
    store.close()
    pipe.send(Run(seconds, merged, peak, made.contacts, database.stat().st_size))


def _peak_mb(process: int) -> float:
    """The most memory a process has had; of Linux, 0 elsewhere."""
    status = Path(f"/proc/{process}/status")
    lines = status.read_text().splitlines() if status.exists() else []
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM")), 0.0)


# ------------------------------------------------------------------------------------------------ floor


def floor(inbox: Path, folder: Path) -> float:
    """Seconds for reading with calamine and upserting the rows that ours wrote, with nothing between."""
    ours, bare = fresh(folder / "ours.db"), fresh(folder / "floor.db")
    source, target = ours.engine.raw_connection(), bare.engine.raw_connection()
    reader, writer = source.cursor(), target.cursor()
    files = sorted(inbox.iterdir())
    seconds = 0.0
    places = dict.fromkeys(TABLES, 0)
    for number, file in enumerate(files, 1):
        rows = {table: _part(reader, table, places, number, len(files)) for table in TABLES}
        start = time.perf_counter()
        book = python_calamine.CalamineWorkbook.from_path(str(file))
        for name in book.sheet_names:
            book.get_sheet_by_name(name).to_python()
        writer.execute("BEGIN IMMEDIATE")
        for table in TABLES:
            if rows[table]:
                writer.executemany(_upsert(reader, table), rows[table])
        writer.execute("COMMIT")
        seconds += time.perf_counter() - start
    if writer.execute("SELECT count(*) FROM operation").fetchone() != reader.execute(
        "SELECT count(*) FROM operation").fetchone():  # fmt: skip
        sys.exit("the floor did not write every row")
    for store, raw in ((ours, source), (bare, target)):
        raw.close()
        store.close()
    return seconds


def _part(reader: object, table: str, places: dict[str, int], number: int, of: int) -> list[tuple[object, ...]]:
    """The next share of a table's rows, in the order in which ours wrote them."""
    total = reader.execute(f'SELECT max(rowid) FROM "{table}"').fetchone()[0] or 0
    until = total * number // of
    found = reader.execute(f'SELECT * FROM "{table}" WHERE rowid > ? AND rowid <= ?', (places[table], until)).fetchall()
    places[table] = until
    return found


def _upsert(reader: object, table: str) -> str:
    columns = [row[1] for row in reader.execute(f'PRAGMA table_info("{table}")')]
    keys = {"operation": ("replica", "seq"), "contact_state": ("number",)}.get(table, ("id",))
    sets = ", ".join(f'"{name}" = excluded."{name}"' for name in columns if name not in keys)
    marks = ", ".join("?" * len(columns))
    return f'INSERT INTO "{table}" VALUES ({marks}) ON CONFLICT ({", ".join(keys)}) DO UPDATE SET {sets}'


# ------------------------------------------------------------------------------------------------ the script


def script(plain: Path, folder: Path) -> float:
    """Seconds of an analyst's script over the same content in plain sheets."""
    import pandas as pd

    gc.collect()
    start = time.perf_counter()
    tables: dict[str, list[pd.DataFrame]] = {}
    for file in sorted(plain.iterdir()):
        for name, frame in pd.read_excel(file, sheet_name=None, engine="calamine").items():
            tables.setdefault(name, []).append(frame)
    whole = {name: pd.concat(frames).drop_duplicates("id") for name, frames in tables.items()}
    contacts = whole["contact"]
    figures = {
        "by_branch": contacts.groupby("branch").size().reset_index(name="contacts"),
        "by_owner": contacts.groupby(["branch", "owner_name"]).size().reset_index(name="contacts"),
        "by_channel": contacts.groupby("channel").size().reset_index(name="contacts"),
        "by_tag": whole["contact_tag"].groupby("tag").size().reset_index(name="contacts"),
        "talks": whole["interaction"].groupby(["branch", "kind"]).size().reset_index(name="talks"),
        "tasks": whole["task"].groupby("branch")["done_at"].count().reset_index(name="done"),
    }
    with pd.ExcelWriter(folder / "script.xlsx", engine="xlsxwriter") as writer:
        for name, frame in {**figures, **whole}.items():
            for part, first in enumerate(range(0, max(len(frame), 1), 1_000_000)):
                frame[first : first + 1_000_000].to_excel(writer, sheet_name=f"{name}{part or ''}", index=False)
    return time.perf_counter() - start


# ------------------------------------------------------------------------------------------------ the curve


def main() -> None:
    """The curve over growing numbers of reports, and one great run: only ours, the reports kept for the next time."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("numbers", nargs="*", type=int, default=[100, 300, 1_000, 3_000], help="of reports")
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()) / "taika-reports")
    options = parser.parse_args()
    for number in options.numbers:
        inbox = options.folder / "in"
        have = len(list(inbox.glob("*.xlsx")))
        if have < number:
            reports.write_many(inbox, number - have, CONTACTS, have)
        chosen = options.folder / f"in-{number}"
        shutil.rmtree(chosen, ignore_errors=True)
        chosen.mkdir()
        for file in sorted(inbox.glob("*.xlsx"), key=os.path.getmtime)[:number]:
            os.link(file, chosen / file.name)
        (options.folder / "ours.db").unlink(missing_ok=True)
        run = consolidated(chosen, options.folder)
        print(
            f"{number} reports, {run.contacts} contacts: {run.seconds:.1f} s, {number / run.seconds:.1f} a second, "
            f"{run.peak_mb:.0f} MB, {run.database_bytes / run.contacts:.0f} bytes a contact; merged "
            + ", ".join(f"{done} after {seconds:.1f} s" for done, seconds in run.merged.items()), flush=True,
        )  # fmt: skip


if __name__ == "__main__":
    main()
