"""The rules that tag while contacts are taken in: head office's to read, the branch's to make, change and take away."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget
from sqlalchemy.orm import Session

from desktop import undo
from desktop.changes import Done
from desktop.contacts import tag_rules
from desktop.contacts.tag_rules import TagRule
from desktop.errors import AppError
from desktop.security.roles import Permission, allowed
from desktop.words import Words
from ui.page import Page
from ui.row_model import Column, IdTableModel
from ui.row_table import RowTable
from ui.theme import Theme
from ui.widgets.button import Button
from ui.widgets.dialog import Dialog
from ui.widgets.field import Labelled, LineEdit
from ui.widgets.keys import plain_key
from ui.widgets.label import PlainLabel

WIDTH, HEIGHT = 760, 288
SEPARATORS: Final = ",，、;；"


class RuleRow(NamedTuple):
    """A rule with its place among all."""

    number: int
    rule: TagRule


class RuleModel(IdTableModel):
    """Says the rules in words."""

    def text_of(self, row: RuleRow, key: str) -> str:
        rule = row.rule
        if key == "tag":
            return f"{rule.group} / {rule.tag}"
        if key == "whose":
            return self.tr("总行") if rule.locked else self.tr("网点")
        named = (
            (self.tr("来源是 {words}"), rule.sources), (self.tr("部门含 {words}"), rule.departments),
            (self.tr("姓名、备注、描述、企业里有 {words}"), rule.words),
        )  # fmt: skip
        either = self.tr(" 或 ")
        return self.tr("，且").join(said.format(words=either.join(words)) for said, words in named if words)


class RulesWindow(Dialog):
    """N makes a rule, F2 changes it, Del takes it away, A tags those who are there already; Ctrl+Z takes it back."""

    def __init__(self, page: Page, parent: QWidget) -> None:
        words = self.tr("导入客户时自动打标；手工去掉过的标签不会再打上。带总行的只看")
        super().__init__(page.theme, self.tr("打标规则"), words, WIDTH, parent)
        self.page = page
        self.rules: list[TagRule] = []
        self.form: RuleDialog | None = None
        self._batches: list[str] = []
        self._at: int | None = None
        theme = self.theme
        columns = [
            Column("whose", self.tr("谁的"), 64, sortable=False), Column("tag", self.tr("打上"), 190, sortable=False),
            Column("when", self.tr("什么时候"), 420, sortable=False),
        ]  # fmt: skip
        self.model = RuleModel(columns, lambda numbers: [RuleRow(at, self.rules[at]) for at in numbers], self)
        self.table = RowTable(theme, self.model, self)
        self.table.setAccessibleName(self.tr("打标规则"))
        self.table.setFixedHeight(theme.px(HEIGHT))
        self.table.letter.connect(self._on_letter)
        self.table.current_changed.connect(self._on_current)
        self.note = PlainLabel(theme, "", "caption", "text2", elide=True, parent=self)
        self.body.addWidget(self.table)
        self.body.addWidget(self.note)
        self._make_buttons()
        self.read()

    def _make_buttons(self) -> None:
        theme = self.theme
        self.buttons_by_key = {
            "N": Button(theme, self.tr("新规则"), "soft", "plus", "N", parent=self),
            "F2": Button(theme, self.tr("改"), keys="F2", parent=self),
            "Del": Button(theme, self.tr("去掉"), keys="Del", parent=self),
            "A": Button(theme, self.tr("给现有客户打标"), keys="A", parent=self),
        }
        slots = (self._on_new, self._on_change, self._on_remove, self._on_apply)
        for button, slot in zip(self.buttons_by_key.values(), slots, strict=True):
            self.add_button(button).clicked.connect(slot)
        self.add_button(Button(theme, self.tr("关闭"), "ghost", keys="Esc", parent=self), "reject")
        QShortcut(QKeySequence("Ctrl+Z"), self, self._on_undo)

    def read(self) -> None:
        branch = self.page.desk.actor.branch
        self.page.read(lambda session: tag_rules.rules(session, branch), self._on_read)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = plain_key(event)
        if key in self.buttons_by_key:
            self._on_letter(key)
        elif key != "Enter":
            super().keyPressEvent(event)

    def _on_read(self, found: list[TagRule]) -> None:
        self.rules = found
        self.model.set_ids(list(range(len(found))))
        if self.table.current_id() is None and found:
            self.table.select_id(0)
        self.note.setText("" if found else self.tr("还没有规则，按 N 写第一条"))
        self.note.setVisible(not found)
        self.table.setFocus()
        self._on_current(None)

    @Slot(object)
    def _on_current(self, _number: object) -> None:
        may = allowed(self.page.desk.actor, Permission.EDIT_DICTIONARY, branch=self.page.desk.actor.branch)
        number = self.table.current_id()
        ours = may and number is not None and not self.rules[number].locked
        for key, button in self.buttons_by_key.items():
            button.setEnabled({"N": may, "A": may and bool(self.rules)}.get(key, ours))

    @Slot(str)
    def _on_letter(self, letter: str) -> None:
        if letter in self.buttons_by_key and self.buttons_by_key[letter].isEnabled():
            self.buttons_by_key[letter].click()

    @Slot()
    def _on_new(self) -> None:
        self._ask(None, TagRule("", ""))

    @Slot()
    def _on_change(self) -> None:
        number = self.table.current_id()
        if number is not None:
            self._ask(number, self.rules[number])

    def _ask(self, at: int | None, rule: TagRule) -> None:
        self._at = at
        self.form = RuleDialog(self.theme, self.page.desk.words, rule, self)
        self.form.entered.connect(self._on_entered)
        self.form.open()

    @Slot(object)
    def _on_entered(self, rule: TagRule) -> None:
        rules = list(self.rules)
        if self._at is None:
            rules.append(rule)
        else:
            rules[self._at] = rule
        self._save(rules)

    @Slot()
    def _on_remove(self) -> None:
        number = self.table.current_id()
        if number is not None:
            self._save([one for at, one in enumerate(self.rules) if at != number])

    @Slot()
    def _on_apply(self) -> None:
        actor = self.page.desk.actor
        self.page.write(lambda session: tag_rules.apply_now(session, actor), self._on_written)

    def _save(self, rules: Sequence[TagRule]) -> None:
        actor, own = self.page.desk.actor, [one for one in rules if not one.locked]

        def work(session: Session) -> Done:
            return tag_rules.save(session, actor, own)

        self.page.write(work, self._on_written)

    def _on_written(self, done: Done) -> None:
        if done.batch:
            self._batches.append(done.batch)
        self.read()

    @Slot()
    def _on_undo(self) -> None:
        if self._batches:
            actor, batch = self.page.desk.actor, self._batches.pop()
            self.page.write(lambda session: undo.undo(session, actor, batch), self._on_undone)

    def _on_undone(self, _done: Done) -> None:
        self.read()


class RuleDialog(Dialog):
    """One rule: which tag, and when; several words of a condition are separated by commas. Sends `entered`."""

    entered = Signal(object)

    def __init__(self, theme: Theme, words: Words, rule: TagRule, parent: QWidget | None = None) -> None:
        about = self.tr("几个条件都要符合；一个条件里写几个（用逗号分开），符合其一就算")
        super().__init__(theme, self.tr("改规则") if rule.tag else self.tr("新规则"), about, 440, parent)
        self._words = words
        self.group = LineEdit(theme, self.tr("例如：客群"), parent=self)
        self.tag = LineEdit(theme, self.tr("例如：代发"), parent=self)
        self.sources = LineEdit(theme, self.tr("例如：扫描二维码，群聊"), parent=self)
        self.departments = LineEdit(theme, self.tr("例如：城东支行"), parent=self)
        self.noted = LineEdit(theme, self.tr("例如：工资，代发"), parent=self)
        for title, field, value in (
            (self.tr("标签组"), self.group, rule.group), (self.tr("标签"), self.tag, rule.tag),
            (self.tr("来源是"), self.sources, "，".join(rule.sources)),
            (self.tr("部门里有"), self.departments, "，".join(rule.departments)),
            (self.tr("姓名、备注、描述、企业里有"), self.noted, "，".join(rule.words)),
        ):  # fmt: skip
            field.setText(value)
            field.returnPressed.connect(self.save)
            self.body.addWidget(Labelled(theme, title, field, parent=self))
        self.add_button(Button(theme, self.tr("取消"), "ghost", keys="Esc", parent=self), "reject")
        self.add_button(Button(theme, self.tr("保存"), "primary", "check", "↵", parent=self)).clicked.connect(self.save)
        self.group.setFocus()

    @Slot()
    def save(self) -> None:
        """Check and send; a fault is said below the tag or the conditions."""
        self.group.set_error("" if self.group.text().strip() else self.tr("写一下标签组"))
        parts = [_parts(field.text()) for field in (self.sources, self.departments, self.noted)]
        rule = TagRule(self.group.text().strip(), " ".join(self.tag.text().split()), *parts)
        self.tag.set_error("")
        self.noted.set_error("")
        try:
            rule = tag_rules.checked(rule)
        except AppError as error:
            faulty = self.noted if rule.tag else self.tag
            faulty.set_error(self._words.render(error).replace("\n", " "))
        if self.group.fault or self.tag.fault or self.noted.fault:
            self.fit()
            return
        self.entered.emit(rule)
        self.accept()


def _parts(typed: str) -> tuple[str, ...]:
    """What is separated by commas of any kind."""
    for sign in SEPARATORS:
        typed = typed.replace(sign, "\n")
    return tuple(dict.fromkeys(" ".join(part.split()) for part in typed.split("\n") if part.strip()))
