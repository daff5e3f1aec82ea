"""A contact's record: every field that is kept, read for the panel and the form, and written as one step to undo."""

import json
from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from sqlalchemy import text
from sqlalchemy.orm import Session

from db.actor import Actor
from db.contacts import Contact
from db.engine import session_clock
from db.ids import new_id
from db.operation import Change, record
from db.projection import Fields
from desktop.changes import Changes, Done
from desktop.contacts import dates, own_fields
from desktop.contacts.capture import NOTICE, valid_phone
from desktop.contacts.own_fields import OwnField
from desktop.contacts.standing_in import stands_in
from desktop.contacts.timeline import refuse_numbers
from desktop.errors import AppError
from desktop.exchange.wecom import add_ways, vocabulary
from desktop.fields import CONTACT_FIELDS
from desktop.security.masking import mask_phone
from desktop.security.roles import Permission, allowed, require
from desktop.words import N_

TEXTS: Final = ("name", "company", "position", "email", "address", "remark", "description")
CODED: Final = ("channel", "validity", "do_not_disturb", "gender")
PHONES: Final = ("phone", "telephone")
"""Shown masked; what is typed takes their place, nothing leaves them."""
EDITED: Final = (*TEXTS, *PHONES, "birthday", *CODED)
ORDER: Final = (
    "company", "position", "gender", "telephone", "email", "address", "remark", "description", "channel", "validity",
    "do_not_disturb",
)  # fmt: skip
"""In which the panel tells of it; name, phone and birthday stand elsewhere."""
LONGEST: Final = 200
NAME: Final = 64
CONSENT: Final = "consent"
CODES: Final = {
    "gender": ("0", "1", "2"), "do_not_disturb": ("0", "1"),
    "validity": ("", *dict.fromkeys(vocabulary()["validity"].values())),
    "channel": tuple(dict.fromkeys(vocabulary()["channel"].values())),
}  # fmt: skip
LABELS: Final = {one.key: one.label for one in CONTACT_FIELDS}


class Record(NamedTuple):
    """`values` by field as text (phones masked), `own` by key; `imported` are the columns that no field knows.

    `consented_at` is None without a consent that holds; `facts` are what cannot be edited here.
    """

    contact: str
    values: dict[str, str]
    fields: list[OwnField]
    own: dict[str, str]
    imported: dict[str, str]
    facts: dict[str, str]
    consented_at: str | None
    editable: bool


QUERY: Final = """
SELECT c.*, coalesce(p.name, '') AS placement_name,
  (SELECT max(given_at) FROM consent k WHERE k.contact = c.id AND k.hidden = 0 AND k.withdrawn_at IS NULL) AS consented
FROM contact c LEFT JOIN placement p ON p.id = c.placement WHERE c.id = :contact
"""


def read(session: Session, actor: Actor, contact: str) -> Record:
    """All of a contact's record; AppError when this person may not see it."""
    row = session.execute(text(QUERY), {"contact": contact}).mappings().one_or_none()
    seen = row is not None and allowed(actor, Permission.SEE_CONTACTS, owner=row["owner"], branch=row["branch"])
    if row is None or not (seen or stands_in(session, actor, contact)):
        raise AppError("找不到这位客户", cure="可能已被撤销导入，或不在您名下。")
    values = {key: "" if row[key] is None else str(row[key]) for key in EDITED}
    values |= {key: mask_phone(values[key]) for key in PHONES}
    facts = {
        "added_at": row["added_at"] or "", "source": row["source"], "placement": row["placement_name"],
        "state": row["state"], "owner_departments": row["owner_departments"], "add_way": _way(row["add_way"]),
    }  # fmt: skip
    return Record(
        contact, values, own_fields.fields(session), own_fields.values(session, contact), imported(row["imported"]),
        {key: value for key, value in facts.items() if value}, row["consented"],
        allowed(actor, Permission.EDIT, owner=row["owner"], branch=row["branch"]),
    )  # fmt: skip


