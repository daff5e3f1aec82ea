"""标签管理: groups and tags with their use; made, renamed, merged, retired, one step back by Ctrl+Z."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout
from sqlalchemy.orm import Session

from db.actor import Actor
from desktop import undo
from desktop.changes import Done
from desktop.contacts import tag_dictionary, tags
from desktop.contacts.tag_dictionary import Dictionary, GroupEntry, TagUse
from desktop.errors import AppError
from desktop.security.roles import Permission, reach
from ui.contacts.log_line import LogField
from ui.contacts.tag_dialog import MergeDialog
from ui.contacts.tag_tables import GroupModel, TagTable, UseModel, group_name
from ui.page import Page
from ui.widgets.button import Button
from ui.widgets.dialog import Dialog
from ui.widgets.field import Labelled
from ui.widgets.keys import plain_key
from ui.widgets.label import PlainLabel

if TYPE_CHECKING:
    from ui.contacts.rules_window import RulesWindow

WIDTH: Final = 800
HEIGHT: Final = 336
GROUPS: Final = 220
Write = Callable[[Session, str], Done]


class Naming(NamedTuple):
    """What is being named: the words above the field, the names that are taken, and how it is written."""

    title: str
    old: str
    taken: list[str]
    write: Write


class TagWindow(Dialog):
    """Arrows choose, Tab goes between the tables; G N F2 M Del act on what is chosen. Writes by its page."""

    shown = Signal()  # the dictionary has been read

    def __init__(self, page: Page) -> None:
        words = self.tr("带锁的是总行的，网点只能用；自己的可以改名、合并、停用。企业微信最多 100 组，每组 100 个")
        super().__init__(page.theme, self.tr("标签管理"), words, WIDTH, page)
        self.page, self.dictionary = page, Dictionary([], [], 0)
        self.merge_dialog: MergeDialog | None = None
        self.rules_window: RulesWindow | None = None
        self._naming: Naming | None = None
        self._batches: list[str] = []
        self._wanted = ""
        theme = self.theme
        self.group_model, self.model = GroupModel(self), UseModel(self)
        self.groups = TagTable(theme, self.group_model, self.tr("标签组"), self)
        self.table = TagTable(theme, self.model, self.tr("标签"), self)
        self.groups.setFixedSize(theme.px(GROUPS), theme.px(HEIGHT))
        self.table.setFixedHeight(theme.px(HEIGHT))
        row = QHBoxLayout()
        row.setSpacing(theme.px(12))
        row.addWidget(self.groups)
        row.addWidget(self.table, 1)
        self.body.addLayout(row)
        self.field = LogField(theme, "", parent=self)
        self.naming = Labelled(theme, "", self.field, parent=self)
        self.naming.hide()
        self.note = PlainLabel(theme, "", "caption", "text2", elide=True, parent=self)
        self.body.addWidget(self.naming)
        self.body.addWidget(self.note)
        self._make_buttons()
        self._wire()
        self.read()

    def read(self) -> None:
        self.page.read(tag_dictionary.read, self._on_read)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = plain_key(event)
        if key in self.buttons_by_key and self.buttons_by_key[key].isEnabled():
            self.buttons_by_key[key].click()
        elif key != "Enter":
            super().keyPressEvent(event)

    # ------------------------------------------------------------------------------------------ building

    def _make_buttons(self) -> None:
        theme = self.theme
        self.buttons_by_key = {
            "G": Button(theme, self.tr("新组"), "ghost", keys="G", parent=self),
            "N": Button(theme, self.tr("新标签"), "soft", "plus", "N", parent=self),
            "F2": Button(theme, self.tr("改名"), keys="F2", parent=self),
            "M": Button(theme, self.tr("合并到…"), keys="M", parent=self),
            "Del": Button(theme, self.tr("停用"), keys="Del", parent=self),
            "R": Button(theme, self.tr("打标规则"), "ghost", keys="R", parent=self),
        }
        slots = (
            self._on_new_group, self._on_new, self._on_rename, self._on_merge, self._on_retire, self._on_rules,
        )  # fmt: skip
        for button, slot in zip(self.buttons_by_key.values(), slots, strict=True):
            self.add_button(button).clicked.connect(slot)
        self.add_button(Button(theme, self.tr("关闭"), "ghost", keys="Esc", parent=self), "reject")

    def _wire(self) -> None:
        self.groups.current_changed.connect(self._on_group)
        self.table.current_changed.connect(self._on_tag)
        for table in (self.groups, self.table):
            table.letter.connect(self._on_letter)
        self.field.textChanged.connect(self._on_typed)
        self.field.returnPressed.connect(self._on_named)
        self.field.left.connect(self._end_naming)
        QShortcut(QKeySequence("Ctrl+Z"), self, self._on_undo)

    # ------------------------------------------------------------------------------------------ showing

    def group(self) -> GroupEntry | None:
        return self.group_model.groups.get(str(self.groups.current_id()))

    def tag(self) -> TagUse | None:
        return self.model.uses.get(str(self.table.current_id()))

    def _on_read(self, found: Dictionary) -> None:
        self.dictionary = found
        self.group_model.show_groups(found.groups)
        wanted = next((one for one in found.tags if one.id == self._wanted), None)
        self._wanted = ""
        if wanted is not None:
            self.groups.select_id(wanted.group)
        elif self.group() is None and found.groups:
            self.groups.select_id(found.groups[0].id)
        self._show_tags()
        if wanted is not None:
            self.table.select_id(wanted.id)
        self.shown.emit()

    @Slot(object)
    def _on_group(self, _id: object) -> None:
        self._end_naming()
        self._show_tags()

    def _show_tags(self) -> None:
        group = self.group()
        uses = [one for one in self.dictionary.tags if group is not None and one.group == group.id]
        self.model.show_uses(uses, self.dictionary.contacts)
        if uses and self.tag() is None:
            self.table.select_id(uses[0].id)
        self._on_tag(None)

    @Slot(object)
    def _on_tag(self, _id: object) -> None:
        group, tag, actor = self.group(), self.tag(), self.page.desk.actor
        some = reach(actor, Permission.EDIT_DICTIONARY) is not None
        ours = tag is not None and tag_dictionary.may_change(actor, locked=tag.locked)
        inside = group is not None and bool(group.id) and tag_dictionary.may_change(actor, locked=group.locked)
        able = {
            "G": some,
            "R": True,
            "N": inside,
            "F2": ours or inside,
            "M": ours and tag is not None and not tag.retired,
        }
        for key, button in self.buttons_by_key.items():
            button.setEnabled(able.get(key, ours or inside))
        retire = self.buttons_by_key["Del"]
        retire.setText(self.tr("启用") if tag is not None and tag.retired else self.tr("停用"))
        self.note.setText("" if some else self.tr("您的角色只看，不能改标签"))
        if some and not (ours or inside) and group is not None:
            self.note.setText(self.tr("这一组是总行的：可以用，不能改"))
        self.note.setVisible(bool(self.note.text()))

    # ------------------------------------------------------------------------------------------ naming

    def _name(self, naming: Naming) -> None:
        """Ask for a name below the tables; Enter writes it, Esc lets it be."""
        self._naming = naming
        self.naming.show()
        self.note.hide()
        self.field.setAccessibleName(naming.title)
        self.naming.label.setText(naming.title)
        self.field.setText(naming.old)
        self.field.selectAll()
        self._on_typed(naming.old)
        self.field.set_error("")
        self.field.setFocus()
        self.fit()

    @Slot()
    def _end_naming(self) -> None:
        if self._naming is not None:
            self._naming = None
            self.naming.hide()
            self.fit()
            self.table.setFocus()
            self._on_tag(None)

    @Slot(str)
    def _on_typed(self, typed: str) -> None:
        """Say at once what WeCom would not take."""
        length = len(" ".join(typed.split()))
        most = tag_dictionary.CONSOLE if length <= tag_dictionary.CONSOLE else tag_dictionary.LONGEST
        advice = tag_dictionary.advice(typed)
        words = f"{self.page.desk.words.text(advice)}   " if advice else ""
        self.naming.set_note(f"{words}{length}/{most}")
        self.field.set_error(self._fault(typed) if typed.strip() else "")

    def _fault(self, typed: str) -> str:
        if self._naming is None:
            return ""
        try:
            tag_dictionary.checked_name(typed, self._naming.taken)
        except AppError as error:
            return self.page.desk.words.render(error).replace("\n", " ")
        return ""

    @Slot()
    def _on_named(self) -> None:
        naming, typed = self._naming, self.field.text()
        if naming is None:
            return
        self.field.set_error(self._fault(typed))
        if not self.field.fault:
            self._write(lambda session: naming.write(session, typed))
            self._end_naming()

    # ------------------------------------------------------------------------------------------ acts

    @Slot(str)
    def _on_letter(self, letter: str) -> None:
        if letter in self.buttons_by_key and self.buttons_by_key[letter].isEnabled():
            self.buttons_by_key[letter].click()

    @Slot()
    def _on_new_group(self) -> None:
        actor, taken = self._actor(), [one.name for one in self.dictionary.groups]
        title = self.tr("新标签组的名称")
        self._name(Naming(title, "", taken, lambda session, name: tag_dictionary.create_group(session, actor, name)))

    @Slot()
    def _on_new(self) -> None:
        group, actor = self.group(), self._actor()
        if group is None:
            return
        title = self.tr("“{group}”里新标签的名称").format(group=group.name)
        taken = [one.name for one in self.model.uses.values() if not one.retired]
        self._name(Naming(title, "", taken, lambda session, name: self._created(session, actor, group.id, name)))

    def _created(self, session: Session, actor: Actor, group: str, name: str) -> Done:
        done = tag_dictionary.create(session, actor, group, name)
        self._wanted = next(one.id for one in tag_dictionary.read(session).tags if one.group == group
                            and one.name == " ".join(name.split()) and not one.retired)  # fmt: skip
        return done

    @Slot()
    def _on_rename(self) -> None:
        """The group while its table has the focus, else the tag."""
        group, tag, actor = self.group(), self.tag(), self._actor()
        if self.groups.hasFocus() and group is not None and group.id:
            taken = [one.name for one in self.dictionary.groups if one.id != group.id]
            write = partial(_rename_group, actor, group.id)
            self._name(Naming(self.tr("标签组的新名称"), group.name, taken, write))
        elif tag is not None:
            taken = [one.name for one in self.model.uses.values() if one.id != tag.id]
            self._name(Naming(self.tr("标签的新名称"), tag.name, taken, partial(_rename, actor, tag.id)))

    @Slot()
    def _on_merge(self) -> None:
        tag = self.tag()
        if tag is None:
            return
        names = {one.id: group_name(one.name) for one in self.dictionary.groups}
        others = [
            tags.TagEntry(one.id, one.name, names.get(one.group, ""), one.locked, one.used)
            for one in self.dictionary.tags
            if not one.retired and one.id != tag.id
        ]
        self.merge_dialog = MergeDialog(self.theme, tag.name, tag.used, others, self)
        self.merge_dialog.chosen.connect(self._on_target)
        self.merge_dialog.open()

    @Slot(str)
    def _on_target(self, target: str) -> None:
        tag, actor = self.tag(), self._actor()
        if tag is not None:
            self._write(lambda session: tag_dictionary.merge(session, actor, tag.id, target))

    @Slot()
    def _on_retire(self) -> None:
        """An empty group goes; a tag is retired, or taken back into use."""
        group, tag, actor = self.group(), self.tag(), self._actor()
        if self.groups.hasFocus() and group is not None and group.id:
            self._write(lambda session: tag_dictionary.remove_group(session, actor, group.id))
        elif tag is not None:
            self._write(lambda session: tag_dictionary.retire(session, actor, tag.id, retired=not tag.retired))

    @Slot()
    def _on_rules(self) -> None:
        """The rules that tag while contacts are taken in."""
        from ui.contacts.rules_window import RulesWindow

        self.rules_window = RulesWindow(self.page, self)
        self.rules_window.finished.connect(self._on_rules_closed)
        self.rules_window.open()

    @Slot()
    def _on_rules_closed(self) -> None:
        self.read()

    @Slot()
    def _on_undo(self) -> None:
        """Take back what was done in this window, last first."""
        if self._naming is not None and self.field.isUndoAvailable():
            self.field.undo()
        elif self._batches:
            actor, batch = self._actor(), self._batches.pop()
            self.page.write(lambda session: undo.undo(session, actor, batch), self._on_undone)

    def _on_undone(self, _done: Done) -> None:
        self.read()

    def _write(self, work: Callable[[Session], Done]) -> None:
        self.page.write(work, self._on_written)

    def _on_written(self, done: Done) -> None:
        if done.batch:
            self._batches.append(done.batch)
        self.read()

    def _actor(self) -> Actor:
        return self.page.desk.actor


def _rename(actor: Actor, tag: str, session: Session, name: str) -> Done:
    return tag_dictionary.rename(session, actor, tag, name)


def _rename_group(actor: Actor, group: str, session: Session, name: str) -> Done:
    return tag_dictionary.rename_group(session, actor, group, name)
