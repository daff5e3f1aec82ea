"""Taking back the last thing somebody did, also after a restart."""

import json

from sqlalchemy import text
from sqlalchemy.orm import Session

from db import operation
from db.actor import Actor
from db.engine import session_replica
from db.merging import Spans, operations_in
from db.projection import Operation, load, shapes
from desktop.changes import Changes, Done
from desktop.errors import AppError

CONCERNED = {
    "contact": Changes.CONTACTS,
    "person": Changes.CONTACTS,
    "link_decision": Changes.CONTACTS,
    "transfer": Changes.CONTACTS,
    "consent": Changes.CONTACTS,
    "contact_value": Changes.CONTACTS,
    "tag_group": Changes.TAGS,
    "tag": Changes.TAGS,
    "contact_tag": Changes.TAGS | Changes.CONTACTS,
    "interaction": Changes.INTERACTIONS | Changes.CONTACTS,
    "follow_up": Changes.FOLLOW_UPS | Changes.CONTACTS,
    "group": Changes.GROUPS,
    "group_day": Changes.GROUPS,
    "task": Changes.TASKS,
    "sop_template": Changes.TASKS,
    "sop_step": Changes.TASKS,
    "sop_shift": Changes.TASKS,
    "sop_choice": Changes.TASKS,
    "absence": Changes.TASKS | Changes.STAFF,
    "script": Changes.TASKS,
    "staff": Changes.STAFF,
    "branch": Changes.STAFF,
    "contact_way": Changes.POSTERS,
    "placement": Changes.POSTERS,
    "poster_template": Changes.POSTERS,
    "poster_print": Changes.POSTERS,
}
LOOKED_BACK = 200  # batches that are passed over, at most, on the way to one that can be undone
UNDO = "undo:"
HAND = "hand"  # kind of an import_run: edits of a workbook that were decided on

STEP = text(
    "SELECT seq, batch, source, actor FROM operation WHERE replica = :replica AND seq < :before "
    "ORDER BY seq DESC LIMIT 1"
)
MERGED = text("SELECT batch, detail FROM import_run WHERE batch <> '' AND detail LIKE '%spans%'")
FIRST = text("SELECT min(seq) FROM operation WHERE batch = :batch AND replica = :replica")


def last_batch(session: Session, actor: Actor) -> str:
    """The newest batch that this person wrote on this database and has not undone; empty when there is none."""
    replica, before, undone = session_replica(session), 2**62, set[str]()
    for _ in range(LOOKED_BACK):
        row = session.execute(STEP, {"replica": replica, "before": before}).one_or_none()
        if row is None:
            return ""
        if row.source.startswith(UNDO):
            undone.add(row.source.removeprefix(UNDO))
        elif row.actor == actor.staff and row.batch not in undone:
            return str(row.batch)
        before = session.execute(FIRST, {"batch": row.batch, "replica": replica}).scalar_one()
    return ""


def undo(session: Session, actor: Actor, batch: str = "") -> Done:
    """Undo a batch, or the last one of this person; AppError when there is none, or later work builds on it."""
    batch = batch or last_batch(session, actor)
    if not batch:
        raise AppError("没有可以撤销的操作")
    merged = _merged(session, batch)
    if merged is not None and not merged:
        raise AppError("没有可以撤销的：后来的值都盖过了这些改动")
    try:
        if merged:
            recorded = operation.take_back(session, actor, batch, merged, files=_files(session))
        else:
            recorded = operation.undo(session, actor, batch)
    except operation.UndoRefusedError as error:
        raise _refused(len(error.fields), merged=bool(merged)) from error
    except KeyError as error:
        raise AppError("没有可以撤销的操作") from error
    _ask_again(session, batch)
    return Done(Changes.ALL if merged else concerned(session, batch), "", "", recorded.operations)


def _refused(count: int, *, merged: bool) -> AppError:
    """Later work builds on it: for a file that was merged it may be another file."""
    if merged:
        return AppError(
            "不能撤销：之后又改过同样的 {count} 处内容", count=count,
            cure="先撤销之后收下的那一份，或直接改成想要的样子。",
        )  # fmt: skip
    return AppError("不能撤销：之后又改过同样的 {count} 处内容", cure="请直接改成想要的样子", count=count)


def _merged(session: Session, batch: str) -> list[Operation] | None:
    """The operations that came in by a file under this name; None when it is a batch of our own."""
    row = session.execute(text("SELECT detail, kind FROM import_run WHERE batch = :batch"), {"batch": batch}).first()
    spans = json.loads(row[0]).get("spans", {}) if row and row[0] else {}
    if row is None or not spans:
        return None
    found = operations_in(session, spans)
    return _standing(session, found) if row[1] == HAND else found


def _files(session: Session) -> dict[str, Spans]:
    """What each file brought, by the name that stands for it."""
    return {batch: json.loads(detail).get("spans", {}) for batch, detail in session.execute(MERGED)}


def _ask_again(session: Session, batch: str) -> None:
    """The hand edits that were taken by this decision wait for another."""
    asked = text("SELECT detail FROM import_run WHERE batch = :batch AND kind = :kind")
    detail = session.execute(asked, {"batch": batch, "kind": HAND}).scalar()
    for id_ in json.loads(detail or "{}").get("proposals", ()):
        session.execute(text("UPDATE proposal SET verdict = '', decided_at = NULL WHERE id = :id"), {"id": id_})


def _standing(session: Session, operations: list[Operation]) -> list[Operation]:
    """Of hand edits the fields that show now: one that another value outranks needs no taking back."""
    found = []
    for one in operations:
        row = load(session.connection(), shapes()[one.entity], {one.row}).get(one.row)
        fields = {name: value for name, value in one.fields.items() if row and row.stamps.get(name) == one.stamp}
        if fields:
            found.append(one._replace(fields=fields))
    return found


def concerned(session: Session, batch: str) -> Changes:
    """What the batch touched."""
    changes = Changes.NONE
    names = session.execute(text("SELECT DISTINCT entity FROM operation WHERE batch = :batch"), {"batch": batch})
    for name in names.scalars():
        changes |= CONCERNED.get(name, Changes.NONE)
    return changes
