"""A made-up record, steps back and forth, and cures on the page of posters."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.errors import AppError
from tests.ui.posters.acts import choose, prove
from ui.posters.page import PostersPage


def test_a_made_up_record_is_shown_and_never_leaves(page: PostersPage):
    page.form.trial.setCurrentIndex(1)
    prove(page)
    assert any("买买提" in line.text for line in page.stage.view.sheet().lines)
    assert page._piece.passed
    assert page.foot.title.text() == "试看，不能出图"
    assert not page.foot.pdf_button.isEnabled()
    page.form.trial.setCurrentIndex(0)
    prove(page)
    assert page.foot.pdf_button.isEnabled()
    assert page.foot.title.text() == "王敏 1 张"


def test_what_was_typed_and_chosen_is_taken_back_step_by_step(page: PostersPage, qtbot: QtBot):
    title, prompt = page.form.fields["title"], page.form.fields["prompt"]
    default = prompt.text()
    prompt.setFocus()
    prompt.end(False)
    qtbot.keyClicks(prompt, "abc")
    page.form.theme_chosen.emit("jade")
    page.form.fields["title"].setPlainText("我的标题")
    assert page.draft.theme == "jade"
    undo(qtbot, page.form.fields["prompt"])
    assert page.form.fields["title"].toPlainText() == page.template("tent-a4").fields["title"].default
    undo(qtbot, page.form.fields["prompt"])
    assert page._order.theme == "crimson"
    assert page.form.fields["prompt"].text() == f"{default}abc"
    undo(qtbot, page.form.fields["prompt"])
    assert page.form.fields["prompt"].text() == default
    assert page._order.values["prompt"] == default
    redo(qtbot, page.form.fields["prompt"])
    assert page.form.fields["prompt"].text() == f"{default}abc"
    assert title is not page.form.fields["title"]  # the colours made the form anew


def test_ctrl_z_outside_the_fields_goes_back_to_the_template_and_the_person(page: PostersPage, qtbot: QtBot):
    page.gallery.step(1)
    choose(page, "李倩")
    undo(qtbot, page.stage.view)
    assert page.form.staff.currentText() == "王敏"
    undo(qtbot, page.stage.view)
    assert page.gallery.current().template == "tent-a4"
    assert page._order.template.key == "tent-a4"
    undo(qtbot, page.stage.view)  # nothing left: the window's own undo may have the key
    assert page.gallery.current().template == "tent-a4"
    redo(qtbot, page.stage.view)
    assert page.gallery.current().template != "tent-a4"


def test_a_reason_is_taken_back_too(page: PostersPage, qtbot: QtBot):
    page.form.fields["benefit1"].setText("存款有礼")
    page.form.reason.setText("分行批复")
    undo(qtbot, page.form.reason)
    assert page.form.reason.text() == ""
    assert page.form.fields["benefit1"].text() == "存款有礼"


def test_what_is_wrong_says_and_offers_its_cure(page: PostersPage, qtbot: QtBot):
    """The field that is too long, the reason that is missing, another template where the page itself will not do."""
    card, window = page.stage.proof, page.window()
    assert not card.cure.isVisible()
    page.form.fields["prompt"].setText("一二三四五六七八九十一二三四五")
    prove(page)
    assert card.cure.text() == "去改“码下方的话” F8"
    qtbot.keyClick(page, Qt.Key.Key_F8)
    assert window.focusWidget() is page.form.fields["prompt"]
    page.form.fields["prompt"].setText("扫一扫")
    page.form.fields["benefit1"].setText("存款有礼")
    prove(page)
    assert card.cure.text() == "写上理由 F8"
    card.cure.click()
    assert window.focusWidget() is page.form.reason
    page.form.reason.setText("分行批复")
    prove(page)
    assert not card.cure.isVisible()
    piece = replace(page._piece, problems=[AppError("离远了扫不到", cure="把码放大")])
    page._on_proven(piece)
    assert card.cure.text() == "换一个版式 F8"
    page.cure()
    assert page.draft.template != "tent-a4"


def undo(qtbot: QtBot, widget: QWidget) -> None:
    qtbot.keyClick(widget, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)


def redo(qtbot: QtBot, widget: QWidget) -> None:
    qtbot.keyClick(widget, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
