"""What the runner shows at one moment: the course, the question, the answers, and the messages filled in."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.actor import Actor
from db.engine import session_clock
from db.groups import Group
from db.library import ActivityRun, Product
from desktop.activities import library, runs
from desktop.activities.library import LETTERS, Activity, Round
from desktop.activities.plan import PRIZES, PRODUCT, ROUND, START, WARM_UP, Stage
from desktop.activities.runs import Run
from desktop.activities.state import Outcome, Progress
from desktop.sop.scripts import Filled, fill_as_known
from desktop.sop.variables import Values

HERE: Final = {
    WARM_UP: ("warm_up",),
    START: ("start",),
    ROUND: ("round", "countdown", "reveal"),
    PRODUCT: ("product",),
    PRIZES: ("result",),
}
"""Messages of each kind of step, in the order of the keys 1 to 4."""


@dataclass(frozen=True, slots=True)
class Words:
    """A message to copy: its id in the progress, its kind, its words, and when it was copied ("" not yet)."""

    id: str
    kind: str
    filled: Filled
    copied_at: str


@dataclass(frozen=True, slots=True)
class View:
    """A run at one moment; `place` is the round shown, `reveal_at` None before its question was copied."""

    run: str
    activity: Activity
    group: str
    members: int
    progress: Progress
    stages: tuple[Stage, ...]
    stage: Stage
    place: int
    messages: tuple[Words, ...]
    product: library.Product
    ended: bool
    now: datetime

    @property
    def outcome(self) -> Outcome:
        return self.progress.rounds[self.place]

    @property
    def round(self) -> Round:
        return self.activity.rounds[self.place]

    @property
    def liveliest(self) -> bool:
        """Whether more take part than in any round before, while the product has not been put in: the moment for it."""
        return any(one.kind == PRODUCT for one in self.messages) and self.place + 1 != self.activity.product_after

    @property
    def reveal_at(self) -> datetime | None:
        return datetime.fromisoformat(self.outcome.reveal_at) if self.outcome.reveal_at else None

    @property
    def suggested(self) -> int:
        """The place of the first right answer whose giver has not won before; -1 when there is none."""
        earlier = {one.winner for at, one in enumerate(self.progress.rounds) if at != self.place and one.winner}
        free = [at for at, one in enumerate(self.outcome.right) if one.name not in earlier]
        return free[0] if free else -1

    def left(self, now: datetime) -> int | None:
        """Seconds until the announcement by the wall clock; None before the question, 0 when it is time."""
        if self.reveal_at is None:
            return None
        seen = datetime.fromisoformat(self.progress.paused_at) if self.progress.paused_at else now
        return max(0, round((self.reveal_at - seen).total_seconds()))

    def won_before(self, name: str) -> int:
        """The number of the earlier round that this person won, 0 for none."""
        for at, one in enumerate(self.progress.rounds):
            if one.winner == name and at != self.place:
                return at + 1
        return 0


@dataclass(frozen=True, slots=True)
class Open:
    """A run that was begun and not ended."""

    run: str
    title: str
    group: str
    group_name: str
    start: str
    step: int


def view(session: Session, actor: Actor, run: str) -> View:
    """Everything the window shows, read in one go."""
    found = runs.load(session, run)
    runs.allowed(session, actor, found)
    now = session_clock(session).now()
    name, members = session.execute(select(Group.name, Group.members).where(Group.id == found.row.group)).one()
    place = found.place
    chosen = {one.key: one for one in products(session, found.activity, now)}
    put_in = chosen.get(found.progress.product, found.activity.product)
    known = Values.of(session, actor, now.date(), []).of_target(None, name) | _values(found, put_in, place, now)
    return View(
        run=run, activity=found.activity, group=name, members=members, progress=found.progress,
        stages=tuple(found.stages), stage=found.stage, place=place, product=put_in,
        messages=tuple(_messages(found, known, place, put_in)), ended=bool(found.row.ended_at), now=now,
    )  # fmt: skip


def open_runs(session: Session, actor: Actor) -> list[Open]:
    """The runs of this person that wait to be gone on with, the latest first."""
    rows = session.execute(
        select(ActivityRun.id, ActivityRun.group, Group.name, ActivityRun.result)
        .join(Group, Group.id == ActivityRun.group)
        .where(ActivityRun.staff == actor.staff, ActivityRun.hidden == 0, ActivityRun.ended_at.is_(None))
        .order_by(ActivityRun.started_at.desc(), ActivityRun.id)
    )
    found = [(row.id, row.group, row.name, Progress.from_json(row.result)) for row in rows]
    return [Open(run, one.title, group, name, one.start, one.step) for run, group, name, one in found]


def products(session: Session, activity: Activity, now: datetime) -> list[library.Product]:
    """What may be put in: the activity's own first, the branch's products in their window, then the library's."""
    day = f"{now.date()}"
    rows = session.scalars(
        select(Product)
        .where(Product.hidden == 0, Product.text != "")
        .where(Product.starts_on.is_(None) | (Product.starts_on <= day))
        .where(Product.ends_on.is_(None) | (Product.ends_on >= day))
        .order_by(Product.name)
    )
    own = [library.Product(row.id, row.name, row.text) for row in rows]
    shipped = library.load_products().values()
    return [activity.product, *own, *(one for one in shipped if one.key != activity.product.key)]


