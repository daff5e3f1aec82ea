"""Reminders in the window, and beside the clock where there is such a place."""

import dataclasses

import pytest
from PySide6.QtWidgets import QSystemTrayIcon
from pytestqt.qtbot import QtBot

from db.operation import Change, record
from db.stamp import FixedClock
from desktop.settings import Settings
from ui.desk import Desk
from ui.main_window import MainWindow
from ui.places import places
from ui.reminders import Reminders


def task(desk: Desk, row: str, at: str, **fields: str) -> Change:
    values = {"staff": desk.actor.staff, "date": "2026-03-12", "step": row, "title": row, "kind": "group"}
    return Change("task", row, values | {"due_at": f"2026-03-12 {at}:00"} | fields)


@pytest.fixture
def filled(desk: Desk) -> Desk:
    rows = [
        task(desk, "早报", "10:43"), task(desk, "午报", "10:43"), task(desk, "午报二", "10:43", step="午报"),
        task(desk, "猜字谜", "10:58", kind="activity"), task(desk, "晚报", "10:43"),
    ]  # fmt: skip
    desk.store.write(lambda session: record(session, None, rows))
    return desk


def look(filled: Desk, clock: FixedClock) -> list[str]:
    told: list[str] = []
    reminders = Reminders(filled, filled.jobs)
    reminders.reminded.connect(told.append)
    clock.advance(minutes=1)
    reminders.look()
    reminders.look()
    return told


def test_what_comes_due_is_said_once_in_one_line(filled, clock):
    (told,) = look(filled, clock)
    assert told == "到时间了：午报，2 项；到时间了：早报；到时间了：晚报，还有 1 件"


def test_an_activity_asks_for_its_warm_up(desk, clock):
    desk.store.write(lambda session: record(session, None, [task(desk, "猜字谜", "10:58", kind="activity")]))
    assert look(desk, clock) == ["10:58 开始“猜字谜”，先发预热"]


def test_who_wishes_for_none_gets_none(filled, clock):
    filled.settings = Settings(reminders="off")
    assert look(filled, clock) == []


def test_after_a_long_sleep_the_list_says_what_is_late(filled, clock):
    reminders = Reminders(filled, filled.jobs)
    told: list[str] = []
    reminders.reminded.connect(told.append)
    clock.advance(hours=3)
    reminders.look()
    assert told == []


def test_beside_the_clock_where_there_is_such_a_place(filled, clock, monkeypatch):
    shown: list[str] = []
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", staticmethod(lambda: True))
    monkeypatch.setattr(QSystemTrayIcon, "showMessage", lambda _self, _title, words, _icon: shown.append(words))
    monkeypatch.setattr(QSystemTrayIcon, "show", lambda _self: None)
    filled.settings = Settings(reminders="tray")
    told = look(filled, clock)
    assert shown == told


def test_without_such_a_place_the_window_alone_says_it(filled, clock, monkeypatch):
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", staticmethod(lambda: False))
    filled.settings = Settings(reminders="tray")
    assert len(look(filled, clock)) == 1


def test_the_main_window_shows_it_and_comes_to_the_front(qtbot: QtBot, filled, clock):
    desk = dataclasses.replace(filled)
    window = MainWindow(desk, places(desk.actor.role))
    qtbot.addWidget(window)
    window.show()
    window.go("contacts")
    clock.advance(minutes=1)
    window.reminders.look()
    assert window.toast.isVisible()
    assert "早报" in window.toast.text
    window.reminders.opened.emit()
    assert window.current == "today"
    window.close()
