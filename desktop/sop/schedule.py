"""The day's tasks follow the templates: the same rows on every PC, never twice; what somebody has begun stays."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from operator import itemgetter
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from db.actor import Actor
from db.contacts import Contact
from db.exchange import Setting
from db.groups import Group
from db.operation import UNDO, Change, read, record
from db.projection import Fields, chunks
from db.sop import Task
from desktop.calendar import Workdays
from desktop.changes import Changes, Done
from desktop.library.uses import Family, families, unrepeated
from desktop.sop.duty import duty
from desktop.sop.plan import Choices, Chosen, Wanted, task_id, wanted
from desktop.sop.streaks import on_day

__all__ = ["generate", "task_id"]

LAST = "sop.generated"
"""Setting: the day that this PC has generated last."""

FOLLOWING = ("title", "kind", "must", "script", "due_at", "until_at", "staff", "branch", "version")
"""Fields of an open task that follow template, absences and ownership."""

FOLLOWED = itemgetter(*FOLLOWING)

CHOSEN_BY_HAND = frozenset({"staff", "script"})
"""Of these, those that a person may have set: it was handed over, or given other words."""

NO_FAMILY = Family(())

There = Row[*tuple[Any, ...]]


def generate(session: Session, actor: Actor, day: date, workdays: Workdays | None = None) -> Done:
    """Make the tasks of `day` for the people of the actor's branch, and have the open ones follow.

    A change of template, owner or absence reaches what nobody has begun; what was done or skipped stays as it is. When
    the clock was set back to a day that has its tasks, nothing happens.
    """
    calendar = workdays or Workdays.of(session)
    there = _there(session, actor.branch, day)
    if _went_back(session, day, there):
        return Done(Changes.NONE)
    by_id = {row.id: row for row in there}
    known = families(session)
    found = wanted(session, actor.branch, day, calendar, chosen=_chosen(there))
    if by_id:
        found = list(_with_words_kept(known, found, by_id))
    made = [Change("task", one.id, one.fields) for one in found if one.id not in by_id]
    new = unrepeated(session, made, known)
    changes = [*new, *_followed(session, found, by_id), *_moved(session, actor.branch, day)]
    recorded = record(session, None, changes, source="sop")
    touched = Changes.TASKS if recorded.operations else Changes.NONE
    return Done(touched, recorded.batch, count=len(made))


def _with_words_kept(
    known: Mapping[str, Family], found: Iterable[Wanted], there: Mapping[str, There]
) -> Iterator[Wanted]:
    """The plan with the words that a task has already, where they are of the same family: chosen not to repeat."""
    for one in found:
        script, row = one.fields["script"], there.get(one.id)
        if row is not None and row.script != script and row.script in known.get(str(script), NO_FAMILY).scripts:
            yield one._replace(fields={**one.fields, "script": row.script})
        else:
            yield one


def _there(session: Session, branch: str, day: date) -> Sequence[There]:
    query = select(
        Task.id, Task.step, Task.contact, Task.template, Task.hidden, Task.copied_at, Task.done_at, Task.skipped_at,
        Task.postponed_to, *(getattr(Task, name) for name in FOLLOWING),
    )  # fmt: skip
    return session.execute(query.where(Task.date == day.isoformat(), Task.branch == branch)).all()


def _went_back(session: Session, day: date, there: Collection[There]) -> bool:
    """Whether this PC has been further on already, and the day has its tasks; remembers the day otherwise."""
    last = session.get(Setting, LAST)
    if last is not None and last.value > day.isoformat() and there:
        return True
    if last is None or last.value != day.isoformat():
        session.merge(Setting(key=LAST, value=day.isoformat()))
    return False


def _chosen(there: Iterable[There]) -> Choices:
    found: dict[str, list[Chosen]] = {}
    for row in there:
        if row.step and row.contact:
            found.setdefault(row.step, []).append(Chosen(row.contact, _begun(row)))
    return found


def _begun(row: There) -> bool:
    return bool(row.copied_at or row.done_at or row.skipped_at or row.postponed_to)


# ---------------------------------------------------------------------------------------------- following


def _followed(session: Session, found: Sequence[Wanted], there: dict[str, There]) -> Iterator[Change]:
    """What the open tasks become: as the plan says, out of sight when it says no more, in sight when it does again."""
    ids = {one.id for one in found}
    gone = [row for row in there.values() if row.id not in ids and row.template and not row.hidden and not _begun(row)]
    yield from (Change("task", row.id, {"hidden": 1}) for row in gone)
    kept = [(one, there[one.id]) for one in found if one.id in there]
    lost = [row.id for row in there.values() if row.hidden and (row.done_at or row.skipped_at)]
    back = {one.id for one, row in kept if row.hidden} | set(lost)
    back -= _by_hand(session, back, "hidden", undone=True)
    yield from (Change("task", row, {"hidden": 0}) for row in sorted(back))
    seen = [(one, row) for one, row in kept if not row.hidden or one.id in back]
    different = {one.id: fields for one, row in seen if (fields := _different(one, row))}
    for name in CHOSEN_BY_HAND:
        concerned = {row for row, fields in different.items() if name in fields}
        for row in _by_hand(session, concerned, name):
            del different[row][name]
    yield from (Change("task", row, fields) for row, fields in different.items() if fields)


def _different(one: Wanted, row: There) -> Fields:
    if row.done_at or row.skipped_at:
        return {}
    before, after = row[-len(FOLLOWING) :], FOLLOWED(one.fields)
    if before == after:
        return {}
    different = {name: new for name, old, new in zip(FOLLOWING, before, after, strict=True) if new != old}
    if row.postponed_to and row.postponed_to[:10] != one.fields["date"]:
        different.pop("staff", None)  # who has it then is asked on that day
    return different


def _by_hand(session: Session, rows: Collection[str], name: str, *, undone: bool = False) -> set[str]:
    """The rows whose field a person set last; `undone` counts taking something back as setting it."""
    last: dict[str, tuple[str, bool]] = {}
    for part in chunks(sorted(rows)):
        marks = {f"row{at}": row for at, row in enumerate(part)}
        within = ", ".join(f":{mark}" for mark in marks)
        for one in read(session, f"WHERE entity = 'task' AND \"row\" IN ({within})", **marks):
            if name in one.fields and one.stamp >= last.get(one.row, ("", False))[0]:
                person = bool(one.actor) and (undone or not one.source.startswith(UNDO))
                last[one.row] = (one.stamp, person)
    return {row for row, (_, person) in last.items() if person}


def _moved(session: Session, branch: str, day: date) -> Iterator[Change]:
    """Open tasks put off to this day: they too go to whoever stands in, and come back."""
    rows = session.execute(
        select(Task.id, Task.staff, Contact.owner.label("of_contact"), Group.owner.label("of_group"))
        .outerjoin(Contact, Contact.id == Task.contact)
        .outerjoin(Group, Group.id == Task.group)
        .where(
            Task.branch == branch, Task.hidden == 0, Task.done_at.is_(None), Task.skipped_at.is_(None),
            Task.postponed_to.is_not(None), Task.date != day.isoformat(), on_day() == day.isoformat(),
        )
    ).all()  # fmt: skip
    if not rows:
        return
    there = duty(session, branch, day)
    moved = {row.id: there.holder(owner) for row in rows if (owner := row.of_contact or row.of_group)}
    moved = {row.id: moved[row.id] for row in rows if moved.get(row.id, row.staff) != row.staff}
    for row in sorted(moved.keys() - _by_hand(session, moved.keys(), "staff")):
        yield Change("task", row, {"staff": moved[row]})
