"""The form at the right: whose piece, where it stands, and what the template lets a branch write."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QEvent, QObject, QRectF, QSignalBlocker, QSize, Signal, Slot
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.posters.elements import Field, Template, Text
from desktop.posters.records import Person
from desktop.posters.ways import Place
from ui.posters.wording_card import WordingCard
from ui.theme import Theme
from ui.widgets import draw
from ui.widgets.avatar import paint_avatar
from ui.widgets.card import Card
from ui.widgets.empty import IconLabel
from ui.widgets.field import ComboBox, Labelled, LineEdit, TextEdit
from ui.widgets.label import PlainLabel
from ui.widgets.link import Link
from ui.widgets.pane import ScrollPane
from ui.widgets.paragraph import Paragraph
from ui.widgets.segmented import Segmented
from ui.widgets.themed import area, smooth

NEW_PLACE = "+"


class StaffBox(ComboBox):
    """A choice of people, two lines high: name above, the line about them below."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        self._people: list[Person] = []
        super().__init__(theme, parent=parent)

    def restyle(self) -> None:
        super().restyle()
        self.setFixedHeight(self.theme.px(48))

    def sizeHint(self) -> QSize:
        return QSize(self.theme.px(200), self.theme.px(48))

    def set_people(self, people: Sequence[Person], chosen: str) -> None:
        self._people = list(people)
        self.set_choices([(person.id, person.name) for person in people], chosen)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme = smooth(self), self.theme
        edge = theme.color("accent" if self.hasFocus() else "control")
        draw.rounded(painter, area(self), 6, theme.color("surface"), edge, 2 if self.hasFocus() else 1)
        if 0 <= self.currentIndex() < len(self._people):
            person = self._people[self.currentIndex()]
            size = theme.px(32)
            paint_avatar(painter, QRectF(theme.px(8), (self.height() - size) / 2, size, size), person.name, theme)
            left = theme.px(50)
            line = QRectF(left, theme.px(4), self.width() - left - theme.px(30), theme.px(20))
            draw.text(painter, line, person.name, theme.font("table", bold=True), theme.color("text"))
            said = "，".join(part for part in (person.position, person.persona) if part)
            line.translate(0, theme.px(20))
            draw.text(painter, line, said, theme.font("caption"), theme.color("text2"))
        draw.pixmap(painter, self.width() - theme.px(26), self.height() / 2, theme.icon("chevron-down", 16))
        painter.end()


