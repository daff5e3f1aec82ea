"""同一位客户: pairs that may be one person or are, the evidence side by side; decided, merged, taken back."""

from typing import Final, NamedTuple

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget
from sqlalchemy.orm import Session

from db.actor import Actor
from desktop.contacts import merge_contacts, one_id
from desktop.contacts.one_id import Pair
from desktop.security.roles import Permission, Reach, reach
from ui.contacts.side_by_side import ChoiceTable, Line, LineModel, LinePainter, PairModel, lines, ordered
from ui.contacts.work_window import WorkWindow
from ui.page import Page
from ui.row_table import RowTable
from ui.theme import Theme
from ui.widgets.button import Button
from ui.widgets.dialog import Dialog
from ui.widgets.keys import plain_key
from ui.widgets.label import PlainLabel
from ui.widgets.tabs import Tabs

WIDTH: Final = 940
HEIGHT: Final = 340
LEFT: Final = 464
CHOICE: Final = 560
VERDICT_BY_KEY: Final = {"Y": "same", "B": "both_serve", "N": "different"}
RULE_BY_KEY: Final = {"1": "first_add", "2": "most_contact"}


class Found(NamedTuple):
    """The pairs behind the three tabs."""

    proposed: list[Pair]
    linked: list[Pair]
    decided: list[Pair]


def read(session: Session, actor: Actor) -> Found:
    """All pairs that this person may look at."""
    return Found(
        one_id.proposals(session, actor), one_id.linked(session, actor), one_id.decided(session, actor)
    )  # fmt: skip


class OneIdWindow(WorkWindow):
    """↑↓ a pair; Y one person, B both serve, N two people, 1 and 2 whose by the rules, M merges."""

    def __init__(self, page: Page) -> None:
        words = self.tr("手机号等相同的已自动连上；名字和备注、企业像的，请看过再定。合并只在同一位员工名下，都能撤销")
        super().__init__(page, self.tr("同一位客户（One ID）"), words, WIDTH)
        theme = self.theme
        self.found = Found([], [], [])
        self.merge_dialog: MergeContactsDialog | None = None
        tabs = [("proposed", self.tr("待确认"), 0), ("linked", self.tr("已连上"), 0), ("decided", self.tr("判定过"), 0)]
        self.tabs = Tabs(theme, tabs, self)
        self.tabs.changed.connect(self._show_pairs)
        self.model, self.line_model = PairModel(self), LineModel(self)
        self.table = RowTable(theme, self.model, self, row_height=32)
        self.table.setAccessibleName(self.tr("两位客户"))
        self.lines = RowTable(theme, self.line_model, self, row_height=28)
        self.lines.row_painter = LinePainter(theme, self.line_model, self)
        self.lines.setAccessibleName(self.tr("两边的内容"))
        for table in (self.table, self.lines):
            table.setSelectionMode(RowTable.SelectionMode.SingleSelection)
            table.setFixedHeight(theme.px(HEIGHT))
            self.follow_letters(table)
        self.table.setFixedWidth(theme.px(LEFT))
        self.table.current_changed.connect(self._on_current)
        row = QHBoxLayout()
        row.setSpacing(theme.px(12))
        row.addWidget(self.table)
        row.addWidget(self.lines, 1)
        self.note = PlainLabel(theme, "", "caption", "text2", elide=True, parent=self)
        self.body.addWidget(self.tabs)
        self.body.addLayout(row)
        self.body.addWidget(self.note)
        self._make_buttons()
        self.read()
        self.table.setFocus()

    def _make_buttons(self) -> None:
        theme = self.theme
        for button, slot in (
            (Button(theme, self.tr("同一位"), "soft", "link", "Y", parent=self), self._on_verdict),
            (Button(theme, self.tr("两边都服务"), keys="B", parent=self), self._on_verdict),
            (Button(theme, self.tr("不是"), keys="N", parent=self), self._on_verdict),
            (Button(theme, self.tr("归先添加的"), keys="1", parent=self), self._on_owner),
            (Button(theme, self.tr("归联系多的"), keys="2", parent=self), self._on_owner),
            (Button(theme, self.tr("合并…"), keys="M", parent=self), self.merge),
        ):
            self.add_key(button, slot)
        self.add_button(Button(theme, self.tr("关闭"), "ghost", keys="Esc", parent=self), "reject")

    # ------------------------------------------------------------------------------------------ showing

    def read(self) -> None:
        actor = self.actor()
        self.page.read(lambda session: read(session, actor), self._on_read)

    def pair(self) -> Pair | None:
        return self.model.pairs.get(str(self.table.current_id()))

    def _on_read(self, found: Found) -> None:
        self.found = found
        for key, pairs in found._asdict().items():
            self.tabs.set_count(key, len(pairs))
        if not found.proposed and found.linked and self.tabs.value() == "proposed" and not self._batches:
            self.tabs.set_value("linked")
        self._show_pairs()
        self.shown.emit()

    @Slot()
    def _show_pairs(self) -> None:
        before = max(0, self.table.currentIndex().row())
        pairs = getattr(self.found, self.tabs.value())
        self.model.show_pairs(pairs)
        if pairs and self.pair() is None:
            self.table.select_id(pairs[min(before, len(pairs) - 1)].key)
        self._on_current()

    @Slot()
    def _on_current(self, _id: object = None) -> None:
        pair = self.pair()
        self.line_model.show_lines(lines(pair) if pair else [])
        may = reach(self.actor(), Permission.TRANSFER) is Reach.BRANCH
        for button in self.buttons_by_key.values():
            button.setEnabled(may and pair is not None)
        if pair is not None and not pair.same_staff:
            self.buttons_by_key["M"].setEnabled(False)
        self.note.setText(self._advice(pair) if may else self.tr("您可以看；连、定归属、合并请网点负责人来做"))

    def _advice(self, pair: Pair | None) -> str:
        if pair is None:
            return self.tr("这里没有要看的")
        if pair.same_staff:
            return self.tr("同一位员工名下有两条，按 M 挑好内容合并成一条")
        first, most = (one_id.owner_by(pair, rule).row.owner_name for rule in one_id.RULES)
        return self.tr("先添加的是 {first}，联系多的是 {most}；归属由网点负责人定").format(first=first, most=most)

    # ------------------------------------------------------------------------------------------ deciding

    def decide(self, verdict: str, owner: str | None = None, rule: str = "") -> None:
        pair = self.pair()
        if pair is not None:
            actor, a, b = self.actor(), pair.a.row.id, pair.b.row.id
            self.write(lambda session: one_id.decide(session, actor, a, b, verdict, owner=owner, rule=rule))

    @Slot()
    def _on_verdict(self) -> None:
        self.decide(VERDICT_BY_KEY[self.sender().keys()])

    @Slot()
    def _on_owner(self) -> None:
        self.decide_owner(RULE_BY_KEY[self.sender().keys()])

    def decide_owner(self, rule: str) -> None:
        """One person, and the customer of whom the rule names."""
        pair = self.pair()
        if pair is not None:
            self.decide("same", one_id.owner_by(pair, rule).row.owner, rule)

    @Slot()
    def merge(self) -> None:
        """Ask which values stay; the one added first stays."""
        pair = self.pair()
        if pair is not None:
            keep, gone = (one.row.id for one in ordered(pair))
            self.page.read(lambda session: merge_contacts.values(session, keep, gone), self._on_values)

    def _on_values(self, values: dict[str, tuple[str, str]]) -> None:
        pair = self.pair()
        if pair is None:
            return
        self.merge_dialog = MergeContactsDialog(self.theme, ordered(pair)[0].row.name, values, self)
        self.merge_dialog.chosen.connect(self._on_chosen)
        self.merge_dialog.open()

    @Slot(object)
    def _on_chosen(self, chosen: dict[str, str]) -> None:
        pair = self.pair()
        if pair is not None:
            actor = self.actor()
            keep, gone = (one.row.id for one in ordered(pair))
            self.write(lambda session: merge_contacts.merge(session, actor, keep, gone, chosen))


