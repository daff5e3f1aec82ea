"""Undoing a whole import: what people changed by hand since is named first, and lost only when they say so."""

from typing import Final, NamedTuple

from sqlalchemy import text
from sqlalchemy.orm import Session

from db import operation
from db.actor import Actor
from db.operation import UndoRefusedError
from db.projection import Operation, Value
from db.stamp import local_text
from desktop import undo
from desktop.changes import Done
from desktop.errors import AppError
from desktop.fields import KINDS
from desktop.security.roles import Permission, require
from desktop.words import N_

NAMED: Final = 200  # edits that are named; all are counted
NAMES: Final = {
    "contact": "SELECT name FROM contact WHERE id = :row",
    "staff": "SELECT name FROM staff WHERE id = :row",
    "group": 'SELECT name FROM "group" WHERE id = :row',
    "tag": "SELECT name FROM tag WHERE id = :row",
    "tag_group": "SELECT name FROM tag_group WHERE id = :row",
    "contact_tag": "SELECT c.name || '：' || t.name FROM contact_tag x JOIN contact c ON c.id = x.contact "
    "JOIN tag t ON t.id = x.tag WHERE x.id = :row",
    "contact_value": "SELECT c.name FROM contact_value v JOIN contact c ON c.id = v.contact WHERE v.id = :row",
}
KIND_OF: Final = {"contact": "contacts", "staff": "staff", "group": "groups"}
LABELS: Final = {
    "status": N_("状态"), "owner": N_("归属"), "hidden": N_("隐藏"), "present": N_("标签"), "retired": N_("停用"),
    "stage_manual": N_("阶段"), "lifecycle_manual": N_("周期"), "person": N_("同一人"),
    "value": N_("自定义字段"), "role": N_("角色"),
}  # fmt: skip
SILENT: Final = (
    "status_at", "stage_reason", "stage_by", "stage_at", "stage_until", "lifecycle_reason", "lifecycle_by",
    "lifecycle_at", "lifecycle_until", "branch",
)  # fmt: skip
"""Fields that go along with another one, which is named."""


class LostEdit(NamedTuple):
    """An edit by hand that undoing would lose: of which record, which field, what it says now, who wrote it, when."""

    record: str
    field: str
    value: str
    who: str
    at: str


class EditsLostError(AppError):
    """Undoing an import would lose what was changed by hand since; `edits` names it."""

    def __init__(self, edits: list[LostEdit], count: int) -> None:
        super().__init__(
            "撤销这次导入会丢掉之后手工改的 {count} 处", cure="看过之后再决定是否照样撤销。", count=count
        )  # fmt: skip
        self.edits, self.count = edits, count


def take_back(session: Session, actor: Actor, batch: str, *, force: bool = False) -> Done:
    """Undo an import. Raises EditsLostError when edits by hand would go with it, unless `force`; AppError otherwise."""
    require(actor, Permission.IMPORT)
    if force:
        recorded = operation.undo(session, actor, batch, force=True)
        message = N_("已撤销导入，连同之后手工改的内容")
        return Done(undo.concerned(session, batch), recorded.batch, message, recorded.operations)
    try:
        return undo.undo(session, actor, batch)
    except AppError as error:
        if not isinstance(error.__cause__, UndoRefusedError):
            raise
        places = error.__cause__.fields
        said = [place for place in dict.fromkeys(places) if place[2] not in SILENT]
        raise EditsLostError(_edits(session, batch, said[:NAMED]), len(said)) from error


def _edits(session: Session, batch: str, places: list[tuple[str, str, str]]) -> list[LostEdit]:
    found = []
    for entity, row, field in places:
        others = [one for one in operation.history(session, entity, row) if one.batch != batch and field in one.fields]
        if others:
            found.append(_edit(session, others[-1], field))
    return found


def _edit(session: Session, last: Operation, field: str) -> LostEdit:
    query = NAMES.get(last.entity)
    record = session.execute(text(query), {"row": last.row}).scalar() if query else ""
    who = session.execute(text("SELECT name FROM staff WHERE id = :id"), {"id": last.actor}).scalar()
    return LostEdit(str(record or ""), label(last.entity, field), shown(last.fields[field]), who or "",
                    local_text(last.stamp)[:16])  # fmt: skip


def label(entity: str, field: str) -> str:
    """What people call a field of a table."""
    names = {one.key: one.label for one in KINDS.get(KIND_OF.get(entity, ""), ())}
    return names.get(field) or str(LABELS.get(field, field))


def shown(value: Value) -> str:
    """A value as it is named."""
    return "" if value is None else str(value)
