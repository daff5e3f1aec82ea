"""Events, newest first; what may be written into them."""

import pytest

from db.actor import Actor
from db.engine import Store
from db.stamp import FixedClock
from desktop.contacts import timeline
from desktop.contacts.timeline import checked
from desktop.errors import AppError, PermissionDenied
from tests.desktop.contacts.conftest import Add


def test_recorded_and_read_newest_first(store: Store, add: Add, manager: Actor, clock: FixedClock):
    id_ = add("赵小琳", events=[("added", "2026-03-09 09:47:00"), ("replied", "2026-03-10 11:08:00")])
    done = store.write(lambda session: timeline.log_interaction(session, manager, id_, "call", " 约了  周五 "))
    clock.advance(minutes=1)
    store.write(lambda session: timeline.log_interaction(session, manager, id_, "visit", "来了"))
    with store.session() as session:
        events = timeline.events(session, id_)
        assert [(one.kind, one.text) for one in events] == [
            ("visit", "来了"), ("call", "约了 周五"), ("replied", ""), ("added", ""),
        ]  # fmt: skip
        assert [one.kind for one in timeline.events(session, id_, 1, "changes")] == ["added"]
        assert [timeline.count(session, id_, group) for group in timeline.GROUPS] == [4, 3, 0, 0, 1]
        assert timeline.count(session, id_) == 4
    assert events[0].staff_name == "陈楠"
    assert (str(done.message), done.count) == ("已记下：约了 周五", 1)


def test_refused(store: Store, add: Add, manager: Actor, stranger: Actor):
    id_ = add("赵小琳")
    with pytest.raises(ValueError, match="added"):
        store.write(lambda session: timeline.log_interaction(session, manager, id_, "added", "x"))
    with pytest.raises(PermissionDenied):
        store.write(lambda session: timeline.log_interaction(session, stranger, id_, "call", "x"))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("  ", "空的"),
        ("长" * 501, "501"), ("身份证 11010519491231002X", "身份证"), ("卡号 4111 1111 1111 1111", "银行卡"),
    ],
)  # fmt: skip
def test_what_may_not_be_written(text: str, message: str):
    with pytest.raises(AppError, match=message):
        checked(text)


@pytest.mark.parametrize(
    "text", ["订单 123456789012345", "编号 110105194912310021", "6222021123456789 不是卡", "13812344821"]
)
def test_other_numbers_may(text: str):
    assert checked(text) == text


def test_each_kind_is_in_one_group():
    grouped = [kind for kinds in timeline.GROUPS.values() for kind in kinds]
    assert sorted(grouped) == sorted(timeline.KINDS)
