"""Head office's templates: published, carried by a pack, used at the branch beside the built-in ones."""

import json
import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from db.actor import Actor, Role
from db.engine import Store
from db.operation import Change, record
from db.stamp import FixedClock
from desktop import files
from desktop.errors import AppError, PermissionDenied
from desktop.exchange import incoming, pack
from desktop.exchange.worker import Reader
from desktop.posters import packed, pieces
from desktop.posters.template import Library
from desktop.resources import resource
from desktop.store import open_memory_store
from tests.desktop.posters.conftest import BRANCH, PATH, TODAY, order_of

ANALYST = Actor("hq", Role.ANALYST, "hq")
SHARED = [resource("posters", "art"), resource("icons")]


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    with Reader() as reader:
        yield reader


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(resource("posters"), SHARED, tmp_path / "received")


@pytest.fixture
def design(tmp_path: Path) -> Path:
    """The badge under another name and title, with artwork of its own."""
    folder = tmp_path / "work" / "spring-badge"
    shutil.copytree(resource("posters", "badge"), folder)
    text = (folder / "template.toml").read_text(encoding="utf-8")
    text = text.replace('title = "胸牌"', 'title = "迎春胸牌"').replace("waves.svg", "spring.svg")
    (folder / "template.toml").write_text(text, encoding="utf-8")
    shutil.copyfile(resource("posters", "art", "waves.svg"), folder / "spring.svg")
    return folder


def publish(store: Store, design: Path, library: Library):
    return store.write(lambda session: packed.publish(session, ANALYST, design, library))


def unpack(store: Store, library: Library) -> list[str]:
    with store.session() as session:
        packed.unpack(session, library.received)
    return [template.title for template in library.all()]


def test_a_template_goes_with_the_pack_and_makes_a_piece(
    store: Store, lead: Actor, design: Path, library: Library, reader: Reader, tmp_path: Path, studio: pieces.Studio
):
    office = open_memory_store(FixedClock(datetime(2026, 3, 12, 9, 0)))
    row = {"name": "城东支行", "path": PATH, "kind": "sub_branch"}
    office.write(lambda session: record(session, None, [Change("branch", BRANCH, row)]))
    done = publish(office, design, library)
    assert "迎春胸牌" in str(done.message)
    sent = incoming.read(pack.build(office, ANALYST, tmp_path).file, reader)
    office.close()
    store.write(lambda session: incoming.take(session, lead, sent, compared=True))
    assert "迎春胸牌" in unpack(store, library)
    template = library.load("spring-badge")
    assert template.assets["spring.svg"] == library.received / "spring-badge" / "spring.svg"
    wanted = order_of(studio, "badge", "navy")
    piece = pieces.make(studio, pieces.Order(template, "navy", wanted.record, {}), TODAY)
    assert piece.passed, piece.problems


def test_it_takes_the_place_of_a_built_in_one_until_it_is_withdrawn(store: Store, design: Path, library: Library):
    own = design.with_name("badge")
    design.rename(own)
    publish(store, own, library)
    titles = unpack(store, library)
    assert "迎春胸牌" in titles
    assert "胸牌" not in titles
    with store.session() as session:
        assert packed.published(session) == {"badge": "2026-11"}
    store.write(lambda session: packed.withdraw(session, ANALYST, "badge"))
    titles = unpack(store, library)
    assert "迎春胸牌" not in titles
    assert "胸牌" in titles
    with pytest.raises(AppError, match="没有下发过"):
        store.write(lambda session: packed.withdraw(session, ANALYST, "badge"))


def test_what_has_not_changed_is_not_written_again(store: Store, design: Path, library: Library):
    publish(store, design, library)
    unpack(store, library)
    (library.received / "spring-badge" / "spring.svg").unlink()
    unpack(store, library)
    assert not (library.received / "spring-badge" / "spring.svg").exists()
    text = (design / "template.toml").read_text(encoding="utf-8")
    (design / "template.toml").write_text(text.replace("迎春", "迎新"), encoding="utf-8")
    publish(store, design, library)
    assert "迎新胸牌" in unpack(store, library)
    assert (library.received / "spring-badge" / "spring.svg").exists()


def test_a_template_with_a_fault_is_not_published(store: Store, design: Path, library: Library):
    (design / "spring.svg").unlink()
    with pytest.raises(AppError, match=r"spring\.svg"):
        publish(store, design, library)
    big = design.with_name("big")
    shutil.copytree(resource("posters", "badge"), big)
    (big / "photo.png").write_bytes(b"\0" * (packed.LARGEST + 1))
    with pytest.raises(AppError, match=r"1\.5 MB"):
        publish(store, big, library)
    named = design.with_name("迎春")
    shutil.copytree(resource("posters", "badge"), named)
    with pytest.raises(AppError, match="文件夹的名字"):
        publish(store, named, library)
    with pytest.raises(PermissionDenied):
        store.write(lambda session: packed.publish(session, Actor("l", Role.LEAD, BRANCH), design, library))


@pytest.mark.parametrize(
    "content",
    ["", "[]", "{", '{"template.toml": 3}', '{"template.toml": "***"}', json.dumps({"template.toml": "eA=="}),
     json.dumps({"../../evil.svg": "eA==", "/etc/x.svg": "eA==", "run.exe": "eA=="})],
)  # fmt: skip
def test_a_row_that_is_no_template_harms_nothing(store: Store, library: Library, content: str, tmp_path: Path):
    row = {"key": "badge", "version": "1", "title": "x", "format": "card", "content": content}
    rows = [Change("poster_template", "x", row), Change("poster_template", "y", row | {"key": "../up"})]
    store.write(lambda session: record(session, None, rows))
    titles = unpack(store, library)
    assert "胸牌" in titles  # the built-in one holds
    assert {path.name for path in tmp_path.rglob("*")} <= {"received", "badge", "template.toml", packed.MARK}
    assert set(library.faults) <= {"badge"}


def test_a_full_disk_is_said(store: Store, design: Path, library: Library, monkeypatch: pytest.MonkeyPatch):
    publish(store, design, library)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files.os, "fsync", full)
    with pytest.raises(AppError, match="磁盘满了"):
        unpack(store, library)