def _way(code: int | None) -> str:
    """What WeCom calls a code; the number itself when it is none we know."""
    if code is None:
        return ""
    return next((text_ for text_, way in add_ways().items() if way.code == code), str(code))


def imported(stored: str) -> dict[str, str]:
    """The columns of files that no field knows, as they were stored."""
    try:
        found = json.loads(stored) if stored else {}
    except json.JSONDecodeError:
        return {}
    return {str(key): str(value) for key, value in found.items()} if isinstance(found, dict) else {}


def save(session: Session, actor: Actor, contact: str, typed: Mapping[str, str]) -> Done:
    """Write what was typed: fields by key, head office's own as `own:` and key, `consent` as "1" or "".

    Raises FieldError naming the field that cannot take what was typed; then nothing is written.
    """
    row = session.get_one(Contact, contact)
    require(actor, Permission.EDIT, owner=row.owner, branch=row.branch)
    today = session_clock(session).now().date()
    fields: Fields = {}
    own: dict[str, str] = {}
    for key, words in typed.items():
        if key.startswith("own:"):
            own[key.removeprefix("own:")] = words
        elif key in EDITED:
            fields |= {key: _checked(key, words, lambda said: dates.birthday(said, today))}
    changes = [Change("contact", contact, fields)] if fields else []
    changes += own_changes(session, contact, own)
    if CONSENT in typed:
        changes += _consent(session, actor, contact, given=bool(typed[CONSENT]))
    recorded = record(session, actor, changes)
    message = N_("{name} 的资料改好了", name=str(fields.get("name") or row.name))
    return Done(Changes.CONTACTS, recorded.batch, message, recorded.operations)


class FieldError(AppError):
    """A field of the form cannot take what was typed; `field` is its key."""

    field = ""


def own_changes(session: Session, contact: str, own: Mapping[str, str]) -> list[Change]:
    """The changes of head office's own fields; FieldError naming the one that is wrong."""
    made: list[Change] = []
    for key, words in own.items():
        try:
            made += own_fields.changes(session, contact, {key: words})
        except AppError as error:
            raise _at(f"own:{key}", error) from error
    return made


def _checked(key: str, words: str, birthday: Any) -> str | int | None:  # noqa: ANN401 - a function
    try:
        return _value(key, words, birthday)
    except AppError as error:
        raise _at(key, error) from error


def _at(key: str, error: AppError) -> FieldError:
    made = FieldError(error.message.template, cure=error.cure.template, **error.message.values)
    made.field = key
    return made


def _value(key: str, words: str, birthday: Any) -> str | int | None:  # noqa: ANN401
    said = " ".join(words.split())
    if key == "birthday":
        found: str | None = birthday(said)
        return found
    if key in CODES:
        if said not in CODES[key]:
            raise ValueError(key)
        return int(said) if key in {"gender", "do_not_disturb"} else said
    if key == "phone":
        return valid_phone(said) if said else ""
    if key == "name" and not said:
        raise AppError("名称是空的", cure="写上客户怎么称呼。")
    most = NAME if key == "name" else LONGEST
    if len(said) > most:
        raise AppError("{title}最多 {most} 字", cure="请写短一些。", title=LABELS[key], most=most)
    if key != "telephone":
        refuse_numbers(said)
    return said


def _consent(session: Session, actor: Actor, contact: str, *, given: bool) -> list[Change]:
    """A consent that is given now, or those that hold withdrawn; nothing when it is so already."""
    now = session_clock(session).text()
    holding = session.execute(
        text("SELECT id FROM consent WHERE contact = :contact AND hidden = 0 AND withdrawn_at IS NULL"),
        {"contact": contact},
    ).scalars()
    ids = list(holding)
    if given and not ids:
        agreed = {"contact": contact, "basis": "consent", "purposes": "service", "channels": "wecom", "notice": NOTICE}
        return [Change("consent", new_id(), {**agreed, "given_at": now, "staff": actor.staff})]
    return [] if given else [Change("consent", id_, {"withdrawn_at": now}) for id_ in ids]
