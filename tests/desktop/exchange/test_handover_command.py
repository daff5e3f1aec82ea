"""`taika handover` from one PC to a new one and through a folder, with the shapes that other programs read."""

import io
import json
from functools import partial
from pathlib import Path

import pytest

from desktop.cli import main
from desktop.resources import resource
from desktop.security import vault

FILES = resource("sample", "chengdong")


@pytest.fixture
def taika(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("TAIKA_PASSWORD", "correct horse")
    monkeypatch.setenv("TAIKA_FILE_PASSWORD", "battery staple")
    monkeypatch.setattr(vault, "create_vault", partial(vault.create_vault, cost=vault.Cost(1, 8 * 1024, 1)))

    def run(place: str, *arguments: object):
        out = io.StringIO()
        code = main([*map(str, arguments), "--data-dir", str(tmp_path / place), "--json"], out=out)
        return code, json.loads(out.getvalue()) if out.getvalue() else None

    assert run("old", "import", FILES / "通讯录.xlsx")[0] == 0
    return run


def test_to_a_new_pc_by_file(taika, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    code, made = taika("old", "handover", "make", "--out", tmp_path / "U盘")
    assert (code, set(made), len(made["files"])) == (0, {"files", "operations"}, 1)
    file = made["files"][0]
    code, seen = taika("new", "handover", "take", file, "--dry-run")
    keys = {"file", "added", "changed", "known", "trust", "fingerprint", "missing", "message"}
    assert (code, set(seen[0]), seen[0]["trust"], seen[0]["known"]) == (0, keys, "new", 0)
    assert taika("new", "handover", "take", file)[0] == 3
    assert seen[0]["fingerprint"] in capsys.readouterr().err
    code, taken = taika("new", "handover", "take", file, "--compared")
    assert (code, "新增" in taken[0]["message"]) == (0, True)
    assert taika("new", "handover", "make", "--out", tmp_path / "U盘")[0] == 0
    first, again = taika("old", "doctor")[1], taika("new", "doctor")[1]
    assert first["ok"]
    assert again["ok"]


def test_through_a_folder(taika, tmp_path: Path):
    folder = tmp_path / "共享"
    folder.mkdir()
    code, first = taika("old", "handover", "folder", folder)
    assert (code, first["taken"], len(first["written"]), first["waiting"]) == (0, [], 1, [])
    code, second = taika("new", "handover", "folder", folder)
    assert (code, second["taken"], len(second["waiting"])) == (1, [], 1)
    code, second = taika("new", "handover", "folder", "--compared")
    assert (code, second["taken"], second["waiting"]) == (0, first["written"], [])
