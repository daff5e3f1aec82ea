"""Head office's window for making templates, by keyboard."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from pytestqt.qtbot import QtBot

from db.actor import Role
from desktop.posters import packed, pieces
from desktop.resources import resource
from ui.desk import Desk
from ui.posters.page import PostersPage
from ui.posters.workbench_window import WorkbenchWindow


@pytest.fixture
def office(
    branch: Desk, qtbot: QtBot, studio: pieces.Studio, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> PostersPage:
    """The studio of head office's analyst."""
    monkeypatch.setattr(PostersPage, "_draw_thumbs", lambda *_: None)
    branch.actor = replace(branch.actor, role=Role.ANALYST)
    page = PostersPage(branch, studio=studio)
    qtbot.addWidget(page)
    page.show()
    page.refresh(page.concerned)
    return page


@pytest.fixture
def window(office: PostersPage) -> WorkbenchWindow:
    office.acts.open_workbench()
    window = office.acts.workbench
    assert window is not None
    window.choice.setCurrentIndex(window.choice.findData("+badge"))
    window._on_choice()
    return window


def settle(window: WorkbenchWindow) -> None:
    for timer in window._timers.values():
        timer.stop()
    window._follow()
    window._timers[400].stop()
    window._prove()


def write(window: WorkbenchWindow, old: str, new: str) -> None:
    text = window.edit.toPlainText()
    assert old in text
    window.edit.setPlainText(text.replace(old, new, 1))
    window.edit.document().setModified(True)
    settle(window)


def test_a_branch_has_no_workbench(page: PostersPage):
    page.acts.open_workbench()
    assert page.acts.workbench is None
    assert "Ctrl T" not in {hint.keys for hint in page.hints()}


def test_nothing_is_begun_before_somebody_chooses(office: PostersPage):
    office.acts.open_workbench()
    window = office.acts.workbench
    assert window.choice.currentText() == "选一个版式开始"
    assert not window.edit.isEnabled()
    assert not window.publish.isEnabled()
    assert "Ctrl T" in {hint.keys for hint in office.hints()}
    assert "Ctrl T" in {command.keys for command in office.commands()}


def test_the_page_follows_the_words(window: WorkbenchWindow):
    settle(window)
    assert window.choice.currentText() == "badge"
    assert window.publish.isEnabled()
    write(window, "本行员工不会要求您转账", "本行员工绝不会要求您转账")
    assert any("绝不会" in line.text for line in window.stage.view.sheet().lines)
    assert window.note.text() == "没有保存"
    window.record.setCurrentIndex(window.record.findData("longest"))
    assert any("买买提" in line.text for line in window.stage.view.sheet().lines)
    window.colours.setCurrentIndex(1)
    assert window._order.theme == "navy"
    assert not window.grab().isNull()


def test_a_fault_is_shown_at_its_line_and_stops_publishing(window: WorkbenchWindow, qtbot: QtBot):
    good = window.stage.view.sheet()
    write(window, "page = [54, 86]", 'page = "small"')
    assert "应该是一列数字" in window.said.text()
    line = window.edit.fault()
    assert "small" in window.edit.document().findBlockByNumber(line - 1).text()
    assert window.fault.text() == f"第 {line} 行 F8"
    assert window.stage.view.sheet() is good
    assert not window.publish.isEnabled()
    qtbot.keyClick(window, Qt.Key.Key_F8)
    assert window.edit.textCursor().blockNumber() == line - 1
    write(window, 'page = "small"', "page = [54, 86]")
    assert window.edit.fault() == 0
    assert window.said.text() == ""


def test_it_is_published_and_withdrawn(window: WorkbenchWindow, office: PostersPage):
    write(window, 'title = "胸牌"', 'title = "迎春胸牌"')
    window.publish.click()
    assert window.note.text() == "已发布 2026-11"
    assert "迎春胸牌" in (window.folder / packed.DESIGN).read_text(encoding="utf-8")
    with office.desk.store.session() as session:
        assert packed.published(session) == {"badge": "2026-11"}
    window.withdraw.click()
    assert window.note.text() == "还没有发布"


def test_what_another_editor_saves_is_followed(window: WorkbenchWindow):
    path = window.folder / packed.DESIGN
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("本行员工不会", "我行员工不会"), encoding="utf-8")
    window._on_file(str(path))
    assert "我行员工不会" in window.edit.toPlainText()
    window.edit.document().setModified(True)
    path.write_text(text, encoding="utf-8")
    window._on_file(str(path))
    assert "我行员工不会" in window.edit.toPlainText()


def test_pictures_are_dropped_beside_it_and_closing_saves(window: WorkbenchWindow, tmp_path: Path):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(resource("posters", "art", "waves.svg")))])
    window.dropEvent(QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton,
                                Qt.KeyboardModifier.NoModifier))  # fmt: skip
    assert (window.folder / "waves.svg").is_file()
    wrong = tmp_path / "a.exe"
    wrong.write_text("x")
    window.ask_files = lambda: [wrong]
    window.add.click()
    assert "不能当版式的图" in window.said.text()
    write(window, 'title = "胸牌"', 'title = "迎夏胸牌"')
    folder = window.folder
    window.reject()
    assert "迎夏胸牌" in (folder / packed.DESIGN).read_text(encoding="utf-8")
