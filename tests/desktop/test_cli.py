"""The command line: help in both languages, exit codes, the JSON of every command, errors in a line."""

import argparse
import io
import json

import pytest

from db.stamp import FixedClock
from desktop import cli, sample
from desktop.cli import COULD_NOT, DONE, REFUSALS, WRONG_USE, main
from desktop.paths import Paths
from desktop.resources import resource

PASSWORD = {"TAIKA_PASSWORD": "a password"}
FILES = resource("sample", "chengdong")


@pytest.fixture
def cheap(monkeypatch):
    """A key slot that costs no second."""
    from desktop.security import vault

    monkeypatch.setattr(vault.Cost, "__new__", _cheap(vault.Cost.__new__))


def _cheap(new):
    def make(cls, passes=1, kibibytes=64, lanes=1):
        return new(cls, passes, kibibytes, lanes)

    return make


@pytest.fixture
def taika(tmp_path, monkeypatch, cheap):
    """Runs a command on a data folder; returns its exit code and what it printed."""
    for name, value in PASSWORD.items():
        monkeypatch.setenv(name, value)

    def run(*arguments, **more):
        out = io.StringIO()
        code = main([*map(str, arguments), "--data-dir", str(tmp_path / "data")], out=out, **more)
        return code, out.getvalue()

    return run


def subparsers(top: argparse.ArgumentParser) -> argparse._SubParsersAction:
    return next(action for action in top._actions if isinstance(action, argparse._SubParsersAction))


def test_every_command_is_there():
    assert set(subparsers(cli.parser()).choices) == set(cli.COMMANDS)


def test_every_help_text_is_translated():
    top = cli.parser()
    commands = subparsers(top)
    texts = {entry.help for entry in commands._choices_actions}
    for one in (top, *commands.choices.values()):
        texts |= {one.description, *(group.title for group in one._action_groups)}
        texts |= {action.help for action in one._actions}
    assert {text for text in texts if text and text not in cli.help_words()} == set()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--help"], "导入通讯录"), (["--help", "--lang", "en"], "take in an address book"),
        (["--lang=en", "--help"], "usage: taika"), (["import", "--help"], "用法：taika import"),
        (["--version"], "Taika 0"),
    ],
)  # fmt: skip
def test_help_in_either_language(arguments, said, capsys):
    assert main(arguments) == DONE
    assert said in capsys.readouterr().out


@pytest.mark.parametrize(
    "arguments", [[], ["nothing"], ["import"], ["import", "a.xlsx", "--nonsense"], ["doctor", "--lang", "fr"]]
)
def test_wrong_use_ends_with_2(arguments, capsys):
    assert main(arguments) == WRONG_USE
    assert "taika" in capsys.readouterr().err


def test_only_the_wanted_command_is_imported():
    assert set(subparsers(cli.parser("doctor")).choices) == {"doctor"}


def test_a_branch_from_its_files_to_its_report(taika, tmp_path):
    code, out = taika("import", FILES / "通讯录.xlsx", "--json")
    assert code == DONE
    assert json.loads(out) == {
        "kind": "staff", "rows": 10, "new": 10, "changed": 0, "same": 0, "suspected_lost": 0, "refused": 0,
        "warned": 0, "refused_file": None,
    }  # fmt: skip
    code, out = taika("import", FILES / "客户群列表.xlsx", "--json", "--dry-run", "--as", "zhaoke")
    assert (code, json.loads(out)["new"]) == (DONE, 12)
    code, out = taika("--lang", "en", "import", FILES / "客户群列表.xlsx", "--json")
    assert (code, json.loads(out)["new"]) == (DONE, 12)
    code, out = taika("report", "--json", "--out", tmp_path / "out")
    made = json.loads(out)
    assert code == DONE
    assert set(made) == {"file", "sequence", "operations", "counts", "missing"}
    assert made["sequence"] == 1
    code, out = taika("doctor", "--json")
    assert code == DONE
    told = json.loads(out)
    assert (told["ok"], told["problems"], len(told["state"])) == (True, [], 64)


def test_refused_rows_end_with_1_and_come_back(taika, tmp_path):
    code, out = taika("import", FILES / "客户列表.xlsx", "--json")
    told = json.loads(out)
    assert code == REFUSALS
    assert (told["new"], told["refused"]) == (1284, 2)
    assert told["refused_file"].startswith(str(Paths(tmp_path / "data").output))
    code, out = taika("import", told["refused_file"])
    assert code == REFUSALS
    assert "客户名称是空的" in out


def test_what_could_not_be_done_ends_with_3_and_says_so(taika, tmp_path, capsys):
    code, out = taika("import", tmp_path / "missing.xlsx")
    assert (code, out) == (COULD_NOT, "")
    assert "打不开 missing.xlsx" in capsys.readouterr().err
    code, _ = taika("import", tmp_path / "missing.xlsx", "--lang", "en")
    assert "missing.xlsx cannot be opened" in capsys.readouterr().err


def test_a_mistake_of_the_program_is_told_in_a_line(taika, tmp_path, capsys, monkeypatch):
    from desktop import doctor_command

    def fail(*_):
        raise RuntimeError("赵小琳 13800014821")

    monkeypatch.setattr(doctor_command, "verify", fail)
    assert taika("doctor")[0] == COULD_NOT
    said = capsys.readouterr().err
    assert "RuntimeError" in said
    assert "Traceback" not in said
    log = (Paths(tmp_path / "data").logs / "taika.log").read_text(encoding="utf-8")
    assert "RuntimeError" in log
    assert "13800014821" not in said + log
    assert "赵小琳" not in said + log


def test_a_mistake_before_there_is_a_folder(capsys, monkeypatch):
    def fail(*_args, **_more):
        raise RuntimeError("x")

    monkeypatch.setattr(cli, "CommandContext", fail)
    assert main(["doctor"]) == COULD_NOT
    assert "RuntimeError" in capsys.readouterr().err


def test_an_interruption_ends_with_3(taika, monkeypatch):
    from desktop import doctor_command

    def stop(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(doctor_command, "verify", stop)
    assert taika("doctor")[0] == COULD_NOT


def test_a_wrong_password_is_refused(taika, monkeypatch, capsys):
    assert taika("doctor")[0] == DONE
    monkeypatch.setenv("TAIKA_PASSWORD", "another")
    assert taika("doctor")[0] == COULD_NOT
    assert "密码不对" in capsys.readouterr().err


def test_damage_is_listed(taika, monkeypatch):
    from desktop import doctor_command

    monkeypatch.setattr(doctor_command, "verify", lambda _session: ["contact c1 name"])
    code, out = taika("doctor", "--json")
    assert (code, json.loads(out)["problems"]) == (REFUSALS, ["contact c1 name"])


def test_the_sample_needs_no_password(tmp_path, monkeypatch):
    monkeypatch.delenv("TAIKA_PASSWORD", raising=False)
    folder = Paths(tmp_path).sample
    clock = FixedClock(sample.fixed_day().now())
    folder.mkdir()
    sample.open_store(folder / "chengdong.db", sample.SAMPLE_KEY, clock).close()
    sample.mark(folder, "chengdong", clock)
    out = io.StringIO()
    assert main(["--sample", "doctor", "--data-dir", str(tmp_path)], out=out, clock=clock) == DONE
    assert out.getvalue().startswith("state ")
