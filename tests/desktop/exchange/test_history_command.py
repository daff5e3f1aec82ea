"""`taika history`: what head office got, what is missing, every file with its hash, and an import taken back."""

import io
import json
from datetime import datetime, timedelta
from functools import partial
from hashlib import sha256
from itertools import count
from pathlib import Path

import pytest

from db.stamp import FixedClock
from desktop.cli import main
from desktop.exchange import whereabouts
from desktop.exchange.whereabouts import Gap
from desktop.resources import resource
from desktop.security import vault

FILES = resource("sample", "chengdong")


@pytest.fixture
def taika(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("TAIKA_PASSWORD", "correct horse")
    monkeypatch.setattr(vault, "create_vault", partial(vault.create_vault, cost=vault.Cost(1, 8 * 1024, 1)))

    minutes = count()

    def run(place: str, *arguments: object, shape: str = "--json"):
        out, clock = io.StringIO(), FixedClock(datetime(2026, 11, 20, 9) + timedelta(minutes=next(minutes)))
        code = main([*map(str, arguments), "--data-dir", str(tmp_path / place), shape], out=out, clock=clock)
        return code, json.loads(out.getvalue()) if shape == "--json" and out.getvalue() else out.getvalue()

    for place in ("hq", "branch"):
        assert run(place, "import", FILES / "通讯录.xlsx")[0] == 0
    return run


def test_what_head_office_got_and_what_went_since(taika, tmp_path: Path):
    out = tmp_path / "out"
    _, first = taika("branch", "report", "--out", out)
    assert first["missing"] == {}
    code, whole = taika("hq", "consolidate", out)
    (told,) = (one for one in taika("hq", "history")[1]["files"] if one["kind"] == "summary")
    assert (code, told["file"]) == (0, Path(whole["summary"]).name)
    assert told["sha256"] == sha256(Path(whole["summary"]).read_bytes()).hexdigest()
    _, pack = taika("hq", "pack", "build", "--out", out, "--to", "城东支行")
    assert taika("branch", "pack", "take", pack["file"], "--compared")[0] == 0
    taika("branch", "import", FILES / "客户列表.xlsx")
    _, second = taika("branch", "report", "--out", out)
    code, said = taika("branch", "history")
    assert (code, said["got"], said["pack"], said["missing"]) == (0, first["operations"], 1, [])
    assert said["written"] - said["got"] == second["operations"]
    assert said["sent_since"] == [Path(second["file"]).name]
    files = {(one["way"], one["kind"]): one for one in said["files"]}
    came = {("in", "staff"), ("in", "contacts"), ("in", "pack")}
    assert set(files) == came | {("out", "report"), ("out", "refused")}
    for way, path in ((("in", "pack"), pack["file"]), (("in", "contacts"), FILES / "客户列表.xlsx")):
        assert files[way]["sha256"] == sha256(Path(path).read_bytes()).hexdigest()
        assert files[way]["verdict"] == "done"
    lines = taika("branch", "history", shape="--lang=en")[1].splitlines()
    assert lines[0].startswith(f"head office has {said['got']} of {said['written']} (pack 1); sent since: 上报_")
    assert lines[1] == "missing: nothing"
    assert len(lines) == 2 + len(said["files"])


def test_an_import_is_taken_back_and_hand_edits_are_named_first(taika, capsys: pytest.CaptureFixture[str]):
    taika("branch", "import", FILES / "客户列表.xlsx")
    _, said = taika("branch", "history")
    (contacts,) = (one for one in said["files"] if one["kind"] == "contacts")
    code, done = taika("branch", "history", "undo", contacts["id"])
    assert (code, done["undone"]) == (0, True)
    assert done["operations"] > 0
    _, said = taika("branch", "history")
    assert [one["verdict"] for one in said["files"] if one["kind"] == "contacts"] == ["undone"]
    for wrong in (contacts["id"], "none", ""):
        assert taika("branch", "history", "undo", wrong)[0] == 3
        assert "没有可以撤销的导入" in capsys.readouterr().err


def test_edits_that_would_be_lost_are_named(taika, tmp_path: Path):
    from openpyxl import load_workbook

    taika("branch", "import", FILES / "客户列表.xlsx")
    _, said = taika("branch", "history")
    (first,) = (one for one in said["files"] if one["kind"] == "contacts")
    book = load_workbook(FILES / "客户列表.xlsx")
    sheet = book.worksheets[0]
    head = next(row for row in sheet.iter_rows() if any(cell.value == "描述" for cell in row))
    column = next(cell.column for cell in head if cell.value == "描述")
    sheet.cell(head[0].row + 1, column).value = "改过的描述"
    book.save(tmp_path / "客户列表.xlsx")
    taika("branch", "import", tmp_path / "客户列表.xlsx")
    code, lost = taika("branch", "history", "undo", first["id"])
    assert (code, lost["undone"]) == (1, False)
    assert "改过的描述" in [one["value"] for one in lost["lost"]]
    assert "改过的描述" in taika("branch", "history", "undo", first["id"], shape="--lang=en")[1]
    code, done = taika("branch", "history", "undo", first["id"], "--force")
    assert (code, done["undone"]) == (0, True)


def test_gaps_are_named(taika, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(whereabouts, "missing", lambda _session: {"0123456789ab": [(12, 15)]})
    monkeypatch.setattr(whereabouts, "_files", lambda _session: {"0123456789ab": "交接.xlsx"})
    assert taika("branch", "history")[1]["missing"] == [Gap("0123456789ab", 12, 15, "交接.xlsx")._asdict()]
    assert "missing 12-15 of 0123 交接.xlsx" in taika("branch", "history", shape="--lang=en")[1]
