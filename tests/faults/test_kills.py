"""One kill of a small run, in every test run; `make faults` does fifty of a great one."""

from pathlib import Path

from tests.bench import reports
from tests.faults import kills


def test_a_killed_consolidation_ends_in_the_same_state(tmp_path: Path):
    reports.write_many(tmp_path / "in", 6, 10)
    end = kills.kill_often(tmp_path, tmp_path / "in", kills=1, seed=3)
    assert end.state == end.wanted
    assert (end.kills, end.files, end.problems) == (1, 0, [])
    assert 0 < end.done[0] < 6
