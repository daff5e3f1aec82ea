"""The bank's tree of branches, and the people of the one that is chosen."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, Slot
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from db.actor import Role
from desktop.changes import Changes
from desktop.headquarters import organisation
from desktop.headquarters.organisation import Computer, Member, Node
from desktop.insights.scope import Scope
from ui.desk import Desk
from ui.page import Command, Hint, Page
from ui.row_model import Column, IdTableModel
from ui.row_painter import RowPainter
from ui.row_table import RowTable
from ui.start.roles import role_name
from ui.widgets.button import Button
from ui.widgets.empty import EmptyState
from ui.widgets.field import SearchField
from ui.widgets.label import PlainLabel
from ui.widgets.pane import Pane
from ui.widgets.paragraph import Paragraph

INDENT = 18
WIDTH = 540
NARROW = 1100  # of the page: below it the people give up their position and account to the tree
NARROW_WIDTH = 400


class TreeModel(IdTableModel):
    """A count of nothing is a dash, so that the eye finds those that have something."""

    def text_of(self, row: Node, key: str) -> str:
        if key in {"staff", "contacts"}:
            number = getattr(row, key)
            return f"{number:,}" if number else "—"
        if key == "reported":
            return row.reported or ("—" if row.outlet else "")
        return super().text_of(row, key)


class TreePainter(RowPainter):
    """A name stands in by how deep its branch lies."""

    def paint_cell(self, painter: QPainter, rect: QRectF, row: Node, column: Column, selected: bool) -> None:
        if column.key == "name":
            rect = rect.adjusted(self.theme.px(INDENT) * row.depth, 0, 0, 0)
        super().paint_cell(painter, rect, row, column, selected)


class MemberModel(IdTableModel):
    """People with their role in words."""

    def text_of(self, row: Member, key: str) -> str:
        if key == "role":
            return self.tr("已离开") if row.left else role_name(Role(row.role)) if row.role in set(Role) else ""
        return f"{row.contacts:,}" if key == "contacts" else super().text_of(row, key)


class OrganisationPage(Page):
    """Enter on a branch leads to its figures, I to the import of the address book."""

    name = "organisation"
    concerned = Changes.ALL

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._nodes: list[Node] = []
        self._rows: dict[str, Node] = {}
        self._members: dict[str, Member] = {}
        self._build()
        self.find.textChanged.connect(self._on_find)
        self.table.current_changed.connect(self._on_current)
        self.table.activated_id.connect(self._on_activated)
        self.table.letter.connect(self._on_letter)
        self.go_button.clicked.connect(self._on_import)

    def _build(self) -> None:
        theme = self.theme
        self.find = SearchField(theme, self.tr("找网点"), "/", self)
        self.find.setFixedWidth(theme.px(220))
        columns = [
            Column("name", self.tr("网点"), 280, sortable=False), Column("staff", self.tr("员工"), 80, "right", False),
            Column("contacts", self.tr("客户"), 100, "right", False),
            Column("reported", self.tr("最近一次上报"), 140, "right", False, stretch=True),
        ]  # fmt: skip
        self.model = TreeModel(columns, lambda ids: [self._rows[one] for one in ids], self)
        self.table = RowTable(theme, self.model, self, 34)
        self.table.row_painter = TreePainter(theme, self.model, self.table)
        self.table.gives_up = ("staff",)
        self.table.setAccessibleName(self.tr("机构"))
        self.go_button = Button(theme, self.tr("去导入通讯录"), "soft", "file-input", parent=self)
        self.empty = EmptyState(
            theme, "network", self.tr("还没有机构"),
            self.tr("导入企业微信后台导出的通讯录，或收到第一份上报表，这里就有了"), [self.go_button], self,
        )  # fmt: skip
        holder = QWidget(self)
        self._stack = QStackedLayout(holder)
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.empty)
        self.pane = Pane(theme, "canvas", WIDTH, "left", (16, 16, 16, 12), 8, self)
        self.head = PlainLabel(theme, "", "heading", elide=True, parent=self.pane)
        self.path = PlainLabel(theme, "", "caption", "text2", elide=True, parent=self.pane)
        people = [
            Column("name", self.tr("姓名"), 80, sortable=False),
            Column("role", self.tr("角色"), 150, sortable=False, stretch=True),
            Column("position", self.tr("职务"), 90, sortable=False),
            Column("contacts", self.tr("客户"), 74, "right", False),
            Column("account", self.tr("账号"), 110, sortable=False),
        ]  # fmt: skip
        self.people_model = MemberModel(people, lambda ids: [self._members[one] for one in ids], self)
        self.people = RowTable(theme, self.people_model, self.pane, 34)
        self.people.gives_up = ("account", "position")
        self.people.nothing = self.tr("这里没有员工")
        self.people.setAccessibleName(self.tr("员工"))
        self.keys = Paragraph(theme, "", "caption", "text2", parent=self.pane)
        self.keys.setAccessibleName(self.tr("上报用的电脑和它们的钥匙指纹"))
        for widget in (self.head, self.path, self.people, self.keys):
            self.pane.body.addWidget(widget, 1 if widget is self.people else 0)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        column = QVBoxLayout()
        column.setContentsMargins(8, 8, 8, 0)
        column.addWidget(holder)
        row.addLayout(column, 1)
        row.addWidget(self.pane)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        width = NARROW_WIDTH if self.width() < self.theme.px(NARROW) else WIDTH
        self.pane.setFixedWidth(self.theme.px(width))

    def title(self) -> str:
        return self.tr("机构")

    def subtitle(self) -> str:
        outlets = sum(node.outlet for node in self._nodes)
        staff = sum(node.staff for node in self._nodes)
        return self.tr("{branches} 家网点，{staff} 位员工").format(branches=f"{outlets:,}", staff=f"{staff:,}")

    def hints(self) -> list[Hint]:
        return [Hint("↑ ↓", self.tr("换网点")), Hint("↵", self.tr("看它的看板")), Hint("/", self.tr("找网点")),
                Hint("Ctrl C", self.tr("复制所选")), Hint("I", self.tr("导入通讯录"))]  # fmt: skip

    def commands(self) -> list[Command]:
        return [Command(self.tr("导入通讯录"), "I", self._on_import)]

    def top_bar_widgets(self) -> list[QWidget]:
        return [self.find]

    def panes(self) -> list[QWidget]:
        return [self.table, self.people] if self._nodes else [self.go_button]

    def refresh(self, changes: Changes) -> None:
        self.read(organisation.tree, self._on_tree)

    def _on_tree(self, nodes: list[Node]) -> None:
        first, self._nodes = not self._nodes, nodes
        self._stack.setCurrentWidget(self.table if nodes else self.empty)
        if first and self.isVisible():  # the keys of the foot are those of the list
            (self.table if nodes else self.go_button).setFocus(Qt.FocusReason.OtherFocusReason)
        self.pane.setVisible(bool(nodes))
        self._show()
        self.state_changed.emit()

    def _show(self) -> None:
        shown = organisation.found(self._nodes, self.find.text())
        self._rows = {node.id: node for node in shown}
        self.model.set_ids(list(self._rows))
        current = self.table.current_id()
        if current is None and shown:
            first = next((node for node in shown if node.outlet), shown[0])
            self.table.select_id(first.id)
        elif current is not None:
            self._on_current(current)

    @Slot(str)
    def _on_find(self, _: str) -> None:
        self._show()

    @Slot(object)
    def _on_current(self, branch: str | None) -> None:
        node = self._rows.get(branch or "")
        if node is not None:
            self.head.setText(node.name)
            self.path.setText(node.path)
            self.read(
                lambda session: (organisation.members(session, node.id), organisation.computers(session, node.id)),
                self._on_branch,
            )

    def _on_branch(self, found: tuple[Sequence[Member], Sequence[Computer]]) -> None:
        members, computers = found
        self._members = {one.id: one for one in members}
        self.people_model.set_ids(list(self._members))
        lines = [self.tr("电脑 {name}　{fingerprint}").format(**one._asdict()) for one in computers]
        head = self.tr("第一份上报表登记的钥匙，有疑问时打电话核对：")
        self.keys.set_text("\n".join([head, *lines]) if lines else "")
        self.keys.setVisible(bool(lines))

    @Slot(object)
    def _on_activated(self, branch: str) -> None:
        self.navigate.emit("insights", Scope(branch))

    @Slot()
    def _on_import(self) -> None:
        self.navigate.emit("exchange", "import")

    @Slot(str)
    def _on_letter(self, letter: str) -> None:
        if letter == "I":
            self._on_import()
        elif letter == "/":
            self.find.setFocus(Qt.FocusReason.ShortcutFocusReason)
