"""A pack that arrives at a branch: read, looked at, taken in after a backup, and given back when it was wrong."""

import json
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from sqlalchemy import text
from sqlalchemy.orm import Session

from db.actor import Actor
from db.engine import Store, adopt_new_replica, session_clock, session_lineage, session_replica
from db.exchange import ImportRun
from db.having import beyond_forks, have, mistaken
from db.ids import new_id
from db.merging import Foreseen, foresee, merge
from db.operation import record
from db.organisation import Branch
from db.projection import Fields, Operation, Place, shapes
from desktop import backup
from desktop.changes import Changes, Done
from desktop.errors import AppError
from desktop.exchange import (
    gate,
    given_back,
    history,
    manifest,
    pack,
    pack_pages,
    policy,
    protection,
    rule_files,
    workbook,
)
from desktop.exchange.clashing import Clashing, clashing, settle
from desktop.exchange.given_back import own_seq
from desktop.exchange.manifest import Manifest
from desktop.exchange.saying import Difference, Saying
from desktop.exchange.topics import PACKED
from desktop.exchange.worker import Reader
from desktop.headquarters import rules
from desktop.security import seals
from desktop.security.roles import Permission, require
from desktop.security.seals import Trust
from desktop.words import N_, Phrase

MOST_NAMED: Final = 3  # branches that a pack is for
NAMED: Final = 1_000_000  # bytes of a workbook's list of sheets that are looked at


class IsReport(AppError):  # noqa: N818 - reads as what it is
    """The file is a report: a lead may look at what was changed in it by hand."""


class IsHandover(AppError):  # noqa: N818 - it is an answer
    """The file is a handover of another PC, which has a window of its own."""


class Incoming(NamedTuple):
    """A pack as read from its file; its signature fits the key it names."""

    file: str
    sha256: str
    head: Manifest
    operations: list[Operation]
    edited: Sequence[str] = ()  # the readable pages that somebody has changed since: nothing of them is taken in


class Item(NamedTuple):
    """A row that would change: what it belongs to, `added`, `changed` or `removed`, its title, and what differs."""

    topic: Phrase
    how: str
    title: str
    fields: list[Difference]


class Preview(NamedTuple):
    """What taking a pack in would do; `fingerprint` is to be compared by telephone when the key is new here.

    `behind` are the records of this database that head office did not have when it made the pack, `clashing` the fields
    that both sides have set without knowing of each other, `later` the records that only a newer Taika can show: they
    are kept until then.
    """

    incoming: Incoming
    items: list[Item]
    known: int
    fingerprint: str
    trust: Trust
    behind: int = 0
    clashing: Sequence[Clashing] = ()
    later: int = 0

    @property
    def matters(self) -> bool:
        """Whether taking it in does anything, now or after an upgrade."""
        return bool(self.items or self.clashing or self.later)

    def count(self, how: str) -> int:
        """How many rows are added, changed or removed."""
        return sum(item.how == how for item in self.items)


def is_ours(path: Path) -> bool:
    """Whether a file looks like one that Taika wrote, by its list of sheets alone; False for what cannot be read."""
    try:
        with zipfile.ZipFile(path) as archive, archive.open("xl/workbook.xml") as part:
            return f'"{manifest.MANIFEST}"'.encode() in part.read(NAMED)
    except (*gate.DAMAGED, KeyError):  # KeyError: a container without a workbook
        return False


def read(path: Path, reader: Reader | None = None, password: str = "") -> Incoming:
    """Read a pack behind the gate; raises AppError when it is none, damaged, not signed, or from a newer Taika."""
    book = workbook.read(path, reader=reader, password=password)
    if manifest.kind_of(book) == "report":
        raise IsReport("{file} 是上报表，网点不收", cure="上报表请发给总行；网点收总行发来的下发包。", file=path.name)
    if manifest.kind_of(book) == "handover":
        raise IsHandover("{file} 是交接包", cure="请在“交接”里收。", file=path.name)
    head, operations = manifest.read(book, path.name)
    if head.kind != pack.KIND:
        raise AppError("{file} 不是下发包", cure="请选总行发来的下发包。", file=path.name)
    if head.pepper and not protection.sealed(path):
        raise AppError("{file} 带着密钥却没有打开密码，没有收", cure="请告诉总行，并请他们重新生成。", file=path.name)
    if any(one.entity in shapes().keys() - PACKED for one in operations):
        raise AppError("{file} 里有下发包不该带的内容，没有收", cure="请告诉总行，并请他们重新生成。", file=path.name)
    return Incoming(path.name, book.sha256, head, operations, pack_pages.changed(book, head))


