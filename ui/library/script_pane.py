"""The pane beside the list of scripts: how one reads, its wording, picture, versions, and who uses it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from desktop.library.shelf import Detail, sellable
from ui.library import words
from ui.posters.wording_card import WordingCard
from ui.theme import Theme
from ui.today.missing import MissingRow
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.flow import FlowLayout
from ui.widgets.label import PlainLabel
from ui.widgets.pane import ScrollPane
from ui.widgets.paragraph import Paragraph
from ui.widgets.pill import Pill

WIDTH = 372
SHOWN_VERSIONS = 5
SHOWN_PEOPLE = 5
THUMB = 150


class ScriptPane(ScrollPane):
    """Its buttons are named after the keys that press them; `filled` gives a missing variable's name and value."""

    filled = Signal(str, str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "canvas", WIDTH, "left", parent=parent)
        inner = self.inner
        self.name = Paragraph(theme, role="heading", parent=inner)
        self.meta = Paragraph(theme, role="caption", token="text2", parent=inner)
        marks = QHBoxLayout()
        marks.setSpacing(theme.px(6))
        self.lock = Pill(theme, parent=inner)
        self.state = Pill(theme, parent=inner)
        self.praise = Pill(theme, parent=inner)
        for pill in (self.lock, self.state, self.praise):
            marks.addWidget(pill)
        marks.addStretch(1)
        self.block = Card(theme, "surface", radius=8, padding=12, parent=inner)
        self.script = Paragraph(theme, parent=self.block)
        self.block.body.addWidget(self.script)
        self.missing = MissingRow(theme, inner)
        self.missing.filled.connect(self.filled)
        self.picture = QLabel(inner)
        self.picture.setAlignment(Qt.AlignmentFlag.AlignLeft)
        self.picture.setTextFormat(Qt.TextFormat.PlainText)
        self.wording = WordingCard(theme, inner)
        self.note = Paragraph(theme, role="caption", token="text2", parent=inner)
        self.recommendation = Paragraph(theme, role="caption", token="ok", parent=inner)
        self.people_head = PlainLabel(theme, self.tr("谁在用"), "table", bold=True, parent=inner)
        self.people = Paragraph(theme, role="caption", token="text2", parent=inner)
        self.versions_head = PlainLabel(theme, self.tr("改过什么"), "table", bold=True, parent=inner)
        self.versions = Paragraph(theme, role="caption", token="text2", parent=inner)
        self.body.addWidget(self.name)
        self.body.addWidget(self.meta)
        self.body.addLayout(marks)
        for widget in (
            self.block, self.missing, self.picture, self._buttons(inner), self.wording, self.note, self.recommendation,
            self.people_head, self.people, self.versions_head, self.versions,
        ):  # fmt: skip
            self.body.addWidget(widget)
        self.body.addStretch(1)

    def _buttons(self, parent: QWidget) -> QWidget:
        theme, holder = self.theme, QWidget(parent)
        flow = FlowLayout(holder, theme.px(6))
        self.copy = Button(theme, self.tr("复制话术"), "primary", "copy", "C", parent=holder)
        self.copy_picture = Button(theme, self.tr("复制图片"), "soft", "image", "P", parent=holder)
        self.other = Button(theme, self.tr("换一条"), "ghost", "shuffle", "X", parent=holder)
        self.favour = Button(theme, "", "ghost", "star", "F", parent=holder)
        self.edit = Button(theme, "", "ghost", "square-pen", "E", parent=holder)
        self.commend = Button(theme, "", "ghost", "send", "R", parent=holder)
        self.take_up = Button(theme, self.tr("收进话术库"), "soft", "package-plus", "T", parent=holder)
        self.retire = Button(theme, "", "ghost", "archive", "Del", parent=holder)
        for button in (
            self.copy, self.copy_picture, self.other, self.favour, self.edit, self.commend, self.take_up, self.retire,
        ):  # fmt: skip
            flow.addWidget(button)
        return holder

    def show_detail(self, found: Detail, picture: bytes, *, keeps: bool, head_office: bool) -> None:
        """Fill everything in; what does not apply is not there."""
        row = found.row
        self.name.set_text(row.title)
        kind = words.kind_name(row.kind)
        self.meta.set_text(
            self.tr("{key}，{kind}，第 {version} 版").format(key=row.key, kind=kind, version=row.version)
        )
        self._show_marks(found, head_office=head_office)
        self.script.set_text(found.filled.text, found.filled.marks)
        self.missing.show_names(found.filled.missing)
        self._show_picture(picture)
        self.wording.show_findings(found.findings, found.rules)
        self.note.set_text(self.tr("合规备注：{note}").format(note=found.note))
        self.note.setVisible(bool(found.note))
        said = self.tr("效果：{words}") if row.branch else self.tr("网点好做法，{words}")
        self.recommendation.set_text(said.format(words=found.recommendation))
        self.recommendation.setVisible(bool(found.recommendation))
        self._show_buttons(found, bool(picture), keeps=keeps, head_office=head_office)
        self._show_people(found)
        self._show_versions(found)

    def _show_marks(self, found: Detail, *, head_office: bool) -> None:
        row = found.row
        if row.branch:
            self.lock.set(row.branch_name if head_office else self.tr("本网点"), "neutral", "store")
        else:
            self.lock.set(self.tr("总行"), "neutral", "lock")
        self.state.setVisible(bool(row.product))
        if row.product:
            self.state.set(*words.state_look(row.state))
            self.state.setToolTip(row.product_name)
        self.praise.setVisible(bool(row.recommended_at))
        if row.recommended_at:
            self.praise.set(self.tr("已推荐"), "info", "send")

    def _show_picture(self, data: bytes) -> None:
        pixels = QPixmap()
        if data:
            pixels.loadFromData(data)
        self.picture.setVisible(not pixels.isNull())
        if not pixels.isNull():
            side = self.theme.px(THUMB)
            mode = Qt.TransformationMode.SmoothTransformation
            self.picture.setPixmap(pixels.scaled(side, side, Qt.AspectRatioMode.KeepAspectRatio, mode))
            self.picture.setAccessibleName(self.tr("配图"))

    def _show_buttons(self, found: Detail, picture: bool, *, keeps: bool, head_office: bool) -> None:
        row = found.row
        self.copy.setEnabled(sellable(row) and not row.retired)
        self.copy_picture.setVisible(picture)
        self.other.setVisible(bool(found.family))
        self.favour.setText(self.tr("取消收藏") if row.favourite else self.tr("收藏"))
        self.edit.setVisible(keeps)
        self.edit.setText(self.tr("编辑") if found.may_keep else self.tr("复制一份来改"))
        self.commend.setVisible(found.may_keep and not head_office)
        self.commend.setText(self.tr("不再推荐") if row.recommended_at else self.tr("推荐给总行"))
        self.take_up.setVisible(head_office and bool(row.branch))
        self.retire.setVisible(found.may_keep)
        self.retire.setText(self.tr("启用") if row.retired else self.tr("停用"))

    def _show_people(self, found: Detail) -> None:
        lines = [
            self.tr("{name} {times} 次，最近 {day}").format(name=one.name, times=one.times, day=one.last_at[5:10])
            for one in found.people[:SHOWN_PEOPLE]
        ]
        self.people.set_text("\n".join(lines) or self.tr("近 90 天还没人用过"))

    def _show_versions(self, found: Detail) -> None:
        lines = [
            self.tr("{at} {name}：{text}").format(at=one.at[5:], name=one.name or self.tr("下发或内置"), text=one.text)
            for one in found.versions[:SHOWN_VERSIONS]
        ]
        self.versions.set_text("\n".join(lines))
        self.versions_head.setVisible(len(lines) > 1)
        self.versions.setVisible(len(lines) > 1)
