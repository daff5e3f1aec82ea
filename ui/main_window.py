"""The main window: rail, top bar, banner, pages, hint bar; it wires the pages and passes news between them."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QPlainTextEdit, QStackedWidget, QVBoxLayout, QWidget

from desktop.calendar import Workdays
from desktop.changes import Changes, Done
from desktop.undo import undo
from ui.banner_slot import BannerSlot
from ui.desk import Desk
from ui.finder import Finder
from ui.hint_bar import HintBar
from ui.messages import show_error
from ui.news import News
from ui.page import Hint, Page, Status
from ui.rail import Rail
from ui.reminders import Reminders
from ui.top_bar import TopBar
from ui.widgets.toast import Toast

SIZE = QSize(1366, 768)
SMALLEST = QSize(1024, 600)
CALENDAR_AHEAD = timedelta(days=14)  # until the day's work is planned
PREBUILD_MS = 400  # after the first show, when the first page has been painted


class Place(NamedTuple):
    """An entry of the rail and how its page is made; `parts` are views of it that Ctrl+K finds from anywhere.

    Each part is (what the page is asked to open, words).
    """

    name: str
    icon: str
    words: str
    make: Callable[[Desk, QWidget], Page]
    parts: tuple[tuple[str, str], ...] = ()


class MainWindow(QWidget):
    """Pages are made when first visited; quick capture is prebuilt once the first page is there."""

    settings_wanted = Signal()
    person_wanted = Signal()
    sample_left = Signal()

    def __init__(
        self, desk: Desk, places: list[Place], make_capture: Callable[[Desk, QWidget], QWidget] | None = None,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.desk = desk
        self.places = places
        self.pages: dict[str, Page] = {}
        self.current = ""
        self._make_capture = make_capture
        self.capture: QWidget | None = None
        self._stale: dict[str, Changes] = {}
        self._saved_at = ""
        self._last_batch = ""
        self.setWindowTitle(self.tr("台卡"))
        self.setMinimumSize(SMALLEST)
        self.resize(SIZE)
        self._build()
        self._connect()
        self._add_shortcuts()
        self.setAutoFillBackground(True)

    # ------------------------------------------------------------------------------------------ building

    def _build(self) -> None:
        theme = self.desk.theme
        self.rail = Rail(theme, self.desk.staff_name, self)
        for place in self.places:
            self.rail.add_item(place.name, place.icon, place.words)
        self.top_bar = TopBar(theme, self)
        self.banner = BannerSlot(theme, self)
        self.stack = QStackedWidget(self)
        self.hint_bar = HintBar(theme, self)
        self.toast = Toast(theme, self)
        self.finder = Finder(self.desk, self)
        self.reminders = Reminders(self.desk, self)
        self.news = News(self.desk, self)
        column = QVBoxLayout()
        column.setSpacing(0)
        for widget in (self.top_bar, self.banner, self.stack, self.hint_bar):
            column.addWidget(widget, 1 if widget is self.stack else 0)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addLayout(column, 1)
        self.top_bar.capture.setVisible(self._make_capture is not None)
        self._show_banner()

    def _show_banner(self) -> None:
        """What concerns the whole window: the sample, or a calendar that has come to its end."""
        today = self.desk.clock.now().date()
        with self.desk.store.session() as session:
            calendar = Workdays.of(session)
        warning = calendar.warning(today) or calendar.warning(today + CALENDAR_AHEAD)
        if self.desk.sample:
            self.banner.show_banner(
                "info", self.tr("这是样例网点，客户都是编的，随便试；不会动到真实数据"), self.tr("退出样例")
            )
        elif warning is not None:
            self.banner.show_banner("warn", self.desk.words.text(warning))

    def _connect(self) -> None:
        """All wiring between the parts, in one place."""
        self.rail.chosen.connect(self.go)
        self.rail.settings_clicked.connect(self.settings_wanted)
        self.rail.person_clicked.connect(self.person_wanted)
        self.top_bar.capture_clicked.connect(self.open_capture)
        self.top_bar.search_clicked.connect(self.open_search)
        self.hint_bar.help_clicked.connect(self.show_keys)
        self.banner.action_clicked.connect(self.sample_left)
        self.toast.undo_clicked.connect(self.undo)
        self.finder.navigate.connect(self.go)
        self.reminders.reminded.connect(self._on_reminded)
        self.reminders.opened.connect(self._on_reminder_opened)
        self.news.came.connect(self.read_again)
        self.news.turned.connect(self._on_state_changed)
        self.desk.jobs.failed.connect(self.on_error)
        self.desk.jobs.busy.connect(self._on_busy)
        self.desk.theme.changed.connect(self._on_theme_changed)

    def _add_shortcuts(self) -> None:
        for keys, slot in (
            ("Ctrl+N", self.open_capture), ("Ctrl+K", self.open_search), ("Ctrl+Z", self._on_undo_key),
            ("F6", self.next_pane), ("Shift+F6", self.previous_pane), ("F1", self.show_keys), ("F5", self.read_again),
        ):  # fmt: skip
            QShortcut(QKeySequence(keys), self, slot)
        for number, place in enumerate(self.places[:9], 1):
            shortcut = QShortcut(QKeySequence(f"Ctrl+{number}"), self, self._on_number)
            shortcut.setProperty("place", place.name)

    # ------------------------------------------------------------------------------------------ pages

    @Slot(str)
    @Slot(str, object)
    def go(self, name: str, argument: object = None) -> None:
        """Show a page, making it if need be, and have it open `argument`; a page that the role lacks is not shown."""
        if name not in self.rail.items:
            return
        page = self.page(name)
        if self.current != name:
            self.current = name
            self.stack.setCurrentWidget(page)
            self.rail.set_current(name)
            self.top_bar.show_page(page)
            self._focus_first(page)
        self._refresh_stale(name)
        self._on_state_changed()
        if argument is not None:
            page.open(argument)

    def page(self, name: str) -> Page:
        """The page of that name, made at its first use."""
        if name not in self.pages:
            place = next(place for place in self.places if place.name == name)
            page = place.make(self.desk, self.stack)
            self.pages[name] = page
            self._stale[name] = Changes.ALL
            self.stack.addWidget(page)
            page.changed.connect(self.on_changed)
            page.navigate.connect(self.go)
            page.error.connect(self.on_error)
            page.state_changed.connect(self._on_state_changed)
        return self.pages[name]

    @Slot(object)
    def on_changed(self, done: Done) -> None:
        """Something was written: say so with the way back, and let the pages concerned read again."""
        if done.batch:
            self._last_batch = done.batch
        if done.message:
            self.toast.show_text(self.desk.words.text(done.message), undoable=bool(done.batch))
        self._saved_at = self.desk.clock.now().strftime("%H:%M")
        for name, page in self.pages.items():
            if page.concerned & done.changes:
                self._stale[name] = self._stale.get(name, Changes.NONE) | done.changes
        self._refresh_stale(self.current)
        for name in self.pages:
            if name != self.current and self.rail.items[name].badge:
                self._refresh_stale(name)
        self._on_state_changed()

    @Slot()
    def read_again(self) -> None:
        """Show what others have written meanwhile."""
        for name in self.pages:
            self._stale[name] = Changes.ALL
        self._refresh_stale(self.current)
        self._on_state_changed()

    def _refresh_stale(self, name: str) -> None:
        stale = self._stale.pop(name, Changes.NONE)
        if stale:
            self.pages[name].refresh(stale)

    def _focus_first(self, page: Page) -> None:
        panes = page.panes() or [page]
        panes[0].setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_state_changed(self) -> None:
        for name, page in self.pages.items():
            self.rail.items[name].set_badge(page.badge())
        if self.current:
            page = self.pages[self.current]
            self.top_bar.update_texts(page)
            self.hint_bar.set_hints(page.hints())
            self.hint_bar.set_status([*page.status(), *self._own_status()])

    def _own_status(self) -> list[Status]:
        if self.desk.shared:
            told = self.tr("总行的服务器，几人共用")
            if not self.desk.store.writable:
                told = self.tr("总行的服务器，只看归您管的网点")
            return [Status("database", self.tr("服务器连不上") if self.news.lost else told)]
        if not self._saved_at:
            return [Status("hard-drive", self.tr("数据只在本机"))]
        return [Status("hard-drive", self.tr("本机已保存 {time}").format(time=self._saved_at))]

    @Slot(str)
    def _on_reminded(self, words: str) -> None:
        self.toast.show_text(words, icon="bell")

    @Slot()
    def _on_reminder_opened(self) -> None:
        """The reminder beside the clock was clicked on: the day's list, in front."""
        self.showNormal() if self.isMinimized() else self.show()
        self.raise_()
        self.activateWindow()
        self.go("today")

    # ------------------------------------------------------------------------------------------ errors, undo

    @Slot(object)
    def on_error(self, error: BaseException) -> None:
        show_error(self, self.desk.theme, self.desk.words, error)

    @Slot()
    def undo(self) -> None:
        """Undo what the toast tells of, or the last thing this person did."""
        actor, batch = self.desk.actor, self._last_batch
        self._last_batch = ""
        self.toast.hide()
        self.desk.jobs.write(self, lambda session: undo(session, actor, batch), self._on_undone, self.on_error)

    @Slot()
    def _on_undo_key(self) -> None:
        """Ctrl+Z in a field that has something to undo undoes the typing."""
        field = QApplication.focusWidget()
        typed = isinstance(field, QLineEdit) and field.isUndoAvailable()
        typed |= isinstance(field, QPlainTextEdit) and field.document().isUndoAvailable()
        if typed:
            field.undo()
        else:
            self.undo()

    def _on_undone(self, done: Done) -> None:
        self.on_changed(replace(done, message=self.tr("已撤销"), batch=""))

    # ------------------------------------------------------------------------------------------ windows

    @Slot()
    def open_capture(self) -> None:
        """Show the quick capture window; it is there already unless the programme has only just begun."""
        window = self.built_capture()
        if window is not None:
            window.show_for_next()

    def built_capture(self) -> QWidget | None:
        """The quick capture window, made at the first asking."""
        if self.capture is None and self._make_capture is not None:
            self.capture = self._make_capture(self.desk, self)
            self.capture.changed.connect(self.on_changed)
            self.capture.error.connect(self.on_error)
            self.capture.navigate.connect(self.go)
        return self.capture

    @Slot()
    def prebuild(self) -> None:
        """Make what must show at once later on."""
        self.built_capture()

    def prebuild_soon(self) -> None:
        QTimer.singleShot(PREBUILD_MS, self, self.prebuild)

    @Slot()
    def open_search(self) -> None:
        """The page's own search field if it has one and does not have the focus, else the search of everything."""
        self.finder.open(self.places, self.pages[self.current] if self.current else None)

    @Slot()
    def show_keys(self) -> None:
        page = self.pages[self.current]
        from ui.keys_window import KeysWindow

        KeysWindow(self.desk.theme, page.title(), page.hints(), self._keys(), self).open()

    @Slot()
    def next_pane(self) -> None:
        self._step_pane(1)

    @Slot()
    def previous_pane(self) -> None:
        self._step_pane(-1)

    def _step_pane(self, step: int) -> None:
        panes = [pane for pane in self.pages[self.current].panes() if pane.isVisibleTo(self)]
        stops = [*panes, self.rail.items[self.current]]
        focus = QApplication.focusWidget()
        here = [
            number
            for number, pane in enumerate(stops)
            if focus is not None and (pane is focus or pane.isAncestorOf(focus))
        ]
        stops[(here[0] + step) % len(stops) if here else 0].setFocus(Qt.FocusReason.TabFocusReason)

    # ------------------------------------------------------------------------------------------ events

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.text() in {"?", "？"}:  # reaches us only when no field took it
            self.show_keys()
        else:
            super().keyPressEvent(event)

    def _keys(self) -> list[Hint]:
        """The keys that work everywhere, without capture where the person may not."""
        found = global_hints()
        if self.desk.shared:
            found.insert(-2, Hint("F5", self.tr("看同事刚写的")))
        return found if self._make_capture is not None else found[1:]

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.capture is not None:
            self.capture.leave()
        self.reminders.stop()
        self.news.stop()
        for page in self.pages.values():
            page.leave()
        super().closeEvent(event)

    @Slot()
    def _on_number(self) -> None:
        self.go(str(self.sender().property("place")))

    @Slot(bool)
    def _on_busy(self, busy: bool) -> None:
        self.setProperty("busy", busy)

    @Slot()
    def _on_theme_changed(self) -> None:
        self.update()


def global_hints() -> list[Hint]:
    """The keys that work everywhere."""
    translate = QCoreApplication.translate
    return [
        Hint("Ctrl N", translate("MainWindow", "快速登记")),
        Hint("Ctrl K", translate("MainWindow", "搜索全部")),
        Hint("Ctrl 1…9", translate("MainWindow", "换页面")),
        Hint("F6", translate("MainWindow", "换到下一块")),
        Hint("Ctrl Z", translate("MainWindow", "撤销")),
        Hint("Esc", translate("MainWindow", "返回")),
        Hint("? / F1", translate("MainWindow", "全部快捷键")),
    ]
