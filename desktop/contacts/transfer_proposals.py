"""Transfers that a manager proposes of their own contacts, and the branch lead agrees to or declines; both are kept."""

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy.orm import Session

from db.actor import Actor
from db.contacts import Contact, Transfer
from db.engine import session_clock
from db.operation import Change, record
from desktop.changes import Done
from desktop.contacts import transfer
from desktop.contacts.transfer import OPEN, PROPOSED, TOUCHED, Refusal
from desktop.errors import AppError, PermissionDenied
from desktop.security.roles import Permission, Reach, reach, require
from desktop.words import N_


def proposes(actor: Actor) -> bool:
    """Whether this person's transfers need the lead's word."""
    return reach(actor, Permission.TRANSFER) is Reach.SECOND


def propose(session: Session, actor: Actor, contacts: Sequence[str], to_staff: str) -> Done:
    """Ask the lead to let contacts of one's own pass, as one step to undo; those that may not stay, and why is said."""
    if not proposes(actor):
        raise PermissionDenied("您的角色不能做这件事", cure="请网点负责人处理。")
    to = transfer.taker(session, to_staff)
    checked = transfer.fitting(transfer.check(session, contacts, to_staff))
    rows = [session.get_one(Contact, id_) for id_ in checked.fit]
    for row in rows:
        require(actor, Permission.EDIT, owner=row.owner or "", branch=row.branch)
    recorded = record(session, actor, transfer.new_rows(session, actor, rows, to_staff, PROPOSED))
    message = N_("{count} 位报给负责人，同意后转给 {name}", count=len(rows), name=to.name)
    if checked.refused:
        message = N_(
            "{count} 位报给负责人，同意后转给 {name}；{left} 位不能转：{why}", count=len(rows), name=to.name,
            left=len(checked.refused), why=transfer.summary(checked.refused),
        )  # fmt: skip
    return Done(TOUCHED, recorded.batch, message, len(rows))


def agree(session: Session, actor: Actor, transfers: Sequence[str]) -> Done:
    """The lead lets them pass: they are on the work list. Looked at anew by the limits; what may not pass stays."""
    by_taker: defaultdict[str, list[Transfer]] = defaultdict(list)
    fit: list[Transfer] = []
    refused: list[Refusal] = []
    for one, row in _proposed(session, actor, transfers):
        if row.owner == one.from_staff:
            by_taker[one.to_staff or ""].append(one)
        else:
            refused.append(Refusal(row.id, row.name, N_("报了以后换了归属")))
    for to_staff, ones in by_taker.items():
        transfer.taker(session, to_staff)
        checked = transfer.check(session, [one.contact or "" for one in ones], to_staff, waiting=OPEN)
        fit += [one for one in ones if one.contact in checked.fit]
        refused += checked.refused
    if not fit:
        raise AppError("一位也不能转：{why}", cure="请按 N 不同意，或等到可以转的日子。", why=transfer.summary(refused))
    recorded = record(session, actor, _decided(session, actor, fit, OPEN))
    message = N_("同意转交 {count} 位，已列进要办的", count=len(fit))
    if refused:
        message = N_(
            "同意转交 {count} 位，已列进要办的；{left} 位不能转：{why}",
            count=len(fit), left=len(refused), why=transfer.summary(refused),
        )  # fmt: skip
    return Done(TOUCHED, recorded.batch, message, len(fit))


def decline(session: Session, actor: Actor, transfers: Sequence[str]) -> Done:
    """The lead does not: the contacts stay where they are."""
    found = [one for one, _ in _proposed(session, actor, transfers)]
    recorded = record(session, actor, _decided(session, actor, found, "declined"))
    return Done(TOUCHED, recorded.batch, N_("{count} 位不转，报的人在清单里看得到", count=len(found)), len(found))


def take_back(session: Session, actor: Actor, transfers: Sequence[str]) -> Done:
    """Who proposed them does not want it any more."""
    found = _waiting(session, transfers)
    if any(one.by != actor.staff for one, _ in found):
        raise PermissionDenied("只能撤回自己报的", cure="请报的人撤回，或请负责人不同意。")
    now = session_clock(session).text()
    changes = [Change("transfer", one.id, {"state": "withdrawn", "done_at": now}) for one, _ in found]
    recorded = record(session, actor, changes)
    return Done(TOUCHED, recorded.batch, N_("{count} 位从转交里撤下", count=len(found)), len(found))


def _decided(session: Session, actor: Actor, found: Sequence[Transfer], state: str) -> list[Change]:
    now = session_clock(session).text()
    fields = {"state": state, "decided_by": actor.staff, "decided_at": now}
    ended = {} if state == OPEN else {"done_at": now}
    return [Change("transfer", one.id, fields | ended) for one in found]


def _proposed(session: Session, actor: Actor, transfers: Sequence[str]) -> list[tuple[Transfer, Contact]]:
    """What waits for a word, with the contacts; only the lead of their branch may give it, not on their own wish."""
    found = _waiting(session, transfers)
    for one, row in found:
        if proposes(actor) or one.by == actor.staff:
            raise PermissionDenied("这件事要另一位负责人同意", cure="请网点负责人来定。")
        require(actor, Permission.TRANSFER, branch=row.branch)
    return found


def _waiting(session: Session, transfers: Sequence[str]) -> list[tuple[Transfer, Contact]]:
    """What waits, with the contacts; AppError when somebody has decided one meanwhile."""
    found = []
    for id_ in transfers:
        one = session.get_one(Transfer, id_)
        if one.state != PROPOSED or one.hidden:
            raise AppError("这一条已经办过了", cure="请看“办过的”那一页。")
        found.append((one, session.get_one(Contact, one.contact)))
    return found
