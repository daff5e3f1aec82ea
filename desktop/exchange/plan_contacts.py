"""Comparing a customer list with the contacts that are known."""

import json
from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from sqlalchemy import text
from sqlalchemy.orm import Session

from db.engine import session_clock
from db.erasing import ABOUT, ledger
from db.ids import derived_id
from db.operation import Change
from db.projection import STORED, chunks, marks
from desktop.contacts import tag_rules
from desktop.exchange.matching import Matcher
from desktop.exchange.plan import Entry, Known, Plan
from desktop.exchange.plan_tags import Extras, Tags
from desktop.exchange.wecom import Fault, Parsed, add_way
from desktop.words import N_

COMPARED = (
    "name", "description", "owner", "owner_name", "owner_account", "owner_departments", "branch", "added_at", "source",
    "add_way", "channel", "phone", "company", "email", "address", "position", "telephone", "imported", "status",
    "remark", "gender", "birthday", "validity", "do_not_disturb", "stage_manual", "stage_at", "stage_by",
    "stage_reason",
    "external_user", "union_id", "state", "placement",
)  # fmt: skip
FULL_SHARE: Final = 2  # a file with at least half of the known contacts of its departments counts as a full export


def plan(session: Session, made: Plan, parsed: list[Parsed]) -> None:
    """Fill the plan: by account, name and time of the add; then by account and phone, or the name alone.

    A contact of the file's departments that a full export no longer names is suspected lost. Tags are added, never
    taken off: the export does not know those that were put on here.
    """
    known = _known(session)
    merged_away = _merged_away(session)
    erased = {row for entity, row in ledger(session.connection()) if entity == ABOUT}
    matcher = Matcher(known, parsed, merged_away | erased)
    staff = _people(session)
    loose = any(not group for one in parsed for group, _ in one.tags)
    tags = Tags(session, tag_rules.rules(session, made.branch), loose=loose)
    extras = Extras(session, made, parsed)
    seen: dict[str, int] = {}
    places = _places(session)
    for one in parsed:
        id_, old = matcher.match(one)
        if id_ in erased or (old is not None and old["hidden"] == STORED):
            made.warned.append(Fault(one.row, "客户名称", N_("这位客户已按要求删除或只作存储，没有收")))
            made.same += 1
            continue
        if id_ in merged_away:  # somebody made it part of another contact: it does not come back with every file
            seen[id_] = one.row
            made.same += 1
            continue
        if id_ in seen:
            made.warned.append(Fault(one.row, "客户名称", N_("和第 {row} 行是同一位，只取第一行", row=seen[id_])))
            made.same += 1
            continue
        seen[id_] = one.row
        account = one.values["owner_account"]
        if staff and account not in staff:
            made.warned.append(Fault(one.row, "添加人账号", N_("通讯录里没有账号 {account}", account=account)))
        if one.values.get("state") in places:
            one = one._replace(values={**one.values, **places[one.values["state"]]})  # noqa: PLW2901 - the same row
        _sort_in(made, one, id_, old, tags, extras, staff.get(account))
    made.changes += tags.changes
    _suspect(session, made, known, seen, parsed)


def _known(session: Session) -> dict[str, Known]:
    rows = session.execute(text(f"SELECT id, hidden, {', '.join(COMPARED)} FROM contact"))
    return {row["id"]: row for row in rows.mappings()}


def _places(session: Session) -> dict[str, dict[str, str]]:
    """Mark of a printed code → the place where it stands and its channel; a mark that two places have says nothing."""
    found = session.execute(text(
        "SELECT p.id, p.channel, p.state, w.state FROM placement p LEFT JOIN contact_way w ON w.id = p.contact_way "
        "AND w.hidden = 0 WHERE p.hidden = 0"
    )).all()  # fmt: skip
    standing: dict[str, set[tuple[str, str]]] = {}
    for place, channel, own, of_code in found:
        for mark in filter(None, (own, of_code)):
            standing.setdefault(mark, set()).add((place, channel))
    single = {mark: next(iter(places)) for mark, places in standing.items() if len(places) == 1}
    return {mark: {"placement": place, "channel": channel} for mark, (place, channel) in single.items()}


class Owner(NamedTuple):
    """Whose a contact is: what the address book says of an account."""

    name: str
    branch: str | None


def _merged_away(session: Session) -> set[str]:
    """The contacts that were merged into others."""
    found = session.execute(
        text(
            "SELECT c.id FROM link_decision l JOIN contact c ON c.id IN (l.a, l.b) AND c.hidden = 1 "
            "WHERE l.verdict = 'merged' AND l.hidden = 0"
        )
    )
    return set(found.scalars())


def _people(session: Session) -> dict[str, Owner]:
    found = session.execute(text("SELECT account, name, branch FROM staff WHERE hidden = 0"))
    return {account: Owner(name, branch) for account, name, branch in found}


def _sort_in(
    made: Plan, one: Parsed, id_: str, old: Known | None, tags: Tags, extras: Extras, owner: Owner | None
) -> None:  # fmt: skip
    fields = _fields(one, owner)
    if old is not None:
        if old["added_at"] != fields.get("added_at") and not old["hidden"]:
            fields.pop("added_at", None)  # known by the phone: our own record of the add stands
        if old["channel"] not in {"", "unknown"} and "channel" not in one.values:
            del fields["channel"]
        if "imported" in fields and old["imported"]:
            fields["imported"] = _joined(old["imported"], fields["imported"])
    if "stage_manual" in fields:
        extras.stage(id_, fields)
    back = old is not None and old["status"] == "suspected_lost"
    before = len(made.changes)
    made.sort_in(one.row, id_, one.values["name"], old, fields)
    touched = len(made.changes) > before
    added = tags.put(id_, one.tags, fields)
    own = extras.own(id_, one.own) if one.own else 0
    if back:
        made.changes.append(Change("contact", id_, {"status": "", "status_at": None}))
    if not touched and (added or back or own):
        made.take_for_changed(Entry(one.row, id_, one.values["name"], "、".join(added) or _why(one, back=back)))


def _why(one: Parsed, *, back: bool) -> str:
    return str(N_("又出现了")) if back else "、".join(one.own)


def _joined(old: str, new: str) -> str:
    """The columns that no field knows, of this file and of earlier ones."""
    try:
        kept = json.loads(old)
    except json.JSONDecodeError:
        kept = {}
    return _packed({**(kept if isinstance(kept, dict) else {}), **json.loads(new)})


def _packed(values: Mapping[str, str]) -> str:
    return json.dumps(values, ensure_ascii=False, sort_keys=True)


def _fields(one: Parsed, owner: Owner | None) -> dict[str, Any]:
    values = one.values
    way = add_way(values.get("source", ""))
    departments = values.get("owner_departments", "")
    fields = {
        "channel": way.channel,
        **values,
        "owner": derived_id("staff", values["owner_account"]),
        "branch": derived_id("branch", departments.split("；")[0]) if departments else owner and owner.branch,
        "add_way": way.code,
    }
    if owner is not None and not values.get("owner_name"):
        fields["owner_name"] = owner.name
    if one.unknown:
        fields["imported"] = _packed(one.unknown)
    return fields


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
