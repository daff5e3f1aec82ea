"""Rules that tag while contacts are taken in: head office's and the branch's, by source, department and words."""

import pytest
from sqlalchemy import text

from db.ids import derived_id
from desktop import documents
from desktop.contacts import tag_rules, tags
from desktop.contacts.tag_rules import TagRule
from desktop.errors import AppError, PermissionDenied
from desktop.exchange import intake, workbook
from desktop.exchange.workbook import SheetSpec
from desktop.undo import undo
from tests.desktop.contacts.conftest import BRANCH, PATH

HEAD_OFFICE = """
[[rule]]
group = "客群"
tag = "扫码"
sources = ["扫描二维码"]
"""
HEADS = ["客户名称", "添加人账号", "添加人所属部门", "添加时间", "来源", "描述"]


def listed(path, *rows):
    workbook.write(path, [SheetSpec("表", [HEADS, *rows])])
    return path


def take(store, actor, reader, path):
    with store.session() as session:
        plan = intake.plan(session, actor, path, reader)
    return plan, store.write(lambda session: intake.apply(session, actor, plan))


def worn(store) -> set[tuple[str, str]]:
    with store.session() as session:
        rows = session.execute(
            text(
                "SELECT c.name, t.name FROM contact_tag x JOIN contact c ON c.id = x.contact "
                "JOIN tag t ON t.id = x.tag WHERE x.present = 1 AND x.hidden = 0"
            )
        )
        return {tuple(row) for row in rows}


@pytest.mark.parametrize(
    ("rule", "values", "fits"),
    [
        (TagRule("组", "签", sources=("群聊",)), {"source": "群聊"}, True),
        (TagRule("组", "签", sources=("群聊",)), {"source": "名片分享"}, False),
        (TagRule("组", "签", departments=("城东",)), {"owner_departments": "江海银行/城东支行"}, True),
        (TagRule("组", "签", departments=("城东",)), {}, False),
        (TagRule("组", "签", words=("VIP", "代发")), {"remark": "vip 客户"}, True),
        (TagRule("组", "签", words=("代发",)), {"name": "赵", "description": None}, False),
        (TagRule("组", "签", ("群聊",), (), ("代发",)), {"source": "群聊", "company": "代发单位"}, True),
        (TagRule("组", "签", ("群聊",), (), ("代发",)), {"source": "群聊"}, False),
    ],
)
def test_a_rule_fits_when_each_of_its_conditions_does(rule, values, fits):
    assert rule.fits(values) is fits


def test_rules_tag_what_comes_in_but_never_again_what_was_taken_off(store, lead, write, reader, tmp_path, clock):
    write([documents.change(tag_rules.KIND, "打标规则", "1", HEAD_OFFICE)])
    own = [TagRule("产品", "代发", words=("工资",)), TagRule("客群", "本网点", departments=("城东支行",))]
    store.write(lambda session: tag_rules.save(session, lead, own))
    path = listed(tmp_path / "a.xlsx", ["赵", "wangmin", PATH, "2026-03-01", "扫描二维码", "发工资在我行"],
                  ["钱", "wangmin", "江海银行", "2026-03-01", "群聊", None])  # fmt: skip
    plan, done = take(store, lead, reader, path)
    assert plan.counts["new"] == 2
    assert worn(store) == {("赵", "扫码"), ("赵", "代发"), ("赵", "本网点")}
    with store.session() as session:
        assert {one.tag for one in tag_rules.rules(session, BRANCH) if one.locked} == {"扫码"}
    clock.advance(days=1)
    contact = plan.new[0].id
    taken = derived_id("tag", "客群", "扫码")
    store.write(lambda session: tags.remove(session, lead, [contact], taken))
    plan, _ = take(store, lead, reader, path)
    assert (plan.changes, worn(store)) == ([], {("赵", "代发"), ("赵", "本网点")})
    assert done.batch


def test_a_new_rule_tags_those_that_are_known_at_the_next_import_or_at_once(store, lead, reader, tmp_path, clock):
    path = listed(tmp_path / "a.xlsx", ["赵", "wangmin", PATH, "2026-03-01", "群聊", None])
    take(store, lead, reader, path)
    clock.advance(days=1)
    store.write(lambda session: tag_rules.save(session, lead, [TagRule("客群", "群里来的", ("群聊",))]))
    clock.advance(days=1)
    plan, _ = take(store, lead, reader, path)
    assert [(one.title, one.detail) for one in plan.changed] == [("赵", "群里来的")]
    clock.advance(days=1)
    store.write(lambda session: tag_rules.save(session, lead, [TagRule("客群", "又一个", ("群聊",))]))
    done = store.write(lambda session: tag_rules.apply_now(session, lead))
    assert (done.count, worn(store)) == (1, {("赵", "群里来的"), ("赵", "又一个")})
    assert store.write(lambda session: tag_rules.apply_now(session, lead)).batch == ""
    clock.advance(days=1)
    store.write(lambda session: undo(session, lead, done.batch))
    assert worn(store) == {("赵", "群里来的")}


def test_only_who_keeps_the_dictionary_makes_rules(store, manager, stranger, lead):
    for act in (
        lambda session: tag_rules.save(session, manager, []),
        lambda session: tag_rules.apply_now(session, manager),
    ):
        with pytest.raises(PermissionDenied):
            store.write(act)
    with store.session() as session:
        assert tag_rules.rules(session, "") == []
    many = [TagRule("组", "签", ("群聊",))] * (tag_rules.MOST + 1)
    with pytest.raises(AppError, match="最多 50 条"):
        store.write(lambda session: tag_rules.save(session, lead, many))


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        (TagRule("组", "签"), "没有条件"), (TagRule("组", "长" * 31, ("a",)), "最多 30 字"),
        (TagRule("组", "甲,乙", ("a",)), "不能有"), (TagRule("组", "签", ("长" * 41,)), "条件太长"),
    ],
)  # fmt: skip
def test_rules_that_cannot_be_are_refused(rule, said):
    with pytest.raises(AppError, match=said):
        tag_rules.checked(rule)


@pytest.mark.parametrize(
    "content",
    ['rule = "x"', "rule = [1]", '[[rule]]\ngroup = "a"\ntag = "b"', '[[rule]]\ntag = "b"\nwords = ["c"]',
     '[[rule]]\ngroup = "a"\ntag = "b"\nwords = "c"', "[[rule]]\ngroup = 1\ntag = 2\nwords = ['c']"],
)  # fmt: skip
def test_rules_that_are_written_wrong_are_refused(content):
    with pytest.raises(AppError):
        tag_rules.parsed(documents.parsed(content, "打标规则"))
