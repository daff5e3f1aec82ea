"""Progress in place: nothing below 0.3 s, a busy cursor to 0.6 s, then a bar with count and cancel."""

from PySide6.QtCore import QCoreApplication, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.theme import Theme
from ui.widgets.bar import Bar
from ui.widgets.button import Button
from ui.widgets.label import PlainLabel

CURSOR_MS = 300
BAR_MS = 600


class Progress(QWidget):
    """Hidden until the work has taken long enough to be worth a word."""

    cancelled = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(12))
        self.label = PlainLabel(theme, "", "caption", "text2", parent=self)
        self.count = PlainLabel(theme, "", "caption", "text2", parent=self)
        self.bar = Bar(theme, 6, parent=self)
        words = QCoreApplication.translate("Progress", "取消")
        self.cancel = Button(theme, words, "ghost", keys="Esc", size="sm", parent=self)
        self.cancel.clicked.connect(self.cancelled)
        for widget, stretch in ((self.label, 0), (self.bar, 1), (self.count, 0), (self.cancel, 0)):
            row.addWidget(widget, stretch)
        self._cursor_timer = self._timer(CURSOR_MS, self._on_cursor)
        self._bar_timer = self._timer(BAR_MS, self._on_bar)
        self._busy = False
        self.hide()

    def start(self, words: str) -> None:
        self.label.setText(words)
        self.count.setText("")
        self.bar.set_value(0, 0)
        self._cursor_timer.start()
        self._bar_timer.start()

    def set(self, done: int, total: int) -> None:
        self.bar.set_value(done, total)
        self.count.setText(f"{done:,} / {total:,}")

    @Slot()
    def stop(self) -> None:
        self._cursor_timer.stop()
        self._bar_timer.stop()
        self._free_cursor()
        self.hide()

    def _timer(self, wait: int, then) -> QTimer:  # noqa: ANN001 - a slot
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(wait)
        timer.timeout.connect(then)
        return timer

    @Slot()
    def _on_cursor(self) -> None:
        self._busy = True
        QGuiApplication.setOverrideCursor(Qt.CursorShape.BusyCursor)

    @Slot()
    def _on_bar(self) -> None:
        self._free_cursor()
        self.show()

    def _free_cursor(self) -> None:
        if self._busy:
            self._busy = False
            QGuiApplication.restoreOverrideCursor()
