"""Ten seconds at the counter: stored with consent, counted without, never twice."""

from datetime import datetime

import pytest
from sqlalchemy import func, select

from db.actor import Actor, Role
from db.contacts import Consent, Contact, FollowUp, Tally
from db.engine import Store
from db.log import OperationRow
from db.operation import undo
from desktop.contacts import capture, search, timeline
from desktop.contacts.capture import Capture, valid_phone
from desktop.errors import AppError, PermissionDenied
from tests.desktop.contacts.conftest import BRANCH, Add

TOMORROW = datetime(2026, 3, 13, 9)


@pytest.mark.parametrize("typed", ["13588142067", "135 8814 2067", "+86 135-8814-2067"])
def test_numbers_as_people_write_them(typed: str):
    assert valid_phone(typed) == "13588142067"


@pytest.mark.parametrize(
    ("typed", "message"), [("1358814206", "10 位"), ("", "0 位"), ("12588142067", "13 到 19"), ("23588142067", "13")]
)
def test_numbers_that_are_none(typed: str, message: str):
    with pytest.raises(AppError, match=message):
        valid_phone(typed)


def test_stored_with_everything(store: Store, manager: Actor):
    entered = Capture(
        "135 8814 2067", "刘女士", consent=True, tags=("card",), placement="p3", next_at=TOMORROW, next_title="绑卡"
    )
    done = store.write(lambda session: capture.save(session, manager, entered))
    with store.session() as session:
        row = session.scalars(select(Contact)).one()
        assert (row.name, row.phone, row.owner, row.channel) == ("刘女士", "13588142067", manager.staff, "lobby")
        assert (row.source, row.placement, row.state) == ("柜台 3 号台卡", "p3", "cd-c3")
        detail = search.detail(session, manager, row.id)
        assert [tag.id for tag in detail.row.tags] == ["card"]
        assert (detail.row.next_title, detail.follow_up is not None) == ("绑卡", True)
        assert [one.kind for one in timeline.events(session, row.id)] == ["added"]
        assert capture.consent_of(session, row.id) == "2026-03-12 10:42:00" == detail.consented_at
        assert capture.today_of(session, manager).spoken == 1
    store.write(lambda session: undo(session, manager, done.batch))
    with store.session() as session:
        assert search.find_known(session, manager, "13588142067").total == 0
        assert capture.consent_of(session, row.id) is None
        assert capture.today_of(session, manager).spoken == 0


def test_without_a_name_the_tail_stands_for_it(store: Store, manager: Actor):
    store.write(
        lambda session: capture.save(session, manager, Capture("13588142067", consent=True, channel="staff_talk"))
    )
    with store.session() as session:
        row = session.scalars(select(Contact)).one()
        assert (row.name, row.channel, row.placement) == ("尾号 2067", "staff_talk", None)
        assert session.scalar(select(func.count()).select_from(FollowUp)) == 0


def test_without_consent_nothing_of_the_person_is_kept(store: Store, manager: Actor):
    entered = Capture("13588142067", "刘女士", tags=("card",), next_at=TOMORROW, next_title="绑卡")
    done = store.write(lambda session: capture.save(session, manager, entered))
    with store.session() as session:
        for table in (Contact, Consent, FollowUp):
            assert session.scalar(select(func.count()).select_from(table)) == 0
        tally = session.scalars(select(Tally)).one()
        assert (tally.count, tally.date, tally.channel) == (1, "2026-03-12", "lobby")
        assert capture.today_of(session, manager).spoken == 1
        written = " ".join(session.scalars(select(OperationRow.fields)))
        assert "2067" not in written
        assert "刘" not in written
    assert "只计了 1 人" in done.message


def test_never_twice(store: Store, add: Add, manager: Actor):
    add("李建国", "13588142067", account="wangmin")
    with pytest.raises(AppError, match="归属 王敏"):
        store.write(lambda session: capture.save(session, manager, Capture("13588142067", consent=True)))


def test_a_visit_of_anybodys(store: Store, add: Add, manager: Actor):
    id_ = add("李建国", "13588142067", account="wangmin")
    store.write(lambda session: capture.visit(session, manager, id_, " 取号 "))
    with store.session() as session:
        event = timeline.events(session, id_)[0]
    assert (event.kind, event.text, event.staff_name) == ("visit", "取号", "陈楠")


def test_the_owner_is_reminded(store: Store, add: Add, manager: Actor, lead: Actor):
    id_ = add("李建国", account="wangmin")
    done = store.write(lambda session: capture.remind_owner(session, manager, id_, "来过网点"))
    assert str(done.message) == "已提醒 王敏 跟进"
    with store.session() as session:
        assert session.scalars(select(FollowUp)).one().staff == lead.staff
        assert search.detail(session, lead, id_).row.next_title == "来过网点"


def test_who_may_not(store: Store, manager: Actor):
    auditor = Actor(manager.staff, Role.AUDITOR, BRANCH)
    with pytest.raises(PermissionDenied):
        store.write(lambda session: capture.save(session, auditor, Capture("13588142067")))


def test_everybody_has_drafts_of_their_own_in_the_database(store: Store):
    for value in ("a", "b"):
        store.write(lambda session, value=value: capture.keep_draft(session, "one", "counter", value))
    with store.session() as session:
        assert capture.draft(session, "one", "counter") == "b"
        assert [capture.draft(session, *other) for other in (("one", "queue"), ("other", "counter"))] == ["", ""]
