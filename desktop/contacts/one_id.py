"""One ID for the people who decide: what may be one person, what is, whose customer they are, side by side."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from sqlalchemy import text
from sqlalchemy.orm import Session

from db.actor import Actor
from db.contacts import Contact
from db.engine import session_clock
from db.ids import derived_id
from db.operation import Change, record
from desktop.changes import Changes, Done
from desktop.contacts import filters, search
from desktop.contacts.persons import KEYS
from desktop.contacts.search import ContactRow
from desktop.contacts.weak_links import Compared, likely
from desktop.errors import AppError, PermissionDenied
from desktop.security.roles import Permission, Reach, allowed, reach, require
from desktop.words import N_

VERDICTS: Final = ("same", "both_serve", "different")
RULES: Final = ("first_add", "most_contact")
MOST: Final = 500
TOUCHED: Final = Changes.CONTACTS | Changes.INTERACTIONS


class Side(NamedTuple):
    """One of two contacts: the row as this person may see it, and what else tells whether they are one."""

    row: ContactRow
    branch: str | None
    branch_name: str
    remark: str
    company: str
    position: str
    birthday: str | None
    interactions: int
    ours: bool  # the person who looks may see it in full


class Pair(NamedTuple):
    """Two contacts; `why` are the fields that say they are one person, `verdict` and `owner` what was decided."""

    a: Side
    b: Side
    score: int
    why: tuple[str, ...]
    verdict: str = ""
    owner: str | None = None
    rule: str = ""

    @property
    def key(self) -> str:
        """The id of the decision about the two."""
        return decision_id(self.a.row.id, self.b.row.id)

    @property
    def same_staff(self) -> bool:
        """Whether one member of staff holds both, so that they can be merged."""
        return self.a.row.owner is not None and self.a.row.owner == self.b.row.owner


def decision_id(a: str, b: str) -> str:
    """The same on every PC, whichever is named first."""
    return derived_id("link_decision", *sorted((a, b)))


def proposals(session: Session, actor: Actor, limit: int = MOST) -> list[Pair]:
    """Pairs that may be one person and that nobody has decided on; one of each is visible to who asks."""
    seen, decided = _visible(session, actor), set(session.execute(text(DECIDED)).scalars())
    compared = [Compared(*row) for row in session.execute(text(COMPARED))]
    found = [
        one for one in likely(compared) if (one.a in seen or one.b in seen) and decision_id(one.a, one.b) not in decided
    ][:limit]
    sides = _sides(session, actor, [id_ for one in found for id_ in (one.a, one.b)])
    return [Pair(sides[one.a], sides[one.b], one.score, one.why) for one in found]


def linked(session: Session, actor: Actor, limit: int = MOST) -> list[Pair]:
    """Contacts that are one person: the one added first with each of the others; undecided ones first."""
    seen = _visible(session, actor)
    pairs = [(row.root, row.contact) for row in session.execute(text(LINKED)) if {row.root, row.contact} & seen]
    return _with_verdicts(session, actor, pairs[:limit])


def decided(session: Session, actor: Actor, limit: int = MOST) -> list[Pair]:
    """What was decided, the latest first; merged pairs are no longer two and do not show."""
    seen = _visible(session, actor)
    pairs = [(row.a, row.b) for row in session.execute(text(LATEST)) if {row.a, row.b} & seen]
    return _with_verdicts(session, actor, pairs[:limit])


def owner_by(pair: Pair, rule: str) -> Side:
    """Whose customer the person is by a rule: who added them first, or who has had most to do with them."""
    if rule == "most_contact":
        return max(pair.a, pair.b, key=lambda side: (side.interactions, -_added(side)))
    return min(pair.a, pair.b, key=_added)


def decide(
    session: Session, actor: Actor, a: str, b: str, verdict: str, *, owner: str | None = None, rule: str = "",
    second: Actor | None = None,
) -> Done:  # fmt: skip
    """Say that two contacts are one person or not, and whose customer; one of them has to be of one's branch."""
    if verdict not in VERDICTS or rule not in {"", *RULES}:
        raise ValueError(verdict, rule)
    rows = [session.get_one(Contact, id_) for id_ in sorted((a, b))]
    may_link(actor, rows, second)
    if owner is not None and owner not in {row.owner for row in rows}:
        raise AppError("归属只能是这两位客户的添加人之一", cure="请在两边里选一边。")
    record_ = recorded(session, actor, rows, verdict, owner, rule)
    message = {
        "same": N_("已连成同一位：{a}、{b}", a=rows[0].name, b=rows[1].name),
        "both_serve": N_("同一位，两边都服务：{a}、{b}", a=rows[0].name, b=rows[1].name),
        "different": N_("已记为不同的人：{a}、{b}", a=rows[0].name, b=rows[1].name),
    }[verdict]
    return Done(TOUCHED, record(session, actor, [record_]).batch, message, 1)