def look(session: Session, actor: Actor, incoming: Incoming) -> Preview:
    """What taking it in would do; changes nothing.

    Raises AppError when it is not for this branch, older than what is here, or signed with another key.
    """
    require(actor, Permission.TAKE_PACK)
    head = incoming.head
    targets = json.loads(head.targets)
    if targets and actor.branch not in targets:
        raise _for_others(session, incoming.file, targets)
    current = current_sequence(session)
    if _older(session, head, current):
        raise AppError(
            "{file} 是第 {number} 号，这里已经收过第 {current} 号", cure="请收总行最新的一份。", file=incoming.file,
            number=head.sequence, current=current,
        )  # fmt: skip
    trust = seals.trust(session, seals.HEAD_OFFICE, head.key)
    if trust is Trust.OTHER:
        raise AppError(
            "{file} 不是用总行的钥匙签的，没有收", cure="请打电话问总行，钥匙是不是换了。", file=incoming.file
        )
    found, known = foresee(session, incoming.operations)
    found = given_back.with_changes(session, found, given_back.again(session, pack.KIND, incoming.operations))
    say = Saying(session, {(one.entity, one.row): one.after for one in found})
    return Preview(
        incoming,
        [_item(one, say) for one in _in_order(found, say)],
        known,
        seals.fingerprint(head.key),
        trust,
        _behind(session, head),
        clashing(session, incoming.operations),
        _later(session, incoming.operations),
    )


def _for_others(session: Session, file: str, targets: Sequence[str]) -> AppError:
    """The refusal of a pack for other branches, by their names where those are known here."""
    names = [branch.name for id_ in targets if (branch := session.get(Branch, id_)) is not None]
    if not names:
        return AppError("{file} 不是给本网点的", cure="请向总行要发给本网点的那一份。", file=file)
    return AppError(
        "{file} 是给{names}的，不是给本网点的", cure="请向总行要发给本网点的那一份。", file=file,
        names="、".join(names[:MOST_NAMED]),
    )  # fmt: skip


def _later(session: Session, operations: Sequence[Operation]) -> int:
    """How many rows of topics that this version does not know are not kept yet."""
    unknown = {(one.entity, one.row) for one in operations if one.entity not in shapes()}
    kept = {
        (entity, row) for entity in {entity for entity, _ in unknown}
        for row in session.execute(text('SELECT "row" FROM operation WHERE entity = :entity'), {"entity": entity})
        .scalars()
    }  # fmt: skip
    return len(unknown - kept)


def _behind(session: Session, head: Manifest) -> int:
    """How many of our own records head office lacks; they go with the next report."""
    there: dict[str, int] = json.loads(head.have)
    return sum(max(0, seq - there.get(replica, 0)) for replica, seq in have(session).items() if replica in
               session_lineage(session))  # fmt: skip


def take(
    session: Session, actor: Actor, incoming: Incoming, *, compared: bool = False,
    choices: Mapping[Place, str] | None = None,
) -> Done:  # fmt: skip
    """Merge it in the session's transaction and enter it in the history; its batch undoes it.

    `compared` says that the fingerprint of a new key was compared by telephone; AppError when it is new and was not.
    `choices` say whose value stands where both sides have set one; any other stays in the list of disputes.
    """
    preview = look(session, actor, incoming)
    head = incoming.head
    if preview.trust is Trust.NEW:
        if not compared:
            raise AppError(
                "第一次收总行的下发包，要先核对钥匙指纹", cure="请打电话和总行核对：{fingerprint}",
                fingerprint=preview.fingerprint,
            )  # fmt: skip
        seals.remember(session, seals.HEAD_OFFICE, head.key)
    again = given_back.again(session, pack.KIND, incoming.operations)
    had, tips = json.loads(head.have), json.loads(head.tips)
    merged = merge(session, incoming.operations, had)
    if session_replica(session) in mistaken(session, had, tips):
        adopt_new_replica(session)  # head office has what another disk wrote under our id
    written = own_seq(session)
    record(session, actor, again, source="pack")
    settle(session, actor, incoming.operations, choices or {})
    more = own_seq(session) - written
    rule_files.check(session, rules.BY_KEY if "document" in head.counts else ())
    if head.pepper:
        policy.keep_pepper(session, bytes.fromhex(head.pepper))
    applied = merged.applied + more
    counts = {"new": preview.count("added"), "changed": preview.count("changed"), "removed": preview.count("removed")}
    batch = new_id() if applied else ""
    spans = {**merged.spans, **given_back.own_span(session, more)}
    session.add(
        ImportRun(
            id=new_id(), at=session_clock(session).text(), staff=actor.staff, file=incoming.file,
            sha256=incoming.sha256, kind=head.kind, branch=actor.branch, rows=head.operations,
            counts=json.dumps(counts), verdict="done" if applied else "nothing_new", batch=batch,
            export_id=head.export_id, sequence=head.sequence, period=head.period,
            detail=json.dumps({
                "spans": spans, "have": had, "tips": tips, "replica": head.replica, "made_at": head.made_at,
            }),
        )
    )  # fmt: skip
    message = N_(
        "{file}：新增 {new}，更新 {changed}，停用 {removed}", file=incoming.file, new=counts["new"],
        changed=counts["changed"], removed=counts["removed"],
    )  # fmt: skip
    return Done(Changes.ALL, batch, message, applied)


