"""The two tables of the tag window: groups, and the tags of one group with their use."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from desktop.contacts.tag_dictionary import GroupEntry, TagUse
from ui.row_model import Column, IdTableModel
from ui.row_painter import RowPainter
from ui.row_table import RowTable
from ui.theme import Theme
from ui.widgets import draw


def group_name(name: str) -> str:
    """Tags without a group stand under 其他."""
    return name or QCoreApplication.translate("TagWindow", "其他")


class GroupModel(IdTableModel):
    """Groups in order, by id."""

    def __init__(self, parent: QWidget) -> None:
        translate = QCoreApplication.translate
        columns = [
            Column("name", translate("TagWindow", "标签组"), 150, sortable=False, stretch=True),
            Column("tags", translate("TagWindow", "个数"), 64, "right", sortable=False),
        ]
        super().__init__(columns, self._find, parent)
        self.groups: dict[str, GroupEntry] = {}

    def show_groups(self, groups: Sequence[GroupEntry]) -> None:
        self.groups = {one.id: one for one in groups}
        self.set_ids(list(self.groups))

    def text_of(self, row: GroupEntry, key: str) -> str:
        return group_name(row.name) if key == "name" else str(row.tags)

    def _find(self, ids: Sequence[str]) -> list[GroupEntry]:
        return [self.groups[id_] for id_ in ids]


class UseModel(IdTableModel):
    """The tags of one group, by id; shares are of all contacts."""

    def __init__(self, parent: QWidget) -> None:
        translate = QCoreApplication.translate
        columns = [
            Column("name", translate("TagWindow", "标签"), 170, sortable=False, stretch=True),
            Column("used", translate("TagWindow", "客户"), 76, "right", sortable=False),
            Column("share", translate("TagWindow", "占比"), 72, "right", sortable=False),
            Column("staff", translate("TagWindow", "员工"), 64, "right", sortable=False),
            Column("recent", translate("TagWindow", "近 30 天"), 84, "right", sortable=False),
        ]
        super().__init__(columns, self._find, parent)
        self.uses: dict[str, TagUse] = {}
        self.contacts = 0

    def show_uses(self, uses: Sequence[TagUse], contacts: int) -> None:
        self.uses, self.contacts = {one.id: one for one in uses}, contacts
        self.set_ids(list(self.uses))

    def text_of(self, row: TagUse, key: str) -> str:
        if key == "share":
            return f"{row.used / self.contacts:.1%}" if self.contacts else "—"
        if key == "recent":
            return f"+{row.recent:,}" if row.recent else "0"
        if key == "name" and row.retired:
            return QCoreApplication.translate("TagWindow", "{name}（已停用）").format(name=row.name)
        value = getattr(row, key)
        return f"{value:,}" if isinstance(value, int) else str(value)

    def _find(self, ids: Sequence[str]) -> list[TagUse]:
        return [self.uses[id_] for id_ in ids]


class LockPainter(RowPainter):
    """A lock behind what is head office's; what is retired is grey."""

    def paint_cell(
        self, painter: QPainter, rect: QRectF, row: GroupEntry | TagUse, column: Column, selected: bool
    ) -> None:
        theme, key = self.theme, column.key
        retired = isinstance(row, TagUse) and row.retired
        if key != "name":
            ink = theme.color("text3" if retired else "text2")
            draw.text(painter, rect, self.model.text_of(row, key), theme.font("table"), ink, column.align)
            return
        if row.locked:
            rect.setRight(rect.right() - theme.px(18))
        font = theme.font("table", bold=selected)
        width = draw.text(
            painter, rect, self.model.text_of(row, key), font, theme.color("text3" if retired else "text")
        )
        if row.locked:
            draw.pixmap(painter, rect.left() + width + theme.px(6), rect.center().y(), theme.icon("lock", 12, "text2"))


class TagTable(RowTable):
    """A table of the tag window with its own painter."""

    def __init__(self, theme: Theme, model: IdTableModel, name: str, parent: QWidget) -> None:
        super().__init__(theme, model, parent, row_height=32)
        self.row_painter = LockPainter(theme, model, self)
        self.setSelectionMode(RowTable.SelectionMode.SingleSelection)
        self.setAccessibleName(name)
