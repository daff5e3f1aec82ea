"""Two contacts of one member of staff made into one: chosen values on the one that stays, the other out of sight."""

from collections.abc import Mapping
from typing import Final

from sqlalchemy import text
from sqlalchemy.orm import Session

from db.actor import Actor
from db.contacts import Contact
from db.operation import Change, record
from db.projection import shapes
from desktop.changes import Changes, Done
from desktop.contacts import one_id, tags
from desktop.errors import AppError
from desktop.words import N_

CHOSEN: Final = (
    "name", "phone", "remark", "description", "company", "position", "email", "address", "telephone", "birthday",
)  # fmt: skip
"""The fields of which one value is chosen."""
KEYED: Final = frozenset({"contact_tag", "contact_value"})
"""Rows whose id is made of the contact: they are made anew on the one that stays."""


def values(session: Session, keep: str, gone: str) -> dict[str, tuple[str, str]]:
    """Field → what the two say, of those fields in which they differ."""
    one, other = session.get_one(Contact, keep), session.get_one(Contact, gone)
    both = {field: (getattr(one, field) or "", getattr(other, field) or "") for field in CHOSEN}
    return {field: pair for field, pair in both.items() if pair[0] != pair[1]}


def merge(
    session: Session, actor: Actor, keep: str, gone: str, chosen: Mapping[str, str], second: Actor | None = None
) -> Done:
    """Lay `chosen` values (of CHOSEN), tags, events, steps and consents onto `keep`, and hide `gone`. One step to undo.

    Never by itself: somebody has chosen. AppError when they are held by two members of staff: those are linked, not
    merged.
    """
    if not set(CHOSEN).issuperset(chosen):
        raise ValueError(sorted(chosen))
    stays, goes = session.get_one(Contact, keep), session.get_one(Contact, gone)
    one_id.may_link(actor, [stays, goes], second)
    if stays.owner != goes.owner or keep == gone:
        raise AppError("只有同一位员工名下的两条客户才能合并", cure="不同员工的，请定为同一位，不要合并。")
    fields: dict[str, str | int | None] = {
        key: value or (None if key == "birthday" else "") for key, value in chosen.items()
    }
    if stays.added_at and goes.added_at and goes.added_at < stays.added_at:
        fields["added_at"] = goes.added_at  # the person was first added then
    changes = [Change("contact", keep, fields), *_moved(session, keep, gone)]
    changes += [Change("contact", gone, {"hidden": 1}), one_id.recorded(session, actor, [stays, goes], "merged")]
    recorded = record(session, actor, changes, source="merge")
    message = N_("已合并到 {name}", name=chosen.get("name") or stays.name)
    return Done(Changes.ALL, recorded.batch, message, 1)


def _moved(session: Session, keep: str, gone: str) -> list[Change]:
    """The rows about the one that goes, now about the one that stays."""
    moved = []
    for entity, shape in shapes().items():
        if "contact" in shape.defaults and entity not in KEYED:
            found = session.execute(text(f'SELECT id FROM "{entity}" WHERE contact = :gone'), {"gone": gone})
            moved += [Change(entity, id_, {"contact": keep}) for id_ in found.scalars()]
    worn = "SELECT tag FROM contact_tag WHERE contact = :gone AND present = 1 AND hidden = 0"
    moved += tags.changes(keep, session.execute(text(worn), {"gone": gone}).scalars())
    return moved + _own_values(session, keep, gone)


def _own_values(session: Session, keep: str, gone: str) -> list[Change]:
    """Values of head office's own fields that the one that stays does not have."""
    found = session.execute(
        text(
            "SELECT v.id FROM contact_value v WHERE v.contact = :gone AND v.hidden = 0 AND v.value <> '' "
            "AND NOT EXISTS (SELECT 1 FROM contact_value k WHERE k.contact = :keep AND k.field = v.field "
            "AND k.hidden = 0)"
        ),
        {"gone": gone, "keep": keep},
    )
    return [Change("contact_value", id_, {"contact": keep}) for id_ in found.scalars()]
