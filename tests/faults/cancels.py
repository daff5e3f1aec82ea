"""A consolidation cancelled at random moments: how long it went on, and that nothing of a file stays by half.

`python -m tests.faults.cancels`: 30 cancels of runs over reports of 2,000 contacts, each over within a second.
"""

import argparse
import random
import sys
import tempfile
import time
from pathlib import Path
from threading import Timer
from typing import NamedTuple

from sqlalchemy import text

from db.actor import Actor, Role
from db.doctor import verify
from db.engine import Store
from desktop.headquarters import consolidate
from desktop.headquarters.course import Control
from tests.bench import reports
from tests.faults.kills import opened

ANALYST = Actor("", Role.ANALYST, "")
LIMIT = 1.0  # s from the cancel to its end


class Cancelled(NamedTuple):
    """Seconds from each cancel to the end of its run, how many came within a file, and what is wrong, a line each."""

    seconds: list[float]
    inside: int
    problems: list[str]


def cancel_often(folder: Path, inbox: Path, cancels: int, seed: int) -> Cancelled:
    """Run as often, each time into a database of its own, and cancel at a moment that a seed chooses."""
    store = opened(folder / "whole.db")
    start = time.perf_counter()
    _run(store, inbox, Control())
    whole = time.perf_counter() - start
    store.close()
    chance = random.Random(seed)
    found, runs = Cancelled([], 0, []), 0
    while len(found.seconds) < cancels:
        runs += 1
        found = _one(folder / f"{runs}.db", inbox, chance.uniform(0, whole), found)
    return found


def _one(path: Path, inbox: Path, after: float, found: Cancelled) -> Cancelled:
    control, asked, store = Control(), [0.0], opened(path)

    def cancel() -> None:
        asked[0] = time.perf_counter()
        control.stop()

    timer = Timer(after, cancel)
    timer.start()
    made = _run(store, inbox, control)
    ended = time.perf_counter()
    timer.cancel()
    if not control.stopped:  # it had ended before
        store.close()
        return found
    with store.session() as session:
        problems = verify(session)
        entered = session.execute(text("SELECT count(*) FROM import_run")).scalar_one()
        files = session.execute(text("SELECT count(DISTINCT replica) FROM operation")).scalar_one()
    store.close()
    if not files == entered == len(made.files):
        problems.append(f"{len(made.files)} files told, {entered} entered, operations of {files}")
    whole = len(made.files) == len(list(inbox.iterdir()))
    return Cancelled([*found.seconds, ended - asked[0]], found.inside + (not whole), [*found.problems, *problems])


def _run(store: Store, inbox: Path, control: Control) -> consolidate.Consolidated:
    return consolidate.consolidate(store, ANALYST, [inbox], control=control, hashed=False)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--cancels", type=int, default=30)
    parser.add_argument("--files", type=int, default=3)
    parser.add_argument("--contacts", type=int, default=2_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        reports.write_many(folder / "in", options.files, options.contacts)
        end = cancel_often(folder, folder / "in", options.cancels, options.seed)
    took = sorted(end.seconds)
    print(
        f"{len(took)} cancels of runs over {options.files} reports of {options.contacts} contacts: over after "
        f"{took[len(took) // 2]:.2f} s (median), {took[-1]:.2f} s (longest); limit {LIMIT:.0f} s"
    )
    print("\n".join(end.problems), end="")
    return 1 if end.problems or took[-1] > LIMIT or not end.inside else 0


if __name__ == "__main__":
    sys.exit(main())