def _messages(found: Run, known: Mapping[str, str], place: int, put_in: library.Product) -> Iterator[Words]:
    copied = found.progress.copied
    for kind in HERE.get(found.stage.kind, ()):
        of_round = found.stage.kind == ROUND
        id_ = f"{kind}-{place + 1}" if of_round else kind
        template = put_in.text if kind == "product" else found.activity.messages[_template(found, kind, place)]
        yield Words(id_, kind, fill_as_known(template, known), copied.get(id_, ""))
    if found.stage.kind == ROUND and (place + 1 == found.activity.product_after or _lively(found, place)):
        yield Words("product", "product", fill_as_known(put_in.text, known), copied.get("product", ""))


def _lively(found: Run, place: int) -> bool:
    """Whether the product may come early: more take part than in any round before."""
    counted = [one.taken_part for one in found.progress.rounds[: place + 1]]
    return place > 0 and counted[-1] > max(counted[:-1]) and PRODUCT not in found.progress.copied


def _template(found: Run, kind: str, place: int) -> str:
    """Nobody was right: the announcement says so."""
    outcome = found.progress.rounds[place]
    nobody = kind == "reveal" and not outcome.right and not outcome.winner
    return "nobody" if nobody else kind


def _values(found: Run, put_in: library.Product, place: int, now: datetime) -> dict[str, str]:
    """The variables of the run; those that are not known yet are left out, and block the copying by name."""
    activity, progress = found.activity, found.progress
    reward = activity.rewards[0].name
    values = {
        "主题": activity.title.split("：", 1)[-1],
        "规则": activity.rules,
        "奖励": progress.rounds[place].reward or reward,
        "人人有份": activity.hook,
        "题数": f"{len(activity.rounds)}",
        "分钟": f"{activity.minutes}",
        "开始": progress.start[11:16],
        "产品": put_in.name,
        "总人数": f"{progress.turnout}",
        "得奖名单": "、".join(dict.fromkeys(progress.winners)) or "这次没有",
    }
    return values | _round_values(found, place, now)


def _round_values(found: Run, place: int, now: datetime) -> dict[str, str]:
    asked, outcome = found.activity.rounds[place], found.progress.rounds[place]
    values = {
        "题号": f"{place + 1}",
        "题目": asked.question,
        "谜目": asked.ask,
        "等几分钟": f"{found.activity.wait}",
        "人数": f"{outcome.taken_part}",
        "解释": asked.why,
    }
    if outcome.reveal_at:
        left = (datetime.fromisoformat(outcome.reveal_at) - now).total_seconds()
        values["剩几分钟"] = f"{max(1, -int(-left // 60))}"
    else:
        values["剩几分钟"] = f"{found.activity.wait}"
    for letter, key in zip(LETTERS, "甲乙丙", strict=True):
        if asked.options:
            values[key] = asked.options[LETTERS.index(letter)]
        values[f"{key}票"] = f"{outcome.counts.get(letter, 0)}"
    if asked.options:
        most = max(LETTERS, key=lambda letter: outcome.counts.get(letter, 0))
        values["最多"] = f"{most} {asked.options[LETTERS.index(most)]}"
    if outcome.answer and asked.options:
        values["答案"] = f"{outcome.answer} {asked.options[LETTERS.index(outcome.answer)]}"
    if outcome.winner:
        values["得奖"] = outcome.winner
    return values
