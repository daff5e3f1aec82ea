"""Makes reports of as many branches as wanted, in the product's own form, quicker than the product writes them.

One branch is lived in through the one write path and reported by the product; every further report is that one with
ids, names and times of its own, sealed and signed anew, and written by XlsxWriter.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

import python_calamine
import xlsxwriter
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from db.actor import Actor, Role
from db.ids import NEAR, beside_id, derived_id, grouped_id, is_near
from db.operation import Change, record
from db.projection import Operation
from db.stamp import FixedClock
from db.veil import VEIL
from desktop.exchange import manifest, originals, report
from desktop.exchange.outgoing import Prepared
from desktop.exchange.workbook import Cell
from desktop.security import seals
from desktop.security.seals import Signer
from desktop.store import open_memory_store
from tests.bench import customer_list

FRIDAY = datetime(2026, 11, 20, 10, 42)
BANK = "江海银行/江北分行"
TAGS = [name for group in customer_list.GROUPS.values() for name in group.split()]
SHARED = ("tag", "tag_group")  # derived from their names: the same rows in every branch
TAGS_EACH, TALKS_EACH, TASKS_EACH = 2, 2, 5  # tags and talks a contact; contacts a task


class Branch(NamedTuple):
    """What a report of one branch holds, before it is written."""

    prepared: Prepared
    operations: list[Operation]


def changes(contacts: int) -> Iterator[Change]:
    """A branch: its people, tags, contacts with their tags, talks and follow-ups, and the tasks of the week."""
    above, branch = derived_id("branch", BANK), derived_id("branch", f"{BANK}/样板支行")
    yield Change("branch", above, {"name": "江北分行", "path": BANK, "kind": "branch", "bank": "江海银行"})
    fields = {"name": "样板支行", "path": f"{BANK}/样板支行", "kind": "sub_branch", "bank": "江海银行", "parent": above}
    yield Change("branch", branch, fields)
    staff = {name: derived_id("staff", account) for name, account in customer_list.STAFF.items()}
    for number, (name, id_) in enumerate(staff.items()):
        person = {"account": customer_list.STAFF[name], "name": name, "branch": branch}
        yield Change("staff", id_, {**person, "role": "manager" if number else "lead"})
    for group, names in customer_list.GROUPS.items():
        yield Change("tag_group", derived_id("tag_group", group), {"name": group})
        for name in names.split():
            fields = {"name": name, "tag_group": derived_id("tag_group", group)}
            yield Change("tag", derived_id("tag", name), fields)
    for number, row in enumerate(customer_list.rows(contacts)):
        yield from _contact(number, row, branch, staff[row[2]])
    for number in range(contacts // TASKS_EACH):
        day = f"2026-11-{16 + number % 5}"
        task = {"date": day, "staff": list(staff.values())[number % len(staff)], "branch": branch, "title": "台卡到位"}
        done = {"done_at": f"{day} 09:30:00"} if number % 4 else {}
        yield Change("task", derived_id("task", str(number)), {**task, "due_at": f"{day} 09:00:00", **done})


def _contact(number: int, row: Sequence[str], branch: str, staff: str) -> Iterator[Change]:
    id_ = grouped_id("contact", row[3], row[0], str(number))
    yield Change("contact", id_, {
        "name": row[0], "owner": staff, "owner_name": row[2], "owner_account": row[3], "owner_departments": row[4],
        "branch": branch, "added_at": row[5], "source": row[6], "phone": row[7], "channel": "lobby", "add_way": 1,
    })  # fmt: skip
    for place in range(TAGS_EACH):
        tag = derived_id("tag", TAGS[(number + 7 * place) % len(TAGS)])
        yield Change("contact_tag", beside_id("contact_tag", id_, tag), {"contact": id_, "tag": tag, "present": 1})
    for place, kind in enumerate(("chat", "replied", "purchase")[:TALKS_EACH]):
        talk = {"contact": id_, "kind": kind, "at": f"2026-11-{16 + place} 10:{number % 60:02}:00", "staff": staff}
        yield Change("interaction", beside_id("talk", id_, str(place)), talk | {"branch": branch})
    if number % 2:
        step = {"contact": id_, "staff": staff, "due_at": "2026-11-19 10:00:00"}
        yield Change("follow_up", beside_id("step", id_), step)


def template(contacts: int) -> Branch:
    """The branch that the others are made from, as the product reports it."""
    lead = Actor(derived_id("staff", customer_list.STAFF["王敏"]), Role.LEAD, derived_id("branch", f"{BANK}/样板支行"))
    store = open_memory_store(FixedClock(FRIDAY))
    store.write(lambda session: record(session, lead, changes(contacts)))
    with store.session() as session:
        prepared = report.prepare(session, lead, seals.Signer(Ed25519PrivateKey.generate()))
    store.close()
    ops = next(sheet for sheet in prepared.sheets if sheet.name == manifest.OPS)
    texts = ("".join(map(str, row)) for row in list(ops.rows)[1:])
    operations = [Operation.from_row(row) for text in texts for row in json.loads(text)]
    pages = [replace(sheet, rows=list(sheet.rows)) for sheet in prepared.sheets]
    return Branch(prepared._replace(sheets=pages), operations)


def write_many(folder: Path, count: int, contacts: int, first: int = 0) -> list[Path]:
    """The reports of `count` branches, the first of them number `first`."""
    folder.mkdir(parents=True, exist_ok=True)
    whole = template(contacts)
    signer = seals.Signer(Ed25519PrivateKey.generate())
    return [_write(folder, variant(whole, number, signer)) for number in range(first, first + count)]


def variant(whole: Branch, number: int, signer: Signer) -> Branch:
    """The same branch under another name, with ids of its own but for those of the tags."""
    head = whole.prepared.head
    own = {one.row for one in whole.operations if one.entity not in SHARED} - {derived_id("branch", BANK)}
    ids = {id_: _hashed(id_, number) for id_ in own}
    replica, batch, name = _hashed(head.replica, number)[:8] + f"{number:04x}", _hashed("batch", number), _name(number)
    operations = []
    for one in whole.operations:
        fields = {key: ids.get(value, value) for key, value in one.fields.items()}
        if one.entity == "branch" and one.row in ids:
            fields |= {"name": name, "path": f"{BANK}/{name}"}
        stamp = one.stamp[:16] + replica
        digest = blake2b(f"{replica}{one.seq}".encode(), digest_size=16).hexdigest()
        row = ids.get(one.row, one.row)
        operations.append(
            one._replace(replica=replica, stamp=stamp, row=row, fields=fields, batch=batch, digest=digest,
                         actor=ids.get(one.actor, one.actor))
        )  # fmt: skip
    packed, values = _renamed(head.rows, ids)
    head = replace(
        head, rows=packed, branch=ids[head.branch], branch_name=name, replica=replica,
        export_id=_hashed("export", number), have=json.dumps({replica: len(operations)}),
    )  # fmt: skip
    pages = [replace(sheet, rows=_relabelled(sheet.rows, ids, values)) for sheet in whole.prepared.sheets[:-2]]
    pages += manifest.sheets(head, operations, signer)
    return Branch(Prepared(f"上报_{head.period}_{name}.xlsx", head, pages, whole.prepared.counts), operations)


def _name(number: int) -> str:
    return f"第{number + 1}支行"


def _hashed(text: str, number: int) -> str:
    """An id as random as the product's own, or as near to the others of its group."""
    found = blake2b(f"{text}{number}".encode(), digest_size=16).hexdigest()
    if is_near(text):
        group = blake2b(f"{text[:NEAR]}{number}".encode(), digest_size=4).hexdigest()
        return f"{group}-{found[8:12]}-8{found[13:16]}-8{found[17:20]}-{found[20:]}"
    return f"{found[:8]}-{found[8:12]}-5{found[13:16]}-8{found[17:20]}-{found[20:]}"


