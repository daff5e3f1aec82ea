"""A consolidation killed at random moments, most of them within a transaction, and taken up again.

`python -m tests.faults.kills`: 50 kills of a run over 300 reports, which must end in the state of one that was left
alone.
"""

import argparse
import mmap
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from db.actor import Actor, Role
from db.doctor import verify
from db.engine import Store
from db.stamp import FixedClock
from desktop.headquarters import consolidate
from desktop.headquarters.reading import Readers
from desktop.store import open_store
from tests.bench import reports

KEY = b"k" * 32
ANALYST = Actor("", Role.ANALYST, "")
INSIDE = 0.9  # of the kills that wait until a transaction is under way


class Survived(NamedTuple):
    """How the killed run ended, and the one that was left alone; `inside` are the kills within a transaction."""

    kills: int
    inside: int
    state: str
    wanted: str
    files: int
    problems: list[str]


def opened(path: Path) -> Store:
    return open_store(path, KEY, FixedClock(reports.FRIDAY))


def take(path: Path, inbox: Path, readers: Readers | None = None) -> consolidate.Consolidated:
    store = opened(path)
    try:
        return consolidate.consolidate(store, ANALYST, [inbox], readers=readers)
    finally:
        store.close()


def child(path: Path, inbox: Path, flag: Path) -> None:
    """One life of the run; says in the shared byte whether a transaction is under way."""
    with flag.open("r+b") as file, mmap.mmap(file.fileno(), 1) as shared:
        write = Store.write

        def noted(store: Store, work):
            def inside(session):
                shared[0] = 1
                return work(session)

            try:
                return write(store, inside)
            finally:
                shared[0] = 0

        Store.write = noted  # type: ignore[method-assign]
        take(path, inbox)


def kill_often(folder: Path, inbox: Path, kills: int, seed: int) -> Survived:
    """Kill the run so often at moments that a seed chooses, then let it end."""
    with Readers() as readers:
        return _kill_often(folder, inbox, kills, seed, readers)


def _kill_often(folder: Path, inbox: Path, kills: int, seed: int, readers: Readers) -> Survived:
    wanted = take(folder / "alone.db", inbox, readers)
    files = len(wanted.files)
    killed, flag, chance = folder / "killed.db", folder / "flag", random.Random(seed)
    flag.write_bytes(b"\0")
    opened(killed).close()
    struck = inside = 0
    with flag.open("r+b") as file, mmap.mmap(file.fileno(), 1) as shared:
        while struck < kills:
            shared[0] = 0
            run = subprocess.Popen([sys.executable, "-m", "tests.faults.kills", "--child", killed, inbox, flag])
            before = _merged(killed)
            if _wait(run, lambda before=before: _merged(killed) > before or shared[0] == 1):
                time.sleep(chance.uniform(0, 0.25))
                if chance.random() < INSIDE:
                    _wait(run, lambda: shared[0] == 1)
            if run.poll() is not None:
                break  # it had ended before it could be killed
            run.kill()
            run.wait()
            struck += 1
            inside += shared[0]
    made = take(killed, inbox, readers)
    with opened(killed).session() as session:
        problems = verify(session)
    return Survived(struck, inside, made.state, wanted.state, files - len(made.files), problems)


def _merged(path: Path) -> int:
    """How large the log of changes is: it grows with every file."""
    log = path.with_name(f"{path.name}-wal")
    return log.stat().st_size if log.exists() else 0


def _wait(run: subprocess.Popen[bytes], until) -> bool:
    """Whether it came true while the run lived."""
    end = time.monotonic() + 60
    while time.monotonic() < end and run.poll() is None:
        if until():
            return True
        time.sleep(0.001)
    return False


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--files", type=int, default=300)
    parser.add_argument("--contacts", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--child", nargs=3, type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child:
        child(*options.child)
        return 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        reports.write_many(folder / "in", options.files, options.contacts)
        end = kill_often(folder, folder / "in", options.kills, options.seed)
    same = end.state == end.wanted and not end.problems and not end.files
    print(f"{end.kills} kills, {end.inside} within a transaction: {'the same state' if same else 'NOT the same state'}")
    return 0 if same and end.kills == options.kills and end.inside >= 0.8 * end.kills else 1


if __name__ == "__main__":
    sys.exit(main())
