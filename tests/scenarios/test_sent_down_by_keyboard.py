"""What head office sends down and gets back, through windows and workbooks: tasks, good practice, leads."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import text

from db.actor import Actor
from db.operation import Change, record
from db.stamp import FixedClock
from desktop.activities import library, shelf
from desktop.exchange.editing_sop import STEP_HEADS, STEPS, TEMPLATES
from desktop.headquarters.leads import SHEET
from desktop.paths import Paths
from desktop.settings import Settings
from desktop.store import open_memory_store
from desktop.words import Words
from tests.desktop.exchange.branches import ANALYST, FRIDAY, branch_changes, lead_of
from ui.desk import Desk
from ui.exchange.pack_dialog import PackDialog
from ui.exchange.password_dialog import PasswordDialog
from ui.jobs import InlineJobs
from ui.main_window import MainWindow
from ui.places import capture_window, places
from ui.row_table import RowTable
from ui.theme import Theme

PHONE = "13588142067"
STEP = dict.fromkeys(STEP_HEADS.values(), "") | {
    "模板编号": "rain", "类型": "厅堂", "对象": "自己做", "开始": "9:00", "截止": "17:00", "必做": "是",
}  # fmt: skip
NAMES = ("城东支行", "滨江支行")


class Bank:
    """Head office and two branches, each with its window; files pass between them through one folder."""

    def __init__(self, qtbot: QtBot, theme: Theme, folder: Path) -> None:
        self.folder, self.qtbot, self.theme = folder, qtbot, theme
        self.stores = {name: open_memory_store(FixedClock(FRIDAY)) for name in ("总行", *NAMES)}
        self.put("总行", *(change for name in NAMES for change in branch_changes(name)))
        for name in NAMES:
            self.put(name, *branch_changes(name))
        self.windows = {name: self._open(name) for name in self.stores}

    def _open(self, name: str) -> MainWindow:
        store = self.stores[name]
        actor: Actor = ANALYST if name == "总行" else lead_of(name)
        desk = Desk(
            store, actor, InlineJobs(store), self.theme, self.theme.icons, store.clock, Words("zh"), Settings(),
            Paths(self.folder / name), "王敏", "" if name == "总行" else name,
        )  # fmt: skip
        window = MainWindow(desk, places(actor.role), None if name == "总行" else capture_window)
        self.qtbot.addWidget(window)
        window.resize(1366, 768)
        window.show()
        return window

    def put(self, name: str, *changes: Change) -> None:
        self.stores[name].write(lambda session: record(session, None, changes, source="test"))

    def page(self, name: str, page: str):
        self.windows[name].go(page)
        return self.windows[name].pages[page]

    def edit(self, sheet: str, work: Callable[[Workbook], None], out: str, back: str) -> None:
        """Head office writes a table by one key, somebody edits it, another key takes it in."""
        page = self.page("总行", "exchange")
        page.pack_card.ask_folder = lambda: self.folder
        page.pack_card.ask_file = lambda: self.folder / sheet
        assert {out, back} <= set(page.pack_card.acts())
        QTest.keyClick(page, out)
        book = load_workbook(self.folder / sheet)
        work(book)
        book.save(self.folder / sheet)
        QTest.keyClick(page, back)

    def send(self, *names: str) -> PackDialog:
        """Build a pack and take it in at these branches, each after a look; returns the last look."""
        page, down = self.page("总行", "exchange"), self.folder / "下发"
        page.pack_card.ask_folder = lambda: down
        before = set(down.glob("*.xlsx"))
        page.pack_card.build_button.click()
        (file,) = set(down.glob("*.xlsx")) - before
        for name in names:
            page = self.page(name, "exchange")
            drop(page, file)
            if any(one.isVisible() for one in page.findChildren(PasswordDialog)):
                type_password(page)
            window = next(one for one in page.findChildren(PackDialog) if one.isVisible())
            if window.fingerprint.isVisible():
                QTest.keyClick(window.compared, Qt.Key.Key_Space)
            QTest.keyClick(window, Qt.Key.Key_Return)
        return window

    def report(self, name: str) -> None:
        """A branch reports, head office takes the workbook in."""
        self.page(name, "exchange").report_card.export_button.click()
        (file,) = (self.folder / "上报").glob(f"*{name}*")
        page = self.page("总行", "headquarters")
        drop(page, file)
        assert [one.verdict for one in page._files][:1] == ["merged"]

    def one(self, name: str, statement: str) -> object:
        with self.stores[name].session() as session:
            return session.execute(text(statement)).scalar()


@pytest.fixture
def bank(qtbot: QtBot, theme: Theme, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Bank]:
    up = tmp_path / "上报"
    up.mkdir()
    (tmp_path / "下发").mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(up))
    bank = Bank(qtbot, theme, tmp_path)
    yield bank
    for store in bank.stores.values():
        store.close()


def drop(page, file: Path) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(file))])
    page.dropEvent(
        QDropEvent(
            QPointF(9, 9), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        )
    )


def rows(table: RowTable) -> list[list[str]]:
    model = table.id_model
    return [
        [model.text_of(model.row_at(row), column.key) for column in model.columns] for row in range(model.rowCount())
    ]


def titles(bank: Bank, name: str) -> dict[str, str]:
    """What stands in the day's list of a branch: title → done, or open."""
    page = bank.page(name, "today")
    page.load()
    today = page.day.today
    return {one.title: "open" for one in today.waiting} | {one.title: "done" for one in today.done}


