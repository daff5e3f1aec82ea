"""What a person does with tasks: copy, send, finish, skip, put off, take another script."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.actor import Actor
from db.engine import session_clock
from db.groups import Group
from db.ids import new_id
from db.library import Script
from db.operation import Change, record
from db.organisation import Staff
from db.sop import Task
from desktop.changes import Changes, Done
from desktop.errors import AppError
from desktop.library import uses
from desktop.security.roles import Permission, require
from desktop.sop.duty import duty
from desktop.sop.items import Today
from desktop.sop.scripts import fill
from desktop.sop.today import today
from desktop.sop.variables import Values
from desktop.words import N_

__all__ = [
    "SKIP_REASONS", "Today", "another_script", "copied", "fill", "finish", "hand_over", "postpone", "sent", "skip",
    "today",
]  # fmt: skip

SKIP_REASONS: Final = ("away", "told", "unsuitable", "declined")
"""客户不在, 已当面说过, 内容不合适, 客户不想收: codes in `task.skip_reason`."""


def copied(session: Session, actor: Actor, tasks: Sequence[str]) -> Done:
    """Remember that the words of these tasks went to the clipboard. Copied is not done."""
    return change(session, actor, tasks, {"copied_at": session_clock(session).text()})


def words(session: Session, actor: Actor, task: str) -> str:
    """The filled script of a task; raises AppError naming a missing variable, or when it has no script."""
    row = _tasks(session, actor, [task])[0]
    text = session.scalar(select(Script.text).where(Script.id == row.script))
    if not text:
        raise AppError("“{title}”没有话术", title=row.title)
    known = Values.of(session, actor, session_clock(session).now().date(), [row.contact] if row.contact else [])
    return fill(text, known.of_target(row.contact, _group_name(session, row)))


def sent(session: Session, actor: Actor, tasks: Sequence[str]) -> Done:
    """The words were sent: the tasks are done, and their contacts' timelines say so."""
    return finish(session, actor, tasks, sent=True)


def finish(session: Session, actor: Actor, tasks: Sequence[str], *, sent: bool | None = None, count: int = 0) -> Done:
    """The tasks are done. `sent` (default: where the words were copied) also marks them as sent."""
    now = session_clock(session).text()
    rows = [row for row in _tasks(session, actor, tasks) if row.done_at is None]
    changes: list[Change] = []
    for row in rows:
        went_out = sent if sent is not None else row.copied_at is not None
        fields = {"done_at": now, "done_by": actor.staff, "skipped_at": None, "skip_reason": ""}
        changes.append(Change("task", row.id, {**fields, "sent_at": now if went_out else None, "count": count}))
        changes.extend(_interaction(actor, row, now, "sent" if went_out else "follow_up"))
    touched = Changes.TASKS | (Changes.INTERACTIONS if any(row.contact for row in rows) else Changes.NONE)
    return _recorded(session, actor, rows, changes, touched, _finished(rows))


def skip(session: Session, actor: Actor, tasks: Sequence[str], reason: str) -> Done:
    """The tasks are left out for one of `SKIP_REASONS`; counted apart, neither for nor against a streak."""
    if reason not in SKIP_REASONS:
        raise AppError("没有这个跳过原因：{reason}", reason=reason)
    fields = {"skipped_at": session_clock(session).text(), "skip_reason": reason}
    return change(session, actor, tasks, fields, N_("已跳过，单独统计"))


def postpone(session: Session, actor: Actor, tasks: Sequence[str], to: datetime) -> Done:
    """Put the tasks off to a moment that is still to come."""
    if to <= session_clock(session).now():
        raise AppError("改期要改到以后的时间")
    said = N_("已改到 {time}", time=f"{to:%m-%d %H:%M}")
    return change(session, actor, tasks, {"postponed_to": to.isoformat(sep=" ", timespec="seconds")}, said)


def hand_over(session: Session, actor: Actor, tasks: Sequence[str], to: str) -> Done:
    """Give open tasks to a colleague of the branch who is there today; the program leaves them with them."""
    rows = [row for row in _tasks(session, actor, tasks) if row.done_at is None]
    there = duty(session, actor.branch, session_clock(session).now().date())
    name = session.scalar(select(Staff.name).where(Staff.id == to)) or ""
    if not there.present(to):
        raise AppError("{name}今天不在", cure="请交给在岗的同事。", name=name)
    said = N_("已交给{name}：“{title}”", name=name, title=rows[0].title) if rows else ""
    return _recorded(session, actor, rows, [Change("task", row.id, {"staff": to}) for row in rows], Changes.TASKS, said)


def another_script(session: Session, actor: Actor, tasks: Sequence[str]) -> Done:
    """Take the next script of the same family for these tasks, each customer one they have not had yet."""
    rows = _tasks(session, actor, tasks)
    known = uses.families(session)
    if not any(row.script in known for row in rows):
        raise AppError("这一步只有一条话术", cure="可以先复制，再在企业微信里改")
    before = uses.had(session, [row.contact for row in rows if row.contact])
    changes = [
        Change("task", row.id, {"script": known[row.script].after(row.script, before.get(row.contact or "", {}))})
        for row in rows
        if row.script in known
    ]
    return _recorded(session, actor, rows, changes, Changes.TASKS, "")


def _group_name(session: Session, task: Task) -> str | None:
    return session.scalar(select(Group.name).where(Group.id == task.group)) if task.group else None


def _finished(rows: Sequence[Task]) -> str:
    if not rows:
        return ""
    title = rows[0].title
    if len(rows) == 1:
        return N_("已完成“{title}”", title=title)
    if rows[0].group:
        return N_("已完成“{title}”，{count} 个群", title=title, count=len(rows))
    return N_("已完成“{title}”，{count} 位", title=title, count=len(rows))


def _interaction(actor: Actor, task: Task, now: str, kind: str) -> Iterator[Change]:
    if task.contact:
        fields = {"contact": task.contact, "kind": kind, "at": now, "staff": actor.staff, "branch": actor.branch}
        yield Change("interaction", new_id(task.contact), {**fields, "text": task.title, "source": task.id})


def _tasks(session: Session, actor: Actor, tasks: Sequence[str]) -> list[Task]:
    """The rows in the order asked for, each checked against the person's permission."""
    found = {row.id: row for row in session.scalars(select(Task).where(Task.id.in_(tasks), Task.hidden == 0))}
    if not tasks or len(found) < len(set(tasks)):
        raise AppError("这项任务已经不在了", cure="刷新今日页再试")
    for row in found.values():
        require(actor, Permission.EDIT, owner=row.staff, branch=row.branch)
    return [found[task] for task in dict.fromkeys(tasks)]


def change(
    session: Session, actor: Actor, tasks: Sequence[str], fields: Mapping[str, str | int | None], said: str = ""
) -> Done:
    """Set the same fields of these tasks, each of which the person may change; `said` is told."""
    rows = _tasks(session, actor, tasks)
    changes = [Change("task", row.id, fields) for row in rows]
    return _recorded(session, actor, rows, changes, Changes.TASKS, said)


def _recorded(
    session: Session, actor: Actor, rows: Sequence[Task], changes: Sequence[Change], touched: Changes, said: str
) -> Done:
    recorded = record(session, actor, changes, source="sop")
    if not recorded.operations:
        return Done(Changes.NONE)
    return Done(touched, recorded.batch, said, len(rows))
