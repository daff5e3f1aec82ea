"""2,000 random histories in every run: whatever happens, all come to the same; `make faults` has more."""

from collections.abc import Iterator

import pytest

from tests.faults import mutants
from tests.faults.histories import TOGETHER, World
from tests.faults.world import BrokenError

HISTORIES = 2_000
FEW = 20  # histories of a world that a mutant has to be noticed in
TRIES = 12  # worlds


@pytest.fixture(scope="module")
def world() -> Iterator[World]:
    world = World()
    yield world
    world.close()


@pytest.mark.parametrize("seed", range(HISTORIES // TOGETHER))
def test_whatever_happens_all_come_to_the_same(world: World, seed: int):
    world.live(seed)
    assert len(world.ever) > TOGETHER * 10


def noticed(world: World, seed: int) -> bool:
    try:
        world.live(seed, FEW)
    except BrokenError:
        return True
    return False


@pytest.mark.parametrize("mutant", mutants.ALL, ids=lambda one: one.__name__)
def test_a_broken_variant_is_noticed(world: World, monkeypatch: pytest.MonkeyPatch, mutant):
    mutant(monkeypatch)
    assert any(noticed(world, 1_000 + seed) for seed in range(TRIES))
