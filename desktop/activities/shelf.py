"""The activities one can hold: those shipped, with what head office has changed or added laid over them."""

import json
import logging
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, replace
from typing import Any, Final

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session

from db.ids import derived_id
from db.library import Activity as ActivityRow
from db.operation import Change
from db.projection import Fields
from desktop.activities import library
from desktop.activities.library import KINDS, Activity, Round
from desktop.errors import AppError

LOGGER = logging.getLogger("taika.activities")
MOST_ROUNDS: Final = 30
LONGEST: Final = 200
"""Characters of a question or an explanation."""


class _Asked(msgspec.Struct):
    """A round as it is stored."""

    question: str = ""
    ask: str = ""
    options: list[str] = []
    answer: str = ""
    why: str = ""


class _Content(msgspec.Struct):
    """What is stored of an activity beside its row's own columns."""

    theme: str = ""
    product: str = ""
    rounds: list[_Asked] = []


CONTENT: Final = msgspec.json.Decoder(_Content)


def shelf(session: Session) -> list[Activity]:
    """Every activity by kind; one that head office has withdrawn is not among them."""
    found = {one.key: one for one in library.load()}
    for row in session.scalars(select(ActivityRow).where(ActivityRow.branch.is_(None)).order_by(ActivityRow.key)):
        if row.hidden:
            found.pop(row.key, None)
        elif row.key:
            try:
                found[row.key] = of_stored(row)
            except AppError as error:  # newer, or damaged: the shipped one of its key stays
                LOGGER.warning("activity left out: %s", error.message.template)
    return sorted(found.values(), key=lambda one: (KINDS.index(one.kind), one.key))


def by_key(session: Session, key: str) -> Activity:
    """The activity of this key; one that was withdrawn goes on as it is shipped. AppError when there is none."""
    row = session.get(ActivityRow, row_of(key))
    if row is not None and not row.hidden:
        with suppress(AppError):  # as in `shelf`
            return of_stored(row)
    return library.by_key(key)


def of_stored(row: ActivityRow) -> Activity:
    """The activity that a row holds; AppError when this version cannot hold it: packs and reports may say anything."""
    try:
        content = msgspec.to_builtins(CONTENT.decode(row.content or "{}"))
    except (msgspec.MsgspecError, RecursionError) as error:
        raise AppError("活动“{key}”的内容读不出来", cure="请升级台卡，或请总行再发一次。", key=row.key) from error
    return of_row(row.key, row.title, row.kind, row.version, content)


def row_of(key: str) -> str:
    """The row of an activity: the same on every PC."""
    return derived_id("activity", key)


def of_row(key: str, title: str, kind: str, version: int, content: Mapping[str, Any]) -> Activity:
    """An activity with course, words and rewards of its kind and rounds of its own; AppError names what is wrong."""
    model = next((one for one in library.load() if one.kind == kind), None)
    products = library.load_products()
    product = products.get(str(content.get("product", "")))
    if model is None or product is None or not key or not title:
        raise AppError("活动“{key}”的名称、类型或产品不对", key=key or title)
    rounds = tuple(_round(key, model.mode, at, one) for at, one in enumerate(content.get("rounds", ()), 1))
    if not 0 < len(rounds) <= MOST_ROUNDS:
        raise AppError("活动“{key}”要有 1 到 {most} 题", key=key, most=MOST_ROUNDS)
    return replace(
        model, key=key, title=title, version=version, theme=str(content.get("theme", "")), product=product,
        rounds=rounds, product_after=min(model.product_after, len(rounds)),
    )  # fmt: skip


def change(activity: Activity, *, hidden: bool = False) -> Change:
    """The row that makes it head office's."""
    content = {
        "theme": activity.theme, "product": activity.product.key, "rounds": [asdict(one) for one in activity.rounds],
    }  # fmt: skip
    fields: Fields = {
        "key": activity.key, "title": activity.title, "kind": activity.kind, "version": activity.version, "locked": 1,
        "minutes": activity.minutes, "content": json.dumps(content, ensure_ascii=False, sort_keys=True),
        "hidden": int(hidden),
    }  # fmt: skip
    return Change("activity", row_of(activity.key), fields)


def _round(key: str, mode: str, at: int, said: Mapping[str, Any]) -> Round:
    options: Sequence[str] = [str(one).strip() for one in said.get("options", ())]
    question, answer, why = (str(said.get(name, "")).strip() for name in ("question", "answer", "why"))
    wanted = () if mode == "open" else tuple(options)
    fits = mode == "open" or (len(wanted) == 3 and all(wanted) and len(set(wanted)) == 3)
    right = (answer in library.LETTERS and bool(answer) and bool(why)) if mode == "quiz" else True
    if not question or not fits or not right or max(map(len, (question, why, *wanted))) > LONGEST:
        raise AppError("活动“{key}”第 {number} 题不完整", cure="题目、三个不同的选项、答案 A B C 和解释都要有。",
                       key=key, number=at)  # fmt: skip
    quiz = mode == "quiz"
    return Round(question, str(said.get("ask", "")), wanted, answer if quiz else "", why if quiz else "")
