"""Work off the GUI thread: in order, on the right thread, safe when the owner has gone."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QThread
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from shiboken6 import delete
from sqlalchemy import text
from sqlalchemy.orm import Session

from db.engine import Store, open_store
from ui.jobs import InlineJobs, Jobs


class Owner(QObject):
    def __init__(self) -> None:
        super().__init__()
        self.results: list[object] = []
        self.errors: list[BaseException] = []
        self.threads: list[QThread] = []

    def take(self, result: object) -> None:
        self.threads.append(QThread.currentThread())
        self.results.append(result)

    def fail(self, error: BaseException) -> None:
        self.errors.append(error)


@pytest.fixture
def file_store(tmp_path: Path) -> Iterator[Store]:
    store = open_store(tmp_path / "branch.db", bytes(32))
    yield store
    store.close()


@pytest.fixture
def jobs(qapp: QApplication, file_store: Store) -> Iterator[Jobs]:
    jobs = Jobs(file_store)
    yield jobs
    jobs.close()


def test_results_come_in_order_and_on_the_gui_thread(qtbot: QtBot, jobs: Jobs) -> None:
    owner = Owner()
    for number in range(20):
        jobs.run(owner, lambda number=number: number, owner.take)
    qtbot.waitUntil(lambda: len(owner.results) == 20)
    assert owner.results == list(range(20))
    assert set(owner.threads) == {QThread.currentThread()}
    assert jobs.idle()


def test_work_runs_elsewhere(qtbot: QtBot, jobs: Jobs) -> None:
    owner = Owner()
    jobs.run(owner, threading.get_ident, owner.take)
    qtbot.waitUntil(lambda: bool(owner.results))
    assert owner.results != [threading.get_ident()]


def set_value(session: Session) -> str:
    session.execute(text("INSERT INTO setting (key, value) VALUES ('a', 'b')"))
    return "written"


def values(session: Session) -> list[str]:
    return list(session.execute(text("SELECT value FROM setting")).scalars())


def break_off(session: Session) -> None:
    set_value(session)
    raise RuntimeError("broken off")


def test_a_write_is_seen_by_the_next_read(qtbot: QtBot, jobs: Jobs) -> None:
    owner = Owner()
    jobs.write(owner, set_value, owner.take)
    jobs.read(owner, values, owner.take)
    qtbot.waitUntil(lambda: len(owner.results) == 2)
    assert owner.results == ["written", ["b"]]


def test_a_write_that_fails_leaves_nothing_and_is_told(qtbot: QtBot, jobs: Jobs) -> None:
    owner = Owner()
    with qtbot.waitSignal(jobs.failed) as told:
        jobs.write(owner, break_off, owner.take)
    assert str(told.args[0]) == "broken off"
    jobs.read(owner, values, owner.take)
    qtbot.waitUntil(lambda: bool(owner.results))
    assert owner.results == [[]]


def test_an_owner_who_asks_hears_of_the_failure_itself(qtbot: QtBot, jobs: Jobs) -> None:
    owner = Owner()
    with qtbot.assertNotEmitted(jobs.failed):
        jobs.write(owner, break_off, owner.take, owner.fail)
        qtbot.waitUntil(lambda: bool(owner.errors))
    assert str(owner.errors[0]) == "broken off"


def test_nothing_is_handed_to_an_owner_that_has_gone(qtbot: QtBot, jobs: Jobs) -> None:
    gone, there, results = Owner(), Owner(), []
    started = threading.Event()
    jobs.run(gone, lambda: started.wait(5), results.append)
    delete(gone)
    started.set()
    jobs.run(there, lambda: 1, there.take)
    qtbot.waitUntil(lambda: bool(there.results))
    assert results == []


def test_long_work_does_not_keep_the_short_waiting(qtbot: QtBot, jobs: Jobs) -> None:
    owner, release = Owner(), threading.Event()
    jobs.long.run(owner, lambda: release.wait(10), owner.take)
    jobs.run(owner, lambda: "short", owner.take)
    qtbot.waitUntil(lambda: bool(owner.results))
    assert owner.results == ["short"]
    assert not jobs.idle()
    release.set()
    qtbot.waitUntil(lambda: len(owner.results) == 2)
    assert jobs.idle()


def test_being_busy_is_told_once_for_a_run_of_work(qtbot: QtBot, jobs: Jobs) -> None:
    owner, told = Owner(), []
    jobs.busy.connect(told.append)
    for _ in range(3):
        jobs.run(owner, lambda: None, owner.take)
    qtbot.waitUntil(lambda: len(owner.results) == 3)
    assert told == [True, False]


def test_closing_forgets_what_waits(qtbot: QtBot, file_store: Store) -> None:
    jobs, owner, release = Jobs(file_store), Owner(), threading.Event()
    jobs.run(owner, lambda: release.wait(10), owner.take)
    jobs.run(owner, lambda: "never", owner.take)
    threading.Timer(0.05, release.set).start()
    jobs.close()
    qtbot.waitUntil(jobs.idle)
    assert owner.results == [True]


def test_nothing_starts_once_closed(qtbot: QtBot, jobs: Jobs) -> None:
    """A timer of a window that is closing may still ask for work."""
    owner = Owner()
    jobs.close()
    jobs.read(owner, values, owner.take)
    jobs.long.run(owner, lambda: "late", owner.take)
    assert jobs.idle()
    assert owner.results == []


def test_inline_jobs_do_it_at_once(qapp: QApplication, store: Store) -> None:
    jobs, owner = InlineJobs(store), Owner()
    jobs.write(owner, set_value, owner.take)
    jobs.read(owner, values, owner.take)
    jobs.write(owner, break_off, owner.take, owner.fail)
    assert owner.results == ["written", ["b"]]
    assert len(owner.errors) == 1
