"""What hangs where, what it brought, and what runs out."""

from datetime import date

import pytest
from sqlalchemy import select

from db.actor import Actor, Role
from db.engine import Store
from db.operation import Change, record
from db.posters import ContactWay, Placement, PosterPrint
from desktop.errors import AppError, PermissionDenied
from desktop.posters import pieces, qr, register, ways
from tests.desktop.posters.conftest import BRANCH, STAFF, TODAY

LINK = "https://work.weixin.qq.com/ca/cawcde0123456789ab?customer_channel=cd-yx"


def read(store: Store, actor: Actor) -> register.Register:
    with store.session() as session:
        return register.read(session, actor)


def place(store: Store, lead: Actor, name: str, **keys: str) -> str:
    store.write(lambda session: ways.add_placement(session, lead, BRANCH, ways.PlaceEntry(name, **keys)))
    with store.session() as session:
        return session.scalars(select(Placement.id).where(Placement.name == name, Placement.hidden == 0)).one()


def customer(store: Store, lead: Actor, key: str, **fields: str) -> None:
    row = {"name": key, "owner": STAFF["王敏"], "branch": BRANCH, "added_at": "2026-03-10 09:00:00", **fields}
    store.write(lambda session: record(session, lead, [Change("contact", key, row)]))


def hang(store: Store, lead: Actor, studio: pieces.Studio, where: str, until: str, key: str = "poster-a4") -> None:
    with store.session() as session:
        wanted = pieces.order(
            session, lead, studio, studio.library.load(key), STAFF["王敏"], theme="jade", placement=where,
            filled={"valid_until": until},
        )  # fmt: skip
    piece = pieces.make(studio, wanted, date(2026, 1, 1))
    store.write(lambda session: pieces.keep(session, lead, [piece], "printer", copies=3))


def test_a_customer_counts_for_the_place_whose_mark_came_back(coded: Store, lead: Actor):
    with coded.session() as session:
        way = session.scalars(select(ContactWay.id).where(ContactWay.staff == STAFF["王敏"])).one()
    coded.write(lambda session: ways.change_way(session, lead, way, ways.CodeEntry("cd-wm", "table_card", "桌牌码")))
    three = place(coded, lead, "柜台 3 号", state="cd-c3", contact_way=way)
    place(coded, lead, "排队机", state="cd-q")
    customer(coded, lead, "a", state="cd-c3")
    customer(coded, lead, "b", state="cd-wm", added_at="2025-01-05 09:00:00")
    customer(coded, lead, "c", placement=three, state="other")
    customer(coded, lead, "d", state="cd-c3", branch="elsewhere")
    customer(coded, lead, "e", state="cd-q", hidden=1)
    customer(coded, lead, "f", state="")
    found = read(coded, lead)
    assert {one.entry.name: (one.adds, one.recent) for one in found.places} == {"柜台 3 号": (3, 2), "排队机": (0, 0)}
    codes = {one.name: one for one in found.codes}
    assert (codes["王敏"].adds, codes["王敏"].recent, codes["王敏"].places) == (1, 0, ("柜台 3 号",))
    assert codes["王敏"].entry == ways.CodeEntry("cd-wm", "table_card", "桌牌码", "")
    assert (codes["李倩"].adds, codes["李倩"].recent) == (None, None)
    assert next(one.code_of for one in found.places if one.id == three) == "王敏"


def test_an_acquisition_link_brings_its_mark(store: Store, lead: Actor, studio: pieces.Studio):
    store.write(lambda session: ways.add_way(session, lead, STAFF["王敏"], studio.kinds.classify(LINK)))
    (code,) = read(store, lead).codes
    assert (code.kind, code.entry.state) == ("acquisition_link", "cd-yx")
    assert ways.state_in(LINK + "x" * 30) == ""


def test_taking_a_code_in_again_keeps_what_was_written_about_it(store: Store, lead: Actor):
    answer = qr.Answer("ok", "contact_me", "https://work.weixin.qq.com/ct/wcde1")
    entry = ways.CodeEntry("cd-1", "badge", "", "2026-12-31")
    store.write(lambda session: ways.add_way(session, lead, STAFF["王敏"], answer, entry))
    store.write(lambda session: ways.add_way(session, lead, STAFF["王敏"], answer))
    (code,) = read(store, lead).codes
    assert code.entry == entry


