"""Files as they come, by keys alone: every export of WeCom, the next week's too, and a table full of slips."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot
from sqlalchemy import text

from db.engine import Store
from desktop import people, sample
from desktop.exchange import workbook
from desktop.exchange.workbook import SheetSpec
from desktop.store import open_memory_store
from tests.copied import copy
from tests.scenarios.test_contact_by_keyboard import Keys, window
from tests.scenarios.test_people_by_keyboard import taken_in
from ui.exchange.import_dialog import ImportDialog
from ui.main_window import MainWindow

__all__ = ["taken_in", "window"]

CTRL = Qt.KeyboardModifier.ControlModifier
ENTER, ESC = Qt.Key.Key_Return, Qt.Key.Key_Escape
DATA = Path(__file__).parents[1] / "data" / "wecom"


@pytest.fixture
def store(taken_in: Store) -> Iterator[Store]:
    store = open_memory_store(sample.fixed_day())
    copy(taken_in, store)
    yield store
    store.close()


class Files(Keys):
    """Opens the import from its page, and a file in it."""

    def __init__(self, window: MainWindow, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> None:
        super().__init__(window)
        self._monkeypatch, self._qtbot = monkeypatch, qtbot
        number = 1 + [place.name for place in window.places].index("exchange")
        self.press(str(number), modifier=CTRL)

    def open(self, path: Path) -> ImportDialog:
        self._monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
        self.press(Qt.Key.Key_O, modifier=CTRL)
        self._qtbot.waitUntil(lambda: QApplication.activeModalWidget() is not None)
        self.press(Qt.Key.Key_O, modifier=CTRL)
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, ImportDialog)
        return dialog


def test_every_export_of_wecom(window: MainWindow, monkeypatch, qtbot):
    files = Files(window, monkeypatch, qtbot)
    for name, said in (
        ("江海银行通讯录.xlsx", "员工：新增 0，更新 0，不变 10，拒收 0"),
        ("客户列表-次周.xlsx", "客户：新增 40，更新 30，不变 1242，拒收 2"),
        ("客户列表-流式.xlsx", "客户：新增 0，更新 0，不变 60，拒收 0"),
        ("客户列表-日期单元格.xlsx", "客户：新增 0，更新 0，不变 60，拒收 0"),
        ("客户群列表.xlsx", "客户群：新增 12，更新 0，不变 0，拒收 0"),
    ):
        dialog = files.open(DATA / name)
        assert (dialog.step(), dialog.banner.title) == ("preview", said)
        new = dialog.take_button.isEnabled()
        files.press(ENTER)
        if new:
            assert (dialog.step(), dialog.banner.title) == ("done", "已导入")
            files.press(ENTER)
        assert QApplication.activeModalWidget() is None


HEADS = ["客户名称", "添加人账号", "添加时间", "手机", "描述"]
NAMES = ["=1+1", "<b>张</b>", "短号", "两遍", "没人", "昨天来的"]


def test_a_table_with_all_that_can_be_wrong(window: MainWindow, store: Store, tmp_path, monkeypatch, qtbot):
    with store.session() as session:
        account = people.staff(session)[0].account
    accounts = [account, account, account, account, "nobody", account]
    times = [*["2026-11-02 09:30"] * 5, "昨天"]
    phones = ["13900001111", "13900002222", "1390000", "1390000333313900003333", "13900004444", "13900005555"]
    path, back = tmp_path / "不好的表.xlsx", tmp_path / "拒收.xlsx"
    rows = [list(one) for one in zip(NAMES, accounts, times, phones, NAMES, strict=True)]
    workbook.write(path, [SheetSpec("表", [HEADS, *rows])])
    files = Files(window, monkeypatch, qtbot)
    dialog = files.open(path)
    assert dialog.banner.title == "客户：新增 5，更新 0，不变 0，拒收 1"
    dialog.tabs.setFocus()
    said = {}
    for key in ("refused", "warned"):
        while dialog.tabs.value() != key:
            files.press(Qt.Key.Key_Right)
        said[key] = [str(one.reason) for one in (dialog.plan.refused, dialog.plan.warned)[key == "warned"]]
    assert said == {
        "refused": ["时间“昨天”看不懂，要像 2026-11-20 09:30"],
        "warned": ["手机“1390000”不是 11 位手机号，按原样保留", "通讯录里没有账号 nobody"],
    }
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(back), ""))
    files.press(Qt.Key.Key_S, modifier=CTRL)
    dialog.take_button.setFocus()
    files.press(ENTER, ENTER)
    refused = workbook.read(back).sheets[0].rows
    mended = [[cell if cell != "昨天" else "2026-11-19 10:00" for cell in row] for row in refused]
    workbook.write(back, [SheetSpec("表", mended)])
    dialog = files.open(back)
    assert dialog.banner.title == "客户：新增 1，更新 0，不变 0，拒收 0"
    files.press(ENTER, ENTER)
    with store.session() as session:
        found = session.execute(
            text("SELECT name, phone FROM contact WHERE hidden = 0 AND description = name"), {}
        ).all()  # fmt: skip
    assert {name: phone for name, phone in found if name in NAMES} == dict(
        zip(NAMES, [*phones[:3], "13900003333", *phones[4:]], strict=True)
    )
