"""Two people set the same field: both values side by side, where they came from, and one key for the choice."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QWidget
from sqlalchemy.orm import Session

from desktop.changes import Done
from desktop.exchange import conflicts
from desktop.exchange.conflicts import Dispute, Side
from ui.desk import Desk
from ui.row_model import Column, IdTableModel
from ui.row_table import RowTable
from ui.widgets.button import Button
from ui.widgets.dialog import Dialog
from ui.widgets.field import SearchField
from ui.widgets.keys import plain_key
from ui.widgets.label import PlainLabel
from ui.widgets.paragraph import Paragraph

WIDTH, HEIGHT = 900, 320
LINES = 3  # of each value in full


class ConflictDialog(Dialog):
    """1 keeps what shows, 2 takes the other; with several rows chosen it is for all of them. `settled` tells of it.

    The rules for all, 3 and 4, hold for what the filter leaves.
    """

    settled = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        words = QCoreApplication.translate(
            "ConflictDialog", "两台电脑各改了同一处，互相没看到对方的改法。现在显示的是后改的那个；请定一个。"
        )
        title = QCoreApplication.translate("ConflictDialog", "两边改得不一样")
        super().__init__(desk.theme, title, words, WIDTH, parent)
        self.desk = desk
        self._rows: dict[str, Dispute] = {}
        self._rules = {"1": self._on_keep, "2": self._on_other, "3": self._on_ours, "4": self._on_all}
        self._make_table()
        self._make_buttons()

    def begin(self) -> None:
        """Open the window and read what waits."""
        self.open()
        self._load()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if plain_key(event) in {*self._rules, "/"}:
            self._on_letter(plain_key(event))
        else:
            super().keyPressEvent(event)

    def _make_table(self) -> None:
        columns = [
            Column("topic", self.tr("类别"), 90, sortable=False), Column("title", self.tr("谁的"), 130, sortable=False),
            Column("field", self.tr("哪一项"), 110, sortable=False),
            Column("winner", self.tr("1 现在显示的"), 260, sortable=False),
            Column("loser", self.tr("2 另一个"), 260, sortable=False, stretch=True),
        ]  # fmt: skip
        self.model = DisputeModel(columns, self._of, self)
        self.model.desk = self.desk
        self.table = RowTable(self.theme, self.model, self)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.table.setAccessibleName(self.tr("不一致的地方"))
        self.table.setFixedHeight(self.theme.px(HEIGHT))
        self.table.letter.connect(self._on_letter)
        self.table.selection_changed.connect(self._on_selected)
        self.find = SearchField(self.theme, self.tr("筛选：客户、哪一项、值、谁改的、文件"), "/", self)
        self.find.textChanged.connect(self._on_find)
        self.find.returnPressed.connect(self.table.setFocus)
        self.files = PlainLabel(self.theme, "", "caption", "text2", elide=True, parent=self)
        self.count = PlainLabel(self.theme, "", "caption", "text2", elide=True, parent=self)
        self.values = [Paragraph(self.theme, "", "table", max_lines=LINES, parent=self) for _ in range(2)]
        for widget in (self.find, self.table, *self.values, self.files, self.count):
            self.body.addWidget(widget)

    def _make_buttons(self) -> None:
        theme = self.theme
        left = QHBoxLayout()
        left.setSpacing(8)
        self.ours_button = Button(theme, self.tr("全部用本机的"), "ghost", keys="3", parent=self)
        self.ours_button.clicked.connect(self._on_ours)
        self.all_button = Button(theme, self.tr("全部用现在的"), "ghost", keys="4", parent=self)
        self.all_button.clicked.connect(self._on_all)
        left.addWidget(self.ours_button)
        left.addWidget(self.all_button)
        self.buttons.insertLayout(0, left)
        self.keep_button = Button(theme, self.tr("用现在的"), "secondary", keys="1", parent=self)
        self.keep_button.clicked.connect(self._on_keep)
        self.other_button = Button(theme, self.tr("换成另一个"), "secondary", keys="2", parent=self)
        self.other_button.clicked.connect(self._on_other)
        self.add_button(self.keep_button)
        self.add_button(self.other_button)
        self.add_button(Button(theme, self.tr("关闭"), "ghost", keys="Esc", parent=self), "reject")

    def _load(self) -> None:
        actor = self.desk.actor

        def work(session: Session) -> list[Dispute]:
            return conflicts.disputes(session, actor)

        self.desk.jobs.read(self, work, self._on_disputes)

    def _of(self, ids: Sequence[str]) -> list[Dispute]:
        return [self._rows[one] for one in ids]

    def _on_disputes(self, found: list[Dispute]) -> None:
        self._rows = {one.id: one for one in found}
        self._on_find(self.find.text())
        self.fit()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(str)
    def _on_find(self, text: str) -> None:
        """Show what has all of these words."""
        words = text.lower().split()
        ids = [id_ for id_, row in self._rows.items() if all(word in self.model.words_of(row) for word in words)]
        self.model.set_ids(ids)
        left = self.tr("还有 {count} 处").format(count=len(self._rows)) if self._rows else self.tr("都定好了")
        self.count.setText(left if not words else self.tr("{left}，筛出 {count} 处").format(left=left, count=len(ids)))
        for button in (self.ours_button, self.all_button, self.keep_button, self.other_button):
            button.setEnabled(bool(ids))
        if ids and self.table.current_id() is None:
            self.table.select_id(ids[0])
        self._on_selected()

    @Slot()
    def _on_selected(self) -> None:
        one = self._rows.get(self.table.current_id() or "")
        sides = () if one is None else ((self.tr("现在的"), one.winner), (self.tr("另一个"), one.loser))
        here, there = self.tr("在本机改的"), self.tr("别的电脑")
        told = [f"{which}：{side.file or (here if side.ours else there)}" for which, side in sides]
        self.files.setText("    ".join(told))
        words = self.desk.words
        for number, (value, (_, side)) in enumerate(zip(self.values, sides, strict=False), 1):
            value.set_text(self.tr("{number} 用：{value}").format(number=number, value=words.text(side.value) or "—"))
        for value in self.values:
            value.setVisible(bool(sides))
        self.fit()

    @Slot(str)
    def _on_letter(self, letter: str) -> None:
        if letter == "/":
            self.find.setFocus(Qt.FocusReason.ShortcutFocusReason)
        elif letter in self._rules and self.model.ids:
            self._rules[letter]()

    @Slot()
    def _on_keep(self) -> None:
        self._choose(self._chosen(), "winner")

    @Slot()
    def _on_other(self) -> None:
        self._choose(self._chosen(), "loser")

    @Slot()
    def _on_ours(self) -> None:
        self._choose(list(self.model.ids), "ours")

    @Slot()
    def _on_all(self) -> None:
        self._choose(list(self.model.ids), "winner")

    def _chosen(self) -> list[str]:
        return self.table.selected_ids() or [self.table.current_id()]

    def _choose(self, ids: list[str], rule: str) -> None:
        actor = self.desk.actor
        self.desk.jobs.write(self, lambda session: conflicts.choose(session, actor, ids, rule), self._on_settled)

    def _on_settled(self, done: Done) -> None:
        self.settled.emit(done)
        self._load()


class DisputeModel(IdTableModel):
    """A value with who set it and when."""

    desk: Desk

    def text_of(self, row: Dispute, key: str) -> str:
        if key in {"topic", "title", "field"}:
            return self.desk.words.text(getattr(row, key))
        return self._said(getattr(row, key)) if key in {"winner", "loser"} else super().text_of(row, key)

    def words_of(self, row: Dispute) -> str:
        """All that is shown of a conflict, for the filter."""
        shown = [self.text_of(row, key) for key in ("topic", "title", "field", "winner", "loser")]
        return " ".join([*shown, row.winner.file, row.loser.file]).lower()

    def _said(self, side: Side) -> str:
        there = self.tr("总行") if side.head_office else self.tr("别的电脑")
        who = side.who or (self.tr("本机") if side.ours else there)
        if side.by_hand:
            who = self.tr("表格里手工改，{name}收下").format(name=side.who) if side.who else self.tr("表格里手工改")
        return self.tr("{value}（{who} {time}）").format(
            value=self.desk.words.text(side.value) or "—", who=who, time=side.at[5:16]
        )