def test_the_last_piece_hangs_there_and_runs_out(coded: Store, lead: Actor, studio: pieces.Studio):
    three, queue = place(coded, lead, "柜台 3 号"), place(coded, lead, "排队机")
    hang(coded, lead, studio, three, "2026-02-01")
    hang(coded, lead, studio, three, "2026-03-20", "tent-a4")
    hang(coded, lead, studio, queue, "2027-06-30")
    with coded.session() as session:
        way = session.scalars(select(ContactWay.id).where(ContactWay.staff == STAFF["李倩"])).one()
    entry = ways.CodeEntry(valid_until="2026-03-10")
    coded.write(lambda session: ways.change_way(session, lead, way, entry))
    found = read(coded, lead)
    hanging = next(one.hanging for one in found.places if one.id == three)
    assert (hanging.template, hanging.theme, hanging.name, hanging.made_by, hanging.copies) == (
        "tent-a4", "jade", "王敏", "王敏", 3,
    )  # fmt: skip
    assert [(one.kind, one.name, one.place, one.days) for one in found.expiries] == [
        ("code", "李倩", "", -2), ("piece", "王敏", "柜台 3 号", 8),
    ]  # fmt: skip
    with coded.session() as session:
        kept = session.scalars(select(PosterPrint).where(PosterPrint.placement == queue)).one()
        assert (kept.made_by, kept.version, kept.copies) == (STAFF["王敏"], "2026-11", 3)
        assert '"passed": true' in kept.proof
    assert TODAY.isoformat() == kept.made_at[:10]


def test_two_pieces_are_never_counted_as_one(store: Store, lead: Actor):
    first = place(store, lead, "柜台 3 号", state="cd-c3")
    place(store, lead, "排队机", state="cd-q")
    for entry, said in (
        (ways.PlaceEntry("柜台 3 号"), "已经有叫"), (ways.PlaceEntry("柜台 4 号", "cd-q"), "已用在 排队机"),
        (ways.PlaceEntry("柜台 4 号", contact_way="nothing"), "没有这个活码"),
    ):  # fmt: skip
        with pytest.raises(AppError, match=said):
            store.write(lambda session, entry=entry: ways.add_placement(session, lead, BRANCH, entry))
    store.write(lambda session: ways.change_placement(session, lead, first, ways.PlaceEntry("柜台 5 号", "cd-c3")))
    second = place(store, lead, "柜台 3 号")
    assert second != first
    assert {one.entry.name for one in read(store, lead).places} == {"柜台 5 号", "排队机", "柜台 3 号"}


def test_what_is_taken_out_of_use_goes_from_the_register(coded: Store, lead: Actor):
    with coded.session() as session:
        way = session.scalars(select(ContactWay.id).where(ContactWay.staff == STAFF["王敏"])).one()
    three = place(coded, lead, "柜台 3 号", contact_way=way)
    coded.write(lambda session: ways.retire_way(session, lead, way))
    found = read(coded, lead)
    assert [one.name for one in found.codes] == ["李倩"]
    assert found.places[0].entry.contact_way == ""
    coded.write(lambda session: ways.retire_placement(session, lead, three))
    assert read(coded, lead).places == []
    for call, id_, said in ((ways.retire_way, way, "活码"), (ways.retire_placement, three, "点位")):
        with pytest.raises(AppError, match=f"没有这个{said}"):
            coded.write(lambda session, call=call, id_=id_: call(session, lead, id_))
    again = place(coded, lead, "柜台 3 号")
    assert again == three  # the same place on every PC


def test_dates_and_marks_are_checked(coded: Store, lead: Actor):
    with coded.session() as session:
        way = session.scalars(select(ContactWay.id).where(ContactWay.staff == STAFF["王敏"])).one()
    for entry, said in ((ways.CodeEntry(valid_until="31.12."), "2026-12-31"), (ways.CodeEntry("x" * 31), "30")):
        with pytest.raises(AppError, match=said):
            coded.write(lambda session, entry=entry: ways.change_way(session, lead, way, entry))


def test_a_manager_sees_and_changes_their_own_codes(coded: Store):
    manager = Actor(STAFF["李倩"], Role.MANAGER, BRANCH)
    assert [one.name for one in read(coded, manager).codes] == ["李倩"]
    with coded.session() as session:
        other = session.scalars(select(ContactWay.id).where(ContactWay.staff == STAFF["王敏"])).one()
    with pytest.raises(PermissionDenied):
        coded.write(lambda session: ways.change_way(session, manager, other, ways.CodeEntry("x")))
    with pytest.raises(PermissionDenied):
        coded.write(lambda session: ways.retire_way(session, manager, other))
