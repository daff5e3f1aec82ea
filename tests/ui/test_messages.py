"""What is shown of an error, and what the crash report keeps to itself."""

import sys

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.errors import AppError
from desktop.words import Words
from ui.messages import CrashDialog, ErrorDialog, UnhandledErrors, crash_report, show_error
from ui.theme import Theme

SECRET = "赵小琳 13812344821"


def fail(error: Exception) -> None:
    raise error


def raised(error: Exception) -> Exception:
    """With a place to tell of."""
    try:
        fail(error)
    except Exception as caught:  # noqa: BLE001 - whatever was given
        return caught
    return error


def test_a_crash_report_names_places_and_kinds_but_no_values() -> None:
    report = crash_report(raised(ValueError(SECRET)))
    assert "test_messages.py" in report
    assert "raised" in report
    assert "builtins.ValueError" in report
    assert not any(part in report for part in SECRET.split())


def test_the_user_reads_message_and_cure(qtbot: QtBot, theme: Theme) -> None:
    dialog = show_error(None, theme, Words(), AppError("打不开 {file}", cure="换一个文件", file="甲.xlsx"))
    qtbot.addWidget(dialog)
    assert isinstance(dialog, ErrorDialog)
    assert (dialog.card.title.text(), dialog.card.text.text()) == ("打不开 甲.xlsx", "换一个文件")
    assert dialog.isVisible()


def test_a_crash_can_be_copied(qtbot: QtBot, theme: Theme) -> None:
    dialog = show_error(None, theme, Words(), raised(KeyError(SECRET)))
    qtbot.addWidget(dialog)
    assert isinstance(dialog, CrashDialog)
    dialog.copy_button.click()
    assert "KeyError" in QApplication.clipboard().text()


def test_what_nobody_caught_reaches_the_window(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "excepthook", sys.__excepthook__)
    errors = UnhandledErrors()
    errors.install()
    assert sys.excepthook == errors.hook
    error = raised(RuntimeError("x"))
    with qtbot.waitSignal(errors.raised) as told:
        sys.excepthook(RuntimeError, error, error.__traceback__)
    assert told.args == [error]
    errors.remove()
    assert sys.excepthook is sys.__excepthook__


def test_ctrl_c_still_ends_the_program(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    ended = []
    monkeypatch.setattr(sys, "__excepthook__", lambda *error: ended.append(error[0]))
    errors = UnhandledErrors()
    with qtbot.assertNotEmitted(errors.raised):
        errors.hook(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert ended == [KeyboardInterrupt]
