"""Two contacts side by side: the pairs to choose from, and what each of the two says."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication, QRectF, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QWidget

from desktop.contacts.one_id import Pair, Side, owner_by
from ui.contacts import words
from ui.row_model import Column, IdTableModel
from ui.row_painter import RowPainter
from ui.row_table import RowTable
from ui.theme import Theme
from ui.widgets import draw
from ui.widgets.keys import plain_key
from ui.widgets.pill import stage_name


class Line(NamedTuple):
    """A field of two contacts; `alike` when both say the same."""

    key: str
    title: str
    a: str
    b: str
    alike: bool


def why_name(key: str) -> str:
    """What speaks for one person."""
    translate = QCoreApplication.translate
    names = {
        "phone": translate("OneId", "手机号相同"),
        "phone_hash": translate("OneId", "手机号相同"),
        "external_user": translate("OneId", "外部联系人 ID 相同"),
        "union_id": translate("OneId", "UnionID 相同"),
        "name": translate("OneId", "名字像"),
        "company": translate("OneId", "企业像"),
        "remark": translate("OneId", "备注像"),
    }
    return names[key]


def verdict_name(pair: Pair) -> str:
    """What was decided, and whose customer the person is."""
    translate = QCoreApplication.translate
    said = {
        "": "",
        "same": translate("OneId", "同一位"),
        "both_serve": translate("OneId", "两边都服务"),
        "different": translate("OneId", "不是同一位"),
    }[pair.verdict]
    owner = next((side.row.owner_name for side in (pair.a, pair.b) if pair.owner == side.row.owner), "")
    if pair.owner and owner:
        return translate("OneId", "归 {name}").format(name=owner)
    return said


def lines(pair: Pair) -> list[Line]:
    """Every field that tells something, with what the two say."""
    translate = QCoreApplication.translate
    both = [
        ("name", translate("OneId", "姓名"), lambda side: side.row.name),
        ("phone", translate("OneId", "手机"), lambda side: side.row.phone),
        ("owner", translate("OneId", "添加人"), _holder if _apart(pair) else lambda side: side.row.owner_name),
        ("added_at", translate("OneId", "添加时间"), lambda side: (side.row.added_at or "")[:16]),
        ("remark", translate("OneId", "备注"), lambda side: side.remark),
        ("company", translate("OneId", "企业"), lambda side: side.company),
        ("position", translate("OneId", "职务"), lambda side: side.position),
        ("birthday", translate("OneId", "生日"), lambda side: (side.birthday or "")[5:]),
        ("source", translate("OneId", "来源"), lambda side: words.source_of(side.row)),
        ("stage", translate("OneId", "阶段"), lambda side: stage_name(side.row.stage) if side.ours else ""),
        ("tags", translate("OneId", "标签"), _tags),
        ("interactions", translate("OneId", "互动"), lambda side: str(side.interactions)),
    ]
    first, other = ordered(pair)
    told = [(key, title, of(first), of(other)) for key, title, of in both]
    return [Line(*one, one[2] == one[3] and bool(one[2])) for one in told if one[2] or one[3]]


def ordered(pair: Pair) -> tuple[Side, Side]:
    """The one that was added first, and the other."""
    first = owner_by(pair, "first_add")
    return (first, pair.b if first is pair.a else pair.a)


def _apart(pair: Pair) -> bool:
    """Whether two branches hold the person."""
    return pair.a.branch != pair.b.branch


def _holder(side: Side) -> str:
    translate = QCoreApplication.translate
    text = translate("ContactsPage", "{name}（{branch}）")
    name = side.row.owner_name or "—"
    return text.format(name=name, branch=side.branch_name) if side.branch_name else name


def _tags(side: Side) -> str:
    return QCoreApplication.translate("ContactsPage", "、").join(tag.name for tag in side.row.tags)


class PairModel(IdTableModel):
    """Pairs by the id of their decision."""

    def __init__(self, parent: QWidget) -> None:
        translate = QCoreApplication.translate
        columns = [
            Column("names", translate("OneId", "两位客户"), 150, sortable=False, stretch=True),
            Column("why", translate("OneId", "依据"), 160, sortable=False),
            Column("verdict", translate("OneId", "判定"), 96, sortable=False),
        ]
        super().__init__(columns, self._find, parent)
        self.pairs: dict[str, Pair] = {}

    def show_pairs(self, pairs: Sequence[Pair]) -> None:
        self.pairs = {pair.key: pair for pair in pairs}
        self.set_ids(list(self.pairs))

    def text_of(self, row: Pair, key: str) -> str:
        if key == "names":
            return QCoreApplication.translate("OneId", "{a} 和 {b}").format(a=row.a.row.name, b=row.b.row.name)
        if key == "why":
            return QCoreApplication.translate("ContactsPage", "、").join(why_name(one) for one in row.why) or "—"
        return verdict_name(row) or "—"

    def _find(self, ids: Sequence[str]) -> list[Pair]:
        return [self.pairs[id_] for id_ in ids]


class LineModel(IdTableModel):
    """The fields of a pair, by key."""

    def __init__(self, parent: QWidget) -> None:
        translate = QCoreApplication.translate
        columns = [
            Column("title", translate("OneId", "内容"), 84, sortable=False),
            Column("a", translate("OneId", "先添加的"), 170, sortable=False),
            Column("b", translate("OneId", "另一条"), 170, sortable=False, stretch=True),
        ]
        super().__init__(columns, self._find, parent)
        self.lines: dict[str, Line] = {}

    def show_lines(self, lines: Sequence[Line]) -> None:
        self.lines = {line.key: line for line in lines}
        self.set_ids(list(self.lines))

    def text_of(self, row: Line, key: str) -> str:
        return str(getattr(row, key)) or "—"

    def _find(self, keys: Sequence[str]) -> list[Line]:
        return [self.lines[key] for key in keys]


class LinePainter(RowPainter):
    """What both say alike is bold and has a sign, so that it is seen without colour."""

    def paint_cell(self, painter: QPainter, rect: QRectF, row: Line, column: Column, selected: bool) -> None:
        theme, text = self.theme, self.model.text_of(row, column.key)
        if column.key == "title":
            draw.text(painter, rect, text, theme.font("caption"), theme.color("text2"))
            return
        font = theme.font("table", bold=row.alike)
        width = draw.text(painter, rect, text, font, theme.color("text" if text != "—" else "text3"))
        if row.alike and column.key == "b" and rect.width() - width > theme.px(20):
            draw.pixmap(painter, rect.left() + width + theme.px(6), rect.center().y(), theme.icon("check", 12, "ok"))


class ChoicePainter(RowPainter):
    """The value that stays is bold behind a check; the other one is grey."""

    def __init__(self, theme: Theme, table: "ChoiceTable") -> None:
        super().__init__(theme, table.id_model, table)
        self._table = table

    def paint_cell(self, painter: QPainter, rect: QRectF, row: Line, column: Column, selected: bool) -> None:
        theme, text = self.theme, self.model.text_of(row, column.key)
        if column.key == "title":
            draw.text(painter, rect, text, theme.font("caption"), theme.color("text2"))
            return
        stays = self._table.chosen[row.key] == column.key
        if stays:
            draw.pixmap(painter, rect.left(), rect.center().y(), theme.icon("circle-check", 16, "accent"))
        rect = rect.adjusted(theme.px(22), 0, 0, 0)
        draw.text(painter, rect, text, theme.font("table", bold=stays), theme.color("text" if stays else "text3"))


class ChoiceTable(RowTable):
    """The fields in which two contacts differ; ← → or Space choose which value stays."""

    changed = Signal()

    def __init__(self, theme: Theme, lines: Sequence[Line], parent: QWidget) -> None:
        model = LineModel(parent)
        self.chosen = {line.key: "a" if line.a else "b" for line in lines}
        super().__init__(theme, model, parent, row_height=32)
        self.row_painter = ChoicePainter(theme, self)
        self.setSelectionMode(RowTable.SelectionMode.SingleSelection)
        model.show_lines(lines)
        self.clicked.connect(self._on_clicked)

    def choose(self, key: str, side: str) -> None:
        self.chosen[key] = side
        self.viewport().update()
        self.changed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, line = plain_key(event), self.current_id()
        if line is not None and key in {"Left", "Right", "Space"}:
            other = "b" if self.chosen[line] == "a" else "a"
            self.choose(line, {"Left": "a", "Right": "b"}.get(key, other))
        else:
            super().keyPressEvent(event)

    def _on_clicked(self, index: object) -> None:
        column = self.id_model.columns[self.currentIndex().column()].key
        if column in {"a", "b"} and self.current_id() is not None:
            self.choose(self.current_id(), column)
