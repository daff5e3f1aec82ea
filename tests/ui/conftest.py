"""What tests of windows share: the theme, a branch in memory, and a desk whose jobs run at once."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from db.actor import Actor, Role
from db.engine import Store
from db.ids import derived_id
from db.operation import Change, record
from db.stamp import FixedClock
from desktop.paths import Paths
from desktop.pictures.decoding import Decoder
from desktop.resources import resource
from desktop.settings import Settings
from desktop.store import open_memory_store
from desktop.words import Words
from ui import fonts
from ui.desk import Desk
from ui.icons import Icons
from ui.jobs import InlineJobs
from ui.look import dress
from ui.theme import Theme, load_tokens

BRANCH_PATH = "江海银行/江北分行/城东支行"
MOMENT = datetime(2026, 3, 12, 10, 42)


@pytest.fixture(scope="session")
def registered_fonts(qapp: QApplication) -> list[str]:
    return fonts.register(resource("fonts"))


@pytest.fixture
def theme(qapp: QApplication, registered_fonts: list[str]) -> Theme:
    theme = Theme(load_tokens(resource("theme.toml")), Icons(resource("icons")))
    dress(qapp, theme)
    return theme


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(MOMENT)


@pytest.fixture
def actor() -> Actor:
    """王敏, branch lead of 城东支行."""
    return Actor(derived_id("staff", "wangmin"), Role.LEAD, derived_id("branch", BRANCH_PATH))


@pytest.fixture
def store(clock: FixedClock, actor: Actor) -> Iterator[Store]:
    """A branch in memory with one member of staff."""
    store = open_memory_store(clock)
    branch = {"name": "城东支行", "path": BRANCH_PATH, "kind": "sub_branch", "bank": "江海银行"}
    staff = {"account": "wangmin", "name": "王敏", "position": "网点负责人", "branch": actor.branch, "role": "lead"}
    rows = [Change("branch", actor.branch, branch), Change("staff", actor.staff, staff)]
    store.write(lambda session: record(session, None, rows))
    yield store
    store.close()


@pytest.fixture
def desk(store: Store, theme: Theme, clock: FixedClock, actor: Actor, tmp_path: Path, decoder: Decoder) -> Desk:
    """The desk of 王敏; its jobs run at once on this thread."""
    desk = Desk(
        store, actor, InlineJobs(store), theme, theme.icons, clock, Words("zh"), Settings(), Paths(tmp_path),
        "王敏", "城东支行",
    )  # fmt: skip
    desk.pictures = decoder
    return desk
