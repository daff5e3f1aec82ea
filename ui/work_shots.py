"""Pictures of the windows that pages open: each opened by the command that Ctrl+K finds, grabbed and closed again."""

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from PySide6.QtWidgets import QApplication, QMenu, QWidget
from sqlalchemy import select

from db.groups import Group
from desktop.activities import runs, view
from ui.activities.picker import planned
from ui.activities.runner import ActivityRunner
from ui.desk import Desk
from ui.main_window import SIZE
from ui.page import Page

Shots = Iterator[tuple[str, QWidget]]
Act = Callable[[], None]
End = Callable[[QWidget], None]

OPENED: Final[Mapping[str, Mapping[str, str]]] = {
    "today": {"M": "templates", "L": "absences", "B": "dock"},
    "contacts": {
        "Ctrl T": "tags", "Ctrl I": "one-id", "Ctrl Shift J": "transfers", "Ctrl Shift N": "queue", "Ctrl B": "visit",
        "E": "record", "H": "history",
    },
    "groups": {"A": "activities", "S": "group-templates"},
    "posters": {"Ctrl R": "placements"},
    "library": {"N": "script"},
    "exchange": {"I": "exchange-about"},
}  # fmt: skip
"""Page → keys of a command → name of the picture of what it opens; one that opens nothing now is left out."""
PLAYED: Final = "riddle-1"


def opened_by(page: Page, settle: Act, end: End) -> Shots:
    """The windows that a page opens, one after the other, each closed once it was taken."""
    wanted = OPENED.get(page.name, {})
    for command in page.commands():
        if command.keys not in wanted:
            continue
        before = set(_windows())
        command.run()
        settle()
        for window in set(_windows()) - before:
            yield wanted[command.keys], window
            end(window)


def runner(desk: Desk, settle: Act, end: End) -> Shots:
    """An activity that runs in the first group, and its draw; nothing where there is no group."""
    actor = desk.actor
    with desk.store.session() as session:
        group = session.scalar(select(Group.id).where(Group.branch == actor.branch, Group.hidden == 0))
        waiting = [one.run for one in view.open_runs(session, actor)]
    if group is None:
        return
    start = planned(desk.clock.now())
    run = waiting[0] if waiting else desk.store.write(lambda s: runs.begin(s, actor, group, PLAYED, start)).run
    window = ActivityRunner(desk, run)
    window.resize(SIZE)
    window.show()
    settle()
    yield "runner", window
    window.draw_prizes()
    settle()
    yield "draw", window.draw
    end(window.draw)
    end(window)


def _windows() -> list[QWidget]:
    return [one for one in QApplication.topLevelWidgets() if one.isVisible() and not isinstance(one, QMenu)]
