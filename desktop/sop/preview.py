"""What templates make of a week, before it comes: day by day, for a look; writes nothing."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy.orm import Session

from db.actor import Actor
from desktop.calendar import Workdays
from desktop.sop.drafts import TemplateDraft
from desktop.sop.editing import step_row, template_row
from desktop.sop.plan import Plan, Wanted, wanted

DAYS = 7


@dataclass(frozen=True, slots=True)
class Slot:
    """A step on a day: how many tasks it makes, for how many of the staff."""

    step: str
    time: str
    until: str
    title: str
    kind: str
    template: str
    tasks: int
    staff: int
    must: bool


@dataclass(frozen=True, slots=True)
class DayPlan:
    """A day of the week: worked or not, whether that is published, and its steps in order of time."""

    day: date
    worked: bool
    known: bool
    festival: str
    slots: tuple[Slot, ...]

    @property
    def made_up(self) -> bool:
        """Worked at a weekend in place of another day."""
        return self.worked and self.day.weekday() >= 5

    @property
    def tasks(self) -> int:
        return sum(slot.tasks for slot in self.slots)


def week(
    session: Session, actor: Actor, monday: date, made_from: Sequence[TemplateDraft], calendar: Workdays | None = None
) -> list[DayPlan]:
    """The seven days from `monday` on, as these templates would make them for the branch today.

    Steps that choose among customers choose anew on each day.
    """
    known = calendar or Workdays.of(session)
    plans = [
        Plan(template_row(one), tuple(step_row(one.id, step, at) for at, step in enumerate(one.steps)))
        for one in made_from
    ]
    shifted = {step.id: step.shifted for one in made_from for step in one.steps if step.shifted}
    festivals = dict(known.festivals(monday, monday + timedelta(days=DAYS - 1)))
    days = []
    for offset in range(DAYS):
        day = monday + timedelta(days=offset)
        found = wanted(session, actor.branch, day, known, plans, shifted=shifted)
        slots = tuple(sorted(_slots(found), key=lambda slot: (slot.time, slot.until, slot.title)))
        days.append(DayPlan(day, known.is_workday(day), known.is_known(day), festivals.get(day, ""), slots))
    return days


def _slots(found: Sequence[Wanted]) -> Iterator[Slot]:
    tasks = Counter(one.step for one in found)
    staff = {step: len({one.fields["staff"] for one in found if one.step == step}) for step in tasks}
    seen = {one.step: one for one in found}
    for step, one in seen.items():
        fields = one.fields
        yield Slot(
            step, str(fields["due_at"])[11:16], str(fields["until_at"])[11:16], str(fields["title"]),
            str(fields["kind"]), str(fields["template"]), tasks[step], staff[step], bool(fields["must"]),
        )  # fmt: skip
