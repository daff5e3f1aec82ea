"""One's own stretch of days for the board of figures."""

from datetime import date

from PySide6.QtCore import QCoreApplication, Signal, Slot
from PySide6.QtWidgets import QWidget

from desktop.insights.metrics import Period
from ui.theme import Theme
from ui.widgets.button import Button
from ui.widgets.dialog import Dialog
from ui.widgets.field import Labelled, LineEdit


class SpanDialog(Dialog):
    """First and last day, both counted; `chosen` gives the period."""

    chosen = Signal(object)

    def __init__(self, theme: Theme, period: Period, parent: QWidget) -> None:
        title = QCoreApplication.translate("SpanDialog", "看哪一段")
        words = QCoreApplication.translate("SpanDialog", "首尾两天都算。写成 2026-03-01。")
        super().__init__(theme, title, words, 342, parent)
        self.first = LineEdit(theme, "2026-03-01", parent=self)
        self.last = LineEdit(theme, "2026-03-12", parent=self)
        self.first.setText(f"{period.first}")
        self.last.setText(f"{period.last}")
        self.body.addWidget(Labelled(theme, self.tr("从哪天"), self.first, parent=self))
        self.body.addWidget(Labelled(theme, self.tr("到哪天"), self.last, parent=self))
        self.add_button(Button(theme, self.tr("取消"), "ghost", keys="Esc", parent=self), "reject")
        self.ok = self.add_button(Button(theme, self.tr("就看这段"), "primary", keys="↵", parent=self))
        self.ok.clicked.connect(self._on_ok)
        self.first.returnPressed.connect(self._on_ok)
        self.last.returnPressed.connect(self._on_ok)
        self.first.selectAll()

    @Slot()
    def _on_ok(self) -> None:
        days = [self._day(field) for field in (self.first, self.last)]
        if days[0] is None or days[1] is None:
            return
        if days[1] < days[0]:
            self.last.set_error(self.tr("要在第一天之后"))
            return
        self.accept()
        self.chosen.emit(Period(days[0], days[1]))

    def _day(self, field: LineEdit) -> date | None:
        """The day in a field; says what is wrong with it and gives None."""
        try:
            day = date.fromisoformat(field.text().strip().replace("/", "-"))
        except ValueError:
            field.set_error(self.tr("看不懂，写成 2026-03-01"))
            return None
        field.set_error("")
        return day