def recorded(
    session: Session, actor: Actor, rows: Sequence[Contact], verdict: str, owner: str | None = None, rule: str = ""
) -> Change:
    """The change that keeps a decision on two contacts."""
    a, b = sorted(row.id for row in rows)
    fields = {"a": a, "b": b, "verdict": verdict, "owner": owner, "rule": rule, "by": actor.staff}
    return Change("link_decision", decision_id(a, b), fields | {"at": session_clock(session).text()})


def may_link(actor: Actor, rows: Sequence[Contact], second: Actor | None = None) -> None:
    """Raise PermissionDenied unless the person may decide on one of these contacts."""
    if any(allowed(actor, Permission.TRANSFER, branch=row.branch or "", second=second) for row in rows):
        return
    if reach(actor, Permission.TRANSFER) is not Reach.BRANCH:
        require(actor, Permission.TRANSFER, branch=rows[0].branch or "", second=second)
    raise PermissionDenied("这两位都不是本网点的客户", cure="请其中一位所在的网点处理。")


def _added(side: Side) -> float:
    """Seconds that order by the add; who has no time comes last."""
    from datetime import datetime

    moment = side.row.added_at
    return datetime.fromisoformat(moment).timestamp() if moment else float("inf")


def _visible(session: Session, actor: Actor) -> set[str]:
    condition = filters.visible(actor)
    found = session.execute(text(f"SELECT c.id FROM {filters.LISTED} WHERE {condition.sql}"), condition.values)
    return set(found.scalars())


def _with_verdicts(session: Session, actor: Actor, pairs: Sequence[tuple[str, str]]) -> list[Pair]:
    sides = _sides(session, actor, [id_ for pair in pairs for id_ in pair])
    verdicts = {row.id: row for row in session.execute(text(VERDICT))}
    made = []
    for a, b in pairs:
        if a in sides and b in sides:
            one = verdicts.get(decision_id(a, b))
            more = (one.verdict, one.owner, one.rule) if one is not None else ("", None, "")
            made.append(Pair(sides[a], sides[b], 100, _keys(session, a, b), *more))
    return sorted(made, key=lambda pair: bool(pair.verdict))


def _keys(session: Session, a: str, b: str) -> tuple[str, ...]:
    """The strong keys that two contacts share."""
    shared = ", ".join(f"c.{key} = d.{key} AND {says}" for key, says in KEYS.items())
    row = session.execute(
        text(f"SELECT {shared} FROM contact c JOIN contact d ON d.id = :b WHERE c.id = :a"), {"a": a, "b": b}
    ).one()
    return tuple(key for key, same in zip(KEYS, row, strict=True) if same)


def _sides(session: Session, actor: Actor, ids: Sequence[str]) -> dict[str, Side]:
    """What is shown of contacts; of those one may not see no more than at the counter."""
    rows = {row.id: row for row in search.anybody(session, actor, ids)}
    found = {}
    for id_, *more, interactions in session.execute(text(MORE), {"ids": search.as_json(list(rows))}):
        ours = bool(rows[id_].stage)
        branch, branch_name, remark, company, position, birthday = more
        made = Side(rows[id_], branch, branch_name, remark, company, position, birthday, interactions, ours)
        found[id_] = made if ours else made._replace(remark="", company="", position="", birthday=None)
    return found


DECIDED = "SELECT id FROM link_decision WHERE hidden = 0"
VERDICT = "SELECT id, verdict, owner, rule FROM link_decision WHERE hidden = 0"
LATEST = "SELECT a, b FROM link_decision WHERE hidden = 0 AND verdict <> 'merged' ORDER BY at DESC, id"
COMPARED = (
    "SELECT c.id, c.name, s.sort_key, c.remark, c.company, c.phone, s.person "
    "FROM contact_state s JOIN contact c ON c.id = s.contact WHERE c.remark <> '' OR c.company <> ''"
)
LINKED = """
SELECT s.contact, (SELECT o.contact FROM contact_state o JOIN contact d ON d.id = o.contact WHERE o.person = s.person
  ORDER BY d.added_at, d.id LIMIT 1) AS root
FROM contact_state s JOIN contact c ON c.id = s.contact WHERE s.person IS NOT NULL AND s.contact <> root
ORDER BY c.added_at DESC, c.id
"""
MORE = """
SELECT c.id, c.branch, coalesce(b.name, ''), c.remark, c.company, c.position, c.birthday, s.interactions
FROM contact c JOIN contact_state s ON s.contact = c.id LEFT JOIN branch b ON b.id = c.branch
WHERE c.id IN (SELECT value FROM json_each(:ids))
"""
