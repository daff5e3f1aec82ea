"""Quick capture: known or new at the eleventh digit, tags by digits, consent, the next one."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlalchemy import func, select

from db.contacts import Consent, Contact, FollowUp, Interaction, Tally
from db.operation import Change, record, undo
from desktop.changes import Done
from desktop.contacts import capture, search
from desktop.exchange import policy
from tests.ui.contacts.scene import contact_id
from ui.capture.counter import Draft
from ui.capture.phone_field import grouped, is_number
from ui.capture.window import NEW, OURS, QuickCaptureWindow
from ui.contacts.tag_dialog import TagDialog
from ui.desk import Desk
from ui.widgets.dialog import ReasonDialog

NEW_NUMBER = "13588142067"
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


def keys(window: QuickCaptureWindow, *pressed: object) -> None:
    """Press keys where the focus is, as a person does."""
    for key in pressed:
        QTest.keyClick(window.focusWidget() or window, key)


def count(window: QuickCaptureWindow, table: type) -> int:
    with window.desk.store.session() as session:
        return session.scalar(select(func.count()).select_from(table).where(table.hidden == 0)) or 0


def test_new_with_tags_consent_and_the_next_one(window: QuickCaptureWindow, qtbot: QtBot):
    keys(window, *NEW_NUMBER)
    assert window.state == NEW
    assert window.banner.title == "新客户，可以登记"
    assert window.focusWidget() is window.form.grid
    keys(window, "2", "5", "5", "0")
    chosen = list(window.form.grid.chosen)
    assert len(chosen) == 1
    with qtbot.waitSignal(window.changed) as told:
        keys(window, Qt.Key.Key_Return)
    assert str(told.args[0].message) == "已登记 尾号 2067"
    with window.desk.store.session() as session:
        found = search.find_known(session, window.desk.actor, NEW_NUMBER)
        detail = search.detail(session, window.desk.actor, found.matches[0].id)
    assert [tag.id for tag in detail.row.tags] == chosen
    assert detail.consented_at == "2026-03-12 10:42:00"
    assert (detail.row.next_at, detail.row.next_title) == ("2026-03-13 09:00:00", "D1 绑卡")
    assert (window.phone.text(), window.form.consent.isChecked()) == ("", False)
    assert window.form.grid.chosen == chosen
    assert window.focusWidget() is window.phone
    assert window.today.text() == "今日第 2 位"


def test_consent_is_never_ticked_before_and_without_it_only_a_count_is_kept(window: QuickCaptureWindow, qtbot: QtBot):
    before = count(window, Contact)
    keys(window, *NEW_NUMBER)
    assert not window.form.consent.isChecked()
    assert window.save_button.text() == "只计 1 人"
    with qtbot.waitSignal(window.changed):
        keys(window, Qt.Key.Key_Return)
    assert (count(window, Contact), count(window, Consent), count(window, Tally)) == (before, 0, 1)


def test_somebody_who_leaves_nothing_is_counted(window: QuickCaptureWindow, qtbot: QtBot):
    with qtbot.waitSignal(window.changed):
        window.count_only()
    assert count(window, Tally) == 1


def test_name_and_address(window: QuickCaptureWindow):
    keys(window, *NEW_NUMBER, "n")
    assert window.focusWidget() is window.form.name
    window.form.name.insert("刘")
    window.form.miss.click()
    assert window.form.name.text() == "刘女士"
    window.form.mister.click()
    assert window.form.name.text() == "刘先生"
    assert window.focusWidget() is window.form.grid


def test_the_number_is_grouped_while_it_is_typed(window: QuickCaptureWindow):
    keys(window, *"1358814")
    assert window.phone.text() == "135 8814"
    assert window.banner.title == "还差 4 位"
    keys(window, Qt.Key.Key_Backspace)
    assert window.phone.text() == "135 881"
    window.phone.setCursorPosition(2)
    keys(window, "0")
    assert (window.phone.text(), window.phone.cursorPosition()) == ("130 5881", 3)
    assert (grouped("123456789012"), is_number("a1"), is_number("")) == ("123 4567 89012", False, False)


def test_back_from_the_tags_to_the_number(window: QuickCaptureWindow):
    keys(window, *NEW_NUMBER, Qt.Key.Key_Backspace)
    assert window.focusWidget() is window.phone
    assert window.phone.text() == "135 8814 206"
    assert window.state == "typing"


@pytest.mark.parametrize(
    ("typed", "message"), [("12588142067", "手机号要以 13 到 19 开头"), ("23588142067", "手机号要以 13 到 19 开头")]
)
def test_a_number_that_is_none_is_said_below(typed: str, message: str, window: QuickCaptureWindow):
    keys(window, *typed)
    assert (window.state, window.banner.tone, window.banner.title) == ("wrong", "danger", message)
    assert window.phone.property("error") is True
    assert window.focusWidget() is window.phone
    assert not window.save_button.isEnabled()
    keys(window, Qt.Key.Key_Return)
    assert count(window, Tally) == 0


def test_ours_with_owner_and_a_visit(window: QuickCaptureWindow, qtbot: QtBot):
    keys(window, *"13800007043")
    assert window.state == OURS
    assert window.banner.title == "已是客户，归属 王敏"
    assert "李建国 138****7043" in window.banner.words
    assert window.stage.isVisible()
    assert window.known.next.text() == "3-14 周六，王敏"
    assert window.known.tags.text() == "定期存款、养老规划"
    assert window.focusWidget() is window.known
    with qtbot.waitSignal(window.changed):
        keys(window, Qt.Key.Key_Return)
    with window.desk.store.session() as session:
        latest = session.scalars(select(Interaction).where(Interaction.kind == "visit")).one()
    assert latest.contact == contact_id("李建国")


def test_initials_find_and_the_owner_is_reminded(window: QuickCaptureWindow, qtbot: QtBot):
    keys(window, *"ljg")
    with qtbot.waitSignal(window._search_timer.timeout):
        pass
    assert window.state == OURS
    assert window.phone.note == "拼音首字母"
    window.known.setFocus()
    keys(window, "2")
    assert window.save_button.text() == "提醒"
    before = count(window, FollowUp)
    with qtbot.waitSignal(window.changed):
        keys(window, Qt.Key.Key_Return)
    assert count(window, FollowUp) == before + 1


def test_tags_of_ones_own(window: QuickCaptureWindow, qtbot: QtBot):
    keys(window, *"13800001906", "3", Qt.Key.Key_Return)
    assert isinstance(window.dialog, TagDialog)
    window.dialog.chips["车主"].click()
    with qtbot.waitSignal(window.changed):
        window.dialog.save()
    with window.desk.store.session() as session:
        assert [tag.name for tag in search.detail(session, window.desk.actor, contact_id("高翔")).row.tags] == ["车主"]


def test_several_fit_and_arrows_go_through_them(window: QuickCaptureWindow):
    window.phone.set_value("代发")
    window.look_up()
    assert window.state == OURS
    first = window.banner.words
    window.known.setFocus()
    keys(window, Qt.Key.Key_Down)
    assert window.banner.words != first
    keys(window, Qt.Key.Key_Up)
    assert window.banner.words == first


def test_a_manager_learns_of_others_only_whose_they_are(capture_desk: Desk, qtbot: QtBot):
    from dataclasses import replace

    from db.actor import Actor, Role

    actor = Actor("staff-other", Role.MANAGER, capture_desk.actor.branch)
    window = QuickCaptureWindow(replace(capture_desk, actor=actor))
    qtbot.addWidget(window)
    window.show_for_next()
    keys(window, *"13800007043")
    assert window.banner.title == "已是客户，归属 王敏"
    assert "李*国" in window.banner.words
    assert not window.stage.isVisible()
    assert not window.known.card.isVisible()
    assert not window.known.actions["3"].isVisible()
    keys(window, "3")
    assert window.known.chosen == "1"


def test_held_elsewhere(window: QuickCaptureWindow):
    keys(window, *"13300001111")
    assert window.banner.title == "已是客户，归属 李倩"
    assert window.banner.words.endswith("别的网点的：只能记到访，不能改归属")


def test_source_and_next_step_stay_for_the_next(window: QuickCaptureWindow, qtbot: QtBot):
    assert (window.form.source.value, window.form.next.value) == ("当面介绍", "明天 D1 绑卡")
    window.choices.choose_source()
    assert isinstance(window.dialog, ReasonDialog)
    QTest.keyClick(window.dialog, "1")
    QTest.keyClick(window.dialog, Qt.Key.Key_Return)
    window.choices.choose_next()
    QTest.keyClick(window.dialog, "1")
    QTest.keyClick(window.dialog, Qt.Key.Key_Return)
    assert (window.form.source.value, window.form.next.value) == ("柜台 3 号台卡", "不约")
    keys(window, *NEW_NUMBER, "0")
    with qtbot.waitSignal(window.changed):
        keys(window, Qt.Key.Key_Return)
    assert (window.form.source.value, window.form.next.value) == ("柜台 3 号台卡", "不约")
    with window.desk.store.session() as session:
        row = session.scalars(select(Contact).where(Contact.phone == NEW_NUMBER)).one()
        assert (row.placement, row.state, row.channel) == ("p3", "cd-c3", "lobby")
    assert window.dialog is None


def test_ctrl_enter_saves_and_closes(window: QuickCaptureWindow, qtbot: QtBot):
    keys(window, *NEW_NUMBER, "0")
    window.save_and_close()
    assert not window.isVisible()
    assert count(window, Consent) == 1


def test_escape_hides_and_the_draft_is_there_again(window: QuickCaptureWindow, capture_desk: Desk, qtbot: QtBot):
    keys(window, *"1358814")
    window.form.name.setText("刘女士")
    window.form.consent.setChecked(True)
    keys(window, Qt.Key.Key_Escape)
    assert not window.isVisible()
    again = QuickCaptureWindow(capture_desk)
    qtbot.addWidget(again)
    assert (again.phone.text(), again.form.name.text()) == ("135 8814", "刘女士")
    assert not again.form.consent.isChecked()


@pytest.mark.parametrize("text", ["", "{", "[]", '{"next": "d9"}', '{"phone": 1}', '{"strange": 1}'])
def test_a_draft_that_cannot_be_read_is_an_empty_one(text: str):
    assert Draft.of(text) == Draft()


def test_somebody_else_was_quicker(window: QuickCaptureWindow):
    keys(window, *NEW_NUMBER, "0")
    change = Change("contact", "quick", {"name": "快", "phone": NEW_NUMBER, "owner_name": "陈楠"})
    window.desk.store.write(lambda session: record(session, None, [change]))
    keys(window, Qt.Key.Key_Return)
    assert (window.banner.tone, window.banner.title) == ("danger", "这个号码已是客户，归属 陈楠")
    assert window.phone.text() == "135 8814 2067"


def test_any_other_failure_is_for_the_main_window(
    window: QuickCaptureWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
):
    def broken(*_: object) -> Done:
        raise OSError("disk")

    monkeypatch.setattr(capture, "save", broken)
    with qtbot.waitSignal(window.error):
        window.count_only()


def test_elapsed(window: QuickCaptureWindow):
    keys(window, "1")
    window.desk.clock.advance(seconds=7)
    window.elapsed.tell()
    assert window.elapsed.text() == "用时 7 秒"


def test_the_code_beside_and_full_screen(window: QuickCaptureWindow):
    assert len(window.card.matrix) > 20
    assert (window.card.name, window.card.line) == ("王敏", "网点负责人，养老规划") or window.card.name == "王敏"
    assert window.mark.text() == "活码标识 cd-c3-wm"
    window.code.toggle()
    assert window.full.isVisible()
    QTest.keyClick(window.full, Qt.Key.Key_Space)
    assert not window.full.isVisible()


def test_undone_from_the_toast(window: QuickCaptureWindow, qtbot: QtBot):
    keys(window, *NEW_NUMBER, "0")
    with qtbot.waitSignal(window.changed) as told:
        keys(window, Qt.Key.Key_Return)
    window.desk.store.write(lambda session: undo(session, window.desk.actor, told.args[0].batch))
    keys(window, *NEW_NUMBER)
    assert window.state == NEW


def test_the_pin_lets_other_windows_come_before(window: QuickCaptureWindow):
    assert window.windowFlags() & Qt.WindowType.WindowStaysOnTopHint
    window.pin.click()
    assert not window.windowFlags() & Qt.WindowType.WindowStaysOnTopHint
    assert window.isVisible()


def test_alt_keys_work_everywhere(window: QuickCaptureWindow):
    window.activateWindow()
    QApplication.processEvents()
    QTest.keyClick(window, Qt.Key.Key_0, ALT)
    assert window.form.consent.isChecked()


def test_what_came_of_it(window: QuickCaptureWindow, qtbot: QtBot):
    keys(window, *NEW_NUMBER, "0", Qt.Key.Key_F6)
    assert (window.keeper.draft.result, window.result.text()) == ("waiting", "等通过")
    with qtbot.waitSignal(window.changed):
        keys(window, Qt.Key.Key_Return)
    with window.desk.store.session() as session:
        found = search.find_known(session, window.desk.actor, NEW_NUMBER).matches[0]
        kinds = session.scalars(select(Interaction.kind).where(Interaction.contact == found.id)).all()
    assert (kinds, found.next_at) == (["queue_talk"], "2026-03-13 09:00:00")
    assert window.keeper.draft.result == "added"


def test_who_declines_in_the_end_is_only_counted(window: QuickCaptureWindow, qtbot: QtBot):
    before = count(window, Contact)
    keys(window, *NEW_NUMBER, "0", *[Qt.Key.Key_F6] * 3)
    assert (window.save_button.text(), window.banner.words) == ("只计 1 人", "客户没加：只计 1 人，不留号码")
    with qtbot.waitSignal(window.changed):
        keys(window, Qt.Key.Key_Return)
    assert (count(window, Contact), count(window, Tally)) == (before, 1)
    keys(window, *[Qt.Key.Key_F6] * 4)
    assert window.keeper.draft.result == "added"


def test_an_invited_number_says_to_what_and_whose_it_is(window: QuickCaptureWindow, capture_desk: Desk):
    pepper = b"p" * 32
    changes = [
        Change("campaign", "autumn", {"name": "春季拉新", "starts_on": "2026-03-01", "ends_on": "2026-03-31"}),
        Change("whitelist_entry", "w1", {"campaign": "autumn", "branch": capture_desk.actor.branch,
                                         "phone_hash": policy.keyed_hash(pepper, NEW_NUMBER)}),
    ]  # fmt: skip
    capture_desk.store.write(lambda session: record(session, None, changes))
    keys(window, *NEW_NUMBER)
    assert (window.banner.title, window.state) == ("名单的密钥没到，先按新客户登记", "new")
    capture_desk.store.write(lambda session: policy.keep_pepper(session, pepper))
    keys(window, Qt.Key.Key_Backspace, NEW_NUMBER[-1])
    assert window.banner.title == "新客户，在“春季拉新”名单里"
    assert window.banner.words.startswith("归城东支行。")


def test_what_was_stored_is_said_in_the_window_and_taken_back_there(window: QuickCaptureWindow, qtbot: QtBot):
    before = count(window, Contact)
    keys(window, *NEW_NUMBER, "0", Qt.Key.Key_Return)
    assert (window.banner.tone, window.banner.title) == ("ok", "已登记 尾号 2067")
    assert window.banner.words == "Ctrl Z 撤销；下一位请直接输手机号"
    with qtbot.waitSignal(window.changed) as told:
        QTest.keyClick(window.phone, Qt.Key.Key_Z, CTRL)
    assert (told.args[0].message, count(window, Contact)) == ("已撤销", before)
    assert window.banner.title == "输入手机号或姓名"
    QTest.keyClick(window.phone, Qt.Key.Key_Z, CTRL)
    assert count(window, Contact) == before


def test_arrows_reach_the_others_from_the_number(window: QuickCaptureWindow):
    window.phone.set_value("代发")
    window.look_up()
    first = window.banner.words
    QTest.keyClick(window.phone, Qt.Key.Key_Down)
    assert window.focusWidget() is window.known
    assert window.banner.words != first


@pytest.mark.parametrize(("key", "name"), [("m", "先生"), ("w", "女士")])
def test_the_address_by_its_key(window: QuickCaptureWindow, key: str, name: str):
    keys(window, *NEW_NUMBER, key)
    assert (window.form.name.text(), window.focusWidget()) == (name, window.form.grid)


def test_letters_that_begin_nobodys_name(window: QuickCaptureWindow):
    window.phone.set_value("xyz")
    window.look_up()
    assert (window.state, window.banner.title) == ("typing", "没找到")


def test_a_place_and_a_result_are_there_again(window: QuickCaptureWindow, capture_desk: Desk, qtbot: QtBot):
    keys(window, *"135", Qt.Key.Key_F6)
    window.keeper.draft.placement = "p3"
    keys(window, Qt.Key.Key_Escape)
    again = QuickCaptureWindow(capture_desk)
    qtbot.addWidget(again)
    assert (again.form.source.value, again.result.text()) == ("柜台 3 号台卡", "等通过")


@pytest.mark.parametrize("pasted", ["+86 135-8814-2067", "１３５８８１４２０６７"])
def test_a_number_that_is_pasted(window: QuickCaptureWindow, pasted: str):
    QApplication.clipboard().setText(pasted)
    window.phone.paste()
    assert (window.phone.text(), window.state) == ("135 8814 2067", NEW)
