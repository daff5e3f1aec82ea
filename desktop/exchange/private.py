"""Private copies of files that come in: nobody changes them between the gate and the reading."""

import errno
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from desktop.errors import AppError
from desktop.exchange.gate import LIMITS, MEGABYTE
from desktop.files import FULL_DISK


@contextmanager
def copied(path: Path) -> Iterator[Path]:
    """A copy under the same name, removed at the end; AppError when there is none, or it is being written just now."""
    with tempfile.TemporaryDirectory(prefix="taika-") as folder:
        copy = Path(folder) / path.name
        try:
            before = path.stat()
            check_size(path, before.st_size)
            shutil.copyfile(path, copy)
            after = path.stat()
        except OSError as error:
            raise _in_words(error, path) from error
        if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
            raise AppError("{file} 正在被改写，没有读", cure="等它存完再导入一次。", file=path.name)
        yield copy


@contextmanager
def held(content: bytes, path: Path) -> Iterator[Path]:
    """This content under the name of `path`, removed at the end; AppError when it cannot be written."""
    with tempfile.TemporaryDirectory(prefix="taika-") as folder:
        copy = Path(folder) / path.name
        try:
            copy.write_bytes(content)
        except OSError as error:
            raise _in_words(error, path) from error
        yield copy


def check_size(path: Path, size: int) -> None:
    """AppError for a file of more bytes than any may have."""
    if size > LIMITS.bytes:
        raise AppError(
            "{file} 太大，超过 {most} MB", cure="请分成几份。", file=path.name, most=LIMITS.bytes // MEGABYTE
        )


def _in_words(error: OSError, path: Path) -> AppError:
    if error.errno in {errno.ENOSPC, errno.EDQUOT} or getattr(error, "winerror", 0) in FULL_DISK:
        return AppError("没有读成 {file}：本机磁盘满了", cure="请清出空间再试。", file=path.name)
    if path.is_dir():
        return AppError("{file} 是文件夹，不是文件", cure="请选文件夹里的文件。", file=path.name)
    return AppError("打不开 {file}", cure="请看文件是否还在，或正被别的程序占用。", file=path.name)