def new_template(book: Workbook) -> None:
    book[TEMPLATES].append(["rain", "下雨天", "每天", "工作日", "网点负责人", ""])
    for at, (key, title) in enumerate((("umbrella", "借伞"), ("mat", "铺防滑垫")), 1):
        book[STEPS].append([*(STEP | {"步骤编号": key, "次序": at, "名称": title}).values()])


def recall(book: Workbook) -> None:
    heads = [one.value for one in book[STEPS][1]]
    line = next(one for one in book[STEPS].iter_rows(min_row=2) if one[heads.index("名称")].value == "铺防滑垫")
    line[heads.index("停用")].value = "是"


def test_a_task_goes_down_is_done_is_counted_and_the_other_is_recalled(bank: Bank):
    bank.edit("编辑表.xlsx", new_template, "X", "R")
    bank.send(*NAMES)
    assert titles(bank, "城东支行") == {"借伞": "open", "铺防滑垫": "open"}
    today = bank.page("城东支行", "today")
    today.list.setFocus()
    QTest.keyClick(today.list, Qt.Key.Key_Return)
    assert titles(bank, "城东支行") == {"借伞": "done", "铺防滑垫": "open"}
    bank.report("城东支行")

    board = bank.page("总行", "insights")
    QTest.keyClick(board.standings, "L")
    assert rows(board.work) == [["下雨天", "2", "1", "1", "0", "50%", "50%"]]
    for name in ("城东支行", "王敏"):  # who did it, by branch and by person
        board.work.select_id(0)
        QTest.keyClick(board.work, Qt.Key.Key_Return)
        assert rows(board.work) == [[name, "2", "1", "1", "0", "50%", "50%"]]

    bank.edit("编辑表.xlsx", recall, "X", "R")
    bank.send("城东支行")
    told = [cell for row in rows(bank.page("城东支行", "exchange").table) for cell in row]
    assert [one for one in told if one.endswith("停用 1")]  # the branch sees the recall
    assert titles(bank, "城东支行") == {"借伞": "done"}


