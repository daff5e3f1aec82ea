"""Comparing a customer list with the contacts that are known."""

import json
from collections import Counter, defaultdict
from collections.abc import Mapping
from typing import Any

from sqlalchemy import text
from sqlalchemy.orm import Session

from db.engine import session_clock
from db.ids import derived_id
from db.operation import Change
from db.projection import chunks, marks
from desktop.contacts.tag_dictionary import merged
from desktop.exchange.plan import Entry, Known, Plan
from desktop.exchange.wecom import Fault, Parsed, add_way
from desktop.words import N_

COMPARED = (
    "name", "description", "owner", "owner_name", "owner_account", "owner_departments", "branch", "added_at", "source",
    "add_way", "channel", "phone", "company", "email", "address", "position", "telephone", "imported", "status",
)  # fmt: skip
TAG_LENGTH = 30
FULL_SHARE = 2  # a file with at least half of the known contacts of its departments counts as a full export


def plan(session: Session, made: Plan, parsed: list[Parsed]) -> None:
    """Fill the plan: by account, name and time of the add; then by account and phone.

    A contact of the file's departments that a full export no longer names is suspected lost. Tags are added, never
    taken off: the export does not know those that were put on here.
    """
    known = _known(session)
    by_phone = _by_phone(known)
    staff = _accounts(session)
    tags = _Tags(session)
    seen: dict[str, int] = {}
    in_file = {_natural_id(one.values) for one in parsed}
    gone = _merged_away(session)
    for one in parsed:
        id_, old = _match(one, known, by_phone, in_file)
        if id_ in gone:  # somebody made it part of another contact: it does not come back with every file
            seen[id_] = one.row
            made.same += 1
            continue
        if id_ in seen:
            made.warned.append(Fault(one.row, "客户名称", N_("和第 {row} 行是同一位，只取第一行", row=seen[id_])))
            made.same += 1
            continue
        seen[id_] = one.row
        if staff and one.values["owner_account"] not in staff:
            account = one.values["owner_account"]
            made.warned.append(Fault(one.row, "添加人账号", N_("通讯录里没有账号 {account}", account=account)))
        _sort_in(made, one, id_, old, tags)
    made.changes += tags.changes
    _suspect(session, made, known, seen, parsed)


def _known(session: Session) -> dict[str, Known]:
    rows = session.execute(text(f"SELECT id, hidden, {', '.join(COMPARED)} FROM contact"))
    return {row["id"]: row for row in rows.mappings()}


def _by_phone(known: Mapping[str, Known]) -> dict[tuple[str, str], list[str]]:
    found: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for id_, row in known.items():
        if row["phone"] and not row["hidden"]:
            found[row["owner_account"], row["phone"]].append(id_)
    return found


def _merged_away(session: Session) -> set[str]:
    """The contacts that were merged into others."""
    found = session.execute(
        text(
            "SELECT c.id FROM link_decision l JOIN contact c ON c.id IN (l.a, l.b) AND c.hidden = 1 "
            "WHERE l.verdict = 'merged' AND l.hidden = 0"
        )
    )
    return set(found.scalars())


def _accounts(session: Session) -> set[str]:
    return set(session.execute(text("SELECT account FROM staff WHERE hidden = 0")).scalars())


def _natural_id(values: Mapping[str, Any]) -> str:
    return derived_id("contact", values["owner_account"], values["name"], values["added_at"])


def _match(
    one: Parsed, known: Mapping[str, Known], by_phone: Mapping[tuple[str, str], list[str]], in_file: set[str]
) -> tuple[str, Known | None]:
    """The contact that a row means: the same natural key, else the only one of that account with the same phone."""
    id_ = _natural_id(one.values)
    if id_ in known:
        return id_, known[id_]
    phone = one.values.get("phone", "")
    candidates = by_phone.get((one.values["owner_account"], phone), []) if phone else []
    if len(candidates) == 1 and candidates[0] not in in_file:
        return candidates[0], known[candidates[0]]
    return id_, None


def _sort_in(made: Plan, one: Parsed, id_: str, old: Known | None, tags: "_Tags") -> None:
    fields = _fields(one)
    if old is not None:
        if old["added_at"] != fields["added_at"] and not old["hidden"]:
            del fields["added_at"]  # known by the phone: our own record of the add stands
        if old["channel"] not in {"", "unknown"}:
            del fields["channel"]
    back = old is not None and old["status"] == "suspected_lost"
    before = len(made.changes)
    made.sort_in(one.row, id_, one.values["name"], old, fields)
    added = tags.put(id_, one.tags)
    touched = len(made.changes) > before
    if back:
        made.changes.append(Change("contact", id_, {"status": "", "status_at": None}))
    if not touched and (added or back):
        made.same -= 1
        made.changed.append(Entry(one.row, id_, one.values["name"], "、".join(added) or str(N_("又出现了"))))


