"""By keys on the sample: two contacts of one person merged and parted, whose customer it is, days not to forget."""

from PySide6.QtCore import Qt
from sqlalchemy import func, select

from db.contacts import Contact, Interaction
from db.engine import Store
from tests.scenarios.test_people_by_keyboard import Keys, keys, page_of, shown_id, store, taken_in, window
from ui.contacts.one_id_window import OneIdWindow

__all__ = ["keys", "store", "taken_in", "window"]

CTRL = Qt.KeyboardModifier.ControlModifier
ENTER, ESC, DOWN = Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Down


def visible(store: Store) -> int:
    with store.session() as session:
        return session.scalar(select(func.count()).select_from(Contact).where(Contact.hidden == 0)) or 0


def test_merged_with_the_values_chosen_and_taken_back(keys: Keys, store: Store):
    before = visible(store)
    keys.press(Qt.Key.Key_I, modifier=CTRL)
    persons = page_of(keys).acts.dialog
    assert isinstance(persons, OneIdWindow)
    while not persons.buttons_by_key["M"].isEnabled():
        keys.press(DOWN)
    keys.press("m")
    question = persons.merge_dialog
    assert question is not None
    line = question.table.current_id()
    kept = question.table.chosen[line]
    keys.press(Qt.Key.Key_Right if kept == "a" else Qt.Key.Key_Left)
    assert question.table.chosen[line] != kept
    keys.press(ENTER)
    assert visible(store) == before - 1
    keys.press(Qt.Key.Key_Z, modifier=CTRL)
    assert visible(store) == before


def test_whose_customer_it_is_is_decided_by_a_rule_and_undone(keys: Keys, store: Store):
    keys.press(Qt.Key.Key_I, modifier=CTRL)
    persons = page_of(keys).acts.dialog
    assert isinstance(persons, OneIdWindow)
    persons.tabs.setFocus()
    while persons.tabs.value() != "linked":
        keys.press(Qt.Key.Key_Right)
    persons.table.setFocus()
    while persons.buttons_by_key["M"].isEnabled():  # two members of staff hold that person
        keys.press(DOWN)
    pair = persons.pair()
    assert pair is not None
    keys.press("1")
    ruled = next(one for one in persons.found.linked if one.key == pair.key)
    assert (ruled.rule, bool(ruled.owner)) == ("first_add", True)
    keys.press(Qt.Key.Key_Z, modifier=CTRL)
    assert next(one for one in persons.found.linked if one.key == pair.key).owner is None


def test_birthday_and_maturity_are_written_down_and_come_up(keys: Keys, store: Store):
    contact = shown_id(keys)
    now = store.clock.now()
    keys.press("b")
    for typed in (f"{now:%m-%d}", f"{now.replace(year=now.year + 1):%Y-%m-%d}"):
        keys.press(Qt.Key.Key_A, modifier=CTRL)
        keys.press(*typed, Qt.Key.Key_Tab)
    keys.press(*"deposit", ENTER)
    with store.session() as session:
        row = session.get_one(Contact, contact)
        due = list(session.scalars(select(Interaction).where(Interaction.kind == "maturity")))
    assert row.birthday is not None
    assert row.birthday.endswith(f"{now:%m-%d}")
    assert [(one.contact, one.text, one.at[:4]) for one in due] == [(contact, "deposit", str(now.year + 1))]
    keys.press(Qt.Key.Key_Z, modifier=CTRL)
    with store.session() as session:
        assert not session.scalar(
            select(func.count()).select_from(Interaction).where(Interaction.kind == "maturity", Interaction.hidden == 0)
        )
