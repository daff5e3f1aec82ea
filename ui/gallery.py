"""All components and states on one sheet, to be looked at beside the design's own."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from ui.theme import Theme
from ui.widgets.bar import Bar, Bars
from ui.widgets.button import Button, IconButton
from ui.widgets.chip import Chip
from ui.widgets.empty import EmptyState, ErrorCard
from ui.widgets.facet import FacetRow
from ui.widgets.field import CheckBox, ComboBox, Labelled, LineEdit, SearchField
from ui.widgets.keycap import KeyCap
from ui.widgets.label import PlainLabel
from ui.widgets.pane import Pane
from ui.widgets.paragraph import Paragraph
from ui.widgets.pill import Pill, StagePill
from ui.widgets.ring import Ring
from ui.widgets.section import Section
from ui.widgets.segmented import Segmented
from ui.widgets.stepper import StageStepper
from ui.widgets.tabs import Tabs
from ui.widgets.tag import Tag


def row(*widgets: QWidget) -> QHBoxLayout:
    line = QHBoxLayout()
    line.setSpacing(8)
    for widget in widgets:
        line.addWidget(widget)
    line.addStretch(1)
    return line


class Gallery(Pane):
    """Two columns of samples; the words are samples too and are not translated."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, margins=(24, 24, 24, 24), parent=parent)
        grid = QGridLayout()
        grid.setHorizontalSpacing(32)
        grid.addLayout(self._controls(), 0, 0)
        grid.addLayout(self._states(), 0, 1)
        self.body.addLayout(grid)
        self.resize(980, 720)

    def _controls(self) -> QVBoxLayout:
        theme, column = self.theme, QVBoxLayout()
        column.setSpacing(10)
        disabled = Button(theme, "禁用")
        disabled.setEnabled(False)
        column.addLayout(row(
            Button(theme, "主操作", "primary", "check", "↵"), Button(theme, "柔和", "soft", "copy"),
            Button(theme, "次要", "secondary", "printer"), Button(theme, "幽灵", "ghost", keys="S"),
            Button(theme, "删除", "danger", "trash-2"),
        ))  # fmt: skip
        column.addLayout(row(
            disabled, Button(theme, "小 28", size="sm"), Button(theme, "大 40", "primary", size="lg"),
            IconButton(theme, "ellipsis", "更多"), KeyCap(theme, "Ctrl K"), KeyCap(theme, "F2"),
        ))  # fmt: skip
        wrong = LineEdit(theme)
        wrong.setText("138 662")
        labelled = Labelled(theme, "手机", wrong)
        wrong.set_error("手机号是 11 位")
        column.addLayout(row(Labelled(theme, "输入", LineEdit(theme, "占位文字")), labelled))
        combo = ComboBox(theme, "map-pin")
        combo.set_choices([("c3", "柜台 3 号"), ("q", "排队机")])
        column.addLayout(row(SearchField(theme, "搜索客户、话术、页面", "Ctrl K"), combo))
        column.addLayout(row(
            Chip(theme, "已选", selected=True, removable=True), Chip(theme, "未选"), Chip(theme, "带键", digit="3"),
            Chip(theme, "加条件", dashed=True, icon="plus"), Chip(theme, "代发", neutral=True),
        ))  # fmt: skip
        column.addLayout(row(
            *(StagePill(theme, stage) for stage in "AIPL"), Pill(theme, "已并入", "accent", "check"),
            Pill(theme, "过期", "warn", "history"), Tag(theme, "总行必做"),
        ))  # fmt: skip
        column.addLayout(
            row(CheckBox(theme, "客户同意登记", "0"), Segmented(theme, [("a", "加员工"), ("b", "直接进群")]))
        )
        facets = FacetRow(theme, "我的客户", 268, "user-round")
        facets.set_selected(True)
        ticked = FacetRow(theme, "兴趣", 96, letter="I", checkable=True)
        ticked.setChecked(True)
        for facet in (facets, ticked, FacetRow(theme, "代发", 74, checkable=True)):
            facet.setFixedWidth(184)
            column.addWidget(facet)
        column.addWidget(Tabs(theme, [("all", "全部", 1052), ("todo", "要处理", 34)]), 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(StageStepper(theme, "I"))
        column.addStretch(1)
        return column

    def _states(self) -> QVBoxLayout:
        theme, column = self.theme, QVBoxLayout()
        column.setSpacing(10)
        ring, bars, bar = Ring(theme), Bars(theme), Bar(theme)
        ring.set_value(5, 13)
        bars.set_values([(1, 1), (11, 12), (1, 1), (1, 1), (5, 13)])
        bar.set_value(4, 8)
        column.addLayout(row(ring, bars, PlainLabel(theme, "1,286", "figure"), PlainLabel(theme, "页面标题", "title")))
        column.addWidget(bar)
        column.addWidget(Section(theme, "待跟进", 5, "全部"))
        script = Paragraph(theme)
        words = "赵小琳女士您好，我是江海银行城东支行的理财经理王敏。您的新客权益已经到账，打开江海银行 App 就能看到。"
        script.set_text(words, [(0, 3), (words.index("王敏"), words.index("王敏") + 2)])
        column.addWidget(script)
        tomorrow = [Button(theme, "看明天", icon="calendar"), Button(theme, "唤醒沉默客户", "soft", "moon")]
        column.addWidget(EmptyState(theme, "party-popper", "今天的都做完了", "明天第一件 08:30 台卡到位检查", tomorrow))
        again = [Button(theme, "再试", icon="rotate-cw", size="sm"), Button(theme, "换个位置存", "ghost", size="sm")]
        column.addWidget(ErrorCard(theme, "没有保存：磁盘满了", "刚才的 1 条还在，清出 50 MB 后点“再试”。", again))
        column.addStretch(1)
        return column
