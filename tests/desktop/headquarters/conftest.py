"""Three branches' reports, written once a test process."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from db.engine import Store
from db.stamp import FixedClock
from desktop.exchange import report
from desktop.headquarters.reading import Readers
from desktop.store import open_memory_store
from tests.desktop.exchange.branches import FRIDAY, open_branch

NAMES = {"城东支行": 6, "滨江支行": 3, "南浦支行": 2}


@pytest.fixture(scope="session")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("reports")
    for name, contacts in NAMES.items():
        store, lead = open_branch(name, contacts)
        report.export(store, lead, folder)
        store.close()
    return folder


@pytest.fixture
def reports(written: Path, tmp_path: Path) -> Path:
    """A folder of one's own with the three reports."""
    return Path(shutil.copytree(written, tmp_path / "收件"))


@pytest.fixture(scope="session")
def readers() -> Iterator[Readers]:
    """Processes that all tests read with: starting one takes longer than a test."""
    with Readers(2) as readers:
        yield readers


@pytest.fixture
def hq() -> Iterator[Store]:
    store = open_memory_store(FixedClock(FRIDAY))
    yield store
    store.close()
