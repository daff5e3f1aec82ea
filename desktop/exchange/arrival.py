"""A report that arrives at head office: read, judged, merged, entered in the history."""

import json
from collections import defaultdict
from collections.abc import Callable, Container, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any, Final, NamedTuple

from sqlalchemy import text
from sqlalchemy.orm import Session

from db.actor import Actor
from db.bulk import merge_sheaf
from db.engine import session_clock, session_lineage
from db.exchange import ImportRun
from db.having import distrust, is_twin, mistaken, trust_again
from db.ids import new_id
from db.merging import Spans, merge
from db.projection import Operation
from db.sheaf import Sheaf
from desktop.errors import AppError
from desktop.exchange import hand_edits, manifest, policy, proposals, workbook
from desktop.exchange.gate import LIMITS
from desktop.exchange.hand_edits import Finding
from desktop.exchange.manifest import Manifest
from desktop.exchange.workbook import Book
from desktop.exchange.worker import Reader
from desktop.security import seals
from desktop.security.roles import Permission, require
from desktop.security.seals import Trust
from desktop.words import N_, Phrase

FIRST_GAP: Final = text(
    "SELECT r.seq + 1, (SELECT min(o.seq) FROM operation o WHERE o.replica = r.id AND o.seq > r.seq) - 1 "
    "FROM replica r WHERE r.id = :replica"
)


class Arrival(NamedTuple):
    """A report as read from its file."""

    file: str
    sha256: str
    manifest: Manifest
    operations: list[Operation]
    edited: list[Finding]
    sheaf: Sheaf | None = None  # the operations, where they are merged as they came


class Origin(NamedTuple):
    """Which run of head office a file came in with, and its whole path."""

    run: str = ""
    place: str = ""


class Taken(NamedTuple):
    """What became of a file: flags of gap, hand_edited, clone, and the reason in words.

    The verdict is merged, nothing_new, doubled, stale or refused.
    """

    file: str
    verdict: str
    flags: tuple[str, ...]
    reason: Phrase
    branch: str = ""
    branch_name: str = ""
    counts: Mapping[str, int] = {}


def read(path: Path, reader: Reader | None = None, password: str = "") -> Arrival:
    """Read a report behind the gate; raises AppError when it is no report or damaged. Needs no database."""
    head, texts, edited = looked_at(path, workbook.read(path, reader=reader, password=password))
    operations = [Operation.from_row(row) for one in texts for row in json.loads(one)]
    return Arrival(path.name, sha256(path.read_bytes()).hexdigest(), head, operations, edited)


def looked_at(path: Path, book: Book) -> tuple[Manifest, list[str], list[Finding]]:
    """Manifest, operations as texts and hand edits of a report; raises AppError when it is none, or damaged."""
    head, texts = manifest.texts(book, path.name)
    if head.kind != "report":
        raise AppError("{file} 不是上报表", cure="请发台卡导出的上报表。", file=path.name)
    return head, texts, hand_edits.findings(book, head, path.name)


def take(
    session: Session, actor: Actor, arrival: Arrival, met: Container[str] = (), origin: Origin = Origin(),  # noqa: B008
    watch: Callable[[], None] | None = None,
) -> Taken:  # fmt: skip
    """Merge a report in the session's transaction, and say what it was; `met` are the exports of this very run.

    `watch` is called now and then while a large one is merged, and may raise to give it up.
    """
    require(actor, Permission.CONSOLIDATE)
    head = arrival.manifest
    _enrol(session, arrival)
    seen = _seen(session, head)
    copy = head.export_id in met or (head.export_id in seen.files and arrival.file not in seen.files[head.export_id])
    merged = merge_sheaf(session, arrival.sheaf, watch) if arrival.sheaf else merge(session, arrival.operations)
    whose = text("UPDATE replica SET branch = :branch WHERE id = :id AND own = 0 AND branch IS NULL")
    session.execute(whose, {"branch": head.branch, "id": head.replica})
    flags = []
    if head.replica in merged.gaps:
        flags.append("gap")
    if arrival.edited:
        flags.append("hand_edited")
    mistaken_for = _mistaken(session, head)
    distrust(session, mistaken_for)
    asked = json.loads(head.since)
    whole = {replica for replica in json.loads(head.have) if not asked.get(replica)}
    trust_again(session, whole - mistaken_for)
    if mistaken_for or any(map(is_twin, merged.spans)):
        flags.append("clone")
    verdict, reason = _judge(head, merged.applied, seen, copy=copy)
    if arrival.edited:
        reason = _edited(arrival.edited)
    elif "gap" in flags:
        reason = _gap(session, head.replica, merged.applied)
    counts: dict[str, int] = json.loads(head.counts)
    taken = Taken(arrival.file, verdict, tuple(flags), reason, head.branch, head.branch_name, counts)
    run = _remember(session, actor, arrival, taken, origin, merged.spans)
    proposals.enter(session, run, head, arrival.edited, policy.policy(session))
    return taken


