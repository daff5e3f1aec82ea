from pathlib import Path

import pikepdf
import pytest
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from db.posters import PosterPrint
from desktop.errors import AppError
from desktop.posters import pieces, production
from tests.ui.posters.conftest import STAFF
from ui.desk import Desk
from ui.posters.batch_dialog import BatchDialog
from ui.posters.page import PostersPage


@pytest.fixture
def dialog(
    page: PostersPage, qtbot: QtBot, studio: pieces.Studio, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> BatchDialog:
    monkeypatch.setattr(production, "_studio", lambda _resources: studio)
    monkeypatch.setattr(pieces.Studio, "open", lambda _resources: studio)
    made = page.acts.make_batch("sticker")
    qtbot.addWidget(made)
    made.ask_folder = lambda: tmp_path
    made.show()
    return made


def prints(branch: Desk) -> list[PosterPrint]:
    with branch.store.session() as session:
        return list(session.scalars(select(PosterPrint)))


def test_staff_by_templates(dialog: BatchDialog, branch: Desk, tmp_path: Path):
    assert "欧阳明哲" in dialog.text.text()
    assert dialog.said.text() == "2 人 × 1 种 = 2 张"
    dialog.templates.boxes["badge"].click()
    assert dialog.go.text() == "出图 4 张"
    dialog.go.click()
    assert sorted(path.name for path in tmp_path.glob("*.pdf")) == [
        "城东支行-李倩-圆贴纸.pdf", "城东支行-李倩-胸牌.pdf", "城东支行-王敏-圆贴纸.pdf", "城东支行-王敏-胸牌.pdf",
    ]  # fmt: skip
    assert [tile.name for tile in dialog.grid.tile_model.tiles].count("李倩") == 2
    assert "出了 4 张" in dialog.said.text()
    assert len(prints(branch)) == 4
    dialog.go.click()
    assert "其中 4 张早已出好" in dialog.said.text()
    assert len(prints(branch)) == 4
    assert not dialog.grab().isNull()


def test_one_pdf_with_an_overview(dialog: BatchDialog, tmp_path: Path):
    dialog.way.set_value("one")
    dialog.sheet.click()
    dialog.go.click()
    assert sorted(path.name for path in tmp_path.glob("*.pdf")) == [
        "城东支行-2人-1种-2张-总览.pdf",
        "城东支行-2人-1种-2张.pdf",
    ]
    with pikepdf.open(tmp_path / "城东支行-2人-1种-2张.pdf") as whole:
        assert len(whole.pages) == 2


def test_stopped_and_gone_on_with(dialog: BatchDialog, branch: Desk, tmp_path: Path):
    dialog._slip.connect(lambda _slip: dialog._stop.set())
    dialog.go.click()
    assert dialog.said.text() == "停在第 1 张"
    assert dialog.go.text() == "继续"
    dialog._slip.disconnect()
    dialog.ask_folder = lambda: None  # it knows the folder
    dialog.go.click()
    assert "出了 2 张" in dialog.said.text()
    assert "其中 1 张早已出好" in dialog.said.text()
    assert len(prints(branch)) == 2


def test_nobody_ticked_makes_nothing(dialog: BatchDialog, tmp_path: Path):
    dialog.people.every.click()
    dialog.people.every.click()
    assert not dialog.go.isEnabled()
    dialog.people.boxes[STAFF["李倩"]].click()
    assert dialog.go.text() == "出图 1 张"
    dialog.ask_folder = lambda: None
    dialog.go.click()
    assert list(tmp_path.glob("*.pdf")) == []


def test_a_refused_piece_is_named(dialog: BatchDialog, page: PostersPage):
    page.history.begin(page.draft._replace(filled={"sticker": {"prompt": "稳赚"}}))
    dialog.go.click()
    assert "稳赚" in dialog.fault.text()
    assert "出了 0 张" in dialog.said.text()


def test_a_failure_is_said_and_can_be_gone_on_with(dialog: BatchDialog, monkeypatch: pytest.MonkeyPatch):
    def fail(*_args: object, **_keys: object) -> None:
        raise AppError("出图中断了")

    monkeypatch.setattr(production, "produce", fail)
    dialog.go.click()
    assert dialog.fault.text() == "出图中断了"
    assert dialog.go.text() == "继续"
    assert dialog.go.isEnabled()


def test_closing_while_it_runs_stops_first(dialog: BatchDialog):
    dialog._set_running(running=True)
    dialog.reject()
    assert dialog.isVisible()
    assert dialog._stop.is_set()
    dialog._set_running(running=False)
