"""A PostgreSQL server of the tests' own: made in a folder, reached by a socket in it, thrown away."""

import os
import pwd
import secrets
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

import psycopg
from sqlalchemy import make_url

from db.server import open_server

PROGRAMS = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
SETTINGS = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "listen_addresses": ""}


class Server:
    """Started at once; every `database()` is a new, empty one."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="taika-pg-"))
        self._user = _unprivileged()
        self._model = ""
        if self._user:
            shutil.chown(self.folder, self._user)
        self._run("initdb", "-D", f"{self.folder}/data", "-U", "taika", "-A", "trust", "--locale=C", "-E", "UTF8", "-N")
        options = " ".join(f"-c {name}={value!r}" for name, value in SETTINGS.items())
        log = f"{self.folder}/log"
        self._run("pg_ctl", "-D", f"{self.folder}/data", "-l", log, "-o", f"{options} -k {self.folder}", "-w", "start")

    def database(self, model: str = "template1") -> str:
        """The URL of a new database, in the form that the program takes; empty, or with the tables of `model`."""
        name = f"t{secrets.token_hex(6)}"
        self.execute(f"CREATE DATABASE {name} TEMPLATE {model}")
        return f"postgresql+psycopg://taika@/{name}?host={self.folder}"

    def filled(self) -> str:
        """The URL of a new database whose tables are there: migrated once, then copied."""
        if not self._model:
            url = self.database()
            open_server(url).close()
            self._model = str(make_url(url).database)
            self.execute("DELETE FROM replica", self._model)
        return self.database(self._model)

    def execute(self, statement: str, database: str = "postgres") -> None:
        with psycopg.connect(host=str(self.folder), user="taika", dbname=database, autocommit=True) as connection:
            connection.execute(statement)

    def close(self) -> None:
        self._run("pg_ctl", "-D", f"{self.folder}/data", "-m", "immediate", "-w", "stop")
        shutil.rmtree(self.folder)

    def _run(self, program: str, *arguments: str) -> None:
        """Run one of the server's programs; they refuse to be root."""
        found = shutil.which(program) or str(next(place / program for place in PROGRAMS if (place / program).exists()))
        subprocess.run(
            [found, *arguments], check=True, timeout=60, user=self._user, cwd=self.folder,
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
        )  # fmt: skip


def _unprivileged() -> str | None:
    """Whom the server runs as: ourselves, unless that is root."""
    if os.geteuid() != 0:
        return None
    known = {one.pw_name for one in pwd.getpwall()}
    return next(name for name in ("postgres", "nobody") if name in known)


if __name__ == "__main__":
    start = time.monotonic()
    server = Server()
    print(server.database(), f"{time.monotonic() - start:.1f} s")
    server.close()
