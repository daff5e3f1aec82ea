from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from db.posters import PosterPrint
from ui.desk import Desk
from ui.posters.page import PostersPage


def said(page: PostersPage) -> list[str]:
    return [row.text() for row in page.form.wording.rows]


def test_the_rule_its_basis_and_a_proposal_are_shown_while_writing(page: PostersPage):
    card = page.form.wording
    assert not card.isVisible()
    page.form.fields["title"].setPlainText("稳 赚 不 赔")
    assert card.isVisible()
    assert card._level == "danger"
    assert said(page)[0] == "“稳赚”不能用：保本保收益承诺"
    assert said(page)[1].startswith("可以这样改：")
    assert "广告法第25条" in said(page)[2]
    assert page.studio.wording.version in said(page)[-1]
    page.form.fields["title"].setPlainText("存款有礼")
    assert card._level == "warn"
    assert said(page)[0] == "“存款有礼”要写理由：揽储返利"
    assert page.form._reason.isVisibleTo(page)
    page.form.fields["title"].setPlainText("加微信，办事更省心")
    assert not card.isVisible()
    assert not page.form._reason.isVisibleTo(page)


def test_no_more_than_four_are_shown(page: PostersPage):
    page.form.fields["title"].setPlainText("保本最好抢购")
    page.form.fields["prompt"].setText("监管推荐 代言 日息")
    heads = [words for words in said(page) if words.startswith("“")]
    assert len(heads) == 4
    assert not page.form.grab().isNull()


def test_a_picture_and_a_file_on_the_clipboard(page: PostersPage, branch: Desk, qtbot: QtBot):
    clipboard = QGuiApplication.clipboard()
    clipboard.clear()
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(page, Qt.Key.Key_C, both)
    assert not clipboard.image().isNull()
    assert not clipboard.image().hasAlphaChannel()
    page._piece = page._piece or None
    page._prove()
    page.foot.file_button.click()
    (url,) = clipboard.mimeData().urls()
    path = Path(url.toLocalFile())
    assert path.parent == branch.paths.output
    assert path.stat().st_size <= 1_000_000
    with branch.store.session() as session:
        formats = [row.format for row in session.scalars(select(PosterPrint))]
    assert len(formats) == 2
    assert set(formats) <= {"png", "jpg"}
    clipboard.clear()


def test_nothing_is_copied_before_the_proof(page: PostersPage):
    QGuiApplication.clipboard().clear()
    page.form.fields["title"].setPlainText("早来早办好")
    page.foot.copied.emit(False)
    assert QGuiApplication.clipboard().image().isNull()
    page.foot.scope.set_value("all")
    page._prove()
    assert not page.foot.copy_button.isEnabled()
