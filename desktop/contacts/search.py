"""Finding contacts: ids of a list, the rows behind them, counts of facets, one contact, and "is this one ours?"."""

import json
from array import array
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import text
from sqlalchemy.orm import Session

from db.actor import Actor, Role
from db.engine import session_clock
from db.values import WHOLE_PHONE
from desktop.contacts import filters, stage_rules, standing_in
from desktop.contacts.filters import ContactQuery
from desktop.contacts.phones import PHONE_DIGITS, national
from desktop.contacts.tokens import closest, match
from desktop.errors import AppError
from desktop.security.masking import mask_name, mask_phone

if TYPE_CHECKING:
    from desktop.contacts.whitelist import Lead

FEW = 20
FIRST = 50


class TagName(NamedTuple):
    """A tag of a contact."""

    id: str
    name: str


class ContactRow(NamedTuple):
    """A row of the list, already masked for the person who reads it; times as stored."""

    number: int
    id: str
    name: str
    phone: str
    stage: str
    tags: tuple[TagName, ...]
    channel: str
    source: str
    placement: str
    owner: str | None
    owner_name: str
    status: str
    added_at: str | None
    last_at: str | None
    next_at: str | None
    next_title: str


class Other(NamedTuple):
    """Somebody who holds the same person as a contact of theirs: what the counter tells anybody, and no more."""

    contact: str
    owner_name: str
    branch_name: str  # "" in the same branch
    decided: bool  # the branch lead has decided that the person is this one's customer


class Elsewhere(NamedTuple):
    """What head office decided about this person and a contact of another branch, which is not known here."""

    verdict: str  # same, or both_serve
    ours: bool  # the person is this contact's owner's
    owner_name: str
    branch_name: str


class ContactDetail(NamedTuple):
    """All of one contact that the detail pane shows, masked as in the list."""

    row: ContactRow
    remark: str
    description: str
    company: str
    position: str
    email: str
    birthday: str | None
    stage_at: str | None
    stage_manual: bool
    stage_reason: str
    stage_until: str | None  # day on which it ends
    stage_by: str  # name of who set it by hand
    stage_kind: str  # of the event that brought it there, with its text; "" when none did
    stage_text: str
    lifecycle: str
    lifecycle_at: str | None
    lifecycle_manual: bool
    lifecycle_reason: str
    lifecycle_until: str | None
    lifecycle_by: str
    lifecycle_kind: str
    lifecycle_text: str
    others: tuple["Other", ...]  # who else holds this person
    elsewhere: tuple["Elsewhere", ...]  # what was decided about other branches' contacts
    validity: str
    do_not_disturb: bool
    consented_at: str | None
    matures_at: str | None  # the next one to come
    matures: str
    follow_up: str | None  # id of the next one
    follow_up_note: str
    days: int | None  # since the add
    editable: bool
    standing_in: bool  # somebody else's, open as long as today's task needs it

    @property
    def works(self) -> bool:
        """Whether one may talk with this customer and note it."""
        return self.editable or self.standing_in


class Known(NamedTuple):
    """The answer of quick capture: who fits what was typed; `exact` when it is a whole phone number."""

    matches: tuple[ContactRow, ...]
    total: int
    exact: bool
    leads: "tuple[Lead, ...]" = ()  # what the number is invited to
    keyless: bool = False  # nobody can say, without the key of the whitelist


COLUMNS = """s.number, c.id, c.name, c.phone, s.stage, c.channel, c.source,
  coalesce((SELECT p.name FROM placement p WHERE p.id = c.placement), ''),
  c.owner, c.owner_name, s.status, c.added_at, s.last_at, s.next_at, s.next_title, c.branch"""


def ids(session: Session, actor: Actor, query: ContactQuery) -> "array[int]":
    """The numbers of all contacts that fit, in order; of a search, unless it was sorted otherwise, the best first."""
    condition = narrowed(session, actor, query)
    statement = f"SELECT s.number FROM {condition.source} WHERE {condition.sql} ORDER BY {filters.order(query)}"
    found = array("q", session.execute(text(statement), condition.values).scalars())
    if not filters.by_fitness(query):
        return found
    best = best_numbers(session, actor, query)
    before = set(best)
    return array("q", [*best, *(number for number in found if number not in before)])


