"""The studio's page on a branch of three people, two of them with codes."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db.ids import derived_id
from db.operation import Change, record
from desktop.changes import Changes
from desktop.pictures.decoding import Decoder
from desktop.posters import intake, pieces, qr
from desktop.resources import resource
from ui.desk import Desk
from ui.posters.page import PostersPage

QR = Path(__file__).parents[2] / "data" / "qr"
PEOPLE = {"李倩": "liqian", "欧阳明哲": "ouyangmingzhe"}
STAFF = {name: derived_id("staff", account) for name, account in PEOPLE.items()}


@pytest.fixture(scope="session")
def studio(qapp: QApplication, decoder: Decoder) -> pieces.Studio:
    return pieces.Studio.open(resource(), decoder=decoder)


@pytest.fixture
def branch(desk: Desk) -> Desk:
    """王敏 (the lead) and 李倩 have codes, 欧阳明哲 has none; one place."""
    rows = [
        Change("staff", STAFF[name], {"account": account, "name": name, "branch": desk.actor.branch})
        for name, account in PEOPLE.items()
    ]
    place = {"branch": desk.actor.branch, "name": "柜台 3 号", "state": "cd-c3"}
    rows.append(Change("placement", "place-1", place))
    desk.store.write(lambda session: record(session, None, rows))
    kinds = qr.Kinds(resource("posters", "codes.toml"))
    with desk.store.session() as session:
        found = intake.plan(session, desk.actor, [QR / "王敏.png", QR / "李倩.png"], kinds, desk.pictures)
    desk.store.write(lambda session: intake.apply(session, desk.actor, found))
    return desk


draw_thumbs = PostersPage._draw_thumbs


@pytest.fixture
def page(branch: Desk, qtbot: QtBot, studio: pieces.Studio, monkeypatch: pytest.MonkeyPatch) -> PostersPage:
    """Shown, filled, proven; without thumbnails, which cost more than most tests."""
    monkeypatch.setattr(PostersPage, "_draw_thumbs", lambda *_: None)
    page = PostersPage(branch, studio=studio)
    qtbot.addWidget(page)
    page.resize(1294, 688)
    page.show()
    page.refresh(Changes.ALL)
    page._prove()
    page._proof_timer.stop()
    return page
