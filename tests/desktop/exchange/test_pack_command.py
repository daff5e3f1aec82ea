"""`taika pack`, `backup` and `restore` from an address book to a branch, with the shapes that other programs read."""

import io
import json
from functools import partial
from pathlib import Path

import pytest
from openpyxl import load_workbook

from desktop.cli import main
from desktop.resources import resource
from desktop.security import vault

FILES = resource("sample", "chengdong")


@pytest.fixture
def taika(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("TAIKA_PASSWORD", "correct horse")
    monkeypatch.setattr(vault, "create_vault", partial(vault.create_vault, cost=vault.Cost(1, 8 * 1024, 1)))

    def run(place: str, *arguments: object):
        out = io.StringIO()
        code = main([*map(str, arguments), "--data-dir", str(tmp_path / place), "--json"], out=out)
        return code, json.loads(out.getvalue()) if out.getvalue() else None

    for place in ("hq", "branch"):
        assert run(place, "import", FILES / "通讯录.xlsx")[0] == 0
    return run


def test_from_the_sheets_to_the_branch(taika, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    code, made = taika("hq", "pack", "sheets", "--out", tmp_path / "out")
    assert (code, set(made)) == (0, {"file"})
    book = load_workbook(made["file"])
    book["产品日历"].append(["三年期大额存单", "存款", "2026-11-20"])
    book.save(made["file"])
    code, built = taika("hq", "pack", "build", made["file"], "--out", tmp_path / "out", "--to", "城东支行")
    assert (code, built["sequence"], built["edited"], built["branches"]) == (0, 1, 1, 1)
    assert set(built) == {"file", "sequence", "operations", "edited", "branches", "fingerprint"}
    code, seen = taika("branch", "pack", "take", built["file"], "--dry-run")
    assert seen[0]["fingerprint"] == built["fingerprint"]
    keys = {"file", "sequence", "added", "changed", "removed", "known", "trust", "fingerprint", "edited"}
    assert (code, set(seen[0]), seen[0]["trust"]) == (0, keys, "new")
    assert taika("branch", "pack", "take", built["file"])[0] == 3
    assert seen[0]["fingerprint"] in capsys.readouterr().err
    assert taika("branch", "pack", "take", built["file"], "--compared")[1][0]["added"] >= 1
    assert taika("branch", "pack", "take", built["file"])[1][0]["trust"] == "known"
    assert [path.name[-8:] for path in (tmp_path / "branch" / "backups").glob("*.db")]


def test_what_was_taken_in_before_a_refusal_is_said(taika, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    _, built = taika("hq", "pack", "build", "--out", tmp_path)
    code, seen = taika("branch", "pack", "take", built["file"], tmp_path, "--compared")
    assert (code, [one["file"] for one in seen]) == (3, [built["file"]])
    assert f"{tmp_path.name} 是文件夹，不是文件" in capsys.readouterr().err


def test_a_branch_that_is_not_there(taika, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    assert taika("hq", "pack", "build", "--out", tmp_path, "--to", "城西支行")[0] == 3
    assert "城西支行" in capsys.readouterr().err


def test_back_up_and_put_back(taika, tmp_path: Path):
    code, made = taika("branch", "backup")
    assert (code, made["copies"]) == (0, [made["file"]])
    assert taika("branch", "import", FILES / "客户群列表.xlsx")[1]["new"] == 12
    assert taika("branch", "restore", made["file"], "--as", "zhaoke", "--second", "zhaoke")[0] == 3
    code, said = taika("branch", "restore", made["file"], "--as", "hezhiyuan", "--second", "zhaoke")
    assert (code, said) == (0, {"file": made["file"]})
    assert taika("branch", "import", FILES / "客户群列表.xlsx", "--dry-run")[1]["new"] == 12
