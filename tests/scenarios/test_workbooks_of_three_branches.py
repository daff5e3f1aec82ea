"""Workbooks of three branches on their way to head office; `make faults` does the same with two hundred."""

import pytest

from tests.faults import exchange


@pytest.mark.parametrize("seed", [1])
def test_shuffled_doubled_edited_and_lost_they_end_in_one_state(seed: int):
    files, edits, state = exchange.live(12, seed, orders=2)
    assert files == 12
    assert edits.total() >= 1
    assert len(state) == 64
