"""The way to head office's server: which one, why it cannot be reached, and the first analyst when it is empty."""

from functools import partial

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from db.engine import Store
from db.stamp import Clock
from desktop import people, upkeep
from desktop.errors import AppError
from desktop.store import open_server, server_name
from desktop.words import Words
from ui.jobs import Jobs
from ui.start.first_run import FirstRunWindow, Founding
from ui.start.frame import StartWindow
from ui.theme import Theme
from ui.widgets.button import Button
from ui.widgets.empty import ErrorCard

CARD_WIDTH = 560


class ServerWindow(StartWindow):
    """`again` when somebody wishes to try once more, `own` to work on this PC's own data instead."""

    again = Signal()
    own = Signal()

    def __init__(self, theme: Theme, place: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, "", "", "", parent)
        self.heading.setText(self.tr("总行的数据库"))
        self.note.set_text(self.tr("几位分析员共用一个库，谁写了什么，别人马上看得到"))
        self._place = place
        self.again_button = Button(theme, self.tr("再试一次"), "primary", "refresh-cw", "↵", parent=self)
        self.own_button = Button(theme, self.tr("用本机的数据"), "ghost", keys="Ctrl O", parent=self)
        self.own_button.setShortcut("Ctrl+O")
        self.again_button.clicked.connect(self.again)
        self.own_button.clicked.connect(self.own)
        self.card = ErrorCard(theme, "", "", [self.again_button, self.own_button], self)
        self.card.setMaximumWidth(theme.px(CARD_WIDTH))
        self.connecting()
        self.body.addWidget(self.card)
        self.body.addStretch(1)

    def connecting(self) -> None:
        """Say that it is being tried."""
        self.words.set_text(self.tr("正在连接 {place} …").format(place=self._place))
        self.card.hide()

    def fail(self, message: str, cure: str) -> None:
        """It could not be opened: say why, and what can be done."""
        self.words.set_text(self.tr("没有连上 {place}").format(place=self._place))
        self.card.set(message, cure)
        self.card.show()
        self.again_button.setFocus()


class ServerDoor(QObject):
    """`opened` gives the store when it can be worked with; `window_wanted` what is to be shown until then."""

    window_wanted = Signal(object)
    opened = Signal(object)
    own = Signal()
    failed = Signal(object)

    def __init__(self, url: str, theme: Theme, clock: Clock, words: Words, parent: QObject) -> None:
        super().__init__(parent)
        self._url, self._theme, self._clock, self._words = url, theme, clock, words
        self._jobs = Jobs(None, self, with_long=False)  # type: ignore[arg-type]  # there is no store yet
        self._window: ServerWindow | None = None

    def knock(self) -> None:
        """Show the window, and try."""
        self._window = window = ServerWindow(self._theme, server_name(self._url))
        window.again.connect(self._try)
        window.own.connect(self.own)
        self.window_wanted.emit(window)
        self._try()

    def close(self) -> None:
        """End the thread that tries."""
        self._jobs.close()

    @Slot()
    def _try(self) -> None:
        if self._window is not None:
            self._window.connecting()
            self._jobs.run(self, self._reach, self._on_reached, self._on_failed)

    def _reach(self) -> tuple[Store, bool]:
        """Runs in the worker: the store, and whether anybody of head office is known there."""
        store = open_server(self._url, self._clock)
        upkeep.bring_up_to_date(store)
        with store.session() as session:
            return store, bool(people.head_office(session))

    def _on_reached(self, found: tuple[Store, bool]) -> None:
        store, known = found
        if known:
            self.opened.emit(store)
            return
        window = FirstRunWindow(self._theme, shared=True)
        window.found.connect(partial(self._on_founding, store))
        self.window_wanted.emit(window)

    def _on_failed(self, error: BaseException) -> None:
        if isinstance(error, AppError) and self._window is not None:
            self._window.fail(*self._words.render_both(error))
        else:
            self.failed.emit(error)

    def _on_founding(self, store: Store, entered: Founding) -> None:
        from desktop import founding

        work = partial(founding.found, path=entered.path, name=entered.name, account=entered.account, role=entered.role)
        self._jobs.run(self, lambda: store.write(work), lambda _actor: self.opened.emit(store), self.failed.emit)
