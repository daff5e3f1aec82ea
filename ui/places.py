"""The entries of the rail, by role, and how their pages are made."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from db.actor import Role
from ui.desk import Desk
from ui.main_window import Place
from ui.page import Page

TEAM = "team"
"""What the page of the day is asked to open for the lead."""


def places(role: Role) -> list[Place]:
    """Head office's analyst has the consolidation; admin and auditor see no customers; a branch has its day."""
    translate = QCoreApplication.translate
    today = Place("today", "list-checks", translate("Rail", "今日"), today_page)
    contacts = Place("contacts", "users", translate("Rail", "客户"), contacts_page)
    groups = Place("groups", "messages-square", translate("Rail", "社群"), groups_page)
    posters = Place("posters", "layout-template", translate("Rail", "海报"), posters_page)
    library = Place("library", "library", translate("Rail", "素材"), library_page)
    exchange = Place("exchange", "arrow-left-right", translate("Rail", "同步"), exchange_page)
    insights = Place("insights", "chart-column", translate("Rail", "看板"), insights_page)
    organisation = Place("organisation", "network", translate("Rail", "机构"), organisation_page)
    rules = Place("rules", "sliders-horizontal", translate("Rail", "规则"), rules_page)
    headquarters = Place("headquarters", "combine", translate("Rail", "汇总"), headquarters_page)
    if role is Role.LEAD:
        today = today._replace(parts=((TEAM, translate("Rail", "团队任务：谁做了什么")),))
    if role is Role.ANALYST:
        return [insights, headquarters, contacts, groups, posters, library, rules, organisation, exchange]
    if role in {Role.ADMIN, Role.AUDITOR}:
        return [groups, exchange]
    return [today, contacts, groups, posters, library, insights, exchange]


def today_page(desk: Desk, parent: QWidget) -> Page:
    from ui.today.page import TodayPage

    return TodayPage(desk, parent)


def contacts_page(desk: Desk, parent: QWidget) -> Page:
    from ui.contacts.page import ContactsPage

    return ContactsPage(desk, parent)


def groups_page(desk: Desk, parent: QWidget) -> Page:
    from ui.groups.page import GroupsPage

    return GroupsPage(desk, parent)


def posters_page(desk: Desk, parent: QWidget) -> Page:
    from ui.posters.page import PostersPage

    return PostersPage(desk, parent)


def library_page(desk: Desk, parent: QWidget) -> Page:
    from ui.library.page import LibraryPage

    return LibraryPage(desk, parent)


def exchange_page(desk: Desk, parent: QWidget) -> Page:
    from ui.exchange.page import ExchangePage

    return ExchangePage(desk, parent)


def insights_page(desk: Desk, parent: QWidget) -> Page:
    from ui.insights.page import InsightsPage

    return InsightsPage(desk, parent)


def organisation_page(desk: Desk, parent: QWidget) -> Page:
    from ui.headquarters.organisation_page import OrganisationPage

    return OrganisationPage(desk, parent)


def rules_page(desk: Desk, parent: QWidget) -> Page:
    from ui.headquarters.rules_page import RulesPage

    return RulesPage(desk, parent)


def headquarters_page(desk: Desk, parent: QWidget) -> Page:
    from ui.headquarters.page import HeadquartersPage

    return HeadquartersPage(desk, parent)


def capture_window(desk: Desk, parent: QWidget) -> QWidget:
    from ui.capture.window import QuickCaptureWindow

    return QuickCaptureWindow(desk, parent)
