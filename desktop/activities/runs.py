"""Carrying out an activity: every act is written at once, so that nothing is lost when the program is killed."""

from collections.abc import Callable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.actor import Actor
from db.contacts import Contact
from db.engine import session_clock
from db.groups import Group
from db.ids import derived_id, new_id
from db.library import ActivityRun
from db.operation import Change, record
from db.organisation import Staff
from db.sop import Task
from desktop.activities import answers, chat, shelf
from desktop.activities.answers import Read
from desktop.activities.library import LETTERS, Activity
from desktop.activities.plan import ROUND, Stage, stages
from desktop.activities.state import KEPT_FIRST, First, Outcome, Progress, head
from desktop.changes import Changes, Done
from desktop.errors import AppError
from desktop.security.roles import Permission, require

SOURCE: Final = "activity"
QUESTION: Final = "round"
"""Of the messages of a round the one whose copying starts its clock."""


@dataclass(slots=True)
class Run:
    """A run that may be written to: the row, the activity it plays, and how far it is."""

    row: ActivityRun
    activity: Activity
    progress: Progress

    @property
    def stages(self) -> list[Stage]:
        """The course with its planned times."""
        return stages(self.activity, datetime.fromisoformat(self.progress.start))

    @property
    def stage(self) -> Stage:
        """Where the run stands."""
        return self.stages[min(self.progress.step, len(self.stages) - 1)]

    @property
    def place(self) -> int:
        """The round of the present step, or else the last one before it; the first before all."""
        places = [stage.round for stage in self.stages[: self.progress.step + 1] if stage.kind == ROUND]
        return places[-1] if places else 0

    @property
    def outcome(self) -> Outcome:
        """What is known of the round of `place`."""
        return self.progress.rounds[self.place]


@dataclass(frozen=True, slots=True)
class Begun:
    """The id of a run that was begun, and the write."""

    done: Done
    run: str


@dataclass(frozen=True, slots=True)
class Pasted:
    """What a paste came to, beside the write itself."""

    done: Done
    read: Read
    place: int  # of the round that was read


def begin(session: Session, actor: Actor, group: str, key: str, start: datetime) -> Begun:
    """A new run of an activity in a group, planned for `start`."""
    row = session.get_one(Group, group)
    if not _stands_in(session, actor, group):
        require(actor, Permission.EDIT, owner=row.owner, branch=row.branch)
    activity = shelf.by_key(session, key)
    rounds = [Outcome(answer=one.answer) for one in activity.rounds]
    progress = Progress(key, activity.version, start.isoformat(sep=" ", timespec="seconds"), activity.title)
    progress.rounds = rounds
    fields = {
        "activity": derived_id("activity", key),
        "group": group,
        "staff": actor.staff,
        "started_at": progress.start,
        "result": progress.to_json(),
    }
    run = new_id()
    recorded = record(session, actor, [Change("activity_run", run, fields)], source=SOURCE)
    return Begun(Done(Changes.GROUPS, recorded.batch, count=1), run)


def _stands_in(session: Session, actor: Actor, group: str) -> bool:
    """Whether today's list has given this person the activity of a colleague's group."""
    today = session_clock(session).now().date().isoformat()
    query = select(Task.id).where(
        Task.group == group, Task.staff == actor.staff, Task.kind == "activity", Task.date == today, Task.hidden == 0
    )
    return session.scalar(query.limit(1)) is not None


def load(session: Session, run: str) -> Run:
    """The run as it is stored; AppError when it is gone."""
    row = session.get(ActivityRun, run)
    if row is None or row.hidden:
        raise AppError("这场活动已经不在了", cure="回到社群页，重新办一场")
    progress = Progress.from_json(row.result)
    return Run(row, shelf.by_key(session, progress.activity), progress)


def copied(session: Session, actor: Actor, run: str, message: str) -> Done:
    """A message went to the clipboard; the question's starts the clock of its round."""

    def act(found: Run, now: datetime) -> None:
        found.progress.copied.setdefault(message, now.isoformat(sep=" ", timespec="seconds"))
        outcome = found.outcome
        if message.startswith(f"{QUESTION}-") and not outcome.asked_at:
            outcome.asked_at = now.isoformat(sep=" ", timespec="seconds")
            outcome.reveal_at = (now + timedelta(minutes=found.activity.wait)).isoformat(sep=" ", timespec="seconds")

    return write(session, actor, run, act)


def step(session: Session, actor: Actor, run: str, by: int) -> Done:
    """To the next step or back."""

    def act(found: Run, now: datetime) -> None:
        if by > 0 and found.stage.kind == ROUND:
            found.outcome.done_at = now.isoformat(sep=" ", timespec="seconds")
        found.progress.step = min(max(found.progress.step + by, 0), len(found.stages) - 1)

    return write(session, actor, run, act)


def count(session: Session, actor: Actor, run: str, by: int) -> Done:
    """Add people counted by hand to the present round, or take them off; never below none."""

    def act(found: Run, _now: datetime) -> None:
        outcome = found.outcome
        outcome.extra = max(outcome.extra + by, -outcome.people)

    return write(session, actor, run, act)


def draw(session: Session, actor: Actor, run: str, letter: str) -> Done:
    """The dice have fallen: the answer of a round that had none before."""

    def act(found: Run, _now: datetime) -> None:
        if found.activity.mode != "draw" or letter not in LETTERS:
            raise AppError("这一题的答案不用另填")
        found.outcome.answer = letter

    return write(session, actor, run, act)


