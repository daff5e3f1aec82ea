"""A folder that the PCs of a branch share: each writes files of its own and takes the others' in, until all are alike.

Nobody writes another's file, so that nothing can be overwritten. A file holds what was not in the folder yet.
"""

import json
import re
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, Final, NamedTuple

from sqlalchemy import text
from sqlalchemy.orm import Session

from db import erasing
from db.actor import Actor
from db.engine import Store, session_lineage, session_replica
from db.exchange import Setting
from db.having import have, heads
from desktop import backup, files
from desktop.changes import Changes, Done
from desktop.errors import AppError
from desktop.exchange import handover, handover_taking, protection
from desktop.exchange.handover import KIND, Vector
from desktop.exchange.handover_taking import Arrived
from desktop.exchange.worker import Reader
from desktop.security import seals
from desktop.security.roles import Permission, require
from desktop.security.seals import Trust
from desktop.words import N_, Phrase

STATE: Final = "handover.folder"
NAME: Final = re.compile(r"交接_[^/\\]+_([0-9a-f]{12})_(\d{4})(_\d+-\d+)?\.xlsx")
MOST: Final = 40  # files of one's own; then all go and one with everything takes their place


class Shared(NamedTuple):
    """Where the folder is, its password, what lies in it, and how many files were written."""

    folder: str = ""
    password: str = ""
    have: Mapping[str, int] = {}
    heads: Mapping[str, str] = {}
    number: int = 0
    erased: int = 0  # entries of the ledger when it was written last


class Waiting(NamedTuple):
    """A file that was not taken in, and why; `fingerprint` is to be compared when that is all that is missing."""

    file: str
    reason: Phrase
    fingerprint: str = ""


class Synced(NamedTuple):
    """What one look at the folder came to."""

    taken: list[str]
    written: list[str]
    waiting: list[Waiting]
    done: Done


def state(session: Session) -> Shared:
    """What is remembered of the folder."""
    kept = session.get(Setting, STATE)
    return Shared(**json.loads(kept.value)) if kept is not None else Shared()


def choose(session: Session, actor: Actor, folder: Path | None, password: str = "") -> None:
    """Use this folder from now on; None for none."""
    require(actor, Permission.HAND_OVER)
    if folder is not None and not password:
        raise AppError("交接包里有客户的全部资料，要设打开密码", cure="本网点的几台电脑用同一个密码。")
    if folder is not None and len(password) < protection.SHORTEST:
        raise protection.too_short()
    _keep(session, Shared(str(folder or ""), password if folder else ""))


def _keep(session: Session, shared: Shared) -> None:
    session.merge(Setting(key=STATE, value=json.dumps(shared._asdict(), sort_keys=True)))


def sync(store: Store, actor: Actor, place: Path, compared: frozenset[str] = frozenset()) -> Synced:
    """Take in what the others put there, then write what they lack; `place` is where backups go.

    `compared` are fingerprints that were compared. Raises AppError when there is no folder, or it cannot be read.
    """
    require(actor, Permission.HAND_OVER)
    with store.session() as session:
        shared = state(session)
    if not shared.folder:
        raise AppError("还没有选共享文件夹", cure="在“总行同步”的“交接”里选一个。")
    folder = Path(shared.folder)
    try:
        return _sync(store, actor, place, shared, compared)
    except OSError as error:  # also of a share that goes away half-way: what was taken in until then stays
        raise AppError("打不开共享文件夹 {folder}", cure="请看网络盘是否连着。", folder=folder.name) from error


def _sync(store: Store, actor: Actor, place: Path, shared: Shared, compared: frozenset[str]) -> Synced:
    folder = Path(shared.folder)
    with store.session() as session:
        own, known = session_lineage(session), _known(session)
    names = sorted(path.name for path in folder.iterdir() if NAME.fullmatch(path.name))
    if not all((folder / one).exists() for one in _own_names(store, shared, own)):
        shared = shared._replace(have={}, heads={})  # somebody emptied it
    taken: list[str] = []
    waiting: list[Waiting] = []
    with Reader() as reader:
        for name in names:
            if _writer(name) in own or (name, _stamp(folder / name)) in known:
                continue
            try:
                arrived = handover_taking.read(folder / name, reader, shared.password)
                fingerprint = seals.fingerprint(arrived.head.key)
                if _is_new(store, arrived) and fingerprint not in compared:
                    waiting.append(Waiting(name, N_("这台电脑的钥匙还没有核对"), fingerprint))
                    continue
                shared = _merge(shared, arrived)
                taken.append(_take(store, actor, arrived, place, first=not taken, stamp=_stamp(folder / name)))
            except AppError as error:
                waiting.append(Waiting(name, error.message))
    written = _write(store, actor, folder, shared)
    message = N_("共享文件夹：收 {taken} 份，写 {written} 份", taken=len(taken), written=len(written))
    changed = Changes.ALL if taken else Changes.EXCHANGE
    return Synced(taken, written, waiting, Done(changed, "", message, len(taken) + len(written)))


