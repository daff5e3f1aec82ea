"""Finding: what fits, in which order, who may see what."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from db.actor import Actor, Role
from db.engine import Store
from desktop.contacts import facet_counts, search
from desktop.contacts.filters import SORTS, VIEWS, ContactQuery
from desktop.errors import AppError
from tests.desktop.contacts.conftest import BRANCH, Add

MINE = ContactQuery()


def names(session: Session, actor: Actor, query: ContactQuery) -> list[str]:
    return [row.name for row in search.rows(session, actor, search.ids(session, actor, query))]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("赵", ["赵小琳"]), ("小琳", ["赵小琳"]), ("zxl", ["赵小琳"]), ("zhaoxiao", ["赵小琳"]), ("4821", ["赵小琳"]),
        ("13812344821", ["赵小琳"]), ("cgp", ["曾国平"]), ("zgp", ["曾国平"]),
        ("代发", ["曾国平"]), ("教育金", ["赵小琳"]),
        ("zhao 4821", ["赵小琳"]), ("没有", []), ("琳小", []),
    ],
)  # fmt: skip
def test_found_by(typed: str, found: list[str], store: Store, add: Add, manager: Actor):
    add("赵小琳", "13812344821", remark="教育金")
    add("曾国平", "13600009015", tags=["payroll"])
    with store.session() as session:
        assert names(session, manager, replace(MINE, text=typed)) == found


@given(st.text(max_size=12))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
def test_nothing_typed_breaks_the_search(store: Store, manager: Actor, typed: str):
    with store.session() as session:
        assert list(search.ids(session, manager, replace(MINE, text=typed))) == []
        assert search.find_known(session, manager, typed).total == 0


def test_views(store: Store, add: Add, lead: Actor, manager: Actor):
    add("今天", events=[("chat", "2026-03-12 09:00:00")])
    add("安静", added_at="2026-01-01 09:00:00", tags=["card"])
    add("走了", status="suspected_lost", tags=["card"])
    add("别人的", account="wangmin", tags=["card"])
    add("别的网点", account="liqian", tags=["card"])
    found = {}
    with store.session() as session:
        for view in VIEWS:
            found[view] = set(names(session, manager, ContactQuery(view=view)))
        branch = set(names(session, lead, ContactQuery(view="branch")))
    assert found["mine"] == found["branch"] == {"今天", "安静", "走了"}
    assert found["quiet"] == {"安静"}
    assert found["untagged"] == {"今天"}
    assert found["lost"] == {"走了"}
    assert found["due_today"] == set()
    assert branch == {"今天", "安静", "走了", "别人的"}


def test_facets_narrow(store: Store, add: Add, lead: Actor):
    add("一", tags=["payroll", "card"], channel="lobby", events=[("replied", "2026-03-10 11:08:00")])
    add("二", tags=["payroll"], channel="group", added_at="2025-01-01 00:00:00")
    add("三", account="wangmin", channel="lobby")
    every = ContactQuery(view="branch", sort="name")
    with store.session() as session:
        assert names(session, lead, replace(every, tags=("payroll",))) == ["二", "一"]
        assert names(session, lead, replace(every, tags=("payroll", "card"))) == ["一"]
        assert names(session, lead, replace(every, channels=("lobby", "group"), recent=True)) == ["三", "一"]
        assert names(session, lead, replace(every, stages=("interest",))) == ["一"]
        assert names(session, lead, replace(every, owners=(lead.staff,))) == ["三"]
        counts = facet_counts.counts(session, lead, replace(every, stages=("interest",)))
    assert counts.views["branch"] == 3
    assert counts.stages == {"aware": 2, "interest": 1}
    assert [(facet.label, facet.total) for facet in counts.tags] == [("代发", 1), ("信用卡", 1)]
    assert [(facet.key, facet.total) for facet in counts.channels] == [("lobby", 1)]
    assert [facet.label for facet in counts.owners] == ["陈楠"]


@pytest.mark.parametrize("sort", SORTS)
@pytest.mark.parametrize("descending", [False, True])
def test_every_column_sorts(sort: str, descending: bool, store: Store, add: Add, manager: Actor):
    add("安", "13000000001", source="名片", events=[("chat", "2026-03-10 09:00:00")])
    add("白", "13900000002", source="扫码", events=[("purchase", "2026-03-11 09:00:00")])
    with store.session() as session:
        found = names(session, manager, replace(MINE, sort=sort, descending=descending))
    turned = descending and sort not in {"next_at", "added_at"}
    assert found == (["白", "安"] if turned else ["安", "白"])


def test_sorting_by_phone_tells_no_more_than_is_shown(store: Store, add: Add, manager: Actor):
    add("甲", "13899990001")
    add("乙", "13800000002")
    with store.session() as session:
        assert names(session, manager, replace(MINE, sort="phone")) == ["甲", "乙"]


def test_masked_for_everybody_names_in_full_for_ones_own(store: Store, add: Add, manager: Actor, lead: Actor):
    add("赵小琳", "13812344821")
    with store.session() as session:
        for actor in (manager, lead):
            row = search.rows(session, actor, search.ids(session, actor, ContactQuery(view="branch")))[0]
            assert (row.name, row.phone) == ("赵小琳", "138****4821")


@pytest.mark.parametrize("role", [Role.ADMIN, Role.AUDITOR, Role.ANALYST])
def test_who_sees_nobody(role: Role, store: Store, add: Add, lead: Actor):
    add("赵小琳")
    actor = Actor(lead.staff, role, BRANCH)
    with store.session() as session:
        assert not search.ids(session, actor, ContactQuery(view="branch"))
        assert search.rows(session, actor, [1]) == []


def test_detail(store: Store, add: Add, manager: Actor, lead: Actor, stranger: Actor):
    id_ = add("赵小琳", "13812344821", tags=["card"], events=[("replied", "2026-03-10 11:08:00")], company="云溪科技")
    with store.session() as session:
        detail = search.detail(session, manager, id_)
        assert search.detail(session, lead, id_).editable
        with pytest.raises(AppError, match="找不到"):
            search.detail(session, stranger, id_)
    assert (detail.row.stage, detail.stage_at, detail.days) == ("interest", "2026-03-10 11:08:00", 3)
    assert (detail.company, detail.follow_up, detail.consented_at, detail.editable) == ("云溪科技", None, None, True)
    assert [tag.name for tag in detail.row.tags] == ["信用卡"]


def test_a_contact_without_a_day_of_adding_has_no_days(store: Store, add: Add, manager: Actor):
    id_ = add("赵小琳", added_at=None)
    with store.session() as session:
        assert search.detail(session, manager, id_).days is None


def test_known_by_number_in_any_branch(store: Store, add: Add, manager: Actor, stranger: Actor, lead: Actor):
    add("李建国", "13800007043", account="wangmin", tags=["card"], events=[("replied", "2026-03-10 11:08:00")])
    with store.session() as session:
        theirs = search.find_known(session, manager, "138 0000 7043")
        own = search.find_known(session, lead, "13800007043")
        assert search.find_known(session, stranger, "13800007044") == search.Known((), 0, exact=True)
    assert theirs.exact
    assert theirs.total == 1
    row = theirs.matches[0]
    assert (row.name, row.phone, row.owner_name) == ("李*国", "138****7043", "王敏")
    assert (row.stage, row.tags, row.last_at, row.next_at) == ("", (), None, None)
    assert (own.matches[0].name, own.matches[0].stage) == ("李建国", "interest")


def test_known_by_initials_and_tail(store: Store, add: Add, manager: Actor):
    add("李建国", "13800007043")
    with store.session() as session:
        assert search.find_known(session, manager, "ljg").matches[0].name == "李建国"
        assert search.find_known(session, manager, "7043").total == 1
        assert not search.find_known(session, manager, "ljg").exact
        assert search.find_known(session, manager, "!").total == 0


def test_numbers_and_ids(store: Store, add: Add):
    ids = [add("一"), add("二")]
    with store.session() as session:
        numbers = [search.number_of(session, id_) for id_ in ids]
        assert search.contact_ids(session, [numbers[1], 99, numbers[0]]) == [ids[1], ids[0]]
        assert search.number_of(session, "nobody") is None


def test_the_first_ones_are_those_that_fit_best(store: Store, add: Add, lead: Actor):
    add("王小明", "13800004821", remark="林的朋友")
    add("林小", "13800001111")
    add("林小晓", "13800002222")
    with store.session() as session:

        def found(typed: str, limit: int = 50) -> list[str]:
            return [row.name for row in search.first(session, lead, ContactQuery(text=typed, view="branch"), limit)]

        assert found("林")[-1] == "王小明"
        assert found("lx")[0] == "林小"
        assert sorted(found("lx")) == ["林小", "林小晓"]
        assert found("4821") == ["王小明"]
        assert len(found("林", 2)) == 2
        assert found("") == []
        assert search.count(session, lead, ContactQuery(text="lx", view="branch")) == 2
