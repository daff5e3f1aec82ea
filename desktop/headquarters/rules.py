"""The rules that head office may send in place of the built-in ones: listed, read, checked by their readers, kept.

Whoever reads a kind of rules checks it: a text is written and read in one transaction, which a fault rolls back.
"""

import re
import tomllib
from collections.abc import Callable
from typing import Final, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.actor import Actor
from db.engine import session_clock
from db.ids import derived_id
from db.library import Document
from db.operation import Change, record
from desktop import documents
from desktop.changes import Changes, Done
from desktop.errors import AppError
from desktop.resources import resource
from desktop.security.roles import Permission, require
from desktop.words import N_, Phrase

MOST: Final = 200_000  # characters of a document
AT_LINE: Final = re.compile(r"at line (\d+)")


class Kind(NamedTuple):
    """A kind of rules: its name, what it is for, the built-in file, and who reads it."""

    key: str
    title: Phrase
    purpose: Phrase
    built_in: tuple[str, ...]
    reader: Callable[[Session], object]


class Rules(NamedTuple):
    """A kind with the text that holds; `version` is "" for the built-in one, else when head office set it."""

    kind: Kind
    text: str
    version: str


def _stages(session: Session) -> object:
    from desktop.contacts import stage_rules

    return stage_rules.read(documents.content(session, stage_rules.KIND) or stage_rules.built_in())


def _fast(session: Session) -> object:
    from desktop.insights import fast

    return fast.rules(session)


def _quality(session: Session) -> object:
    from desktop.headquarters import quality

    return quality.rules(session)


def _validity(session: Session) -> object:
    from desktop.insights import validity

    return validity.rules(session)


def _policy(session: Session) -> object:
    from desktop.exchange import policy

    return policy.policy(session)


def _wording(session: Session) -> object:
    from desktop.library import checked

    return checked.wording(session)


def _holidays(session: Session) -> object:
    from desktop.calendar import Workdays

    return Workdays.of(session)


def _tags(session: Session) -> object:
    from desktop.contacts import tag_rules

    return tag_rules.head_office(session)


def _fields(session: Session) -> object:
    from desktop.contacts import own_fields

    return own_fields.fields(session)


def _limits(session: Session) -> object:
    from desktop.contacts import transfer

    return transfer.limits(session)


KINDS: Final = (
    Kind(
        "stage_rules", N_("客户阶段"), N_("什么事让客户到哪一步，多久没有往来算沉默"), ("stages", "rules.toml"), _stages
    ),
    Kind("fast_rules", N_("FAST 口径"), N_("哪些标签算达标、算高价值，什么事算活跃"), ("insights", "fast.toml"), _fast),
    Kind("quality_rules", N_("质量提醒"), N_("数到多少才值得看一眼"), ("insights", "quality.toml"), _quality),
    Kind(
        "validity_rules",
        N_("有效新增"),
        N_("怎样的新增算有效：哪些原因不算，没写的算不算"),
        ("insights", "validity.toml"),
        _validity,
    ),
    Kind("policy", N_("上报字段"), N_("上报表带哪些字段：明文、打码、加密指纹"), ("exchange", "policy.toml"), _policy),
    Kind("wording", N_("用语检查"), N_("海报、话术里哪些话不能用，哪些要写理由"), ("wording", "rules.toml"), _wording),
    Kind("holidays", N_("节假日"), N_("放假、调休和节日，管到哪一天"), ("calendar.toml",), _holidays),
    Kind("tag_rules", N_("打标规则"), N_("导入时按来源、部门、备注打什么标签"), ("contacts", "tag_rules.toml"), _tags),
    Kind("contact_fields", N_("自定义字段"), N_("客户资料里总行要加的字段"), ("contacts", "fields.toml"), _fields),
    Kind("limits", N_("企业微信限制"), N_("转交次数和间隔这类数"), ("contacts", "limits.toml"), _limits),
)
BY_KEY: Final = {kind.key: kind for kind in KINDS}


def listed(session: Session) -> list[Rules]:
    """Every kind with the text that holds now."""
    query = select(Document.kind, Document.content, Document.version).where(Document.hidden == 0, Document.key == "")
    sent = {kind: (content, version) for kind, content, version in session.execute(query)}
    return [Rules(kind, *sent.get(kind.key, (built_in(kind), ""))) for kind in KINDS]


def built_in(kind: Kind) -> str:
    """The text that holds until head office sends one."""
    return resource(*kind.built_in).read_text(encoding="utf-8")


def fault(text: str) -> int:
    """The line (from 1) at which the text stops being TOML; 0 when it is."""
    try:
        tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = AT_LINE.search(str(error))
        return int(found[1]) if found else text.count("\n") + 1
    return 0


def save(session: Session, actor: Actor, kind: Kind, text: str) -> Done:
    """Make the text head office's rules of its kind.

    AppError when its reader does not take it: the caller's transaction is rolled back then, and nothing is written.
    """
    require(actor, Permission.BUILD_PACK)
    title = str(kind.title)
    if len(text) > MOST:
        raise AppError("{title}太长了，最多 {most} 个字", cure="请删掉不用的。", title=title, most=MOST)
    documents.parsed(text, title)
    version = session_clock(session).text()[:16]
    recorded = record(session, actor, [documents.change(kind.key, title, version, text)], source="rules")
    tried(session, kind)
    return Done(Changes.ALL, recorded.batch, N_("{title}改好了，随下一份下发包到网点", title=kind.title), 1)


def tried(session: Session, kind: Kind) -> None:
    """Have the reader of a kind take what is in force now; AppError in its words, or ours, when it cannot."""
    try:
        kind.reader(session)
    except (LookupError, TypeError, ValueError, AttributeError, re.error) as error:
        raise AppError(
            "{title}不合要求：{error}", cure="请照内置的样子改。", title=str(kind.title), error=str(error)
        ) from error


def restore(session: Session, actor: Actor, kind: Kind) -> Done:
    """Have the built-in text hold again, here and with the next pack at the branches."""
    require(actor, Permission.BUILD_PACK)
    row = Change("document", derived_id("document", kind.key, ""), {"hidden": 1})
    recorded = record(session, actor, [row], source="rules")
    return Done(Changes.ALL, recorded.batch, N_("{title}用回内置的", title=kind.title), 1)
