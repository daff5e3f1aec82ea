"""Files for the user: written whole or not at all, what is said when they cannot be, and names every system takes."""

import errno
import hashlib
import os
import re
import tempfile
import time
import unicodedata
from collections.abc import Callable
from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import IO, Final, NamedTuple

from desktop.errors import AppError

HELD: Final = (5, 32, 33)  # of Windows: somebody has the file, a virus scanner often for a moment only
WAITS: Final = (0.05, 0.1, 0.2, 0.4)  # s before the file is tried again
FULL_DISK: Final = (112, 1295)  # of Windows, beside what has a number of its own: the disk, the quota
AWAY: Final = (53, 59, 64, 67, 1231)  # of Windows: the other computer, or the way to it
AWAY_NUMBERS: Final = (errno.ESTALE, errno.EHOSTDOWN, errno.EHOSTUNREACH, errno.ENETUNREACH, errno.ENOTCONN)
TOO_LONG, NO_PATH, LONGEST_PATH = 206, 3, 259  # of Windows: a path that is too long is often told as none
UNSAFE: Final = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]')
RESERVED: Final = re.compile(r"(?i:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(?=\.|$)")
"""What Windows takes for a device, with an ending too."""
LONGEST: Final = 40  # characters of a branch's name in that of a file: 255 bytes have to do for the whole


class Written(NamedTuple):
    """Where a file is now, and the hash of what was written: nobody has to open it again, which a scanner may hold."""

    path: Path
    sha256: str


def file_name(text: str, longest: int = LONGEST) -> str:
    """A name as a part of a file's name that every system takes: no separators, nothing unseen, not too long."""
    safe = UNSAFE.sub("_", unicodedata.normalize("NFC", text))[:longest].strip(" .") or "_"
    return f"_{safe}" if RESERVED.match(safe) else safe


def write(path: Path, content: bytes) -> None:
    """Write a file whole, or leave what was there; AppError says why."""
    replace(path, lambda file: file.write(content))


def replace(path: Path, fill: Callable[[IO[bytes]], object], *, beside: bool = False) -> Written:
    """Have `fill` write a file beside the target, then put it in its place when it is whole; missing folders are made.

    The old file stands until then. With `beside` another name is taken where another program has the target open.
    Raises AppError when the folder is not writable, the disk is full, the path is too long, or the target is open and
    has to be that one.
    """
    temporary = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=".taika-", suffix=path.suffix, dir=path.parent)
        temporary = Path(name)
        with os.fdopen(handle, "w+b") as file:
            fill(file)
            file.flush()
            os.fsync(file.fileno())
            file.seek(0)
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        with suppress(OSError):  # a share may know of no rights
            temporary.chmod(0o644)
        return Written(_put(temporary, path, beside=beside), digest)
    except OSError as error:
        raise _in_words(error, path) from error
    finally:
        if temporary is not None:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)


def _put(temporary: Path, path: Path, *, beside: bool) -> Path:
    """Put the file in its place; on Windows again and again for a moment while somebody has the old one."""
    for wait in WAITS:
        try:
            return temporary.replace(path)
        except OSError as error:
            if getattr(error, "winerror", 0) not in HELD:
                return _instead(error, temporary, path, beside=beside)
        time.sleep(wait)
    try:
        return temporary.replace(path)
    except OSError as error:
        return _instead(error, temporary, path, beside=beside)


def _instead(error: OSError, temporary: Path, path: Path, *, beside: bool) -> Path:
    """Another name where that is allowed and the file is only held; the error otherwise."""
    if beside and isinstance(error, PermissionError) and path.exists():
        return temporary.replace(_free(path))
    raise error


def _free(path: Path) -> Path:
    """The first of `X(2)`, `X(3)` … that is not there."""
    names = (path.with_name(f"{path.stem}({number}){path.suffix}") for number in count(2))
    return next(name for name in names if not name.exists())


def _in_words(error: OSError, path: Path) -> AppError:
    name, number = path.name, getattr(error, "winerror", 0)
    if (told := _of_place(error, path)) is not None:
        return told
    if error.errno in {errno.ENOSPC, errno.EDQUOT} or number in FULL_DISK:
        return AppError("没有写成 {file}：磁盘满了", cure="请清出空间再试；原来的文件没有动。", file=name)
    if error.errno == errno.ENAMETOOLONG or number == TOO_LONG or (number == NO_PATH and _long(path)):
        return AppError("没有写成 {file}：路径太长", cure="请换个短一点的文件夹。", file=f"{name[:40]}…")
    return AppError(
        "没有写成 {file}：{reason}", cure="请清出空间或换个位置再试。", file=name, reason=error.strerror or ""
    )


def _of_place(error: OSError, path: Path) -> AppError | None:
    """What is said where the place takes no file at all, or not this one."""
    name, folder = path.name, path.parent.name
    if getattr(error, "winerror", 0) in AWAY or error.errno in AWAY_NUMBERS:
        return AppError("没有写成 {file}：网络位置连不上", cure="请看网络盘是否连着；原来的文件没有动。", file=name)
    if error.errno == errno.EROFS:
        return AppError("{folder} 是只读的，写不进 {file}", cure="请换个位置存。", file=name, folder=folder)
    if isinstance(error, FileExistsError | NotADirectoryError):
        return AppError("没有写成 {file}：{folder} 不是文件夹", cure="请换个位置存。", file=name, folder=folder)
    if isinstance(error, PermissionError):
        return AppError("写不进 {file}：文件正开着，或文件夹是只读的", cure="请关掉它再试，或换个位置存。", file=name)
    return None


def _long(path: Path) -> bool:
    return len(str(path.absolute())) > LONGEST_PATH