def _mistaken(session: Session, head: Manifest) -> set[str]:
    """The replicas of which the sender has other operations than we under the same numbers."""
    found = mistaken(session, json.loads(head.have), json.loads(head.tips))
    return found | mistaken(session, json.loads(head.since), json.loads(head.before))


def _gap(session: Session, replica: str, applied: int) -> Phrase:
    """Which records of this PC are missing first; the next pack asks for all of them."""
    first, last = session.execute(FIRST_GAP, {"replica": replica}).one()
    return N_("并入 {count} 条记录；缺第 {first} 到 {last} 条", count=applied, first=first, last=last)


def _edited(found: Sequence[Finding]) -> Phrase:
    """What was changed by hand, in one line: the first place, and how many there are."""
    first = next((one for one in found if one.line), found[0])
    if not first.line:
        return N_("“{sheet}”导出后被改过，共 {count} 处，等您定；没改的已并入", sheet=first.sheet, count=len(found))
    return N_("“{sheet}”第 {row} 行导出后被改过，共 {count} 处，等您定；没改的已并入", sheet=first.sheet,
              row=first.line, count=len(found))  # fmt: skip


def _enrol(session: Session, arrival: Arrival) -> None:
    """Remember the key of a PC with its first report; AppError when a later one is signed with another."""
    whose = f"{seals.PEER}{arrival.manifest.replica}"
    match seals.trust(session, whose, arrival.manifest.key):
        case Trust.NEW:
            seals.remember(session, whose, arrival.manifest.key)
        case Trust.OTHER:
            raise AppError(
                "{file} 的签名和这台电脑登记过的不同", file=arrival.file, key=seals.fingerprint(arrival.manifest.key),
                cure="请打电话问网点，这份是不是他们导出的；这份的钥匙指纹是 {key}，登记过的在“机构”里看。",
            )  # fmt: skip


def offer(session: Session, actor: Actor, arrival: Arrival) -> int:
    """Keep the hand edits of this branch's own report for a decision; nothing else of it is taken, it is ours already.

    Returns how many are new. Raises AppError when it is another branch's, or was not signed by the PC that it names.
    """
    proposals.require_decider(actor)
    head = arrival.manifest
    if head.branch != actor.branch:
        raise AppError("{file} 是{branch}的上报表，这里不收", cure="上报表请发给总行。", file=arrival.file,
                       branch=head.branch_name)  # fmt: skip
    if head.replica in session_lineage(session):
        if head.key != seals.signer(session).key:
            raise AppError("{file} 没有签名，或签名不符", cure="请在台卡里重新导出。", file=arrival.file)
    else:
        _enrol(session, arrival)
    if not arrival.edited:
        return 0
    run = new_id()
    session.add(
        ImportRun(
            id=run, at=session_clock(session).text(), staff=actor.staff, file=arrival.file, sha256=arrival.sha256,
            kind=proposals.KIND, branch=head.branch, rows=len(arrival.edited), verdict="done",
            counts=json.dumps({"waiting": len(arrival.edited)}), export_id=head.export_id, sequence=head.sequence,
            period=head.period, detail="{}",
        )
    )  # fmt: skip
    return proposals.enter(session, run, head, arrival.edited, proposals.rules_for(session, actor))


