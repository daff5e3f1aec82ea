"""The rules and tables that head office sends whole, as files to be edited beside the editing sheets.

Each holds what is in force now. What comes back is tried on its own reader before it stays: one that no reader takes
would stop every branch.
"""

import re
from collections.abc import Callable, Collection
from pathlib import Path
from typing import Final, NamedTuple

from sqlalchemy.orm import Session

from db.operation import Change
from desktop import documents
from desktop.calendar import Workdays
from desktop.contacts import own_fields, stage_rules, tag_rules, transfer
from desktop.errors import AppError
from desktop.exchange import policy
from desktop.headquarters import quality
from desktop.insights import fast
from desktop.library import checked
from desktop.resources import resource
from desktop.words import N_, Phrase

FOLDER: Final = "规则"
LARGEST: Final = 200_000  # bytes of a file


class RuleFile(NamedTuple):
    """A rule: its kind, what it and its file are called, the built-in file, and the reader that must take it."""

    kind: str
    title: Phrase
    built_in: tuple[str, ...]
    read: Callable[[Session], object]


def _stages(session: Session) -> object:
    return stage_rules.read(documents.content(session, stage_rules.KIND) or stage_rules.built_in())


FILES: Final = (
    RuleFile("policy", N_("上报字段"), policy.FILE, policy.policy),
    RuleFile("wording", N_("用语规则"), ("wording", "rules.toml"), checked.wording),
    RuleFile("holidays", N_("节假日"), ("calendar.toml",), Workdays.of),
    RuleFile("stage_rules", N_("阶段规则"), (), _stages),
    RuleFile("tag_rules", N_("打标规则"), ("contacts", "tag_rules.toml"), tag_rules.head_office),
    RuleFile("contact_fields", N_("自定义字段"), ("contacts", "fields.toml"), own_fields.fields),
    RuleFile("limits", N_("企业微信限制"), ("contacts", "limits.toml"), transfer.limits),
    RuleFile("fast_rules", N_("FAST 规则"), ("insights", "fast.toml"), fast.rules),
    RuleFile("quality_rules", N_("质量提醒"), ("insights", "quality.toml"), quality.rules),
)
BY_KIND: Final = {one.kind: one for one in FILES}


def current(session: Session, one: RuleFile) -> str:
    """The text that is in force: head office's, else the built-in."""
    built_in = stage_rules.built_in() if not one.built_in else resource(*one.built_in).read_text(encoding="utf-8")
    return documents.content(session, one.kind) or built_in


def write(session: Session, folder: Path) -> list[Path]:
    """Write every rule as it is now into a folder; AppError when that cannot be done."""
    written = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for one in FILES:
            path = folder / f"{one.title}.toml"
            path.write_text(current(session, one), encoding="utf-8")
            written.append(path)
    except OSError as error:
        raise AppError(
            "没有写成 {file}：{reason}",
            cure="请清出空间或换个位置再试。",
            file=folder.name,
            reason=error.strerror or "",
        ) from error
    return written


def read(session: Session, folder: Path) -> list[Change]:
    """The rules in a folder that differ from what is in force; AppError names a file that is no TOML or too large."""
    changes = []
    for one in FILES:
        path = folder / f"{one.title}.toml"
        if not path.is_file():
            continue
        try:
            text = path.read_text(encoding="utf-8-sig") if path.stat().st_size <= LARGEST else None
        except (OSError, UnicodeDecodeError) as error:
            raise AppError("打不开 {file}", cure="请存成 UTF-8 的文本再试。", file=path.name) from error
        if text is None:
            raise AppError("{file} 太大", cure="规则文件不会超过 200 KB。", file=path.name)
        text = text.replace("\r\n", "\n")
        if text != current(session, one):
            version = documents.parsed(text, str(one.title)).get("version", "")
            changes.append(documents.change(one.kind, str(one.title), str(version), text))
    return changes


def check(session: Session, kinds: Collection[str]) -> None:
    """Have the readers of these kinds take what is in force now; AppError when one of them cannot."""
    for kind in kinds:
        one = BY_KIND.get(kind)
        if one is None:
            continue
        try:
            one.read(session)
        except (KeyError, TypeError, ValueError, AttributeError, re.error) as error:
            raise AppError(
                "{title}看不懂：{error}", cure="请按原来的样子改。", title=one.title, error=repr(error)
            ) from error
