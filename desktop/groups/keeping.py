"""What a person does with a group: count in one line, say its type and tags, bring a nameless one together."""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.actor import Actor
from db.engine import session_clock
from db.groups import Group, GroupDay
from db.ids import derived_id
from db.library import ActivityRun
from db.operation import Change, record
from db.sop import Task
from desktop.activities.state import Progress
from desktop.changes import Changes, Done
from desktop.errors import AppError
from desktop.groups.groups import LIMIT, LIMITS
from desktop.security.roles import Permission, require
from desktop.words import N_

SOURCE: Final = "groups"
NAMELESS: Final = "群聊"
"""What WeCom writes for a group that has no name yet."""
LONGEST_KIND: Final = 40
SHOWN_DAYS: Final = 14
SHOWN_RUNS: Final = 5


class Day(NamedTuple):
    """One counted day: ISO date, members who spoke, members."""

    date: str
    spoke: int
    members: int


class Held(NamedTuple):
    """An activity that was held: when it ended, its title, who took part."""

    ended_at: str
    title: str
    participants: int


class Detail(NamedTuple):
    """What stands beside the list for one group, oldest day first, latest activity first."""

    days: tuple[Day, ...]
    held: tuple[Held, ...]


def detail(session: Session, actor: Actor, group: str) -> Detail:
    """The last counted days and activities of a group."""
    row = own_group(session, actor, group)
    days = session.execute(
        select(GroupDay.date, GroupDay.spoke, GroupDay.members)
        .where(GroupDay.group == row.id, GroupDay.hidden == 0)
        .order_by(GroupDay.date.desc())
        .limit(SHOWN_DAYS)
    )
    runs = session.execute(
        select(ActivityRun.ended_at, ActivityRun.result, ActivityRun.participants)
        .where(ActivityRun.group == row.id, ActivityRun.hidden == 0, ActivityRun.ended_at.is_not(None))
        .order_by(ActivityRun.ended_at.desc())
        .limit(SHOWN_RUNS)
    )
    held = [Held(at or "", Progress.from_json(result).title if result else "", number) for at, result, number in runs]
    return Detail(tuple(reversed([Day(at or "", spoke, members) for at, spoke, members in days])), tuple(held))


def count(session: Session, actor: Actor, group: str, line: str) -> Done:
    """Enter today's count: `37` speakers, or `37 198` speakers and members. Raises AppError for anything else."""
    row = own_group(session, actor, group)
    numbers = [int(one) for one in re.findall(r"\d{1,6}", line)]
    if not 1 <= len(numbers) <= 2:
        raise AppError("写一个或两个数：说话的人数，群人数", cure="例如 37，或 37 198")
    spoke, members = numbers[0], numbers[1] if len(numbers) == 2 else row.members
    limit = row.capacity or LIMIT
    if members > limit or spoke > members:
        raise AppError(
            "“{name}”最多 {limit} 人，现在 {members} 人，说话的不会有 {spoke} 人",
            cure="请对照群里的人数再写一遍",
            name=row.name,
            limit=limit,
            members=members,
            spoke=spoke,
        )
    day = f"{session_clock(session).now().date()}"
    fields: dict[str, str | int | None] = {"group": row.id, "date": day, "spoke": spoke, "members": members}
    changes = [Change("group_day", derived_id("group_day", row.id, day), fields)]
    changes += [Change("group", row.id, {"members": members})] if members != row.members else []
    said = N_("“{name}”今天 {spoke} 人说话，共 {members} 人", name=row.name, spoke=spoke, members=members)
    return _recorded(session, actor, changes, said)


