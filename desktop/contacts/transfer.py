"""Transfers: contacts that pass to another member of staff, planned here, carried out in WeCom, noted here."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Final, NamedTuple

from sqlalchemy import text
from sqlalchemy.orm import Session

from db.actor import Actor
from db.contacts import Contact, Transfer
from db.engine import session_clock
from db.ids import new_id
from db.operation import Change, record
from db.organisation import Branch, Staff
from db.projection import Fields
from desktop import documents
from desktop.changes import Changes, Done
from desktop.contacts import search
from desktop.contacts.timeline import event
from desktop.errors import AppError
from desktop.security.roles import Permission, require
from desktop.words import N_

REASONS: Final = ("left", "in_post")
PROPOSED: Final = "proposed"
OPEN: Final = "planned"
TOUCHED: Final = Changes.CONTACTS | Changes.INTERACTIONS | Changes.FOLLOW_UPS


class Limits(NamedTuple):
    """What WeCom allows: transfers of one customer in so many days, and customers of one member of staff."""

    times: int
    days: int
    hold: int


class Refusal(NamedTuple):
    """A contact that cannot be transferred, and why."""

    contact: str
    name: str
    why: str


class Checked(NamedTuple):
    """Who can pass to somebody, and who cannot."""

    fit: list[str]
    refused: list[Refusal]


def limits(session: Session) -> Limits:
    """Head office's document `limits`, else the built-in file; AppError when it is not what it shall be."""
    table = documents.table(session, "limits", "contacts", "limits.toml").get("transfer", {})
    values = [table.get(name) for name in Limits._fields] if isinstance(table, dict) else [None]
    if not all(isinstance(value, int) and value > 0 for value in values):
        raise AppError("企业微信限制表里的 transfer 不对", cure="times、days、hold 都写正整数。")
    return Limits(*values)


def check(session: Session, contacts: Sequence[str], to_staff: str, waiting: str = PROPOSED) -> Checked:
    """Who of these may pass to this member of staff now, by WeCom's limits.

    `waiting` is the state from which on a transfer stands in the way of another one.
    """
    allowed_ = limits(session)
    today = session_clock(session).now().date()
    after = f"{today - timedelta(days=allowed_.days)}"
    held = session.execute(text(HELD), {"staff": to_staff}).scalar() or 0
    checked = Checked([], [])
    for row in session.execute(text(ASKED), {"ids": search.as_json(contacts), "after": after, "waiting": waiting}):
        why = _why_not(row.owner, row.waiting, row.times, row.latest, to_staff, allowed_, today)
        if why is None and held + len(checked.fit) >= allowed_.hold:
            why = N_("接手的人已满 {count} 位客户", count=allowed_.hold)
        if why is None:
            checked.fit.append(row.id)
        else:
            checked.refused.append(Refusal(row.id, row.name, why))
    return checked


def plan(
    session: Session, actor: Actor, contacts: Sequence[str], to_staff: str, second: Actor | None = None
) -> Done:  # fmt: skip
    """Put the contacts that may pass onto the work list, as one step to undo; the others stay, and why is said."""
    to = taker(session, to_staff)
    checked = fitting(check(session, contacts, to_staff))
    changes = new_rows(session, actor, _rows(session, actor, checked.fit, second), to_staff, OPEN)
    recorded = record(session, actor, changes)
    message = N_("{count} 位列入转交给 {name}", count=len(changes), name=to.name)
    if checked.refused:
        message = N_(
            "{count} 位列入转交给 {name}，{left} 位不能转：{why}",
            count=len(changes), name=to.name, left=len(checked.refused), why=summary(checked.refused),
        )  # fmt: skip
    return Done(TOUCHED, recorded.batch, message, len(changes))


def taker(session: Session, staff: str) -> Staff:
    """The member of staff who takes over; AppError when they are not in post."""
    to = session.get(Staff, staff)
    if to is None or to.hidden or to.left_at:
        raise AppError("接手的人不在岗", cure="请选一位在岗的员工。")
    return to


def fitting(checked: Checked) -> Checked:
    """As it is; AppError when nobody may pass."""
    if not checked.fit:
        why = summary(checked.refused)
        raise AppError("一位也不能转：{why}", cure="请换一位接手的人，或等到可以转的日子。", why=why)
    return checked


def new_rows(session: Session, actor: Actor, rows: Iterable[Contact], to_staff: str, state: str) -> list[Change]:
    """The changes that put these contacts onto the list in this state."""
    now = session_clock(session).text()
    gone = set(session.execute(text("SELECT id FROM staff WHERE left_at IS NOT NULL")).scalars())
    changes = []
    for row in rows:
        fields: Fields = {"contact": row.id, "from_staff": row.owner, "to_staff": to_staff, "state": state}
        fields |= {"reason": "left" if row.owner in gone else "in_post", "planned_at": now, "by": actor.staff}
        changes.append(Change("transfer", new_id(), fields))
    return changes


