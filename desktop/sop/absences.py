"""Leave and substitutes: who is away from when to when, and who has the customers and groups meanwhile."""

from datetime import date
from typing import Final, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.actor import Actor
from db.ids import new_id
from db.operation import Change, record
from db.organisation import Staff
from db.sop import Absence
from desktop.changes import Changes, Done
from desktop.errors import AppError
from desktop.security.roles import Permission, allowed, require
from desktop.sop.duty import DISABLED, duty
from desktop.words import N_

KINDS: Final = ("leave", "sick", "training", "elsewhere")
"""休假, 病假, 培训, 外派: codes in `absence.kind`."""

LONGEST: Final = 400
"""Days of one absence; more is a slip of the pen."""


class Colleague(NamedTuple):
    """Somebody who can be away, or stand in."""

    id: str
    name: str


class Away(NamedTuple):
    """An absence with names; `may_change` for the person at the keyboard."""

    id: str
    staff: str
    name: str
    starts_on: date
    ends_on: date
    kind: str
    substitute: str
    substitute_name: str
    may_change: bool

    def covers(self, day: date) -> bool:
        return self.starts_on <= day <= self.ends_on


def colleagues(session: Session, branch: str) -> list[Colleague]:
    """The people of a branch who work there, by name."""
    rows = session.execute(
        select(Staff.id, Staff.name)
        .where(Staff.branch == branch, Staff.hidden == 0, Staff.left_at.is_(None), Staff.disabled != DISABLED)
        .order_by(Staff.name, Staff.id)
    )
    return [Colleague(row.id, row.name) for row in rows]


def present(session: Session, actor: Actor, day: date) -> list[Colleague]:
    """The colleagues who are there on a day, without oneself."""
    there = duty(session, actor.branch, day)
    return [one for one in colleagues(session, actor.branch) if one.id != actor.staff and there.present(one.id)]


def absences(session: Session, actor: Actor, since: date) -> list[Away]:
    """The absences of the branch that have not ended before `since`, the next first."""
    names = {one.id: one.name for one in colleagues(session, actor.branch)}
    rows = session.scalars(
        select(Absence)
        .where(Absence.hidden == 0, Absence.staff.in_(names), Absence.ends_on >= since.isoformat())
        .order_by(Absence.starts_on, Absence.id)
    )
    return [
        Away(
            row.id, row.staff or "", names[row.staff or ""], date.fromisoformat(row.starts_on or ""),
            date.fromisoformat(row.ends_on or ""), row.kind, row.substitute or "", names.get(row.substitute or "", ""),
            allowed(actor, Permission.EDIT, owner=row.staff, branch=actor.branch),
        )
        for row in rows
    ]  # fmt: skip


def enter(
    session: Session, actor: Actor, staff: str, first: date, last: date, kind: str = "leave",
    substitute: str | None = None, absence: str = "",
) -> Done:  # fmt: skip
    """Note that somebody is away, oneself or, for the lead, anybody of the branch; `absence` changes one there is.

    Raises AppError when the days are the wrong way round, overlap another absence, or the substitute is away too.
    """
    known = {one.id: one.name for one in colleagues(session, actor.branch)}
    require(actor, Permission.EDIT, owner=staff, branch=actor.branch)
    if staff not in known:
        raise AppError("这位同事不在本网点", cure="请从名单里选。")
    if kind not in KINDS:
        raise AppError("没有这种离岗：{kind}", kind=kind)
    if last < first:
        raise AppError("结束日期比开始日期早", cure="请改成不早于 {day}。", day=f"{first}")
    if (last - first).days > LONGEST:
        raise AppError("一次离岗最多 {days} 天", cure="请检查年份。", days=LONGEST)
    _check_free(session, staff, known[staff], first, last, absence)
    if substitute:
        if substitute == staff or substitute not in known:
            raise AppError("代班要选另一位在岗的同事")
        _check_free(session, substitute, known[substitute], first, last, absence)
    fields = {
        "staff": staff, "starts_on": first.isoformat(), "ends_on": last.isoformat(), "kind": kind,
        "substitute": substitute or None,
    }  # fmt: skip
    said = (
        N_("{name}离岗 {first} 到 {last}，{substitute}代班", name=known[staff], first=f"{first:%m-%d}",
           last=f"{last:%m-%d}", substitute=known[substitute])
        if substitute
        else N_("{name}离岗 {first} 到 {last}", name=known[staff], first=f"{first:%m-%d}", last=f"{last:%m-%d}")
    )  # fmt: skip
    return _recorded(session, actor, Change("absence", absence or new_id(), fields), said)


def end(session: Session, actor: Actor, absence: str, back: date) -> Done:
    """The person is back on that day: the absence ends the day before, or never was when it had not begun."""
    row = _row(session, actor, absence)
    name = session.scalar(select(Staff.name).where(Staff.id == row.staff)) or ""
    before = date.fromordinal(back.toordinal() - 1).isoformat()
    if before < (row.starts_on or ""):
        said = N_("{name}的离岗已取消，任务回到本人名下", name=name)
        return _recorded(session, actor, Change("absence", absence, {"hidden": 1}), said)
    said = N_("{name}回来了，任务回到本人名下", name=name)
    ends_on = min(before, row.ends_on or before)
    return _recorded(session, actor, Change("absence", absence, {"ends_on": ends_on}), said)


def _row(session: Session, actor: Actor, absence: str) -> Absence:
    row = session.get(Absence, absence)
    if row is None or row.hidden:
        raise AppError("这条离岗已经不在了", cure="刷新再试。")
    require(actor, Permission.EDIT, owner=row.staff, branch=actor.branch)
    return row


def _check_free(session: Session, staff: str, name: str, first: date, last: date, but: str) -> None:
    clash = session.scalars(
        select(Absence).where(
            Absence.staff == staff, Absence.hidden == 0, Absence.id != but,
            Absence.starts_on <= last.isoformat(), Absence.ends_on >= first.isoformat(),
        )
    ).first()  # fmt: skip
    if clash is not None:
        raise AppError(
            "{name} {first} 到 {last} 已经登记离岗", cure="请换日期，或换一位同事。", name=name,
            first=clash.starts_on, last=clash.ends_on,
        )  # fmt: skip


def _recorded(session: Session, actor: Actor, change: Change, said: str) -> Done:
    recorded = record(session, actor, [change], source="absence")
    touched = Changes.TASKS | Changes.STAFF if recorded.operations else Changes.NONE
    return Done(touched, recorded.batch, said, 1)
