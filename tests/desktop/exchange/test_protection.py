"""Workbooks with a password to open."""

import shutil
from io import BytesIO
from pathlib import Path

import olefile
import pytest
from msoffcrypto.method.ecma376_agile import ECMA376Agile

from desktop.errors import AppError
from desktop.exchange import protection, workbook, writing
from desktop.exchange.gate import LIMITS, Protected
from desktop.exchange.protection import LEAST, WrongPassword
from desktop.exchange.workbook import SheetSpec
from desktop.exchange.worker import ERROR, PLAIN, Reader
from tests.desktop.exchange.hostile_files import ole, spinning
from tests.desktop.exchange.xlsx import pack, parts

PASSWORD = "江海 2026 Wk"
OLD = Path(__file__).parents[2] / "data" / "old-with-password.xls"


@pytest.fixture
def sealed(tmp_path: Path) -> Path:
    workbook.write(tmp_path / "密.xlsx", [SheetSpec("表", [["客户"], ["赵小琳"]])], PASSWORD)
    return tmp_path / "密.xlsx"


def test_it_opens_with_its_password_only(sealed: Path, reader: Reader):
    assert protection.protected(sealed)
    assert "赵小琳".encode() not in sealed.read_bytes()
    assert workbook.read(sealed, reader=reader, password=PASSWORD).sheets[0].rows == [["客户"], ["赵小琳"]]
    with pytest.raises(Protected, match="设了打开密码"):
        workbook.read(sealed, reader=reader)
    with pytest.raises(WrongPassword, match="密码打不开"):
        workbook.read(sealed, reader=reader, password=f"{PASSWORD} ")


@pytest.mark.parametrize("name", ["旧表.xls", "旧表.et"])
def test_an_old_workbook_opens_with_its_password_too(tmp_path: Path, reader: Reader, name: str):
    path = tmp_path / name
    shutil.copyfile(OLD, path)
    assert protection.protected(path)
    assert not protection.sealed(path)
    [sheet] = workbook.read(path, reader=reader, password="twelve words").sheets
    assert (sheet.name, sheet.rows[:2]) == ("客户列表", [["客户名称", "手机"], ["赵小琳", "13812344821"]])
    with pytest.raises(Protected, match="设了打开密码"):
        workbook.read(path, reader=reader)
    with pytest.raises(WrongPassword, match="密码打不开"):
        workbook.read(path, reader=reader, password="thirteen words")


def test_clear_bytes_that_look_like_an_error_are_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "a").write_bytes(b"x")
    monkeypatch.setattr(protection, "_decrypted", lambda *_: ERROR + b"clear")
    assert list(protection.serving(Path(f"{tmp_path / 'a'}\n"), LIMITS)) == [PLAIN + ERROR + b"clear"]


def test_the_clear_copy_is_private_and_gone_at_the_end(sealed: Path):
    with protection.opened(sealed, PASSWORD) as clear:
        assert clear.name == sealed.name
        assert clear.parent.stat().st_mode & 0o077 == 0
    assert not clear.exists()


def test_a_file_without_a_password_is_taken_as_it_is(tmp_path: Path):
    path = pack(tmp_path / "a.xlsx", parts())
    with protection.opened(path, "whatever") as same:
        assert same == path
    assert not protection.protected(tmp_path / "没有.xlsx")


def test_a_small_file_is_padded_or_nobody_could_read_it(tmp_path: Path):
    small = pack(tmp_path / "a.xlsx", parts()).read_bytes()
    assert len(small) < 4_096
    padded = protection._padded(small)
    assert len(padded) >= LEAST
    (tmp_path / "b.xlsx").write_bytes(padded)
    assert workbook.here(tmp_path / "b.xlsx").sheets[0].rows == [["客户"]]
    assert protection._decrypted(protection.seal(small, PASSWORD, "a.xlsx"), PASSWORD) == padded


def test_a_short_password_and_a_failed_trial_write_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    with pytest.raises(AppError, match="至少要 8"):
        workbook.write(tmp_path / "a.xlsx", [SheetSpec("表", [["x"]])], "short")
    monkeypatch.setattr(protection, "_decrypted", lambda *_: b"something else")
    with pytest.raises(AppError, match="没有写出"):
        workbook.write(tmp_path / "a.xlsx", [SheetSpec("表", [["x"]])], PASSWORD)
    assert list(tmp_path.iterdir()) == []


def test_changed_bytes_are_noticed(sealed: Path, reader: Reader):
    data = bytearray(sealed.read_bytes())
    data[len(data) // 2] ^= 1
    sealed.write_bytes(data)
    with pytest.raises(AppError, match="密码打不开"):
        workbook.read(sealed, reader=reader, password=PASSWORD)


def test_guessing_is_made_to_take_time(monkeypatch: pytest.MonkeyPatch, sealed_lightly):
    monkeypatch.setattr(ECMA376Agile, "encrypt", staticmethod(sealed_lightly))
    clear = BytesIO()
    writing.compose(clear, [SheetSpec("表", [["客户"]])])
    whole = protection.seal(clear.getvalue(), PASSWORD, "a.xlsx")
    with olefile.OleFileIO(BytesIO(whole)) as container:
        assert b'spinCount="100000"' in container.openstream(protection.INFO).read()


def test_a_key_that_would_be_derived_for_hours_is_refused_at_once(tmp_path: Path):
    spinning(tmp_path / "a.xlsx")
    with pytest.raises(ValueError, match="9999999"):
        protection._decrypted((tmp_path / "a.xlsx").read_bytes(), PASSWORD)


def test_what_is_too_large_is_not_opened(tmp_path: Path, sealed: Path):
    big = tmp_path / "大.xlsx"
    big.write_bytes(ole({"EncryptedPackage": b"x"}).ljust(LIMITS.bytes + 1, b"\0"))
    with pytest.raises(AppError, match="太大"), protection.opened(big, PASSWORD):
        pass
    clear = b"".join(
        frame.removeprefix(PLAIN) for frame in protection.serving(Path(f"{sealed}\n{PASSWORD.encode().hex()}"), LIMITS)
    )
    assert clear.startswith(b"PK")
    with pytest.raises(ValueError, match=str(len(clear))):
        list(protection.serving(Path(f"{sealed}\n{PASSWORD.encode().hex()}"), LIMITS.__class__(bytes=10)))
