"""Every door by which a workbook enters: what is none is named as what it is, and a private copy is read."""

import zipfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import text

from db.actor import Actor, Role
from db.engine import Store
from desktop.contacts import batch
from desktop.errors import AppError
from desktop.exchange import (
    arrival,
    editing,
    handover_taking,
    incoming,
    intake,
    policy,
    private,
    protection,
    shared_folder,
    workbook,
)
from desktop.exchange.workbook import SheetSpec
from desktop.exchange.worker import Reader
from desktop.headquarters import consolidate, leads
from desktop.headquarters.reading import Readers
from desktop.store import open_memory_store

ANALYST = Actor("analyst", Role.ANALYST, "hq")
Door = Callable[[Path, Reader], object]


def _table(path: Path, password: str = "") -> None:
    workbook.write(path, [SheetSpec("表", [["甲"]])], password)


def _bytes(content: bytes) -> Callable[[Path], None]:
    return lambda path: path.write_bytes(content) and None


def _xlsb(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("xl/workbook.bin", b"x")


FILES: dict[str, tuple[str, Callable[[Path], None], str]] = {
    "csv of windows": ("名单.csv", _bytes("客户名称,手机\n赵,138".encode("gbk")), "是文本文件"),
    "csv of a mac": ("名单.csv", _bytes("客户名称,手机\r赵,138".encode("utf-8-sig")), "是文本文件"),
    "text of excel": ("名单.txt", _bytes("客户名称\t手机\r\n赵\t138".encode("utf-16")), "是文本文件"),
    "csv by another name": ("名单.xlsx", _bytes("客户名称,手机\r\n赵,138".encode()), "是文本文件"),
    "web page": ("名单.xls", _bytes(b"\r\n<html><table><tr><td>x</td></tr></table></html>"), "是文本文件"),
    "leak protection": ("名单.xlsx", _bytes(b"%TSD-Header-###%" + bytes(range(256)) * 9), "防泄密软件"),
    "leak protection of a csv": ("名单.csv", _bytes(b"\x01\x02\x03\x04" * 400), "防泄密软件"),
    "nothing": ("名单.xlsx", _bytes(b""), "是空文件"),
    "password": ("名单.xlsx", partial(_table, password="a long password"), "设了打开密码"),
    "xlsb": ("名单.xlsb", _xlsb, "是 .xlsb 格式"),
}
"""What comes → its name, how it is made, what is said."""


@pytest.fixture(scope="module")
def office():
    """Head office with the bank's pepper."""
    store = open_memory_store()
    store.write(lambda session: policy.keep_pepper(session, b"p" * 32))
    yield store
    store.close()


def _editing(office: Store, path: Path, reader: Reader) -> object:
    with office.session() as session:
        return editing.read(session, ANALYST, path, reader)


def _leads(office: Store, path: Path, reader: Reader) -> object:
    with office.session() as session:
        return leads.read(session, ANALYST, path, reader)


@pytest.fixture(scope="module")
def readers() -> Iterator[Readers]:
    with Readers(1) as own:
        yield own


def _consolidated(readers: Readers, path: Path, _reader: Reader) -> object:
    ((_, outcome),) = readers.ahead(consolidate.workbooks([path if path.suffix == ".txt" else path.parent]))
    if isinstance(outcome, AppError):
        raise outcome
    return outcome


@pytest.fixture(
    params=["table", "pack", "handover", "report", "folder of reports", "editing sheets", "leads", "guests"]
)
def door(request: pytest.FixtureRequest, office: Store, readers: Readers) -> Door:
    return {
        "table": intake.read, "pack": incoming.read, "handover": handover_taking.read, "report": arrival.read,
        "folder of reports": partial(_consolidated, readers), "editing sheets": partial(_editing, office),
        "leads": partial(_leads, office), "guests": lambda path, _reader: batch.read_sheet(path),
    }[request.param]  # fmt: skip


def test_what_is_no_workbook_is_named_at_every_door(door: Door, tmp_path: Path, reader: Reader):
    for what, (name, make, said) in FILES.items():
        path = tmp_path / what / name
        path.parent.mkdir()
        make(path)
        with pytest.raises(AppError, match=said) as caught:
            door(path, reader)
        assert name in str(caught.value.message)
        assert caught.value.cure


def test_what_changes_meanwhile_is_read_at_no_door(
    door: Door, tmp_path: Path, reader: Reader, monkeypatch: pytest.MonkeyPatch
):
    path = tmp_path / "名单.xlsx"
    _table(path)
    really = private.shutil.copyfile

    def slow(source: Path, target: Path) -> None:
        really(source, target)
        with source.open("ab") as file:
            file.write(b"more")

    monkeypatch.setattr(private.shutil, "copyfile", slow)
    with pytest.raises(AppError, match=r"名单\.xlsx 正在被改写"):
        door(path, reader)


def test_a_disk_too_full_for_a_copy_is_said_at_every_door(
    door: Door, tmp_path: Path, reader: Reader, monkeypatch: pytest.MonkeyPatch
):
    path = tmp_path / "名单.xlsx"
    _table(path)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(private.shutil, "copyfile", full)
    with pytest.raises(AppError, match="本机磁盘满了"):
        door(path, reader)


def test_a_disk_too_full_for_the_clear_copy_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    path = tmp_path / "名单.xlsx"
    _table(path, "a long password")
    with monkeypatch.context() as patch:
        patch.setattr(Path, "write_bytes", lambda *_: (_ for _ in ()).throw(OSError(28, "No space left on device")))
        with pytest.raises(AppError, match="本机磁盘满了"), protection.opened(path, "a long password"):
            pass


def test_a_csv_in_the_shared_folder_is_named(branch: tuple[Store, Actor], tmp_path: Path):
    store, lead = branch
    folder = tmp_path / "shared"
    folder.mkdir()
    (folder / "交接_城东支行_0123456789ab_0001.xlsx").write_bytes("客户名称,手机\n赵,138".encode())
    store.write(lambda session: shared_folder.choose(session, lead, folder, "a long password"))
    synced = shared_folder.sync(store, lead, tmp_path / "backups")
    assert ["是文本文件" in str(one.reason) for one in synced.waiting] == [True]
    with store.session() as session:
        assert session.execute(text("SELECT count(*) FROM import_run")).scalar_one() == 0
