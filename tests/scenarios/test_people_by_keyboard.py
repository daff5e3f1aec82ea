"""The contacts of the sample by keys alone: found, followed up, moved along, known to be one person, passed on."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from sqlalchemy import select, text

from db.actor import Actor, Role
from db.contacts import Contact, FollowUp, Transfer
from db.engine import Store
from db.operation import record
from desktop import documents, people, sample
from desktop.contacts import search, stage_rules, tag_dictionary, timeline
from desktop.exchange.worker import Reader
from desktop.resources import resource
from desktop.store import open_memory_store
from tests.copied import copy
from tests.scenarios.test_contact_by_keyboard import Keys, window
from ui.contacts.one_id_window import OneIdWindow
from ui.contacts.page import ContactsPage
from ui.contacts.transfer_dialog import TransferDialog
from ui.contacts.transfer_window import TransferWindow
from ui.main_window import MainWindow

__all__ = ["window"]

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
ENTER, ESC, DOWN = Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Down


@pytest.fixture(scope="module")
def taken_in() -> Iterator[Store]:
    """城东支行 with its staff and contacts from the sample's own files; read once."""
    store = open_memory_store(sample.fixed_day())
    with Reader() as reader:
        for name in ("通讯录.xlsx", "客户列表.xlsx"):
            sample.take_in(store, Actor("", Role.LEAD, ""), resource("sample", sample.MAIN) / name, reader)
    yield store
    store.close()


@pytest.fixture
def store(taken_in: Store) -> Iterator[Store]:
    store = open_memory_store(sample.fixed_day())
    copy(taken_in, store)
    yield store
    store.close()


@pytest.fixture
def keys(window: MainWindow, qtbot: QtBot) -> Keys:
    """On the page of contacts, its table in focus."""
    keys = Keys(window)
    keys.press(Qt.Key.Key_2, modifier=CTRL)
    qtbot.waitUntil(page_of(keys).table.hasFocus)  # as soon as its rows are painted
    return keys


def page_of(keys: Keys) -> ContactsPage:
    page = keys.window.pages["contacts"]
    assert isinstance(page, ContactsPage)
    return page


def shown_id(keys: Keys) -> str:
    shown = page_of(keys).panel.shown
    assert shown is not None
    return shown.detail.row.id


def test_found_by_the_tail_and_followed_up_to_its_end(keys: Keys, store: Store):
    page = page_of(keys)
    with store.session() as session:
        phone = session.scalars(select(Contact.phone).where(Contact.phone.like("1__________")).limit(1)).one()
    keys.press("/", *phone[-4:], ENTER)
    assert all(page.model.row_at(row).phone.endswith(phone[-4:]) for row in range(len(page.model.ids)))
    contact = shown_id(keys)
    keys.press("f", *"call back", ENTER, "p", ENTER, "d")
    with store.session() as session:
        step = session.scalars(select(FollowUp).where(FollowUp.contact == contact, FollowUp.title == "call back")).one()
        assert step.done_at is not None
        assert timeline.events(session, contact, group="talk")[0].kind == "follow_up"
    keys.press("r", *"asked for rates", ENTER, "l")
    assert [event.text for event in page.panel.timeline.timeline.events][:1] == ["asked for rates"]
    keys.press("/", ESC)
    assert page.query.text == ""


def test_moved_along_by_what_happens_by_hand_and_by_head_offices_rules(keys: Keys, store: Store):
    page = page_of(keys)
    contact = shown_id(keys)
    keys.press("r", DOWN, DOWN, DOWN, DOWN, *"wants to know more", ENTER)
    assert page.panel.stepper.stage == "I"
    assert "wants to know more" in page.panel.since.accessibleName()
    keys.press("4", "2", ENTER)
    assert page.panel.stepper.stage == "L"
    keys.press(Qt.Key.Key_Z, modifier=CTRL)
    assert page.panel.stepper.stage == "I"
    rules = '[dormant]\ndays=9\n[[aipl]]\nstage="purchase"\nkinds=["replied"]'
    change = documents.change(stage_rules.KIND, "阶段规则", "2", rules)
    store.write(lambda session: record(session, None, [change]))
    with store.session() as session:
        found = session.execute(text("SELECT stage FROM contact_state WHERE contact = :id"), {"id": contact})
        assert found.scalar() == "purchase"


