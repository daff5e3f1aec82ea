"""Which contact a row means: its id as it is made now, or as older versions made it."""

from db.ids import derived_id, is_near
from desktop.exchange.matching import Matcher, natural_id
from desktop.exchange.wecom import Parsed

ROW = {"owner_account": "wangmin", "name": "赵小琳", "added_at": "2026-03-09 09:47:00", "phone": "13800002385"}
FORMER = derived_id("contact", "wangmin", "赵小琳", "2026-03-09 09:47:00")


def known(**values: object) -> dict[str, object]:
    return {"hidden": 0, **ROW, **values}


def parsed(**values: str) -> Parsed:
    return Parsed(2, {**ROW, **values}, [], {}, [], [])


def test_a_new_contact_gets_an_id_beside_the_others_of_its_owner():
    id_, old = Matcher({}, [parsed()]).match(parsed())
    assert (id_, old) == (natural_id(ROW), None)
    assert is_near(id_)
    assert natural_id({**ROW, "name": "曾国平"})[:8] == id_[:8]
    assert natural_id({**ROW, "owner_account": "chennan"})[:8] != id_[:8]


def test_a_contact_of_an_older_version_keeps_its_id():
    rows = {FORMER: known()}
    assert Matcher(rows, [parsed()]).match(parsed()) == (FORMER, rows[FORMER])


def test_one_that_was_erased_or_merged_away_under_its_older_id_does_not_come_back_as_another():
    assert Matcher({}, [parsed()], {FORMER}).match(parsed()) == (FORMER, None)


def test_an_older_contact_named_in_the_file_is_not_taken_for_another_with_its_phone():
    rows = {FORMER: known()}
    other = parsed(name="赵晓琳", added_at="2026-03-10 09:00:00")
    assert Matcher(rows, [parsed(), other]).match(other)[0] == natural_id(other.values)
    assert Matcher(rows, [other]).match(other)[0] == FORMER
