"""A large encrypted branch, laid down row by row without the log: only what finding, scrolling and tagging read."""

import atexit
import random
import tempfile
from collections.abc import Iterator
from datetime import datetime
from functools import cache
from pathlib import Path

from db.actor import Actor, Role
from db.engine import Store
from db.ids import derived_id
from db.operation import Change, record
from db.projection import encode
from db.stamp import FixedClock
from desktop.contacts.tokens import name_tokens, phone_tokens, sort_key
from desktop.store import open_store
from tests.bench.customer_list import DEPARTMENT, GIVEN, SURNAMES

KEY = b"k" * 32
PART = 10_000
LEAD = Actor(derived_id("staff", "wangmin"), Role.LEAD, derived_id("branch", DEPARTMENT))
ADDED = "2026-01-05 09:47:00"
CONTACT = (
    "INSERT INTO contact (id, name, phone, owner, owner_name, branch, added_at, channel, stamps) "
    "VALUES (?, ?, ?, ?, '王敏', ?, ?, 'lobby', ?)"
)
STATE = (
    "INSERT INTO contact_state (number, contact, owner, sort_key, stage, stage_at, status, last_at, lifecycle) "
    "VALUES (?, ?, ?, ?, 'aware', ?, 'active', ?, 'acquired')"
)
SEARCH = "INSERT INTO contact_search (rowid, tokens) VALUES (?, ?)"
Person = tuple[str, str]


words = cache(name_tokens)
sound = cache(sort_key)
"""Of a million invented people most share their name with others."""


def people(size: int) -> Iterator[Person]:
    """Invented names and numbers, the same at every run."""
    pick = random.Random(5)
    for number in range(size):
        given = pick.choice(GIVEN) + (pick.choice(GIVEN) if pick.random() < 0.7 else "")
        yield pick.choice(SURNAMES) + given, f"13{number % 100_000:05}{pick.randrange(10_000):04}"


@cache
def shared(size: int) -> tuple[Store, list[Person]]:
    """The same crowd for every bench of a run; it goes with the process."""
    folder = tempfile.TemporaryDirectory(prefix="taika-bench-")
    atexit.register(folder.cleanup)
    return fill(Path(folder.name), size)


def fill(folder: Path, size: int) -> tuple[Store, list[Person]]:
    """The database with its lead and so many contacts, and who they are."""
    store = open_store(folder / "crowd.db", KEY, FixedClock(datetime(2026, 11, 20, 10, 42)))
    rows = [
        Change("branch", LEAD.branch, {"name": "城东支行", "path": DEPARTMENT}),
        Change("staff", LEAD.staff, {"name": "王敏", "account": "wangmin", "branch": LEAD.branch}),
        Change("tag", "payroll", {"name": "代发"}),
    ]
    store.write(lambda session: record(session, None, rows))
    stamps = encode(dict.fromkeys(("added_at", "branch", "channel", "name", "owner", "owner_name", "phone"), "0"))
    everybody = list(people(size))
    raw = store.engine.raw_connection()
    cursor = raw.cursor()
    cursor.execute("PRAGMA synchronous = OFF")  # the file is thrown away
    for first in range(0, size, PART):
        part = list(enumerate(everybody[first : first + PART], first + 1))
        ids = {number: derived_id("contact", str(number)) for number, _ in part}
        cursor.execute("BEGIN IMMEDIATE")
        cursor.executemany(
            CONTACT,
            [(ids[at], name, phone, LEAD.staff, LEAD.branch, ADDED, stamps) for at, (name, phone) in part],
        )
        cursor.executemany(
            STATE, [(at, ids[at], LEAD.staff, sound(name), ADDED, ADDED) for at, (name, _) in part]
        )  # fmt: skip
        cursor.executemany(SEARCH, [(at, " ".join([*words(name), *phone_tokens(phone)])) for at, (name, phone) in part])
        cursor.execute("COMMIT")
    cursor.execute("PRAGMA synchronous = FULL")
    raw.close()
    return store, everybody
