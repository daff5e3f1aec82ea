"""Comparing a customer group list with the groups that are known."""

from typing import Any

from sqlalchemy import text
from sqlalchemy.orm import Session

from db.ids import derived_id
from db.operation import Change
from desktop.exchange.plan import Plan
from desktop.exchange.wecom import Fault, Parsed
from desktop.words import N_

COMPARED = '"hidden", name, owner, owner_name, owner_departments, branch, created_at, members'


def plan(session: Session, made: Plan, parsed: list[Parsed]) -> None:
    """Fill the plan with groups by owner, name and time of creation: names repeat, and there is no other key."""
    known = {row["id"]: row for row in session.execute(text(f'SELECT id, {COMPARED} FROM "group"')).mappings()}
    people = _people(session)
    seen: dict[str, int] = {}
    for one in parsed:
        values = one.values
        id_ = derived_id("group", values["owner_name"], values["name"], values.get("created_at", ""))
        if id_ in seen:
            made.warned.append(Fault(one.row, "群名", N_("和第 {row} 行是同一个群，只取第一行", row=seen[id_])))
            made.same += 1
            continue
        seen[id_] = one.row
        fields = _fields(values, people)
        if fields["owner"] is None:
            name = values["owner_name"]
            made.warned.append(Fault(one.row, "群主", N_("通讯录里没有“{name}”，或有几位同名", name=name)))
        made.sort_in(one.row, id_, values["name"], known.get(id_), fields)
    made.changes += [change for change in _days(session, made) if change is not None]


def _people(session: Session) -> dict[tuple[str, str], list[str]]:
    """(name, branch id) → staff ids."""
    found: dict[tuple[str, str], list[str]] = {}
    for id_, name, branch in session.execute(text("SELECT id, name, branch FROM staff WHERE hidden = 0")):
        found.setdefault((name, branch), []).append(id_)
    return found


def _fields(values: dict[str, Any], people: dict[tuple[str, str], list[str]]) -> dict[str, Any]:
    departments = values.get("owner_departments", "")
    branch = derived_id("branch", departments.split("；")[0]) if departments else None
    owners = people.get((values["owner_name"], branch or ""), [])
    return {**values, "branch": branch, "owner": owners[0] if len(owners) == 1 else None}


def _days(session: Session, made: Plan) -> list[Change]:
    """Today's count of members for each group whose number the file brought."""
    from db.engine import session_clock

    today = f"{session_clock(session).now().date()}"
    return [
        Change(
            "group_day",
            derived_id("group_day", change.row, today),
            {"group": change.row, "date": today, "members": change.fields["members"]},
        )
        for change in made.changes
        if "members" in change.fields
    ]
