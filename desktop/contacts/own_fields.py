"""Fields of head office's own on a contact: what they are, what they may hold, and their values."""

import json
import re
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, Final, NamedTuple

from sqlalchemy import text
from sqlalchemy.orm import Session

from db.actor import Actor
from db.contacts import Contact
from db.ids import beside_id
from db.operation import Change, record
from desktop import documents
from desktop.changes import Changes, Done
from desktop.errors import AppError
from desktop.security.roles import Permission, require
from desktop.words import N_

KIND: Final = "contact_fields"
TYPES: Final = ("text", "number", "date", "choice")
LONGEST: Final = 200  # characters of a value
KEY: Final = re.compile(r"[a-z][a-z0-9_]{0,39}")
DAY: Final = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
TITLE: Final = 20
MOST: Final = 40  # fields
DIGITS: Final = 15  # that a workbook keeps of a number


class OwnField(NamedTuple):
    """A field: `type` is text, number, date or choice; `choices` are those of the last."""

    key: str
    title: str
    type: str
    choices: tuple[str, ...] = ()

    def checked(self, typed: str) -> str:
        """The value as it is stored; "" is none. Raises AppError saying what it has to look like."""
        value = " ".join(typed.split())
        if not value:
            return ""
        if self.type == "number":
            return _number(self.title, value)
        if self.type == "date":
            return _day(self.title, value)
        if self.type == "choice" and value not in self.choices:
            raise AppError("{title}没有“{value}”这一项", cure="可选：{choices}", title=self.title, value=value,
                           choices="、".join(self.choices))  # fmt: skip
        if len(value) > LONGEST:
            raise AppError("{title}最多 {most} 字", cure="请写短一些。", title=self.title, most=LONGEST)
        return value

    def cell(self, value: str) -> str | float:
        """What a workbook shows of a stored value: a number as one, unless it would lose digits."""
        if self.type == "number" and value and len(value.strip("-").replace(".", "")) <= DIGITS:
            return float(value)
        return value


def _number(title: str, value: str) -> str:
    try:
        number = Decimal(value.replace(",", "").replace("，", ""))
    except InvalidOperation as error:
        raise AppError("{title}要是数字，不能是“{value}”", title=title, value=value) from error
    if not number.is_finite() or number.adjusted() > 15 or number.as_tuple().exponent < -6:  # type: ignore[operator]
        raise AppError("{title}要是数字，不能是“{value}”", title=title, value=value)
    return f"{number:f}"


def _day(title: str, value: str) -> str:
    found = DAY.fullmatch(value.split(" ", 1)[0])
    try:
        return f"{date(*map(int, found.groups()))}" if found else date.fromisoformat(value).isoformat()
    except ValueError as error:
        raise AppError("{title}要是日期，像 2026-03-14，不能是“{value}”", title=title, value=value) from error


def parsed(table: Mapping[str, Any]) -> list[OwnField]:
    """The fields of a document as TOML gives it; AppError naming the field that is wrong."""
    rows = table.get("field", [])
    if not isinstance(rows, list) or len(rows) > MOST:
        raise AppError("自定义字段最多 {most} 个", most=MOST)
    made = [_field(row, number) for number, row in enumerate(rows, 1)]
    for name in ("key", "title"):
        values = [getattr(one, name) for one in made]
        if len(set(values)) != len(values):
            raise AppError("自定义字段的 {name} 有重复", cure="每个都要不一样。", name=name)
    return made


def _field(row: Any, number: int) -> OwnField:  # noqa: ANN401 - TOML of unknown shape
    values = row if isinstance(row, dict) else {}
    key, title, kind = (values.get(name) for name in ("key", "title", "type"))
    choices = values.get("choices", [])
    named = isinstance(key, str) and KEY.fullmatch(key) and isinstance(title, str) and 0 < len(title.strip()) <= TITLE
    listed = isinstance(choices, list) and all(isinstance(one, str) for one in choices)
    if not named or kind not in TYPES or not listed:
        raise AppError(
            "自定义字段第 {number} 个写得不对", number=number,
            cure="要有 key（小写字母）、title、type（text、number、date、choice），choice 要有 choices。",
        )  # fmt: skip
    if kind == "choice" and not choices:
        raise AppError("自定义字段“{title}”没有可选项", cure="请在 choices 里写上。", title=title)
    return OwnField(str(key), str(title).strip(), str(kind), tuple(choices))


def fields(session: Session) -> list[OwnField]:
    """The fields that hold now: head office's, else none."""
    return parsed(documents.table(session, KIND, "contacts", "fields.toml"))


def values(session: Session, contact: str) -> dict[str, str]:
    """Key of a field → its value on this contact; empty ones are left out."""
    found = session.execute(
        text("SELECT field, value FROM contact_value WHERE contact = :contact AND hidden = 0 AND value <> ''"),
        {"contact": contact},
    )
    return {field: value for field, value in found}  # noqa: C416 - rows, not pairs


def values_of(session: Session, contacts: Sequence[str]) -> dict[tuple[str, str], str]:
    """(Contact, key of a field) → its value, of many contacts."""
    found = session.execute(
        text(
            "SELECT contact, field, value FROM contact_value WHERE hidden = 0 AND value <> '' "
            "AND contact IN (SELECT value FROM json_each(:contacts))"
        ),
        {"contacts": json.dumps(list(contacts))},
    )
    return {(contact, field): value for contact, field, value in found}


def change(contact: str, key: str, value: str) -> Change:
    """The change that sets a value; the caller has checked it."""
    fields_ = {"contact": contact, "field": key, "value": value}
    return Change("contact_value", beside_id("contact_value", contact, key), fields_)


def set_values(session: Session, actor: Actor, contact: str, typed: Mapping[str, str]) -> Done:
    """Set some of a contact's own fields; AppError naming the field that cannot take what was typed."""
    row = session.get_one(Contact, contact)
    require(actor, Permission.EDIT, owner=row.owner, branch=row.branch)
    recorded = record(session, actor, changes(session, contact, typed))
    return Done(Changes.CONTACTS, recorded.batch, N_("{name} 的资料改好了", name=row.name), recorded.operations)


def changes(session: Session, contact: str, typed: Mapping[str, str]) -> list[Change]:
    """The changes that set what was typed where it differs; keys that are no field (any more) are passed over."""
    known = {one.key: one for one in fields(session)}
    old = values(session, contact)
    checked = {key: known[key].checked(value) for key, value in typed.items() if key in known}
    return [change(contact, key, value) for key, value in checked.items() if value != old.get(key, "")]
