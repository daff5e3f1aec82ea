"""What became of a contact's fields: who set what, when, from which file; and setting one back."""

import json
from typing import Final, NamedTuple

from sqlalchemy import text
from sqlalchemy.orm import Session

from db import operation
from db.actor import Actor
from db.contacts import Contact
from db.operation import Change, record
from db.projection import Operation, Value
from db.stamp import local_text
from desktop.changes import Changes, Done
from desktop.contacts import own_fields
from desktop.contacts.record import PHONES
from desktop.contacts.standing_in import require_work
from desktop.errors import AppError
from desktop.fields import CONTACT_FIELDS
from desktop.security.masking import mask_phone
from desktop.security.roles import Permission, require
from desktop.words import N_

MOST: Final = 500
SILENT: Final = (
    "owner", "branch", "person", "add_way", "stage_by", "stage_at", "stage_reason", "stage_until", "status_at",
    "lifecycle_by", "lifecycle_at", "lifecycle_reason", "lifecycle_until",
    "owner_account", "hidden", "placement",
)  # fmt: skip
"""Fields that go along with another one, which is named."""
NAMED: Final = {
    "imported": N_("原表其他列"), "status": N_("状态"), "state": N_("活码标识"), "lifecycle_manual": N_("周期"),
}  # fmt: skip
LABELS: Final = {one.key: one.label for one in CONTACT_FIELDS} | {key: str(words) for key, words in NAMED.items()}
IMPORTS: Final = "SELECT batch, file FROM import_run WHERE batch <> ''"
VALUES: Final = "SELECT id, field FROM contact_value WHERE contact = :contact"
TAGS: Final = (
    "SELECT x.id, t.name FROM contact_tag x JOIN tag t ON t.id = x.tag WHERE x.contact = :contact AND t.name <> ''"
)
PRESENT, VALUE, TAG = "present", "value", "tag"
EMPTY: Final[dict[str, Value]] = {PRESENT: 0, "gender": 0, "do_not_disturb": 0, "birthday": None, "added_at": None}
"""What a field says before anybody set it; "" for the others."""


class FieldChange(NamedTuple):
    """One field set once: `old` and `new` as stored (phones masked), `who` "" for the program, `file` it came from.

    `latest` says that the field still says so: only then can it be set back. `entity`, `row`, `stamp` find it again.
    """

    at: str
    who: str
    field: str
    label: str
    old: str
    new: str
    file: str
    latest: bool
    entity: str
    row: str
    stamp: str


def changes(session: Session, actor: Actor, contact: str) -> list[FieldChange]:
    """The changes of a contact's fields, own fields and tags, newest first; AppError when it is out of sight."""
    row = session.get_one(Contact, contact)
    require_work(session, actor, contact, row.owner, row.branch, Permission.SEE_CONTACTS)
    titles = {one.key: one.title for one in own_fields.fields(session)}
    names = {("contact", contact): ""}
    names |= {("contact_value", id_): titles.get(key, key) for id_, key in session.execute(text(VALUES), _of(contact))}
    names |= {("contact_tag", id_): name for id_, name in session.execute(text(TAGS), _of(contact))}
    staff = {id_: name for id_, name in session.execute(text("SELECT id, name FROM staff"))}  # noqa: C416
    files = {batch: file for batch, file in session.execute(text(IMPORTS))}  # noqa: C416
    found: list[FieldChange] = []
    for (entity, id_), name in names.items():
        found += _of_row(operation.history(session, entity, id_), name, staff, files)
    return sorted(found, key=lambda one: one.stamp, reverse=True)[:MOST]


def _of(contact: str) -> dict[str, str]:
    return {"contact": contact}


def _of_row(said: list[Operation], name: str, staff: dict[str, str], files: dict[str, str]) -> list[FieldChange]:
    """The changes of one row, from its operations in their order."""
    now: dict[str, Value] = {}
    made: list[FieldChange] = []
    for one in said:
        for field, value in one.fields.items():
            old = now.get(field)
            now[field] = value
            if not _told(one.entity, field) or (old or "") == (value or ""):
                continue
            shown = (_shown(field, old), _shown(field, value))
            label = LABELS.get(field, field) if one.entity == "contact" else name
            key = field if one.entity == "contact" else TAG if field == PRESENT else f"own:{name}"
            made.append(FieldChange(local_text(one.stamp), staff.get(one.actor, ""), key, label, *shown,
                                    files.get(one.batch, ""), False, one.entity, one.row, one.stamp))  # fmt: skip
    last = {(one.row, one.field): one.stamp for one in made}
    return [one._replace(latest=last[one.row, one.field] == one.stamp) for one in made]


def _told(entity: str, field: str) -> bool:
    """Whether a field is named: of a contact most, of its tags and own fields what they say."""
    return field not in SILENT if entity == "contact" else field in {PRESENT, VALUE}


def _shown(field: str, value: Value) -> str:
    if value is None or value == "":
        return ""
    if field in PHONES:
        return mask_phone(str(value))
    if field == "imported":
        try:
            return "；".join(f"{key}：{said}" for key, said in json.loads(str(value)).items())
        except (json.JSONDecodeError, AttributeError):
            return str(value)
    return str(value)


def put_back(session: Session, actor: Actor, contact: str, change: FieldChange) -> Done:
    """Set a field back to what it was before a change; AppError when it was changed again since."""
    row = session.get_one(Contact, contact)
    require(actor, Permission.EDIT, owner=row.owner, branch=row.branch)
    field = {TAG: PRESENT}.get(change.field, VALUE if change.entity == "contact_value" else change.field)
    said = [one for one in operation.history(session, change.entity, change.row) if field in one.fields]
    if not said or said[-1].stamp != change.stamp:
        raise AppError("{title}之后又改过", cure="请从最近的一次改起。", title=change.label)
    before = said[-2].fields[field] if len(said) > 1 else None
    value = EMPTY.get(field, "") if before is None else before
    recorded = record(session, actor, [Change(change.entity, change.row, {field: value})])
    message = N_("{title}改回去了", title=change.label)
    return Done(Changes.CONTACTS | Changes.TAGS, recorded.batch, message, recorded.operations)
