"""The page 客户: what the list shows, how it is narrowed, what the keys do."""

from dataclasses import replace
from itertools import pairwise

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from db.actor import Actor, Role
from db.operation import Change, record, undo
from desktop.changes import Changes, Done
from desktop.contacts import search, timeline
from desktop.contacts.filters import ContactQuery
from desktop.errors import AppError
from tests.ui.contacts.conftest import shown
from tests.ui.contacts.scene import contact_id
from ui.contacts.condition_dialog import ConditionDialog
from ui.contacts.dialogs import FollowUpDialog, ScriptDialog
from ui.contacts.page import ContactsPage
from ui.contacts.tag_dialog import TagDialog
from ui.desk import Desk
from ui.widgets.dialog import ReasonDialog

NO = Qt.KeyboardModifier.NoModifier


def names(page: ContactsPage) -> list[str]:
    return [page.model.row_at(row).name for row in range(page.model.rowCount())]


def press(widget: QWidget, *keys: object) -> None:
    for key in keys:
        QTest.keyClick(widget, key)


def choose(page: ContactsPage, name: str) -> None:
    assert page.table.select_id(page.model.id_at(names(page).index(name)))
    page.table.setFocus()


def detail(page: ContactsPage, name: str) -> search.ContactDetail:
    with page.desk.store.session() as session:
        return search.detail(session, page.desk.actor, contact_id(name))


# ---------------------------------------------------------------------------------------------- the list


def test_most_urgent_first_and_the_first_one_in_full(page: ContactsPage):
    assert names(page)[:3] == ["周文博", "吴秀英", "黄志强"]
    assert page.panel.name.text() == "周文博"
    assert page.panel.phone.text() == "139****0276"
    assert page.bar.count.text() == "14 位"


def test_cells_say_what_is_painted(page: ContactsPage):
    row = page.model.row_at(names(page).index("郑凯"))
    said = {column.key: page.model.text_of(row, column.key) for column in page.model.columns}
    assert said == {
        "name": "郑凯", "phone": "152****3390", "stage": "购买", "tags": "信用卡", "source": "厅堂海报",
        "last_at": "41 天前", "next_at": "3-17 周二",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "found"),
    [("zxl", ["赵小琳"]), ("4821", ["赵小琳"]), ("zgp", ["曾国平"]), ("欧阳", ["欧阳明哲"]), ("车主", [])],
)
def test_search_waits_for_the_typing_to_pause(typed: str, found: list[str], page: ContactsPage, qtbot: QtBot):
    with qtbot.waitSignal(page._timer.timeout):
        page.field.insert(typed)
        assert page.query.text == ""
    assert names(page) == found


def test_slash_searches_enter_goes_to_the_list_escape_clears(page: ContactsPage):
    page.table.setFocus()
    press(page.table, "/")
    QTest.keyClicks(page.field, "ljg")
    press(page.field, Qt.Key.Key_Return)
    assert names(page) == ["李建国"]
    assert page.panel.name.text() == "李建国"
    press(page.field, Qt.Key.Key_Escape)
    assert page.model.rowCount() == 14


def test_views_and_ticks(page: ContactsPage):
    page.facets.views["mine"].click()
    assert page.model.rowCount() == 13
    assert page.facets.views["quiet"].count() == 4
    page.facets.groups["stages"].rows["purchase"].click()
    assert sorted(names(page)) == sorted(["周文博", "沈国平", "郑凯"])
    assert [chip.text() for chip in page.bar.chips] == ["阶段：购买"]
    page.facets.groups["tags"].rows["代发"].click()
    assert names(page) == ["沈国平"]
    assert [chip.text() for chip in page.bar.chips] == ["阶段：购买", "标签：代发"]
    page.bar.chips[0].removed.emit()
    assert page.model.rowCount() == 6
    assert page.facets.groups["stages"].rows["purchase"].isChecked() is False


def test_more_tags_show_and_fold_again(page: ContactsPage):
    group = page.facets.groups["tags"]
    assert len(group.rows) == 5
    group.more.click()
    assert len(group.rows) == 10
    group.more.click()
    assert len(group.rows) == 5


