import io
import os
import sys

import pytest

from db.actor import Role
from desktop import cli
from desktop.context import CommandContext
from desktop.errors import AppError
from desktop.security import vault
from desktop.security.vault import Cost


@pytest.fixture
def context(tmp_path, monkeypatch):
    """Builds a context from arguments; closes it at the end."""
    monkeypatch.delenv("TAIKA_PASSWORD", raising=False)
    made = []
    real = vault.create_vault
    monkeypatch.setattr(vault, "create_vault", lambda path, word: real(path, word, Cost(1, 64, 1)))

    def build(*arguments):
        args = cli.parser("doctor").parse_args(["doctor", "--data-dir", str(tmp_path), *arguments])
        made.append(CommandContext(args, out=io.StringIO()))
        return made[-1]

    yield build
    for one in made:
        one.close()


def test_without_data_dir_the_users_folder(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    args = cli.parser("doctor").parse_args(["doctor"])
    assert CommandContext(args).paths.data == tmp_path / "Taika"


def test_the_password_of_the_environment(context, monkeypatch):
    monkeypatch.setenv("TAIKA_PASSWORD", "word")
    first = context()
    replica = first.store()
    assert first.store() is replica
    assert first.actor.role is Role.LEAD
    assert context().store().path == first.paths.database


def test_the_password_of_a_descriptor(context):
    read, write = os.pipe()
    os.write(write, "字\n".encode())
    os.close(write)
    made = context("--password-fd", str(read))
    made.store()
    assert vault.unlock(made.paths.database, "字")


def test_the_password_of_a_prompt(context, monkeypatch):
    import getpass

    class Terminal(io.StringIO):
        def isatty(self):
            return True

    monkeypatch.setattr(sys, "stdin", Terminal())
    monkeypatch.setattr(getpass, "getpass", lambda _prompt: "typed")
    made = context()
    made.store()
    assert vault.unlock(made.paths.database, "typed")


@pytest.mark.parametrize("stdin", [None, io.StringIO("")])
def test_no_password_at_all(context, monkeypatch, stdin):
    monkeypatch.setattr(sys, "stdin", stdin)
    with pytest.raises(AppError, match="没有给密码"):
        context().store()


def test_an_empty_password(context, monkeypatch):
    monkeypatch.setenv("TAIKA_PASSWORD", "")
    with pytest.raises(AppError, match="空"):
        context().store()


def test_a_database_whose_slot_is_lost(context, monkeypatch, tmp_path):
    monkeypatch.setenv("TAIKA_PASSWORD", "word")
    made = context()
    made.store()
    vault.slot_path(made.paths.database).unlink()
    with pytest.raises(AppError, match="钥匙文件"):
        context().store()


def test_answers_as_text_json_or_nothing(context):
    for arguments, wanted in (((), "a\nb\n"), (("--json",), '{\n "甲": 1\n}\n'), (("--quiet",), "")):
        made = context(*arguments)
        made.emit({"甲": 1}, ["a", "b"])
        assert made._out.getvalue() == wanted


def test_progress_goes_to_stderr(context, capsys):
    context().progress("half")
    context("--quiet").progress("never")
    assert capsys.readouterr() == ("", "half\n")
