"""What leaves the page of posters: files, the whole branch, paper."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from db.operation import Change, record
from db.posters import ContactWay, PosterPrint
from desktop.changes import Changes, Done
from desktop.posters.impose import plan
from tests.ui.posters.acts import errors_of, prove
from tests.ui.posters.conftest import STAFF
from ui.desk import Desk
from ui.posters.output import Job, make_printer
from ui.posters.page import PostersPage


def test_a_pdf_is_written_and_recorded(page: PostersPage, branch: Desk, tmp_path: Path, qtbot: QtBot):
    page.acts.outlet.ask_folder = lambda: tmp_path
    changed: list[Done] = []
    page.changed.connect(changed.append)
    qtbot.keyClick(page, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    assert [path.name for path in tmp_path.iterdir()] == ["城东支行-王敏-客户经理桌牌.pdf"]
    assert [str(done.message) for done in changed] == ["已出 1 张"]
    with branch.store.session() as session:
        assert [row.format for row in session.scalars(select(PosterPrint))] == ["pdf"]


def test_the_whole_branch_at_once(page: PostersPage, tmp_path: Path):
    page.foot.scope.set_value("all")
    assert page.foot.title.text() == "本网点 2 人 × 1 版式 = 2 张"
    assert page.foot.note.text() == "还没有活码：欧阳明哲"
    assert page.foot.print_button.text() == "打印 2 张"
    page.acts.outlet.ask_folder = lambda: tmp_path
    page.foot.png_button.click()
    assert len(list(tmp_path.glob("*.png"))) == 2


def test_a_fault_in_the_form_stops_the_whole_branch(page: PostersPage):
    page.foot.scope.set_value("all")
    page.form.fields["title"].setPlainText("稳赚")
    prove(page)
    assert not page.foot.print_button.isEnabled()


def test_nobody_with_a_code_means_nothing_to_print(page: PostersPage, branch: Desk):
    with branch.store.session() as session:
        gone = [Change("contact_way", row.id, {"hidden": 1}) for row in session.scalars(select(ContactWay))]
    branch.store.write(lambda session: record(session, None, gone))
    page.refresh(Changes.POSTERS)
    page.foot.scope.set_value("all")
    prove(page)
    assert not page.foot.print_button.isEnabled()


def test_a_folder_that_is_not_chosen_writes_nothing(page: PostersPage, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("ui.posters.outlet.QFileDialog.getExistingDirectory", lambda *_: "")
    changed: list[Done] = []
    page.changed.connect(changed.append)
    page.foot.pdf_button.click()
    assert changed == []


def test_a_folder_that_cannot_be_written_is_said(page: PostersPage, tmp_path: Path):
    said = errors_of(page)
    (tmp_path / "file").touch()
    page.acts.outlet.ask_folder = lambda: tmp_path / "file"
    page.foot.pdf_button.click()
    assert "不是文件夹" in said[0]


def test_what_fails_in_the_batch_is_named(page: PostersPage, branch: Desk, tmp_path: Path):
    said = errors_of(page)
    page.foot.scope.set_value("all")
    rare = [Change("staff", STAFF["李倩"], {"name": "李\U0002a6d6"})]
    branch.store.write(lambda session: record(session, None, rare))
    page.acts.outlet.ask_folder = lambda: tmp_path
    page.foot.pdf_button.click()
    assert "1 张没有出" in said[0]
    assert len(list(tmp_path.iterdir())) == 1


def test_printing_in_real_size(page: PostersPage, branch: Desk, tmp_path: Path, qtbot: QtBot):
    page.foot.scope.set_value("all")
    printer = make_printer(plan(page.stage.view.sheet()))
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    page.acts.outlet.ask_printer = lambda _made: Job(printer)
    qtbot.keyClick(page, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    import pikepdf

    with pikepdf.open(tmp_path / "printed.pdf") as document:
        assert len(document.pages) == 2
        assert [float(value) for value in document.pages[0].MediaBox][2:] == pytest.approx([595, 842], abs=1)
    with branch.store.session() as session:
        assert {row.format for row in session.scalars(select(PosterPrint))} == {"printer"}


def test_changing_ones_mind_at_the_printer(page: PostersPage, branch: Desk, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("ui.posters.outlet.PrintDialog.exec", lambda _self: 0)
    page.foot.print_button.click()
    with branch.store.session() as session:
        assert session.scalars(select(PosterPrint)).all() == []


def test_a_printer_that_does_not_answer(page: PostersPage, branch: Desk, monkeypatch: pytest.MonkeyPatch):
    from ui.posters import output

    said = errors_of(page)
    page.acts.outlet.ask_printer = lambda made: Job(make_printer(plan(made[0].sheet)))
    monkeypatch.setattr(output.QPainter, "begin", lambda *_: False)
    page.acts.outlet._print([page._piece])
    assert "打印机没有响应" in said[0]
    with branch.store.session() as session:
        assert session.scalars(select(PosterPrint)).all() == []