def take_in(
    store: Store, actor: Actor, incoming: Incoming, place: Path, *, compared: bool = False,
    choices: Mapping[Place, str] | None = None,
) -> Done:  # fmt: skip
    """Copy the database into `place`, then take the pack in."""
    require(actor, Permission.TAKE_PACK)
    backup.make(store, place, incoming.head.kind)
    return store.write(lambda session: take(session, actor, incoming, compared=compared, choices=choices))


def _older(session: Session, head: Manifest, current: int) -> bool:
    """Whether a pack that is here already came after this one.

    Head office counts from an earlier number again when it was restored: then the time tells.
    """
    detail = session.execute(
        text("SELECT detail FROM import_run WHERE kind = :kind AND sequence = :current ORDER BY at DESC LIMIT 1"),
        {"kind": pack.KIND, "current": current},
    ).scalar()
    told = json.loads(detail or "{}")
    if told.get("replica", head.replica) == head.replica:
        return head.sequence < current
    return head.made_at < str(told.get("made_at", ""))


def current_sequence(session: Session) -> int:
    """The number of the newest pack that was taken in and not given back; 0 for none."""
    rows = session.execute(
        text("SELECT sequence, batch FROM import_run WHERE kind = :kind ORDER BY sequence DESC"), {"kind": pack.KIND}
    ).all()
    undone = history.undone(session) if rows else set()
    return next((int(sequence) for sequence, batch in rows if batch not in undone), 0)


def received(session: Session) -> dict[str, int]:
    """What head office has of us, as its newest pack says: replica → seq; empty when no pack came yet.

    Where that is not what we wrote (a disk was cloned, or this database put back), it counts as nothing.
    """
    detail = session.execute(
        text("SELECT detail FROM import_run WHERE kind = :kind ORDER BY at DESC, sequence DESC LIMIT 1"),
        {"kind": pack.KIND},
    ).scalar()
    told = json.loads(detail) if detail else {}
    found: dict[str, int] = told.get("have", {})
    tips = told.get("tips", {})
    wrong = mistaken(session, found, tips)
    return {replica: 0 if replica in wrong else seq for replica, seq in found.items()} | beyond_forks(session, tips)


def _in_order(found: list[Foreseen], say: Saying) -> list[Foreseen]:
    order = {entity: number for number, entity in enumerate(PACKED)}
    return sorted(found, key=lambda one: (order[one.entity], say.title(one.entity, one.after), one.row))


def _item(one: Foreseen, say: Saying) -> Item:
    gone, title = _gone(one.after), say.title(one.entity, one.after)
    if one.before is None:
        return Item(PACKED[one.entity], "removed" if gone else "added", title, say.new(one.entity, one.after))
    was_gone = _gone(one.before)
    how = "added" if was_gone and not gone else "removed" if gone and not was_gone else "changed"
    return Item(PACKED[one.entity], how, title, say.differences(one.entity, one.before, one.after))


def _gone(values: Fields) -> bool:
    """Whether a row is out of use: withdrawn, or a tag or template that is used no more."""
    return bool(values.get("hidden") or values.get("retired"))
