"""`taika password`: typed or piped, for whom, and what it leaves alone."""

import getpass
import io
import json
import sys

import pytest

from db.operation import Change, record
from desktop.cli import COULD_NOT, DONE, main
from desktop.paths import Paths
from desktop.security import vault
from desktop.store import open_store

CHEAP = vault.Cost(1, 64, 1)
OLD, NEW = "right horse", "next horse"


@pytest.fixture
def database(tmp_path, monkeypatch):
    """A branch with a lead and a teller; TAIKA_PASSWORD is not set."""
    monkeypatch.delenv("TAIKA_PASSWORD", raising=False)
    real = vault.change_password
    monkeypatch.setattr(vault, "change_password", lambda path, old, new: real(path, old, new, CHEAP))
    path = Paths(tmp_path).prepare().database
    store = open_store(path, vault.create_vault(path, OLD, CHEAP))
    rows = [Change("branch", "east", {"name": "城东支行", "path": "江海银行/城东支行"})]
    rows += [
        Change("staff", name, {"name": name, "account": name, "role": role, "branch": "east"})
        for name, role in (("wangmin", "lead"), ("wutong", "teller"))
    ]
    store.write(lambda session: record(session, None, rows))
    store.close()
    return path


@pytest.fixture
def taika(database, monkeypatch):
    """Runs the command with these lines on standard input; gives its exit code and its answer."""

    def run(lines, *arguments):
        monkeypatch.setattr(sys, "stdin", None if lines is None else io.StringIO(lines))
        out = io.StringIO()
        return main(["password", "--data-dir", str(database.parent), *arguments], out=out), out.getvalue()

    return run


class Terminal(io.StringIO):
    def isatty(self):
        return True


def test_two_lines_change_it(taika, database):
    assert taika(f"{OLD}\n{NEW}\n") == (DONE, "密码改好了，下次打开用新密码\n")
    assert vault.unlock(database, NEW)
    code, out = taika(f"{NEW}\r\n{OLD}\r\n", "--json")
    assert (code, json.loads(out)) == (DONE, {"file": str(database)})
    assert vault.unlock(database, OLD)


def test_the_old_one_may_come_as_for_the_other_commands(taika, database, monkeypatch):
    monkeypatch.setenv("TAIKA_PASSWORD", OLD)
    assert taika(f"{NEW}\n", "--lang", "en") == (DONE, "The password is changed: use the new one at the next start\n")
    assert vault.unlock(database, NEW)


@pytest.mark.parametrize(("again", "code"), [(NEW, DONE), ("other horse", COULD_NOT)])
def test_at_a_terminal_it_is_typed_unseen_and_the_new_one_twice(database, monkeypatch, capsys, again, code):
    typed, asked = iter([OLD, NEW, again]), []
    monkeypatch.setattr(sys, "stdin", Terminal())
    monkeypatch.setattr(getpass, "getpass", lambda prompt: asked.append(prompt) or next(typed))
    assert main(["password", "--data-dir", str(database.parent), "--lang", "en"], out=io.StringIO()) == code
    assert asked[1:] == ["New password: ", "New password again: "]
    assert vault.unlock(database, NEW if code == DONE else OLD)
    assert ("differ" in capsys.readouterr().err) == (code == COULD_NOT)


@pytest.mark.parametrize(
    ("lines", "arguments", "said"),
    [
        (f"wrong\n{NEW}\n", (), "密码不对"), (f"{OLD}\nshort\n", (), "至少 8 个字"), (f"{OLD}\n", (), "没有给密码"),
        (f"{OLD}\n\n", (), "密码是空的"), ("", (), "没有给密码"), (None, (), "没有给密码"),
        (f"{OLD}\n{NEW}\n", ("--as", "wutong"), "不能做这件事"), (f"{OLD}\n{NEW}\n", ("--sample",), "没有台卡的密码"),
        (f"{OLD}\n{NEW}\n", ("--database-url", "postgresql://h/d"), "没有台卡的密码"),
    ],
)  # fmt: skip
def test_what_is_refused_changes_nothing(taika, database, capsys, lines, arguments, said):
    assert taika(lines, *arguments) == (COULD_NOT, "")
    told = capsys.readouterr().err
    assert said in told
    assert NEW not in told
    assert vault.unlock(database, OLD)


def test_a_folder_without_a_database_stays_without(taika, database, tmp_path, capsys):
    empty = tmp_path / "empty"
    assert taika(f"{OLD}\n{NEW}\n", "--data-dir", str(empty))[0] == COULD_NOT
    assert "还没有数据库" in capsys.readouterr().err
    assert not Paths(empty).database.exists()
