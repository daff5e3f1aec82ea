"""Which data, who, and the windows for it; everything is built here."""

import logging
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, Qt, QTranslator, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

from db.actor import Actor
from db.engine import Store
from db.stamp import Clock
from desktop import backup, people, settings, upkeep
from desktop.errors import AppError
from desktop.paths import Paths
from desktop.people import Person
from desktop.resources import resource
from desktop.security import vault
from desktop.security.attempts import WrongPassword
from desktop.security.roles import Permission, allowed
from desktop.settings import Settings
from desktop.store import open_store
from desktop.words import Words
from ui import fonts
from ui.desk import Desk
from ui.icons import Icons
from ui.jobs import Jobs
from ui.look import dress
from ui.main_window import MainWindow
from ui.messages import UnhandledErrors, show_error
from ui.places import capture_window, places
from ui.start.frame import StartWindow
from ui.theme import Theme, load_tokens

if TYPE_CHECKING:
    from desktop.exchange.taking_over import Entered, Wish
    from ui.start.first_run import Founding
    from ui.start.server import ServerDoor
    from ui.start.take_over import TakeOverWindow

LOGGER = logging.getLogger("taika.session")


@dataclass
class Opened:
    """A database that is open, and whether it is the sample, or on a server that others use too."""

    store: Store
    sample: bool
    shared: bool = False