def test_one_person_and_passed_on(keys: Keys, store: Store):
    page = page_of(keys)
    keys.press(Qt.Key.Key_I, modifier=CTRL)
    persons = page.acts.dialog
    assert isinstance(persons, OneIdWindow)
    before = len(persons.found.decided)
    keys.press("y")
    assert len(persons.found.decided) == before + 1
    keys.press(Qt.Key.Key_Z, modifier=CTRL)
    assert len(persons.found.decided) == before
    keys.press("y", ESC)
    first = persons.found.decided[0].a.row.id if persons.found.decided else None
    page.table.setFocus()
    keys.press(Qt.Key.Key_Space, Qt.Key.Key_Space)
    keys.press(Qt.Key.Key_J, modifier=CTRL)
    question = page.acts.dialog
    assert isinstance(question, TransferDialog)
    keys.press(ENTER)
    keys.press(Qt.Key.Key_J, modifier=CTRL | SHIFT)
    listed = page.acts.dialog
    assert isinstance(listed, TransferWindow)
    count = len(listed.lists.planned)
    assert count
    keys.press(Qt.Key.Key_A, modifier=CTRL)
    keys.press("d", ESC)
    with store.session() as session:
        done = session.scalars(select(Transfer).where(Transfer.state == "done")).all()
        owners = {session.get_one(Contact, one.contact).owner for one in done}
        lead = people.at_keyboard(session, "", Role.LEAD)
        others = search.detail(session, lead, first).others if first else ()
    assert (len(done), owners) == (count, {done[0].to_staff})
    assert others


def test_the_record_is_filled_in_and_a_field_set_back(keys: Keys, store: Store):
    contact = shown_id(keys)
    keys.press("e")
    form = page_of(keys).records.form
    form.inputs["company"].setFocus()
    form.inputs["company"].selectAll()
    form.inputs["company"].insert("江海机电")  # an input method writes Chinese
    keys.press(ENTER)
    with store.session() as session:
        assert session.get_one(Contact, contact).company == "江海机电"
    store.clock.advance(minutes=5)
    page_of(keys).table.setFocus()
    keys.press("h")
    dialog = page_of(keys).records.dialog
    assert dialog.model.row_at(0).new == "江海机电"
    dialog.table.setFocus()
    dialog.table.select_id(0)
    keys.press("z")
    with store.session() as session:
        assert session.get_one(Contact, contact).company != "江海机电"


def test_a_tag_is_made_put_on_many_renamed_and_retired(keys: Keys, store: Store):
    page = page_of(keys)
    keys.press(Qt.Key.Key_T, modifier=CTRL)
    window = page.acts.dialog
    keys.press("n")
    window.field.insert("钓鱼")
    keys.press(ENTER)
    assert window.tag().name == "钓鱼"
    keys.press(ESC)
    page.table.setFocus()
    keys.press(Qt.Key.Key_A, modifier=CTRL)
    keys.press("t")
    page.acts.dialog.field.insert("钓鱼")
    keys.press(ENTER, ENTER)
    with store.session() as session:
        used = {one.name: one.used for one in tag_dictionary.read(session).tags}
    assert used["钓鱼"] == len(page.model.ids)
    keys.press(Qt.Key.Key_Z, modifier=CTRL)
    page.table.setFocus()
    keys.press(Qt.Key.Key_T, modifier=CTRL)
    window = page.acts.dialog
    window.table.select_id(next(one.id for one in window.dictionary.tags if one.name == "钓鱼"))
    window.table.setFocus()
    keys.press(Qt.Key.Key_F2)
    window.field.clear()
    window.field.insert("爱钓鱼")
    keys.press(ENTER)
    window.table.setFocus()
    keys.press(Qt.Key.Key_Delete)
    with store.session() as session:
        found = next(one for one in tag_dictionary.read(session).tags if one.name == "爱钓鱼")
    assert (found.used, found.retired) == (0, True)
