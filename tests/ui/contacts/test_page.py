"""The page 客户 in its frame: roles, room, commands, and what other pages open here."""

from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from db.actor import Actor, Role
from desktop.changes import Changes, Done
from desktop.errors import AppError
from tests.ui.contacts.conftest import shown
from tests.ui.contacts.scene import contact_id
from ui.contacts.page import ContactsPage
from ui.desk import Desk


def test_a_branch_without_contacts(desk: Desk, qtbot: QtBot):
    page = shown(desk, qtbot)
    assert page.stack.currentWidget() is page.first_run
    assert page.import_button.isVisible()


def test_head_office_sees_nobody(contacts_desk: Desk, qtbot: QtBot):
    actor = contacts_desk.actor
    page = shown(replace(contacts_desk, actor=Actor(actor.staff, Role.ANALYST, actor.branch)), qtbot)
    assert page.stack.currentWidget() is page.denied
    assert page.model.rowCount() == 0
    assert [hint.keys for hint in page.hints()] == ["Ctrl T"]  # the others need a customer


def test_a_manager_has_only_their_own(contacts_desk: Desk, qtbot: QtBot):
    actor = contacts_desk.actor
    page = shown(replace(contacts_desk, actor=Actor(actor.staff, Role.MANAGER, actor.branch)), qtbot)
    assert page.query.view == "mine"
    assert page.model.rowCount() == 13
    assert not page.facets.views["branch"].isVisible()
    assert page.top_bar_widgets() == [page.manage]


def test_another_page_opens_a_contact(page: ContactsPage):
    page.facets.views["lost"].click()
    page.open(contact_id("孙浩"))
    assert page.panel.name.text() == "孙浩"
    page.open(contact_id("徐丽"))
    assert page.panel.name.text() == "徐丽"


def test_a_contact_that_is_gone_is_said(page: ContactsPage, qtbot: QtBot):
    with qtbot.waitSignal(page.error) as told:
        page.open("nobody")
    assert isinstance(told.args[0], AppError)


def test_the_import_opens_in_place_and_its_news_go_on(page: ContactsPage, qtbot: QtBot):
    page.take_in.click()
    assert page.import_dialog.isVisible()
    with qtbot.waitSignal(page.changed):
        page.import_dialog.taken.emit(Done(Changes.CONTACTS))
    page.import_dialog.reject()


@pytest.mark.parametrize(("width", "facets", "panel"), [(1294, True, True), (952, False, True), (800, False, False)])
def test_room(width: int, facets: bool, panel: bool, page: ContactsPage):
    page.resize(width, 520)
    assert (page.facets.isVisible(), page.side.isVisible()) == (facets, panel)
    assert page.bar.facets.isVisible() is not facets
    if not facets:
        page.bar.facets.click()
        assert page.facets.isVisible()
    shown = [page.table.columnWidth(at) for at in range(7) if not page.table.isColumnHidden(at)]
    assert sum(shown) <= page.table.width() + 1


def test_commands_for_the_palette(page: ContactsPage):
    page.field.setText("zxl")
    page.search_now()
    next(command for command in page.commands() if command.text == "清除条件").run()
    assert page.model.rowCount() == 14
    assert {hint.keys for hint in page.hints()} >= {"↑↓", "/", "R", "F", "T", "1–4"}
    assert page.title() == "客户"
    assert page.top_bar_search() is page.field
