"""Comparing an address book with the staff and branches that are known."""

import tomllib
from collections.abc import Iterable
from functools import cache
from typing import Any

from sqlalchemy import text
from sqlalchemy.orm import Session

from db.ids import derived_id
from db.operation import Change
from desktop.exchange.plan import Plan
from desktop.exchange.wecom import Fault, Parsed
from desktop.fields import STAFF_FIELDS
from desktop.resources import resource
from desktop.words import N_

COMPARED = ("hidden", "branch", "role", *(one.key for one in STAFF_FIELDS))


def plan(session: Session, made: Plan, parsed: list[Parsed]) -> None:
    """Fill the plan with people by account, and the branches that their departments name."""
    rows = session.execute(text(f"SELECT id, {', '.join(COMPARED)} FROM staff"))
    known = {row["id"]: row for row in rows.mappings()}
    seen: dict[str, int] = {}
    paths: dict[str, None] = {}
    for one in parsed:
        values = one.values
        id_ = derived_id("staff", values["account"])
        if id_ in seen:
            made.warned.append(Fault(one.row, "账号", N_("和第 {row} 行是同一个账号，只取第一行", row=seen[id_])))
            made.same += 1
            continue
        seen[id_] = one.row
        departments = values["departments"].split("；")
        paths |= dict.fromkeys(departments)
        fields: dict[str, Any] = {**values, "branch": derived_id("branch", home(departments))}
        old = known.get(id_)
        if old is None or not old["role"]:
            fields["role"] = role(values.get("position", ""))
        made.sort_in(one.row, id_, values["name"], old, fields)
    made.changes = [*branches(session, paths), *made.changes]


def home(departments: list[str]) -> str:
    """The department that a person belongs to: the first outlet among several, else the first."""
    outlets = [path for path in departments if kind(path) in {"sub_branch", "outlet"}]
    return (outlets or departments)[0]


def branches(session: Session, paths: Iterable[str]) -> list[Change]:
    """The changes that make the branches of these department paths, with all that stand above them."""
    known = set(session.execute(text("SELECT id FROM branch WHERE hidden = 0")).scalars())
    changes = {}
    for path in paths:
        parts = path.split("/")
        for depth in range(1, len(parts) + 1):
            here = "/".join(parts[:depth])
            id_ = derived_id("branch", here)
            if id_ in known or id_ in changes:
                continue
            parent = derived_id("branch", "/".join(parts[: depth - 1])) if depth > 1 else None
            fields = {"name": parts[depth - 1], "path": here, "parent": parent, "kind": kind(here), "bank": parts[0]}
            changes[id_] = Change("branch", id_, fields)
    return list(changes.values())


def kind(path: str) -> str:
    """What a department is, by its name."""
    name = path.rsplit("/", 1)[-1]
    if "/" not in path:
        return "bank"
    if name.endswith(("总行", "总部")):
        return "head_office"
    if name.endswith("支行"):
        return "sub_branch"
    if name.endswith(("分理处", "网点", "营业部", "储蓄所")):
        return "outlet"
    return "branch" if name.endswith("分行") else "department"


def role(position: str) -> str:
    """The role that a position suggests, which an administrator may change; teller when nothing fits."""
    return next((found for word, found in _roles() if word in position), "teller")


@cache
def _roles() -> list[tuple[str, str]]:
    """(word in the position, role), the first that fits counts."""
    table = tomllib.loads(resource("exchange", "positions.toml").read_text(encoding="utf-8"))
    return [(word, one["role"]) for one in table["position"] for word in one["words"]]
