"""Opening a database, SQLCipher file or memory: pragmas, transactions, and the sessions of reads and writes."""

import secrets
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Connection, Engine, StaticPool, create_engine, event, text
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from db import migrate
from db.base import Synced
from db.stamp import Clock

Derive = Callable[[Connection, Mapping[str, set[str]] | None], None]
T = TypeVar("T")

KEY_BYTES = 32
OWN = "SELECT id FROM replica WHERE own = 1"
LINEAGE = (
    "WITH RECURSIVE line (id) AS (SELECT id FROM replica WHERE own = 1 UNION SELECT r.parent FROM replica r "
    "JOIN line ON r.id = line.id WHERE r.parent IS NOT NULL) SELECT id FROM line"
)
LEAST_SQLITE = (3, 51, 3)  # older ones can lose a commit when two connections reset the WAL together
BUSY = "busy_timeout = 60000"
ERASED = "erased"  # in the info of a session that took something away for good
PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA secure_delete = ON",
    f"PRAGMA {BUSY}",
    "PRAGMA wal_autocheckpoint = 8000",  # pages, 32 MB: a page that many files touch is copied once, not for each
    "PRAGMA cache_size = -64000",
)
BULK = ("PRAGMA synchronous = NORMAL", "PRAGMA cache_size = -40000")


# The driver asks every None for an adapter before it binds NULL, which took longer than writing the row.
sqlcipher.register_adapter(type(None), lambda none: none)


