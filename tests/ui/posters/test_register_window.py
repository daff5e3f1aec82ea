"""The window of codes and places, by keyboard."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from db.operation import Change, record
from db.posters import ContactWay, Placement
from desktop.posters import pieces, register
from tests.ui.posters.conftest import STAFF
from ui.desk import Desk
from ui.posters.page import PostersPage
from ui.posters.register_window import RegisterWindow


@pytest.fixture
def window(page: PostersPage, qtbot: QtBot) -> RegisterWindow:
    page.acts.open_register()
    assert page.acts.register is not None
    return page.acts.register


def key(qtbot: QtBot, window: RegisterWindow, *keys: Qt.Key) -> None:
    for one in keys:
        qtbot.keyClick(window.table(), one)


def cell(window: RegisterWindow, row: int, column: str) -> str:
    model = window.table().entry_model
    return model.text_of(list(model.rows.values())[row], column)


def test_three_tables_by_digit(window: RegisterWindow, qtbot: QtBot):
    assert [cell(window, 0, name) for name in ("name", "adds")] == ["李倩", "—"]
    assert window.count.text() == "2 个活码"
    key(qtbot, window, Qt.Key.Key_2)
    assert [cell(window, 0, name) for name in ("name", "state", "piece", "adds")] == ["柜台 3 号", "cd-c3", "—", "0"]
    assert not window.acts["R"].isEnabled()
    key(qtbot, window, Qt.Key.Key_3)
    assert window.count.text() == "30 天内没有到期的"
    assert window.acts["N"].isHidden()
    assert not window.grab().isNull()


def test_a_code_is_described_and_the_step_taken_back(window: RegisterWindow, qtbot: QtBot, branch: Desk):
    window.tables["codes"].select_id(window.register.codes[1].id)
    key(qtbot, window, Qt.Key.Key_Return)
    assert window.code_line.isVisible()
    assert window.code_line.link.isHidden() or not window.code_line.link.isVisible()
    window.code_line.state.setText("x" * 31)
    assert window.code_line.state_label.note.text() == "31/30"
    qtbot.keyClick(window.code_line.state, Qt.Key.Key_Return)
    assert "30" in window.fault.text()
    window.code_line.state.setText("cd-wm")
    window.code_line.material.setCurrentIndex(window.code_line.material.findData("badge"))
    qtbot.keyClick(window.code_line.state, Qt.Key.Key_Return)
    assert not window.code_line.isVisible()
    assert [cell(window, 1, name) for name in ("state", "material", "adds")] == ["cd-wm", "胸牌", "0"]
    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert cell(window, 1, "state") == "—"


def test_a_new_code_by_its_link(window: RegisterWindow, qtbot: QtBot, branch: Desk):
    key(qtbot, window, Qt.Key.Key_N)
    line = window.code_line
    line.staff.setCurrentIndex(line.staff.findText("欧阳明哲"))
    line.link.setText("https://u.wechat.com/abc")
    qtbot.keyClick(line.link, Qt.Key.Key_Return)
    assert "个人微信" in window.fault.text()
    line.link.setText("https://work.weixin.qq.com/ca/cawcde0123456789ab?customer_channel=cd-yx")
    qtbot.keyClick(line.link, Qt.Key.Key_Return)
    with branch.store.session() as session:
        way = session.scalars(select(ContactWay).where(ContactWay.staff == STAFF["欧阳明哲"])).one()
        assert way.state == "cd-yx"


def test_a_place_is_made_changed_and_taken_down(window: RegisterWindow, qtbot: QtBot, branch: Desk):
    key(qtbot, window, Qt.Key.Key_2, Qt.Key.Key_N)
    line = window.place_line
    assert line.name.hasFocus() or line.isVisible()
    line.name.setText("柜台 3 号")
    qtbot.keyClick(line.name, Qt.Key.Key_Return)
    assert "已经有叫" in window.fault.text()
    line.name.setText("云溪科技食堂")
    line.channel.setCurrentIndex(line.channel.findData("offline_scene"))
    line.code.setCurrentIndex(1)
    qtbot.keyClick(line.name, Qt.Key.Key_Return)
    rows = window.table().entry_model.rows
    made = next(one for one in rows.values() if one.entry.name == "云溪科技食堂")
    assert (made.entry.channel, made.code_of) == ("offline_scene", "李倩")
    window.table().select_id(made.id)
    key(qtbot, window, Qt.Key.Key_Return)
    line.state.setText("cd-yx")
    qtbot.keyClick(line.state, Qt.Key.Key_Return)
    assert window.table().entry().entry.state == "cd-yx"
    key(qtbot, window, Qt.Key.Key_Delete)
    with branch.store.session() as session:
        assert session.scalars(select(Placement.hidden).where(Placement.id == made.id)).one() == 1


def test_escape_leaves_the_line_before_the_window(window: RegisterWindow, qtbot: QtBot):
    key(qtbot, window, Qt.Key.Key_N)
    qtbot.keyClick(window.code_line.link, Qt.Key.Key_Escape)
    assert window.isVisible()
    assert not window.code_line.isVisible()
    qtbot.keyClick(window.table(), Qt.Key.Key_Escape)
    assert not window.isVisible()


def test_what_runs_out_is_made_anew_in_the_studio(page: PostersPage, branch: Desk, qtbot: QtBot):
    fields = {
        "template": "poster-a4", "version": "1", "theme": "navy", "staff": STAFF["李倩"], "branch": branch.actor.branch,
        "placement": "place-1", "format": "printer", "made_at": "2026-03-01 10:00:00", "made_by": branch.actor.staff,
        "valid_until": "2026-03-15", "copies": 1,
    }  # fmt: skip
    branch.store.write(lambda session: record(session, branch.actor, [Change("poster_print", "print-1", fields)]))
    page.refresh(page.concerned)
    assert page.status()[1].text == "1 件快到期"
    page.acts.open_register()
    window = page.acts.register
    key(qtbot, window, Qt.Key.Key_3)
    assert [cell(window, 0, name) for name in ("what", "name", "place", "days")] == [
        "印出的件", "李倩", "柜台 3 号", "还有 3 天",
    ]  # fmt: skip
    key(qtbot, window, Qt.Key.Key_R)
    draft = page.draft
    assert (draft.template, draft.theme, draft.staff, draft.place) == ("poster-a4", "navy", STAFF["李倩"], "place-1")
    assert page.form.place.currentText() == "柜台 3 号"
    assert page._order.theme == "navy"


def test_a_piece_whose_template_is_gone_keeps_person_and_place(page: PostersPage):
    gone = register.Hanging("gone", "1", "navy", STAFF["李倩"], "李倩", "pdf", "", "", "", 1)
    page.show_again(gone, "place-1")
    assert (page.draft.template, page.draft.staff) == ("tent-a4", STAFF["李倩"])
    assert isinstance(page._order, pieces.Order)