class Form(ScrollPane):
    """Says `edited` at each key, `theme_chosen`, `staff_chosen` and `place_chosen` at a choice."""

    edited = Signal()
    theme_chosen = Signal(str)
    staff_chosen = Signal(str)
    photo_wanted = Signal()
    trial_chosen = Signal(str)
    photo_gone = Signal()
    place_chosen = Signal(str)

    def __init__(self, theme: Theme, language: str = "zh", parent: QWidget | None = None) -> None:
        self._language = language
        super().__init__(theme, "surface", 320, "left", (18, 14, 18, 16), 10, parent)
        self.branch = ComboBox(theme, parent=self.inner)
        self.staff = StaffBox(theme, self.inner)
        self.place = ComboBox(theme, "map-pin", self.inner)
        self.staff.currentIndexChanged.connect(self._on_staff)
        self.place.activated.connect(self._on_place)
        self.fields: dict[str, LineEdit | TextEdit] = {}
        self.take_key: Callable[[QKeyEvent], bool] = _leave  # the studio's undo, which all fields share
        self._labels: dict[str, Labelled] = {}
        self._specs: dict[str, Field] = {}
        self.body.addWidget(Labelled(theme, self.tr("网点"), self.branch, parent=self.inner))
        self.body.addWidget(Labelled(theme, self.tr("员工"), self.staff, parent=self.inner))
        self.body.addLayout(self._make_photo_line())
        choices: list[tuple[object, str]] = [
            ("", self.tr("本人")), ("longest", self.tr("最长姓名")), ("photoless", self.tr("没有照片")),
        ]  # fmt: skip
        self.trial = ComboBox(theme, "eye", self.inner)
        self.trial.set_choices(choices)
        self.trial.currentIndexChanged.connect(self._on_trial)
        self.body.addWidget(Labelled(theme, self.tr("试看"), self.trial, "Alt ↑↓", self.inner))
        self._own = QWidget(self.inner)
        self._column = QVBoxLayout(self._own)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(10)
        self.body.addWidget(self._own)
        self.wording = WordingCard(theme, self.inner)
        self.body.addWidget(self.wording)
        self.reason = LineEdit(theme, self.tr("为什么可以这样写"), parent=self.inner)
        self.reason.textChanged.connect(self.edited)
        self.reason.installEventFilter(self)
        self._reason = Labelled(theme, self.tr("合规理由（随件留存）"), self.reason, parent=self.inner)
        self._reason.hide()
        self.body.addWidget(self._reason)
        places = Labelled(theme, self.tr("投放点位"), self.place, self.tr("每个点位一个活码"), self.inner)
        self.body.addWidget(places)
        self.state = PlainLabel(theme, "", "caption", "text2", elide=True, parent=self.inner)
        self.body.addWidget(self.state)
        self.body.addWidget(self._make_locked())
        self.body.addStretch(1)

    def _make_photo_line(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(14)
        self.photo = Link(self.theme, self.tr("选照片…"), parent=self.inner)
        self.no_photo = Link(self.theme, self.tr("去掉照片"), parent=self.inner)
        self.photo.clicked.connect(self.photo_wanted)
        self.no_photo.clicked.connect(self.photo_gone)
        line.addWidget(self.photo)
        line.addWidget(self.no_photo)
        line.addStretch(1)
        return line

    def _make_locked(self) -> Card:
        card = Card(self.theme, "sunken", 8, 12, 4, self.inner)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(IconLabel(self.theme, "lock", 14, "text2", card))
        head.addWidget(PlainLabel(self.theme, self.tr("总行锁定的小字"), "caption", "text2", bold=True, parent=card), 1)
        card.body.addLayout(head)
        self.locked = Paragraph(self.theme, "", "caption", "text2", parent=card)
        card.body.addWidget(self.locked)
        return card

    # ------------------------------------------------------------------------------------------------ filling

    def set_branch(self, name: str) -> None:
        self.branch.set_choices([("", name)])

    def set_people(self, people: Sequence[Person], chosen: str) -> None:
        self.staff.set_people(people, chosen)
        has_photo = any(person.has_photo for person in people if person.id == chosen)
        self.photo.setText(self.tr("换照片…") if has_photo else self.tr("选照片…"))
        self.no_photo.setVisible(has_photo)

    def set_places(self, places: Sequence[Place], chosen: str) -> None:
        choices: list[tuple[object, str]] = [("", self.tr("不指定")), *((place.id, place.name) for place in places)]
        self.place.set_choices([*choices, (NEW_PLACE, self.tr("＋ 新点位…"))], chosen)

    def set_state(self, state: str) -> None:
        self.state.setText(self.tr("活码标识 {state}").format(state=state) if state else "")
        self.state.setVisible(bool(state))

    def set_template(self, template: Template, filled: dict[str, str], theme: str = "") -> None:
        """The colours and fields of `template`, filled with what the branch wrote before or the defaults."""
        while (item := self._column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.fields, self._labels, self._specs = {}, {}, dict(template.fields)
        self.colours = self._make_colours(template, theme)
        rows: dict[str, list[Field]] = {}
        for field in template.fields.values():
            rows.setdefault(field.row or field.key, []).append(field)
        for row in rows.values():
            self._column.addWidget(self._make_row(row, filled))
        locked = [element.text for element in template.elements if isinstance(element, Text) and element.locked]
        self.locked.set_text("\n".join(locked))

    def _make_colours(self, template: Template, theme: str) -> Segmented:
        choices = [(key, one.named(self._language)) for key, one in template.themes.items()]
        colours = Segmented(self.theme, choices, self._own)
        colours.set_value(template.theme(theme).key)
        colours.setAccessibleName(self.tr("配色"))
        colours.changed.connect(self.theme_chosen)
        self._column.addWidget(Labelled(self.theme, self.tr("配色"), colours, parent=self._own))
        return colours

    def _make_row(self, row: list[Field], filled: dict[str, str]) -> QWidget:
        holder = QWidget(self._own)
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        for field in row:
            label = self._make_field(field, filled.get(field.key, field.default), holder)
            line.addWidget(label, min(field.most, 14))
        return holder

    def _make_field(self, spec: Field, value: str, holder: QWidget) -> Labelled:
        edit: LineEdit | TextEdit
        if spec.lines > 1:
            edit = TextEdit(self.theme, lines=2, parent=holder)
            edit.setPlainText(value)
        else:
            edit = LineEdit(self.theme, parent=holder)
            edit.setText(value)
            edit.setCursorPosition(0)
        edit.textChanged.connect(self._on_edited)
        edit.installEventFilter(self)
        self.fields[spec.key] = edit
        words = spec.named(self._language)
        label = Labelled(self.theme, words, edit, parent=holder)
        edit.setAccessibleName(f"{spec.row} {words}".strip())
        self._labels[spec.key] = label
        self._count(spec.key)
        return label

    def values(self) -> dict[str, str]:
        """What stands in the fields."""
        return {
            key: edit.toPlainText() if isinstance(edit, TextEdit) else edit.text() for key, edit in self.fields.items()
        }

    def set_values(self, values: Mapping[str, str], reason: str) -> None:
        """Write into the fields without saying `edited`; those that `values` leaves out get their defaults."""
        for key, edit in self.fields.items():
            wanted = values.get(key, self._specs[key].default)
            if self.values()[key] != wanted:
                with QSignalBlocker(edit):
                    edit.setPlainText(wanted) if isinstance(edit, TextEdit) else edit.setText(wanted)
                self._count(key)
        with QSignalBlocker(self.reason):
            self.reason.setText(reason)

    def trials(self) -> list[str]:
        """The made-up records that can be shown, in order."""
        return [str(self.trial.itemData(number)) for number in range(1, self.trial.count())]

    def set_trial(self, name: str) -> None:
        """Show which record the piece is tried with, without saying so."""
        with QSignalBlocker(self.trial):
            self.trial.setCurrentIndex(self.trial.findData(name))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A field leaves Ctrl+Z to the studio, which takes back what was done last, wherever it was."""
        kinds = {QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress}
        if event.type() in kinds and isinstance(event, QKeyEvent) and self.take_key(event):
            return True
        return super().eventFilter(watched, event)

    def show_faults(self, faults: dict[str, str], *, ask_reason: bool) -> None:
        """A sentence below each field named in `faults`; `ask_reason` opens the line for a reason."""
        for key, label in self._labels.items():
            label.set_fault(faults.get(key, ""))
        self._reason.setVisible(ask_reason)

    def _count(self, key: str) -> None:
        spec, length = self._specs[key], len(self.values()[key])
        note = self._labels[key].note
        short = bool(spec.row) and spec.most < 12
        note.setText("" if short and length <= spec.most else self.tr("{n}/{most} 字").format(n=length, most=spec.most))
        note.set_token("danger" if length > spec.most else "text2")

    # ------------------------------------------------------------------------------------------------ slots

    @Slot()
    def _on_edited(self) -> None:
        for key in self.fields:
            self._count(key)
        self.edited.emit()

    @Slot(int)
    def _on_staff(self, _index: int) -> None:
        self.staff_chosen.emit(self.staff.currentData() or "")

    @Slot(int)
    def _on_trial(self, _index: int) -> None:
        self.trial_chosen.emit(self.trial.currentData())

    @Slot(int)
    def _on_place(self, _index: int) -> None:
        self.place_chosen.emit(self.place.currentData() or "")


def _leave(_event: QKeyEvent) -> bool:
    return False
