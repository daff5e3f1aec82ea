"""A handover that arrives: read, looked at, merged after a backup, entered in the history."""

import json
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import text
from sqlalchemy.orm import Session

from db.actor import Actor
from db.engine import Store, session_clock
from db.exchange import ImportRun
from db.having import missing
from db.ids import new_id
from db.merging import Merged, foresee, merge
from db.operation import record
from db.projection import Operation
from desktop import backup
from desktop.changes import Changes, Done
from desktop.errors import AppError
from desktop.exchange import given_back, hand_edits, handover, manifest, policy, proposals, workbook
from desktop.exchange.hand_edits import Finding
from desktop.exchange.handover import KIND
from desktop.exchange.manifest import Manifest
from desktop.exchange.policy import OPEN
from desktop.exchange.worker import Reader
from desktop.security import seals
from desktop.security.roles import Permission, require
from desktop.security.seals import Trust
from desktop.words import N_, Phrase

PEER = "key.handover."  # and the start of the key: a PC keeps its key when it goes on under another id


class Arrived(NamedTuple):
    """A part of a handover as read from its file; its signature fits the key it names."""

    file: str
    sha256: str
    head: Manifest
    operations: list[Operation]
    edited: list[Finding]


class Look(NamedTuple):
    """What taking it in would do; `fingerprint` is to be compared when the key is new here."""

    arrived: Arrived
    added: int  # rows
    changed: int
    known: int  # operations
    fingerprint: str
    trust: Trust
    missing: list[int]  # parts that were not taken in yet, this one left out


def read(path: Path, reader: Reader | None = None, password: str = "") -> Arrived:
    """Read a handover behind the gate; raises AppError when it is none, damaged, not signed, or from a newer Taika."""
    book = workbook.read(path, reader=reader, password=password)
    head, operations = manifest.read(book, path.name)
    if head.kind != KIND:
        raise AppError("{file} 不是交接包", cure="请选另一台电脑做的交接包。", file=path.name)
    edited = hand_edits.findings(book, head, path.name)
    return Arrived(path.name, book.sha256, head, operations, edited)


def look(session: Session, actor: Actor, arrived: Arrived) -> Look:
    """What taking it in would do; changes nothing. Raises AppError when it is from another branch."""
    require(actor, Permission.HAND_OVER)
    head = arrived.head
    if actor.branch and head.branch != actor.branch:
        raise AppError(
            "{file} 是{branch}的交接包，不是本网点的", cure="交接只在同一个网点的电脑之间做。", file=arrived.file,
            branch=head.branch_name,
        )  # fmt: skip
    found, known = foresee(session, arrived.operations)
    found = given_back.with_changes(session, found, given_back.again(session, KIND, arrived.operations))
    added = sum(one.before is None or bool(one.before.get("hidden") and not one.after.get("hidden")) for one in found)
    lacking = [number for number in handover.missing_parts(_taken(session), head) if number != head.part]
    trust = seals.trust(session, f"{PEER}{head.key[:16]}", head.key)
    return Look(arrived, added, len(found) - added, known, seals.fingerprint(head.key), trust, lacking)


def take(session: Session, actor: Actor, arrived: Arrived, *, compared: bool = False) -> Done:
    """Merge it in the session's transaction and enter it in the history; its batch undoes it.

    `compared` says that the fingerprint of a new key was compared; AppError when it is new and was not.
    """
    seen = look(session, actor, arrived)
    head = arrived.head
    if seen.trust is not Trust.KNOWN:
        if not compared:
            raise AppError(
                "第一次收这台电脑的交接包，要先核对钥匙指纹", cure="请和对方核对：{fingerprint}",
                fingerprint=seen.fingerprint,
            )  # fmt: skip
        seals.remember(session, f"{PEER}{head.key[:16]}", head.key)
    again = given_back.again(session, KIND, arrived.operations)
    merged = merge(session, arrived.operations, json.loads(head.have))
    redone = record(session, actor, again, source=KIND)
    if head.pepper and not policy.pepper(session):
        policy.keep_pepper(session, bytes.fromhex(head.pepper))
    applied = merged.applied + redone.operations
    counts = {"new": seen.added, "changed": seen.changed, "operations": applied, "conflicts": merged.conflicts}
    batch, run = (new_id() if applied else ""), new_id()
    detail = {
        "spans": {**merged.spans, **given_back.own_span(session, redone.operations)},
        "have": json.loads(head.have), "heads": json.loads(head.heads),
        "replica": head.replica, "gaps": merged.gaps, "clones": merged.clones, "fast": merged.fast,
    }  # fmt: skip
    session.add(
        ImportRun(
            id=run, at=session_clock(session).text(), staff=actor.staff, file=arrived.file, batch=batch,
            sha256=arrived.sha256, kind=KIND, branch=head.branch, rows=head.operations, counts=json.dumps(counts),
            verdict="done" if applied else "nothing_new", export_id=head.export_id, sequence=head.sequence,
            period=head.period, detail=json.dumps(detail),
        )
    )  # fmt: skip
    proposals.enter(session, run, head, arrived.edited, OPEN)
    said = _told(session, arrived, seen, merged._replace(applied=applied))
    if arrived.edited:
        said = N_("{file}：已收下；表格里有 {count} 处手工改动，按 H 定", file=arrived.file, count=len(arrived.edited))
    return Done(Changes.ALL, batch, said, applied)


def take_in(store: Store, actor: Actor, arrived: Arrived, place: Path, *, compared: bool = False) -> Done:
    """Copy the database into `place`, then take the handover in."""
    require(actor, Permission.HAND_OVER)
    backup.make(store, place, KIND)
    return store.write(lambda session: take(session, actor, arrived, compared=compared))


def _told(session: Session, arrived: Arrived, seen: Look, merged: Merged) -> Phrase:
    """What came of it, and the worst of what should be known."""
    file = arrived.file
    if merged.clones:
        return N_("{file}：已收下；发现有电脑是整盘复制的，已各记各的", file=file)
    if merged.fast:
        return N_("{file}：已收下；对方电脑的时间快了十分钟以上，请校准", file=file)
    if seen.missing:
        return N_("{file}：已收下，还缺第 {parts} 份", file=file, parts="、".join(map(str, seen.missing)))
    if not merged.applied:
        return N_("{file}：没有新内容", file=file)
    if gaps := sum(last - first + 1 for runs in missing(session).values() for first, last in runs):
        return N_("{file}：新增 {new}，更新 {changed}；中间还缺 {gaps} 条记录", file=file, new=seen.added,
                  changed=seen.changed, gaps=gaps)  # fmt: skip
    return N_("{file}：新增 {new}，更新 {changed}", file=file, new=seen.added, changed=seen.changed)


def _taken(session: Session) -> list[str]:
    found = session.execute(
        text("SELECT export_id FROM import_run WHERE kind = :kind AND verdict <> 'refused'"), {"kind": KIND}
    )
    return list(found.scalars())
