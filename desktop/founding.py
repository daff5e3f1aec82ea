"""The first run: the branch whose database this is, and the first person who works with it."""

from sqlalchemy.orm import Session

from db.actor import Actor, Role
from db.exchange import Setting
from db.ids import derived_id
from db.operation import Change, record
from desktop.errors import AppError
from desktop.exchange import plan_staff
from desktop.people import HOME


def found(session: Session, path: str, name: str, account: str, role: Role) -> Actor:
    """Write the branches along a department path (江海银行/江北分行/城东支行) and one member of staff at its end.

    The ids are those an import of the address book derives, so that the import finds both again. Raises AppError when
    a part is empty.
    """
    parts = [part.strip() for part in path.split("/") if part.strip()]
    name, account = name.strip(), account.strip()
    if not parts or not name or not account:
        raise AppError("网点、姓名、账号都要填", cure="请补齐再建立。")
    changes = [_branch(parts, depth) for depth in range(1, len(parts) + 1)]
    actor = Actor(derived_id("staff", account), role, changes[-1].row)
    person = {
        "account": account,
        "name": name,
        "branch": actor.branch,
        "role": role.value,
        "departments": "/".join(parts),
    }
    record(session, actor, [*changes, Change("staff", actor.staff, person)], source="first_run")
    session.merge(Setting(key=HOME, value=actor.branch))
    return actor


def _branch(parts: list[str], depth: int) -> Change:
    here, above = parts[:depth], parts[: depth - 1]
    fields = {
        "name": here[-1],
        "path": "/".join(here),
        "parent": derived_id("branch", "/".join(above)) if above else None,
        "kind": plan_staff.kind("/".join(here)),
        "bank": parts[0],
    }
    return Change("branch", derived_id("branch", "/".join(here)), fields)
