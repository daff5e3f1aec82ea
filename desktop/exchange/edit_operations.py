"""The operations that a hand edit stands for: the same wherever the file is read, whoever accepts them, in any order.

Their ids and stamps come from the export, the row, the field and the value alone. The stamp is just after everything
that the file can hold, so that the edit outranks what it replaces, and a change made since the export outranks it.
"""

from collections.abc import Mapping, Sequence
from hashlib import blake2b
from typing import Final, NamedTuple

from db.ids import beside_id, derived_id
from db.projection import Fields, Operation, Value, encode
from db.stamp import after as stamp_after
from desktop.contacts.timeline import refuse_numbers
from desktop.errors import AppError
from desktop.exchange.manifest import Manifest
from desktop.exchange.originals import Originals, split_tags
from desktop.exchange.pages import CONTACTS, GROUPS, NEXT, NEXT_FIELDS, TASKS, Column, Topic, stamped
from desktop.security.masking import MASK

HAND: Final = "hand."  # before the export, in the id under which its edits stand in the log; a dot: gaps mean nothing
SOURCE: Final = "hand:"
LONGEST: Final = 2_000  # characters of a text
MOST: Final = 999_999_999
NEXT_STEP: Final = "跟进"  # what a next step is called that was added with its time only
DAY, MOMENT = 10, 19


class Edit(NamedTuple):
    """Fields that an accepted edit sets in one row; `fresh` says that the row was not there at the export.

    `seen` are the stamps of the values that the file showed; without them everything at the export counts as seen.
    """

    entity: str
    row: str
    fields: dict[str, Value]
    fresh: bool = False
    seen: Mapping[str, str] = {}


class Unfit(Exception):  # noqa: N818 - it is an answer
    """A cell that cannot be taken: why (`unfit` or `unknown`), the text concerned, and the edits that are left."""

    def __init__(self, kind: str, text: str, rest: Sequence[Edit] = ()) -> None:
        super().__init__(kind)
        self.kind, self.text, self.rest = kind, text, list(rest)


def changed(
    topic: Topic, column: Column, written: Originals, head: Manifest, row: str, before: Mapping[str, str],
    after: Mapping[str, str],
) -> list[Edit]:  # fmt: skip
    """What a changed cell sets. Raises Unfit for a value that its column cannot take."""
    value = after[column.key]
    if column.edit == "tags":
        return _tags(written, row, split_tags(before[column.key]), split_tags(value))
    seen = _seen(topic, written, row)
    if column.edit == NEXT:
        return _next(column, written, head, row, before, after, seen)
    return [Edit(topic.entity, row, {column.edit: read(value, column.form)}, seen=_of(seen, topic.entity, column.edit))]


def _seen(topic: Topic, written: Originals, row: str) -> dict[tuple[str, str], str]:
    """(entity, field) → stamp of the value that the file showed in this row."""
    page = written.pages.get(topic.key)
    stamps = page.seen.get(row, []) if page is not None else []
    return {(entity, field): stamp for (entity, field, _), stamp in zip(stamped(topic), stamps, strict=False)}


def _of(seen: Mapping[tuple[str, str], str], entity: str, field: str) -> dict[str, str]:
    return {field: seen[entity, field]} if (entity, field) in seen else {}


def added(topic: Topic, written: Originals, head: Manifest, values: Mapping[str, str]) -> tuple[str, list[Edit]]:
    """The id of a row that was added by hand, and what makes it; no edits where the sheet takes no new rows."""
    forms = {column.key: column.form for column in topic.columns}
    filled = {key: value for key, value in values.items() if value and key in topic.new}
    if MASK in filled.get("phone", ""):  # copied out of a row: half a number says nobody
        raise Unfit("unfit", filled["phone"])
    row = derived_id("hand", head.export_id, topic.key, encode(filled))
    if not filled or topic.new[0] not in filled:
        return row, []
    fields: dict[str, Value] = {
        key: read(value, forms[key]) for key, value in filled.items() if key not in {"tags", "staff", "owner_name"}
    }
    who = filled.get("owner_name", "") or filled.get("staff", "")
    fields |= _placed(topic, written, who)
    edits = [Edit(topic.entity, row, fields, fresh=True)]
    tags = _tags(written, row, [], split_tags(filled.get("tags", "")))
    return row, edits + [one._replace(fresh=True) for one in tags]