def count(session: Session, actor: Actor, query: ContactQuery) -> int:
    """How many fit."""
    condition = narrowed(session, actor, query)
    found = session.execute(text(f"SELECT count(*) FROM {condition.source} WHERE {condition.sql}"), condition.values)
    return int(found.scalar_one())


def first(session: Session, actor: Actor, query: ContactQuery, limit: int = FIRST) -> list[ContactRow]:
    """The rows that fit the query's words best, at most `limit`."""
    return rows(session, actor, best_numbers(session, actor, query, limit))


def best_numbers(session: Session, actor: Actor, query: ContactQuery, limit: int = FIRST) -> list[int]:
    """The numbers of those who fit best: whole words and names that begin so before the rest.

    Stops as soon as it has enough instead of putting everybody who fits in order, so that it answers while one types.
    Chinese words are looked up as they are first, since few people have them: those few are put in order here.
    """
    condition = narrowed(session, actor, query)
    whole, any_ = closest(query.text), match(query.text)
    if not any_:
        return []
    if not query.text.isascii():
        found = _fitting(session, condition, any_, limit)
        if len(found) < limit:
            begins = "".join(query.text.split())
            return [number for number, name in sorted(found, key=lambda one: not one[1].startswith(begins))]
    best = dict(_fitting(session, condition, whole, limit))
    if len(best) < limit:
        best |= dict(_fitting(session, condition, any_, limit + len(best)))
    return list(best)[:limit]


def _fitting(session: Session, condition: filters.Condition, expression: str, limit: int) -> list[tuple[int, str]]:
    """Number and name of the first who fit an expression of the search index."""
    values = {**condition.values, "match": expression, "limit": limit}
    statement = f"SELECT s.number, c.name FROM {filters.FOUND} WHERE {condition.sql} LIMIT :limit"
    return [(number, name) for number, name in session.execute(text(statement), values)]


def rows(session: Session, actor: Actor, numbers: Sequence[int]) -> list[ContactRow]:
    """The rows with these numbers, in this order; those that went meanwhile are left out."""
    condition = filters.in_reach(actor, session_clock(session).now().date())
    condition.add(
        "s.number IN (SELECT CAST(value AS INTEGER) FROM json_each(:numbers))", numbers=json.dumps(list(numbers))
    )
    statement = f"SELECT {COLUMNS} FROM {filters.LISTED} WHERE {condition.sql}"
    found = _rows(session, actor, statement, condition.values)
    by_number = {row.number: row for row in found}
    return [by_number[number] for number in numbers if number in by_number]


def anybody(session: Session, actor: Actor, contacts: Sequence[str]) -> list[ContactRow]:
    """The rows of these contacts, whoever holds them: of others' no more than the counter tells anybody."""
    statement = f"SELECT {COLUMNS} FROM {filters.LISTED} WHERE c.id IN (SELECT value FROM json_each(:ids))"
    return _rows(session, actor, statement, {"ids": as_json(contacts)})


def as_json(ids: Sequence[str]) -> str:
    """Ids for `json_each`: any number of them in one parameter."""
    return json.dumps(list(ids))


def detail(session: Session, actor: Actor, contact: str) -> ContactDetail:
    """One contact; raises AppError when it is gone or out of sight."""
    condition = filters.in_reach(actor, session_clock(session).now().date())
    condition.add("c.id = :contact", contact=contact)
    found = _rows(session, actor, f"SELECT {COLUMNS} FROM {filters.LISTED} WHERE {condition.sql}", condition.values)
    if not found:
        raise AppError("找不到这位客户", cure="可能已被撤销导入，或不在您名下。")
    now = session_clock(session).now().date()
    more = session.execute(text(DETAIL), {"contact": contact, "today": f"{now}"}).mappings().one()
    added = found[0].added_at
    days = (now - type(now).fromisoformat(added[:10])).days if added else None
    given = more["consented_at"]
    editable = found[0].owner == actor.staff or actor.role is Role.LEAD
    flags = {key: bool(more[key]) for key in ("stage_manual", "lifecycle_manual", "do_not_disturb")}
    others = tuple(Other(*row) for row in session.execute(text(OTHERS), {"contact": contact}))
    elsewhere = tuple(Elsewhere(*row) for row in session.execute(text(ELSEWHERE), {"contact": contact}))
    return ContactDetail(
        row=found[0], days=days, editable=editable, standing_in=_is_foreign(actor, found[0].owner),
        others=others, elsewhere=elsewhere,
        **{**more, "consented_at": given, **flags},
    )  # fmt: skip


