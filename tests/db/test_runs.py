import pytest

from db.runs import runs


@pytest.mark.parametrize(
    ("numbers", "spans"), [([], []), ([3], [(3, 3)]), ([1, 2, 3, 7, 8], [(1, 3), (7, 8)]), ([0, 2], [(0, 0), (2, 2)])]
)
def test_runs(numbers: list[int], spans: list[tuple[int, int]]) -> None:
    assert runs(numbers) == spans
