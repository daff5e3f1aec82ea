"""Codes that are dropped, pasted, or chosen on the page of posters."""

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from sqlalchemy import select

from db.posters import ContactWay
from desktop.changes import Changes, Done
from desktop.posters import intake
from tests.ui.posters.acts import choose, errors_of, prove
from tests.ui.posters.conftest import QR, STAFF
from ui.desk import Desk
from ui.posters.intake_report import IntakeReport
from ui.posters.page import PostersPage


def test_somebody_without_code_is_helped(page: PostersPage):
    choose(page, "欧阳明哲")
    assert page.stage.codeless.isVisible()
    assert not page.stage.proof.isVisible()
    assert page.stage.codeless.title.text() == "欧阳明哲还没有活码，去登记"
    assert not page.foot.pdf_button.isEnabled()
    assert all(symbol.modules == () for symbol in page.stage.view.sheet().symbols)


def test_a_dropped_picture_registers_the_code(page: PostersPage, branch: Desk):
    choose(page, "欧阳明哲")
    changed: list[Done] = []
    page.changed.connect(changed.append)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(QR / "陈楠-手机翻拍.jpg"))])
    enter = QDragEnterEvent(QPoint(9, 9), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton,
                            Qt.KeyboardModifier.NoModifier)  # fmt: skip
    page.dragEnterEvent(enter)
    assert enter.isAccepted()
    page.dropEvent(QDropEvent(QPointF(9, 9), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton,
                              Qt.KeyboardModifier.NoModifier))  # fmt: skip
    assert [done.changes for done in changed] == [Changes.POSTERS]
    page.refresh(Changes.POSTERS)
    prove(page)
    assert not page.stage.codeless.isVisible()
    assert page.foot.pdf_button.isEnabled()


def test_text_that_is_dropped_is_left_alone(page: PostersPage):
    data = QMimeData()
    data.setText("text")
    event = QDragEnterEvent(QPoint(9, 9), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton,
                            Qt.KeyboardModifier.NoModifier)  # fmt: skip
    event.ignore()
    page.dragEnterEvent(event)
    assert not event.isAccepted()
    page.acts.intake.take_data(data, "x")  # nothing happens


def test_a_copied_picture_is_pasted(page: PostersPage, branch: Desk):
    choose(page, "欧阳明哲")
    QGuiApplication.clipboard().setImage(QImage(str(QR / "赵可.png")))
    page.stage.codeless.clip.click()
    with branch.store.session() as session:
        row = session.scalars(select(ContactWay).where(ContactWay.staff == STAFF["欧阳明哲"])).one()
        assert row.kind == "staff_card"
    QGuiApplication.clipboard().clear()


def test_a_bad_picture_is_refused_with_the_reason(page: PostersPage, branch: Desk):
    said = errors_of(page)
    choose(page, "欧阳明哲")
    page.acts.intake.take([QR / "坏-个人微信.png"], STAFF["欧阳明哲"])
    assert said == ["这是个人微信的码，不是企业微信：客户会加到私人号上"]
    page.acts.intake.take([QR / "王敏.png"], STAFF["欧阳明哲"])
    assert "另一位员工" in said[1]
    with branch.store.session() as session:
        assert session.scalars(select(ContactWay).where(ContactWay.staff == STAFF["欧阳明哲"])).all() == []


@pytest.mark.parametrize("agreed", [True, False])
def test_a_doubtful_code_is_asked_about(page: PostersPage, branch: Desk, agreed: bool):
    page.acts.intake.ask_anyway = lambda _found: agreed
    page.acts.intake.take([QR / "坏-客户群码.png"], STAFF["欧阳明哲"])
    with branch.store.session() as session:
        rows = session.scalars(select(ContactWay).where(ContactWay.kind == "group")).all()
        assert len(rows) == int(agreed)


def test_pictures_and_folders_are_chosen_by_dialog(page: PostersPage, monkeypatch: pytest.MonkeyPatch):
    taken: list[tuple[list[Path], str]] = []
    monkeypatch.setattr(page.acts.intake, "take", lambda paths, staff: taken.append((paths, staff)))
    dialogs = "ui.posters.code_intake.QFileDialog"
    monkeypatch.setattr(f"{dialogs}.getOpenFileNames", lambda *_: (["/a/b.png"], ""))
    monkeypatch.setattr(f"{dialogs}.getExistingDirectory", lambda *_: "/a")
    page.stage.codeless.file.click()
    page.commands()[0].run()
    monkeypatch.setattr(f"{dialogs}.getExistingDirectory", lambda *_: "")
    page.commands()[0].run()
    assert taken == [([Path("/a/b.png")], page.draft.staff), ([Path("/a")], ""), ([], "")]
    monkeypatch.setattr(f"{dialogs}.getExistingDirectory", lambda *_: "/all")
    page.stage.codeless.all.click()
    assert taken[-1] == ([Path("/all")], "")


def test_a_copied_link_is_pasted(page: PostersPage, branch: Desk):
    choose(page, "欧阳明哲")
    QGuiApplication.clipboard().setText(" https://work.weixin.qq.com/u/vc0123456789abcdef?v=1 ")
    page.stage.codeless.clip.click()
    with branch.store.session() as session:
        row = session.scalars(select(ContactWay).where(ContactWay.staff == STAFF["欧阳明哲"])).one()
        assert (row.kind, row.content) == ("staff_card", "https://work.weixin.qq.com/u/vc0123456789abcdef?v=1")
    QGuiApplication.clipboard().clear()


def test_a_refused_link_says_why(page: PostersPage):
    said = errors_of(page)
    page.acts.intake.take_link("https://u.wechat.com/EAAA", page.draft.staff)
    page.acts.intake.take_link("https://work.weixin.qq.com/x/" + "a" * 3000, page.draft.staff)
    assert said == ["这是个人微信的码，不是企业微信：客户会加到私人号上", "这个链接太长，放不进二维码"]


def test_a_folder_is_reported_before_it_is_taken(page: PostersPage, branch: Desk, tmp_path: Path):
    for name, source in (("欧阳明哲", "赵可"), ("李倩-旧", "坏-空白"), ("ouyangmingzhe-群", "坏-客户群码")):
        shutil.copy(QR / f"{source}.png", tmp_path / f"{name}.png")
    seen: list[IntakeReport] = []

    def look(found: list[intake.Found], without: list[str]) -> list[Path] | None:
        report = IntakeReport(page.theme, branch.words, page.studio.kinds, found, without, page)
        seen.append(report)
        assert report.register.text() == "登记 1 个"
        (tick,) = report._ticks.values()
        tick.click()
        assert report.register.text() == "登记 2 个"
        assert report.text.text() == "1 张可以登记，1 张要再看一眼，1 张不能用"
        assert not report.grab().isNull()
        return report.agreed()

    page.acts.intake.ask_report = look
    page.acts.intake.take([tmp_path], page.draft.staff)
    with branch.store.session() as session:
        rows = session.scalars(select(ContactWay).where(ContactWay.staff == STAFF["欧阳明哲"])).all()
    assert sorted(row.kind for row in rows) == ["group", "staff_card"]
    assert not seen[0].without.isVisible()
    page.acts.intake.ask_report = lambda *_: None
    page.acts.intake.take([tmp_path], page.draft.staff)  # the user changed their mind
