"""Head office's windows on a real PostgreSQL server, used by two analysts at once."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import text
from sqlalchemy.orm import Session

import db.server
from db.actor import Actor, Role
from db.doctor import verify
from db.engine import Store
from db.operation import Change, record
from db.stamp import FixedClock
from desktop import founding
from desktop.changes import Changes, Done
from desktop.errors import Unavailable
from desktop.exchange import policy, report, workbook
from desktop.headquarters import colleagues, consolidate, course, server_rights
from desktop.headquarters.course import Control
from desktop.headquarters.reading import Readers
from desktop.paths import Paths
from desktop.settings import Settings
from desktop.store import open_server
from desktop.words import Words
from tests.desktop.exchange.branches import FRIDAY, open_branch
from tests.server import Server
from ui.desk import Desk
from ui.headquarters.page import HeadquartersPage
from ui.insights.page import InsightsPage
from ui.jobs import InlineJobs
from ui.main_window import MainWindow
from ui.places import places
from ui.session import TaikaSession
from ui.start.first_run import FirstRunWindow
from ui.start.server import ServerWindow
from ui.start.who import WhoWindow
from ui.theme import Theme

PEPPER = b"p" * 32
REGION = "jiangbei"
LIN, ZHOU = "linjing", "zhouyang"
Open = Callable[..., MainWindow]


@pytest.fixture(scope="session")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Reports of two branches that know the bank's pepper, so that one person is seen in both; and a broken file."""
    folder = tmp_path_factory.mktemp("reports")
    for name in ("城东支行", "滨江支行"):
        store, lead = open_branch(name, 3)
        store.write(lambda session: policy.keep_pepper(session, PEPPER))
        report.export(store, lead, folder)
        store.close()
    (folder / "坏的.xlsx").write_bytes(b"PK\x03\x04")
    return folder


@pytest.fixture
def folder(written: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(written, tmp_path / "收件"))


@pytest.fixture
def url(server: Server) -> str:
    """A database with two analysts of head office."""
    url = server.filled()
    store = open_server(url, FixedClock(FRIDAY))
    for name, account in (("林静", LIN), ("周洋", ZHOU)):
        store.write(lambda session, who=(name, account): founding.found(session, "江海银行", *who, Role.ANALYST))
    store.close()
    return url


@pytest.fixture
def open_for(qtbot: QtBot, url: str, theme: Theme, tmp_path: Path, readers: Readers) -> Iterator[Open]:
    opened: list[MainWindow] = []

    def open_one(account: str, role: str = "taika") -> MainWindow:
        store = open_server(url.replace("//taika@", f"//{role}@"), FixedClock(FRIDAY))
        actor, name = person(store, account)
        desk = Desk(store, actor, InlineJobs(store), theme, theme.icons, store.clock, Words("zh"), Settings(),
                    Paths(tmp_path), name, "江海银行", shared=True)  # fmt: skip
        window = MainWindow(desk, places(actor.role))
        opened.append(window)
        qtbot.addWidget(window)
        window.go("headquarters")
        consolidation(window).readers = readers
        window.show()
        return window

    yield open_one
    for window in opened:
        window.close()
        window.desk.store.close()


def person(store: Store, account: str) -> tuple[Actor, str]:
    from desktop import people

    with store.session() as session:
        found = next(one for one in people.head_office(session) if one.account == account)
    return found.actor, found.name


def consolidation(window: MainWindow) -> HeadquartersPage:
    page = window.page("headquarters")
    assert isinstance(page, HeadquartersPage)
    return page


def press(window: MainWindow, keys: str) -> None:
    """A key of the window's own, whichever of the two windows has the focus."""
    shortcut = next(one for one in window.findChildren(QShortcut) if one.key() == QKeySequence(keys))
    shortcut.activated.emit()


def status(window: MainWindow) -> str:
    return " ".join(one.text for one in [*window.pages[window.current].status(), *window._own_status()])


