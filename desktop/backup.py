"""Copies of the branch's database: made before a file changes much and once a day, and put back when need be.

A copy is encrypted with the same key; the key slot lies beside it, so that the two open wherever they are taken.
"""

import re
import shutil
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path
from typing import Final, NamedTuple

from sqlalchemy.orm import Session

from db.actor import Role
from db.engine import Store, StoreError, adopt_new_replica, open_store
from db.erasing import LEDGER
from db.merging import merge
from db.operation import read
from db.projection import Operation
from desktop import people
from desktop.contacts.derive import refresh
from desktop.errors import AppError
from desktop.paths import Paths
from desktop.security.roles import Permission, require
from desktop.security.vault import slot_path

KEPT: Final = 10  # copies of each reason; older ones make room
NAME: Final = re.compile(r"(\d{8}-\d{6})-([a-z]+)\.db")
MOMENT: Final = "%Y%m%d-%H%M%S"


class Backup(NamedTuple):
    """A copy: its file, when it was made, why (daily, pack, restore, hand), and its size in bytes."""

    path: Path
    at: datetime
    reason: str
    size: int


def folder(paths: Paths) -> Path:
    """Where the copies lie."""
    return paths.data / "backups"


def backups(place: Path) -> list[Backup]:
    """The copies in a folder, newest first; anything else there is passed over."""
    found = []
    for path in place.glob("*.db"):
        if (named := NAME.fullmatch(path.name)) is not None:
            with suppress(ValueError):
                at = datetime.strptime(named[1], MOMENT)
                found.append(Backup(path, at, named[2], path.stat().st_size))
    return sorted(found, key=lambda one: (one.at, one.path.name), reverse=True)


def make(store: Store, place: Path, reason: str) -> Path | None:
    """Copy the database as it is at this moment; others may go on reading and writing meanwhile.

    Returns the copy, None for a database in memory. Raises AppError when it cannot be written.
    """
    if store.path is None:
        return None
    target = place / f"{store.clock.now():{MOMENT}}-{reason}.db"
    part = target.with_suffix(".part")
    try:
        place.mkdir(parents=True, exist_ok=True, mode=0o700)
        part.unlink(missing_ok=True)
        store.copy_to(part)
        if slot_path(store.path).exists():
            shutil.copyfile(slot_path(store.path), slot_path(target))
        part.replace(target)
    except (OSError, StoreError) as error:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise AppError("备份没有做成，数据没有改动", cure="请看磁盘是否满了、备份的文件夹能不能写，再试。") from error
    _make_room(place, reason)
    return target


def daily(store: Store, place: Path) -> Path | None:
    """A copy unless there is one of today; for the first opening of a day."""
    today = store.clock.now().date()
    if any(one.at.date() == today for one in backups(place)):
        return None
    return make(store, place, "daily")


def restore(database: Path, key: bytes, copy: Path, account: str, second: str) -> None:
    """Put a copy in the place of the database, which must be closed; what is there is copied aside before.

    Who may is asked of the copy, since the database itself may be damaged: `account` acts, `second` agrees. It goes on
    under a new replica id, so that what other PCs know of it stays true, and without what customers had erased since.
    Raises AppError when the copy does not open with the key, and then changes nothing.
    """
    fresh = database.with_name(f"{database.name}.restored")
    erased = _erased(database, key, copy)
    try:
        shutil.copyfile(copy, fresh)
        with closing(open_store(fresh, key, create=False, derive=refresh)) as store:
            store.write(lambda session: _agreed(session, account, second))
            store.write(lambda session: merge(session, erased))
    except (OSError, StoreError) as error:
        raise AppError("{file} 打不开，数据没有改动", cure="请换一份备份再试。", file=copy.name) from error
    else:
        _put_aside(database, key, copy.parent)
        _sweep(database)
        fresh.replace(database)
    finally:
        _sweep(fresh)


def _agreed(session: Session, account: str, second: str) -> None:
    """Ask both people, and go on under a new id."""
    actor = people.at_keyboard(session, account, Role.LEAD)
    require(actor, Permission.RESTORE, second=people.at_keyboard(session, second, Role.LEAD))
    adopt_new_replica(session)


def _erased(database: Path, key: bytes, copy: Path) -> list[Operation]:
    """The ledger of erasures, of the database; of the newest copy that opens when it is damaged."""
    looked_at = database.with_name(f"{database.name}.ledger")
    try:
        for path in (database, *(one.path for one in backups(copy.parent))):
            with suppress(StoreError, OSError):
                if path != database:  # opening brings the schema up to date, which is not a copy's business
                    shutil.copyfile(path, looked_at)
                place = database if path == database else looked_at
                with closing(open_store(place, key, create=False)) as store, store.session() as session:
                    return read(session, "WHERE entity = :ledger ORDER BY replica, seq", ledger=LEDGER)
        return []
    finally:
        _sweep(looked_at)


def _put_aside(database: Path, key: bytes, place: Path) -> None:
    """Copy what is there; a database that does not open any more is moved as it is."""
    if not database.exists():
        return
    try:
        with closing(open_store(database, key, create=False)) as store:
            make(store, place, "restore")
    except StoreError:
        database.replace(place / f"{database.name}.damaged")


def _make_room(place: Path, reason: str) -> None:
    for old in [one for one in backups(place) if one.reason == reason][KEPT:]:
        old.path.unlink(missing_ok=True)
        slot_path(old.path).unlink(missing_ok=True)


def _sweep(database: Path) -> None:
    """Remove a database and its side files."""
    for tail in ("", "-wal", "-shm"):
        with suppress(OSError):
            database.with_name(f"{database.name}{tail}").unlink(missing_ok=True)
