"""The pack that head office sends: made from head office's own operations; looked at, then taken in by a branch."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final, NamedTuple

from sqlalchemy import bindparam, text
from sqlalchemy.orm import Session

from db.actor import Actor
from db.engine import Store, session_clock, session_replica
from db.erasing import LEDGER
from db.having import forks, have, tips
from db.ids import new_id
from db.merging import own_operations
from db.operation import read
from db.organisation import Branch
from db.projection import Fields, Operation
from desktop.changes import Changes, Done
from desktop.errors import AppError
from desktop.exchange import manifest, outgoing, pack_pages, policy, received, sheets
from desktop.exchange.manifest import Manifest
from desktop.exchange.outgoing import Prepared
from desktop.exchange.saying import Saying
from desktop.exchange.topics import PACKED
from desktop.exchange.workbook import Cell, SheetSpec
from desktop.insights.metrics import Period
from desktop.security import seals
from desktop.security.roles import Permission, require
from desktop.security.seals import Signer
from desktop.version import app_version
from desktop.words import N_, Phrase, Words

KIND: Final = "pack"
RECEIVED: Final = N_("总行收到的")
DECISION: Final = "link_decision"


class Packed(NamedTuple):
    """A pack that was written."""

    file: Path
    sequence: int
    operations: int
    done: Done
    fingerprint: str  # of head office's key, to be compared by telephone


def prepare(
    session: Session, actor: Actor, signer: Signer, targets: Sequence[str] = (), note: str = "", *,
    peppered: bool = False, words: Words = sheets.CHINESE,
) -> Prepared:  # fmt: skip
    """Put a pack together for these branches (ids; none is all of them). Raises AppError when there is nothing in it.

    It carries everything head office itself has set, so that a branch that missed one pack lacks nothing, and what
    customers of any branch had erased; with `peppered` also the key for the hashes of phones: such a file must have a
    password to open.
    """
    require(actor, Permission.BUILD_PACK)
    names = _names(session, targets)
    own = [one for one in _own(session, targets) if one.entity != LEDGER]
    operations = [*own, *read(session, "WHERE entity = :ledger ORDER BY replica, seq", ledger=LEDGER)] if own else []
    if not operations:
        raise AppError("还没有可以下发的内容", cure="先导入通讯录，或把编辑表填好收回来。")
    clock = session_clock(session)
    counts = _counts(operations)
    head = Manifest(
        kind=KIND, branch=actor.branch, branch_name="总行", replica=session_replica(session), export_id=new_id(),
        sequence=outgoing.next_sequence(session, KIND), period=Period.week_of(clock.now().date()).name,
        made_at=clock.text(), operations=len(operations), since="{}", have=json.dumps(have(session), sort_keys=True),
        tips=json.dumps({**tips(session), **forks(session)}, sort_keys=True),
        counts=json.dumps(counts, sort_keys=True), app=app_version(), targets=json.dumps(sorted(targets)),
        note=note.strip(), pepper=policy.pepper(session).hex() if peppered else "",
    )  # fmt: skip
    got = SheetSpec(
        words.text(RECEIVED), list(received.rows(session, targets, words)), widths={1: 22, 2: 12, 3: 8, 4: 20, 5: 44}
    )
    pages = [_cover(head, names, signer.key, words), got, *_readable(session, operations, words)]
    head = replace(head, pages=pack_pages.digests(pages))
    pages += manifest.sheets(head, operations, signer)
    name = words.text(N_("下发_{period}_第{number}号", period=head.period, number=head.sequence))
    return Prepared(f"{name}.xlsx", head, pages, counts)


def _own(session: Session, targets: Sequence[str]) -> Iterator[Operation]:
    """What head office itself has set; of decisions about customers those that concern one of these branches."""
    concerned = None
    if targets:
        rows = session.execute(
            text(
                "SELECT d.id FROM link_decision d JOIN contact c ON c.id IN (d.a, d.b) WHERE c.branch IN :targets"
            ).bindparams(bindparam("targets", expanding=True)),
            {"targets": list(targets)},
        )
        concerned = set(rows.scalars())
    for one in own_operations(session):
        if one.entity in PACKED and (one.entity != DECISION or concerned is None or one.row in concerned):
            yield one


def build(
    store: Store, actor: Actor, folder: Path, targets: Sequence[str] = (), note: str = "", password: str = "", *,
    words: Words = sheets.CHINESE,
) -> Packed:  # fmt: skip
    """Write a pack, with a password to open if one is given, and enter it in the history."""
    require(actor, Permission.BUILD_PACK)
    signer = store.write(seals.signer)
    if password:
        store.write(policy.own_pepper)
    with store.session() as session:
        prepared = prepare(session, actor, signer, targets, note, peppered=bool(password), words=words)
    written = outgoing.save(prepared, folder, password)
    store.write(lambda session: outgoing.enter(session, actor, prepared, written))
    path, head = written.path, prepared.head
    said = outgoing.told(prepared, path)
    if "whitelist_entry" in prepared.counts and not password:
        said = N_("{written}。没设打开密码，密钥没放进去：没有密钥的网点认不出名单里的客户", written=said)
    done = Done(Changes.EXCHANGE, "", said, 1)
    return Packed(path, head.sequence, head.operations, done, seals.fingerprint(signer.key))


def _names(session: Session, targets: Sequence[str]) -> list[str]:
    found = [session.get(Branch, id_) for id_ in targets]
    if None in found:
        raise AppError("要下发的网点不在机构里", cure="请先导入通讯录。")
    return [branch.name for branch in found if branch is not None]


def _counts(operations: Sequence[Operation]) -> dict[str, int]:
    """Entity → how many rows of it the pack speaks of."""
    rows = {(operation.entity, operation.row) for operation in operations}
    return {entity: found for entity in PACKED if (found := sum(one == entity for one, _ in rows))}


def _cover(head: Manifest, names: Sequence[str], key: str, words: Words) -> SheetSpec:
    how = N_("在台卡的“总行同步”里拖进来，先看会改什么，再收下。第一次收时，请打电话和总行核对指纹。")
    lines: list[tuple[Phrase | str, Cell]] = [
        (N_("第几号"), head.sequence), (N_("生成时间"), head.made_at),
        (N_("给谁"), "、".join(names) if names else N_("全部网点")), (N_("说明"), head.note),
        (N_("总行钥匙指纹"), seals.fingerprint(key)), (N_("怎么用"), how),
        *((PACKED[entity], number) for entity, number in json.loads(head.counts).items()),
    ]  # fmt: skip
    return sheets.cover_sheet(N_("台卡 下发包"), lines, words)


def _readable(session: Session, operations: Sequence[Operation], words: Words) -> list[SheetSpec]:
    """A sheet for each topic, with what its rows are called."""
    rows: dict[str, dict[str, Fields]] = {}
    for operation in operations:
        rows.setdefault(operation.entity, {}).setdefault(operation.row, {}).update(operation.fields)
    gone, state, say = words.text(N_("停用")), words.text(N_("状态")), Saying(session)
    found = []
    for entity, topic in PACKED.items():
        if entity in rows:
            name = words.text(topic)
            lines: list[list[Cell]] = [
                [words.text(say.title(entity, values)), gone if values.get("hidden") or values.get("retired") else ""]
                for values in rows[entity].values()
            ]
            found.append(SheetSpec(name, [[name, state], *lines], widths={1: 48, 2: 10}))
    return found
