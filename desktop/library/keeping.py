"""What is done with scripts: the branch adds and edits its own, commends the good ones, head office takes them up."""

import re
from collections.abc import Mapping
from typing import Final, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.actor import Actor
from db.engine import session_clock
from db.ids import new_id
from db.library import Product, Script
from db.operation import Change, record
from db.organisation import Branch
from db.projection import Value
from desktop.changes import Changes, Done
from desktop.errors import AppError
from desktop.library.checked import checked
from desktop.library.ownership import home_of, may_keep, require_keeping
from desktop.library.shelf import KINDS
from desktop.security.roles import Permission, require
from desktop.sop.scripts import VARIABLE, script_id
from desktop.words import N_

LONGEST_TITLE: Final = 40
LONGEST_TEXT: Final = 1000
LONGEST_NOTE: Final = 200
OWN: Final = "BW"
"""The letters before the number of a branch's own scripts (本网点)."""
FOR_ALL: Final = "ZH"
"""… of those that head office wrote or took up from a branch (总行)."""


class Draft(NamedTuple):
    """A script as it was typed; ids or "" for product, material, and the script that it may stand for."""

    title: str
    kind: str
    text: str
    product: str = ""
    material: str = ""
    note: str = ""
    alternative_to: str = ""


class Saved(NamedTuple):
    """The script that was written, and the write."""

    id: str
    done: Done


def draft_of(session: Session, script: str) -> Draft:
    """The script as a draft, to be edited or copied."""
    row = session.get_one(Script, script)
    return Draft(row.title, row.kind, row.text, row.product or "", row.material or "", row.note,
                 row.alternative_to or "")  # fmt: skip


def add(session: Session, actor: Actor, draft: Draft, recommendation: str = "") -> Saved:
    """A new script: the branch's own, or at head office one for all, with whose good practice it was."""
    home = home_of(actor)
    fields = _fields(session, draft)
    key = _next_key(session, OWN if home else FOR_ALL)
    id_ = new_id() if home else script_id(key)
    more: dict[str, Value] = {"key": key, "version": 1, "locked": int(home is None), "branch": home}
    more["recommendation"] = recommendation
    return Saved(
        id_, _write(session, actor, id_, {**fields, **more}, N_("已加话术“{title}”", title=draft.title.strip()))
    )


def edit(session: Session, actor: Actor, script: str, draft: Draft) -> Saved:
    """Other words for a script one may keep: the next version of it. Words that are the same change nothing."""
    row = session.get_one(Script, script)
    require_keeping(actor, row)
    fields = _fields(session, draft)
    if fields["text"] != row.text:
        fields["version"] = row.version + 1
    said = N_("“{title}”改好了", title=draft.title.strip())
    return Saved(script, _write(session, actor, script, fields, said))


def retire(session: Session, actor: Actor, script: str, *, retired: bool = True) -> Done:
    """Offer a script no longer, or again; what was sent stays as it was."""
    row = session.get_one(Script, script)
    require_keeping(actor, row)
    said = N_("已停用“{title}”", title=row.title) if retired else N_("“{title}”又能用了", title=row.title)
    return _write(session, actor, script, {"hidden": int(retired)}, said)


def commend(session: Session, actor: Actor, script: str, words: str) -> Done:
    """Commend a script of the branch to head office, saying what came of it; "" takes that back."""
    row = session.get_one(Script, script)
    require(actor, Permission.REPORT, branch=row.branch)
    require_keeping(actor, row)
    return _write(session, actor, script, *commendation(session, row.title, words))


def commendation(session: Session, title: str, words: str) -> tuple[dict[str, Value], str]:
    """The fields that commend a script or an activity, or no longer do, and what to say."""
    told = " ".join(words.split())
    if len(told) > LONGEST_NOTE:
        raise AppError("效果最多写 {longest} 个字", cure="请写短一些。", longest=LONGEST_NOTE)
    at = session_clock(session).text() if told else None
    said = N_("“{title}”会随下一份上报表推荐给总行", title=title) if told else N_("不再推荐“{title}”", title=title)
    return {"recommended_at": at, "recommendation": told}, said


