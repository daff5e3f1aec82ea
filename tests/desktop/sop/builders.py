"""Rows of a small branch, for the tests of its day."""

from datetime import datetime

from db.ids import derived_id
from db.operation import Change

NOW = datetime(2026, 3, 12, 10, 42)  # a Thursday
BRANCH = "branch-1"
WANG = "staff-wang"
LI = "staff-li"


def staff(row: str, name: str, role: str = "manager", **fields: str | int | None) -> Change:
    values: dict[str, str | int | None] = {"name": name, "account": row, "role": role, "branch": BRANCH}
    return Change("staff", row, {**values, "position": "理财经理", **fields})


def contact(row: str, name: str, added_at: str, owner: str = WANG, **fields: str | int | None) -> Change:
    values: dict[str, str | int | None] = {"name": name, "owner": owner, "branch": BRANCH, "added_at": added_at}
    return Change("contact", row, values | fields)


def group(row: str, name: str, members: int, owner: str = WANG) -> Change:
    return Change("group", row, {"name": name, "owner": owner, "members": members, "branch": BRANCH})


def interaction(contact_id: str, kind: str, at: str, **fields: str | int | None) -> Change:
    row = derived_id("test", contact_id, kind, at)
    return Change("interaction", row, {"contact": contact_id, "kind": kind, "at": at, "staff": WANG} | fields)
