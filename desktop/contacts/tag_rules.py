"""Rules that put tags on contacts while they are taken in: by source, department, and words in what is noted."""

from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple

import tomli_w
from sqlalchemy import RowMapping, text
from sqlalchemy.orm import Session

from db.actor import Actor
from db.ids import derived_id
from db.operation import Change, record
from db.projection import Fields
from desktop import documents
from desktop.changes import Changes, Done
from desktop.contacts import tag_dictionary, tags
from desktop.errors import AppError
from desktop.security.roles import Permission, require
from desktop.words import N_

KIND: Final = "tag_rules"
MOST: Final = 50
CONDITIONS: Final = ("sources", "departments", "words")
NOTED: Final = ("name", "remark", "description", "company")
"""What a contact's words are looked for in."""
LONGEST: Final = 40  # characters of a condition


class TagRule(NamedTuple):
    """Put `tag` of `group` on whoever fits each of the conditions that are not empty; `locked` is head office's."""

    group: str
    tag: str
    sources: tuple[str, ...] = ()
    departments: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    locked: bool = False

    def fits(self, values: Mapping[str, Any] | RowMapping) -> bool:
        """Whether a contact with these values gets the tag."""
        if self.sources and values.get("source") not in self.sources:
            return False
        department = values.get("owner_departments") or ""
        if self.departments and not any(part in department for part in self.departments):
            return False
        noted = "\n".join(str(values.get(key) or "") for key in NOTED).casefold() if self.words else ""
        return not self.words or any(word.casefold() in noted for word in self.words)


def parsed(table: Mapping[str, Any], *, locked: bool = False) -> list[TagRule]:
    """The rules of a document as TOML gives it; AppError naming the one that is wrong."""
    rows = table.get("rule", [])
    if not isinstance(rows, list) or len(rows) > MOST:
        raise AppError("打标规则最多 {most} 条", most=MOST)
    return [_rule(row, number, locked=locked) for number, row in enumerate(rows, 1)]


def _rule(row: Any, number: int, *, locked: bool) -> TagRule:  # noqa: ANN401 - TOML of unknown shape
    values = row if isinstance(row, dict) else {}
    lists = [values.get(name, []) for name in CONDITIONS]
    fine = all(isinstance(one, list) and all(isinstance(part, str) for part in one) for one in lists)
    names = [values.get("group"), values.get("tag")]
    if not fine or not any(lists) or not all(isinstance(name, str) and name.strip() for name in names):
        raise AppError(
            "打标规则第 {number} 条写得不对",
            cure="要有标签组、标签，和至少一个条件（来源、部门、字词）。",
            number=number,
        )
    sources, departments, words = (tuple(part.strip() for part in one if part.strip()) for one in lists)
    return checked(TagRule(str(names[0]).strip(), str(names[1]).strip(), sources, departments, words, locked))


def checked(rule: TagRule) -> TagRule:
    """The rule; AppError when it would tag everybody, or its tag is none that WeCom takes."""
    tag_dictionary.checked_name(rule.tag, ())
    parts = [*rule.sources, *rule.departments, *rule.words]
    if not parts:
        raise AppError("这条规则没有条件，会给所有人打标", cure="至少写一个来源、部门或字词。")
    if long := next((part for part in parts if len(part) > LONGEST), ""):
        raise AppError("条件太长：{text}", cure="一个条件最多 {most} 字。", text=long, most=LONGEST)
    return rule


def head_office(session: Session) -> list[TagRule]:
    """Head office's rules, else those built in."""
    return parsed(documents.table(session, KIND, "contacts", "tag_rules.toml"), locked=True)


def of_branch(session: Session, branch: str) -> list[TagRule]:
    """The branch's own rules."""
    found = documents.content(session, KIND, branch) if branch else None
    return parsed(documents.parsed(found, "打标规则")) if found else []


def rules(session: Session, branch: str) -> list[TagRule]:
    """All rules that hold in a branch, head office's first."""
    return [*head_office(session), *of_branch(session, branch)]


def save(session: Session, actor: Actor, own: Sequence[TagRule]) -> Done:
    """Set the branch's own rules, in their order; one step to undo."""
    require(actor, Permission.EDIT_DICTIONARY, branch=actor.branch)
    if len(own) > MOST:
        raise AppError("打标规则最多 {most} 条", most=MOST)
    rows = [
        {"group": one.group, "tag": one.tag, "sources": [*one.sources], "departments": [*one.departments],
         "words": [*one.words]} for one in map(checked, own)
    ]  # fmt: skip
    change = documents.change(KIND, "打标规则", "", tomli_w.dumps({"rule": rows}), actor.branch)
    recorded = record(session, actor, [change._replace(fields={**change.fields, "locked": 0})])
    return Done(Changes.TAGS, recorded.batch, N_("打标规则已存，{count} 条", count=len(own)), len(own))


def apply_now(session: Session, actor: Actor) -> Done:
    """Put the tags of all rules on the contacts that are there already; one step to undo.

    A tag that somebody took off by hand is not put on again.
    """
    require(actor, Permission.EDIT_DICTIONARY, branch=actor.branch)
    found = rules(session, actor.branch)
    decided = set(session.execute(text("SELECT id FROM contact_tag")).scalars())
    rows = session.execute(text(CONTACTS), {"branch": actor.branch}).mappings().all()
    made: list[Change] = []
    maker = Maker(session)
    for one in found:
        tag = maker.tag(one.group, one.tag)
        made += [change for row in rows if one.fits(row) for change in tags.changes(row["id"], [tag])
                 if change.row not in decided]  # fmt: skip
        decided |= {change.row for change in made}
    recorded = record(session, actor, [*maker.changes, *made] if made else [])
    message = N_("按规则给现有客户打了 {count} 个标签", count=len(made))
    return Done(Changes.TAGS | Changes.CONTACTS, recorded.batch, message, len(made))


CONTACTS: Final = """
SELECT id, source, owner_departments, name, remark, description, company FROM contact
WHERE hidden = 0 AND (branch = :branch OR branch IS NULL)
"""


class Maker:
    """Makes groups and tags that are missing; `changes` are what makes them, `ids` those that were asked for."""

    def __init__(self, session: Session) -> None:
        self.changes: list[Change] = []
        self._known = set(session.execute(text("SELECT id FROM tag WHERE hidden = 0")).scalars())
        self._known |= set(session.execute(text("SELECT id FROM tag_group WHERE hidden = 0")).scalars())
        self._merged = tag_dictionary.merged(session)
        self._places: dict[str, int] = {}
        self.ids: dict[tuple[str, str], str] = {}

    def tag(self, group: str, name: str) -> str:
        """The id of a tag; one that was merged means the other one."""
        if (group, name) in self.ids:
            return self.ids[group, name]
        group_id, id_ = derived_id("tag_group", group), derived_id("tag", group, name)
        if group_id not in self._known:
            self._known.add(group_id)
            self.changes.append(Change("tag_group", group_id, {"name": group, "position": self._place("")}))
        if id_ not in self._known:
            self._known.add(id_)
            fields: Fields = {
                "tag_group": group_id,
                "name": name[: tag_dictionary.LONGEST],
                "position": self._place(group),
            }
            self.changes.append(Change("tag", id_, fields))
        self.ids[group, name] = id_ = self._merged.get(id_, id_)
        return id_

    def _place(self, group: str) -> int:
        self._places[group] = self._places.get(group, 0) + 1
        return self._places[group]