DETAIL = """
SELECT c.remark, c.description, c.company, c.position, c.email, c.birthday, s.stage_at, c.stage_manual, c.stage_reason,
  c.stage_until, s.lifecycle, s.lifecycle_at, c.lifecycle_manual, c.lifecycle_reason, c.lifecycle_until,
  c.validity, c.do_not_disturb, coalesce((SELECT name FROM staff WHERE id = c.stage_by), '') AS stage_by,
  coalesce((SELECT name FROM staff WHERE id = c.lifecycle_by), '') AS lifecycle_by,
  coalesce(e.kind, '') AS stage_kind, coalesce(e.text, '') AS stage_text,
  coalesce(l.kind, '') AS lifecycle_kind, coalesce(l.text, '') AS lifecycle_text,
  (SELECT max(given_at) FROM consent k WHERE k.contact = c.id AND k.hidden = 0 AND k.withdrawn_at IS NULL) consented_at,
  m.at AS matures_at, coalesce(m.text, '') AS matures,
  f.id AS follow_up, coalesce(f.note, '') AS follow_up_note
FROM contact c JOIN contact_state s ON s.contact = c.id
LEFT JOIN follow_up f ON f.id = (SELECT id FROM follow_up n WHERE n.contact = c.id AND n.hidden = 0
  AND n.done_at IS NULL ORDER BY n.due_at, n.title LIMIT 1)
LEFT JOIN interaction e ON e.id = s.stage_event AND c.stage_manual = '' AND e.hidden = 0
LEFT JOIN interaction l ON l.id = s.lifecycle_event AND c.lifecycle_manual = '' AND l.hidden = 0
LEFT JOIN interaction m ON m.id = (SELECT id FROM interaction n WHERE n.contact = c.id AND n.hidden = 0
  AND n.kind = 'maturity' AND n.at >= :today ORDER BY n.at LIMIT 1)
WHERE c.id = :contact
"""


OTHERS = """
SELECT o.contact, c.owner_name, CASE WHEN c.branch IS h.branch THEN '' ELSE coalesce(b.name, '') END,
  EXISTS (SELECT 1 FROM link_decision l WHERE l.owner = c.owner AND l.hidden = 0 AND o.contact IN (l.a, l.b))
FROM contact_state s JOIN contact h ON h.id = s.contact JOIN contact_state o ON o.person = s.person
JOIN contact c ON c.id = o.contact LEFT JOIN branch b ON b.id = c.branch
WHERE s.contact = :contact AND o.contact <> s.contact ORDER BY c.added_at, c.owner_name
"""


ELSEWHERE = """
SELECT l.verdict, coalesce(l.owner = h.owner, 0), coalesce(s.name, ''), coalesce(b.name, '')
FROM link_decision l JOIN contact h ON h.id = :contact LEFT JOIN staff s ON s.id = l.owner
LEFT JOIN branch b ON b.id = s.branch WHERE l.hidden = 0 AND l.verdict IN ('same', 'both_serve') AND h.id IN (l.a, l.b)
AND NOT EXISTS (SELECT 1 FROM contact o WHERE o.id IN (l.a, l.b) AND o.id <> h.id) ORDER BY l.at DESC, l.id
"""


def find_known(session: Session, actor: Actor, typed: str) -> Known:
    """Whose is the person typed at the counter? Looks in the whole database, since anybody may ask that.

    A whole phone number is compared as such; anything else (initials, name, tail) by the search index.
    """
    digits = national(typed)
    exact = len(digits) == PHONE_DIGITS and not any(one.isalpha() for one in typed)
    if exact:
        condition = filters.Condition(["c.phone = :typed", WHOLE_PHONE], {"typed": digits})
    elif expression := match(typed):
        condition = filters.Condition([], {"match": expression})
    else:
        return Known((), 0, exact=False)
    source = f"FROM {condition.source} WHERE {condition.sql}"
    statement = f"SELECT {COLUMNS} {source} ORDER BY s.sort_key LIMIT {FEW}"
    rows = tuple(_rows(session, actor, statement, condition.values))
    total = len(rows)
    if total == FEW:
        total = session.execute(text(f"SELECT count(*) {source}"), condition.values).scalar_one()
    from desktop.contacts import whitelist  # brings mapped classes, which the first page does without

    if not exact:
        return Known(rows, total, exact)
    return Known(rows, total, exact, whitelist.open_to(session, digits), whitelist.keyless(session))


