"""Workbooks with a password to open, as Excel encrypts them: written after a trial, opened in a limited process.

`msoffcrypto-tool` writes files below 4,096 bytes that nobody can read, so small ones are padded; and what it wrote is
decrypted and compared before anybody gets it.
"""

import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Final

from desktop.errors import AppError
from desktop.exchange import private
from desktop.exchange.gate import ENCRYPTED, LIMITS, MEGABYTE, OLE, Limits, Protected
from desktop.exchange.worker import PLAIN, Reader

LEAST: Final = 8 * 1024  # bytes
SHORTEST: Final = 8  # characters of a password
MOST_SPINS: Final = 1_000_000
SPINS: Final = re.compile(rb'spinCount="(\d{1,12})"')
INFO: Final = "EncryptionInfo"
OLD: Final = re.compile(rb"\x09\x08(?:\x10\x00.{16}|\x08\x00.{8})(?:\x86\x00\x00\x00)?\x2f\x00", re.DOTALL)
"""How an old workbook (.xls, .et) with a password begins: its first record, and the one that tells of the password."""


ASKS: Final = "{file} 设了打开密码"
REFUSES: Final = "密码打不开 {file}，或文件已损坏"
"""What is said of a file without a password, and with one that does not fit."""


class WrongPassword(AppError):  # noqa: N818 - reads as what happened
    """The password does not open the file."""


def protected(path: Path) -> bool:
    """Whether a file has a password to open, an old one too; False for what cannot be looked at."""
    content = _container(path)
    return ENCRYPTED in content or OLD.search(content) is not None


def sealed(path: Path) -> bool:
    """Whether it is encrypted as Excel does now; the password of an old file keeps nobody out."""
    return ENCRYPTED in _container(path)


def _container(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(LIMITS.bytes) if file.read(len(OLE)) == OLE else b""
    except OSError:
        return b""


def seal(content: bytes, password: str, file: str) -> bytes:
    """A workbook encrypted with a password; AppError when the password is too short, or the trial fails."""
    if len(password) < SHORTEST:
        raise too_short()
    from msoffcrypto.format.ooxml import OOXMLFile

    padded, sealed = _padded(content), BytesIO()
    OOXMLFile(BytesIO(padded)).encrypt(password, sealed)
    if _decrypted(sealed.getvalue(), password) != padded:
        raise AppError("{file} 加密码没有成功，没有写出", cure="请换一个密码再试。", file=file)
    return sealed.getvalue()


def too_short() -> AppError:
    """The refusal of a password that is tried out too soon."""
    return AppError("打开密码至少要 {count} 个字", cure="请换一个长一点的密码。", count=SHORTEST)


def _padded(content: bytes) -> bytes:
    """The same workbook in at least LEAST bytes: its parts unpacked, and an empty one more if that is too little."""
    if len(content) >= LEAST:
        return content
    wider = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as source, zipfile.ZipFile(wider, "w", zipfile.ZIP_STORED) as target:
        for part in source.infolist():
            target.writestr(zipfile.ZipInfo(part.filename, part.date_time), source.read(part))
        missing = LEAST - sum(part.file_size for part in source.infolist())
        if missing > 0:
            target.comment = b" " * missing
    return wider.getvalue()


def _decrypted(sealed: bytes, password: str) -> bytes:
    """The workbook in an encrypted file; raises what the libraries raise."""
    import olefile
    from msoffcrypto import OfficeFile

    with olefile.OleFileIO(BytesIO(sealed)) as container:
        info = container.openstream(INFO).read(MEGABYTE) if container.exists(INFO) else b""
    spins = SPINS.search(info)
    if spins is not None and int(spins[1]) > MOST_SPINS:
        raise ValueError(spins[1])
    office, clear = OfficeFile(BytesIO(sealed)), BytesIO()
    office.load_key(password=password)
    checked = {"verify_integrity": True} if office.type == "agile" else {}
    office.decrypt(clear, **checked)
    return clear.getvalue()


def serving(asked: Path, limits: Limits) -> Iterator[bytes]:
    """In the limited process: the clear file in frames; `asked` is its path and, on a second line, the password."""
    place, _, password = str(asked).rpartition("\n")
    clear = _decrypted(Path(place).read_bytes(), bytes.fromhex(password).decode())
    if len(clear) > limits.bytes:
        raise ValueError(len(clear))
    for start in range(0, len(clear), MEGABYTE):
        yield PLAIN + clear[start : start + MEGABYTE]


@contextmanager
def opened(path: Path, password: str) -> Iterator[Path]:
    """A private copy without its password, removed at the end; the file itself where it has none.

    Raises Protected when there is a password and none was given, WrongPassword when it does not fit.
    """
    if not protected(path):
        yield path
        return
    if not password:
        raise Protected("{file} 设了打开密码", cure="请问发件人密码，输入密码再导入。", file=path.name)
    private.check_size(path, path.stat().st_size)
    with Reader(serving=serving) as reader:
        try:
            clear = b"".join(
                frame.removeprefix(PLAIN) for frame in reader.raw(Path(f"{path}\n{password.encode().hex()}"))
            )
        except AppError as error:
            raise WrongPassword(
                "密码打不开 {file}，或文件已损坏", cure="请问发件人密码，大小写和空格都算。", file=path.name
            ) from error
    with private.held(clear, path) as copy:
        yield copy