def _fields(one: Parsed) -> dict[str, Any]:
    values = one.values
    way = add_way(values.get("source", ""))
    departments = values.get("owner_departments", "")
    fields = {
        **values,
        "owner": derived_id("staff", values["owner_account"]),
        "branch": derived_id("branch", departments.split("；")[0]) if departments else None,
        "add_way": way.code,
        "channel": way.channel,
    }
    if one.unknown:
        fields["imported"] = json.dumps(one.unknown, ensure_ascii=False, sort_keys=True)
    return fields


class _Tags:
    """The tags of a file: makes groups and tags that are missing, and puts tags on contacts that lack them."""

    def __init__(self, session: Session) -> None:
        self.changes: list[Change] = []
        on = session.execute(text("SELECT id FROM contact_tag WHERE present = 1 AND hidden = 0"))
        self._on = set(on.scalars())
        self._known = set(session.execute(text("SELECT id FROM tag WHERE hidden = 0")).scalars())
        self._known |= set(session.execute(text("SELECT id FROM tag_group WHERE hidden = 0")).scalars())
        self._merged = merged(session)
        self._ids: dict[tuple[str, str], str] = {}
        self._places: Counter[str] = Counter()

    def put(self, contact: str, wanted: list[tuple[str, str]]) -> list[str]:
        """Put tags on a contact; returns the names of those it did not have."""
        added = []
        for group, name in wanted:
            tag = self._ids.get((group, name)) or self._tag(group, name)
            id_ = derived_id("contact_tag", contact, tag)
            if id_ not in self._on:
                self._on.add(id_)
                self.changes.append(Change("contact_tag", id_, {"contact": contact, "tag": tag, "present": 1}))
                added.append(name)
        return added

    def _tag(self, group: str, name: str) -> str:
        group_id, id_ = derived_id("tag_group", group), derived_id("tag", group, name)
        if group_id not in self._known:
            self._known.add(group_id)
            self._places[""] += 1
            self.changes.append(Change("tag_group", group_id, {"name": group, "position": self._places[""]}))
        if id_ not in self._known:
            self._known.add(id_)
            self._places[group] += 1
            place = self._places[group]
            self.changes.append(
                Change("tag", id_, {"tag_group": group_id, "name": name[:TAG_LENGTH], "position": place})
            )
        self._ids[group, name] = id_ = self._merged.get(id_, id_)
        return id_


def _suspect(
    session: Session, made: Plan, known: Mapping[str, Known], seen: Mapping[str, int], parsed: list[Parsed]
) -> None:
    """Mark those that a full export of their departments no longer names.

    Not those that no export has named yet (captured here, perhaps after the export), and not those whose row was
    refused: the file does name them.
    """
    departments = {one.values.get("owner_departments", "") for one in parsed} - {""}
    expected = {
        id_: row for id_, row in known.items()
        if row["owner_departments"] in departments and not row["hidden"] and row["status"] != "lost"
    }  # fmt: skip
    made.partial = len(expected.keys() & seen.keys()) * FULL_SHARE < len(expected)
    if made.partial:
        return
    now = session_clock(session).text()
    for id_ in _once_exported(session, [id_ for id_ in expected if id_ not in seen]):
        row = expected[id_]
        named = (row["owner_account"], row["name"]) in made.doubtful or (
            row["owner_account"], row["phone"]) in made.doubtful  # fmt: skip
        if row["status"] != "suspected_lost" and not named:
            made.suspected_lost.append(Entry(0, id_, row["name"], row["owner_name"]))
            made.changes.append(Change("contact", id_, {"status": "suspected_lost", "status_at": now}))


def _once_exported(session: Session, ids: list[str]) -> list[str]:
    """Those of the contacts that a customer list has named before."""
    connection = session.connection()
    found: set[str] = set()
    for part in chunks(ids):
        where = f"source = 'import:contacts' AND \"row\" IN ({marks(connection, len(part))})"
        rows = connection.exec_driver_sql(f'SELECT DISTINCT "row" FROM operation WHERE {where}', tuple(part))
        found |= {row[0] for row in rows}
    return [id_ for id_ in ids if id_ in found]
