"""Walking along the queue: fingers and keys, the tally, nothing smaller than a finger."""

from unittest.mock import Mock

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from sqlalchemy import func, select

from db.contacts import Consent, Contact, Interaction, Tally
from db.operation import Change, record
from desktop.changes import Done
from desktop.contacts import capture
from tests.ui.contacts.scene import contact_id
from ui.capture.big_button import BigButton
from ui.capture.queue_window import QueueWindow
from ui.desk import Desk

NUMBER = "13588142067"
FINGER = 44


@pytest.fixture
def queue(capture_desk: Desk, qtbot: QtBot, holder) -> QueueWindow:
    window = QueueWindow(capture_desk, holder)
    window.resize(1024, 600)
    window.show()
    return window


@pytest.fixture
def holder(qtbot: QtBot):
    from PySide6.QtWidgets import QWidget

    widget = QWidget()
    qtbot.addWidget(widget)
    return widget


def tap(window: QueueWindow, *keys: str) -> None:
    for key in keys:
        QTest.mouseClick(window.keys[key], Qt.MouseButton.LeftButton)


def count(window: QueueWindow, table: type) -> int:
    with window.desk.store.session() as session:
        return session.scalar(select(func.count()).select_from(table).where(table.hidden == 0)) or 0


def test_every_target_is_as_large_as_a_finger(queue: QueueWindow):
    buttons = queue.findChildren(BigButton)
    assert len(buttons) > 25
    assert [one.text() for one in buttons if min(one.width(), one.height()) < FINGER] == []
    assert (queue.width(), queue.height()) == (1024, 600)


def test_by_finger_with_tag_and_consent(queue: QueueWindow, qtbot: QtBot):
    tap(queue, *NUMBER)
    assert queue.banner.title == "新客户，可以登记"
    assert queue.save_button.text() == "只计 1 人"
    first = next(iter(queue.tags.values()))
    for button in (first, queue.consent, queue.results["waiting"]):
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(queue.changed):
        QTest.mouseClick(queue.save_button, Qt.MouseButton.LeftButton)
    assert (count(queue, Consent), queue.digits, queue.consent.isChecked(), queue.outcome) == (1, "", False, "added")
    assert queue.tally.text() == "今天聊过 1 位：登记 1，没留 0"
    assert first.isChecked()
    QTest.mouseClick(queue.decline, Qt.MouseButton.LeftButton)
    assert queue.tally.text() == "今天聊过 2 位：登记 1，没留 1"
    QTest.mouseClick(queue.undo_button, Qt.MouseButton.LeftButton)
    assert (queue.today.declined, count(queue, Tally)) == (0, 0)


def test_by_keys(queue: QueueWindow):
    QTest.keyClicks(queue, NUMBER[:10])
    QTest.keyClick(queue, Qt.Key.Key_Backspace)
    assert queue.banner.title == "还差 2 位"
    QTest.keyClicks(queue, NUMBER[9:])
    QTest.keyClicks(queue, "10")
    QTest.keyClick(queue, Qt.Key.Key_Return)
    with queue.desk.store.session() as session:
        assert session.scalar(select(Contact.channel).where(Contact.phone == NUMBER)) == "lobby"
    QTest.keyClick(queue, Qt.Key.Key_F7)
    QTest.keyClick(queue, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert queue.today == capture.Today(1, 0)
    tap(queue, "1", "3", "C")
    assert queue.digits == ""


def test_one_who_is_ours_and_a_wrong_number(queue: QueueWindow):
    tap(queue, *"13800007043")
    assert (queue.banner.title, queue.save_button.text()) == ("已是客户，归属 王敏", "记一次到访")
    QTest.keyClick(queue, Qt.Key.Key_Return)
    with queue.desk.store.session() as session:
        visit = select(Interaction.kind).where(Interaction.contact == contact_id("李建国"), Interaction.kind == "visit")
        assert session.scalars(visit).all() == ["visit"]
    tap(queue, *"12345678901")
    assert queue.banner.tone == "danger"
    assert not queue.save_button.isEnabled()


def test_somebody_was_quicker_and_a_failure_of_another_kind(queue: QueueWindow, qtbot: QtBot, monkeypatch):
    tap(queue, *NUMBER)
    queue.consent.click()
    change = Change("contact", "quick", {"name": "快", "phone": NUMBER, "owner_name": "陈楠"})
    queue.desk.store.write(lambda session: record(session, None, [change]))
    queue.save()
    assert (queue.banner.tone, queue.banner.title) == ("danger", "这个号码已是客户，归属 陈楠")
    monkeypatch.setattr(capture, "save", Mock(side_effect=OSError("disk")))
    with qtbot.waitSignal(queue.error):
        queue.count_only()


def test_the_code_for_the_customer(queue: QueueWindow):
    QTest.keyClick(queue, Qt.Key.Key_F3)
    assert queue.full.isVisible()
    queue.code.toggle()
    assert not queue.full.isVisible()
    QTest.keyClick(queue, Qt.Key.Key_Escape)
    assert not queue.isVisible()


def test_what_was_written_is_told(queue: QueueWindow, qtbot: QtBot):
    with qtbot.waitSignal(queue.changed) as told:
        queue.count_only()
    assert isinstance(told.args[0], Done)


def test_what_was_being_entered_is_there_again(queue: QueueWindow, capture_desk: Desk, holder):
    QTest.keyClicks(queue, NUMBER)
    QTest.keyClicks(queue, "2")
    QTest.keyClick(queue, Qt.Key.Key_F6)
    chosen = queue.chosen_tags()
    QTest.keyClick(queue, Qt.Key.Key_Escape)
    again = QueueWindow(capture_desk, holder)
    assert (again.digits, again.outcome, again.chosen_tags()) == (NUMBER, "waiting", chosen)
    assert again.banner.title == "新客户，可以登记"
    assert not again.consent.isChecked()


def test_what_was_stored_is_said_and_results_go_round(queue: QueueWindow):
    QTest.keyClicks(queue, f"{NUMBER}0")
    QTest.keyClick(queue, Qt.Key.Key_Return)
    assert (queue.banner.tone, queue.banner.title) == ("ok", "已登记 尾号 2067")
    QTest.keyClick(queue, "1")
    assert queue.banner.title == "还差 10 位"
    for result, following in (("waiting", "already"), ("already", "added"), ("added", "waiting")):
        QTest.keyClick(queue, Qt.Key.Key_F6)
        assert queue.outcome == result
        assert [key for key, button in queue.results.items() if button.keys()] == [following]


def test_each_button_shows_its_key(queue: QueueWindow):
    printed = {button.keys() for button in queue.findChildren(BigButton)}
    assert printed >= {"Ctrl Z", "F3", "Esc", "F7", "F6", "0", "↵", "1", "2"}


def test_posters_for_when_nobody_stands_there(queue: QueueWindow):
    QTest.keyClick(queue, Qt.Key.Key_F3)
    assert queue.full.slides