def test_conditions_by_the_dialog(page: ContactsPage):
    page.bar.add.click()
    dialog = page.acts.dialog
    assert isinstance(dialog, ConditionDialog)
    for chip in dialog.chips:
        chip.setChecked(chip.text() in {"100 天内添加", "兴趣", "贷款"})
    press(dialog, Qt.Key.Key_Return)
    assert names(page) == ["孙浩", "欧阳明哲"]
    assert [chip.text() for chip in page.bar.chips] == ["阶段：兴趣", "标签：贷款", "100 天内添加"]
    page.bar.chips[2].click()
    assert not page.query.recent


def test_tags_any_and_none(page: ContactsPage):
    group = page.facets.groups["tags"]
    group.more.click()
    group.rows["贷款"].click()
    assert "养老规划" not in group.rows
    group.rule.click()
    group.rows["养老规划"].click()
    assert sorted(names(page)) == sorted(["孙浩", "欧阳明哲", "吴秀英", "李建国"])
    press(group.rows["代发"], "x")
    assert sorted(names(page)) == sorted(["孙浩", "吴秀英", "李建国"])
    assert group.rows["代发"].is_excluded()
    assert [chip.text() for chip in page.bar.chips] == ["标签：贷款 或 养老规划", "不含：代发"]
    press(group.rows["代发"], "x")
    assert not page.query.without
    press(group.rows["贷款"], "x")
    assert (page.query.tags, page.query.without) == (("养老规划",), ("贷款",))
    group.rows["贷款"].click()
    assert page.query.without == ()


def test_tags_without_and_untagged_by_the_dialog(page: ContactsPage):
    page.bar.add.click()
    chips = {str(chip.property("key")): chip for chip in page.acts.dialog.chips if chip.property("facet") == "tags"}
    for _ in range(2):
        chips["代发"].click()
    for _ in range(3):
        chips["车主" if "车主" in chips else "年金"].click()
    assert (chips["代发"].text(), chips["年金"].text()) == ("不含 代发", "年金")
    page.acts.dialog.rule.set_value("any")
    press(page.acts.dialog, Qt.Key.Key_Return)
    assert (page.query.tags, page.query.without, page.query.any_tag) == ((), ("代发",), True)
    assert "赵小琳" not in names(page)
    page.bar.add.click()
    again = next(chip for chip in page.acts.dialog.chips if chip.text() == "不含 代发")
    again.click()
    next(chip for chip in page.acts.dialog.chips if chip.property("facet") == "untagged").click()
    press(page.acts.dialog, Qt.Key.Key_Return)
    assert sorted(names(page)) == sorted(["何志远", "高翔"])
    assert [chip.text() for chip in page.bar.chips] == ["没有标签"]
    page.bar.chips[0].click()
    assert page.model.rowCount() == 14


def test_the_head_sorts(page: ContactsPage):
    page.model.sort(0)
    assert names(page)[0] == "陈静"
    page.model.sort(0, Qt.SortOrder.DescendingOrder)
    assert names(page)[0] == "周文博"
    assert page.query.sort == "name"


def test_columns_can_be_left_out(page: ContactsPage):
    action = next(one for one in page.bar.column_menu().actions() if one.data() == "source")
    action.toggle()
    hidden = [column.key for at, column in enumerate(page.model.columns) if page.table.isColumnHidden(at)]
    assert hidden == ["source"]


def test_nobody_fits(page: ContactsPage):
    page.field.setText("没有这个人")
    page.search_now()
    assert page.stack.currentWidget() is page.none
    assert page.panel.shown is None
    page.clear_button.click()
    assert page.model.rowCount() == 14
    assert page.field.text() == ""


def test_a_branch_without_contacts(desk: Desk, qtbot: QtBot):
    page = shown(desk, qtbot)
    assert page.stack.currentWidget() is page.first_run
    assert page.import_button.isVisible()


def test_head_office_sees_nobody(contacts_desk: Desk, qtbot: QtBot):
    actor = contacts_desk.actor
    page = shown(replace(contacts_desk, actor=Actor(actor.staff, Role.ANALYST, actor.branch)), qtbot)
    assert page.stack.currentWidget() is page.denied
    assert page.model.rowCount() == 0


def test_a_manager_has_only_their_own(contacts_desk: Desk, qtbot: QtBot):
    actor = contacts_desk.actor
    page = shown(replace(contacts_desk, actor=Actor(actor.staff, Role.MANAGER, actor.branch)), qtbot)
    assert page.query.view == "mine"
    assert page.model.rowCount() == 13
    assert not page.facets.views["branch"].isVisible()
    assert page.top_bar_widgets() == [page.manage]