def _is_new(store: Store, arrived: Arrived) -> bool:
    key = arrived.head.key
    with store.session() as session:
        return seals.trust(session, f"{handover_taking.PEER}{key[:16]}", key) is not Trust.KNOWN


def _take(store: Store, actor: Actor, arrived: Arrived, place: Path, *, first: bool, stamp: str) -> str:
    """Merge one file, after a backup if it is the first of this time; remember which version of it was met."""
    if first:
        backup.make(store, place, KIND)

    def work(session: Session) -> Done:
        done = handover_taking.take(session, actor, arrived, compared=True)
        session.merge(Setting(key=f"{STATE}.{arrived.file}", value=stamp))
        return done

    store.write(work)
    return arrived.file


def _merge(shared: Shared, arrived: Arrived) -> Shared:
    """What lies in the folder, with what the writer of this file had."""
    have, heads = dict(shared.have), dict(shared.heads)
    hashes: dict[str, Any] = json.loads(arrived.head.heads)
    for replica, seq in json.loads(arrived.head.have).items():
        if seq >= have.get(replica, 0):
            have[replica], heads[replica] = seq, hashes.get(replica, "")
    return shared._replace(have=have, heads=heads)


def _write(store: Store, actor: Actor, folder: Path, shared: Shared) -> list[str]:
    """Write what is not in the folder yet; all of it anew when there are many files of ours.

    Also when somebody was erased since: our older files hold them still.
    """
    with store.session() as session:
        replica, own = session_replica(session), session_lineage(session)
        erased = len(erasing.ledger(session.connection()))
    old = [path for path in folder.iterdir() if _writer(path.name) in own]
    anew = len(old) >= MOST or (bool(old) and erased > shared.erased)
    beyond = handover.NOTHING if anew else Vector(shared.have, shared.heads)
    with store.session() as session:
        branch = session.execute(text("SELECT name FROM branch WHERE id = :id"), {"id": actor.branch}).scalar() or ""
    if not branch:
        return []  # a new PC, which has nothing yet
    name = f"交接_{files.file_name(branch)}_{replica}_{shared.number + 1:04}"
    made = handover.make(store, actor, folder, shared.password, beyond, name=name, words=None)
    if anew:
        for path in old:
            with suppress(OSError):
                path.unlink()
    number = shared.number + bool(made.files)

    def remember(session: Session) -> None:
        _keep(session, shared._replace(have=have(session), heads=heads(session), number=number, erased=erased))

    store.write(remember)
    return [path.name for path in made.files]


def _own_names(store: Store, shared: Shared, own: set[str]) -> list[str]:
    """The files that we put there last, by the history."""
    with store.session() as session:
        files = session.execute(text("SELECT file FROM export_run WHERE kind = :kind"), {"kind": KIND}).scalars()
        ours = [one for one in files if _writer(one) in own]
    return [one for one in ours if int(NAME.fullmatch(one)[2]) == shared.number]  # type: ignore[index]


def _known(session: Session) -> set[tuple[str, str]]:
    """(name, size and time) of the files that were taken in."""
    start = f"{STATE}."
    rows = session.execute(text("SELECT key, value FROM setting WHERE key LIKE :start"), {"start": f"{start}%"})
    return {(row[0].removeprefix(start), row[1]) for row in rows}


def _writer(name: str) -> str:
    found = NAME.fullmatch(name)
    return found[1] if found is not None else ""


def _stamp(path: Path) -> str:
    """Tells one version of a file from another; "" when it is gone."""
    try:
        about = path.stat()
    except OSError:
        return ""
    return f"{about.st_size} {about.st_mtime_ns}"
