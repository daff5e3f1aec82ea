"""Hand edits that wait for a decision: kept when a file comes in, taken or left by somebody, each decision undone."""

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

from sqlalchemy import Row, text
from sqlalchemy.orm import Session

from db import erasing
from db.actor import Actor
from db.engine import session_clock
from db.exchange import ImportRun
from db.ids import new_id
from db.merging import merge
from db.operation import record
from db.projection import Operation, encode, load, shapes
from db.stamp import after as stamp_after
from db.veil import clear_stamp
from desktop.changes import Changes, Done
from desktop.errors import AppError, PermissionDenied
from desktop.exchange import edit_operations, given_back
from desktop.exchange.hand_edits import KINDS, Finding
from desktop.exchange.manifest import Manifest
from desktop.exchange.pages import TOPICS
from desktop.exchange.policy import OPEN, Policy, masked, policy
from desktop.security.roles import Permission, Reach, reach
from desktop.words import N_, Phrase

KIND: Final = "hand"
RULES: Final = ("taken", "left", "unchanged")
"""Take, leave, or take only where the value here is still the one that was exported."""
LIMIT: Final = 2_000
HEADS: Final = {(topic.entity, column.key): column.head for topic in TOPICS for column in topic.columns}
CODES: Final = {(topic.entity, column.key): column.words for topic in TOPICS for column in topic.columns}
NAMING: Final = ("head", "column", "renamed")
"""Kinds that show what a page, or a column, is called."""
SAID: Final[Mapping[str, Phrase]] = {
    str(one): one for one in (
        N_("行"), N_("列"), N_("新的列"), N_("新的页"), N_("隐藏的表头行"), N_("表头上面"),
        *(topic.name for topic in TOPICS), *HEADS.values(),
    )
}  # fmt: skip
COLUMNS: Final = (
    "id", "run", "entity", "row", "sheet", "line", "kind", "field", "before", "after", "stamp", "decided_at", "verdict",
)  # fmt: skip


class Proposal(NamedTuple):
    """A hand edit as it is shown; `may` says whether it can be taken. `file` is where it stands, `who` whose row."""

    id: str
    kind: Phrase
    file: str
    branch: str
    place: Phrase
    who: str
    head: Phrase | str
    before: str
    after: str
    may: bool
    verdict: str


def may_decide(actor: Actor) -> bool:
    """Whether this person may look at hand edits and decide: a lead for the branch, an analyst at head office."""
    return reach(actor, Permission.ACCEPT_HAND_EDITS) in {Reach.BRANCH, Reach.QUARANTINE}


def enter(session: Session, run: str, head: Manifest, findings: Sequence[Finding], rules: Policy) -> int:
    """Keep the findings of a file; those that are kept already stay as they were decided. Returns how many are new.

    What was erased since the file was written is passed over.
    """
    added = 0
    gone = erasing.ledger(session.connection())
    marks = ", ".join(f":{name}" for name in COLUMNS)
    names = ", ".join(f'"{name}"' for name in COLUMNS)
    statement = text(f"INSERT INTO proposal ({names}) VALUES ({marks}) ON CONFLICT (id) DO NOTHING")
    for one in findings:
        if gone and _of_erased(gone, one):
            continue
        where = (one.kind, one.entity, one.row, one.field, one.before, one.after, "" if one.row else str(one.line))
        id_ = edit_operations.proposal_id(head, one.edits, *where)
        operations = edit_operations.operations(head.export_id, head.stamp, id_, one.edits)
        after = {"shown": _after(one, rules), "operations": [_kept(operation, rules) for operation in operations]}
        values = (id_, run, one.entity, one.row, one.sheet, one.line, one.kind, one.field or str(one.head),
                  encode({"shown": _shown(one.before, one.source, rules)}), json.dumps(after, ensure_ascii=False),
                  stamp_after(head.stamp, "") if one.edits else "", None, "")  # fmt: skip
        result = session.connection().execute(statement, dict(zip(COLUMNS, values, strict=True)))
        added += result.rowcount
    return added


def _of_erased(gone: erasing.Rows, one: Finding) -> bool:
    """Whether it is about somebody who was erased."""
    rows = [(one.entity, one.row, {}), *((edit.entity, edit.row, edit.fields) for edit in one.edits)]
    return any(erasing.covered(gone, entity, row, fields) for entity, row, fields in rows)


def _kept(operation: Operation, rules: Policy) -> list[object]:
    """As it may be kept here; its digest stays that of the original."""
    return list(rules.leave(operation).to_row())


def _shown(value: str, source: str, rules: Policy) -> str:
    if not source or rules.how(source) == "clear":
        return value
    return str(masked(source.partition(".")[2], value))


def _after(one: Finding, rules: Policy) -> str:
    if not one.cells:
        return _shown(one.after, one.source, rules)
    return "；".join(f"{head} {_shown(value, source, rules)}" for source, head, value in one.cells)


def rules_for(session: Session, actor: Actor) -> Policy:
    """What of a hand edit may be kept: at head office only what a report may carry."""
    return OPEN if reach(actor, Permission.ACCEPT_HAND_EDITS) is Reach.BRANCH else policy(session)


def open_count(session: Session) -> int:
    """How many wait for a decision."""
    return int(session.execute(text("SELECT count(*) FROM proposal WHERE verdict = ''")).scalar_one())


def waiting(session: Session, actor: Actor, limit: int = LIMIT) -> list[Proposal]:
    """Those that wait, file by file in the order of their rows."""
    require_decider(actor)
    found = session.execute(text(f"{SELECT} WHERE p.verdict = '' {ORDER} LIMIT :limit"), {"limit": limit})
    return [_proposal(session, row) for row in found]


