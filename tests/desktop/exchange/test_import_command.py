"""`taika import`: the JSON of ARCHITECTURE, the exit codes, and the refused rows in a workbook."""

import io
import json
from datetime import datetime
from pathlib import Path

import pytest

from db.stamp import FixedClock
from desktop import cli
from desktop.exchange import protection

WECOM = Path(__file__).parents[2] / "data" / "wecom"
KEYS = ["kind", "rows", "new", "changed", "same", "suspected_lost", "refused", "warned", "refused_file"]


@pytest.fixture
def taika(tmp_path, monkeypatch):
    """Runs a command on a database of its own; returns its exit code and what it said."""
    monkeypatch.setenv("TAIKA_PASSWORD", "correct horse")

    def run(*arguments) -> tuple[int, str]:
        out = io.StringIO()
        argv = ["import", *map(str, arguments), "--data-dir", str(tmp_path / "data"), "--quiet"]
        code = cli.main(argv, out=out, clock=FixedClock(datetime(2026, 11, 20, 18)))
        return code, out.getvalue()

    return run


def values(answer: str) -> tuple[object, ...]:
    found = json.loads(answer)
    assert list(found) == KEYS
    return tuple(found.values())[:-1]


def test_staff_then_contacts_then_a_week_later(taika, tmp_path):
    code, said = taika(WECOM / "江海银行通讯录.xlsx", "--json")
    assert (code, values(said)) == (0, ("staff", 10, 10, 0, 0, 0, 0, 0))
    code, said = taika(WECOM / "客户列表.xlsx", "--json", "--dry-run")
    assert (code, values(said)) == (1, ("contacts", 1286, 1284, 0, 0, 0, 2, 2))
    code, said = taika(WECOM / "客户列表.xlsx", "--json")
    assert (code, values(said)) == (1, ("contacts", 1286, 1284, 0, 0, 0, 2, 2))
    refused = Path(json.loads(said)["refused_file"])
    assert refused.name == "客户列表_拒收.xlsx"
    assert refused.is_relative_to(tmp_path)
    code, said = taika(WECOM / "客户列表-次周.xlsx", "--json")
    assert (code, values(said)) == (1, ("contacts", 1314, 40, 30, 1242, 12, 2, 2))
    code, said = taika(WECOM / "客户群列表.xlsx", "--json")
    assert (code, values(said)) == (0, ("groups", 12, 12, 0, 0, 0, 0, 0))
    assert json.loads(said)["refused_file"] is None


def test_a_file_that_cannot_be_read_ends_with_three(taika, tmp_path, capsys):
    (tmp_path / "表.csv").write_text("客户名称", encoding="utf-8")
    assert taika(tmp_path / "表.csv") == (3, "")
    assert "表.csv 是文本文件" in capsys.readouterr().err


def test_without_a_file_it_is_used_wrongly(taika, capsys):
    assert taika()[0] == 2
    assert "FILE" in capsys.readouterr().err


def test_in_words(tmp_path, monkeypatch):
    monkeypatch.setenv("TAIKA_PASSWORD", "correct horse")
    out = io.StringIO()
    argv = ["import", str(WECOM / "客户列表.xlsx"), "--dry-run", "--data-dir", str(tmp_path), "--lang", "zh"]
    assert cli.main(argv, out=out) == 1
    lines = out.getvalue().splitlines()
    assert "1288 添加时间: 时间“昨天”看不懂，要像 2026-11-20 09:30" in out.getvalue()
    assert lines[-1].endswith("客户列表_拒收.xlsx")


def test_a_table_with_a_password(taika, tmp_path, monkeypatch, capsys):
    secret, name = "一二三四 five6", "客户群列表.xlsx"
    file = tmp_path / name
    file.write_bytes(protection.seal((WECOM / name).read_bytes(), secret, name))
    assert taika(file)[0] == 3
    assert f"{name} 设了打开密码" in capsys.readouterr().err
    monkeypatch.setenv("TAIKA_FILE_PASSWORD", "不是这个密码")
    assert taika(file)[0] == 3
    assert f"密码打不开 {name}" in capsys.readouterr().err
    monkeypatch.setenv("TAIKA_FILE_PASSWORD", secret)
    code, said = taika(file, "--json")
    assert (code, values(said)) == (0, ("groups", 12, 12, 0, 0, 0, 0, 12))
