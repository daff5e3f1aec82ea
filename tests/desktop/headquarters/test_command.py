"""`taika report`, `consolidate` and `doctor`, by their JSON."""

import io
import json
from pathlib import Path

import pytest

from db.actor import Role
from db.engine import Store
from db.stamp import FixedClock
from desktop import cli
from desktop.security import vault
from desktop.store import open_store
from tests.desktop.exchange.branches import FRIDAY, live_in


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder with an encrypted database that knows nothing yet."""
    folder = tmp_path / "data"
    folder.mkdir()
    monkeypatch.setenv("TAIKA_PASSWORD", "口令")
    vault.create_vault(folder / "taika.db", "口令", vault.Cost(1, 64, 1))
    opened(folder).close()
    return folder


def opened(folder: Path) -> Store:
    return open_store(folder / "taika.db", vault.unlock(folder / "taika.db", "口令"), FixedClock(FRIDAY))


def taika(*args: object) -> tuple[int, dict]:
    out = io.StringIO()
    code = cli.main([*map(str, args), "--json", "--quiet"], out=out, clock=FixedClock(FRIDAY))
    return code, json.loads(out.getvalue())


def test_report(data: Path, tmp_path: Path):
    store = opened(data)
    assert live_in(store, "城东支行", 3).role is Role.LEAD
    store.close()
    code, answer = taika("report", "--data-dir", data, "--out", tmp_path)
    assert code == 0
    assert set(answer) == {"file", "sequence", "operations", "counts", "missing"}
    assert Path(answer["file"]).is_file()
    assert answer["counts"]["contacts"] == 3


def test_consolidate_and_doctor(data: Path, reports: Path, tmp_path: Path):
    code, answer = taika("consolidate", reports, "--data-dir", data, "--out", tmp_path / "总.xlsx")
    assert code == 0
    assert set(answer) == {
        "merged", "nothing_new", "refused", "contacts", "operations", "state", "summary", "files",
    }  # fmt: skip
    assert (answer["merged"], answer["contacts"], answer["summary"]) == (3, 11, str(tmp_path / "总.xlsx"))
    assert set(answer["files"][0]) == {"file", "verdict", "flags", "reason"}
    code, doctor = taika("doctor", "--data-dir", data)
    assert (code, doctor) == (0, {"ok": True, "state": answer["state"], "problems": []})
    (reports / "坏的.xlsx").write_bytes(b"x")
    code, again = taika("consolidate", reports, "--data-dir", data, "--out", tmp_path)
    assert (code, again["merged"], again["nothing_new"], again["refused"]) == (1, 0, 3, 1)
    assert again["state"] == answer["state"]
    assert Path(again["summary"]).name == "上报汇总_2026W47.xlsx"


def test_consolidate_tells_its_progress_in_words(data: Path, reports: Path, capsys: pytest.CaptureFixture[str]):
    out = io.StringIO()
    code = cli.main(["consolidate", str(reports), "--data-dir", str(data)], out=out, clock=FixedClock(FRIDAY))
    assert code == 0
    assert out.getvalue().count("merged") == 3
    assert "1/3" in capsys.readouterr().err


def test_doctor_says_what_is_wrong(data: Path):
    store = opened(data)
    live_in(store, "城东支行", 1)
    with store.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE contact SET name = 'not in the log'")
    store.close()
    code, doctor = taika("doctor", "--data-dir", data)
    assert (code, doctor["ok"]) == (1, False)
    assert doctor["problems"]
