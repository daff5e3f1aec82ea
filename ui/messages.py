"""Errors on screen: a known one in the user's words, any other as a crash report; plain text only."""

import platform
import sys
import traceback
from types import TracebackType

from PySide6.QtCore import QCoreApplication, QObject, Signal, Slot, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QWidget

from desktop.errors import AppError
from desktop.words import Words
from ui.theme import Theme
from ui.widgets.button import Button
from ui.widgets.dialog import Dialog
from ui.widgets.empty import ErrorCard
from ui.widgets.field import TextEdit


class ErrorDialog(Dialog):
    """What went wrong and the cure, and a button to close it."""

    def __init__(self, theme: Theme, message: str, cure: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, QCoreApplication.translate("ErrorDialog", "没有做成"), width=420, parent=parent)
        self.card = ErrorCard(theme, message, cure, parent=self)
        self.body.addWidget(self.card)
        words = QCoreApplication.translate("ErrorDialog", "知道了")
        self.add_button(Button(theme, words, "primary", keys="↵", parent=self), "accept").setFocus()


class CrashDialog(Dialog):
    """For a mistake of ours: says that nothing else was lost, and copies the report."""

    def __init__(self, theme: Theme, report: str, parent: QWidget | None = None) -> None:
        words = QCoreApplication.translate(
            "CrashDialog", "刚才这一步没有做完，已保存的数据不受影响。请把报告复制给技术支持。"
        )
        super().__init__(theme, QCoreApplication.translate("CrashDialog", "程序出了错"), words, 480, parent)
        self.report = report
        self._shown = TextEdit(theme, lines=8, parent=self)
        self._shown.setPlainText(report)
        self._shown.setReadOnly(True)
        self._shown.setAccessibleName(QCoreApplication.translate("CrashDialog", "错误报告"))
        self.body.addWidget(self._shown)
        copy_words = QCoreApplication.translate("CrashDialog", "复制报告")
        self.copy_button = Button(theme, copy_words, "secondary", "copy", parent=self)
        self.copy_button.clicked.connect(self._on_copy)
        self.add_button(self.copy_button)
        close_words = QCoreApplication.translate("CrashDialog", "关闭")
        self.add_button(Button(theme, close_words, "primary", keys="Esc", parent=self), "reject")

    @Slot()
    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self.report)


def crash_report(error: BaseException) -> str:
    """Where it happened, without the message's or the variables' values, which may be somebody's data."""
    frames = traceback.extract_tb(error.__traceback__)
    lines = [f"Python {platform.python_version()}, Qt {qVersion()}, {platform.system()} {platform.release()}"]
    lines += [
        f"{'/'.join(frame.filename.replace(chr(92), '/').split('/')[-3:])}:{frame.lineno} {frame.name}"
        for frame in frames
    ]
    lines.append(f"{type(error).__module__}.{type(error).__qualname__}")
    return "\n".join(lines)


def dialog_for(parent: QWidget | None, theme: Theme, words: Words, error: BaseException) -> QDialog:
    """The dialog that fits the error, not shown yet."""
    if isinstance(error, AppError):
        message, cure = words.render_both(error)
        return ErrorDialog(theme, message, cure, parent)
    return CrashDialog(theme, crash_report(error), parent)


def show_error(parent: QWidget | None, theme: Theme, words: Words, error: BaseException) -> QDialog:
    """Show it over `parent` without blocking; returns the dialog."""
    dialog = dialog_for(parent, theme, words, error)
    dialog.open()
    return dialog


class UnhandledErrors(QObject):
    """Stands in for `sys.excepthook`: what nobody caught reaches the window by a signal."""

    raised = Signal(object)

    def install(self) -> None:
        sys.excepthook = self.hook

    def remove(self) -> None:
        if sys.excepthook == self.hook:
            sys.excepthook = sys.__excepthook__

    def hook(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Ctrl+C still ends the programme; all else is reported."""
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        self.raised.emit(error.with_traceback(trace))
