"""What the lead sees of the branch's days: who has what open, how each day went, which steps are often missed.

Counted by steps, as the ring on each person's own page; in the order of names, never by who did most.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from statistics import median
from typing import Final, NamedTuple

from sqlalchemy import text
from sqlalchemy.orm import Session

from db.actor import Actor
from db.engine import session_clock
from desktop.changes import Done
from desktop.errors import AppError
from desktop.security.roles import Permission, require
from desktop.sop.absences import Colleague, colleagues
from desktop.sop.tasks import hand_over

ON_TIME: Final = "on_time"
LATE: Final = "late"
SKIPPED: Final = "skipped"
LEFT: Final = "left"
AHEAD: Final = "ahead"
"""How a step went: done in its window, done later, skipped with a reason, left over, or its window is not over yet."""

LOOKED_BACK: Final = 14  # days of the steps that are often missed
WORTH_SAYING: Final = 3
"""Times a step has to have been missed before anything is proposed."""
SHOWN: Final = 5

STEPS: Final = """
SELECT k.staff, coalesce(substr(k.postponed_to, 1, 10), k.date) AS day, coalesce(k.step, k.id) AS step, min(k.title),
  min(coalesce(k.postponed_to, k.due_at)), max(CASE WHEN k.postponed_to IS NULL THEN k.until_at END), max(k.done_at),
  count(*), sum(CASE WHEN k.done_at IS NOT NULL THEN 1 ELSE 0 END),
  sum(CASE WHEN k.skipped_at IS NOT NULL AND k.done_at IS NULL THEN 1 ELSE 0 END), max(k.skip_reason)
FROM task k WHERE k.hidden = 0 AND k.branch = :branch
  AND coalesce(substr(k.postponed_to, 1, 10), k.date) BETWEEN :first AND :last
GROUP BY k.staff, day, coalesce(k.step, k.id) ORDER BY min(coalesce(k.postponed_to, k.due_at)), min(k.title)
"""


class Step(NamedTuple):
    """One step of one person's day; `reason` is a code of `SKIP_REASONS`, `left` how many of its tasks are open."""

    staff: str
    day: date
    step: str
    title: str
    due_at: datetime
    done_at: datetime | None
    state: str
    reason: str
    tasks: int
    left: int


class Cell(NamedTuple):
    """One person's day in steps."""

    day: date
    on_time: int
    late: int
    skipped: int
    left: int
    ahead: int

    @property
    def due(self) -> int:
        """Steps that counted: those skipped with a reason do not."""
        return self.on_time + self.late + self.left + self.ahead

    @property
    def share(self) -> float | None:
        """The part of what was to be done by now; None while nothing was."""
        by_now = self.due - self.ahead
        return (self.on_time + self.late) / by_now if by_now else None


class PersonWeek(NamedTuple):
    """One row of the heat map."""

    staff: str
    name: str
    cells: tuple[Cell, ...]


class Missed(NamedTuple):
    """A step that is often late, left or skipped, and what might help: a code and the time it speaks of."""

    step: str
    title: str
    due: int
    late: int
    left: int
    skipped: int
    reason: str
    proposal: str
    time: str


class Team(NamedTuple):
    """What the page shows for some days."""

    days: tuple[date, ...]
    people: tuple[PersonWeek, ...]
    steps: tuple[Step, ...]
    missed: tuple[Missed, ...]
    colleagues: tuple[Colleague, ...]

    def of(self, staff: str, day: date) -> list[Step]:
        """The steps behind one cell, in order of time."""
        return [one for one in self.steps if one.staff == staff and one.day == day]


def team(session: Session, actor: Actor, first: date, last: date) -> Team:
    """The days from `first` to `last` of everybody in the lead's branch."""
    require(actor, Permission.REPORT, branch=actor.branch)
    now = session_clock(session).now()
    found = list(_steps(session, actor.branch, first, last, now))
    known = colleagues(session, actor.branch)
    busy = {one.staff for one in found}
    days = tuple(first + timedelta(days=at) for at in range((last - first).days + 1))
    worked = tuple(day for day in days if any(one.day == day for one in found)) or days[:1]
    rows = tuple(
        PersonWeek(one.id, one.name, tuple(_cell(found, one.id, day) for day in worked))
        for one in known
        if one.id in busy or not busy
    )
    back = list(_steps(session, actor.branch, last - timedelta(days=LOOKED_BACK), min(last, now.date()), now))
    return Team(worked, rows, tuple(found), tuple(missed(back)), tuple(known))