def _placed(topic: Topic, written: Originals, who: str) -> Fields:
    """Whom and which branch a new row belongs to."""
    staff = written.staff.get(who)
    if topic is CONTACTS:
        return {"owner": staff, "owner_name": who, "branch": written.branch}
    if topic is GROUPS:
        return {"owner": staff, "owner_name": who, "branch": written.branch}
    return {"staff": staff, "branch": written.branch} if topic is TASKS else {}


def read(text: str, form: str) -> Value:
    """A canonical text as it is stored; Unfit when it is not of this form."""
    if form == "number":
        if not text.isascii() or not text.isdigit() or int(text) > MOST:
            raise Unfit("unfit", text)
        return int(text)
    if form in {"time", "day"} and not _is_moment(text, DAY if form == "day" else MOMENT):
        raise Unfit("unfit", text)
    if len(text) > LONGEST:
        raise Unfit("unfit", f"{text[:40]}…")
    try:
        refuse_numbers(text)
    except AppError as error:
        raise Unfit("unfit", str(error)) from error
    return text


def _is_moment(text: str, length: int) -> bool:
    return len(text) == length and text[4] == text[7] == "-"


def _tags(written: Originals, contact: str, old: Sequence[str], new: Sequence[str]) -> list[Edit]:
    """Tags put on and taken off; Unfit names those that are not in the dictionary, and keeps the others."""
    wanted = [(name, 1) for name in new if name not in old] + [(name, 0) for name in old if name not in new]
    edits = [_tag(contact, written.tags[name], present) for name, present in wanted if name in written.tags]
    strange = [name for name, _ in wanted if name not in written.tags]
    if strange:
        raise Unfit("unknown", "、".join(strange), edits)
    return edits


def _tag(contact: str, tag: str, present: int) -> Edit:
    fields: dict[str, Value] = {"contact": contact, "tag": tag, "present": present}
    return Edit("contact_tag", beside_id("contact_tag", contact, tag), fields)


def _next(
    column: Column, written: Originals, head: Manifest, contact: str, before: Mapping[str, str],
    after: Mapping[str, str], seen: Mapping[tuple[str, str], str],
) -> list[Edit]:  # fmt: skip
    """The time or title of the next step; a time where there was none makes one."""
    step, value, field = before.get(NEXT, ""), after[column.key], NEXT_FIELDS[column.key]
    if step and value:
        return [Edit("follow_up", step, {field: read(value, column.form)}, seen=_of(seen, "follow_up", field))]
    if step or field == "title":  # a step is done or put off in the program, not by emptying its cell
        return _none_alone(after, value)
    title = read(after.get("next_title", ""), "text") or NEXT_STEP
    fields: dict[str, Value] = {
        "contact": contact, "staff": written.staff.get(after.get("owner_name", "")),
        "due_at": read(value, column.form), "title": title,
    }  # fmt: skip
    return [Edit("follow_up", derived_id("hand", head.export_id, "follow_up", contact), fields, fresh=True)]


def _none_alone(after: Mapping[str, str], value: str) -> list[Edit]:
    """A title beside a new time is taken with it; otherwise there is nothing that the cell could change."""
    if value and after.get("next_at"):
        return []
    raise Unfit("unfit", value)


def proposal_id(head: Manifest, edits: Sequence[Edit], *where: str) -> str:
    """The id of a proposal, the same wherever the file is read."""
    return derived_id("proposal", head.export_id, *where, encode([list(edit[:4]) for edit in edits]))


def operations(export: str, stamp: str, proposal: str, edits: Sequence[Edit]) -> list[Operation]:
    """The operations of an accepted proposal; `stamp` is that of the manifest."""
    replica = f"{HAND}{_hex(export)}"
    return [_operation(replica, stamp, proposal, f"{SOURCE}{export}", edit) for edit in edits]


def _operation(replica: str, seen: str, proposal: str, source: str, edit: Edit) -> Operation:
    stamp = stamp_after(seen, _hex(proposal, edit.entity, edit.row))
    shown = {name: edit.seen.get(name, seen) for name in edit.fields}
    replaced = None if edit.fresh else {name: before for name, before in shown.items() if before}
    seq = 1 + int(_hex(proposal, edit.entity, edit.row, encode(edit.fields))[:8], 16) // 2
    written = (encode(edit.fields), "" if replaced is None else encode(replaced), proposal, source)
    content = (replica, seq, stamp, "", edit.entity, edit.row, *written)
    digest = _hex(*map(str, content), size=16)
    return Operation(
        replica, seq, stamp, "", edit.entity, edit.row, dict(edit.fields), replaced, proposal, source, digest
    )


def _hex(*parts: str, size: int = 6) -> str:
    return blake2b("\x1f".join(parts).encode(), digest_size=size).hexdigest()
