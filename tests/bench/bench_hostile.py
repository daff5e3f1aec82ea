"""How long the slowest of the hostile files takes to be decided, the start of the reading process included."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator

from tests.bench.figure import Figure

BAR = 2.0  # seconds


def measure() -> Iterator[Figure]:
    with tempfile.TemporaryDirectory() as folder:
        program = [sys.executable, "-W", "ignore", "-m", "tests.desktop.exchange.hostile"]
        subprocess.run([*program, "make", folder], check=True)
        done = subprocess.run([*program, "open", folder], check=True, capture_output=True)
    judged = json.loads(done.stdout)
    slowest = max(judged["said"], key=lambda one: one["seconds"])
    peak = max(judged["own_mb"], judged["child_mb"])
    yield Figure(
        f"slowest of {len(judged['said'])} hostile files ({slowest['name']})", slowest["seconds"], BAR, 1.0, peak
    )