class _Seen(NamedTuple):
    """What this branch sent before: export id → the names its file came under; the greatest sequence."""

    files: dict[str, set[str]]
    sequence: int


def _seen(session: Session, head: Manifest) -> _Seen:
    rows = session.execute(
        text("SELECT export_id, file, sequence FROM import_run WHERE kind = 'report' AND branch = :branch"),
        {"branch": head.branch},
    ).all()
    files: defaultdict[str, set[str]] = defaultdict(set)
    for export, file, _ in rows:
        files[export].add(file)
    return _Seen(dict(files), max((row[2] for row in rows), default=0))


def _judge(head: Manifest, applied: int, seen: _Seen, *, copy: bool) -> tuple[str, Phrase]:
    if copy:
        return "doubled", N_("和先前收的那份相同，只算一次")
    if applied:
        return "merged", N_("并入 {count} 条记录", count=applied)
    if head.sequence < seen.sequence:
        return "stale", N_("是较早的一份（{period}），没有新内容", period=head.period)
    return "nothing_new", N_("没有新内容")


def refuse(session: Session, actor: Actor, path: Path, error: AppError, origin: Origin = Origin()) -> Taken:  # noqa: B008
    """Enter a file that could not be read, with the reason."""
    require(actor, Permission.CONSOLIDATE)
    taken = Taken(path.name, "refused", (), error.message)
    session.add(
        ImportRun(
            id=new_id(), at=session_clock(session).text(), staff=actor.staff, file=path.name, sha256=digest(path),
            kind="report", verdict="refused", reason=str(taken.reason), detail=_detail(taken, error.cure),
            **origin._asdict(),
        )
    )  # fmt: skip
    return taken


def digest(path: Path) -> str:
    """SHA-256 of a file, "" when it is gone, unreadable or far too large."""
    try:
        return sha256(path.read_bytes()).hexdigest() if path.stat().st_size <= LIMITS.bytes else ""
    except OSError:
        return ""


def _remember(session: Session, actor: Actor, arrival: Arrival, taken: Taken, origin: Origin, spans: Spans) -> str:
    """Enter the file; returns the id of the entry."""
    head, run = arrival.manifest, new_id()
    session.add(
        ImportRun(
            id=run, at=session_clock(session).text(), staff=actor.staff, file=arrival.file, sha256=arrival.sha256,
            kind="report", branch=head.branch, rows=head.operations, counts=head.counts, verdict=taken.verdict,
            reason=str(taken.reason), export_id=head.export_id, sequence=head.sequence, period=head.period,
            detail=_detail(taken, spans=spans), **origin._asdict(),
        )
    )  # fmt: skip
    return run


def _detail(taken: Taken, cure: Phrase | None = None, spans: Spans | None = None) -> str:
    """Flags, which operations were new, and reason and cure in parts, so that they can be told in another language."""
    parts = {"reason": taken.reason, "cure": cure} if cure is not None else {"reason": taken.reason}
    kept = {name: _in_parts(phrase) for name, phrase in parts.items()}
    return json.dumps({"flags": taken.flags, "spans": spans or {}, **kept}, ensure_ascii=False)


def _in_parts(phrase: Phrase) -> list[object]:
    """Template and values; a phrase within it in parts too, so that it is told in the reader's language as well."""
    values = {
        key: _in_parts(value) if isinstance(value, Phrase) else str(value) for key, value in phrase.values.items()
    }
    return [phrase.template, values]


def _together(parts: Sequence[Any]) -> Phrase:
    template, values = parts
    return Phrase(template, {key: _together(one) if isinstance(one, list) else one for key, one in values.items()})


def told(detail: str, reason: str) -> tuple[tuple[str, ...], Phrase]:
    """Flags and reason of an entry of the history."""
    kept = json.loads(detail or "{}")
    return tuple(kept.get("flags", ())), _together(kept.get("reason", ["{reason}", {"reason": reason}]))


def told_cure(detail: str) -> Phrase:
    """What was to be done about a refused file."""
    return _together(json.loads(detail or "{}").get("cure", ["", {}]))
