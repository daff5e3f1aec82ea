"""`python -m tests.faults.exchange`: two hundred workbooks of three branches, as they really reach head office.

Shuffled three ways, doubled, a tenth edited by hand, a twentieth missing: head office ends in one state, each hand edit
is accounted for, taking them back restores the state before, and the tables say what the log says.
"""

import argparse
import random
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from openpyxl import load_workbook
from sqlalchemy import text

from db.actor import Actor
from db.doctor import state_hash, verify
from db.engine import Store
from db.ids import derived_id
from db.operation import Change, record
from db.stamp import FixedClock
from desktop.exchange import proposals, report
from desktop.headquarters import consolidate
from desktop.headquarters.reading import Readers
from desktop.store import open_memory_store
from desktop.undo import undo
from tests.desktop.exchange.branches import ANALYST, FRIDAY, open_branch

NAMES = ("城东支行", "滨江支行", "南浦支行")
WORKBOOKS, ORDERS = 200, 3
EDITED, MISSING, DOUBLED = 0.10, 0.05, 0.10
KINDS = {
    "changed": "改了",
    "unmarked": "这一列不能改",
    "deleted": "删了一行",
    "added": "加了一行",
    "formula": "写了公式",
}


class BrokenError(Exception):
    """A property that does not hold, in words."""


class Mail(NamedTuple):
    """What was sent: the files that arrived, and how many hand edits of which kind are in them."""

    files: list[Path]
    edits: Counter[str]


def write(folder: Path, workbooks: int, chance: random.Random) -> Mail:
    """Let the branches live and report; then edit, lose and double some of their files."""
    branches = [open_branch(name, 4) for name in NAMES]
    files = []
    for number in range(workbooks):
        store, lead = branches[number % len(branches)]
        store.clock.advance(minutes=17)
        store.write(lambda session, lead=lead, n=number: record(session, lead, _life(session, lead, chance, n)))
        made = report.export(store, lead, folder / f"{number:03}")
        files.append(made.file)
    for store, _ in branches:
        store.close()
    edited = chance.sample(files, max(1, round(EDITED * workbooks)))
    edits: Counter[str] = Counter()
    for path in edited:
        edits.update(_edit(path, chance))
    lost = set(chance.sample([one for one in files if one not in edited], round(MISSING * workbooks)))
    kept = [one for one in files if one not in lost]
    copies = [_double(one) for one in chance.sample(kept, round(DOUBLED * workbooks))]
    return Mail([*kept, *copies], edits)


def _life(session: object, lead: Actor, chance: random.Random, number: int) -> list[Change]:
    """A little of everything: somebody new, a task, a group that grows, somebody else's next step."""
    contacts = [row[0] for row in session.execute(text("SELECT id FROM contact ORDER BY id"))]  # type: ignore[attr-defined]
    group = session.execute(text('SELECT id FROM "group" LIMIT 1')).scalar()  # type: ignore[attr-defined]
    someone = chance.choice(contacts)
    step = {"contact": someone, "staff": lead.staff, "due_at": f"2026-12-{chance.randint(1, 28):02} 09:00:00"}
    task = {"date": "2026-11-19", "staff": lead.staff, "branch": lead.branch, "title": f"第 {number} 件"}
    who = {"name": f"客户{number}号", "owner": lead.staff, "owner_name": "王敏", "branch": lead.branch}
    return [
        Change("task", derived_id("task", lead.branch, f"life{number}"), task),
        Change("group", group, {"members": 100 + number}),
        Change("follow_up", derived_id("step", someone, str(number)), step),
        *(
            [Change("contact", derived_id("contact", lead.branch, f"new{number}"), who)]
            if chance.random() < 0.2
            else []
        ),
    ]


