"""To whom contacts shall pass: asked before they come onto the list, or before the lead."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget
from sqlalchemy.orm import Session

from db.actor import Actor
from desktop import people
from desktop.contacts import transfer
from desktop.contacts.transfer import Checked
from desktop.people import Person
from desktop.words import Words
from ui.theme import Theme
from ui.widgets.button import Button
from ui.widgets.dialog import Dialog
from ui.widgets.field import ComboBox, Labelled
from ui.widgets.keys import plain_key
from ui.widgets.paragraph import Paragraph

NAMED: Final = 5
"""Contacts that cannot pass and are named in the question."""


class TransferDialog(Dialog):
    """To whom: the list of the staff, and who cannot pass and why. Sends `chosen` with the id of a member of staff."""

    chosen = Signal(str)
    staff_changed = Signal(str)

    def __init__(
        self, theme: Theme, words_: Words, count: int, staff: Sequence[Person], *, proposing: bool, parent: QWidget
    ) -> None:
        title = self.tr("{count} 位转交给谁？").format(count=f"{count:,}")
        words = self.tr("先列进清单，在企业微信管理后台转好以后再记下；没做完的下一步会跟着走")
        if proposing:
            words = self.tr("先报给网点负责人，同意后列进清单；在企业微信里转好以前，客户还是您的")
        super().__init__(theme, title, words, 420, parent)
        self._words = words_
        self.staff = ComboBox(theme, "user-round", self)
        self.staff.set_choices([(one.id, self._name(one)) for one in staff])
        self.staff.currentIndexChanged.connect(self._on_staff)
        self.body.addWidget(Labelled(theme, self.tr("接手的人（↑↓ 换）"), self.staff, parent=self))
        self.check = Paragraph(theme, "", "caption", "text2", parent=self)
        self.body.addWidget(self.check)
        self.add_button(Button(theme, self.tr("取消"), "ghost", keys="Esc", parent=self), "reject")
        yes = self.tr("报给负责人") if proposing else self.tr("列入清单")
        self.yes = self.add_button(Button(theme, yes, "primary", "check", "↵", parent=self))
        self.yes.clicked.connect(self.save)
        self.staff.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_check(self, checked: Checked) -> None:
        """Who can pass, and why the others cannot."""
        text = self.tr("{count} 位可以转").format(count=len(checked.fit))
        if checked.refused:
            text = self.tr("{count} 位可以转，{left} 位不行：").format(
                count=len(checked.fit), left=len(checked.refused)
            )
            line = self.tr("{name}：{why}")
            told = [line.format(name=one.name, why=self._words.text(one.why)) for one in checked.refused[:NAMED]]
            text = "\n".join([text, *told, *(["…"] if len(checked.refused) > NAMED else [])])
        self.check.set_text(text)
        self.yes.setEnabled(bool(checked.fit))
        if self.isVisible():
            self.fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if plain_key(event) == "Enter":
            self.save()
        else:
            super().keyPressEvent(event)

    @Slot()
    def save(self) -> None:
        if self.yes.isEnabled():
            self.chosen.emit(str(self.staff.currentData()))
            self.accept()

    @Slot()
    def _on_staff(self) -> None:
        self.staff_changed.emit(str(self.staff.currentData()))

    def _name(self, person: Person) -> str:
        return self.tr("{name}（{branch}）").format(name=person.name, branch=person.branch_name)


class Asked(NamedTuple):
    """The contacts that are to pass, and to whom they can."""

    contacts: list[str]
    staff: list[Person]


def asked(session: Session, actor: Actor, contacts: list[str]) -> Asked:
    """One's own branch first; whoever holds all of them already is not offered."""
    found = sorted(people.staff(session), key=lambda one: one.branch != actor.branch)
    owners = transfer.owners(session, contacts)
    return Asked(contacts, [one for one in found if owners != {one.id}])
