"""One person of several branches: who is found, what the rule proposes, what a decision leaves behind."""

from collections.abc import Iterator
from datetime import datetime

import pytest
from sqlalchemy import text

from db.actor import Actor, Role
from db.doctor import verify
from db.engine import Store
from db.operation import Change, record, undo
from db.stamp import FixedClock
from desktop.contacts import search
from desktop.errors import PermissionDenied
from desktop.exchange import incoming, pack
from desktop.headquarters import same_person
from desktop.store import open_memory_store
from tests.desktop.exchange.branches import ANALYST


@pytest.fixture
def hq() -> Iterator[Store]:
    store = open_memory_store(FixedClock(datetime(2026, 11, 20, 10, 42)))
    store.write(lambda session: record(session, None, branches()))
    yield store
    store.close()


def branches() -> list[Change]:
    return [Change("branch", key, {"name": name}) for key, name in (("cd", "城东支行"), ("bj", "滨江支行"))] + [
        Change("staff", key, {"name": name, "branch": branch})
        for key, name, branch in (("wang", "王敏", "cd"), ("liu", "刘洋", "bj"))
    ]


def contact(id_: str, branch: str, owner: str, hash_: str, added: str, talks: int = 0, **more: str) -> list[Change]:
    fields = {"name": "赵*琳", "phone": "138****4821", "phone_hash": hash_, "branch": branch, "owner": owner}
    events = [
        Change("interaction", f"{id_}-{number}", {"contact": id_, "kind": "chat", "at": f"{added} 10:00:00"})
        for number in range(talks)
    ]
    return [Change("contact", id_, {**fields, "added_at": f"{added} 09:00:00", **more}), *events]


def fill(store: Store, *rows: list[Change]) -> None:
    store.write(lambda session: record(session, None, [change for row in rows for change in row]))


def cases(store: Store, rule: str = same_person.FIRST_ADD) -> list[same_person.Case]:
    with store.session() as session:
        return same_person.cases(session, ANALYST, rule=rule)


def test_only_people_of_two_branches_are_found(hq: Store):
    fill(
        hq,
        contact("c1", "cd", "wang", "h1", "2026-03-09", 4),
        contact("c2", "bj", "liu", "h1", "2026-02-17", 11),
        contact("c3", "cd", "wang", "h2", "2026-03-01"),
        contact("c4", "cd", "wang", "h2", "2026-03-02"),  # twice in one branch: the branch's own affair
        contact("c5", "bj", "liu", "", "2026-03-02"),
        contact("c6", "cd", "wang", "", "2026-03-02"),
        contact("c7", "bj", "liu", "h3", "2026-03-02", hidden=1),
        contact("c8", "cd", "wang", "h3", "2026-03-02"),
    )
    (case,) = cases(hq)
    assert [(one.branch_name, one.owner_name, one.interactions) for one in case.holdings] == [
        ("滨江支行", "刘洋", 11), ("城东支行", "王敏", 4),
    ]  # fmt: skip
    assert (case.proposal, case.reason.template, case.root) == ("c2", "先添加、互动也多", "c1")
    with hq.session() as session:
        assert same_person.waiting(session) == 1


@pytest.mark.parametrize(("rule", "chosen"), [(same_person.FIRST_ADD, "c1"), (same_person.MOST_CONTACT, "c2")])
def test_the_two_rules_may_differ(hq: Store, rule: str, chosen: str):
    fill(hq, contact("c1", "cd", "wang", "h1", "2026-01-01", 1), contact("c2", "bj", "liu", "h1", "2026-02-01", 5))
    assert cases(hq, rule)[0].proposal == chosen


def test_a_decision_is_remembered_and_undone(hq: Store):
    fill(
        hq,
        contact("c1", "cd", "wang", "h1", "2026-01-01"),
        contact("c2", "bj", "liu", "h1", "2026-02-01"),
        contact("c3", "bj", "liu", "h1", "2026-03-01"),
    )
    case = cases(hq)[0]
    done = hq.write(lambda session: same_person.decide(session, ANALYST, case, "c2"))
    assert cases(hq) == []
    assert str(done.message) == "赵*琳归滨江支行"
    with hq.session() as session:
        rows = session.execute(text("SELECT a, b, verdict, owner, rule FROM link_decision ORDER BY b")).all()
        assert [tuple(row) for row in rows] == [("c1", "c2", "same", "liu", ""), ("c1", "c3", "same", "liu", "")]
        assert verify(session) == []
    hq.write(lambda session: undo(session, ANALYST, done.batch))
    assert len(cases(hq)) == 1