def _steps(session: Session, branch: str, first: date, last: date, now: datetime) -> Iterator[Step]:
    rows = session.execute(text(STEPS), {"branch": branch, "first": f"{first}", "last": f"{last}"})
    for staff, day, step, title, due, until, done, tasks, finished, skipped, reason in rows:
        start = datetime.fromisoformat(due or f"{day} 00:00:00")
        end = datetime.fromisoformat(until) if until else datetime.fromisoformat(f"{day} 23:59:59")
        at = datetime.fromisoformat(done) if done else None
        left = tasks - finished - skipped
        state = _state(left, finished, at, end, now)
        told = (reason or "") if state == SKIPPED else ""
        yield Step(staff or "", date.fromisoformat(day), step, title, start, at, state, told, tasks, left)


def _state(left: int, finished: int, done_at: datetime | None, end: datetime, now: datetime) -> str:
    if left:
        return LEFT if end <= now else AHEAD
    if not finished:
        return SKIPPED
    return ON_TIME if done_at is not None and done_at <= end else LATE


def _cell(steps: Sequence[Step], staff: str, day: date) -> Cell:
    states = Counter(one.state for one in steps if one.staff == staff and one.day == day)
    return Cell(day, *(states[state] for state in (ON_TIME, LATE, SKIPPED, LEFT, AHEAD)))


def missed(steps: Sequence[Step]) -> Iterator[Missed]:
    """The steps that are missed most, with what might help; none where that is seldom."""
    by_step: dict[str, list[Step]] = {}
    for one in steps:
        if one.state != AHEAD:
            by_step.setdefault(one.step, []).append(one)
    found = [_missed(step, rows) for step, rows in by_step.items()]
    often = [one for one in found if one.late + one.left + one.skipped >= WORTH_SAYING]
    yield from sorted(often, key=lambda one: (-(one.late + one.left + one.skipped), one.title))[:SHOWN]


def _missed(step: str, rows: list[Step]) -> Missed:
    states = Counter(one.state for one in rows)
    reasons = Counter(one.reason for one in rows if one.reason)
    reason = reasons.most_common(1)[0][0] if reasons else ""
    late, left, skipped = states[LATE], states[LEFT], states[SKIPPED]
    proposal, time = _proposal(rows, late, left, skipped, reason)
    return Missed(step, rows[-1].title, len(rows), late, left, skipped, reason, proposal, time)


def _proposal(rows: list[Step], late: int, left: int, skipped: int, reason: str) -> tuple[str, str]:
    """What might help: another time where it is done late, other words or people where it is skipped, fewer else."""
    if late and late >= max(left, skipped):
        minutes = [one.done_at.hour * 60 + one.done_at.minute for one in rows if one.state == LATE and one.done_at]
        usual = round(median(minutes) / 15) * 15 % 1440
        return "later", f"{usual // 60:02d}:{usual % 60:02d}"
    if skipped >= left:
        return {"away": "other_time", "told": "drop_told", "declined": "fewer_people"}.get(reason, "other_words"), ""
    return "share", ""


def reassign(session: Session, actor: Actor, staff: str, day: date, step: str, to: str) -> Done:
    """Give what is open of a person's step on a day to a colleague who is there; one step to undo."""
    require(actor, Permission.REPORT, branch=actor.branch)
    rows = session.scalars(
        text("SELECT id FROM task WHERE hidden = 0 AND staff = :staff AND branch = :branch AND done_at IS NULL "
             "AND skipped_at IS NULL AND coalesce(step, id) = :step "
             "AND coalesce(substr(postponed_to, 1, 10), date) = :day ORDER BY id"),
        {"staff": staff, "branch": actor.branch, "step": step, "day": f"{day}"},
    ).all()  # fmt: skip
    if not rows:
        raise AppError("这一件已经做完了", cure="刷新看看。")
    return hand_over(session, actor, rows, to)
