"""The bar over the templates: leave, which view, what can be done."""

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.sop.drafts import TemplateDraft
from desktop.sop.preview import DayPlan
from ui.sop import words
from ui.theme import Theme
from ui.widgets.button import Button
from ui.widgets.label import PlainLabel
from ui.widgets.pane import Pane
from ui.widgets.section import Divider
from ui.widgets.segmented import Segmented

HEIGHT = 52


class TemplateBar(Pane):
    """`wanted` gives the key of the button that was pressed."""

    left = Signal()
    wanted = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "surface", edge="bottom", parent=parent)
        self.leave = Button(theme, self.tr("退出"), "ghost", "arrow-left", "Esc", parent=self)
        self.title = PlainLabel(theme, self.tr("日清单模板"), role="title", parent=self)
        self.note = PlainLabel(theme, token="text2", elide=True, parent=self)
        self.view = Segmented(theme, [("steps", self.tr("步骤")), ("week", self.tr("一周"))], self)
        self.view.setAccessibleName(self.tr("看步骤还是看一周"))
        self.buttons = {
            "N": Button(theme, self.tr("新模板"), "ghost", "plus", "N", parent=self),
            "A": Button(theme, self.tr("加一步"), "ghost", keys="A", parent=self),
            "E": Button(theme, self.tr("改模板"), "ghost", keys="E", parent=self),
            "D": Button(theme, self.tr("另存一份"), "secondary", "copy", "D", parent=self),
            "Ctrl S": Button(theme, self.tr("保存"), "primary", keys="Ctrl S", parent=self),
        }
        self.leave.clicked.connect(self.left)
        row = QHBoxLayout()
        row.setContentsMargins(12, 0, 16, 0)
        row.setSpacing(10)
        row.addWidget(self.leave)
        row.addWidget(Divider(theme, vertical=True, parent=self))
        row.addWidget(self.title)
        row.addWidget(self.note, 1)
        row.addWidget(self.view)
        for key, button in self.buttons.items():
            button.setProperty("key", key)
            button.clicked.connect(self._on_clicked)
            row.addWidget(button)
        self.body.addLayout(row)
        self.restyle()

    def restyle(self) -> None:
        self.setFixedHeight(max(HEIGHT, self.theme.px(32) + 20))

    def show_draft(self, draft: TemplateDraft, *, lead: bool, may: bool, dirty: bool) -> None:
        """What the template is, and what this person may do with it."""
        state = self.tr("已启用") if draft.on else self.tr("没有启用")
        parts = [draft.title, state, self.tr("第 {version} 版").format(version=draft.version)]
        parts += [self.tr("总行的")] if draft.locked else []
        self.note.setText(" · ".join(parts) if draft.id else self.tr("还没有模板"))
        for key, button in self.buttons.items():
            button.setEnabled({"N": lead, "D": lead and bool(draft.id), "Ctrl S": may and dirty}.get(key, may))

    def show_week(self, days: Sequence[DayPlan], only: str) -> None:
        """Which week, and how much it is."""
        first, last = days[0].day, days[-1].day
        tasks = sum(day.tasks for day in days)
        whole = self.tr("{first} 到 {last}，全部模板，{tasks} 项")
        one = self.tr("{first} 到 {last}，只看“{title}”，{tasks} 项")
        self.note.setText(
            (one if only else whole).format(
                first=words.short_day(first), last=words.short_day(last), tasks=f"{tasks:,}", title=only
            )
        )

    @Slot()
    def _on_clicked(self) -> None:
        self.wanted.emit(str(self.sender().property("key")))