def owners(session: Session, contacts: Sequence[str]) -> set[str | None]:
    """Who holds these contacts now."""
    statement = "SELECT DISTINCT owner FROM contact WHERE id IN (SELECT value FROM json_each(:ids))"
    return set(session.execute(text(statement), {"ids": search.as_json(contacts)}).scalars())


def summary(refused: Iterable[Refusal]) -> str:
    """The reasons in one line, the commonest first; a single one is said as it is."""
    counted = Counter(one.why for one in refused).most_common()
    return counted[0][0] if counted else ""


def finish(session: Session, actor: Actor, transfers: Sequence[str], second: Actor | None = None) -> Done:
    """WeCom has carried them out: the contacts are the other's now, with their steps; the timeline says so."""
    changes: list[Change] = []
    now = session_clock(session).text()
    planned = _planned(session, actor, transfers, second)
    for one, row in planned:
        to, giver = session.get_one(Staff, one.to_staff), session.get(Staff, one.from_staff or "")
        branch = session.get(Branch, to.branch or "")
        owned: Fields = {"owner": to.id, "owner_name": to.name, "owner_account": to.account, "branch": to.branch}
        owned["owner_departments"] = (branch.path if branch else "") or to.departments
        words = f"{giver.name if giver else row.owner_name} → {to.name}"
        changes += [
            Change("transfer", one.id, {"state": "done", "done_at": now}),
            Change("contact", row.id, owned),
            event(session, actor, row, "owner", words, one.id),
            *_steps(session, row.id, to.id),
        ]
    recorded = record(session, actor, changes)
    return Done(TOUCHED, recorded.batch, N_("{count} 位已转好", count=len(planned)), len(planned))


def settle(
    session: Session, actor: Actor, transfers: Sequence[str], state: str, second: Actor | None = None
) -> Done:  # fmt: skip
    """They come to nothing: `refused` by the customer or WeCom, or `withdrawn` by us."""
    if state not in {"refused", "withdrawn"}:
        raise ValueError(state)
    now = session_clock(session).text()
    planned = _planned(session, actor, transfers, second)
    changes = [Change("transfer", one.id, {"state": state, "done_at": now}) for one, _ in planned]
    recorded = record(session, actor, changes)
    message = N_("{count} 位没转成，已记下", count=len(planned))
    if state == "withdrawn":
        message = N_("{count} 位从转交里撤下", count=len(planned))
    return Done(TOUCHED, recorded.batch, message, len(planned))


def _why_not(
    owner: str | None, waiting: int, times: int, latest: str | None, to_staff: str, allowed_: Limits, today: date
) -> str | None:
    if owner == to_staff:
        return N_("已经是他名下的")
    if waiting:
        return N_("已在转交清单里")
    if times >= allowed_.times and latest:
        again = date.fromisoformat(latest[:10]) + timedelta(days=allowed_.days + 1)
        left = (again - today).days
        return N_("{days} 天内已转 {times} 次，再过 {left} 天才能转", days=allowed_.days, times=times, left=left)
    return None


def _rows(session: Session, actor: Actor, contacts: Sequence[str], second: Actor | None) -> Iterable[Contact]:
    for id_ in contacts:
        row = session.get_one(Contact, id_)
        require(actor, Permission.TRANSFER, branch=row.branch, second=second)
        yield row


def _planned(
    session: Session, actor: Actor, transfers: Sequence[str], second: Actor | None
) -> list[tuple[Transfer, Contact]]:
    """The transfers that wait, with their contacts; AppError when somebody has settled one meanwhile."""
    found = []
    for id_ in transfers:
        one = session.get_one(Transfer, id_)
        if one.state != OPEN or one.hidden:
            raise AppError("这一条已经办过了", cure="请看“办过的”那一页。")
        row = session.get_one(Contact, one.contact)
        require(actor, Permission.TRANSFER, branch=row.branch, second=second)
        found.append((one, row))
    return found


def _steps(session: Session, contact: str, staff: str) -> list[Change]:
    """The steps to come are the other's from now on."""
    statement = "SELECT id FROM follow_up WHERE contact = :contact AND hidden = 0 AND done_at IS NULL"
    found = session.execute(text(statement), {"contact": contact}).scalars()
    return [Change("follow_up", id_, {"staff": staff}) for id_ in found]


HELD = "SELECT count(*) FROM contact WHERE owner = :staff AND hidden = 0 AND status <> 'lost'"
ASKED = """
SELECT c.id, c.name, c.owner,
  EXISTS (SELECT 1 FROM transfer t WHERE t.contact = c.id AND t.state IN ('planned', :waiting)
    AND t.hidden = 0) AS waiting,
  (SELECT count(*) FROM transfer t WHERE t.contact = c.id AND t.state = 'done' AND t.hidden = 0
    AND t.done_at >= :after) AS times,
  (SELECT min(t.done_at) FROM transfer t WHERE t.contact = c.id AND t.state = 'done' AND t.hidden = 0
    AND t.done_at >= :after) AS latest
FROM json_each(:ids) j JOIN contact c ON c.id = j.value AND c.hidden = 0 ORDER BY j.key
"""
