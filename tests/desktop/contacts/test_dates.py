"""Birthdays and maturities: as they are typed, as they are stored, and the views that find them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.actor import Actor
from db.engine import Store
from db.stamp import FixedClock
from desktop.contacts import dates, filters, search
from desktop.contacts.filters import ContactQuery
from desktop.errors import AppError, PermissionDenied
from desktop.undo import undo
from tests.desktop.contacts.conftest import NOW, Add

TODAY = NOW.date()


def found(store: Store, actor: Actor, view: str) -> list[str]:
    with store.session() as session:
        numbers = search.ids(session, actor, ContactQuery(view=view, sort="name"))
        return [row.name for row in search.rows(session, actor, numbers)]


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("8-15", "0000-08-15"), ("8月15日", "0000-08-15"), ("1985-08-15", "1985-08-15"), ("19850815", "1985-08-15"),
        ("1985年8月5日", "1985-08-05"), ("2-29", "0000-02-29"), ("  ", None), ("1985.8.15", "1985-08-15"),
    ],
)  # fmt: skip
def test_birthdays_as_people_write_them(typed: str, stored: str | None):
    assert dates.birthday(typed, TODAY) == stored


@pytest.mark.parametrize("typed", ["13-40", "生日", "2-30", "2027-01-01", "1850-01-01", "1985-02-29", "=1+1"])
def test_what_is_no_birthday(typed: str):
    with pytest.raises(AppError):
        dates.birthday(typed, TODAY)


@given(st.dates(date(1930, 1, 1), TODAY))
def test_every_day_comes_back(day: date):
    assert dates.birthday(f"{day}", TODAY) == f"{day}"


@given(st.text(max_size=12))
def test_any_text_is_a_day_or_refused(typed: str):
    try:
        stored = dates.birthday(typed, TODAY)
    except AppError:
        return
    assert stored is None or (len(stored) == 10 and stored[4] == stored[7] == "-")


def test_the_view_of_birthdays(store: Store, add: Add, manager: Actor, stranger: Actor):
    near, far = add("近", birthday="1980-03-20"), add("远", birthday="1980-08-20")
    add("没有")
    assert found(store, manager, "birthdays") == ["近"]
    done = store.write(lambda session: dates.set_birthday(session, manager, far, "0000-03-26"))
    assert found(store, manager, "birthdays") == ["近", "远"]
    store.write(lambda session: undo(session, manager, done.batch))
    store.write(lambda session: dates.set_birthday(session, manager, near, None))
    assert found(store, manager, "birthdays") == []
    with pytest.raises(PermissionDenied):
        store.write(lambda session: dates.set_birthday(session, stranger, near, None))


def test_the_29th_of_february_is_kept_on_the_28th():
    assert "02-29" in filters.birthdays(date(2027, 2, 20))
    assert filters.birthdays(date(2028, 2, 20)).count("02-29") == 1
    assert "02-29" not in filters.birthdays(date(2028, 2, 1))


def test_the_view_of_maturities(store: Store, add: Add, manager: Actor, clock: FixedClock):
    id_ = add("赵小琳", events=[("replied", "2026-03-10 11:00:00")])
    done = store.write(lambda session: dates.add_maturity(session, manager, id_, date(2026, 4, 1), " 三年期定存 "))
    assert str(done.message) == "已记 2026-04-01 到期：三年期定存"
    assert found(store, manager, "maturities") == ["赵小琳"]
    with store.session() as session:
        shown = search.detail(session, manager, id_)
    assert (shown.matures_at, shown.matures) == ("2026-04-01 00:00:00", "三年期定存")
    assert shown.row.last_at == "2026-03-10 11:00:00"
    clock.advance(days=40)
    assert found(store, manager, "maturities") == []
    with pytest.raises(AppError, match="到期日已经过去"):
        store.write(lambda session: dates.add_maturity(session, manager, id_, date(2026, 4, 1), "x"))
