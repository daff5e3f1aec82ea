"""The rules of head office as files beside the editing sheets, for whoever would rather edit them there.

What comes back is tried on its own reader before it stays, and so are the rules in a pack: one that no reader takes
would stop the branch.
"""

from collections.abc import Collection
from pathlib import Path
from typing import Final

from sqlalchemy.orm import Session

from db.engine import session_clock
from db.operation import Change
from desktop import documents, files
from desktop.errors import AppError
from desktop.headquarters import rules
from desktop.headquarters.rules import BY_KEY, Rules

FOLDER: Final = "规则"
LARGEST: Final = 4 * rules.MOST  # bytes of a file


def write(session: Session, folder: Path) -> list[Path]:
    """Write every rule as it is now into a folder; AppError when that cannot be done."""
    written = []
    for one in rules.listed(session):
        path = _path(folder, one)
        files.write(path, one.text.encode())
        written.append(path)
    return written


def _path(folder: Path, one: Rules) -> Path:
    return folder / f"{one.kind.title}.toml"


def read(session: Session, folder: Path) -> list[Change]:
    """The rules in a folder that differ from what is in force; AppError names a file that is no TOML or too large."""
    changes = []
    for one in rules.listed(session):
        path = _path(folder, one)
        if not path.is_file():
            continue
        text = _text(path)
        if text != one.text:
            title = str(one.kind.title)
            documents.parsed(text, title)
            changes.append(documents.change(one.kind.key, title, session_clock(session).text()[:16], text))
    return changes


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > LARGEST:
            raise AppError("{file} 太大，超过 {most} KB", cure="请删掉不用的。", file=path.name, most=LARGEST // 1000)
        return path.read_text(encoding="utf-8-sig").replace("\r\n", "\n")
    except (OSError, UnicodeDecodeError) as error:
        raise AppError(
            "打不开 {file}", cure="请存成 UTF-8 的文本再试；被防泄密软件加了密的，先在授权的电脑上解密。",
            file=path.name,
        ) from error  # fmt: skip


def check(session: Session, kinds: Collection[str]) -> None:
    """Have the readers of these kinds take what is in force now; AppError when one of them cannot."""
    for kind in kinds:
        if kind in BY_KEY:
            rules.tried(session, BY_KEY[kind])
