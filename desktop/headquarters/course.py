"""The course of a consolidation: what may stop it, how fast it goes, and where an interrupted one was."""

import json
from collections import deque
from collections.abc import Sequence
from pathlib import Path
from threading import Event
from typing import Final, NamedTuple

from sqlalchemy import text
from sqlalchemy.orm import Session

from db import claims
from db.actor import Actor
from db.engine import session_clock
from db.exchange import Consolidation
from db.ids import new_id
from desktop.exchange.arrival import Taken, told

RUNNING: Final = "running"
WINDOW: Final = 10.0  # s that the pace is measured over


class Stopped(Exception):  # noqa: N818 - nothing went wrong
    """The run was cancelled in the middle of a file, whose transaction is given back."""


class Control:
    """Pause, go on and cancel, from another thread; whoever works asks it between two steps."""

    def __init__(self) -> None:
        self._stop, self._go = Event(), Event()
        self._go.set()

    @property
    def stopped(self) -> bool:
        """Whether it was cancelled."""
        return self._stop.is_set()

    @property
    def paused(self) -> bool:
        """Whether it stands still until it is told to go on."""
        return not self._go.is_set()

    def pause(self) -> None:
        """Stand still after the file that is being merged."""
        self._go.clear()

    def go_on(self) -> None:
        """End the pause."""
        self._go.set()

    def stop(self) -> None:
        """Cancel; what is in stays in."""
        self._stop.set()
        self._go.set()

    def wait(self) -> None:
        """Return when there is no pause, or no more."""
        self._go.wait()

    def check(self) -> None:
        """Raise Stopped when it was cancelled."""
        if self.stopped:
            raise Stopped


class Pace:
    """Files a second over the last ten seconds, and the time that the rest will take; a pause does not count."""

    def __init__(self) -> None:
        self._marks: deque[tuple[float, int]] = deque()
        self.history: list[float] = []

    def note(self, at: float, done: int) -> None:
        """So many files were done at this moment (s of any clock that only goes on)."""
        self._marks.append((at, done))
        while len(self._marks) > 2 and self._marks[0][0] < at - WINDOW:
            self._marks.popleft()
        self.history.append(self.rate)

    def rest(self) -> None:
        """Forget what was before a pause."""
        self._marks.clear()

    @property
    def rate(self) -> float:
        """Files a second; 0 while nothing is known."""
        if not self._marks:
            return 0.0
        (first, before), (last, done) = self._marks[0], self._marks[-1]
        return (done - before) / (last - first) if last > first else 0.0

    def left(self, files: int) -> float | None:
        """Seconds for so many more files; None while nothing is known."""
        return files / self.rate if self.rate else None


class Course(NamedTuple):
    """A run as the database remembers it."""

    id: str
    places: list[Path]
    total: int
    done: int
    started_at: str


def begin(session: Session, actor: Actor, places: Sequence[Path], total: int) -> str:
    """Enter a run; an interrupted one of the same person over the same places is taken up, and its id given back."""
    before = unfinished(session, actor)
    if before is not None and before.places == list(places):
        session.execute(
            text("UPDATE consolidation SET total = :total WHERE id = :id"), {"total": total, "id": before.id}
        )
        return before.id
    run = Consolidation(
        id=new_id(), started_at=session_clock(session).text(), staff=actor.staff, total=total, state=RUNNING,
        places=json.dumps([str(place) for place in places]),
    )  # fmt: skip
    session.add(run)
    return run.id


def end(session: Session, run: str, state: str) -> None:
    """Enter how a run ended: done or cancelled."""
    values = {"state": state, "at": session_clock(session).text(), "id": run}
    session.execute(text("UPDATE consolidation SET state = :state, ended_at = :at WHERE id = :id"), values)


def unfinished(session: Session, actor: Actor) -> Course | None:
    """The newest run of this person, if it was neither finished nor cancelled and goes on nowhere else."""
    rows = session.execute(
        text(
            "SELECT id, places, total, (SELECT count(*) FROM import_run r WHERE r.run = c.id), started_at, state "
            "FROM consolidation c WHERE staff = :staff ORDER BY started_at DESC, id DESC LIMIT 20"
        ),
        {"staff": actor.staff},
    ).all()
    elsewhere = claims.held(session, [row.id for row in rows if row.state == RUNNING])
    found = next((row for row in rows if row.id not in elsewhere), None)
    if found is None or found.state != RUNNING:
        return None
    id_, places, total, done, started_at, _ = found
    return Course(id_, [Path(place) for place in json.loads(places)], total, done, started_at)


class Done(NamedTuple):
    """What a run has behind it: place → (SHA-256, what became of it), and the exports it has met."""

    files: dict[str, tuple[str, Taken]]
    met: set[str]


def done(session: Session, run: str) -> Done:
    """The files that an interrupted run had taken in."""
    rows = session.execute(
        text(
            "SELECT r.place, r.sha256, r.file, r.verdict, r.detail, r.reason, coalesce(r.branch, ''), "
            "coalesce(b.name, ''), r.counts, r.export_id FROM import_run r LEFT JOIN branch b ON b.id = r.branch "
            "WHERE r.run = :run"
        ),
        {"run": run},
    )
    files, met = {}, set()
    for place, digest, file, verdict, detail, reason, branch, name, counts, export in rows:
        flags, said = told(detail, reason)
        files[place] = digest, Taken(file, verdict, flags, said, branch, name, json.loads(counts or "{}"))
        met.add(export)
    return Done(files, met - {""})
