"""What every test may ask for."""

import gc
import os
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import Engine, StaticPool, create_engine

from desktop.pictures.decoding import Decoder
from tests.server import Server

# Before anything imports Qt: no test opens a window on a screen.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# Examples are judged by their result; how long one takes depends on what else the machine does.
hypothesis.settings.register_profile("taika", deadline=None, print_blob=True)
hypothesis.settings.load_profile("taika")


GARBAGE = 20_000  # objects
SPINS = 1_000  # hashes on the way from a password to a key


def pytest_collection_finish() -> None:
    """What was imported by now stays till the end: the collector need not look through it again and again.

    It works between two tests, as in the program in the windows' thread: a window that ends in a job's ends everything.
    """
    gc.collect()
    gc.freeze()
    gc.disable()


def pytest_runtest_logfinish() -> None:
    """Collect what the tests have left."""
    if gc.get_count()[0] > GARBAGE:
        gc.collect()


@pytest.fixture(scope="session", autouse=True)
def own_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A home of its own for each test process: settings, stores and LibreOffice's profile never meet the user's."""
    home = tmp_path_factory.mktemp("home")
    places = {"HOME": home, "APPDATA": home, "LOCALAPPDATA": home}
    places |= {f"XDG_{kind}_HOME": home / kind.lower() for kind in ("CONFIG", "DATA", "STATE", "CACHE")}
    with pytest.MonkeyPatch.context() as patch:
        for name, place in places.items():
            patch.setenv(name, str(place))
        yield


@pytest.fixture(scope="session", autouse=True)
def one_application(qapp: QCoreApplication) -> None:
    """Windows need more of an application than the painter would make for itself, and a process has only one."""


@pytest.fixture(scope="session")
def decoder() -> Iterator[Decoder]:
    """One child process for the pictures of all tests, started by the first that brings one."""
    with Decoder() as decoder:
        yield decoder


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """A PostgreSQL server for the tests of this process, started by the first that asks for it."""
    server = Server()
    yield server
    server.close()


@pytest.fixture
def qtbot(qtbot: QtBot) -> Iterator[QtBot]:
    """Keeps the widgets it is given until the test's end, and takes them away then; its own hold is weak.

    A window without a parent that nothing holds is garbage, and would be collected while it is being painted. One that
    is left behind is dressed anew with every theme of the tests that follow.
    """
    kept: list[QWidget] = []
    add = qtbot.addWidget

    def keep(widget: QWidget, **more: Any) -> None:
        kept.append(widget)
        add(widget, **more)

    qtbot.addWidget = qtbot.add_widget = keep
    yield qtbot
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture(scope="session", autouse=True)
def migrated_once() -> Iterator[None]:
    """Migrate one store in memory a process; new ones are made like it, a hundred times faster."""
    from db import engine, migrate

    really, kept = migrate.upgrade, []

    def upgrade(engine_: Engine, path: Path | None, target: str = migrate.HEAD) -> bool:
        if engine_.dialect.name != "sqlite" or target != migrate.HEAD or migrate.current(engine_) is not None:
            return really(engine_, path, target)
        if not kept:
            kept.append(engine._connect(None, b""))
            model = create_engine("sqlite://", module=engine.sqlcipher, creator=lambda: kept[0], poolclass=StaticPool)
            engine._own_transactions(model)
            really(model, None, target)
        fairy = engine_.raw_connection()
        if path is None:
            kept[0].backup(fairy.driver_connection)
        else:
            _make_alike(kept[0], fairy.driver_connection)
        fairy.close()
        return False

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(migrate, "upgrade", upgrade)
        yield
    for connection in kept:
        connection.close()


@pytest.fixture(scope="session", autouse=True)
def compiled_once() -> Iterator[None]:
    """All databases share what statements compile to; a program has one database, and compiles each statement once."""
    from db import engine

    really: Callable[..., Engine] = engine.create_engine
    made = {"module": engine.sqlcipher, "creator": lambda: engine._connect(None, b""), "poolclass": StaticPool}
    model = really("sqlite://", **made)
    model.connect().close()  # which tells the dialect what it talks to

    def make(url: str, **options: Any) -> Engine:
        another = really(url, **options)
        another.dialect, another._compiled_cache = model.dialect, model._compiled_cache
        return another

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(engine, "create_engine", make)
        yield
    model.dispose()


@pytest.fixture(scope="session", autouse=True)
def sealed_lightly() -> Iterator[Callable[..., bytes]]:
    """What is sealed with a password opens in a hundredth of the time; gives what seals it as the product does."""
    from msoffcrypto.method.ecma376_agile import ECMA376Agile

    really = ECMA376Agile.encrypt
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ECMA376Agile, "encrypt", staticmethod(partial(really, spin_count=SPINS)))
        yield really


def _make_alike(model: Any, target: Any) -> None:
    """Give an empty database the tables and rows of another, which may be encrypted otherwise."""
    made = model.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY rowid").fetchall()
    searched = tuple(f"{name}_" for name, sql in made if sql.startswith("CREATE VIRTUAL TABLE"))
    target.execute("BEGIN IMMEDIATE")
    for name, sql in made:
        if not name.startswith(searched):  # else it comes with the virtual table
            target.execute(sql)
    (version,) = model.execute("SELECT version_num FROM alembic_version").fetchone()
    target.execute("INSERT INTO alembic_version VALUES (?)", (version,))
    target.execute("COMMIT")
