"""What a person does on the page, and what then stands there; for its tests."""

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from db.sop import Task
from ui.today.page import TodayPage
from ui.widgets.dialog import ReasonDialog


def press(page: TodayPage, *keys: object) -> None:
    for key in keys:
        if isinstance(key, str):
            QTest.keyClicks(page.list, key)
        else:
            QTest.keyClick(page.list, key)


def title(page: TodayPage) -> str:
    return page.list.card.title.text()


def states(page: TodayPage) -> list[str]:
    return [target.state for target in page.day.today.find(page.current).targets]


def lines(page: TodayPage, kind: str) -> list[str]:
    return [line.title for line in page.list.tasks.lines() if line.kind == kind]


def row_of(page: TodayPage, text: str) -> int:
    return next(at for at, line in enumerate(page.list.tasks.lines()) if line.title.startswith(text))


def click(page: TodayPage, text: str, action: str = "") -> None:
    """Click on a row, or on a command painted in it."""
    row = row_of(page, text)
    rect = page.list.visualRect(page.list.tasks.index(row))
    at = QPoint(rect.left() + 300, rect.center().y())
    if action:
        found = page.list.painter.actions(page.list.tasks.line(row), rect.toRectF())
        at = next(one.rect.center() for one in found if one.name == action).toPoint()
    QTest.mouseClick(page.list.viewport(), Qt.MouseButton.LeftButton, pos=at)


def choose_in_dialog(*keys: object) -> None:
    """Press keys in the dialog that is about to open."""

    def act() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, ReasonDialog)
        for key in keys:
            QTest.keyClicks(dialog, key) if isinstance(key, str) else QTest.keyClick(dialog, key)

    QTimer.singleShot(0, act)


def task(page: TodayPage, row: str) -> Task:
    with page.desk.store.session() as session:
        return session.get_one(Task, row)
