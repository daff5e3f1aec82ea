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
from desktop.exchange import bilingual
from desktop.headquarters import rules
from desktop.headquarters.rules import BY_KEY
from desktop.words import N_, Words

FOLDER: Final = N_("规则")
LARGEST: Final = 4 * rules.MOST  # bytes of a file


def write(session: Session, place: Path, words: Words) -> list[Path]:
    """Write every rule as it is now into their folder in this place; AppError when that cannot be done."""
    folder, written = place / words.text(FOLDER), []
    for one in rules.listed(session):
        path = folder / _name(words.text(one.kind.title))
        files.write(path, one.text.encode())
        written.append(path)
    return written


def _name(title: str) -> str:
    return f"{files.file_name(title)}.toml"


def read(session: Session, place: Path) -> list[Change]:
    """The rules in this place, called in any language, that differ from what is in force.

    Where one lies there in several languages, that counts which somebody changed. AppError names a file that is no TOML
    or too large.
    """
    folders = [place / name for name in bilingual.called(FOLDER)]
    changes = []
    for one in rules.listed(session):
        paths = [folder / _name(title) for folder in folders for title in bilingual.called(one.kind.title)]
        texts = [_text(path) for path in paths if path.is_file()]
        text = next((text for text in texts if text != one.text), one.text)
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