def test_a_branch_that_comes_later_asks_again(hq: Store):
    fill(hq, contact("c2", "cd", "wang", "h1", "2026-01-01"), contact("c3", "bj", "liu", "h1", "2026-02-01"))
    hq.write(lambda session: same_person.decide(session, ANALYST, cases(hq)[0], None))
    with hq.session() as session:
        assert session.execute(text("SELECT verdict, owner FROM link_decision")).one() == ("both_serve", None)
    fill(hq, contact("c1", "other", "x", "h1", "2026-03-01"))
    assert [one.contact for one in cases(hq)[0].holdings] == ["c2", "c3", "c1"]


def test_all_by_rule_is_one_step(hq: Store):
    for number in range(30):
        fill(
            hq,
            contact(f"a{number}", "cd", "wang", f"h{number}", "2026-01-01"),
            contact(f"b{number}", "bj", "liu", f"h{number}", "2026-02-01", 3),
        )
    done = hq.write(lambda session: same_person.decide_all(session, ANALYST, same_person.MOST_CONTACT))
    assert done.count == 30
    with hq.session() as session:
        assert session.execute(text("SELECT DISTINCT owner, rule FROM link_decision")).all() == [
            ("liu", "most_contact")
        ]
    hq.write(lambda session: undo(session, ANALYST, done.batch))
    with hq.session() as session:
        assert same_person.waiting(session) == 30


def test_names_that_came_in_clear_are_masked(hq: Store):
    clear = {"name": "赵小琳", "phone": "13812344821"}
    fill(hq, contact("c1", "cd", "wang", "h1", "2026-01-01", **clear), contact("c2", "bj", "liu", "h1", "2026-02-01"))
    assert {(one.name, one.phone) for one in cases(hq)[0].holdings} == {("赵*琳", "138****4821")}


def test_only_head_office_decides(hq: Store):
    lead = Actor("wang", Role.LEAD, "cd")
    with hq.session() as session, pytest.raises(PermissionDenied):
        same_person.cases(session, lead)
    with hq.session() as session, pytest.raises(PermissionDenied):
        same_person.decide_all(session, lead, same_person.FIRST_ADD)
    with hq.session() as session, pytest.raises(ValueError, match="dice"):
        same_person.decide_all(session, ANALYST, "dice")


def test_the_decision_reaches_the_branches_concerned(hq: Store, tmp_path):
    """In head office's pack, to the branch that lost the person: its page says whose the customer is now."""
    fill(
        hq,
        contact("c1", "cd", "wang", "h1", "2026-01-01"),
        contact("c2", "bj", "liu", "h1", "2026-02-01"),
        [Change("branch", "np", {"name": "南浦支行"})],
    )
    hq.write(lambda session: same_person.decide(session, ANALYST, cases(hq)[0], "c1"))
    branch = open_memory_store(FixedClock(datetime(2026, 11, 20, 10, 42)))
    lead = Actor("liu", Role.LEAD, "bj")
    fill(branch, branches(), [Change("contact", "c2", {"name": "赵小琳", "owner": "liu", "branch": "bj"})])
    taken = {}
    for target in ("bj", "np"):
        file = pack.build(hq, ANALYST, tmp_path / target, [target]).file
        taken[target] = {one.entity for one in incoming.read(file).operations}
    assert "link_decision" in taken["bj"]
    assert "link_decision" not in taken["np"]
    read = incoming.read(next((tmp_path / "bj").glob("*.xlsx")))
    with branch.session() as session:
        items = incoming.look(session, lead, read).items
    assert ("客户归属", "归一家网点") in {(str(one.topic), str(one.title)) for one in items}
    branch.write(lambda session: incoming.take(session, lead, read, compared=True))
    with branch.session() as session:
        detail = search.detail(session, lead, "c2")
    assert detail.elsewhere == (search.Elsewhere("same", 0, "王敏", "城东支行"),)
    branch.close()
