"""The dictionary of tags: limits, making, renaming, merging, retiring, who may, and how much each is used."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.actor import Actor, Role
from db.engine import Store
from db.operation import Change
from db.stamp import FixedClock
from desktop.changes import Done
from desktop.contacts import search, tag_dictionary, tags
from desktop.contacts.tag_dictionary import Dictionary, checked_name
from desktop.errors import AppError, PermissionDenied
from desktop.undo import undo
from tests.desktop.contacts.conftest import Add, Write


def read(store: Store) -> Dictionary:
    with store.session() as session:
        return tag_dictionary.read(session)


def tag(store: Store, name: str) -> tag_dictionary.TagUse:
    return next(one for one in read(store).tags if one.name == name)


def act(store: Store, work, *args: object, **named: object) -> Done:
    return store.write(lambda session: work(session, *args, **named))


@pytest.fixture
def analyst(lead: Actor) -> Actor:
    return Actor("hq", Role.ANALYST, lead.branch)


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ("", "名称是空的"), ("   ", "名称是空的"), ("长" * 31, "名称有 31 字，企业微信最多 30 字"),
        ("代发，工资", "名称里不能有“，”"), ("a;b", "名称里不能有“;”"),
        (" 代发 ", "已经有“代发”"), ("VIP", "已经有“VIP”"),
    ],
)  # fmt: skip
def test_names_that_wecom_would_not_take(typed: str, fault: str):
    with pytest.raises(AppError) as refused:
        checked_name(typed, ["代发", "vip"])
    assert str(refused.value) == fault


@given(st.text(max_size=40))
def test_a_name_is_taken_as_it_will_stand_in_the_file_or_refused(typed: str):
    try:
        name = checked_name(typed, [])
    except AppError:
        return
    assert name == " ".join(name.split())
    assert 0 < len(name) <= 30
    assert not set(name) & set(tag_dictionary.JOINS)
    assert checked_name(name, []) == name


def test_a_long_name_is_allowed_with_a_word_of_advice():
    assert tag_dictionary.advice("长" * 15) is None
    assert "15" in str(tag_dictionary.advice("长" * 16))
    assert tag_dictionary.advice("长" * 31) is None


def test_a_group_and_a_tag_of_ones_own(store: Store, lead: Actor):
    act(store, tag_dictionary.create_group, lead, " 兴趣 ")
    group = next(one for one in read(store).groups if one.name == "兴趣")
    done = act(store, tag_dictionary.create, lead, group.id, "钓鱼")
    assert str(done.message) == "已建标签“钓鱼”"
    made = tag(store, "钓鱼")
    assert (made.group, made.locked, made.used) == (group.id, False, 0)
    with pytest.raises(AppError, match="已经有“钓鱼”"):
        act(store, tag_dictionary.create, lead, group.id, "钓鱼")
    store.write(lambda session: undo(session, lead, done.batch))
    assert "钓鱼" not in [one.name for one in read(store).tags]


def test_limits_of_groups_and_of_tags_in_one(store: Store, write: Write, lead: Actor):
    write([Change("tag_group", f"g{number}", {"name": f"组{number}"}) for number in range(99)])
    write([Change("tag", f"t{number}", {"name": f"签{number}", "tag_group": "g0"}) for number in range(100)])
    with pytest.raises(AppError, match="最多 100 个"):
        act(store, tag_dictionary.create_group, lead, "再来")
    with pytest.raises(AppError, match="已有 100 个标签"):
        act(store, tag_dictionary.create, lead, "g0", "再来")


def test_what_head_office_made_a_branch_cannot_change(store: Store, lead: Actor, manager: Actor, analyst: Actor):
    act(store, tag_dictionary.create_group, analyst, "总行组")
    group = next(one for one in read(store).groups if one.locked)
    act(store, tag_dictionary.create, analyst, group.id, "总行签")
    locked = tag(store, "总行签")
    assert locked.locked
    for work, *args in (
        (tag_dictionary.create, group.id, "我的"), (tag_dictionary.rename, locked.id, "我的"),
        (tag_dictionary.rename_group, group.id, "我的"), (tag_dictionary.retire, locked.id),
        (tag_dictionary.merge, locked.id, "card"), (tag_dictionary.remove_group, group.id),
    ):  # fmt: skip
        with pytest.raises(AppError, match="是总行的"):
            act(store, work, lead, *args)
        with pytest.raises(PermissionDenied):
            act(store, work, manager, *args)
    act(store, tag_dictionary.rename, analyst, locked.id, "改了")
    assert tag(store, "改了").id == locked.id
    assert not tag_dictionary.may_change(manager, locked=False)


def test_a_new_name_and_its_old_one_made_anew(store: Store, add: Add, lead: Actor):
    add("一", tags=["card"])
    group = tag(store, "信用卡").group
    act(store, tag_dictionary.create, lead, group, "理财")
    first = tag(store, "理财").id
    act(store, tag_dictionary.rename, lead, first, "财富")
    act(store, tag_dictionary.create, lead, group, "理财")
    assert tag(store, "财富").id == first != tag(store, "理财").id
    with pytest.raises(AppError, match="已经有“财富”"):
        act(store, tag_dictionary.rename, lead, "card", "财富")
    done = act(store, tag_dictionary.rename_group, lead, group, "产品类")
    assert str(done.message) == "标签组“产品”改名为“产品类”"


def test_merging_moves_everybody_and_is_one_step_to_undo(store: Store, add: Add, manager: Actor, lead: Actor):
    both, one, other = add("两个", tags=["card", "payroll"]), add("一个", tags=["card"]), add("别的", tags=["payroll"])
    done = act(store, tag_dictionary.merge, lead, "card", "payroll")
    assert str(done.message) == "“信用卡”已并到“代发”，改了 2 位客户"
    assert (tag(store, "信用卡").retired, tag(store, "代发").used) == (True, 3)
    with store.session() as session:
        assert [[tag.id for tag in search.detail(session, lead, id_).row.tags] for id_ in (both, one, other)] == [
            ["payroll"], ["payroll"], ["payroll"],
        ]  # fmt: skip
        assert tag_dictionary.merged(session) == {"card": "payroll"}
    store.write(lambda session: undo(session, lead, done.batch))
    assert (tag(store, "信用卡").used, tag(store, "代发").used) == (2, 2)
    with store.session() as session:
        assert tag_dictionary.merged(session) == {}


def test_what_was_merged_twice_ends_at_the_last(store: Store, lead: Actor):
    act(store, tag_dictionary.create, lead, "g", "终点")
    act(store, tag_dictionary.merge, lead, "card", "payroll")
    end = tag(store, "终点").id
    act(store, tag_dictionary.merge, lead, "payroll", end)
    with store.session() as session:
        assert tag_dictionary.merged(session) == {"card": end, "payroll": end}
    for target in ("payroll", end):
        with pytest.raises(AppError, match="不能并到"):
            act(store, tag_dictionary.merge, lead, end, target)


def test_retired_and_taken_back(store: Store, add: Add, lead: Actor):
    add("一", tags=["card"])
    act(store, tag_dictionary.retire, lead, "card")
    with store.session() as session:
        assert "card" not in [one.id for one in tags.dictionary(session)]
    assert (tag(store, "信用卡").used, tag(store, "信用卡").retired) == (1, True)
    act(store, tag_dictionary.retire, lead, "card", retired=False)
    assert not tag(store, "信用卡").retired
    act(store, tag_dictionary.retire, lead, "card")
    act(store, tag_dictionary.create, lead, "g", "信用卡")
    assert not tag(store, "信用卡").retired


def test_only_an_empty_group_goes(store: Store, lead: Actor):
    with pytest.raises(AppError, match="还有 2 个在用的标签"):
        act(store, tag_dictionary.remove_group, lead, "g")
    for one in ("card", "payroll"):
        act(store, tag_dictionary.retire, lead, one)
    act(store, tag_dictionary.remove_group, lead, "g")
    assert "产品" not in [one.name for one in read(store).groups]
    act(store, tag_dictionary.create_group, lead, "产品")
    assert "产品" in [one.name for one in read(store).groups]


def test_use_is_counted(store: Store, add: Add, write: Write, clock: FixedClock):
    add("一", tags=["card"])
    clock.advance(days=40)
    add("二", tags=["card"], account="wangmin")
    write([Change("tag", "loose", {"name": "散"})])
    found = read(store)
    card = tag(store, "信用卡")
    assert (card.used, card.staff, card.recent, found.contacts) == (2, 2, 1, 2)
    assert [(one.id, one.tags) for one in found.groups] == [("g", 2), ("", 1)]
