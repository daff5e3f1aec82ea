"""What was found in a folder of codes: every picture with its person and verdict, before anything is registered."""

from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QGridLayout, QWidget

from desktop.posters.intake import Found
from desktop.posters.qr import Kinds
from desktop.words import Words
from ui.theme import Theme
from ui.widgets.button import Button
from ui.widgets.check import CheckBox
from ui.widgets.dialog import Dialog
from ui.widgets.empty import IconLabel
from ui.widgets.label import PlainLabel
from ui.widgets.pane import ScrollPane
from ui.widgets.paragraph import Paragraph

WIDTH = 620
HIGHEST = 380
ROW = 46
LOOKS = {"ok": ("circle-check", "ok"), "warn": ("triangle-alert", "warn"), "refuse": ("circle-x", "danger")}
ORDER = ("refuse", "warn", "ok")


def verdict(one: Found) -> str:
    """refuse, warn or ok."""
    return "refuse" if one.refusal is not None else one.answer.verdict


class IntakeReport(Dialog):
    """`agreed` are the doubtful files that were ticked."""

    def __init__(
        self, theme: Theme, words: Words, kinds: Kinds, found: list[Found], without: list[str], parent: QWidget
    ) -> None:
        super().__init__(theme, "", width=WIDTH, parent=parent)
        self._words, self._kinds = words, kinds
        self._found = sorted(found, key=lambda one: ORDER.index(verdict(one)))
        self._ticks: dict[Path, CheckBox] = {}
        self.title.set_text(self.tr("看过 {count} 张图").format(count=len(found)))
        self.text.set_text(self._summary())
        self.text.show()
        self.body.addWidget(self._make_list())
        self.without = Paragraph(theme, "", "caption", "text2", max_lines=2, parent=self)
        self.without.set_text(self.tr("还没有活码：{names}").format(names="、".join(without)) if without else "")
        self.without.setVisible(bool(without))
        self.body.addWidget(self.without)
        self.add_button(Button(theme, self.tr("取消")), "reject")
        self.register = self.add_button(Button(theme, "", "primary"), "accept")
        self._count()
        self.register.setFocus()

    def agreed(self) -> list[Path]:
        return [file for file, tick in self._ticks.items() if tick.isChecked()]

    def _summary(self) -> str:
        counts = {kind: sum(verdict(one) == kind for one in self._found) for kind in ORDER}
        said = [
            self.tr("{n} 张可以登记").format(n=counts["ok"]),
            self.tr("{n} 张要再看一眼").format(n=counts["warn"]) if counts["warn"] else "",
            self.tr("{n} 张不能用").format(n=counts["refuse"]) if counts["refuse"] else "",
        ]
        return self.tr("，").join(part for part in said if part)

    def _make_list(self) -> ScrollPane:
        pane = ScrollPane(self.theme, "surface", margins=(0, 4, 8, 4), spacing=0, parent=self)
        pane.setFixedHeight(min(HIGHEST, self.theme.px(ROW) * len(self._found) + 12))
        holder = QWidget(pane.inner)
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(8)
        grid.setColumnMinimumWidth(1, 150)
        grid.setColumnStretch(2, 1)
        for row, one in enumerate(self._found):
            self._add_row(grid, row, one, holder)
        pane.body.addWidget(holder)
        pane.body.addStretch(1)
        return pane

    def _add_row(self, grid: QGridLayout, row: int, one: Found, holder: QWidget) -> None:
        icon, token = LOOKS[verdict(one)]
        top = Qt.AlignmentFlag.AlignTop
        grid.addWidget(IconLabel(self.theme, icon, 16, token, holder), row, 0, top)
        grid.addWidget(PlainLabel(self.theme, one.file.name, "table", elide=True, parent=holder), row, 1, top)
        said = f"{one.name or self.tr('不知道是谁的')} · {self._words.text(self._kinds.label(one.answer.kind))}"
        remark = one.refusal or one.answer.remark
        if verdict(one) == "refuse" and remark is not None:
            said = self._words.text(remark.message)
        elif remark is not None:
            said = f"{said}\n{self._words.text(remark.message)}"
        grid.addWidget(Paragraph(self.theme, said, "caption", "text2", max_lines=3, parent=holder), row, 2, top)
        if verdict(one) == "warn":
            tick = CheckBox(self.theme, self.tr("仍要登记"), parent=holder)
            tick.toggled.connect(self._count)
            self._ticks[one.file] = tick
            grid.addWidget(tick, row, 3, top)

    @Slot()
    def _count(self) -> None:
        count = sum(verdict(one) == "ok" for one in self._found) + len(self.agreed())
        self.register.setText(self.tr("登记 {count} 个").format(count=count))
        self.register.setEnabled(count > 0)