def paste(session: Session, actor: Actor, run: str, text: str) -> Pasted:
    """Count a pasted chat: it replaces what was pasted for the same rounds before."""
    found = load(session, run)
    current = found.place
    asked = found.outcome.asked_at
    since = chat.seconds(asked[11:]) if asked else None
    staff = set(session.scalars(select(Staff.name).where(Staff.hidden == 0)))
    read = answers.read(chat.parse(text), found.activity.rounds, current, staff, since)
    if not any(one.answers for one in read.rounds.values()):
        return Pasted(Done(Changes.NONE), read, current)
    place = current if current in read.rounds else max(read.rounds)

    def act(found: Run, _now: datetime) -> None:
        for at, heard in read.rounds.items():
            _take(found, at, heard)
        _note_people(session, found, read)

    return Pasted(write(session, actor, run, act), read, place)


def win(session: Session, actor: Actor, run: str, name: str, reward: int) -> Done:
    """The winner of the present round and the place of the reward in the library's list, within the budget."""

    def act(found: Run, _now: datetime) -> None:
        outcome, given = found.outcome, found.activity.rewards[reward]
        others = found.progress.spent - outcome.fen
        if others + given.fen > found.activity.budget_fen:
            raise AppError(
                "奖励会超出预算：已用 {spent} 元，预算 {budget} 元",
                cure="换小一些的奖励，或只记名",
                spent=f"{others / 100:.2f}",
                budget=f"{found.activity.budget_fen / 100:.2f}",
            )
        outcome.winner, outcome.reward, outcome.fen = name, given.name, given.fen

    return write(session, actor, run, act)


def product(session: Session, actor: Actor, run: str, key: str) -> Done:
    """Put another product in."""

    def act(found: Run, _now: datetime) -> None:
        found.progress.product = key

    return write(session, actor, run, act)


def pause(session: Session, actor: Actor, run: str) -> Done:
    """Stop the clock, or let it go on: the time of the announcement moves by as long as it stood."""

    def act(found: Run, now: datetime) -> None:
        progress = found.progress
        if not progress.paused_at:
            progress.paused_at = now.isoformat(sep=" ", timespec="seconds")
            return
        stood = now - datetime.fromisoformat(progress.paused_at)
        for outcome in progress.rounds:
            if outcome.reveal_at and not outcome.done_at:
                moved = datetime.fromisoformat(outcome.reveal_at) + stood
                outcome.reveal_at = moved.isoformat(sep=" ", timespec="seconds")
        progress.paused_at = ""

    return write(session, actor, run, act)


def _take(found: Run, at: int, heard: answers.RoundAnswers) -> None:
    outcome, mode = found.progress.rounds[at], found.activity.mode
    outcome.counts = {letter: number for letter, number in heard.counts.items() if number}
    outcome.people = len(heard.answers)
    groups = {"": heard.answers} if mode in {"poll", "open"} else {letter: heard.right(letter) for letter in LETTERS}
    outcome.firsts = {
        letter: [First(one.name, _clock(one.at)) for one in listed[:KEPT_FIRST]]
        for letter, listed in groups.items()
        if listed
    }


def _note_people(session: Session, found: Run, read: Read) -> None:
    """Who took part: a mark for each name, and the contacts known by exactly this name."""
    names: dict[str, set[int]] = {}
    for at, heard in read.rounds.items():
        answer = found.progress.rounds[at].answer
        for one in heard.answers:
            names.setdefault(one.name, set()).update({at + 1} if answer and one.letter == answer else ())
    marks = {head(found.row.id, name) for name in names} | set(found.progress.heads)
    found.progress.heads = sorted(marks)
    reread = {at + 1 for at in read.rounds}
    known = {contact: set(right) - reread for contact, right in found.progress.known.items()}
    for contact, name in contacts_named(session, found.row, set(names)).items():
        known.setdefault(contact, set()).update(names[name])
    found.progress.known = {contact: sorted(right) for contact, right in known.items()}


def contacts_named(session: Session, row: ActivityRun, names: AbstractSet[str]) -> dict[str, str]:
    """Contact → name, of those of the group's owner who alone bear it, by name or by remark."""
    group = session.get_one(Group, row.group)
    rows = session.execute(
        select(Contact.id, Contact.name, Contact.remark).where(
            Contact.owner == (group.owner or row.staff),
            Contact.hidden == 0,
            Contact.name.in_(names) | Contact.remark.in_(names),
        )
    )
    bearers: dict[str, set[str]] = {}
    for contact, name, remark in rows:
        for known in {name, remark} & names:
            bearers.setdefault(known, set()).add(contact)
    return {next(iter(found)): name for name, found in bearers.items() if len(found) == 1}


def _clock(at: int | None) -> str:
    return "" if at is None else f"{at // 3600:02d}:{at // 60 % 60:02d}:{at % 60:02d}"


def allowed(session: Session, actor: Actor, found: Run) -> None:
    """Raise PermissionDenied unless the run may be worked on: by who began it, the group's owner, or the lead."""
    group = session.get_one(Group, found.row.group)
    owner = actor.staff if found.row.staff == actor.staff else group.owner
    require(actor, Permission.EDIT, owner=owner, branch=group.branch)


def write(session: Session, actor: Actor, run: str, act: Callable[[Run, datetime], None]) -> Done:
    """Have `act` change the progress, and record it."""
    found = load(session, run)
    allowed(session, actor, found)
    if found.row.ended_at:
        raise AppError("“{title}”已经结束", cure="要改结果，请撤销结束那一步", title=found.activity.title)
    act(found, session_clock(session).now())
    fields: dict[str, str | int | None] = {
        "result": found.progress.to_json(),
        "participants": found.progress.turnout,
    }
    recorded = record(session, actor, [Change("activity_run", run, fields)], source=SOURCE)
    return Done(Changes.GROUPS if recorded.operations else Changes.NONE, recorded.batch)
