"""What the demo compares: counts and contents that have to come out of the sample files."""

import hashlib
import json
import tomllib
from pathlib import Path
from typing import NamedTuple, Self

from sqlalchemy import text
from sqlalchemy.orm import Session

from desktop.errors import AppError
from desktop.words import N_, Phrase

CONTENT = {
    "staff": "SELECT account, name, position, departments, phone FROM staff WHERE hidden = 0 ORDER BY account",
    "contacts": "SELECT owner_account, name, added_at, source, phone, description, company, position FROM contact "
    "WHERE hidden = 0 ORDER BY owner_account, name, added_at",
    "tags": "SELECT c.owner_account, c.name, c.added_at, g.name, t.name FROM contact_tag k JOIN contact c "
    "ON c.id = k.contact JOIN tag t ON t.id = k.tag JOIN tag_group g ON g.id = t.tag_group "
    "WHERE k.hidden = 0 AND k.present = 1 ORDER BY c.owner_account, c.name, c.added_at, g.name, t.name",
    "groups": 'SELECT owner_name, name, created_at, members FROM "group" WHERE hidden = 0 '
    "ORDER BY owner_name, created_at, name",
}
"""What the three files of a branch bring, in an order that does not depend on ids."""

NAMES: dict[str, Phrase] = {
    "staff": N_("员工"), "contacts": N_("客户"), "tags": N_("客户标签"), "groups": N_("客户群"), "content": N_("内容"),
    "refused": N_("拒收"),
}  # fmt: skip


class Expected(NamedTuple):
    """What has to come out of a branch's files: rows of each kind, rows refused, and a digest of all values."""

    staff: int
    contacts: int
    tags: int
    groups: int
    refused: int
    content: str

    @classmethod
    def load(cls, path: Path) -> dict[str, Self]:
        """By branch, from `expected.toml`."""
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
        return {name: cls(**table) for name, table in tables.items() if name != "codes"}


def codes(path: Path) -> dict[str, str]:
    """{member of staff: what their code says} of `expected.toml`."""
    found: dict[str, str] = tomllib.loads(path.read_text(encoding="utf-8"))["codes"]
    return found


def content(session: Session, refused: int) -> Expected:
    """What is in the database now."""
    rows = {name: [list(row) for row in session.execute(text(sql))] for name, sql in CONTENT.items()}
    digest = hashlib.sha256(json.dumps(rows, ensure_ascii=False).encode()).hexdigest()[:16]
    return Expected(**{name: len(found) for name, found in rows.items()}, refused=refused, content=digest)


def same(what: str, found: object, wanted: object) -> None:
    """Raise AppError unless `found` is what was expected."""
    if found != wanted:
        raise AppError(
            "{what}：应为 {wanted}，得到 {found}", cure="请检查输入文件，或重新安装台卡。",
            what=what, wanted=wanted, found=found,
        )  # fmt: skip


def holds(what: str, truth: object) -> None:
    """Raise AppError unless the statement `what` is true."""
    if not truth:
        raise AppError("没有做到：{what}", cure="请检查输入文件，或重新安装台卡。", what=what)