def test_a_failing_read_is_told(page: ContactsPage, qtbot: QtBot):
    with qtbot.waitSignal(page.error):
        page.set_query(ContactQuery(sort="nothing"))


# ---------------------------------------------------------------------------------------------- marking, copying


def test_space_marks_and_arrows_keep_the_marks(page: ContactsPage):
    page.table.setFocus()
    press(page.table, Qt.Key.Key_Down, Qt.Key.Key_Space, Qt.Key.Key_Down, Qt.Key.Key_Space)
    assert page.table.marked() == 2
    assert page.bar.count.text() == "已选 2 / 14 位"
    press(page.table, Qt.Key.Key_Escape)
    assert page.table.marked() == 1


def test_marked_rows_keep_their_marks_when_sorted(page: ContactsPage):
    page.table.selectAll()
    assert page.bar.count.text() == "已选 14 / 14 位"
    page.model.sort(0)
    assert page.table.marked() == 14


def test_copied_rows_are_masked(page: ContactsPage):
    choose(page, "赵小琳")
    QTest.keyClick(page.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    copied = QGuiApplication.clipboard().text()
    assert "赵小琳\t138****4821\t兴趣\t子女教育、代发、二孩家庭" in copied
    assert "13812344821" not in copied
    page.panel.copy.click()
    assert QGuiApplication.clipboard().text() == "赵小琳\t138****4821"


# ---------------------------------------------------------------------------------------------- acts


def test_log_in_one_line(page: ContactsPage, qtbot: QtBot):
    choose(page, "赵小琳")
    press(page.table, "r")
    line = page.panel.log_line
    assert line.isVisible()
    press(line.field, Qt.Key.Key_Return)
    assert line.isVisible()
    QTest.keyClicks(line.field, "fa le fang an")
    press(line.field, Qt.Key.Key_Down)
    with qtbot.waitSignal(page.changed) as told:
        press(line.field, Qt.Key.Key_Return)
    assert told.args[0].batch
    assert not line.isVisible()
    page.refresh(told.args[0].changes)
    assert page.panel.timeline.timeline.data(page.panel.timeline.timeline.index(0)) == "电话：fa le fang an"


def test_an_unfinished_line_stays_hidden_after_escape(page: ContactsPage):
    choose(page, "赵小琳")
    press(page.table, "r")
    press(page.panel.log_line.field, Qt.Key.Key_Escape)
    assert not page.panel.log_line.isVisible()


def test_follow_up(page: ContactsPage, qtbot: QtBot):
    choose(page, "高翔")
    press(page.table, "f")
    dialog = page.acts.dialog
    assert isinstance(dialog, FollowUpDialog)
    dialog.save()
    assert dialog.what.fault
    QTest.keyClicks(dialog.what, "hui fang")
    dialog.when.setText("昨天")
    dialog.save()
    assert dialog.when.fault
    dialog.when.setText("2026-03-01")
    dialog.save()
    assert dialog.when.fault
    dialog.chips[2].click()
    assert dialog.when.text() == "2026-03-15 09:00"
    with qtbot.waitSignal(page.changed):
        press(dialog.what, Qt.Key.Key_Return)
    found = detail(page, "高翔")
    assert (found.row.next_at, found.row.next_title) == ("2026-03-15 09:00:00", "hui fang")


def test_finished(page: ContactsPage, qtbot: QtBot):
    choose(page, "赵小琳")
    with qtbot.waitSignal(page.changed):
        press(page.table, "d")
    assert detail(page, "赵小琳").row.next_at is None
    page.refresh(Changes.FOLLOW_UPS)
    assert "按 F 约一个" in page.panel.step.accessibleName()
    assert not page.panel.finish.isVisible()


def test_tags_by_typing(page: ContactsPage, qtbot: QtBot):
    choose(page, "高翔")
    press(page.table, "t")
    dialog = page.acts.dialog
    assert isinstance(dialog, TagDialog)
    dialog.field.setText("没有")
    assert dialog.pane.none.isVisible()
    press(dialog.field, Qt.Key.Key_Return)
    dialog.field.setText("车")
    press(dialog.field, Qt.Key.Key_Return)
    assert dialog.field.text() == ""
    with qtbot.waitSignal(page.changed):
        press(dialog.field, Qt.Key.Key_Return)
    assert [tag.name for tag in detail(page, "高翔").row.tags] == ["车主"]


def test_tags_of_several_are_one_step_to_undo(page: ContactsPage, qtbot: QtBot):
    page.set_query(ContactQuery(view="branch", tags=("贷款",)))
    page.table.selectAll()
    page._on_letter("T")
    dialog = page.acts.dialog
    assert isinstance(dialog, TagDialog)
    assert dialog.chosen == {"贷款"}
    assert (dialog.chips["代发"].text(), dialog.chips["车主"].text()) == ("代发 1/2", "车主")
    dialog.chips["代发"].click()
    dialog.chips["代发"].click()
    assert dialog.chips["代发"].text() == "去掉 代发"
    dialog.chips["车主"].click()
    dialog.chips["贷款"].click()
    with qtbot.waitSignal(page.changed) as told:
        QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert "车主" in [tag.name for tag in detail(page, "孙浩").row.tags]
    assert [tag.name for tag in detail(page, "欧阳明哲").row.tags] == ["企业主", "车主"]
    page.desk.store.write(lambda session: undo(session, page.desk.actor, told.args[0].batch))
    assert [tag.name for tag in detail(page, "孙浩").row.tags] == ["贷款"]


def test_the_stage_asks_why(page: ContactsPage, qtbot: QtBot):
    choose(page, "赵小琳")
    press(page.table, "3")
    dialog = page.acts.dialog
    assert isinstance(dialog, ReasonDialog)
    press(dialog, "2")
    dialog.lasting.set_value("90")
    with qtbot.waitSignal(page.changed) as told:
        press(dialog, Qt.Key.Key_Return)
    found = detail(page, "赵小琳")
    assert (found.row.stage, found.stage_reason) == ("purchase", "行内系统里看到")
    page.refresh(told.args[0].changes)
    assert page.panel.stepper.stage == "P"
    assert page.panel.since.text() == "3-12 王敏 手工改为购买：行内系统里看到，停留 0 天，6-10 改回"
    derive = next(one for one in page.panel.more_menu().actions() if one.data() == "derive")
    assert derive.isEnabled()
    derive.trigger()
    assert detail(page, "赵小琳").row.stage == "interest"


def test_a_click_on_the_stepper_and_escape_changes_nothing(page: ContactsPage):
    choose(page, "赵小琳")
    page.panel.stepper.chosen.emit("L")
    assert page.acts.dialog is not None
    page.acts.dialog.reject()
    assert page.acts.dialog is None
    assert detail(page, "赵小琳").row.stage == "interest"


def test_a_script_is_copied_and_noted(page: ContactsPage, qtbot: QtBot):
    choose(page, "赵小琳")
    press(page.table, "c")
    dialog = page.acts.dialog
    assert isinstance(dialog, ScriptDialog)
    with qtbot.waitSignal(page.changed):
        press(dialog, Qt.Key.Key_Return)
    assert QGuiApplication.clipboard().text() == "赵小琳您好，权益到账了"
    with page.desk.store.session() as session:
        assert timeline.events(session, contact_id("赵小琳"))[0].kind == "copied"


def test_enter_opens_in_full(page: ContactsPage):
    choose(page, "赵小琳")
    press(page.table, Qt.Key.Key_Return)
    assert page.panel.timeline.hasFocus()
    assert page.panel.timeline.timeline.rowCount() == 1


# ---------------------------------------------------------------------------------------------- from elsewhere


def test_another_page_opens_a_contact(page: ContactsPage):
    page.facets.views["lost"].click()
    page.open(contact_id("孙浩"))
    assert page.panel.name.text() == "孙浩"
    page.open(contact_id("徐丽"))
    assert page.panel.name.text() == "徐丽"


def test_a_contact_that_is_gone_is_said(page: ContactsPage, qtbot: QtBot):
    with qtbot.waitSignal(page.error) as told:
        page.open("nobody")
    assert isinstance(told.args[0], AppError)


def test_the_import_opens_in_place_and_its_news_go_on(page: ContactsPage, qtbot: QtBot):
    page.take_in.click()
    assert page.import_dialog.isVisible()
    with qtbot.waitSignal(page.changed):
        page.import_dialog.taken.emit(Done(Changes.CONTACTS))
    page.import_dialog.reject()


@pytest.mark.parametrize(("width", "facets", "panel"), [(1294, True, True), (952, False, True), (800, False, False)])
def test_room(width: int, facets: bool, panel: bool, page: ContactsPage):
    page.resize(width, 520)
    assert (page.facets.isVisible(), page.side.isVisible()) == (facets, panel)
    assert page.bar.facets.isVisible() is not facets
    if not facets:
        page.bar.facets.click()
        assert page.facets.isVisible()
    shown = [page.table.columnWidth(at) for at in range(7) if not page.table.isColumnHidden(at)]
    assert sum(shown) <= page.table.width() + 1


def test_commands_for_the_palette(page: ContactsPage):
    page.field.setText("zxl")
    page.search_now()
    next(command for command in page.commands() if command.text == "清除条件").run()
    assert page.model.rowCount() == 14
    assert {hint.keys for hint in page.hints()} >= {"↑↓", "/", "R", "F", "T", "1–4"}
    assert page.title() == "客户"
    assert page.top_bar_search() is page.field


@pytest.fixture
def long_story(page: ContactsPage) -> ContactsPage:
    """赵小琳 with 130 more events of every kind."""
    from desktop.contacts.timeline import KINDS

    at = [f"2026-0{1 + number // 60}-{1 + number % 28:02} 08:{number % 60:02}:00" for number in range(130)]
    rows = [
        Change("interaction", f"long-{number}", {
            "contact": contact_id("赵小琳"), "kind": KINDS[number % len(KINDS)], "at": moment,
            "text": f"第 {number} 条",
        })
        for number, moment in enumerate(at)
    ]  # fmt: skip
    page.desk.store.write(lambda session: record(session, None, rows))
    choose(page, "赵小琳")
    page.refresh(Changes.ALL)
    return page


def test_the_timeline_is_read_on_when_it_is_scrolled(long_story: ContactsPage, qtbot: QtBot):
    panel, seen = long_story.panel, [20]
    shown = panel.timeline.timeline
    assert (shown.rowCount(), panel.section.link.text()) == (20, "全部 131 条")

    def scrolled_to_its_end() -> bool:
        bar = panel.scroll.verticalScrollBar()
        bar.setValue(bar.maximum() // 2)
        bar.setValue(bar.maximum())
        seen.append(shown.rowCount())
        return shown.rowCount() == 131

    qtbot.waitUntil(scrolled_to_its_end)
    assert max(later - before for before, later in pairwise(seen)) <= 50
    assert not panel.section.link.isVisible()


def test_the_timeline_is_narrowed_by_l(long_story: ContactsPage):
    panel, kinds = long_story.panel, []
    for _ in range(5):
        press(long_story.table, "l")
        kinds.append({event.kind for event in panel.timeline.timeline.events})
    assert kinds[1] == {"purchase", "maturity", "referral"}
    assert kinds[2] == {"activity", "group_joined", "group_left"}
    assert panel.groups.group == ""
    choose(long_story, "高翔")
    panel.groups.choose("deals")
    assert panel.silent.text() == "没有这类记录"


def test_the_best_of_a_broad_search_stand_there_before_the_rest(page: ContactsPage, monkeypatch: pytest.MonkeyPatch):
    rows = [
        Change("contact", f"many-{number}", {
            "name": f"{'多' if number % 2 else '钱多'}{number}", "branch": page.desk.actor.branch,
            "owner": "staff-other", "phone": f"1370000{number:04}",
        })
        for number in range(120)
    ]  # fmt: skip
    page.desk.store.write(lambda session: record(session, None, rows))
    lengths = []
    set_ids = page.model.set_ids
    monkeypatch.setattr(page.model, "set_ids", lambda ids: (lengths.append(len(ids)), set_ids(ids)))
    page.field.setText("多")
    page.search_now()
    assert lengths == [50, 120]
    assert {page.model.row_at(row).name[0] for row in range(50)} == {"多"}
    assert page.counts.channels == []
    page._on_sort("name", descending=True)
    assert len(page.model.ids) == 120


def test_what_was_asked_before_is_dropped(page: ContactsPage):
    answers = []
    page._read_later(lambda _session: "kept", answers.append)
    run, waiting = page.desk.jobs.long.run, []
    page.desk.jobs.long.run = lambda *work: waiting.append(work)
    page._read_later(lambda _session: "stale", answers.append)
    page.set_query(page.query)
    page.desk.jobs.long.run = run
    run(*waiting[0])
    assert answers == ["kept"]


def test_all_are_copied_masked(page: ContactsPage):
    QTest.keyClick(page.table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(page.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = QGuiApplication.clipboard().text().splitlines()
    assert len(lines) == 1 + len(page.model.ids)
    assert lines[1].split("\t")[:2] == ["周文博", "139****0276"]
