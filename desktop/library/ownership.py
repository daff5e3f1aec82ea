"""Whose a row of the library is: head office's are locked, a branch adds its own and its lead keeps them."""

from typing import Protocol

from db.actor import Actor
from desktop.errors import PermissionDenied
from desktop.security.roles import Permission, Reach, reach, require


class Owned(Protocol):
    """A script, product, material or activity: `branch` is whose own it is, None for head office's."""

    branch: str | None


def may_keep(actor: Actor, branch: str | None) -> bool:
    """Whether this person may change a row: head office its own, the lead those of the branch."""
    found = reach(actor, Permission.EDIT_DICTIONARY)
    if found is Reach.ALL:
        return branch is None
    return found is Reach.BRANCH and branch == actor.branch


def require_keeping(actor: Actor, row: Owned) -> None:
    """Raise PermissionDenied, in words, unless `may_keep`."""
    require(actor, Permission.EDIT_DICTIONARY)
    if may_keep(actor, row.branch):
        return
    if row.branch is None:
        raise PermissionDenied("这是总行的，已锁定", cure="复制成本网点的一份，再改。")
    raise PermissionDenied("这是别的网点的", cure="请由那个网点来改，或在总行收进下发包。")


def home_of(actor: Actor) -> str | None:
    """The `branch` of what this person adds: none for head office. PermissionDenied for who may not add."""
    require(actor, Permission.EDIT_DICTIONARY)
    return None if reach(actor, Permission.EDIT_DICTIONARY) is Reach.ALL else actor.branch