class StoreError(Exception):
    """The database cannot be opened, or copied.

    `reason` is one of wrong_key, newer, too_old_sqlite, copy; of a server url, unreachable, collation, newer,
    forbidden.
    """

    def __init__(self, reason: str, path: Path | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.path = path


class Store:
    """One open database: gives sessions for reading, and one transaction at a time for writing."""

    def __init__(
        self, engine: Engine, clock: Clock, derive: Derive | None = None, path: Path | None = None, key: bytes = b""
    ) -> None:
        self.engine = engine
        self.clock = clock
        self.path = path  # None in memory
        self.key = key  # for a process of our own that opens the same file
        self.writable = True  # on a server somebody may have been let in to read only
        self._writing = engine.execution_options(immediate=True)
        self._info: dict[str, Any] = {"clock": clock, "derive": derive}
        self.write(_own_replica)

    @contextmanager
    def session(self) -> Iterator[Session]:
        """A session for reading; what it would write is rolled back."""
        with self._open(self.engine) as session:
            yield session

    def write(self, work: Callable[[Session], T]) -> T:
        """Run `work` in one transaction that has the write lock from its start; all of it is kept, or nothing."""
        with self._open(self._writing) as session:
            with session.begin():
                done = work(session)
            if ERASED in session.info and self.path is not None:
                self._sweep()
        return done

    def _sweep(self) -> None:
        """Empty the file beside the database, where pages stand as they were before an erasing.

        Who is still reading keeps it: then it is emptied with the program's end, or by the next one.
        """
        connection = self.engine.raw_connection()
        try:
            for pragma in ("busy_timeout = 200", "wal_checkpoint(TRUNCATE)", BUSY):
                connection.driver_connection.execute(f"PRAGMA {pragma}").fetchall()  # type: ignore[union-attr]
        finally:
            connection.close()

    @contextmanager
    def in_bulk(self) -> Iterator["Store"]:
        """The same database for a long run of transactions that are done again where they are missing.

        The disk is waited for now and then only: when the power goes, the last of them may be gone, each as a whole.
        """
        if self.path is None:
            yield self
            return
        store = Store(_file_engine(self.path, self.key, BULK), self.clock, self._info["derive"], self.path, self.key)
        try:
            yield store
        finally:
            store.close()

    def copy_to(self, path: Path) -> None:
        """Write a copy of a database in a file as it is now, encrypted with the same key; raises StoreError `copy`."""
        connection = self.engine.raw_connection()
        try:
            connection.driver_connection.execute("VACUUM INTO ?", (str(path),))  # type: ignore[union-attr]
        except sqlcipher.Error as error:
            raise StoreError("copy", path) from error
        finally:
            connection.close()

    def close(self) -> None:
        """Drop all connections, and the key with them."""
        self.engine.dispose()

    def _open(self, engine: Engine) -> Session:
        session = Session(engine, expire_on_commit=False, info=self._info)
        event.listen(session, "before_flush", _refuse_synced)
        return session


def open_store(
    path: Path, key: bytes, *, clock: Clock | None = None, derive: Derive | None = None, create: bool = True
) -> Store:
    """Open the encrypted database at `path` with the raw 32-byte `key`, and bring its schema up to date.

    Raises StoreError when the key does not fit or the schema is newer, FileNotFoundError when it is missing and
    `create` is false. The key is given to the driver only; it never stands in a URL.
    """
    if len(key) != KEY_BYTES:
        raise ValueError(len(key))
    if not create and not path.exists():
        raise FileNotFoundError(path)
    _check_sqlite()
    engine = _file_engine(path, key)
    try:
        grown = migrate.upgrade(engine, path)
    except DatabaseError as error:
        engine.dispose()
        raise StoreError("wrong_key", path) from error
    except migrate.NewerSchemaError as error:
        engine.dispose()
        raise StoreError("newer", path) from error
    store = Store(engine, clock or Clock(), derive, path, key)
    if grown:
        from db.newly_known import project

        store.write(project)
    return store


def open_memory_store(*, clock: Clock | None = None, derive: Derive | None = None) -> Store:
    """A database in memory, for tests and trials; gone when it is closed."""
    engine = create_engine("sqlite://", module=sqlcipher, creator=lambda: _connect(None, b""), poolclass=StaticPool)
    _own_transactions(engine)
    migrate.upgrade(engine, None)
    return Store(engine, clock or Clock(), derive)


def session_clock(session: Session) -> Clock:
    """The clock of the store that the session belongs to."""
    clock: Clock = session.info["clock"]
    return clock


def session_replica(session: Session) -> str:
    """The id under which this database writes its operations."""
    return str(session.execute(text(OWN)).scalar_one())


def session_lineage(session: Session) -> set[str]:
    """The ids under which this database has written: its present one, and those it had before."""
    return set(session.execute(text(LINEAGE)).scalars())


def adopt_new_replica(session: Session, branch: str | None = None) -> str:
    """Write under a new id from now on, the old one as parent: after a restore, a clone, a fork."""
    replica = secrets.token_hex(6)
    session.execute(
        text(
            "INSERT INTO replica (id, own, parent, branch, stamp) SELECT :new, 0, id, :branch, stamp "
            "FROM replica WHERE own = 1 UNION ALL SELECT :new, 0, NULL, :branch, '' "
            "WHERE NOT EXISTS (SELECT 1 FROM replica WHERE own = 1)"
        ),
        {"new": replica, "branch": branch},
    )
    session.execute(text("UPDATE replica SET own = CASE WHEN id = :new THEN 1 ELSE 0 END"), {"new": replica})
    return replica


def _own_replica(session: Session) -> None:
    if session.execute(text(OWN)).scalar() is None:
        adopt_new_replica(session)


def _check_sqlite() -> None:
    if sqlcipher.sqlite_version_info < LEAST_SQLITE:
        raise StoreError("too_old_sqlite")


def _file_engine(path: Path, key: bytes, pragmas: Sequence[str] = ()) -> Engine:
    engine = create_engine(f"sqlite:///{path}", module=sqlcipher, creator=lambda: _connect(path, key, pragmas))
    _own_transactions(engine)
    return engine


def _connect(path: Path | None, key: bytes, pragmas: Sequence[str] = ()) -> Any:  # noqa: ANN401 - the driver has no types
    connection = sqlcipher.connect(str(path) if path else ":memory:", check_same_thread=False, isolation_level=None)
    if key:
        connection.execute("PRAGMA cipher_log_level = NONE")  # it would print to stderr, past our own messages
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    for pragma in (*PRAGMAS, *pragmas):
        connection.execute(pragma)
    return connection


def _own_transactions(engine: Engine) -> None:
    """Begin transactions ourselves: the driver commits before DDL, and a failing migration would leave half behind."""

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        immediate = connection.get_execution_options().get("immediate")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")


def _refuse_synced(session: Session, *_: object) -> None:
    """Keep the one write path: a synced row written through the ORM would bypass the log."""
    for row in (*session.new, *session.dirty, *session.deleted):
        if isinstance(row, Synced):
            raise TypeError(type(row).__name__)