def contact_ids(session: Session, numbers: Sequence[int]) -> list[str]:
    """The contacts' ids behind list numbers."""
    wanted = ", ".join(str(int(number)) for number in numbers)
    found = session.execute(text(f"SELECT number, contact FROM contact_state WHERE number IN ({wanted})"))
    by_number: dict[int, str] = {number: contact for number, contact in found}  # noqa: C416 - rows, not pairs
    return [by_number[number] for number in numbers if number in by_number]


def number_of(session: Session, contact: str) -> int | None:
    """The list number of a contact, None when it is hidden."""
    found = session.execute(text("SELECT number FROM contact_state WHERE contact = :contact"), {"contact": contact})
    return found.scalar()


def way_to(session: Session, actor: Actor, contact: str) -> tuple[int | None, str]:
    """The list number of a contact, None when it is out of sight, and the view in which this person has it."""
    condition = filters.visible(actor)
    condition.add("c.id = :contact", contact=contact)
    statement = f"SELECT s.number FROM {filters.LISTED} WHERE {condition.sql}"
    number = session.execute(text(statement), condition.values).scalar()
    if number is None and standing_in.stands_in(session, actor, contact):
        return number_of(session, contact), standing_in.VIEW
    return number, "branch"


def narrowed(session: Session, actor: Actor, query: ContactQuery, *, without: str = "") -> filters.Condition:
    """The condition of a query now, by the rules that hold here."""
    quiet = stage_rules.dormant_days(session) if query.view == "quiet" else filters.QUIET_DAYS
    return filters.where(query, actor, session_clock(session).now(), without=without, quiet=quiet)


def _rows(session: Session, actor: Actor, statement: str, values: dict[str, object]) -> list[ContactRow]:
    found = session.execute(text(statement), values).all()
    tags = _tags(session, [row[1] for row in found])
    foreign = [row[1] for row in found if _is_foreign(actor, row[8])]
    covered = _covered(session, actor, foreign) if foreign else set()
    return [_row(actor, tuple(row), tags.get(row[1], ()), stands_in=row[1] in covered) for row in found]


def _is_foreign(actor: Actor, owner: object) -> bool:
    return owner != actor.staff and actor.role is not Role.LEAD


def _covered(session: Session, actor: Actor, contacts: Sequence[str]) -> set[str]:
    """Those of other people's contacts whom today's work lets this person see in full."""
    condition, values = standing_in.covered(actor, session_clock(session).now().date())
    query = text(f"SELECT c.id FROM contact c WHERE c.id IN (SELECT value FROM json_each(:ids)) AND {condition}")
    return set(session.execute(query, {**values, "ids": as_json(contacts)}).scalars())


def _row(actor: Actor, row: tuple[object, ...], tags: tuple[TagName, ...], *, stands_in: bool) -> ContactRow:
    """The row in full for who may see the contact; anybody else learns only that it is ours, and whose."""
    number, id_, name, phone, stage, channel, source, placement, owner, *rest, branch = row
    phone = mask_phone(str(phone))
    made = ContactRow(number, id_, str(name), phone, stage, tags, channel, source, placement, owner, *rest)  # type: ignore[arg-type]
    if stands_in or owner == actor.staff or (actor.role is Role.LEAD and branch in {None, actor.branch}):
        return made
    hidden = made._replace(name=mask_name(str(name)), stage="", tags=(), status="")
    return hidden._replace(last_at=None, next_at=None, next_title="")


def _tags(session: Session, contacts: Sequence[str]) -> dict[str, tuple[TagName, ...]]:
    """Contact → its tags, in the dictionary's order."""
    if not contacts:
        return {}
    found = session.execute(text(TAGS), {"contacts": json.dumps(list(contacts))})
    tags: dict[str, tuple[TagName, ...]] = {}
    for contact, id_, name in found:
        tags[contact] = (*tags.get(contact, ()), TagName(id_, name))
    return tags


TAGS = """
SELECT x.contact, t.id, t.name FROM contact_tag x JOIN tag t ON t.id = x.tag AND t.hidden = 0
WHERE x.contact IN (SELECT value FROM json_each(:contacts)) AND x.present = 1 AND x.hidden = 0
ORDER BY t.position, t.name
"""
