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
BYTES = 5  # shared with the run: whether it is within a transaction, and the number of files behind it


class Survived(NamedTuple):
    """How the killed run ended, and the one that was left alone.

    `inside` are the kills within a transaction, `done` how many files were behind each.
    """

    kills: int
    inside: int
    state: str
    wanted: str
    files: int
    problems: list[str]
    done: list[int]


def opened(path: Path) -> Store:
    return open_store(path, KEY, FixedClock(reports.FRIDAY))


def take(
    path: Path, inbox: Path, readers: Readers | None = None, progress: consolidate.Progress | None = None
) -> consolidate.Consolidated:
    store = opened(path)
    try:
        return consolidate.consolidate(store, ANALYST, [inbox], progress, readers=readers)
    finally:
        store.close()


def child(path: Path, inbox: Path, flag: Path) -> None:
    """One life of the run; says in shared bytes whether a transaction is under way, and how many files are behind."""
    with flag.open("r+b") as file, mmap.mmap(file.fileno(), BYTES) as shared:
        write = Store.write

        def count(done: int, _of: int, _taken: object) -> None:
            shared[1:BYTES] = done.to_bytes(BYTES - 1, "little")

        def noted(store: Store, work):
            def inside(session):
                shared[0] = 1
                return work(session)

            try:
                return write(store, inside)
            finally:
                shared[0] = 0

        Store.write = noted  # type: ignore[method-assign]
        with Readers(1) as readers:  # the fewer processes a life begins with, the sooner it is at a file
            take(path, inbox, readers, count)


def kill_often(folder: Path, inbox: Path, kills: int, seed: int) -> Survived:
    """Kill the run so often at moments that a seed chooses, then let it end."""
    with Readers() as readers:
        return _kill_often(folder, inbox, kills, seed, readers)


def _kill_often(folder: Path, inbox: Path, kills: int, seed: int, readers: Readers) -> Survived:
    wanted = take(folder / "alone.db", inbox, readers)
    files = len(wanted.files)
    killed, flag, chance = folder / "killed.db", folder / "flag", random.Random(seed)
    flag.write_bytes(bytes(BYTES))
    opened(killed).close()
    inside, done = 0, []
    with flag.open("r+b") as file, mmap.mmap(file.fileno(), BYTES) as shared:
        for at in sorted(chance.sample(range(1, files), kills)):  # the file after which it shall be killed
            shared[0] = 0
            run = subprocess.Popen([sys.executable, "-m", "tests.faults.kills", "--child", killed, inbox, flag])
            if _wait(run, lambda at=at: int.from_bytes(shared[1:BYTES], "little") >= at):
                time.sleep(chance.uniform(0, 0.02))
                if chance.random() < INSIDE:
                    _wait(run, lambda: shared[0] == 1)
            if run.poll() is not None:
                break  # it had ended before it could be killed
            run.kill()
            run.wait()
            inside += shared[0]
            done.append(int.from_bytes(shared[1:BYTES], "little"))
    made = take(killed, inbox, readers)
    with opened(killed).session() as session:
        problems = verify(session)
    return Survived(len(done), inside, made.state, wanted.state, files - len(made.files), problems, done)


def _wait(run: subprocess.Popen[bytes], until) -> bool:
    """Whether it came true while the run lived."""
    end = time.monotonic() + 120
    while time.monotonic() < end and run.poll() is None:
        if until():
            return True
        time.sleep(0.001)
    return False


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--files", type=int, default=300)
    parser.add_argument("--contacts", type=int, default=40)
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
    print(f"files behind each: {' '.join(map(str, end.done))}")
    return 0 if same and end.kills == options.kills and end.inside >= 0.8 * end.kills else 1


if __name__ == "__main__":
    sys.exit(main())
