"""The shapes of a day: steps as items, their targets, and the day itself at one moment."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final

from desktop.sop.scripts import Filled
from desktop.sop.shapes import Content

OPEN: Final = "open"
COPIED: Final = "copied"
DONE: Final = "done"
SKIPPED: Final = "skipped"


@dataclass(frozen=True, slots=True)
class Target:
    """One task of a step: the person, contact or group it is for, how far it is, and its words."""

    task: str
    name: str
    contact: str | None
    group: str | None
    members: int
    state: str
    script: str  # key as printed, "" without one
    filled: Filled


@dataclass(frozen=True, slots=True)
class Item:
    """One step of the day with its tasks; the ring counts these."""

    step: str
    key: str
    title: str
    kind: str
    must: bool
    hint: str
    due_at: datetime
    until_at: datetime
    targets: tuple[Target, ...]
    done_at: datetime | None
    postponed: bool
    content: Content = field(default_factory=Content)

    @property
    def state(self) -> str:
        """`open` while a task of it is; then `done`, or `skipped` when none was done."""
        states = {target.state for target in self.targets}
        if states & {OPEN, COPIED}:
            return OPEN
        return DONE if DONE in states else SKIPPED

    @property
    def on_time(self) -> bool:
        """Whether it was done before its window closed."""
        return self.done_at is not None and self.done_at <= self.until_at

    @property
    def current(self) -> int:
        """Place of the target to go on with: the first untouched, else the first copied, else the last."""
        for state in (OPEN, COPIED):
            for at, target in enumerate(self.targets):
                if target.state == state:
                    return at
        return len(self.targets) - 1

    @property
    def script(self) -> str:
        """Key of the script of the target to go on with, "" without one."""
        return self.targets[self.current].script

    @property
    def members(self) -> int:
        """People in the groups it goes to."""
        return sum(target.members for target in self.targets)

    def left(self, *states: str) -> tuple[str, ...]:
        """Tasks in one of these states."""
        return tuple(target.task for target in self.targets if target.state in states)


@dataclass(frozen=True, slots=True)
class First:
    """What the next workday begins with."""

    day: date
    time: str
    title: str


@dataclass(frozen=True, slots=True)
class Today:
    """The list of one person at one moment."""

    now: datetime
    late: tuple[Item, ...] = ()
    current: tuple[Item, ...] = ()
    later: tuple[Item, ...] = ()
    done: tuple[Item, ...] = ()
    skipped: tuple[Item, ...] = ()
    templates: bool = True
    tomorrow: First | None = None
    items: tuple[Item, ...] = field(default=())

    @property
    def waiting(self) -> tuple[Item, ...]:
        """What is still to be done, in the order it is shown."""
        return self.late + self.current + self.later

    @property
    def first(self) -> Item | None:
        """What to begin with: what is due now, else what is late, else what comes next."""
        return next(iter(self.current + self.late + self.later), None)

    def find(self, step: str) -> Item | None:
        """The waiting item of a step."""
        return next((item for item in self.waiting if item.step == step), None)

    def section(self, item: Item) -> str:
        """`late`, `now` or `later`."""
        return "late" if item in self.late else "now" if item in self.current else "later"

    @property
    def total(self) -> int:
        """Steps due; those skipped with a reason are counted apart."""
        return len(self.items) - len(self.skipped)

    @property
    def all_on_time(self) -> bool:
        """Whether every done step was done in its window."""
        return all(item.on_time for item in self.done)
