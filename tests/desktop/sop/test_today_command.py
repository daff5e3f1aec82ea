"""`taika today`: the list of one person, made if need be."""

import io
import json
from datetime import datetime

import pytest

from db.operation import Change, record
from db.stamp import FixedClock
from desktop import cli
from desktop.paths import Paths
from desktop.security import vault
from desktop.store import open_store
from tests.desktop.sop.builders import BRANCH, contact, staff


@pytest.fixture
def taika(tmp_path, monkeypatch):
    """Runs the command on a branch of one manager; returns its exit code and what it said."""
    monkeypatch.setenv("TAIKA_PASSWORD", "correct horse")
    paths = Paths(tmp_path / "data").prepare()
    clock = FixedClock(datetime(2026, 3, 12, 9, 0))
    store = open_store(paths.database, vault.create_vault(paths.database, "correct horse"), clock)
    rows = [Change("branch", BRANCH, {"name": "城东支行"}), staff("wang", "王敏")]
    rows += [contact(f"c{at}", f"客户{at}", "2026-03-09 10:00:00", "wang") for at in range(3)]
    store.write(lambda session: record(session, None, rows))
    store.close()

    def run(*arguments: str, hour: int = 9) -> tuple[int, str]:
        out = io.StringIO()
        argv = ["today", *arguments, "--as", "wang", "--data-dir", str(tmp_path / "data")]
        return cli.main(argv, out=out, clock=FixedClock(datetime(2026, 3, 12, hour, 0))), out.getvalue()

    return run


def test_it_tells_what_waits_and_counts_customers_without_names(taika):
    code, said = taika("--json")
    told = json.loads(said)
    assert code == 1
    assert (told["day"], told["finished"], told["streak"]) == ("2026-03-12", 0, 0)
    d3 = next(one for one in told["later"] if one["title"].startswith("百日经营 D3"))
    assert (d3["tasks"], d3["left"], d3["must"], d3["due"]) == (3, 3, True, "2026-03-12 10:30:00")
    assert "客户0" not in said
    assert {one["title"] for one in told["late"]} >= {"台卡到位检查"}


def test_lines_for_people(taika):
    code, said = taika(hour=20)
    assert code == 1
    assert "! 08:10 台卡到位检查 (1/1)" in said
    assert said.splitlines()[-1].startswith("0/")
