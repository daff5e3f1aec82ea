"""Activities as good practice: a branch commends one that went well, head office takes it up for all."""

from typing import Final, NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.actor import Actor
from db.groups import Group
from db.ids import derived_id
from db.library import Activity as ActivityRow
from db.library import ActivityRun
from db.operation import Change, record
from db.organisation import Branch
from desktop.activities import library, shelf
from desktop.activities.library import Activity
from desktop.changes import Changes, Done
from desktop.errors import AppError
from desktop.library.keeping import commendation, praised
from desktop.library.ownership import require_keeping
from desktop.security.roles import Permission, Reach, reach, require
from desktop.words import N_

SOURCE: Final = "library"


class Practice(NamedTuple):
    """An activity as the library lists it; `id` is its row, of head office also one for each branch's commendation."""

    id: str
    activity: Activity
    held: int  # times, as far as known here
    people: int  # who took part in them
    branch_name: str  # whose commendation it is, "" for the activity itself
    recommended_at: str  # since when this branch commends it, or that one
    words: str  # what came of it there, or at the branch from which head office took it up
    taken: bool  # … which head office has done


def listed(session: Session, actor: Actor) -> list[Practice]:
    """Every activity with how it went here; for head office before them what the branches commend, the latest first."""
    everywhere = reach(actor, Permission.EDIT_DICTIONARY) is Reach.ALL
    held = _held(session, None if everywhere else actor.branch)
    said = {row.key: row for row in session.scalars(select(ActivityRow).where(ActivityRow.branch.is_(None)))}
    own = {} if everywhere else {row.key: row for row in _commended(session) if row.branch == actor.branch}
    found = [_of_branch(session, row, said.get(row.key)) for row in _commended(session)] if everywhere else []
    for one in shelf.shelf(session):
        times, people = held.get(one.key, (0, 0))
        mine, theirs = own.get(one.key), said.get(one.key)
        words = theirs.recommendation if theirs is not None else ""
        at = (mine.recommended_at or "") if mine is not None else ""
        told = mine.recommendation if mine is not None else words
        found.append(Practice(shelf.row_of(one.key), one, times, people, "", at, told, bool(words)))
    return found


def commend(session: Session, actor: Actor, key: str, words: str) -> Done:
    """Commend an activity that was held here to head office, saying what came of it; "" takes that back."""
    require(actor, Permission.REPORT, branch=actor.branch)
    activity, row = shelf.by_key(session, key), _row_of(actor.branch, key)
    fields, said = commendation(session, activity.title, words)
    if fields["recommended_at"] and not _held(session, actor.branch).get(key):
        raise AppError("“{title}”在本网点还没有办过", cure="办过一场，有了效果再推荐。", title=activity.title)
    require_keeping(actor, ActivityRow(branch=actor.branch))
    same = shelf.change(activity).fields
    change = Change("activity", row, {**same, "locked": 0, "branch": actor.branch, **fields})
    return _write(session, actor, change, said)


def take_up(session: Session, actor: Actor, row: str) -> Done:
    """Head office puts a commended activity into the next pack to all, marked with whose practice it is; once only."""
    require(actor, Permission.BUILD_PACK)
    commended = session.get(ActivityRow, row)
    if commended is None or commended.branch is None or not commended.recommended_at:
        raise AppError("请选一个网点推荐的活动", cure="网点推荐的排在最前面。")
    words = praised(session, commended.branch, commended.recommendation)
    known = session.get(ActivityRow, shelf.row_of(commended.key))
    if known is not None and not known.hidden and known.recommendation == words:
        raise AppError("“{title}”已经收进活动库", cure="随下一个下发包就会到各网点。", title=commended.title)
    change = shelf.change(shelf.of_stored(commended))
    said = N_("已把“{title}”收进活动库，随下一个下发包到各网点", title=commended.title)
    return _write(session, actor, change._replace(fields={**change.fields, "recommendation": words}), said)


def _of_branch(session: Session, row: ActivityRow, known: ActivityRow | None) -> Practice:
    """What a branch commends; an activity that this version cannot hold is shown as the shipped one of its key."""
    try:
        activity = shelf.of_stored(row)
    except AppError:
        activity = library.by_key(row.key)
    name = session.scalar(select(Branch.name).where(Branch.id == row.branch)) or ""
    taken = known is not None and known.recommendation == praised(session, row.branch, row.recommendation)
    times, people = _held(session, row.branch).get(row.key, (0, 0))
    return Practice(row.id, activity, times, people, name, row.recommended_at or "", row.recommendation, taken)


def _commended(session: Session) -> list[ActivityRow]:
    query = select(ActivityRow).where(
        ActivityRow.hidden == 0, ActivityRow.branch.is_not(None), ActivityRow.recommended_at.is_not(None)
    )
    return list(session.scalars(query.order_by(ActivityRow.recommended_at.desc(), ActivityRow.id)))


def _held(session: Session, branch: str | None) -> dict[str, tuple[int, int]]:
    """Key → how often it was held to its end, and by how many; by the groups of a branch, None for all."""
    query = (
        select(ActivityRun.activity, func.count(), func.sum(ActivityRun.participants))
        .where(ActivityRun.hidden == 0, ActivityRun.ended_at.is_not(None))
        .group_by(ActivityRun.activity)
    )
    if branch is not None:
        query = query.join(Group, Group.id == ActivityRun.group).where(Group.branch == branch)
    found = {row: (int(times), int(people or 0)) for row, times, people in session.execute(query)}
    return {one.key: found[row] for one in shelf.shelf(session) if (row := shelf.row_of(one.key)) in found}


def _row_of(branch: str, key: str) -> str:
    return derived_id("activity", branch, key)


def _write(session: Session, actor: Actor, change: Change, said: str) -> Done:
    recorded = record(session, actor, [change], source=SOURCE)
    touched = Changes.LIBRARY if recorded.operations else Changes.NONE
    return Done(touched, recorded.batch, said if recorded.operations else "", 1)
