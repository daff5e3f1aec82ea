"""The password of the branch's database: who may change it, and how long it has to be."""

from pathlib import Path
from typing import Final

from db.actor import Actor
from desktop.errors import AppError
from desktop.security import vault
from desktop.security.roles import Permission, allowed, require

LEAST: Final = 8  # characters


def changeable(database: Path | None, actor: Actor) -> bool:
    """Whether there is a password, which neither the sample nor a server has, and this person may change it."""
    if database is None or not vault.slot_path(database).exists():
        return False
    return allowed(actor, Permission.PEOPLE, branch=actor.branch)


def change(database: Path, actor: Actor, old: str, new: str) -> None:
    """Have the database open by another password from now on; takes two derivations of a key.

    Raises PermissionDenied, WrongPassword for `old`, TooSoon after many of these, or AppError when `new` is too short
    or the slot is not written.
    """
    require(actor, Permission.PEOPLE, branch=actor.branch)
    if len(new) < LEAST:
        raise AppError("密码太短，至少 {count} 个字", cure="请换一个长一点的密码。", count=LEAST)
    vault.change_password(database, old, new)
