"""Who is at what just now, where several share a server: a claim lasts as long as the connection that holds it."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Final
from zlib import crc32

from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

SERVER: Final = "postgresql"
PLACE: Final = 0x7461696B  # the first half of the key of every claim; the second is made of its name
HALF: Final = 0x7FFFFFFF


@contextmanager
def claimed(engine: Engine, name: str) -> Iterator[None]:
    """Hold a claim of this name; it ends with the process too. In a file, which has one user, it means nothing."""
    if engine.dialect.name != SERVER:
        yield
        return
    connection = engine.connect()
    try:
        connection.detach()  # closed for good at the end: a pooled one would keep the claim
        connection.exec_driver_sql(f"SELECT pg_try_advisory_lock({PLACE}, {_key(name)})")
        connection.commit()
        yield
    finally:
        connection.close()


def held(session: Session, names: Iterable[str]) -> set[str]:
    """Those of these claims that somebody holds now."""
    if session.get_bind().dialect.name != SERVER:
        return set()
    rows = session.execute(
        text("SELECT objid FROM pg_locks WHERE locktype = 'advisory' AND classid = :place AND granted"),
        {"place": PLACE},
    )
    keys = {int(row[0]) for row in rows}
    return {name for name in names if _key(name) in keys}


def _key(name: str) -> int:
    return crc32(name.encode()) & HALF
