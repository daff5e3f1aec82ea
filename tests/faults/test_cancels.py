"""Two cancels of a small run, in every test run; `make faults` does thirty of a great one and looks at the time."""

from pathlib import Path

from tests.bench import reports
from tests.faults import cancels


def test_a_cancelled_consolidation_leaves_nothing_by_half(tmp_path: Path):
    reports.write_many(tmp_path / "in", 3, 10)
    end = cancels.cancel_often(tmp_path, tmp_path / "in", cancels=2, seed=1)
    assert len(end.seconds) == 2
    assert end.problems == []