def test_two_analysts_work_in_windows_on_one_server(open_for: Open, folder: Path, tmp_path: Path):
    """One takes the folder in; the other sees it at once, decides, looks at the figures and writes the summary."""
    lin, zhou = open_for(LIN), open_for(ZHOU)
    said: list[Done] = []
    consolidation(lin).changed.connect(said.append)
    assert "几人共用" in status(lin)
    consolidation(lin).take([folder])
    assert said[0].message == "并入 2 份 · 拒收 1 份"

    theirs = consolidation(zhou)
    assert not theirs._files
    zhou.news.look()
    assert sorted(file.verdict for file in theirs._files) == ["merged", "merged", "refused"]
    assert theirs.side.card.numbers["contacts"].text() == "6"
    assert theirs.decisions.waiting == 1
    theirs.decisions.setFocus()
    QTest.keyClick(theirs.decisions, Qt.Key.Key_1)
    assert theirs.decisions.waiting == 0

    assert consolidation(lin).decisions.waiting == 1
    press(lin, "F5")
    assert consolidation(lin).decisions.waiting == 0

    theirs.ask_target = lambda: tmp_path / "汇总"
    theirs.export_button.click()
    book = workbook.read(tmp_path / "汇总" / "上报汇总_2026W47.xlsx")
    assert {row[0]: row[1] for row in book.sheet("汇总").rows[1:]}["客户"] == 6
    with zhou.desk.store.session() as session:
        assert verify(session) == []


def test_every_page_of_head_office_opens_on_the_server(open_for: Open, folder: Path):
    window = open_for(LIN)
    errors: list[BaseException] = []
    window.desk.jobs.failed.connect(errors.append)
    consolidation(window).take([folder])
    for place in window.places:
        page = window.page(place.name)
        page.error.connect(errors.append)
        window.go(place.name)
        page.refresh(Changes.ALL)
    assert errors == []
    insights = window.pages["insights"]
    assert isinstance(insights, InsightsPage)
    insights.period.set_value("week")
    assert insights.content is not None
    assert len(insights.content.board.standings) == 2
    insights._on_down(insights.content.board.standings[0].id)
    assert insights.content.board.scope.branch
    assert errors == []


def test_who_is_consolidating_is_shown_while_it_runs_and_no_longer(
    open_for: Open, folder: Path, readers: Readers, monkeypatch: pytest.MonkeyPatch
):
    lin, zhou = open_for(LIN), open_for(ZHOU)
    seen: list[str] = []

    def progress(done: int, total: int, taken: object) -> None:
        if done == 2:  # while it goes on nobody takes it up a second time
            zhou.read_again()
            seen.append(status(zhou))
            seen.append(consolidation(zhou).run_bar.now.text())
            with zhou.desk.store.session() as session:
                assert (
                    course.unfinished(session, lin.desk.actor) is None
                )  # it goes on: nobody takes it up a second time
                mine = colleagues.running(session, lin.desk.actor)
                assert [(one.name, one.done, one.total, one.own) for one in mine] == [("林静", 2, 3, True)]

    consolidate.consolidate(lin.desk.store, lin.desk.actor, [folder], progress, readers=readers)
    assert "林静正在汇总，2/3 份" in seen[0]
    assert seen[1] == "林静正在汇总，2/3 份"
    zhou.read_again()
    assert "正在汇总" not in status(zhou)


def test_who_reads_only_is_told_and_cannot_consolidate(server: Server, open_for: Open, folder: Path):
    """A regional analyst: the figures of the branch, no run, a clear word at the foot and at a write."""
    lin = open_for(LIN)
    consolidation(lin).take([folder])
    server.execute(f"CREATE ROLE {REGION} LOGIN")
    lin.desk.store.write(lambda session: server_rights.admit(session, REGION, ["城东支行"]))
    window = open_for(ZHOU, REGION)
    errors: list[BaseException] = []
    for place in window.places:
        window.page(place.name).error.connect(errors.append)
        window.go(place.name)
    window.go("headquarters")
    page = consolidation(window)
    assert errors == []
    assert "只看归您管的网点" in status(window)
    assert not page.add_button.isEnabled()
    page.take([folder])
    assert [file.branch for file in page._files] == ["城东支行"]
    assert page.side.card.numbers["contacts"].text() == "3"
    assert not page.decisions.waiting


def test_a_run_that_died_is_offered_again_and_not_shown_as_running(open_for: Open, folder: Path, readers: Readers):
    lin, zhou = open_for(LIN), open_for(ZHOU)

    def progress(done: int, total: int, taken: object) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        consolidate.consolidate(lin.desk.store, lin.desk.actor, [folder], progress, readers=readers)
    lin.read_again()
    zhou.read_again()
    assert "第 1 份中断" in consolidation(lin).run_bar.now.text()
    assert consolidation(zhou).run_bar.now.text() == ""
    consolidation(lin)._on_pause()
    assert len(consolidation(lin)._files) == 3


