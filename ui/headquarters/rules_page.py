"""Head office's rules: a list of kinds, and the text of one to edit; a fault is shown at its line."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from sqlalchemy.orm import Session

from desktop.changes import Changes, Done
from desktop.headquarters import rules
from desktop.headquarters.rules import Rules
from desktop.security.roles import Permission, allowed
from ui.desk import Desk
from ui.page import Command, Hint, Page
from ui.row_model import Column, IdTableModel
from ui.row_table import RowTable
from ui.widgets.button import Button
from ui.widgets.label import PlainLabel
from ui.widgets.pane import Pane
from ui.widgets.paragraph import Paragraph
from ui.widgets.toml_edit import TomlEdit

WIDTH = 400
WAIT = 150  # ms after the last key until the text is looked through


class RulesModel(IdTableModel):
    """A kind's name, and whose rules hold."""

    desk: Desk

    def text_of(self, row: Rules, key: str) -> str:
        if key == "title":
            return self.desk.words.text(row.kind.title)
        return self.tr("总行 {day}").format(day=row.version[5:10]) if row.version else self.tr("内置")


class RulesPage(Page):
    """Ctrl S keeps, what was written stays when another kind is looked at."""

    name = "rules"
    concerned = Changes.ALL
    has_primary = True

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.may = allowed(desk.actor, Permission.BUILD_PACK)
        self._rows: dict[str, Rules] = {}
        self._drafts: dict[str, str] = {}
        self._shown = ""
        self._timer = QTimer(self, singleShot=True, interval=WAIT)
        self._build()
        self._connect()

    def _build(self) -> None:
        theme = self.theme
        columns = [Column("title", self.tr("规则"), 220, sortable=False),
                   Column("state", self.tr("用的是"), 120, sortable=False, stretch=True)]  # fmt: skip
        self.model = RulesModel(columns, self._of, self)
        self.model.desk = self.desk
        self.table = RowTable(theme, self.model, self)
        self.table.setAccessibleName(self.tr("规则"))
        self.table.setFixedWidth(theme.px(WIDTH))
        pane = Pane(theme, "surface", edge="left", margins=(20, 16, 20, 12), spacing=8, parent=self)
        self.head = PlainLabel(theme, "", "heading", parent=pane)
        self.purpose = Paragraph(theme, "", "table", "text2", parent=pane)
        self.editor = TomlEdit(theme, pane)
        self.editor.setReadOnly(not self.may)
        self.problem = Paragraph(theme, "", "table", "danger", parent=pane)
        pane.body.addWidget(self.head)
        pane.body.addWidget(self.purpose)
        pane.body.addWidget(self.editor, 1)
        pane.body.addWidget(self.problem)
        pane.body.addLayout(self._make_foot(pane))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        column = QVBoxLayout()
        column.addWidget(self.table)
        row.addLayout(column)
        row.addWidget(pane, 1)

    def _make_foot(self, pane: QWidget) -> QHBoxLayout:
        theme, foot = self.theme, QHBoxLayout()
        foot.setSpacing(8)
        self.save_button = Button(theme, self.tr("检查并保存"), "primary", "save", "Ctrl S", parent=pane)
        self.save_button.setShortcut("Ctrl+S")
        self.fault_button = Button(theme, self.tr("到出错的行"), "secondary", "circle-alert", "F8", parent=pane)
        self.fault_button.setShortcut("F8")
        self.drop_button = Button(theme, self.tr("放弃改动"), "ghost", "undo-2", parent=pane)
        self.built_in_button = Button(theme, self.tr("用回内置的"), "ghost", "rotate-ccw", parent=pane)
        for button in (self.save_button, self.fault_button, self.drop_button, self.built_in_button):
            foot.addWidget(button)
        foot.addStretch(1)
        return foot

    def _connect(self) -> None:
        self.table.current_changed.connect(self._on_current)
        self.table.activated_id.connect(self._on_activated)
        self.editor.textChanged.connect(self._on_typed)
        self._timer.timeout.connect(self._look)
        self.save_button.clicked.connect(self._on_save)
        self.fault_button.clicked.connect(self.editor.go_to_fault)
        self.drop_button.clicked.connect(self._on_drop)
        self.built_in_button.clicked.connect(self._on_built_in)

    # ------------------------------------------------------------------------------------------------ what a page says

    def title(self) -> str:
        return self.tr("规则")

    def subtitle(self) -> str:
        own = sum(bool(row.version) for row in self._rows.values())
        return self.tr("{count} 种，{own} 种用总行自己的，随下发包到网点").format(count=len(self._rows), own=own)

    def hints(self) -> list[Hint]:
        return [Hint("↑ ↓", self.tr("换规则")), Hint("↵", self.tr("改")), Hint("Ctrl S", self.tr("检查并保存")),
                Hint("F8", self.tr("到出错的行"))]  # fmt: skip

    def commands(self) -> list[Command]:
        return [Command(self.tr("保存规则"), "Ctrl S", self._on_save)] if self.may else []

    def panes(self) -> list[QWidget]:
        return [self.table, self.editor]

    def refresh(self, changes: Changes) -> None:
        self.read(rules.listed, self._on_listed)

    # ------------------------------------------------------------------------------------------------ showing

    def _of(self, ids: Sequence[str]) -> list[Rules]:
        return [self._rows[one] for one in ids]

    def _on_listed(self, found: list[Rules]) -> None:
        self._rows = {row.kind.key: row for row in found}
        self._drafts = {key: text for key, text in self._drafts.items() if text != self._rows[key].text}
        self.model.set_ids(list(self._rows))
        if self._shown:
            self._show(self._shown)
        else:
            self.table.select_id(found[0].kind.key)
        self.state_changed.emit()

    @Slot(object)
    def _on_current(self, key: str | None) -> None:
        if key is not None and key != self._shown:
            self._show(key)

    @Slot(object)
    def _on_activated(self, _: object) -> None:
        self.editor.setFocus()

    def _show(self, key: str) -> None:
        row, words = self._rows[key], self.desk.words
        another, self._shown = key != self._shown, key
        self.head.setText(words.text(row.kind.title))
        self.purpose.set_text(words.text(row.kind.purpose))
        text = self._drafts.get(key, row.text)
        if another or text != self.editor.toPlainText():
            self.editor.show_text(text)
        self._look()

    @Slot()
    def _on_typed(self) -> None:
        row, text = self._rows.get(self._shown), self.editor.toPlainText()
        if row is None:
            return
        if text == row.text:
            self._drafts.pop(self._shown, None)
        else:
            self._drafts[self._shown] = text
        self._timer.start()

    @Slot()
    def _look(self) -> None:
        """Say whether the text is TOML, and what can be done with it."""
        row = self._rows.get(self._shown)
        line = rules.fault(self.editor.toPlainText())
        self.editor.set_fault(line)
        self.problem.set_text(self.tr("第 {line} 行看不懂").format(line=line) if line else "")
        changed = self._shown in self._drafts
        self.save_button.setEnabled(self.may and changed and not line)
        self.fault_button.setVisible(bool(line))
        self.drop_button.setVisible(changed)
        self.built_in_button.setVisible(self.may and row is not None and bool(row.version) and not changed)

    # ------------------------------------------------------------------------------------------------ what people do

    @Slot()
    def _on_save(self) -> None:
        row = self._rows.get(self._shown)
        if row is not None and self.save_button.isEnabled():
            work = partial(_saved, desk=self.desk, row=row, text=self.editor.toPlainText())
            self.desk.jobs.write(self, work, self.changed.emit, self._on_refused)

    @Slot(object)
    def _on_refused(self, error: BaseException) -> None:
        """Its reader does not take it: said below the text, nothing was written."""
        message, cure = self.desk.words.render_both(error)
        self.problem.set_text(f"{message}　{cure}" if cure else message)
        if not hasattr(error, "cure"):
            self.error.emit(error)

    @Slot()
    def _on_drop(self) -> None:
        self._drafts.pop(self._shown, None)
        self._show(self._shown)

    @Slot()
    def _on_built_in(self) -> None:
        row, actor = self._rows.get(self._shown), self.desk.actor
        if row is not None:
            kind = row.kind
            self.desk.jobs.write(
                self, lambda session: rules.restore(session, actor, kind), self.changed.emit, self._on_failed
            )


def _saved(session: Session, *, desk: Desk, row: Rules, text: str) -> Done:
    """Runs in the worker."""
    return rules.save(session, desk.actor, row.kind, text)