def set_kinds(session: Session, actor: Actor, group: str, line: str) -> Done:
    """The type of a group and its tags, as words with blanks or 、 between them; none takes them away."""
    row = own_group(session, actor, group)
    kinds = "、".join(dict.fromkeys(re.split(r"[\s、，,]+", line.strip()))) if line.strip() else ""
    if len(kinds) > LONGEST_KIND:
        raise AppError("类型和标签太长，最多 {longest} 个字", cure="少写几个", longest=LONGEST_KIND)
    said = N_("“{name}”的类型和标签：{kinds}", name=row.name, kinds=kinds or "—")
    return _recorded(session, actor, [Change("group", row.id, {"kind": kinds})], said)


def set_limit(session: Session, actor: Actor, group: str, limit: int) -> Done:
    """How many members the group may have: one of WeCom's limits."""
    row = own_group(session, actor, group)
    if limit not in LIMITS:
        raise AppError("群人数的上限是 200 或 500")
    said = N_("“{name}”的上限是 {limit} 人", name=row.name, limit=limit)
    return _recorded(session, actor, [Change("group", row.id, {"capacity": limit})], said)


def nameless(session: Session, actor: Actor) -> list[tuple[str, str]]:
    """(nameless, named): the same owner made both at the same second, so it got its name between two exports."""
    require(actor, Permission.EDIT, branch=actor.branch)
    rows = session.execute(
        select(Group.id, Group.name, Group.owner_name, Group.created_at, Group.owner, Group.branch).where(
            Group.hidden == 0, Group.created_at.is_not(None)
        )
    ).all()
    named: dict[tuple[str, str], list[str]] = {}
    for row in rows:
        if row.name != NAMELESS:
            named.setdefault((row.owner_name, row.created_at or ""), []).append(row.id)
    found = [(row.id, named.get((row.owner_name, row.created_at or ""), [])) for row in rows if row.name == NAMELESS]
    return [(id_, fitting[0]) for id_, fitting in found if len(fitting) == 1]


def merge(session: Session, actor: Actor) -> Done:
    """Bring each nameless group into the one it became: its days, activities and tasks go along, then it is hidden."""
    pairs = nameless(session, actor)
    if not pairs:
        raise AppError("没有要合并的“群聊”", cure="同一位群主、同一秒建的“群聊”和有名字的群，才是同一个群")
    for pair in pairs:
        for one in pair:
            own_group(session, actor, one)
    changes = [change for pair in pairs for change in _moved(session, *pair)]
    return _recorded(session, actor, changes, N_("已合并 {count} 个没有名字的群", count=len(pairs)), len(pairs))


def _moved(session: Session, old: str, new: str) -> Iterator[Change]:
    for day in session.scalars(select(GroupDay).where(GroupDay.group == old, GroupDay.hidden == 0)):
        id_ = derived_id("group_day", new, day.date or "")
        there = session.get(GroupDay, id_)
        spoke = max(day.spoke, there.spoke if there is not None and not there.hidden else 0)
        members = max(day.members, there.members if there is not None and not there.hidden else 0)
        yield Change("group_day", id_, {"group": new, "date": day.date, "spoke": spoke, "members": members})
        yield Change("group_day", day.id, {"hidden": 1})
    for run in session.scalars(select(ActivityRun.id).where(ActivityRun.group == old)):
        yield Change("activity_run", run, {"group": new})
    for task in session.scalars(select(Task.id).where(Task.group == old, Task.done_at.is_not(None))):
        yield Change("task", task, {"group": new})
    yield Change("group", old, {"hidden": 1})


def own_group(session: Session, actor: Actor, group: str) -> Group:
    """The row, if this person may work on it."""
    row = session.get(Group, group)
    if row is None or row.hidden:
        raise AppError("这个群已经不在了", cure="刷新社群页再试")
    require(actor, Permission.EDIT, owner=row.owner, branch=row.branch)
    return row


def _recorded(session: Session, actor: Actor, changes: list[Change], said: str, number: int = 1) -> Done:
    recorded = record(session, actor, changes, source=SOURCE)
    return Done(Changes.GROUPS if recorded.operations else Changes.NONE, recorded.batch, said, number)
