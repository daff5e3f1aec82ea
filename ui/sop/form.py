"""The form of one step: only the lines that mean something for it; read and checked in `desktop.sop.drafts`."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.sop.drafts import StepDraft, applicable, lines
from ui.sop import words
from ui.theme import Theme
from ui.widgets.check import CheckBox
from ui.widgets.chip import Chip
from ui.widgets.field import ComboBox, Labelled, LineEdit, TextEdit
from ui.widgets.label import PlainLabel
from ui.widgets.pane import ScrollPane

WIDTH = 340
TIMES = frozenset({"time", "until"})
Words = list[tuple[str, str]]


class StepForm(ScrollPane):
    """`edited` says that a line was left with other words than before; `typed()` gives all lines."""

    edited = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "canvas", WIDTH, "left", (16, 12, 16, 16), 10, parent)
        self.fields: dict[str, QWidget] = {}
        self.rows: dict[str, QWidget] = {}
        self._template = ""
        self._shown: dict[str, str] = {}
        self.note = PlainLabel(theme, "", "caption", "text2", elide=True, parent=self.inner)
        self.body.addWidget(self.note)
        self._build()
        self.body.addStretch(1)

    def show_step(self, step: StepDraft, template: str, *, locked: bool) -> None:
        """Fill the lines in; of a locked step only the times can be written."""
        self._template = template
        self._shown = lines(step) | dict(zip(("time", "until"), step.window, strict=True))
        for name, field in self.fields.items():
            self._set(field, self._shown[name])
            field.setEnabled(not locked or name in TIMES)
        self.note.setText(self.tr("总行的步骤：可以改时间，或另存一份再改") if locked else "")
        self.note.setVisible(locked)
        self._fit()

    def set_choices(self, scripts: Words, materials: Words) -> None:
        """The words and pictures that a step may have."""
        none = ("", self.tr("不用"))
        self._combo("script").set_choices([none, *scripts], self._shown.get("script", ""))
        self._combo("material").set_choices([none, *materials], self._shown.get("material", ""))

    def typed(self) -> dict[str, str]:
        """Every line as it stands, also those that are not shown."""
        return {name: self._get(field) for name, field in self.fields.items()}

    def focus_first(self) -> None:
        """To the first line that can be written."""
        name = next(name for name, field in self.fields.items() if field.isEnabled())
        self.fields[name].setFocus()

    # ------------------------------------------------------------------------------------------ building

    def _build(self) -> None:
        theme, parent = self.theme, self.inner
        self._line("title", self.tr("名称"), LineEdit(theme, self.tr("一句话说清做什么"), parent=parent))
        self._choice("kind", self.tr("类型"), words.step_kinds())
        self._choice("target", self.tr("对象"), words.targets())
        self._pair("time", self.tr("开始"), "until", self.tr("截止"))
        self._line("day", self.tr("第几天（节日写提前几天）"), LineEdit(theme, parent=parent))
        self._line("weekdays", self.tr("星期，不选就是每天"), Weekdays(theme, parent))
        self._line("dates", self.tr("日期，例如 03-15"), LineEdit(theme, parent=parent))
        self._line("month_days", self.tr("每月几号，1 到 28"), LineEdit(theme, parent=parent))
        self._choice("rule", self.tr("哪些客户"), words.rules())
        self._choice("event", self.tr("发生了什么"), words.events())
        self._line("tags", self.tr("标签，任一个"), LineEdit(theme, parent=parent))
        self._pair("days", self.tr("天数"), "since", self.tr("过后几天"))
        self._pair("limit", self.tr("每人最多"), "pause_days", self.tr("隔几天再找"))
        self._pair("added_within", self.tr("最近几天添加"), "min_members", self.tr("群人数不少于"))
        self._choice("script", self.tr("话术"), [])
        self._choice("material", self.tr("配图素材"), [])
        self._line("hint", self.tr("怎么做"), TextEdit(theme, parent=parent))
        self._line("source", self.tr("内容从哪来"), LineEdit(theme, parent=parent))
        self._line("shorten", self.tr("怎么缩"), LineEdit(theme, parent=parent))
        self._line("post", self.tr("发到哪"), LineEdit(theme, parent=parent))
        self._line("pictures", self.tr("配什么图"), LineEdit(theme, parent=parent))
        self._line("visible_to", self.tr("谁可见（标签）"), LineEdit(theme, parent=parent))
        self._line("expected", self.tr("应做数"), LineEdit(theme, parent=parent))
        must = CheckBox(theme, self.tr("必做"), parent=parent)
        self._take("must", must)
        self.rows["must"] = must
        self.body.addWidget(must)

    def _line(self, name: str, label: str, field: QWidget) -> None:
        self._take(name, field)
        self.rows[name] = Labelled(self.theme, label, field, parent=self.inner)
        self.body.addWidget(self.rows[name])

    def _choice(self, name: str, label: str, choices: Words) -> None:
        field = ComboBox(self.theme, parent=self.inner)
        field.set_choices(list(choices))
        self._line(name, label, field)

    def _pair(self, first: str, label: str, second: str, other: str) -> None:
        row = QHBoxLayout()
        row.setSpacing(self.theme.px(12))
        for name, text in ((first, label), (second, other)):
            field = LineEdit(self.theme, parent=self.inner)
            self._take(name, field)
            self.rows[name] = Labelled(self.theme, text, field, parent=self.inner)
            row.addWidget(self.rows[name], 1)
        self.body.addLayout(row)

    def _take(self, name: str, field: QWidget) -> None:
        self.fields[name] = field
        if isinstance(field, LineEdit):
            field.editingFinished.connect(self._on_left)
        elif isinstance(field, ComboBox):
            field.currentIndexChanged.connect(self._on_left)
        elif isinstance(field, CheckBox):
            field.toggled.connect(self._on_left)
        elif isinstance(field, TextEdit):
            field.textChanged.connect(self._on_left)
        elif isinstance(field, Weekdays):
            field.changed.connect(self._on_left)

    # ------------------------------------------------------------------------------------------ values

    @Slot()
    def _on_left(self) -> None:
        typed = self.typed()
        if typed != self._shown:
            self._shown = typed
            self._fit()
            self.edited.emit()

    def _fit(self) -> None:
        wanted = applicable(self._template, self._shown)
        for name, row in self.rows.items():
            row.setVisible(name in wanted)

    def _combo(self, name: str) -> ComboBox:
        field = self.fields[name]
        assert isinstance(field, ComboBox)  # noqa: S101 - built above
        return field

    def _set(self, field: QWidget, value: str) -> None:
        blocked = field.blockSignals(True)
        if isinstance(field, LineEdit):
            field.setText(value)
        elif isinstance(field, ComboBox):
            field.setCurrentIndex(max(0, field.findData(value)))
        elif isinstance(field, CheckBox):
            field.setChecked(bool(value))
        elif isinstance(field, TextEdit):
            field.setPlainText(value)
        elif isinstance(field, Weekdays):
            field.set_value(value)
        field.blockSignals(blocked)

    def _get(self, field: QWidget) -> str:
        if isinstance(field, ComboBox):
            return str(field.currentData() or "")
        if isinstance(field, CheckBox):
            return "1" if field.isChecked() else ""
        if isinstance(field, TextEdit):
            return field.toPlainText()
        if isinstance(field, Weekdays):
            return field.value()
        return field.text() if isinstance(field, LineEdit) else ""


class Weekdays(QWidget):
    """Seven chips; Space toggles the one with the focus."""

    changed = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(3))
        self.chips = [Chip(theme, words.weekday_letter(day), checkable=True, parent=self) for day in range(1, 8)]
        for day, chip in enumerate(self.chips, 1):
            chip.setAccessibleName(words.weekday(day))
            chip.toggled.connect(self._on_toggled)
            row.addWidget(chip)
        row.addStretch(1)

    def value(self) -> str:
        """The days that are on: "24" for Tuesday and Thursday."""
        return "".join(str(day) for day, chip in enumerate(self.chips, 1) if chip.isChecked())

    def set_value(self, value: str) -> None:
        for day, chip in enumerate(self.chips, 1):
            chip.set_selected(str(day) in value)

    @Slot()
    def _on_toggled(self) -> None:
        self.changed.emit()
