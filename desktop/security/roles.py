"""The permission matrix: deny by default, checked in every write, not by hiding buttons."""

from enum import Enum, auto

from db.actor import Actor, Role
from desktop.errors import PermissionDenied


class Permission(Enum):
    """What somebody may want to do."""

    SEE_CONTACTS = auto()
    REVEAL = auto()
    EDIT = auto()
    EDIT_DICTIONARY = auto()
    TRANSFER = auto()
    CONSENT = auto()
    IMPORT = auto()
    REPORT = auto()
    EXPORT_CLEAR = auto()
    TAKE_PACK = auto()
    BUILD_PACK = auto()
    ACCEPT_HAND_EDITS = auto()
    CONSOLIDATE = auto()
    PEOPLE = auto()
    RESTORE = auto()
    READ_AUDIT = auto()
    MAKE_PIECES = auto()
    REGISTER_CODES = auto()
    ERASE = auto()
    HAND_OVER = auto()


class Reach(Enum):
    """How far a permission goes."""

    OWN = auto()  # one's own contacts, tasks, codes
    BRANCH = auto()  # everything of one's branch
    PSEUDONYM = auto()  # aggregates, and people without names
    SECOND = auto()  # with a second person who may approve
    QUARANTINE = auto()  # looked at apart, not taken in
    ALL = auto()


_T, _M, _L, _A, _D, _U = Role.TELLER, Role.MANAGER, Role.LEAD, Role.ANALYST, Role.ADMIN, Role.AUDITOR

MATRIX: dict[Permission, dict[Role, Reach]] = {
    Permission.SEE_CONTACTS: {_T: Reach.OWN, _M: Reach.OWN, _L: Reach.BRANCH, _A: Reach.PSEUDONYM},
    Permission.REVEAL: {_T: Reach.OWN, _M: Reach.OWN, _L: Reach.BRANCH},
    Permission.EDIT: {_T: Reach.OWN, _M: Reach.OWN, _L: Reach.BRANCH},
    Permission.EDIT_DICTIONARY: {_L: Reach.BRANCH, _A: Reach.ALL},
    Permission.TRANSFER: {_M: Reach.SECOND, _L: Reach.BRANCH},
    Permission.CONSENT: {_T: Reach.BRANCH, _M: Reach.BRANCH, _L: Reach.BRANCH},
    Permission.IMPORT: {_L: Reach.BRANCH, _A: Reach.ALL},
    Permission.REPORT: {_L: Reach.BRANCH},
    Permission.EXPORT_CLEAR: {_M: Reach.SECOND, _L: Reach.SECOND, _A: Reach.SECOND},
    Permission.TAKE_PACK: {_T: Reach.BRANCH, _M: Reach.BRANCH, _L: Reach.BRANCH, _D: Reach.BRANCH},
    Permission.BUILD_PACK: {_A: Reach.ALL, _D: Reach.ALL},
    Permission.ACCEPT_HAND_EDITS: {_L: Reach.BRANCH, _A: Reach.QUARANTINE},
    Permission.CONSOLIDATE: {_A: Reach.ALL},
    Permission.PEOPLE: {_L: Reach.BRANCH, _D: Reach.ALL},
    Permission.RESTORE: {_L: Reach.SECOND, _A: Reach.ALL, _D: Reach.SECOND},
    Permission.READ_AUDIT: {_T: Reach.OWN, _M: Reach.OWN, _L: Reach.BRANCH, _U: Reach.ALL},
    Permission.MAKE_PIECES: {_T: Reach.OWN, _M: Reach.OWN, _L: Reach.BRANCH, _A: Reach.ALL},
    Permission.REGISTER_CODES: {_M: Reach.OWN, _L: Reach.BRANCH, _D: Reach.ALL},
    Permission.ERASE: {_L: Reach.BRANCH},
    Permission.HAND_OVER: {_M: Reach.BRANCH, _L: Reach.BRANCH, _D: Reach.BRANCH},
}
APPROVERS = frozenset({Role.LEAD})


def reach(actor: Actor, permission: Permission) -> Reach | None:
    """How far the permission goes for this person; None is not at all."""
    return MATRIX[permission].get(actor.role)


def allowed(
    actor: Actor,
    permission: Permission,
    *,
    owner: str | None = None,
    branch: str | None = None,
    second: Actor | None = None,
) -> bool:
    """Whether `actor` may do this to what belongs to `owner` (a staff id) and `branch`; None where it has no such.

    `second` is the other person who approves, where one is needed.
    """
    match reach(actor, permission):
        case Reach.ALL:
            return True
        case Reach.OWN:
            return owner in {None, actor.staff}
        case Reach.BRANCH:
            return branch in {None, actor.branch} or owner == actor.staff
        case Reach.SECOND:
            approved = second is not None and second.role in APPROVERS and second.staff != actor.staff
            return approved and branch in {None, actor.branch}
        case _:
            return False


def require(
    actor: Actor,
    permission: Permission,
    *,
    owner: str | None = None,
    branch: str | None = None,
    second: Actor | None = None,
) -> None:
    """Raise PermissionDenied unless `allowed`."""
    if allowed(actor, permission, owner=owner, branch=branch, second=second):
        return
    if reach(actor, permission) is Reach.SECOND:
        raise PermissionDenied("这件事要另一位负责人同意", cure="请网点负责人输入密码后再做。")
    if reach(actor, permission) is Reach.OWN:
        raise PermissionDenied("只能处理自己名下的", cure="请联系归属的同事，或请网点负责人处理。")
    raise PermissionDenied("您的角色不能做这件事", cure="请网点负责人处理。")


def scope(actor: Actor) -> str:
    """How contacts are read: `own`, `branch`, `pseudonym` or `none`."""
    names = {Reach.OWN: "own", Reach.BRANCH: "branch", Reach.PSEUDONYM: "pseudonym"}
    found = reach(actor, Permission.SEE_CONTACTS)
    return names.get(found, "none") if found else "none"
