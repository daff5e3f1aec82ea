"""What a command of the command line works with: the database, the person, the words, and where its answer goes."""

import argparse
import json
import os
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any, TextIO

from db.actor import Actor, Role
from db.engine import Store
from db.stamp import Clock
from desktop import people, upkeep
from desktop.errors import AppError
from desktop.paths import Paths
from desktop.security import vault
from desktop.store import open_server, open_store
from desktop.words import Words

PASSWORD = "TAIKA_PASSWORD"  # noqa: S105 - the name of a variable
FILE_PASSWORD = "TAIKA_FILE_PASSWORD"  # noqa: S105
SERVER = "TAIKA_DATABASE_URL"  # keeps the server's password out of the list of processes


class CommandContext:
    """Built from the common options; opens the database when it is first asked for, and is closed at the end."""

    def __init__(self, args: argparse.Namespace, *, out: TextIO | None = None, clock: Clock | None = None) -> None:
        self.args = args
        self.words = Words(args.lang)
        self.clock = clock or Clock()
        self.paths = (Paths(args.data_dir) if args.data_dir else Paths.default()).prepare()
        self.shoot: Callable[[Path, Path, Clock], list[Path]] | None = None
        self._out = out or sys.stdout
        self._store: Store | None = None
        self._given: str | None = None

    def store(self) -> Store:
        """The branch's database, the server's with `--database-url`, or the sample's with `--sample`."""
        if self._store is None:
            url = self.server()
            opening = (
                self._open_sample if self.args.sample else partial(self._open_server, url) if url else self._open_own
            )
            self._store = opening()
        return self._store

    def server(self) -> str:
        """The address of head office's server, "" for none."""
        return self.args.database_url or os.environ.get(SERVER, "")

    @property
    def actor(self) -> Actor:
        """The person given by `--as`, else the branch's lead."""
        return self.actor_in(Role.LEAD)

    def actor_in(self, role: Role) -> Actor:
        """The person given by `--as`, else the first with this role; on an empty database whoever can open it."""
        with self.store().session() as session:
            return people.at_keyboard(session, self.args.actor, role)

    @property
    def file_password(self) -> str:
        """The password to open workbooks with, and to write them with; "" for none."""
        return os.environ.get(FILE_PASSWORD, "")

    def emit(self, value: Any, lines: Sequence[str] = ()) -> None:  # noqa: ANN401 - any JSON value
        """The answer: one JSON value with `--json`, else lines of text."""
        if self.args.json:
            self._out.write(json.dumps(value, ensure_ascii=False, indent=1) + "\n")
        elif not self.args.quiet:
            self._out.writelines(f"{line}\n" for line in lines)

    def progress(self, text: str) -> None:
        """How far it is, on stderr."""
        if not self.args.quiet:
            sys.stderr.write(f"{text}\n")
            sys.stderr.flush()

    def close(self) -> None:
        """Close the database if it was opened."""
        if self._store is not None:
            self._store.close()

    def key(self) -> bytes:
        """The key of the branch's database, by the password; the slot is made when there is none yet."""
        database, password = self.paths.database, self.password()
        return vault.unlock(database, password, self.clock) if self._known() else vault.create_vault(database, password)

    def _known(self) -> bool:
        return vault.slot_path(self.paths.database).exists() or self.paths.database.exists()

    def _open_own(self) -> Store:
        known = self._known()
        store = open_store(self.paths.database, self.key(), self.clock, create=not known)
        upkeep.bring_up_to_date(store)
        return store

    def _open_server(self, url: str) -> Store:
        store = open_server(url, self.clock)
        upkeep.bring_up_to_date(store)
        return store

    def _open_sample(self) -> Store:
        from desktop import sample

        return sample.open_branch(self.paths.sample, sample.MAIN, self.clock)

    def password(self, *, piped: bool = False) -> str:
        """The database's password, asked for once; with `piped` a line of standard input will do as well."""
        if self._given is None:
            self._given = self._password(piped=piped)
        return self._given

    def typed(self) -> bool:
        """Whether somebody sits at a terminal."""
        return sys.stdin is not None and sys.stdin.isatty()

    def ask(self, prompt: str) -> str:
        """A password typed without echo, or a line of standard input where that is no terminal."""
        if self.typed():
            import getpass

            return _some(getpass.getpass(self.words.text(prompt)))
        line = sys.stdin.readline() if sys.stdin is not None else ""
        if not line:
            raise AppError("没有给密码", cure="每个密码占标准输入的一行。")
        return _some(line.rstrip("\r\n"))

    def _password(self, *, piped: bool) -> str:
        if self.args.password_fd is not None:
            with os.fdopen(self.args.password_fd, encoding="utf-8") as pipe:
                return _some(pipe.readline().rstrip("\n"))
        if PASSWORD in os.environ:
            return _some(os.environ[PASSWORD])
        if piped or self.typed():
            return self.ask("Password / 密码: ")
        raise AppError("没有给密码", cure="用 --password-fd 或环境变量 TAIKA_PASSWORD 给出密码。")


def _some(password: str) -> str:
    """The password, unless it is empty."""
    if not password:
        raise AppError("密码是空的", cure="请给一个密码。")
    return password
