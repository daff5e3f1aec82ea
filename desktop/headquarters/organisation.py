"""The bank's tree of branches as the address book gives it, with what hangs on each, and the people of one."""

from typing import Final, NamedTuple

from sqlalchemy import text
from sqlalchemy.orm import Session

from desktop.security import seals

OUTLETS: Final = ("sub_branch", "outlet")


class Node(NamedTuple):
    """A branch: how deep it lies, its people, customers and newest report; the counts are its own alone."""

    id: str
    name: str
    kind: str
    depth: int
    path: str
    staff: int
    contacts: int
    reported: str  # the period of its newest report, "" for none

    @property
    def outlet(self) -> bool:
        """Whether it is one that reports."""
        return self.kind in OUTLETS


class Member(NamedTuple):
    """Somebody of a branch; `left` is the day they left, "" for those in post."""

    id: str
    name: str
    account: str
    position: str
    role: str
    persona: str
    contacts: int
    left: str


class Computer(NamedTuple):
    """A PC of a branch whose key was enrolled with its first report: the start of its id, and the key's fingerprint."""

    name: str
    fingerprint: str


_TREE: Final = (
    "SELECT b.id, b.name, b.kind, b.path, coalesce(s.n, 0), coalesce(c.n, 0), coalesce(r.period, '') FROM branch b "
    "LEFT JOIN (SELECT branch, count(*) AS n FROM staff WHERE hidden = 0 AND left_at IS NULL GROUP BY branch) s "
    "ON s.branch = b.id LEFT JOIN (SELECT branch, count(*) AS n FROM contact WHERE hidden = 0 GROUP BY branch) c "
    "ON c.branch = b.id LEFT JOIN (SELECT branch, max(period) AS period FROM import_run WHERE kind = 'report' AND "
    "verdict <> 'refused' GROUP BY branch) r ON r.branch = b.id WHERE b.hidden = 0 ORDER BY b.path, b.name"
)
_MEMBERS: Final = (
    "SELECT s.id, s.name, s.account, s.position, s.role, s.persona, (SELECT count(*) FROM contact c WHERE "
    "c.owner = s.id AND c.hidden = 0), coalesce(s.left_at, '') FROM staff s WHERE s.branch = :branch AND s.hidden = 0 "
    "ORDER BY s.left_at IS NOT NULL, s.role <> 'lead', s.account"
)
_KEYS: Final = (
    "SELECT r.id, s.value FROM replica r JOIN setting s ON s.key = :peer || r.id WHERE r.branch = :branch ORDER BY r.id"
)


def tree(session: Session) -> list[Node]:
    """Every branch below what is above it, in the order of their paths."""
    return [
        Node(id_, name, kind, path.strip("/").count("/"), path, staff, contacts, reported)
        for id_, name, kind, path, staff, contacts, reported in session.execute(text(_TREE))
    ]


def found(nodes: list[Node], typed: str) -> list[Node]:
    """The branches whose name has what was typed, and all that lies above them; everything for nothing typed."""
    wanted = typed.strip()
    if not wanted:
        return nodes
    hits = [node.path for node in nodes if wanted in node.name]
    return [node for node in nodes if any(hit == node.path or hit.startswith(f"{node.path}/") for hit in hits)]


def members(session: Session, branch: str) -> list[Member]:
    """The people of a branch, leads first, those who left last."""
    return [Member(*row) for row in session.execute(text(_MEMBERS), {"branch": branch})]


def computers(session: Session, branch: str) -> list[Computer]:
    """The PCs that signed reports or handovers of a branch; what their keys look like can be compared by telephone."""
    rows = session.execute(text(_KEYS), {"peer": seals.PEER, "branch": branch})
    return [Computer(replica[:8], seals.fingerprint(key)) for replica, key in rows]