def test_what_one_branch_did_well_stands_in_the_library_of_the_other(bank: Bank):
    lead, activity = lead_of("城东支行"), library.by_key("riddle-1")
    day = f"{FRIDAY.date()}"
    run = {"activity": shelf.row_of(activity.key), "group": "g", "staff": lead.staff, "started_at": f"{day} 15:00:00",
           "ended_at": f"{day} 15:30:00", "participants": 83,
           "result": json.dumps({"activity": activity.key}, separators=(",", ":"))}  # fmt: skip
    group = {"name": "理财群", "branch": lead.branch, "members": 196}
    bank.put("城东支行", Change("group", "g", group), Change("activity_run", "run", run))
    theirs = activities(bank, "城东支行")
    theirs.table.select_id(shelf.row_of(activity.key))
    QTest.keyClick(theirs.table, "r")
    theirs.commendation.field.setText("196 人里 83 人参与")
    theirs.commendation.give()
    bank.report("城东支行")

    ours = activities(bank, "总行")
    assert (ours.current().branch_name, ours.words.text()) == ("城东支行", "效果：196 人里 83 人参与")
    QTest.keyClick(ours.table, "t")
    bank.send("滨江支行")
    other = activities(bank, "滨江支行")
    other.table.select_id(shelf.row_of(activity.key))
    assert other.words.text() == "网点好做法，城东支行：196 人里 83 人参与"


def activities(bank: Bank, name: str):
    """The view of activities in the library of one of them."""
    page = bank.page(name, "library")
    page.tabs.set_value("activities")
    return page.activities


def type_password(page: QWidget) -> None:
    """Where a password is asked for: new, it is typed twice."""
    window = next(one for one in page.findChildren(PasswordDialog) if one.isVisible())
    for field in (window.password, window.again):
        field.setText("江海银行-2026")
    QTest.keyClick(window.password, Qt.Key.Key_Return)


def leads(book: Workbook) -> None:
    sheet = book[SHEET]
    sheet.delete_rows(2)
    sheet.append(["秋季拉新", PHONE, "城东支行", "lead-城东支行"])
    sheet.append(["秋季拉新", "13588142068", "滨江支行", None])


def test_leads_go_down_as_hashes_are_taken_up_and_the_time_to_the_first_word_comes_back(bank: Bank, qtbot: QtBot):
    campaign = {"name": "秋季拉新", "starts_on": "2026-11-16", "ends_on": "2026-11-30"}
    bank.put("总行", Change("campaign", "autumn", campaign))
    bank.edit("白名单.xlsx", leads, "B", "L")
    page = bank.page("总行", "exchange")
    QTest.keyClick(page, "O")
    type_password(page)
    bank.send("城东支行")
    told = "SELECT group_concat(fields) FROM operation WHERE entity = 'whitelist_entry'"
    assert PHONE not in str(bank.one("城东支行", told))

    window = bank.windows["城东支行"]
    window.open_capture()
    capture = window.capture
    QTest.keyClicks(capture.phone, PHONE)
    qtbot.waitUntil(lambda: capture.state == "new", timeout=3_000)
    assert capture.banner.title == "新客户，在“秋季拉新”名单里"
    QTest.keyClick(capture, Qt.Key.Key_0, Qt.KeyboardModifier.AltModifier)
    QTest.keyClick(capture, Qt.Key.Key_Return)
    capture.hide()
    page = bank.page("城东支行", "contacts")
    page.table.select_id(page.model.id_at(0))
    qtbot.waitUntil(lambda: page.panel.name.text() == "尾号 2067", timeout=3_000)
    QTest.keyClick(page.table, "r")  # the first word to them, four days after the campaign began
    QTest.keyClicks(page.panel.log_line.field, "asked for rates")
    with qtbot.waitSignal(page.changed):
        QTest.keyClick(page.panel.log_line.field, Qt.Key.Key_Return)
    bank.report("城东支行")

    board = bank.page("总行", "insights")
    for _ in range(3):
        QTest.keyClick(board.stack.currentWidget(), "L")
    found = {(row[1], row[2]): row[4:9] for row in rows(board.campaigns)}
    assert found["全部网点", ""] == ["2", "1", "50%", "1", "4.0"]
    assert found["城东支行", "王敏"] == ["1", "1", "100%", "1", "4.0"]
    assert found["滨江支行", ""] == ["1", "0", "0%", "0", "—"]