def test_a_writer_who_waits_too_long_is_told_and_the_file_is_not_refused(
    open_for: Open, folder: Path, readers: Readers, monkeypatch: pytest.MonkeyPatch
):
    lin, zhou = open_for(LIN), open_for(ZHOU)
    monkeypatch.setattr(db.server, "PATIENCE", 0.05)
    store, errors = lin.desk.store, []
    consolidation(zhou).error.disconnect()
    consolidation(zhou).error.connect(errors.append)

    def hold(session: Session) -> None:
        session.execute(text("SELECT 1"))  # its turn begins with the first statement
        change = [Change("tag_group", "g", {"name": "意向"})]
        with pytest.raises(Unavailable, match="还没轮到"):
            zhou.desk.store.write(lambda inner: record(inner, zhou.desk.actor, change))
        consolidation(zhou).take([folder])

    store.write(hold)
    assert [type(one) for one in errors] == [Unavailable]
    assert "谁在汇总" in errors[0].cure
    made = consolidate.consolidate(zhou.desk.store, zhou.desk.actor, [folder], control=Control(), readers=readers)
    assert (made.count("merged"), made.count("refused")) == (2, 1)


def test_a_server_that_goes_away_is_said_at_the_foot_and_noticed_when_it_is_back(
    open_for: Open, server: Server, url: str, monkeypatch: pytest.MonkeyPatch
):
    window = open_for(LIN)

    def gone(*_: object, **__: object) -> None:
        raise Unavailable("和数据库服务器断开了")

    with monkeypatch.context() as patch:
        patch.setattr(colleagues, "mark", gone)
        window.news.look()
        assert "连不上" in status(window)
    window.news.look()
    assert "几人共用" in status(window)


# ------------------------------------------------------------------------------------------------ from the start


@pytest.fixture
def session(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[TaikaSession]:
    session = TaikaSession(qapp, Paths(tmp_path).prepare(), FixedClock(FRIDAY))
    session.load_settings()
    yield session
    session.close()
    session.deleteLater()


def wait_for(qtbot: QtBot, session: TaikaSession, kind: type[QWidget]) -> QWidget:
    qtbot.waitUntil(lambda: isinstance(session.window, kind) and session.window.isEnabled(), timeout=20_000)
    assert session.window is not None
    return session.window


def test_an_empty_database_asks_for_the_first_analyst(qtbot: QtBot, session: TaikaSession, server: Server):
    session.open_server(server.filled())
    window = wait_for(qtbot, session, FirstRunWindow)
    assert isinstance(window, FirstRunWindow)
    assert not window.password.isVisible()
    for field, words in ((window.path, "江海银行"), (window.name, "林静"), (window.account, LIN)):
        field.setText(words)
    window.create_button.click()
    main = wait_for(qtbot, session, MainWindow)
    assert isinstance(main, MainWindow)
    assert (main.desk.staff_name, main.desk.actor.role, main.desk.shared) == ("林静", Role.ANALYST, True)
    assert not session.paths.database.exists()


def test_head_offices_people_are_asked_for_not_the_branches(
    qtbot: QtBot, session: TaikaSession, url: str, folder: Path, readers: Readers
):
    store = open_server(url, FixedClock(FRIDAY))
    consolidate.consolidate(store, person(store, LIN)[0], [folder], readers=readers)
    store.close()
    session.open_server(url)
    window = wait_for(qtbot, session, WhoWindow)
    assert isinstance(window, WhoWindow)
    assert sorted(tile.person.name for tile in window.tiles) == ["周洋", "林静"]


def test_a_server_that_cannot_be_reached_says_why_and_tries_again(
    qtbot: QtBot, session: TaikaSession, url: str, server: Server
):
    session.open_server("postgresql+psycopg://taika:geheim@/none?host=/nowhere")
    window = wait_for(qtbot, session, ServerWindow)
    assert isinstance(window, ServerWindow)
    qtbot.waitUntil(lambda: not window.card.isHidden(), timeout=20_000)
    said = window.words.text() + window.card.title.text() + window.card.text.text()
    assert "none @ /nowhere" in said
    assert "连不上数据库服务器" in said
    assert "geheim" not in said
    session._door._url = url  # type: ignore[union-attr]
    window.again_button.click()
    wait_for(qtbot, session, WhoWindow)