def _relabelled(rows: Sequence[Sequence[Cell]], ids: dict[str, str], values: dict[str, list[str]]) -> list[list[Cell]]:
    """Readable rows with the new ids, and checksums that fit them."""
    found = []
    for row in rows:
        id_ = ids.get(str(row[-2])) if len(row) > 2 else None
        found.append([*row[:-2], id_, originals.checksum(id_, values[id_])] if id_ in values else list(row))
    return found


def _renamed(packed: str, ids: dict[str, str]) -> tuple[str, dict[str, list[str]]]:
    """The packed rows of the manifest with the new ids; and by id their values."""
    kept = originals.unpack(packed, "")
    pages = {
        key: page._replace(rows={ids.get(id_, id_): values for id_, values in page.rows.items()})
        for key, page in kept.pages.items()
    }
    staff = {name: ids.get(id_, id_) for name, id_ in kept.staff.items()}
    renamed = kept._replace(pages=pages, staff=staff, branch=ids.get(kept.branch, kept.branch))
    return originals.pack(renamed), {id_: row for page in pages.values() for id_, row in page.rows.items()}


def _write(folder: Path, branch: Branch) -> Path:
    path = folder / branch.prepared.name
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(str(path), options) as book:
        for spec in branch.prepared.sheets:
            page = book.add_worksheet(spec.name)
            for line, row in enumerate(spec.rows):
                for column, value in enumerate(row):
                    if isinstance(value, str):
                        page.write_string(line, column, value)
                    elif value is not None:
                        page.write_number(line, column, value)
            if spec.state != "visible":
                page.hide()
    return path


PLAIN = {
    "contact": ("contact", ()), "contact_tag": ("contact_tag", ("contact", "tag")),
    "interaction": ("interaction", ("contact", "staff", "branch")), "task": ("task", ("staff", "branch")),
    "follow_up": ("follow_up", ("contact", "staff")),
}  # fmt: skip
"""Sheets of plain workbooks: the entity, and whose names stand beside the ids, since people read them."""


def write_plain(inbox: Path, folder: Path) -> None:
    """The content of these reports as people would send it: one row a record, heads on top, names beside the ids."""
    folder.mkdir(parents=True, exist_ok=True)
    for path in sorted(inbox.iterdir()):
        book = python_calamine.CalamineWorkbook.from_path(str(path))
        tables: dict[str, dict[str, dict[str, Cell]]] = {}
        for cells in book.get_sheet_by_name(manifest.OPS).to_python()[1:]:
            for one in map(Operation.from_row, json.loads("".join(map(str, cells)))):
                tables.setdefault(one.entity, {}).setdefault(one.row, {}).update(one.fields)
        names = {id_: fields.get("name") for rows in tables.values() for id_, fields in rows.items()}
        with xlsxwriter.Workbook(str(folder / path.name), {"constant_memory": True}) as copy:
            for sheet, (entity, named) in PLAIN.items():
                _write_table(copy.add_worksheet(sheet), tables[entity], named, names)


def _write_table(
    page: xlsxwriter.worksheet.Worksheet, rows: dict[str, dict[str, Cell]], named: Sequence[str], names: dict[str, Cell]
) -> None:
    heads = list(dict.fromkeys(name for fields in rows.values() for name in fields if name != VEIL))
    page.write_row(0, 0, ["id", *heads, *(f"{name}_name" for name in named)])
    for line, (id_, fields) in enumerate(rows.items(), 1):
        page.write_row(line, 0, [id_, *map(fields.get, heads), *(names.get(str(fields.get(one))) for one in named)])