def _edit(path: Path, chance: random.Random) -> list[str]:
    """Edit a file as people do; returns what was done."""
    book = load_workbook(path)
    contacts, groups = book["客户"], book["社群"]
    keys = [cell.value for cell in contacts[1]]
    done = ["changed"]
    groups.cell(3, [cell.value for cell in groups[1]].index("members") + 1).value = chance.randint(300, 900)
    if chance.random() < 0.5:
        contacts.cell(3, keys.index("name") + 1).value = "写进来的"
        done.append("unmarked")
    if chance.random() < 0.3:
        contacts.delete_rows(4)
        done.append("deleted")
    if chance.random() < 0.3:
        contacts.append(["加来的", f"137{chance.randint(10_000_000, 99_999_999)}", "王敏"])
        done.append("added")
    if chance.random() < 0.3:
        contacts.cell(5, keys.index("status") + 1).value = "=1+1"
        done.append("formula")
    book.save(path)
    return done


def _double(path: Path) -> Path:
    copy = path.with_name(f"{path.stem}(1).xlsx")
    shutil.copyfile(path, copy)
    return copy


def arrive(files: Sequence[Path], folder: Path, chance: random.Random, readers: Readers) -> Store:
    """Head office with these files taken in, in an order of its own, some of them in a second run again."""
    store = open_memory_store(FixedClock(FRIDAY))
    order = chance.sample(list(files), len(files))
    rounds = [order[: len(order) // 2], order[len(order) // 3 :], order[:5]]
    for number, part in enumerate(rounds):
        place = folder / str(number)
        place.mkdir(parents=True)
        for at, path in enumerate(part):  # the names give the order in which they are read
            shutil.copyfile(path, place / f"{at:04}_{path.parent.name}_{path.name}")
        consolidate.consolidate(store, ANALYST, [place], readers=readers, hashed=False)
    return store


def check(mail: Mail, folder: Path, chance: random.Random, orders: int, readers: Readers) -> str:
    """Take the mail in several ways; returns the one state, or raises BrokenError."""
    states = set()
    for number in range(orders):
        store = arrive(mail.files, folder / f"order{number}", chance, readers)
        before = _state(store)
        _account_for(store, mail.edits)
        with store.session() as session:
            ids = [one.id for one in proposals.waiting(session, ANALYST)]
        chance.shuffle(ids)
        middle = len(ids) // 2 if number % 2 else len(ids)
        parts = [part for part in (ids[:middle], ids[middle:]) if part]
        batches = [_take(store, part) for part in parts]
        taken = _state(store)
        if len(batches) == 1 and taken != before:
            store.write(lambda session, batch=batches[0]: undo(session, ANALYST, batch))
            if _state(store) != before:
                raise BrokenError("taking the hand edits back did not restore the state before")
        states |= {(before, taken)}
        store.close()
    if len(states) != 1:
        raise BrokenError(f"{len(states)} states from {orders} orders")
    return states.pop()[1]


def _take(store: Store, ids: Sequence[str]) -> str:
    return store.write(lambda session: proposals.decide(session, ANALYST, ids, "taken")).batch


def _account_for(store: Store, edits: Counter[str]) -> None:
    with store.session() as session:
        found = Counter(row[0] for row in session.execute(text("SELECT kind FROM proposal")))
    if found != edits:
        raise BrokenError(f"hand edits told as {dict(found)}, made {dict(edits)}")


def _state(store: Store) -> str:
    with store.session() as session:
        if problems := verify(session):
            raise BrokenError(problems[0])
        return state_hash(session)


def live(workbooks: int, seed: int, orders: int = ORDERS) -> tuple[int, Counter[str], str]:
    """Files that arrived, hand edits in them, and the one state."""
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory() as name, Readers(1 if workbooks < WORKBOOKS else None) as readers:
        mail = write(Path(name) / "sent", workbooks, chance)
        return len(mail.files), mail.edits, check(mail, Path(name), chance, orders, readers)


def main() -> int:
    """0 when everything held, 1 with what did not."""
    parser = argparse.ArgumentParser(description="Workbooks of three branches, shuffled, doubled, edited, lost.")
    parser.add_argument("--workbooks", type=int, default=WORKBOOKS)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    start = time.perf_counter()
    try:
        files, edits, state = live(options.workbooks, options.seed)
    except BrokenError as error:
        print(f"seed {options.seed}: {error}")
        return 1
    seconds = time.perf_counter() - start
    print(f"{files} files, {edits.total()} hand edits, {ORDERS} orders, {seconds:.0f} s: one state {state[:12]}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
