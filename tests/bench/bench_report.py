"""The weekly report of a branch with 5,000 contacts: everything they have, encrypted database to finished file.

The bar is in seconds (three for the whole report), so the floor stands for it: the ratio to reach is one.
"""

import gc
import resource
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from db.stamp import FixedClock
from desktop.exchange import report
from desktop.store import open_store
from tests.bench.figure import Figure
from tests.desktop.exchange.branches import FRIDAY, live_in

SIZE = 5_000
BAR = 3.0  # seconds
RUNS = 3


def measure(size: int = SIZE) -> Iterator[Figure]:
    with tempfile.TemporaryDirectory() as name:
        store = open_store(Path(name) / "branch.db", b"k" * 32, FixedClock(FRIDAY))
        lead = live_in(store, "城东支行", size)
        times = []
        for run in range(RUNS):
            gc.collect()
            start = time.perf_counter()
            made = report.export(store, lead, Path(name) / str(run))
            times.append(time.perf_counter() - start)
        store.close()
        if made.counts["contacts"] != size:
            raise SystemExit("the report does not hold every contact")
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        yield Figure(f"report of {size} contacts", sorted(times)[RUNS // 2], BAR * size / SIZE, 1.0, peak)
