"""Handing over from PC to PC: all operations that the other side lacks, in parts that each stay within the gate."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Final, NamedTuple

from sqlalchemy import text
from sqlalchemy.orm import Session

from db.actor import Actor
from db.engine import Store, session_clock, session_replica
from db.having import have, heads, since
from db.ids import new_id
from db.merging import export_operations
from db.organisation import Branch
from desktop import files
from desktop.changes import Changes, Done
from desktop.errors import AppError
from desktop.exchange import manifest, originals, outgoing, policy, sheets
from desktop.exchange.manifest import Manifest
from desktop.exchange.originals import Originals
from desktop.exchange.outgoing import Prepared
from desktop.exchange.pages import COVER_PAGE
from desktop.exchange.report import latest
from desktop.exchange.workbook import Written
from desktop.insights.metrics import Period
from desktop.security import seals
from desktop.security.roles import Permission, require
from desktop.security.seals import Signer
from desktop.version import app_version
from desktop.words import N_, Words

KIND: Final = "handover"
TITLE: Final = N_("台卡 交接包")
PART: Final = 60_000  # operations of a file; some 8 MB


class Vector(NamedTuple):
    """What somebody has: replica → number, and replica → hash of all up to it."""

    have: Mapping[str, int]
    heads: Mapping[str, str]


NOTHING: Final = Vector({}, {})


class Handed(NamedTuple):
    """A handover that was written, in one file or several."""

    files: list[Path]
    operations: int
    done: Done


def prepare(
    session: Session, actor: Actor, signer: Signer, beyond: Vector = NOTHING, name: str = "", part: int = PART, *,
    words: Words | None = None,
) -> Iterator[Prepared]:  # fmt: skip
    """The files of a handover, one after the other; none when the other side lacks nothing.

    `beyond` is what the other side has, `name` the start of the files' names; with `words` the first file has sheets
    for people too, in that language. It carries the key for the hashes of phones, if it is known here: only a file with
    a password to open may be made of it. Raises AppError when the branch is not known.
    """
    require(actor, Permission.HAND_OVER)
    branch = session.get(Branch, actor.branch)
    if branch is None:
        raise AppError("还不知道这是哪个网点", cure="先导入通讯录，再做交接包。")
    start = since(session, beyond.have, beyond.heads)
    parts = -(-sum(1 for _ in export_operations(session, start)) // part)
    clock, group = session_clock(session), new_id()
    head = Manifest(
        kind=KIND, branch=branch.id, branch_name=branch.name, replica=session_replica(session), export_id=group,
        sequence=outgoing.next_sequence(session, KIND), period=Period.week_of(clock.now().date()).name,
        made_at=clock.text(), operations=0, since=json.dumps(start, sort_keys=True),
        have=json.dumps(have(session), sort_keys=True), counts="{}", app=app_version(),
        heads=json.dumps(heads(session), sort_keys=True), parts=max(parts, 1), pepper=policy.pepper(session).hex(),
    )  # fmt: skip
    called = (words or sheets.CHINESE).text(N_("交接"))
    start_of_name = name or f"{called}_{files.file_name(branch.name)}_{clock.now():%Y%m%d_%H%M}_{head.replica[:4]}"
    operations = export_operations(session, start)
    for number in range(1, parts + 1):
        held = list(islice(operations, part))
        counts = {"operations": len(held), "contacts": len({one.row for one in held if one.entity == "contact"})}
        one = replace(head, operations=len(held), counts=json.dumps(counts), part=number, export_id=f"{group}-{number}")
        cover = _cover(session, actor, one, counts, signer.key)
        if words is not None and number == 1:
            week = Period.week_of(clock.now().date())
            shown, written, _ = sheets.readable(session, week, TITLE, cover, branch.id, words=words)
        else:
            shown = [sheets.cover_sheet(TITLE, cover, words or sheets.CHINESE)]
            written = Originals({COVER_PAGE: sheets.cover_page(shown[0])}, {}, {}, branch.id)
        one = replace(one, stamp=latest(session), rows=originals.pack(written))
        pages = [*shown, *manifest.sheets(one, held, signer)]
        tail = f"_{number}-{parts}" if parts > 1 else ""
        yield Prepared(f"{start_of_name}{tail}.xlsx", one, pages, counts)


def make(
    store: Store, actor: Actor, folder: Path, password: str, beyond: Vector = NOTHING, *, name: str = "",
    part: int = PART, words: Words | None = sheets.CHINESE,
) -> Handed:  # fmt: skip
    """Write a handover and enter it in the history. It holds everything about customers, so it needs a password.

    It has sheets for people in it, of which marked columns may be edited by hand, unless `words` is None.
    """
    require(actor, Permission.HAND_OVER)
    if not password:
        raise AppError("交接包里有客户的全部资料，要设打开密码", cure="设一个至少 8 个字的密码，当面告诉对方。")
    signer = store.write(seals.signer)
    written: list[tuple[Prepared, Written]] = []
    with store.session() as session:
        for prepared in prepare(session, actor, signer, beyond, name, part, words=words):
            saved = outgoing.save(prepared, folder, password)
            written.append((prepared._replace(sheets=[]), saved))  # entered later; its sheets are let go
    store.write(lambda session: _enter(session, actor, written))
    operations = sum(prepared.head.operations for prepared, _ in written)
    message = N_("对方已经都有了，不用再交") if not written else N_("已写好交接包，{count} 份", count=len(written))
    return Handed([saved.path for _, saved in written], operations, Done(Changes.EXCHANGE, "", message, len(written)))


def _enter(session: Session, actor: Actor, written: list[tuple[Prepared, Written]]) -> None:
    for prepared, saved in written:
        outgoing.enter(session, actor, prepared, saved)


def last_of_others(session: Session) -> Vector:
    """What the PC has that last gave us a handover, for giving it only what it lacks; NOTHING when none did."""
    detail = session.execute(
        text("SELECT detail FROM import_run WHERE kind = :kind AND verdict <> 'refused' ORDER BY at DESC, id DESC"),
        {"kind": KIND},
    ).scalar()
    told = json.loads(detail) if detail else {}
    return Vector(told.get("have", {}), told.get("heads", {}))


def _cover(session: Session, actor: Actor, head: Manifest, counts: Mapping[str, int], key: str) -> sheets.Cover:
    who = session.execute(text("SELECT name FROM staff WHERE id = :id"), {"id": actor.staff}).scalar() or ""
    return [
        (N_("网点"), head.branch_name), (N_("生成时间"), head.made_at), (N_("谁做的"), who),
        (N_("第几份"), f"{head.part} / {head.parts}"), (N_("操作记录"), counts["operations"]),
        (N_("涉及客户"), counts["contacts"]), (N_("本机钥匙指纹"), seals.fingerprint(key)),
        (N_("怎么用"), N_("在另一台电脑的台卡里拖进“总行同步”。第一次收时，请和对方核对指纹。")),
        (N_("注意"), N_("里面有客户的全部资料：只交给本网点的电脑，用完请删掉。")),
    ]  # fmt: skip


def missing_parts(taken: Iterable[str], head: Manifest) -> list[int]:
    """Which parts of this handover have not been taken in, by the ids of those that have."""
    group = head.export_id.rpartition("-")[0]
    known = {one.rpartition("-")[2] for one in taken if one.rpartition("-")[0] == group}
    return [number for number in range(1, head.parts + 1) if str(number) not in known]
