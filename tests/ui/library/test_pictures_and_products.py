"""Pictures and the product calendar on the page, by keyboard."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage

from tests.ui.library.conftest import active, png, shown
from ui.library.page import LibraryPage


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    path = tmp_path / "三月海报.png"
    path.write_bytes(png((400, 300)))
    return path


def names(page: LibraryPage) -> list[str]:
    return [page.pictures.rows[one].title for one in page.pictures.model.ids]


def test_digits_change_the_tab(qtbot, page):
    qtbot.keyClicks(page.scripts.table, "2")
    assert page.view is page.pictures
    assert page.pictures.table.hasFocus()
    qtbot.keyClicks(page.pictures.table, "3")
    assert page.view is page.products
    qtbot.keyClicks(page.products.table, "1")
    assert page.view is page.scripts


def test_a_picture_is_shown_large_and_copied_as_picture_or_file(qtbot, page, desk):
    page.open("pictures")
    page.grab()
    assert names(page) == ["存单长图", "旧图"]
    qtbot.keyClicks(page.pictures.table, "c")
    assert QGuiApplication.clipboard().image().width() == 200
    qtbot.keyClicks(page.pictures.table, "g")
    (url,) = QGuiApplication.clipboard().mimeData().urls()
    assert QImage(url.toLocalFile()).width() == 200
    assert page.pictures.rows[page.pictures.table.current_id()].uses.times == 2


def test_an_outdated_picture_is_not_copied(qtbot, page):
    page.open("pictures")
    QGuiApplication.clipboard().setText("vorher")
    page.pictures.table.select_id(page.pictures.model.ids[1])
    qtbot.keyClicks(page.pictures.table, "cg")
    assert QGuiApplication.clipboard().text() == "vorher"
    assert not page.pictures.copy_button.isEnabled()


def test_a_picture_is_added_by_file_edited_and_retired(qtbot, page, picture):
    page.open("pictures")
    qtbot.keyClicks(page.pictures.table, "n")
    editor = page.pictures.editor
    editor.save()
    assert editor.isVisible()  # without a picture there is nothing to keep
    editor.pick = lambda: picture
    active(qtbot, editor)
    qtbot.keyClick(editor, Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)
    assert editor.name.text() == "三月海报"
    editor.until.setText("下个月")
    editor.save()
    assert "看不懂这个日期" in editor.fault.text()
    editor.until.setText("3-31")
    editor.save()
    assert "三月海报" in names(page)
    qtbot.keyClicks(page.pictures.table, "e")
    page.pictures.editor.name.setText("四月海报")
    page.pictures.editor.save()
    assert "四月海报" in names(page)
    qtbot.keyClick(page.pictures.table, Qt.Key.Key_Delete)
    assert "四月海报" not in names(page)


def test_a_picture_comes_by_the_clipboard_or_not_at_all(page, tmp_path):
    page.open("pictures")
    page.pictures.add()
    editor = page.pictures.editor
    QGuiApplication.clipboard().setText("kein Bild")
    editor.paste()
    assert "剪贴板里没有图片" in editor.fault.text()
    QGuiApplication.clipboard().setImage(QImage.fromData(png((300, 300))))
    editor.paste()
    assert editor.kept is not None
    (tmp_path / "a.png").write_bytes(b"no picture")
    editor.take(tmp_path / "a.png")
    assert "打不开图片 a.png" in editor.fault.text()
    editor.pick = lambda: None
    editor.choose()
    editor.reject()


def test_products_stand_with_their_windows_and_the_next_two_weeks(qtbot, page):
    page.open("products")
    page.grab()
    rows = [page.products.rows[one] for one in page.products.model.ids]
    assert [(row.name, row.state) for row in rows] == [("大额存单", "open"), ("春节存单", "over")]
    said = [row.row.name for row in page.products.block.rows]
    assert said == ["大额存单"] * 7
    assert page.products.block.rows[0].row.when == "今天"
    qtbot.keyClicks(page.products.table, "c")
    assert QGuiApplication.clipboard().text() == "大额存单在售，想了解的回复“存单”。"
    page.products.table.select_id(page.products.model.ids[1])
    with qtbot.waitSignal(page.error) as told:
        qtbot.keyClicks(page.products.table, "c")
    assert "不在销售期" in str(told.args[0])


def test_a_proposal_leads_to_its_script_or_copies_the_words(qtbot, page):
    page.open("products")
    page.products.block.rows[0].click()
    assert page.scripts.rows[page.scripts.table.current_id()].title == "存单开售"
    page.scripts.retire()
    page.open("products")
    page.products.block.rows[0].click()
    assert QGuiApplication.clipboard().text() == "大额存单在售，想了解的回复“存单”。"


def test_a_product_is_added_edited_and_retired(qtbot, page):
    page.open("products")
    qtbot.keyClicks(page.products.table, "n")
    editor = page.products.editor
    editor.name.setText("稳健理财")
    editor.kind.setCurrentIndex(editor.kind.findData("理财"))
    editor.text.setPlainText("想了解的朋友回复“理财”。")
    assert not editor.keep.isEnabled()
    editor.save()
    assert editor.isVisible()
    editor.text.setPlainText("想了解的朋友回复“理财”。理财非存款、产品有风险、投资须谨慎")
    editor.first.setText("3-10")
    editor.last.setText("3-1")
    editor.save()
    assert "早于开始日期" in editor.fault.text()
    editor.last.setText("3-31")
    editor.save()
    found = next(row for row in page.products.rows.values() if row.name == "稳健理财")
    page.products.table.select_id(found.id)
    qtbot.keyClicks(page.products.table, "e")
    assert page.products.editor.last.text() == "2026-03-31"
    page.products.editor.reject()
    qtbot.keyClick(page.products.table, Qt.Key.Key_Delete)
    assert all(row.name != "稳健理财" for row in page.products.rows.values())


def test_without_anything_each_tab_says_what_to_do(qtbot, desk):
    page = shown(qtbot, desk)
    for tab in ("scripts", "pictures", "products"):
        view = page.views[tab]
        page.open(tab) if tab != "scripts" else page.scripts.load()
        assert view.stack.currentIndex() == 1
        page.grab()
    assert page.panes()[0] is page.products.first
    assert [hint.keys for hint in page.hints()][-1] == "1 2 3 4"
