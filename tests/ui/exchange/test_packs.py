"""Head office's card and the branch's windows for packs and for what two people changed, by keyboard."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot
from sqlalchemy import text

from db.actor import Actor, Role
from db.doctor import state_hash
from db.engine import Store
from db.ids import derived_id
from db.operation import Change, record
from desktop.exchange import pack, policy
from desktop.store import open_memory_store
from tests.ui.conftest import BRANCH_PATH
from tests.ui.exchange.pages import dialog, show
from ui.desk import Desk
from ui.exchange.branch_dialog import BranchDialog
from ui.exchange.import_dialog import ImportDialog
from ui.exchange.pack_dialog import Line, PackDialog, folded
from ui.exchange.page import ExchangePage
from ui.exchange.password_dialog import PasswordDialog
from ui.jobs import InlineJobs

ANALYST = Actor("", Role.ANALYST, "")
SCRIPT = derived_id("script", "HX-90")
DATA = Path(__file__).parents[2] / "data" / "wecom"


@pytest.fixture
def office(clock, actor) -> Iterator[Store]:
    """Head office with one script and two branches."""
    store = open_memory_store(clock)
    changes = [Change("script", SCRIPT, {"key": "HX-90", "title": "问候", "text": "您好", "locked": 1})]
    for path, id_ in ((BRANCH_PATH, actor.branch), ("江海银行/江北分行/滨江支行", "b2")):
        fields = {"name": path.split("/")[-1], "path": path, "kind": "sub_branch"}
        changes.append(Change("branch", id_, fields))
    store.write(lambda session: record(session, None, changes, source="test"))
    yield store
    store.close()


@pytest.fixture
def sent(office: Store, tmp_path: Path) -> Path:
    return pack.build(office, ANALYST, tmp_path / "邮件", note="问候用新的").file


@pytest.fixture
def page(qtbot: QtBot, desk: Desk) -> ExchangePage:
    return show(qtbot, desk)


@pytest.fixture
def head_office(qtbot: QtBot, desk: Desk, office: Store) -> ExchangePage:
    return show(qtbot, replace(desk, store=office, actor=ANALYST, jobs=InlineJobs(office), staff_name="汇总"))


def drop(page: ExchangePage, path: Path) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    event = QDropEvent(
        QPoint(9, 9), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    page.dropEvent(event)


def scripts(desk: Desk) -> list[str]:
    with desk.store.session() as session:
        return list(session.execute(text("SELECT text FROM script WHERE hidden = 0")).scalars())


def test_a_dropped_pack_is_looked_at_compared_and_taken_in(qtbot, page, desk, sent):
    drop(page, sent)
    window = dialog(page, PackDialog)
    assert window.tabs.value() == "added"
    lines = [window.model.row_at(number) for number in range(window.model.rowCount())]
    assert [(line.topic, line.title, line.detail) for line in lines] == [
        ("网点", "滨江支行", ""), ("话术", "问候", "内容：您好"),
    ]  # fmt: skip
    assert window.fingerprint.isVisible()
    assert not window.take_button.isEnabled()
    qtbot.keyClick(window, Qt.Key.Key_Return)
    assert scripts(desk) == []
    qtbot.keyClick(window.compared, Qt.Key.Key_Space)
    qtbot.keyClick(window, Qt.Key.Key_Return)
    assert scripts(desk) == ["您好"]
    row = page.model.row_at(0)
    assert [page.model.text_of(row, key) for key in ("kind", "file", "outcome")] == [
        "收 下发包", "下发_2026W11_第1号.xlsx", "新增 2，更新 0，停用 0",
    ]  # fmt: skip


def test_a_pack_is_given_back_from_the_history(qtbot, page, desk, sent):
    drop(page, sent)
    window = dialog(page, PackDialog)
    window.compared.setChecked(True)
    window.take_button.click()
    page.table.setFocus()
    page.table.select_id(page.model.id_at(0))
    qtbot.keyClick(page.table, Qt.Key.Key_U)
    assert scripts(desk) == []
    assert page.model.text_of(page.model.row_at(0), "outcome") == "已撤销"


def test_the_same_pack_again_has_nothing_new(page, sent):
    for _ in range(2):
        drop(page, sent)
        window = dialog(page, PackDialog)
        window.compared.setChecked(True)
        window.take_button.click()
        if window.isVisible():
            assert "没有新内容" in window.note.text()
            assert window.take_button.isHidden()
            window.reject()


def test_a_pack_in_the_import_window_goes_to_its_own(qtbot, page, sent):
    page.import_button.click()
    window = dialog(page, ImportDialog)
    window.look_at(sent)
    assert dialog(page, PackDialog).banner.isVisible()


def test_what_is_wrong_is_said_in_the_window(page, desk, office, tmp_path):
    made = pack.build(office, ANALYST, tmp_path, ["b2"])
    page.open(made.file)
    window = dialog(page, PackDialog)
    assert window.fault.isVisible()
    assert "不是给本网点的" in window.fault.title.text()
    assert window.fault.text.height() == window.theme.line("table")  # the card is as high as its words
    assert window.take_button.isHidden()


def older(office: Store, sent: Path, page: ExchangePage) -> Path:
    """The pack that came before the one that is taken in here."""
    page.open(pack.build(office, ANALYST, sent.parent, note="后一份").file)
    window = dialog(page, PackDialog)
    window.compared.setChecked(True)
    window.take_button.click()
    return sent


def edited(sheet: str, cell: str, value: str) -> Callable[[Store, Path, ExchangePage], Path]:
    def edited(_office: Store, sent: Path, _page: ExchangePage) -> Path:
        book = load_workbook(sent)
        line = next(row for row in book[sheet].iter_rows() if row[0].value == cell)
        line[1].value = value
        book.save(sent)
        return sent

    return edited


def half(_office: Store, sent: Path, _page: ExchangePage) -> Path:
    sent.write_bytes(sent.read_bytes()[:3000])
    return sent


@pytest.mark.parametrize(
    ("spoil", "said", "cure"),
    [
        (older, "第 1 号，这里已经收过第 2 号", "最新的一份"), (half, "损坏", "重新"),
        (edited("_manifest", "signature", ""), "没有签名", "台卡重新导出"),
        (edited("_manifest", "format", "9"), "更新版本的台卡", "升级"),
        (edited("_manifest", "note", "别的"), "被改动过", "重新导出"),
    ],
)  # fmt: skip
def test_every_refusal_says_which_file_what_to_do_and_that_nothing_was_changed(
    page, desk, office, sent, spoil, said, cure
):
    path = spoil(office, sent, page)
    with desk.store.session() as session:
        before = state_hash(session, whole=True)
    page.windows.take_pack(path)
    window = page.findChildren(PackDialog)[-1]
    assert path.name in window.fault.title.text()
    assert said in window.fault.title.text()
    assert cure in window.fault.text.text()
    assert window.fault.text.text().endswith("没有收下，数据没有改动。")
    assert window.take_button.isHidden()
    with desk.store.session() as session:
        assert state_hash(session, whole=True) == before


def test_pages_changed_by_hand_are_named_before_the_pack_is_taken(page, sent):
    page.open(sent)
    assert not dialog(page, PackDialog).edited.isVisible()
    dialog(page, PackDialog).reject()
    book = load_workbook(sent)
    book["话术"]["A2"] = "自己写的"
    book.save(sent)
    page.open(sent)
    window = page.findChildren(PackDialog)[-1]
    assert window.edited.isVisible()
    assert window.edited.text().startswith("“话术”导出以后有人改过")
    assert window.take_button.isVisible()


def test_a_teller_may_take_packs_but_no_tables(qtbot, desk, sent, monkeypatch):
    page = show(qtbot, replace(desk, actor=replace(desk.actor, role=Role.TELLER)))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(sent), ""))
    page.import_button.click()
    window = dialog(page, PackDialog)
    assert window.fingerprint.isVisible()
    window.reject()
    drop(page, DATA / "客户列表.xlsx")
    assert "不是台卡导出的文件" in dialog(page, PackDialog).fault.title.text()


def test_everybody_is_shown_only_the_keys_that_do_something(qtbot, desk, head_office, tmp_path):
    teller = show(qtbot, replace(desk, actor=replace(desk.actor, role=Role.TELLER)))
    assert [hint.keys for hint in teller.hints()] == ["Ctrl O", "↑ ↓", "I"]
    assert [command.keys for command in teller.commands()] == ["Ctrl O", "I"]
    assert [hint.keys for hint in head_office.hints()] == [
        "Ctrl E", "X", "R", "B", "L", "W", "O", "Ctrl O", "↑ ↓", "U", "H", "I",
    ]  # fmt: skip
    head_office.pack_card.ask_folder = lambda: tmp_path
    build = next(command for command in head_office.commands() if command.keys == "Ctrl E")
    assert build.text == "生成下发包"
    build.run()
    assert list(tmp_path.glob("下发_*.xlsx"))


def test_head_office_edits_and_builds(qtbot, head_office, office, tmp_path):
    card = head_office.pack_card
    card.ask_folder = lambda: tmp_path
    card.out_button.click()
    sheets = tmp_path / "编辑表.xlsx"
    book = load_workbook(sheets)
    book["话术"]["D2"] = "您好，好久不见"
    book.save(sheets)
    card.ask_file = lambda: sheets
    card.in_button.click()
    with office.session() as session:
        assert session.execute(text("SELECT text FROM script")).scalar_one() == "您好，好久不见"
    card.note.setText("换季")
    card.build_button.click()
    assert (tmp_path / "下发_2026W11_第1号.xlsx").exists()
    row = head_office.model.row_at(0)
    assert [head_office.model.text_of(row, key) for key in ("kind", "outcome")] == ["交 下发包", "3 条内容"]


def test_what_leads_to_a_pack_has_keys_that_stand_on_the_buttons(qtbot, head_office, tmp_path):
    card = head_office.pack_card
    buttons = (card.out_button, card.in_button, card.blank_button, card.leads_button)
    assert [button.keys() for button in buttons] == ["X", "R", "B", "L"]
    assert head_office.empty.isVisible()
    card.ask_folder = lambda: tmp_path
    qtbot.keyClick(head_office, "x")
    qtbot.keyClick(head_office, "b")
    assert sorted(path.name for path in tmp_path.glob("*.xlsx")) == ["白名单.xlsx", "编辑表.xlsx"]
    asked = []
    card.ask_file = lambda: asked.append(1)
    qtbot.keyClick(head_office, "r")
    qtbot.keyClick(head_office, "l")
    assert len(asked) == 2
    qtbot.keyClick(head_office, "w")
    assert any(one.isVisible() for one in card.findChildren(BranchDialog))


def test_head_office_is_told_its_own_first_steps(qtbot, page, head_office):
    said = [one.empty.text.text() for one in (head_office, page)]
    assert "生成第一个下发包" in said[0]
    assert "导出上报表" in said[1]


def test_a_wrong_editing_sheet_is_told_and_the_buttons_come_back(qtbot, head_office):
    card = head_office.pack_card
    card.ask_file = lambda: DATA / "客户列表.xlsx"
    with qtbot.waitSignal(head_office.error) as told:
        card.in_button.click()
    assert "不是编辑表" in str(told.args[0].message)
    assert card.build_button.isEnabled()


def test_branches_are_ticked_by_keyboard(qtbot, head_office):
    card = head_office.pack_card
    card.whom.click()
    window = next(one for one in card.findChildren(BranchDialog) if one.isVisible())
    window.table.setFocus()
    window.table.setCurrentIndex(window.table.id_model.index(1, 0))
    window.table.clearSelection()
    qtbot.keyClick(window.table, Qt.Key.Key_Space)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.keyClick(window.table, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert not window.isVisible()
    assert len(card.targets) == 1
    assert card.whom.text() == "发给 1 个网点 W"
    card.set_targets([])
    assert card.whom.text() == "发给全部网点 W"


def test_branches_are_found_by_a_word_and_stay_ticked(qtbot, head_office, office):
    card = head_office.pack_card
    card.whom.click()
    window = next(one for one in card.findChildren(BranchDialog) if one.isVisible())
    assert window.count.text() == "发给全部网点"
    everybody = list(window.table.id_model.ids)
    assert len(everybody) > 1
    name = window.table.id_model.row_at(1).name
    qtbot.keyClick(window.table, "/")
    window.find.setText(name.rpartition("/")[2])
    assert window.table.id_model.ids == [everybody[1]]
    qtbot.keyClick(window.find, Qt.Key.Key_Return)
    qtbot.keyClick(window.table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    window.find.setText("没有的")
    assert (window.table.id_model.ids, window.count.text()) == ([], "选了 1 个")
    window.find.clear()
    assert window.table.selected_ids() == [everybody[1]]
    window.ok.click()
    assert card.targets == [everybody[1]]


def test_leads_come_in_as_hashes_and_what_cannot_be_comes_back(qtbot, head_office, office, tmp_path):
    card = head_office.pack_card
    office.write(lambda session: record(session, None, [Change("campaign", "k", {"name": "秋季拉新"})]))
    card.ask_folder = lambda: tmp_path
    with qtbot.waitSignal(card.written):
        card.blank_button.click()
    blank = tmp_path / "白名单.xlsx"
    card.ask_file = lambda: blank
    with qtbot.waitSignal(card.written) as told:
        card.leads_button.click()
    said = "白名单.xlsx：名单新增 0，更新 0，没收 1；没收的行和原因在 没收的_白名单.xlsx"
    assert str(told.args[0].message) == said  # the example's manager is not here
    assert (head_office.desk.paths.output / "没收的_白名单.xlsx").exists()
    with office.session() as session:
        assert policy.pepper(session)


def test_leads_without_the_key_are_told_of_and_o_sets_the_password_that_lets_it_in(
    qtbot, head_office, office, tmp_path
):
    card = head_office.pack_card
    card.ask_folder = lambda: tmp_path
    rows = [
        Change("campaign", "k", {"name": "秋季拉新"}),
        Change("whitelist_entry", "w", {"campaign": "k", "phone_hash": "h", "branch": "b2"}),
    ]
    office.write(lambda session: record(session, None, rows))
    assert head_office.panes() == [head_office.table, card.build_button]
    with qtbot.waitSignal(card.written) as told:
        card.build_button.click()
    assert "没有密钥的网点认不出名单里的客户" in str(told.args[0].message)
    assert card.password_link.text() == "加打开密码 O"
    qtbot.keyClick(head_office, "o")
    window = next(one for one in card.findChildren(PasswordDialog) if one.isVisible())
    for field in (window.password, window.again):
        field.setText("江海银行-2026")
    qtbot.keyClick(window.again, Qt.Key.Key_Return)
    with qtbot.waitSignal(card.written) as told:
        card.build_button.click()
    assert "密钥" not in str(told.args[0].message)


def test_what_both_sides_changed_is_chosen_by_key_before_the_pack_is_taken(qtbot, page, desk, office, sent, tmp_path):
    drop(page, sent)
    window = dialog(page, PackDialog)
    window.compared.setChecked(True)
    window.take_button.click()
    with desk.store.session() as session:
        script = session.execute(text("SELECT id FROM script")).scalar()
    ours, theirs = Change("script", script, {"text": "本网点的话"}), Change("script", script, {"text": "总行的新话"})
    desk.store.write(lambda session: record(session, desk.actor, [ours]))
    office.write(lambda session: record(session, ANALYST, [theirs]))
    drop(page, pack.build(office, ANALYST, tmp_path).file)
    window = dialog(page, PackDialog)
    window.tabs.set_value("clash")
    assert window.model.rowCount() == 1
    assert window.keys.text() == "1 用本网点的：本网点的话\n2 用总行的：总行的新话"
    window.table.setFocus()
    window.table.setCurrentIndex(window.model.index(0, 0))
    for key, whose in ((Qt.Key.Key_2, "用总行的"), (Qt.Key.Key_1, "用本网点的")):
        qtbot.keyClick(window.table, key)
        assert window.model.row_at(0).detail == f"{whose}　内容：本网点“本网点的话”，总行“总行的新话”"
    window.take_button.click()
    assert scripts(desk) == ["本网点的话"]


def test_topics_fold_out_and_up():
    lines = [Line("标签", f"标签{number}", "") for number in range(9)] + [
        Line("话术", f"话术{n}", "") for n in range(9)
    ]
    assert [row.title for row in folded(lines, ())] == ["▸ 9 项", "▸ 9 项"]
    shown = folded(lines, {"话术"})
    assert [(row.topic, row.fold, row.title) for row in shown[:3]] == [
        ("标签", "标签", "▸ 9 项"), ("话术", "话术", "▾ 9 项"), ("话术", "", "　话术0"),
    ]  # fmt: skip
    assert len(shown) == 11
    assert folded(lines[:9], ()) == lines[:9]


def test_a_long_pack_opens_with_its_topics_folded_up(qtbot, page, desk, office, tmp_path):
    changes = [Change("product", f"p{number}", {"name": f"产品{number}"}) for number in range(20)]
    office.write(lambda session: record(session, ANALYST, changes))
    drop(page, pack.build(office, ANALYST, tmp_path).file)
    window = dialog(page, PackDialog)
    rows = window.model.rowCount()
    assert window.model.row_at(rows - 1).topic == "产品日历"
    window.table.setFocus()
    window.table.select_id(rows - 1)
    qtbot.keyClick(window.table, Qt.Key.Key_F)
    assert window.model.rowCount() == rows + 20
    window.table.clicked.emit(window.model.index(rows - 1, 0))
    assert window.model.rowCount() == rows
