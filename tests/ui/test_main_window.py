"""The main window: its frame to the pixel, its keys, and the news between pages."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, time, timedelta

import pytest
from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import text
from sqlalchemy.orm import Session

from db.ids import derived_id
from db.operation import Change, record
from db.stamp import FixedClock
from desktop.calendar import Workdays
from desktop.changes import Changes, Done
from desktop.errors import AppError
from ui.desk import Desk
from ui.main_window import CALENDAR_AHEAD, MainWindow, Place
from ui.messages import CrashDialog, ErrorDialog
from ui.page import Command, Hint, Page, Status
from ui.settings_window import SettingsWindow

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


class FirstPage(Page):
    name = "first"
    concerned = Changes.CONTACTS
    has_primary = True

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.refreshed: list[Changes] = []
        self.opened: list[object] = []
        self.fields = [QLineEdit(self), QLineEdit(self)]
        self.button = QWidget()
        column = QVBoxLayout(self)
        for field in self.fields:
            column.addWidget(field)

    def title(self) -> str:
        return "今日"

    def subtitle(self) -> str:
        return "3 月 12 日 星期四"

    def hints(self) -> list[Hint]:
        return [Hint("J", "下一件"), Hint("K", "上一件")]

    def status(self) -> list[Status]:
        return [Status("package", "下发包 2026-W11")]

    def badge(self) -> int:
        return 8

    def panes(self) -> list[QWidget]:
        return list(self.fields)

    def commands(self) -> list[Command]:
        return [Command("导出上报表", "Ctrl E", lambda: self.opened.append("command"))]

    def refresh(self, changes: Changes) -> None:
        self.refreshed.append(changes)

    def open(self, argument: object) -> None:
        self.opened.append(argument)


class SecondPage(FirstPage):
    name = "second"
    concerned = Changes.GROUPS
    has_primary = False

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.search = QLineEdit(self)

    def badge(self) -> int:
        return 0

    def top_bar_search(self) -> QWidget | None:
        return self.search

    def top_bar_widgets(self) -> list[QWidget]:
        return [self.button]


class Capture(QWidget):
    changed, error, navigate = Signal(object), Signal(object), Signal(str, object)

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self.shows = 0

    def show_for_next(self) -> None:
        self.shows += 1

    def leave(self) -> None:
        self.close()


PLACES = [
    Place("first", "list-checks", "今日", FirstPage),
    Place("second", "users", "客户", SecondPage),
]


@pytest.fixture
def window(qtbot: QtBot, desk: Desk) -> Iterator[MainWindow]:
    window = MainWindow(desk, PLACES, Capture)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.go("first")
    yield window
    window.close()


def dialogs(window: QWidget, kind: type[QWidget]) -> list[QWidget]:
    return [dialog for dialog in window.findChildren(kind) if dialog.isVisible()]


# ---------------------------------------------------------------------------------------------- the frame


def test_the_frame_is_that_of_the_pictures(window: MainWindow) -> None:
    assert (window.width(), window.height()) == (1366, 768)
    assert (window.rail.x(), window.rail.width(), window.rail.height()) == (0, 72, 768)
    assert window.top_bar.geometry().getRect() == (72, 0, 1294, 52)
    assert window.hint_bar.geometry().getRect() == (72, 740, 1294, 28)
    assert window.stack.geometry().getRect() == (72, 52, 1294, 688)
    first = window.rail.items["first"]
    assert first.geometry().getRect() == (8, 60, 56, 52)
    assert window.rail.items["second"].y() - first.y() == 56


def test_the_colours_are_those_of_the_tokens(window: MainWindow) -> None:
    theme, image = window.desk.theme, window.grab().toImage()
    assert image.pixelColor(4, 400) == theme.color("rail")
    assert image.pixelColor(71, 400) == theme.color("border")
    assert image.pixelColor(700, 4) == theme.color("surface")
    assert image.pixelColor(700, 51) == theme.color("border")
    assert image.pixelColor(700, 760) == theme.color("canvas")
    assert image.pixelColor(700, 740) == theme.color("border")
    assert image.pixelColor(12, 90) == theme.color("raised")
    assert image.pixelColor(24, 20) == theme.color("accent")


def test_the_frame_holds_in_the_dark_and_in_a_small_window(window: MainWindow) -> None:
    window.desk.theme.set_mode("dark")
    window.resize(1024, 600)
    assert (window.width(), window.height()) == (1024, 600)
    assert window.hint_bar.geometry().getRect() == (72, 572, 952, 28)
    assert window.grab().toImage().pixelColor(4, 400) == window.desk.theme.color("rail")


@pytest.mark.parametrize("scale", [0.9, 1.5])
def test_the_window_needs_no_more_than_it_may(window: MainWindow, scale: float) -> None:
    window.desk.theme.set_scale(scale)
    assert window.minimumSizeHint().width() <= 1024
    assert window.minimumSizeHint().height() <= 600
    window.grab()


def test_the_bars_show_what_the_page_says(window: MainWindow) -> None:
    window.grab()
    assert (window.top_bar.title.text(), window.top_bar.subtitle.text()) == ("今日", "3 月 12 日 星期四")
    assert [hint.keys for hint in window.hint_bar.shown] == ["J", "K", "?"]
    assert [status.text for status in window.hint_bar.status] == ["下发包 2026-W11", "数据只在本机"]
    assert window.rail.items["first"].badge == 8
    assert window.top_bar.capture.kind() == "soft"
    assert window.top_bar.capture.keys() == "Ctrl N"


def test_hints_that_do_not_fit_are_left_out_but_never_the_help(window: MainWindow) -> None:
    window.hint_bar.set_hints([Hint("Ctrl E", f"一条很长很长的提示 {number}") for number in range(20)])
    window.grab()
    assert len(window.hint_bar.shown) < 21
    assert window.hint_bar.shown[-1].keys == "?"


def test_a_page_may_bring_its_own_search_and_widgets(window: MainWindow) -> None:
    window.go("second")
    page = window.pages["second"]
    assert isinstance(page, SecondPage)
    assert page.search.isVisible()
    assert not window.top_bar.search.isVisible()
    assert page.button.isVisible()
    assert window.top_bar.capture.kind() == "primary"
    window.go("first")
    assert window.top_bar.search.isVisible()
    assert not page.search.isVisible()
    assert not page.button.isVisible()


def test_the_sample_has_a_banner_with_one_click_out(qtbot: QtBot, desk: Desk) -> None:
    desk = replace(desk, sample=True)
    window = MainWindow(desk, PLACES)
    qtbot.addWidget(window)
    window.show()
    window.go("first")
    assert window.banner.isVisible()
    with qtbot.waitSignal(window.sample_left):
        window.banner.action.click()


def test_no_banner_without_need(window: MainWindow) -> None:
    assert not window.banner.isVisible()
    window.banner.show_banner("danger", "磁盘满了")
    assert window.banner.isVisible()
    assert not window.banner.action.isVisible()


# ---------------------------------------------------------------------------------------------- keys


def test_pages_are_made_when_visited_and_numbers_go_there(qtbot: QtBot, window: MainWindow) -> None:
    assert set(window.pages) == {"first"}
    qtbot.keyClick(window, Qt.Key.Key_2, CONTROL)
    assert (window.current, set(window.pages)) == ("second", {"first", "second"})
    assert window.rail.items["second"].isChecked()
    qtbot.mouseClick(window.rail.items["first"], Qt.MouseButton.LeftButton)
    assert window.current == "first"


def test_f6_walks_the_panes_and_the_rail(qtbot: QtBot, window: MainWindow) -> None:
    first, second = window.pages["first"].panes()
    assert QApplication.focusWidget() is first
    seen = []
    for _ in range(3):
        qtbot.keyClick(window, Qt.Key.Key_F6)
        seen.append(QApplication.focusWidget())
    assert seen == [second, window.rail.items["first"], first]
    qtbot.keyClick(window, Qt.Key.Key_F6, SHIFT)
    assert QApplication.focusWidget() is window.rail.items["first"]


def test_quick_capture_is_built_once_and_shown_by_key_and_button(qtbot: QtBot, window: MainWindow) -> None:
    window.prebuild()
    capture = window.capture
    qtbot.keyClick(window, Qt.Key.Key_N, CONTROL)
    window.top_bar.capture.click()
    assert isinstance(capture, Capture)
    assert (capture is window.capture, capture.shows) == (True, 2)
    with qtbot.waitSignal(window.pages["first"].state_changed, raising=False, timeout=1):
        capture.changed.emit(Done(Changes.CONTACTS, "", "已登记"))
    assert window.toast.text == "已登记"


def test_a_question_mark_shows_all_keys_but_is_typed_in_a_field(qtbot: QtBot, window: MainWindow) -> None:
    from ui.keys_window import KeysWindow

    field = window.pages["first"].panes()[0]
    qtbot.keyClicks(field, "?")
    assert field.text() == "?"
    assert dialogs(window, KeysWindow) == []
    window.setFocus()
    qtbot.keyClicks(window, "?")
    (keys,) = dialogs(window, KeysWindow)
    keys.close()
    qtbot.mouseClick(window.hint_bar, Qt.MouseButton.LeftButton, pos=QPoint(100, 10))
    (keys,) = dialogs(window, KeysWindow)
    keys.close()


# ---------------------------------------------------------------------------------------------- news


def test_only_pages_concerned_read_again_and_hidden_ones_later(window: MainWindow) -> None:
    window.go("second")
    first, second = window.pages["first"], window.pages["second"]
    assert isinstance(first, FirstPage)
    assert isinstance(second, FirstPage)
    first.refreshed.clear()
    second.refreshed.clear()
    second.changed.emit(Done(Changes.GROUPS))
    assert (first.refreshed, second.refreshed) == ([], [Changes.GROUPS])
    second.changed.emit(Done(Changes.CONTACTS | Changes.TAGS))
    assert first.refreshed == [Changes.CONTACTS | Changes.TAGS]  # its badge is on show


def test_navigation_hands_the_argument_over(window: MainWindow) -> None:
    window.pages["first"].navigate.emit("second", "contact-1")
    page = window.pages["second"]
    assert isinstance(page, FirstPage)
    assert (window.current, page.opened) == ("second", ["contact-1"])


def test_what_was_written_is_told_and_the_time_of_saving_shown(window: MainWindow) -> None:
    window.pages["first"].changed.emit(Done(Changes.CONTACTS, "some-batch", "已完成“早报”"))
    assert window.toast.isVisible()
    assert (window.toast.text, window.toast.undoable) == ("已完成“早报”", True)
    assert window.hint_bar.status[-1].text == "本机已保存 10:42"


def rename(session: Session, desk: Desk, name: str, field: str = "name") -> Done:
    done = record(session, desk.actor, [Change("staff", derived_id("staff", "wangmin"), {field: name})])
    return Done(Changes.STAFF, done.batch, "改名了")


def name_of(desk: Desk) -> str:
    with desk.store.session() as session:
        return str(session.execute(text("SELECT name FROM staff")).scalar_one())


def test_ctrl_z_undoes_what_the_page_did_and_then_what_was_before(qtbot: QtBot, window: MainWindow) -> None:
    page, desk = window.pages["first"], window.desk
    page.write(lambda session: rename(session, desk, "王一"))
    page.write(lambda session: rename(session, desk, "小王", "alias"))
    window.setFocus()
    qtbot.keyClick(window, Qt.Key.Key_Z, CONTROL)
    assert (name_of(desk), window.toast.text) == ("王一", "已撤销")
    qtbot.keyClick(window, Qt.Key.Key_Z, CONTROL)
    assert (name_of(desk), window.toast.text) == ("王敏", "已撤销")
    qtbot.keyClick(window, Qt.Key.Key_Z, CONTROL)
    (dialog,) = dialogs(window, ErrorDialog)
    assert "没有可以撤销" in dialog.card.title.text()
    dialog.close()


def test_ctrl_z_in_a_field_takes_back_the_typing(qtbot: QtBot, window: MainWindow) -> None:
    page, desk = window.pages["first"], window.desk
    page.write(lambda session: rename(session, desk, "王一"))
    field = page.panes()[0]
    field.setFocus()
    qtbot.keyClicks(field, "abc")
    qtbot.keyClick(field, Qt.Key.Key_Z, CONTROL)
    assert (field.text(), name_of(desk)) == ("", "王一")


def test_a_known_error_is_said_and_any_other_reported_without_its_text(qtbot: QtBot, window: MainWindow) -> None:
    page = window.pages["first"]
    page.error.emit(AppError("第 {row} 行没有姓名", cure="补上姓名", row=3))
    (known,) = dialogs(window, ErrorDialog)
    assert (known.card.title.text(), known.card.text.text()) == ("第 3 行没有姓名", "补上姓名")
    known.accept()

    def fail(session: Session) -> Done:
        raise ValueError("客户赵小琳 13812344821")

    page.write(fail)
    (crash,) = dialogs(window, CrashDialog)
    assert "ValueError" in crash.report
    assert "13812344821" not in crash.report
    crash.copy_button.click()
    assert QApplication.clipboard().text() == crash.report
    crash.close()


# ---------------------------------------------------------------------------------------------- search, settings


def test_ctrl_k_finds_pages_and_commands_and_goes_there(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.keyClick(window, Qt.Key.Key_K, CONTROL)
    found = window.finder.shown
    assert found is not None
    assert [entry.text for entry in found.model.entries] == ["今日", "客户", "导出上报表"]
    found.field.insert("上报")
    qtbot.keyClick(found.field, Qt.Key.Key_Down)
    found.grab()
    qtbot.keyPress(found.field, Qt.Key.Key_Return)
    page = window.pages["first"]
    assert isinstance(page, FirstPage)
    assert page.opened == ["command"]
    window.top_bar.search.click()
    again = window.finder.shown
    assert again is not None
    again.field.insert("客户")
    qtbot.keyPress(again.field, Qt.Key.Key_Return)
    assert window.current == "second"


def test_ctrl_k_finds_people(qtbot: QtBot, window: MainWindow) -> None:
    desk = window.desk
    contact = derived_id("contact", "wangmin", "赵小琳", "2026-03-09 09:47:00")
    fields = {
        "name": "赵小琳",
        "owner": desk.actor.staff,
        "branch": desk.actor.branch,
        "added_at": "2026-03-09 09:47:00",
    }
    desk.store.write(lambda session: record(session, desk.actor, [Change("contact", contact, fields)]))
    window.open_search()
    found = window.finder.shown
    assert found is not None
    qtbot.keyClicks(found.field, "zxl")
    qtbot.waitUntil(lambda: bool(found.model.entries))
    assert found.model.entries[0].text == "赵小琳"
    wishes = []
    window.finder.navigate.disconnect(window.go)
    window.finder.navigate.connect(lambda *wish: wishes.append(wish))
    qtbot.keyPress(found.field, Qt.Key.Key_Return)
    assert wishes == [("contacts", contact)]


def test_settings_say_what_was_chosen(qtbot: QtBot, window: MainWindow) -> None:
    settings = SettingsWindow(window.desk.theme, "zh", "light", 100, window)
    settings.open()
    with qtbot.waitSignals([settings.language_chosen, settings.theme_chosen, settings.scale_chosen]):
        settings.language.set_value("en")
        settings.mode.set_value("dark")
        settings.scale.set_value("125")
    settings.close()


def test_a_page_that_the_role_lacks_is_not_shown(window: MainWindow) -> None:
    window.go("headquarters")
    assert window.current == "first"


def test_a_calendar_that_ends_is_told_in_the_banner(qtbot: QtBot, desk: Desk, clock: FixedClock) -> None:
    known = Workdays().known_until
    clock.set(datetime.combine(known, time(9)) - CALENDAR_AHEAD - timedelta(days=1))
    window = MainWindow(desk, [Place("first", "list-checks", "今日", FirstPage)])
    qtbot.addWidget(window)
    assert window.banner.isHidden()
    clock.set(datetime.combine(known, time(9)) - timedelta(days=3))
    window = MainWindow(desk, [Place("first", "list-checks", "今日", FirstPage)])
    qtbot.addWidget(window)
    assert not window.banner.isHidden()
    assert f"{known.year + 1} 年的节假日安排还没有公布" in window.banner.text.text()