class TaikaSession(QObject):
    """The composition root: makes theme, jobs and desk once, and shows one window at a time."""

    first_shown = Signal()
    main_opened = Signal()

    def __init__(self, app: QApplication, paths: Paths, clock: Clock | None = None) -> None:
        super().__init__()
        self.app, self.paths, self.clock = app, paths, clock or Clock()
        self.settings = Settings()
        self.words = Words()
        self.window: QWidget | None = None
        self.opened: Opened | None = None
        self.jobs: Jobs | None = None
        self._desk: Desk | None = None
        self.actor: Actor | None = None
        self._person = ("", "")
        self._door: ServerDoor | None = None
        self._translator: QTranslator | None = None
        self._starter: Jobs | None = None
        self._report: QWidget | None = None
        self.errors = UnhandledErrors(self)
        self.errors.raised.connect(self._on_unhandled)
        fonts.register(resource("fonts"))
        self.theme = Theme(load_tokens(resource("theme.toml")), Icons(resource("icons")), parent=self)
        dress(app, self.theme)
        app.setApplicationName("Taika")

    # ------------------------------------------------------------------------------------------ look and language

    def load_settings(self, language: str | None = None, mode: str | None = None) -> None:
        """What stands in the file, overridden by the command line; a file that cannot be read is told and left."""
        try:
            self.settings = settings.load(self.paths.settings)
        except AppError as error:
            LOGGER.warning("settings not read")
            print(self.words.render(error), file=sys.stderr)  # noqa: T201 - no window yet
        changes: dict[str, object] = {"language": language, "theme": mode}
        self.settings = self.settings.with_(**{key: value for key, value in changes.items() if value})
        self._apply_look()
        self._apply_language()

    def install(self) -> None:
        self.errors.install()

    def change_settings(self, **changes: object) -> None:
        """Take them over and keep them; where they cannot be written they hold until the program ends."""
        self.settings = self.settings.with_(**changes)
        try:
            settings.save(self.paths.settings, self.settings)
        except AppError:
            LOGGER.warning("settings not written")

    def _apply_look(self) -> None:
        mode = self.settings.theme
        if mode == "system":
            dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
            mode = "dark" if dark else "light"
        self.theme.set_mode(mode)
        self.theme.set_scale(self.settings.font_scale / 100)

    def _apply_language(self) -> None:
        if self._translator is not None:
            self.app.removeTranslator(self._translator)
            self._translator = None
        self.words = Words(self.settings.language)
        if self.settings.language != "zh":
            translator = QTranslator(self)
            if translator.load(str(resource("i18n", f"taika_{self.settings.language}.qm"))):
                self.app.installTranslator(translator)
                self._translator = translator

    # ------------------------------------------------------------------------------------------ which data

    @Slot()
    def open_first(self) -> None:
        """The branch's data if there are any, else the first run."""
        from ui.start.first_run import FirstRunWindow
        from ui.start.unlock import UnlockWindow

        if self.paths.database.exists():
            window = UnlockWindow(self.theme)
            window.entered.connect(self._on_password)
        else:
            window = FirstRunWindow(self.theme)
            window.found.connect(self._on_founding)
            window.take_over_wanted.connect(self.open_take_over)
        window.sample_chosen.connect(self.open_sample)
        self._show(window)

    @Slot()
    def open_sample(self) -> None:
        """The sample branch, made if it is not there yet; somebody of its staff is at the keyboard at once."""
        from desktop import sample

        self._start(lambda: sample.open_branch(self.paths.sample, sample.MAIN, self.clock), self._on_sample)

    def _on_sample(self, store: Store) -> None:
        from desktop import sample

        self.opened = Opened(store, sample=True)
        with store.session() as session:
            staff = people.staff(session, people.home_branch(session))
        last = [person for person in staff if person.id == self.settings.last_staff]
        told = [person for person in staff if person.account == sample.PERSON]
        self._open_for((last or told or staff)[0])

    @Slot(str)
    def _on_password(self, password: str) -> None:
        self._start(lambda: self._unlock(password), self._on_branch)

    def _unlock(self, password: str) -> Store:
        key = vault.unlock(self.paths.database, password, self.clock)
        store = open_store(self.paths.database, key, self.clock, create=False)
        upkeep.bring_up_to_date(store)
        try:
            backup.daily(store, backup.folder(self.paths))
        except AppError:
            LOGGER.warning("no backup today")  # the day's work goes on without
        return store

    @Slot(object)
    def _on_founding(self, entered: "Founding") -> None:
        self._start(lambda: self._found(entered), self._on_branch)

    def _found(self, entered: "Founding") -> Store:
        from desktop import founding

        key = vault.create_vault(self.paths.database, entered.password)
        store = open_store(self.paths.database, key, self.clock)
        store.write(lambda session: founding.found(session, entered.path, entered.name, entered.account, entered.role))
        upkeep.bring_up_to_date(store)
        return store

    @Slot()
    def open_take_over(self) -> None:
        """A new PC of a branch that works with Taika already."""
        from ui.start.take_over import TakeOverWindow

        window = TakeOverWindow(self.theme)
        window.look_wanted.connect(self._on_take_over_look)
        window.entered.connect(self._on_take_over)
        window.left.connect(self.open_first)
        self._show(window)

    @Slot(object)
    def _on_take_over_look(self, wish: "Wish") -> None:
        from desktop.exchange import taking_over

        window = cast("TakeOverWindow", self.window)
        self._start(lambda: taking_over.look(wish), window.show_found)

    @Slot(object)
    def _on_take_over(self, entered: "Entered") -> None:
        from desktop.exchange import taking_over

        self._start(lambda: taking_over.begin(self.paths, self.clock, entered), self._on_branch)

    def open_server(self, url: str) -> None:
        """Head office's database on a server, which several share."""
        from ui.start.server import ServerDoor

        self._door = door = ServerDoor(url, self.theme, self.clock, self.words, self)
        door.window_wanted.connect(self._show)
        door.opened.connect(self._on_server)
        door.own.connect(self.open_first)
        door.failed.connect(self._on_start_failed)
        door.knock()

    def _on_server(self, store: Store) -> None:
        self.opened = Opened(store, sample=False, shared=True)
        self.ask_who()

    def _on_branch(self, store: Store) -> None:
        self.opened = Opened(store, sample=False)
        self.ask_who()

    @Slot()
    def ask_who(self) -> None:
        """Who is at the keyboard; a single person is not asked."""
        assert self.opened is not None  # noqa: S101 - a database is open by now
        from ui.start.who import WhoWindow

        with self.opened.store.session() as session:
            staff = (
                people.head_office(session) if self.opened.shared
                else people.staff(session, people.home_branch(session) or None)
            )  # fmt: skip
        if len(staff) == 1:
            self._open_for(staff[0])
            return
        window = WhoWindow(self.theme, staff, self.settings.last_staff)
        window.brand.set_foot(staff[0].branch_name if staff else "", self.clock.now().strftime("%Y-%m-%d"))
        window.chosen.connect(self._open_for)
        self._show(window)

    # ------------------------------------------------------------------------------------------ the main window

    @Slot(object)
    def _open_for(self, person: Person) -> None:
        self.actor = person.actor
        self._person = (person.name, person.branch_name)
        self.change_settings(last_staff=person.id)
        self.open_main()

    def open_main(self, start: str = "") -> None:
        """Build the main window for the person; also after a change of language."""
        assert self.opened is not None  # noqa: S101 - a database is open by now
        assert self.actor is not None  # noqa: S101
        self._drop_jobs()
        self.jobs = Jobs(self.opened.store, self)
        name, branch = self._person
        self._desk = desk = Desk(
            self.opened.store, self.actor, self.jobs, self.theme, self.theme.icons, self.clock, self.words,
            self.settings, self.paths, name, branch, self.opened.sample, self.opened.shared,
        )  # fmt: skip
        entries = places(self.actor.role)
        window = MainWindow(desk, entries, capture_window if allowed(self.actor, Permission.EDIT) else None)
        window.settings_wanted.connect(self.open_settings)
        window.person_wanted.connect(self.ask_who)
        window.sample_left.connect(self._on_sample_left)
        wanted = start or self.settings.last_page
        window.go(wanted if wanted in {entry.name for entry in entries} else entries[0].name)
        self._show(window)
        window.prebuild_soon()
        self.main_opened.emit()

    @Slot()
    def open_settings(self) -> None:
        from ui import change_password
        from ui.settings_window import SettingsWindow

        main = cast("MainWindow", self.window)
        window = SettingsWindow(
            self.theme, self.settings.language, self.settings.theme, self.settings.font_scale, main,
            self.settings.reminders, password=change_password.offered(main.desk),
        )  # fmt: skip
        change_password.connect(window, main)
        window.language_chosen.connect(self._on_language)
        window.theme_chosen.connect(self._on_theme)
        window.scale_chosen.connect(self._on_scale)
        window.reminders_chosen.connect(self._on_reminders)
        window.open()

    @Slot(str)
    def _on_language(self, language: str) -> None:
        self.change_settings(language=language)
        self._apply_language()
        window = self.window
        if isinstance(window, MainWindow):
            self.open_main(window.current)

    @Slot(str)
    def _on_theme(self, mode: str) -> None:
        self.change_settings(theme=mode)
        self._apply_look()

    @Slot(str)
    def _on_reminders(self, place: str) -> None:
        self.change_settings(reminders=place)
        if isinstance(self.window, MainWindow):
            self.window.desk.settings = self.settings

    @Slot(int)
    def _on_scale(self, scale: int) -> None:
        self.change_settings(font_scale=scale)
        self._apply_look()

    @Slot()
    def _on_sample_left(self) -> None:
        self._close_store()
        self.open_first()

    # ------------------------------------------------------------------------------------------ errors, end

    @Slot(object)
    def _on_unhandled(self, error: BaseException) -> None:
        LOGGER.error("unhandled", exc_info=error)
        self._report = show_error(self.window, self.theme, self.words, error)  # held: it may have no window above it

    def _on_start_failed(self, error: BaseException) -> None:
        self._busy(busy=False)
        if isinstance(self.window, StartWindow) and isinstance(error, WrongPassword):
            self.window.refuse("  ".join(part for part in self.words.render_both(error) if part))
            return
        if isinstance(self.window, StartWindow) and self.window.tells_faults and isinstance(error, AppError):
            self.window.refuse(self.words.render(error))
            return
        if self.window is None:
            self.open_first()
        show_error(self.window, self.theme, self.words, error)

    def _start(self, work, then) -> None:  # noqa: ANN001 - a function that gives a Store, and who takes it
        """Open a database off the GUI thread: the key takes its time on purpose."""
        self._busy(busy=True)
        if self._starter is None:
            self._starter = Jobs(None, self, with_long=False)  # type: ignore[arg-type]
        self._starter.run(self, work, then, self._on_start_failed)

    def _busy(self, *, busy: bool) -> None:
        if isinstance(self.window, StartWindow):
            self.window.set_busy(busy)

    def _show(self, window: QWidget) -> None:
        old, self.window = self.window, window
        if old is not None:
            window.setGeometry(old.geometry())
        window.show()
        if old is None:
            self.first_shown.emit()
        else:
            old.close()
            old.deleteLater()

    def _drop_jobs(self) -> None:
        if self._desk is not None:
            self._desk.close()
            self._desk = None
        if self.jobs is not None:
            self.jobs.close()
            self.jobs.deleteLater()
            self.jobs = None

    def _close_store(self) -> None:
        self._drop_jobs()
        if self.opened is not None:
            self.opened.store.close()
            self.opened = None

    def close(self) -> None:
        """Let the database go, and the key with it."""
        self.errors.remove()
        if isinstance(self.window, MainWindow) and self.window.current:
            self.change_settings(last_page=self.window.current)
        if self.window is not None:
            self.window.close()
        self._close_store()
        for starter in (self._starter, self._door):
            if starter is not None:
                starter.close()
