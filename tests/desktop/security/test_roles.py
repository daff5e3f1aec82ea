"""The matrix of permissions, cell by cell."""

import pytest

from db.actor import Actor, Role
from desktop.errors import PermissionDenied
from desktop.security.roles import MATRIX, Permission, allowed, reach, require, scope

ROLES = (Role.TELLER, Role.MANAGER, Role.LEAD, Role.ANALYST, Role.ADMIN, Role.AUDITOR)
TABLE = """
SEE_CONTACTS       own     own     branch  pseudonym   -       -
REVEAL             own     own     branch  -           -       -
EDIT               own     own     branch  -           -       -
EDIT_DICTIONARY    -       -       branch  all         -       -
TRANSFER           -       second  branch  -           -       -
CONSENT            branch  branch  branch  -           -       -
IMPORT             -       -       branch  all         -       -
REPORT             -       -       branch  -           -       -
EXPORT_CLEAR       -       second  second  second      -       -
TAKE_PACK          branch  branch  branch  -           branch  -
BUILD_PACK         -       -       -       all         all     -
ACCEPT_HAND_EDITS  -       -       branch  quarantine  -       -
CONSOLIDATE        -       -       -       all         -       -
PEOPLE             -       -       branch  -           all     -
RESTORE            -       -       second  all         second  -
READ_AUDIT         own     own     branch  -           -       all
MAKE_PIECES        own     own     branch  all         -       -
REGISTER_CODES     -       own     branch  -           all     -
ERASE              -       -       branch  -           -       -
HAND_OVER          -       branch  branch  -           branch  -
"""
CELLS = [
    (Permission[line.split()[0]], role, cell)
    for line in TABLE.strip().splitlines()
    for role, cell in zip(ROLES, line.split()[1:], strict=True)
]
# What each reach lets somebody of branch b1 do with: nobody's, one's own, a colleague's, another branch's.
MAY = {
    "own": (True, True, False, False),
    "branch": (True, True, True, False),
    "all": (True, True, True, True),
    "second": (False, False, False, False),
    "pseudonym": (False, False, False, False),
    "quarantine": (False, False, False, False),
    "-": (False, False, False, False),
}
CASES = ({}, {"owner": "me", "branch": "b1"}, {"owner": "you", "branch": "b1"}, {"owner": "you", "branch": "b2"})


def person(role: Role, staff: str = "me", branch: str = "b1") -> Actor:
    return Actor(staff, role, branch)


def test_the_table_covers_every_permission_and_role():
    assert {permission for permission, _, _ in CELLS} == set(Permission)
    assert set(ROLES) == set(Role)
    assert len(CELLS) == len(Permission) * len(Role)


@pytest.mark.parametrize(("permission", "role", "cell"), CELLS)
def test_cell(permission, role, cell):
    actor = person(role)
    found = reach(actor, permission)
    assert (found.name.lower() if found else "-") == cell
    assert tuple(allowed(actor, permission, **case) for case in CASES) == MAY[cell]
    for case, may in zip(CASES, MAY[cell], strict=True):
        if may:
            require(actor, permission, **case)
        else:
            with pytest.raises(PermissionDenied):
                require(actor, permission, **case)


def test_nothing_is_allowed_that_the_matrix_does_not_name():
    assert set(MATRIX) == set(Permission)


@pytest.mark.parametrize(
    ("second", "may"),
    [
        (person(Role.LEAD, "lead"), True),
        (person(Role.LEAD, "me"), False),  # nobody approves their own
        (person(Role.MANAGER, "other"), False),
        (person(Role.ANALYST, "hq"), False),
        (None, False),
    ],
)
def test_a_second_person(second, may):
    assert allowed(person(Role.MANAGER), Permission.EXPORT_CLEAR, branch="b1", second=second) is may


def test_a_second_person_does_not_reach_another_branch():
    lead = person(Role.LEAD, "lead")
    assert not allowed(person(Role.MANAGER), Permission.EXPORT_CLEAR, branch="b2", second=lead)


def test_a_lead_keeps_what_is_their_own_in_another_branch():
    assert allowed(person(Role.LEAD), Permission.EDIT, owner="me", branch="b2")


@pytest.mark.parametrize(
    ("role", "permission", "said"),
    [
        (Role.TELLER, Permission.EDIT, "自己名下"),
        (Role.MANAGER, Permission.EXPORT_CLEAR, "另一位负责人"),
        (Role.AUDITOR, Permission.EDIT, "角色不能"),
    ],
)
def test_each_refusal_says_why(role, permission, said):
    with pytest.raises(PermissionDenied, match=said) as caught:
        require(person(role), permission, owner="you", branch="b1")
    assert caught.value.cure


@pytest.mark.parametrize(
    ("role", "wanted"), list(zip(ROLES, ("own", "own", "branch", "pseudonym", "none", "none"), strict=True))
)
def test_scope(role, wanted):
    assert scope(person(role)) == wanted
