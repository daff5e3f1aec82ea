"""A tag put on 10,000 contacts of an encrypted database, as one step to undo: 3 s is what is asked for."""

import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import text

from desktop.contacts import search, tags
from tests.bench import crowd
from tests.bench.figure import Figure

SIZE = 10_000
AROUND = 5
"""How many times as many contacts there are in all."""
FLOOR = 3.0


def measure(size: int = SIZE) -> Iterator[Figure]:
    with tempfile.TemporaryDirectory() as folder:
        store, _ = crowd.fill(Path(folder), size * AROUND)
        start = time.perf_counter()
        with store.session() as session:
            contacts = search.contact_ids(session, range(1, size + 1))
        store.write(lambda session: tags.add(session, crowd.LEAD, contacts, "payroll"))
        seconds = time.perf_counter() - start
        with store.session() as session:
            worn = session.execute(text("SELECT count(*) FROM contact_state WHERE tags = 1")).scalar()
        store.close()
    if worn != size:
        raise LookupError(worn)
    yield Figure(f"a tag on {size:,} contacts", seconds, FLOOR, 1.0)
