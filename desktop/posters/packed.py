"""Templates of head office: a folder becomes one row that a pack carries, and a folder again at the branch."""

import base64
import binascii
import hashlib
import json
import re
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.actor import Actor
from db.ids import derived_id
from db.operation import Change, record
from db.posters import PosterTemplate
from desktop.changes import Changes, Done
from desktop.errors import AppError
from desktop.files import write
from desktop.posters.template import Library
from desktop.security.roles import Permission, require
from desktop.words import N_

DESIGN: Final = "template.toml"
ARTWORK: Final = frozenset({".svg", ".png", ".jpg", ".jpeg", ".toml"})
LARGEST: Final = 1_500_000  # bytes of one template; a pack is a workbook, and goes by mail
NAME: Final = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
MARK: Final = ".content"  # holds the digest of what a folder was written from


def gather(folder: Path) -> str:
    """The files of a template as JSON {name: base64}; AppError for a name or a file that cannot travel."""
    if not NAME.fullmatch(folder.name):
        raise AppError(
            "版式文件夹的名字“{name}”不能用", cure="请用小写英文字母、数字和短横，例如 spring-a4", name=folder.name
        )
    files = sorted(path for path in folder.iterdir() if path.suffix.lower() in ARTWORK and path.is_file())
    size = sum(path.stat().st_size for path in files)
    if size > LARGEST:
        raise AppError(
            "版式 {name} 的文件有 {size} MB，超过 {most} MB", cure="请把图片压小，或改用 SVG", name=folder.name,
            size=f"{size / 1e6:.1f}", most=f"{LARGEST / 1e6:.1f}",
        )  # fmt: skip
    found = {path.name: base64.b64encode(path.read_bytes()).decode() for path in files}
    return json.dumps(found, ensure_ascii=False, sort_keys=True)


def publish(session: Session, actor: Actor, folder: Path, library: Library) -> Done:
    """Make the template in `folder` head office's: the next pack carries it. AppError when it has a fault."""
    require(actor, Permission.BUILD_PACK)
    template = library.read(folder)
    fields: dict[str, str | int | None] = {
        "key": template.key, "version": template.version, "title": template.title, "format": template.family,
        "content": gather(folder), "hidden": 0,
    }  # fmt: skip
    recorded = record(session, actor, [Change("poster_template", row_id(template.key), fields)])
    return Done(
        Changes.POSTERS | Changes.EXCHANGE, recorded.batch,
        N_("版式 {title} 会随下一个下发包发给网点", title=template.title), recorded.operations,
    )  # fmt: skip


def withdraw(session: Session, actor: Actor, key: str) -> Done:
    """Take a template back; branches lose it with the next pack, the built-in one of its name comes back."""
    require(actor, Permission.BUILD_PACK)
    row = session.get(PosterTemplate, row_id(key))
    if row is None or row.hidden:
        raise AppError("版式 {name} 没有下发过", name=key)
    recorded = record(session, actor, [Change("poster_template", row.id, {"hidden": 1})])
    return Done(
        Changes.POSTERS | Changes.EXCHANGE, recorded.batch, N_("版式 {title} 不再下发", title=row.title),
        recorded.operations,
    )  # fmt: skip


def row_id(key: str) -> str:
    return derived_id("poster_template", key)


def published(session: Session) -> dict[str, str]:
    """Key → version of what head office has published."""
    query = select(PosterTemplate.key, PosterTemplate.version).where(PosterTemplate.hidden == 0)
    return {row.key: row.version for row in session.execute(query)}


def unpack(session: Session, folder: Path) -> None:
    """Write head office's templates into `folder`, each into its own; what it no longer sends goes.

    A row that came in a pack is a stranger's: a name with a path, or a file that is none, is left out, and the
    template then fails its check by name.
    """
    query = select(PosterTemplate.key, PosterTemplate.content).where(PosterTemplate.hidden == 0)
    rows = {row.key: row.content for row in session.execute(query) if NAME.fullmatch(row.key)}
    for known in folder.iterdir() if folder.is_dir() else ():
        if known.is_dir() and known.name not in rows:
            shutil.rmtree(known, ignore_errors=True)
    for key, content in rows.items():
        digest = hashlib.sha256(content.encode()).hexdigest()
        mark = folder / key / MARK
        if mark.is_file() and mark.read_text(encoding="utf-8") == digest:
            continue
        _write(folder / key, _files(content))
        write(mark, digest.encode())


def _files(content: str) -> Mapping[str, bytes]:
    """The files of a row; those with a doubtful name are left out, and all of them when it is no such JSON."""
    try:
        found = json.loads(content)
        return {
            name: base64.b64decode(text, validate=True)
            for name, text in found.items()
            if Path(name).name == name and Path(name).suffix.lower() in ARTWORK
        }
    except (ValueError, TypeError, AttributeError, binascii.Error, RecursionError):
        return {}


def _write(folder: Path, contents: Mapping[str, bytes]) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    for name, content in contents.items():
        write(folder / name, content)
