"""Conditions of the list: views, ticks, tags of which all, any or none must fit, and the window that offers all."""

import pytest
from PySide6.QtCore import Qt

from db.operation import Change, record
from desktop import documents
from desktop.changes import Changes
from desktop.contacts import own_fields
from desktop.contacts.filters import ContactQuery
from tests.ui.contacts.scene import contact_id
from tests.ui.contacts.steps import names, press
from ui.contacts.condition_dialog import ConditionDialog
from ui.contacts.page import ContactsPage


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


FIELDS = """
[[field]]
key = "risk"
title = "风险等级"
type = "choice"
choices = ["R1", "R2"]

[[field]]
key = "assets"
title = "行外资产"
type = "number"

[[field]]
key = "trade"
title = "行业"
type = "text"
"""


@pytest.fixture
def own_page(page: ContactsPage) -> ContactsPage:
    """With fields of head office's own, filled in for three people."""
    rows = [documents.change(own_fields.KIND, "自定义字段", "1", FIELDS)]
    rows += [own_fields.change(contact_id(name), "risk", risk) for name, risk in (("孙浩", "R1"), ("郑凯", "R2"))]
    rows += [own_fields.change(contact_id("孙浩"), "assets", "50000")]
    rows += [own_fields.change(contact_id("徐丽"), "trade", "餐饮连锁")]
    page.desk.store.write(lambda session: record(session, None, rows))
    page.refresh(Changes.ALL)
    return page


def test_own_fields_have_their_ticks(own_page: ContactsPage):
    group = own_page.facets.own_groups["risk"]
    assert [(row.text(), row.count()) for row in group.rows.values()] == [("R1", 1), ("R2", 1)]
    group.rows["R1"].click()
    group.rows["R2"].click()
    assert sorted(names(own_page)) == ["孙浩", "郑凯"]
    assert [chip.text() for chip in own_page.bar.chips] == ["风险等级：R1、R2"]
    group.rows["R2"].click()
    assert names(own_page) == ["孙浩"]
    own_page.bar.chips[0].click()
    assert own_page.model.rowCount() == 14
    assert not any(row.isChecked() for row in group.rows.values())
    own_page.desk.store.write(
        lambda session: record(session, None, [documents.change(own_fields.KIND, "自定义字段", "2", "field = []")])
    )
    own_page.refresh(Changes.ALL)
    assert own_page.facets.own_groups == {}


def test_own_fields_by_the_dialog(own_page: ContactsPage):
    own_page.bar.add.click()
    dialog = own_page.acts.dialog
    assert isinstance(dialog, ConditionDialog)
    assets, trade = dialog.lines
    assert (assets.empty.text(), trade.empty.text()) == ("没填 13", "没填 13")
    assets.edits[">="].setText("很多")
    press(assets.edits[">="], Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert assets.edits[">="].fault == "行外资产要是数字，不能是“很多”"
    assets.edits[">="].setText("10,000")
    assets.edits["<="].setText("60000")
    press(assets.edits["<="], Qt.Key.Key_Return)
    assert names(own_page) == ["孙浩"]
    assert [chip.text() for chip in own_page.bar.chips] == ["行外资产：10000 – 60000"]
    own_page.bar.add.click()
    again = own_page.acts.dialog
    assert isinstance(again, ConditionDialog)
    assert [edit.text() for edit in again.lines[0].edits.values()] == ["10000", "60000"]
    for edit in again.lines[0].edits.values():
        edit.clear()
    again.lines[1].edits["~"].insert("餐饮")
    next(chip for chip in again.chips if chip.property("key") == "risk!").click()
    press(again, Qt.Key.Key_Return)
    assert names(own_page) == ["徐丽"]
    assert [chip.text() for chip in own_page.bar.chips] == ["风险等级：没填", "行业：含“餐饮”"]


@pytest.mark.parametrize(("asked", "said"), [("assets>=5", "≥ 5"), ("assets<=5", "≤ 5"), ("gone!", "没填")])
def test_one_sided_conditions_in_words(asked: str, said: str, own_page: ContactsPage):
    own_page.set_query(ContactQuery(view="branch", own=(asked,)))
    title = "行外资产" if asked.startswith("assets") else "gone"
    assert [chip.text() for chip in own_page.bar.chips] == [f"{title}：{said}"]


REASONS = {
    "not_customer": "不是本行客户", "managed_elsewhere": "由别人管户", "not_first": "不是首次添加",
    "out_of_region": "省外", "not_real_name": "没有实名", "valid": "有效",
}  # fmt: skip


def test_why_an_add_does_not_count_and_how_far_somebody_is(page: ContactsPage):
    people = dict(zip(REASONS, names(page), strict=False))
    rows = [Change("contact", contact_id(name), {"validity": reason}) for reason, name in people.items()]
    page.desk.store.write(lambda session: record(session, None, rows))
    page.refresh(Changes.ALL)
    group = page.facets.groups["validities"]
    group.more.click()
    assert {row.text(): row.count() for row in group.rows.values()} == dict.fromkeys(REASONS.values(), 1)
    for reason, name in people.items():
        page.set_query(ContactQuery(view="branch", validities=(reason,)))
        assert names(page) == [name]
        assert dict(page.panel.facts.shown)["有效性"] == REASONS[reason]
        assert [chip.text() for chip in page.bar.chips] == [f"有效性：{REASONS[reason]}"]
    page.set_query(ContactQuery(view="branch"))
    reached = page.facets.groups["lifecycles"]
    assert [(row.text(), row.count()) for row in reached.rows.values()] == [
        ("获客", 2), ("激活", 9), ("留存", 0), ("营收转化", 3), ("转介", 0),
    ]  # fmt: skip
    reached.rows["converted"].click()
    assert sorted(names(page)) == sorted(["周文博", "沈国平", "郑凯"])
    assert [chip.text() for chip in page.bar.chips] == ["周期：营收转化"]
