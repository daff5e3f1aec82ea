"""Filters that a member of staff keeps under a name; they lie in the encrypted file, on this PC."""

import json
from dataclasses import asdict, fields, replace
from typing import Any, Final

from sqlalchemy.orm import Session

from db.actor import Actor
from db.exchange import Setting
from desktop.changes import Changes, Done
from desktop.contacts import filters, own_conditions, search
from desktop.contacts.filters import LONGEST_NAME, MOST_FILTERS, ContactQuery, SavedFilter
from desktop.errors import AppError
from desktop.words import N_

KEY: Final = "contacts.filters."
KINDS: Final = {one.name: type(one.default) for one in fields(ContactQuery)}
CHOICES: Final = {"view": filters.VIEWS, "sort": tuple(filters.SORTS)}


def load(session: Session, actor: Actor) -> list[SavedFilter]:
    """The filters of this person with their counts; what a newer or damaged file holds is passed over."""
    return [one._replace(total=search.count(session, actor, one.query)) for one in _read(session, actor)]


def keep(session: Session, actor: Actor, name: str, query: ContactQuery) -> Done:
    """Keep a filter, in the place of one of that name; AppError when the name will not do, or all places are taken."""
    name = " ".join(name.split())
    if not name:
        raise AppError("名称是空的", cure="写几个字，例如：养老规划。")
    if len(name) > LONGEST_NAME:
        raise AppError("筛选的名称最多 {most} 字", cure="请写短一些。", most=LONGEST_NAME)
    kept = _read(session, actor)
    names = [one.name for one in kept]
    if name in names:
        kept[names.index(name)] = SavedFilter(name, query)
    elif len(kept) >= MOST_FILTERS:
        raise AppError("最多存 {most} 个筛选", cure="请先去掉一个不用的。", most=MOST_FILTERS)
    else:
        kept.append(SavedFilter(name, query))
    _write(session, actor, kept)
    return Done(Changes.SETTINGS, "", N_("已存筛选“{name}”", name=name), 1)


def remove(session: Session, actor: Actor, name: str) -> Done:
    """Keep it no longer."""
    _write(session, actor, [one for one in _read(session, actor) if one.name != name])
    return Done(Changes.SETTINGS, "", N_("已去掉筛选“{name}”", name=name), 1)


def _read(session: Session, actor: Actor) -> list[SavedFilter]:
    found = session.get(Setting, KEY + actor.staff)
    try:
        lines = json.loads(found.value) if found else []
    except json.JSONDecodeError:
        return []
    lines = lines if isinstance(lines, list) else []
    return [made for line in lines[:MOST_FILTERS] if (made := _saved(line)) is not None]


def _write(session: Session, actor: Actor, kept: list[SavedFilter]) -> None:
    plain = ContactQuery()
    lines = []
    for one in kept:
        values = asdict(one.query)
        lines.append(
            {"name": one.name, "query": {key: values[key] for key in KINDS if values[key] != getattr(plain, key)}}
        )
    session.merge(Setting(key=KEY + actor.staff, value=json.dumps(lines, ensure_ascii=False)))


def _sound(key: str, one: object) -> bool:
    """Whether this can be one of the values of a tuple."""
    return isinstance(one, str) and (key != "own" or own_conditions.parse(one) is not None)


def _saved(line: Any) -> SavedFilter | None:  # noqa: ANN401 - JSON of unknown shape
    """A line as it was written; None for any other."""
    if not isinstance(line, dict) or not isinstance(line.get("name"), str) or not isinstance(line.get("query"), dict):
        return None
    values: dict[str, Any] = {}
    for key, value in line["query"].items():
        made = tuple(value) if isinstance(value, list) else value
        if key not in KINDS or type(made) is not KINDS[key] or (key in CHOICES and made not in CHOICES[key]):
            return None
        if isinstance(made, tuple) and not all(_sound(key, one) for one in made):
            return None
        values[key] = made
    return SavedFilter(line["name"][:LONGEST_NAME], replace(ContactQuery(), **values))
