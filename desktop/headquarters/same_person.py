"""One person held by several branches, found by the keyed hash of the phone: proposed by rule, decided here.

The decision travels back in the pack. A keyed hash is a pseudonym: head office sees that two numbers are the same, not
which number it is.
"""

from collections.abc import Iterable, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any, Final, NamedTuple

from sqlalchemy import Row, text
from sqlalchemy.orm import Session

from db.actor import Actor
from db.engine import session_clock
from db.ids import derived_id
from db.operation import Change, record
from db.projection import Fields
from desktop.changes import Changes, Done
from desktop.security.masking import MASK, mask_name, mask_phone
from desktop.security.roles import Permission, require
from desktop.words import N_, Phrase

FIRST_ADD: Final = "first_add"
MOST_CONTACT: Final = "most_contact"
RULES: Final[dict[str, Phrase]] = {FIRST_ADD: N_("先添加的"), MOST_CONTACT: N_("互动多的")}
SAME: Final = "same"
BOTH_SERVE: Final = "both_serve"

_WAITING: Final = (
    "SELECT g.phone_hash, g.root FROM (SELECT c.phone_hash, min(c.id) AS root, count(*) AS held FROM contact c "
    "WHERE c.hidden = 0 AND c.phone_hash <> '' GROUP BY c.phone_hash HAVING count(DISTINCT c.branch) > 1) AS g "
    "WHERE (SELECT count(*) FROM link_decision d JOIN contact x ON x.id = d.b AND x.hidden = 0 AND "
    "x.phone_hash = g.phone_hash WHERE d.a = g.root AND d.hidden = 0) < g.held - 1"
)
_HOLDINGS: Final = (
    "SELECT w.phone_hash, c.id, c.name, c.phone, c.branch, coalesce(b.name, ''), c.owner, "
    "coalesce(p.name, c.owner_name), coalesce(s.stage, ''), coalesce(c.added_at, ''), (SELECT count(*) FROM "
    f"interaction i WHERE i.contact = c.id AND i.hidden = 0) FROM ({_WAITING} ORDER BY g.root LIMIT :limit) AS w "
    "JOIN contact c ON c.phone_hash = w.phone_hash AND c.hidden = 0 LEFT JOIN branch b ON b.id = c.branch "
    "LEFT JOIN staff p ON p.id = c.owner LEFT JOIN contact_state s ON s.contact = c.id "
    "ORDER BY w.root, c.added_at, c.id"
)


class Holding(NamedTuple):
    """One branch's contact of the person; name and phone are masked."""

    contact: str
    name: str
    phone: str
    branch: str
    branch_name: str
    owner: str
    owner_name: str
    stage: str
    added_at: str
    interactions: int


class Case(NamedTuple):
    """A person that several branches hold; `proposal` is the contact that the rule would give the person to."""

    hash: str
    holdings: list[Holding]
    proposal: str
    reason: Phrase

    @property
    def root(self) -> str:
        """The smallest id: decisions about the person refer to it."""
        return min(one.contact for one in self.holdings)


def waiting(session: Session) -> int:
    """How many people wait for a decision."""
    return int(session.execute(text(f"SELECT count(*) FROM ({_WAITING}) AS undecided")).scalar_one())


def cases(session: Session, actor: Actor, limit: int = 20, rule: str = FIRST_ADD) -> list[Case]:
    """The first people that wait for a decision, each with what the rule proposes."""
    require(actor, Permission.CONSOLIDATE)
    rows = session.execute(text(_HOLDINGS), {"limit": limit}).all()
    return [_case(hash_, list(found), rule) for hash_, found in groupby(rows, key=itemgetter(0))]


def _case(hash_: str, rows: Sequence[Row[Any]], rule: str) -> Case:
    holdings = [_holding(*tuple(row)[1:]) for row in rows]
    chosen, reason = proposed(holdings, rule)
    return Case(hash_, holdings, chosen.contact, reason)


def _holding(contact: str, name: str, phone: str, *rest: Any) -> Holding:  # noqa: ANN401 - columns as they come
    return Holding(contact, mask_name_again(name), mask_phone_again(phone), *rest)


def mask_name_again(name: str) -> str:
    """A name as head office may show it; one that came masked stays as it is."""
    return name if MASK in name else mask_name(name)


def mask_phone_again(phone: str) -> str:
    """A phone as head office may show it; one that came masked stays as it is."""
    return phone if MASK in phone else mask_phone(phone)


def proposed(holdings: Sequence[Holding], rule: str = FIRST_ADD) -> tuple[Holding, Phrase]:
    """Whose the person is by the rule, and why; a tie goes to the other rule, then to the smaller id."""
    first = min(holdings, key=lambda one: (one.added_at or "9", -one.interactions, one.contact))
    most = min(holdings, key=lambda one: (-one.interactions, one.added_at or "9", one.contact))
    if first.contact == most.contact:
        return first, N_("先添加、互动也多")
    return (first, N_("先添加")) if rule == FIRST_ADD else (most, N_("互动多"))


def decide(session: Session, actor: Actor, case: Case, contact: str | None, rule: str = "") -> Done:
    """Give the person to the owner of `contact`, or, with None, leave them to both; one step to undo."""
    require(actor, Permission.CONSOLIDATE)
    recorded = record(session, actor, _changes(session, actor, case, contact, rule), source="same_person")
    if contact is None:
        message = N_("{name}由 {count} 家网点共管", name=case.holdings[0].name, count=len(case.holdings))
    else:
        chosen = next(one for one in case.holdings if one.contact == contact)
        message = N_("{name}归{branch}", name=chosen.name, branch=chosen.branch_name)
    return Done(Changes.CONTACTS, recorded.batch, message, 1)


def decide_all(session: Session, actor: Actor, rule: str) -> Done:
    """Decide everything that waits by one rule; one step to undo."""
    require(actor, Permission.CONSOLIDATE)
    if rule not in RULES:
        raise ValueError(rule)
    found = cases(session, actor, waiting(session), rule)
    changes = [change for case in found for change in _changes(session, actor, case, case.proposal, rule)]
    recorded = record(session, actor, changes, source="same_person")
    return Done(Changes.CONTACTS, recorded.batch, N_("按规则定了 {count} 位", count=len(found)), len(found))


def _changes(session: Session, actor: Actor, case: Case, contact: str | None, rule: str) -> Iterable[Change]:
    """A decision for each contact beside the smallest, the same whoever makes it."""
    owner = next((one.owner for one in case.holdings if one.contact == contact), None)
    now = session_clock(session).text()
    for one in case.holdings:
        if one.contact != case.root:
            fields: Fields = {
                "a": case.root, "b": one.contact, "verdict": BOTH_SERVE if contact is None else SAME, "owner": owner,
                "rule": rule, "at": now, "by": actor.staff,
            }  # fmt: skip
            yield Change("link_decision", derived_id("link_decision", case.root, one.contact), fields)
