"""Who is at the keyboard: passed into every write, never global."""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a person may do; the matrix is in `desktop.security.roles`."""

    TELLER = "teller"
    MANAGER = "manager"
    LEAD = "lead"
    ANALYST = "analyst"
    ADMIN = "admin"
    AUDITOR = "auditor"


@dataclass(frozen=True, slots=True)
class Actor:
    """A signed-in person: ids of their `staff` and `branch` rows, and their role."""

    staff: str
    role: Role
    branch: str
