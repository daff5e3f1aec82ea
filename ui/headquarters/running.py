"""A consolidation under way, as the window holds it: verdicts come out, the wishes to pause and to stop go in."""

import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from queue import Empty, SimpleQueue

from PySide6.QtCore import QCoreApplication

from db.actor import Actor
from db.engine import Store
from desktop.exchange.arrival import Taken
from desktop.headquarters import consolidate
from desktop.headquarters.arrivals import File
from desktop.headquarters.colleagues import Colleague
from desktop.headquarters.consolidate import Consolidated
from desktop.headquarters.course import Control, Pace
from desktop.headquarters.reading import Readers
from desktop.words import N_, Words
from ui.page import Status

MINUTE = 60


class Run:
    """Shared with the thread that does the work; everything else belongs to the GUI thread."""

    def __init__(self) -> None:
        self.total = self.done = 0
        self.control = Control()
        self.pace = Pace()
        self._verdicts: SimpleQueue[Taken] = SimpleQueue()

    def work(
        self, store: Store, actor: Actor, places: Sequence[Path], readers: Readers | None = None, password: str = ""
    ) -> Consolidated:
        """Runs in the worker; `password` opens what has one, and is kept no longer than this."""
        go = partial(consolidate.consolidate, store, actor, places, self.report, control=self.control, hashed=False)
        if not password:
            return go(readers=readers)
        with Readers(min(len(places), Readers.usual()), password=password) as own:
            return go(readers=own)

    def report(self, done: int, total: int, taken: Taken) -> None:
        """Called in the worker after each file."""
        self.done, self.total = done, total
        self._verdicts.put(taken)

    def new(self) -> list[Taken]:
        """The verdicts since the last asking; notes how fast they come."""
        found: list[Taken] = []
        while True:
            try:
                found.append(self._verdicts.get_nowait())
            except Empty:
                break
        if found:
            self.pace.note(time.monotonic(), self.done)
        return found

    def toggle(self) -> None:
        """Pause, or go on."""
        if self.control.paused:
            self.pace.rest()
            self.control.go_on()
        else:
            self.control.pause()


def pace_words(pace: Pace, waiting: int) -> str:
    """How many files a second, and how long the rest will take; "" while nothing is known."""
    left = pace.left(waiting)
    if left is None:
        return ""
    translate = QCoreApplication.translate
    rate = f"{pace.rate:.1f}"
    if left < MINUTE:
        return translate("Consolidation", "每秒 {rate} 份，还要约 {count} 秒").format(
            rate=rate, count=max(1, round(left))
        )
    minutes = round(left / MINUTE)
    return translate("Consolidation", "每秒 {rate} 份，还要约 {count} 分钟").format(rate=rate, count=minutes)


def outcome_words(made: Consolidated, words: Words) -> str:
    """How many files had which verdict; "" when there were none."""
    said = (
        ("merged", N_("并入 {count} 份", count=made.count("merged"))),
        ("nothing_new", N_("没有新内容 {count} 份", count=made.count("nothing_new"))),
        ("doubled", N_("重复 {count} 份", count=made.count("doubled"))),
        ("stale", N_("过期 {count} 份", count=made.count("stale"))),
        ("refused", N_("拒收 {count} 份", count=made.count("refused"))),
    )
    return " · ".join(words.text(phrase) for verdict, phrase in said if made.count(verdict))


def colleague_words(found: Sequence[Colleague]) -> str:
    """Who else is consolidating on the server just now; "" for nobody."""
    translate, said = QCoreApplication.translate, []
    for one in found:
        if one.own:
            name = translate("Consolidation", "您的另一台电脑")
        else:
            name = one.name or translate("Consolidation", "一位同事")
        words = translate("Consolidation", "{name}正在汇总，{done}/{total} 份")
        said.append(words.format(name=name, done=f"{one.done:,}", total=f"{one.total:,}"))
    return " · ".join(said)


def idle_status(folder: Path | None, found: Sequence[Colleague]) -> list[Status]:
    """What the foot says while nothing runs here: the folder that is watched, and who else is consolidating."""
    watched = QCoreApplication.translate("HeadquartersPage", "盯着 {folder}")
    said = [Status("eye", watched.format(folder=folder.name))] if folder is not None else []
    others = colleague_words(found)
    return [*said, *([Status("users", others)] if others else [])]


def live(id_: str, taken: Taken, at: str) -> File:
    """A verdict of the run that has not been read back from the history yet."""
    return File(
        id_, taken.file, taken.branch_name, "", taken.verdict, taken.flags, taken.reason, at, dict(taken.counts)
    )
