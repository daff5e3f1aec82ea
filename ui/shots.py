"""Pictures of all pages and windows: for `taika demo`, and to be looked at beside the design."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QTimer, QTranslator
from PySide6.QtWidgets import QApplication, QWidget

from db.actor import Actor, Role
from db.engine import Store
from db.stamp import Clock
from desktop import people, sample
from desktop.paths import Paths
from desktop.resources import resource
from desktop.security.roles import Permission, allowed
from desktop.settings import Settings
from desktop.words import Words
from ui import fonts
from ui.desk import Desk
from ui.gallery import Gallery
from ui.icons import Icons
from ui.jobs import InlineJobs
from ui.keys_window import KeysWindow
from ui.look import dress
from ui.main_window import SIZE, MainWindow, global_hints
from ui.places import TEAM, capture_window, places
from ui.settings_window import SettingsWindow
from ui.start.first_run import FirstRunWindow
from ui.start.take_over import TakeOverWindow
from ui.start.unlock import UnlockWindow
from ui.start.who import WhoWindow
from ui.theme import Theme, load_tokens
from ui.work_shots import opened_by, runner

MODES = ("light", "dark")
LANGUAGES = ("zh", "en")
SETTLE_MS = 700  # until everything is read, laid out and painted


def take(
    store: Store, actor: Actor, folder: Path, modes: Sequence[str] = ("light",), languages: Sequence[str] = ("zh",),
    *, windows: bool = False,
) -> list[Path]:  # fmt: skip
    """Write a PNG of every page (and every other window) in each mode and language; returns the files."""
    app = QApplication.instance() or QApplication(["taika"])
    assert isinstance(app, QApplication)  # noqa: S101 - made here if by nobody else
    fonts.register(resource("fonts"))
    theme = Theme(load_tokens(resource("theme.toml")), Icons(resource("icons")))
    dress(app, theme)
    folder.mkdir(parents=True, exist_ok=True)
    files: list[Path] = []
    for language in languages:
        translator = install(app, language)
        for mode in modes:
            theme.set_mode(mode)
            desk = desk_for(store, actor, theme, language, folder)
            shots = pages(desk)
            if windows:
                shots = both(pages(desk, opened=True), runner(desk, settle, end), other_windows(desk))
            files += [save(widget, folder / f"{name}-{mode}-{language}.png") for name, widget in shots]
        if translator is not None:
            app.removeTranslator(translator)
    return files


def install(app: QCoreApplication, language: str) -> QTranslator | None:
    """The translator of a language; Chinese needs none."""
    translator = QTranslator(app)
    if language == "zh" or not translator.load(str(resource("i18n", f"taika_{language}.qm"))):
        return None
    app.installTranslator(translator)
    return translator


def desk_for(store: Store, actor: Actor, theme: Theme, language: str, folder: Path) -> Desk:
    """A desk whose jobs run at once."""
    with store.session() as session:
        person = next((one for one in people.staff(session) if one.id == actor.staff), None)
    name, branch = (person.name, person.branch_name) if person else ("", "")
    return Desk(
        store, actor, InlineJobs(store), theme, theme.icons, store.clock, Words(language),
        Settings(language=language), Paths(folder), name, branch,
    )  # fmt: skip


def both(*shots: Iterable[tuple[str, QWidget]]) -> Iterator[tuple[str, QWidget]]:
    for part in shots:
        yield from part


def pages(desk: Desk, *, opened: bool = False) -> Iterator[tuple[str, QWidget]]:
    """The main window on each of its pages; with `opened` also the lead's team and the windows that pages open."""
    may_capture = allowed(desk.actor, Permission.EDIT)
    window = MainWindow(desk, places(desk.actor.role), capture_window if may_capture else None)
    window.resize(SIZE)
    window.show()
    for place in window.places:
        window.go(place.name)
        settle()
        yield place.name, window
        if opened:
            yield from opened_by(window.pages[place.name], settle, end)
    if opened and "today" in window.pages:
        window.go("today", TEAM)
        settle()
        yield "team", window
    capture = window.built_capture()
    if capture is not None:
        capture.show()
        settle()
        yield "capture", capture
        capture.hide()
    end(window)


def other_windows(desk: Desk) -> Iterator[tuple[str, QWidget]]:
    """Settings, keys, the windows before the main one, and the sheet of components."""
    theme = desk.theme
    with desk.store.session() as session:
        who = WhoWindow(theme, people.staff(session, desk.actor.branch), desk.actor.staff)
    who.brand.set_foot(desk.branch_name, desk.clock.now().strftime("%Y-%m-%d"))
    for name, window in (
        ("first-run", FirstRunWindow(theme)),
        ("take-over", TakeOverWindow(theme)),
        ("unlock", UnlockWindow(theme)),
        ("who", who),
        ("settings", SettingsWindow(theme, desk.settings.language, "light", 100)),
        ("keys", KeysWindow(theme, "", [], global_hints())),
        ("components", Gallery(theme)),
    ):
        window.show()
        settle()
        yield name, window
        end(window)


def save(widget: QWidget, path: Path) -> Path:
    """Grab the widget into a file; OSError when it cannot be written."""
    if not widget.grab().save(str(path)):
        raise OSError(path)
    return path


def settle() -> None:
    """Let layouts, debounced reads and the first proof finish."""
    waiting = QEventLoop()  # (asking for events again and again would hold up the threads that read)
    QTimer.singleShot(SETTLE_MS, waiting.quit)
    waiting.exec()


def end(window: QWidget) -> None:
    window.close()
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def shoot_sample(data: Path, folder: Path, clock: Clock) -> list[Path]:
    """The pages of the sample branch in the data folder, light and Chinese; for `taika demo`."""
    store = sample.open_branch(Paths(data).sample, sample.MAIN, clock)
    try:
        with store.session() as session:
            actor = people.at_keyboard(session, sample.PERSON, Role.MANAGER)
        return take(store, actor, folder)
    finally:
        store.close()
