"""The two questions of the studio: take a doubtful code anyway, and what a new place is called."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QDialog, QWidget

from desktop.posters.intake import Found
from desktop.words import Words
from ui.theme import Theme
from ui.widgets.button import Button
from ui.widgets.dialog import Dialog
from ui.widgets.field import Labelled, LineEdit


def ask_anyway(parent: QWidget, theme: Theme, words: Words, found: Found) -> bool:
    """Whether a code that only warns shall be registered all the same."""
    said = words.render(found.answer.remark) if found.answer.remark else ""
    dialog = Dialog(theme, QCoreApplication.translate("PosterDialogs", "这个码要再看一眼"), said, parent=parent)
    dialog.add_button(Button(theme, QCoreApplication.translate("PosterDialogs", "换一张")), "reject")
    dialog.add_button(Button(theme, QCoreApplication.translate("PosterDialogs", "仍要登记"), "primary"), "accept")
    return dialog.exec() == QDialog.DialogCode.Accepted


def ask_place(parent: QWidget, theme: Theme) -> str:
    """The name of a new place; empty when the user changed their mind."""
    dialog = Dialog(theme, QCoreApplication.translate("PosterDialogs", "新点位"), parent=parent)
    field = LineEdit(theme, QCoreApplication.translate("PosterDialogs", "例如：柜台 3 号"), parent=dialog)
    label = QCoreApplication.translate("PosterDialogs", "这件东西放在哪里")
    dialog.body.addWidget(Labelled(theme, label, field, parent=dialog))
    dialog.add_button(Button(theme, QCoreApplication.translate("PosterDialogs", "取消")), "reject")
    dialog.add_button(Button(theme, QCoreApplication.translate("PosterDialogs", "加上"), "primary"), "accept")
    field.returnPressed.connect(dialog.accept)
    named: list[str] = []  # the field is gone when the dialog has been closed
    dialog.accepted.connect(lambda: named.append(field.text().strip()))
    dialog.exec()
    return named[0] if named else ""