SELECT: Final = (
    'SELECT p.id, p.entity, p."row", p.sheet, p.line, p.kind, p.field, p.before, p.after, p.verdict, r.file, '
    "coalesce(b.name, '') AS branch_name, r.export_id FROM proposal p JOIN import_run r ON r.id = p.run "
    "LEFT JOIN branch b ON b.id = r.branch"
)
ORDER: Final = "ORDER BY r.at, r.file, p.sheet, p.line, p.id"


def _proposal(session: Session, row: Row[Any]) -> Proposal:
    before, after = json.loads(row.before), json.loads(row.after)
    place = (
        N_("“{sheet}”第 {line} 行", sheet=row.sheet, line=row.line) if row.line else N_("“{sheet}”", sheet=row.sheet)
    )
    head = HEADS.get((row.entity, row.field), SAID.get(row.field, row.field))
    codes = CODES.get((row.entity, row.field), {})
    was, now = (SAID, {}) if row.kind in NAMING else (codes, codes)
    who = _name(session, row.entity, row.row) if row.kind not in {"added", "deleted"} else ""
    may = bool(after["operations"])
    return Proposal(
        row.id, KINDS[row.kind], row.file, row.branch_name, place, who, head,
        was.get(before["shown"], before["shown"]), now.get(after["shown"], after["shown"]), may, row.verdict,
    )  # fmt: skip


def _name(session: Session, entity: str, row: str) -> str:
    """Whose row it is: its name, or that of the contact or group it belongs to."""
    shape = shapes().get(entity)
    if shape is None or not row:
        return ""
    found = load(session.connection(), shape, {row}).get(row)
    if found is None:
        return ""
    for key in ("name", "title", "template"):
        if isinstance(value := found.values.get(key), str) and value:
            return value
    for key in ("contact", "group"):
        if isinstance(value := found.values.get(key), str) and value:
            return _name(session, key, value)
    return ""


def decide(session: Session, actor: Actor, ids: Collection[str], rule: str) -> Done:
    """Take or leave proposals by one of RULES; what is taken is one step to undo.

    What can only be listed is noted as seen. Raises AppError when none of them waits any more.
    """
    require_decider(actor)
    if rule not in RULES:
        raise ValueError(rule)
    rows = list(_open(session, ids))
    if not rows:
        raise AppError("这些改动已经定过了", cure="请刷新页面再看。")
    operations: list[Operation] = []
    verdicts: dict[str, str] = {}
    for row in rows:
        wanted = [Operation.from_row(one) for one in json.loads(row.after)["operations"]]
        taken = bool(wanted) and rule != "left" and (rule == "taken" or not _changed_since(session, wanted))
        verdicts[row.id] = "taken" if taken else "left"
        operations += wanted if taken else []
    again = given_back.again(session, KIND, operations)
    merged = merge(session, operations)
    redone = record(session, actor, again, source=KIND)
    batch = new_id() if merged.applied or redone.operations else ""
    spans = {**merged.spans, **given_back.own_span(session, redone.operations)}
    counts = {one: sum(verdict == one for verdict in verdicts.values()) for one in ("taken", "left")}
    _note(session, verdicts)
    accepted = [id_ for id_, verdict in verdicts.items() if verdict == "taken"]
    _remember(session, actor, rows[0], batch, {"spans": spans, "proposals": accepted}, counts)
    message = N_("收下 {taken} 处手工改动，不收 {left} 处", **counts)
    return Done(Changes.ALL, batch, message, len(rows))


def _open(session: Session, ids: Collection[str]) -> Iterator[Row[Any]]:
    statement = text(f"{SELECT} WHERE p.id = :id AND p.verdict = ''")
    for id_ in ids:
        yield from session.execute(statement, {"id": id_})


def _changed_since(session: Session, operations: Sequence[Operation]) -> bool:
    """Whether any of the fields was set by somebody without the export having shown it."""
    for one in operations:
        row = load(session.connection(), shapes()[one.entity], {one.row}).get(one.row)
        if row is None:
            continue
        for name in one.fields:
            shown = one.stamp if one.replaced is None else one.replaced.get(name, "")
            if clear_stamp(row.stamps.get(name, "")) not in {one.stamp, ""} and clear_stamp(row.stamps[name]) > shown:
                return True
    return False


def require_decider(actor: Actor) -> None:
    """Raise PermissionDenied unless `may_decide`."""
    if not may_decide(actor):
        raise PermissionDenied("您的角色不能做这件事", cure="请网点负责人处理。")


def _note(session: Session, verdicts: dict[str, str]) -> None:
    now = session_clock(session).text()
    for id_, verdict in verdicts.items():
        session.execute(
            text("UPDATE proposal SET verdict = :verdict, decided_at = :now WHERE id = :id"),
            {"verdict": verdict, "now": now, "id": id_},
        )


def _remember(
    session: Session, actor: Actor, row: Row[Any], batch: str, detail: dict[str, object], counts: dict[str, int]
) -> None:
    """Enter the decision into the history."""
    session.add(
        ImportRun(
            id=new_id(), at=session_clock(session).text(), staff=actor.staff, file=row.file, kind=KIND,
            branch=actor.branch, rows=sum(counts.values()), counts=json.dumps(counts),
            verdict="done" if batch else "nothing_new", batch=batch, detail=json.dumps(detail),
        )
    )  # fmt: skip