class MergeContactsDialog(Dialog):
    """Which of two values stays, field by field; Enter merges. Sends `chosen` with field → value."""

    chosen = Signal(object)

    def __init__(self, theme: Theme, name: str, values: dict[str, tuple[str, str]], parent: QWidget) -> None:
        words = self.tr("← → 选每一项留哪边；标签、互动、跟进、同意书都并过来，另一条不再显示")
        super().__init__(theme, self.tr("合并到 {name}").format(name=name), words, CHOICE, parent)
        names = self._names()
        self._values = values
        told = [Line(key, names[key], a, b, alike=False) for key, (a, b) in values.items()]
        self.table = ChoiceTable(theme, told, self)
        self.table.setAccessibleName(self.tr("留下的内容"))
        self.table.setFixedHeight(theme.px(32 * min(max(len(told), 1), 9) + 40))
        self.body.addWidget(self.table)
        self.add_button(Button(theme, self.tr("取消"), "ghost", keys="Esc", parent=self), "reject")
        yes = self.add_button(Button(theme, self.tr("合并"), "primary", "merge", "↵", parent=self))
        yes.clicked.connect(self.save)
        self.table.activated_id.connect(self.save)
        if told:
            self.table.select_id(told[0].key)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if plain_key(event) == "Enter":
            self.save()
        else:
            super().keyPressEvent(event)

    @Slot()
    def save(self, _line: object = None) -> None:
        sides = {"a": 0, "b": 1}
        self.chosen.emit({key: self._values[key][sides[side]] for key, side in self.table.chosen.items()})
        self.accept()

    def _names(self) -> dict[str, str]:
        return {
            "name": self.tr("姓名"), "phone": self.tr("手机"), "remark": self.tr("备注"),
            "description": self.tr("描述"), "company": self.tr("企业"), "position": self.tr("职务"),
            "email": self.tr("邮箱"), "address": self.tr("地址"), "telephone": self.tr("电话"),
            "birthday": self.tr("生日"),
        }  # fmt: skip
