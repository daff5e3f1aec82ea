"""A new PC takes a branch over: from handovers of another PC, or from the folder that the branch's PCs share.

Nothing is kept until everything has been read, compared and merged: the new database appears whole, or not at all.
"""

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from db.actor import Actor, Role
from db.engine import Store
from db.stamp import Clock
from desktop import backup, upkeep
from desktop.errors import AppError
from desktop.exchange import handover, handover_taking, shared_folder
from desktop.exchange.handover_taking import Arrived
from desktop.exchange.worker import Reader
from desktop.paths import Paths
from desktop.security import seals, vault
from desktop.store import open_store

NEW: Actor = Actor("", Role.LEAD, "")
"""Whoever sits at a PC without staff yet; who it is, is asked when it has them."""


class Wish(NamedTuple):
    """What to take over from: files of one or several handovers, or a shared folder; and the password that opens it."""

    files: tuple[Path, ...] = ()
    folder: Path | None = None
    password: str = ""


class Brought(NamedTuple):
    """What would be taken over; `fingerprints` are to be compared, `missing` are parts that have not come."""

    wish: Wish
    arrived: list[Arrived]
    branch: str
    made_at: str
    contacts: int
    fingerprints: tuple[str, ...]
    missing: list[int]


class Entered(NamedTuple):
    """The yes: what was looked at, that its fingerprints were compared, and the password of the new database."""

    brought: Brought
    compared: bool
    password: str


def look(wish: Wish) -> Brought:
    """Read everything and say what it is; needs no database and changes nothing.

    Raises AppError when there is nothing to take over, a file cannot be read, or they are of several branches.
    """
    files = wish.files if wish.folder is None else _in_folder(wish.folder)
    with Reader() as reader:
        arrived = [handover_taking.read(path, reader, wish.password) for path in files]
    if not arrived:
        raise AppError("这里没有交接包", cure="请先在另一台电脑的“总行同步”里按 J 做一份，或选共享文件夹。")
    if len({one.head.branch for one in arrived}) > 1:
        raise AppError("这几份交接包不是同一个网点的", cure="请只选本网点的。")
    newest = max(arrived, key=lambda one: one.head.made_at)
    contacts = {one.row for each in arrived for one in each.operations if one.entity == "contact"}
    keys = dict.fromkeys(seals.fingerprint(one.head.key) for one in arrived)
    return Brought(
        wish, arrived, newest.head.branch_name, newest.head.made_at, len(contacts), tuple(keys), _missing(arrived)
    )


def begin(paths: Paths, clock: Clock, entered: Entered) -> Store:
    """Make the database with its own password, replica and keys, and take everything in.

    Raises AppError when the fingerprints were not compared, or something of it cannot be taken; no file is left then.
    """
    brought = entered.brought
    if not entered.compared:
        raise AppError(
            "还没有核对钥匙指纹", cure="请和对方核对：{fingerprint}", fingerprint="；".join(brought.fingerprints)
        )
    key = vault.create_vault(paths.database, entered.password)
    store: Store | None = None
    try:
        store = open_store(paths.database, key, clock)
        _fill(store, brought, paths)
        upkeep.bring_up_to_date(store)
    except BaseException:
        if store is not None:
            store.close()
        _leave_nothing(paths)
        raise
    return store


def _fill(store: Store, brought: Brought, paths: Paths) -> None:
    wish = brought.wish
    if wish.folder is None:
        for one in brought.arrived:
            store.write(lambda session, one=one: handover_taking.take(session, NEW, one, compared=True))  # type: ignore[misc]
        return
    folder = wish.folder
    store.write(lambda session: shared_folder.choose(session, NEW, folder, wish.password))
    synced = shared_folder.sync(store, NEW, backup.folder(paths), frozenset(brought.fingerprints))
    if synced.waiting:
        first = synced.waiting[0]
        raise AppError("{file}：{reason}", cure="请再试一次。", file=first.file, reason=first.reason)


def _in_folder(folder: Path) -> Sequence[Path]:
    try:
        return sorted(path for path in folder.iterdir() if shared_folder.NAME.fullmatch(path.name))
    except OSError as error:
        raise AppError("打不开共享文件夹 {folder}", cure="请看网络盘是否连着。", folder=folder.name) from error


def _missing(arrived: Sequence[Arrived]) -> list[int]:
    """The parts that are not among these, of the handovers they belong to."""
    taken = [one.head.export_id for one in arrived]
    return sorted({number for one in arrived for number in handover.missing_parts(taken, one.head)})


def _leave_nothing(paths: Paths) -> None:
    database = paths.database
    for path in (database, vault.slot_path(database), *database.parent.glob(f"{database.name}-*")):
        with suppress(OSError):
            path.unlink(missing_ok=True)