def praised(session: Session, branch: str | None, words: str) -> str:
    """What head office's own row says of where it comes from: the branch, and what came of it there."""
    name = session.scalar(select(Branch.name).where(Branch.id == branch))
    return f"{name}：{words}" if name else words


def take_up(session: Session, actor: Actor, script: str) -> Saved:
    """Head office makes a commended script one of its own, locked, for the next pack to all; once only.

    It goes out marked with the branch that it comes from.
    """
    require(actor, Permission.BUILD_PACK)
    row = session.get_one(Script, script)
    if row.branch is None or not row.recommended_at:
        raise AppError("“{title}”不是网点推荐的", cure="请在“网点推荐”里选。", title=row.title)
    known = session.scalars(
        select(Script.id).where(Script.hidden == 0, Script.branch.is_(None), Script.text == row.text)
    ).first()
    if known:
        raise AppError("“{title}”已经收进话术库", cure="随下一个下发包就会到各网点。", title=row.title)
    draft = Draft(row.title, row.kind, row.text, note=row.note)
    saved = add(session, actor, draft, praised(session, row.branch, row.recommendation))
    said = N_("已把“{title}”收进话术库，随下一个下发包到各网点", title=row.title)
    return Saved(saved.id, Done(saved.done.changes, saved.done.batch, said, 1))


def may_edit(session: Session, actor: Actor, script: str) -> bool:
    """Whether this person may change the script itself, rather than a copy."""
    return may_keep(actor, session.get_one(Script, script).branch)


def _fields(session: Session, draft: Draft) -> dict[str, Value]:
    """The columns of a draft; AppError naming what will not do."""
    title, text = " ".join(draft.title.split()), draft.text.strip()
    if not 0 < len(title) <= LONGEST_TITLE:
        raise AppError("标题要 1 到 {longest} 个字", longest=LONGEST_TITLE)
    if not 0 < len(text) <= LONGEST_TEXT:
        raise AppError("话术要 1 到 {longest} 个字", longest=LONGEST_TEXT)
    if draft.kind not in KINDS:
        raise AppError("没有这种话术：{kind}", kind=draft.kind)
    rest = VARIABLE.sub("", text)
    if "{" in rest or "}" in rest:
        raise AppError("“{title}”里有没写完的花括号", cure="变量写成 {{客户}} 这样，两边各一个花括号。", title=title)
    product = session.get(Product, draft.product) if draft.product else None
    checked(session, text, product.kind if product else "", draft.note)
    return {
        "title": title, "kind": draft.kind, "text": text, "product": draft.product or None,
        "material": draft.material or None, "note": " ".join(draft.note.split())[:LONGEST_NOTE],
        "alternative_to": _root(session, draft.alternative_to),
    }  # fmt: skip


def _root(session: Session, script: str) -> str | None:
    """The head of the family that the new script joins."""
    row = session.get(Script, script) if script else None
    return None if row is None else row.alternative_to or row.id


def _next_key(session: Session, letters: str) -> str:
    """The next free number; hidden scripts keep theirs."""
    found = session.scalars(select(Script.key).where(Script.key.like(f"{letters}-%")))
    numbers = [int(match[1]) for key in found if (match := re.fullmatch(rf"{letters}-(\d+)", key))]
    return f"{letters}-{max(numbers, default=0) + 1:02d}"


def _write(session: Session, actor: Actor, script: str, fields: Mapping[str, Value], said: str) -> Done:
    recorded = record(session, actor, [Change("script", script, fields)], source="library")
    touched = Changes.LIBRARY | Changes.TASKS if recorded.operations else Changes.NONE
    return Done(touched, recorded.batch, said if recorded.operations else "", 1)
