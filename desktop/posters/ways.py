"""The register of codes and of the places where they stand: whose code, what it opens, how long it is valid."""

from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.actor import Actor
from db.engine import session_clock
from db.ids import derived_id
from db.operation import Change, record
from db.organisation import Staff
from db.posters import ContactWay, Placement
from desktop.changes import Changes, Done
from desktop.errors import AppError
from desktop.posters import qr
from desktop.security.roles import Permission, require
from desktop.words import N_

LONGEST_STATE = 30
PREFERRED = ("contact_me", "acquisition_link", "staff_card")


class Way(NamedTuple):
    """A registered code; `reserve` is what the supplied picture had left, in per cent."""

    id: str
    staff: str
    kind: str
    content: str
    state: str
    label: str
    valid_until: str
    reserve: int


class Place(NamedTuple):
    id: str
    name: str
    state: str
    material: str
    contact_way: str


def ways(session: Session, staff: str) -> list[Way]:
    """The codes of one member of staff that are still valid today, in the order of PREFERRED, newest first."""
    today = session_clock(session).now().date().isoformat()
    query = select(ContactWay).where(ContactWay.staff == staff, ContactWay.hidden == 0)
    found = [_way(row) for row in session.scalars(query.order_by(ContactWay.id.desc()))]
    valid = [way for way in found if not way.valid_until or way.valid_until >= today]
    return sorted(valid, key=lambda way: PREFERRED.index(way.kind) if way.kind in PREFERRED else len(PREFERRED))


def _way(row: ContactWay) -> Way:
    return Way(row.id, row.staff or "", row.kind, row.content, row.state, row.label, row.valid_until or "", row.reserve)


def way_of(session: Session, staff: str, placement: str = "") -> Way | None:
    """The code to print for `staff`: that of the placement if it has one of theirs, else their first."""
    found = ways(session, staff)
    if placement:
        place = session.get(Placement, placement)
        own = place.contact_way if place is not None and not place.hidden else None
        found.sort(key=lambda way: way.id != own)
    return found[0] if found else None


def owners(session: Session) -> dict[str, str]:
    """Token of every registered code → staff id, so that no two people get the same."""
    rows = session.execute(select(ContactWay.content, ContactWay.staff).where(ContactWay.hidden == 0))
    return {qr.token(content): staff or "" for content, staff in rows}


def add_way(
    session: Session, actor: Actor, staff: str, answer: qr.Answer, *, state: str = "", valid_until: str = ""
) -> Done:
    """Register a code for `staff`; AppError when it may not be printed or is another person's."""
    person = session.get(Staff, staff)
    if person is None or person.hidden:
        raise AppError("没有这位员工")
    require(actor, Permission.REGISTER_CODES, owner=staff, branch=person.branch)
    change = way_change(person, answer, owners(session), state=state, valid_until=valid_until)
    recorded = record(session, actor, [change])
    return Done(Changes.POSTERS, recorded.batch, N_("已登记 {name} 的二维码", name=person.name), recorded.operations)


def way_change(
    person: Staff, answer: qr.Answer, known: dict[str, str], *, state: str = "", valid_until: str = ""
) -> Change:
    """What registering `answer` for `person` writes; AppError as `add_way`."""
    if answer.verdict == "refuse" and answer.remark is not None:
        raise answer.remark
    owner = known.get(qr.token(answer.content))
    if owner not in {None, person.id}:
        raise AppError("这个码已经登记给另一位员工", cure="一人一码：请导入 {name} 自己的二维码", name=person.name)
    if len(state) > LONGEST_STATE:
        raise AppError("渠道标识最多 {most} 个字", most=LONGEST_STATE)
    fields = {
        "staff": person.id,
        "branch": person.branch,
        "kind": answer.kind,
        "content": answer.content,
        "state": state,
        "valid_until": valid_until or None,
        "reserve": round(answer.reserve * 100),
        "hidden": 0,
    }
    return Change("contact_way", derived_id("contact_way", answer.content), fields)


def placements(session: Session, branch: str) -> list[Place]:
    """Where pieces stand in a branch, by name."""
    query = select(Placement).where(Placement.branch == branch, Placement.hidden == 0).order_by(Placement.name)
    return [Place(row.id, row.name, row.state, row.material, row.contact_way or "") for row in session.scalars(query)]


def add_placement(
    session: Session, actor: Actor, branch: str, name: str, *, state: str = "", material: str = ""
) -> Done:
    """Register a place for a piece; AppError when it has no name or its mark is too long."""
    require(actor, Permission.REGISTER_CODES, branch=branch, owner=actor.staff)
    if not name.strip():
        raise AppError("点位要有名字", cure="例如：柜台 3 号")
    if len(state) > LONGEST_STATE:
        raise AppError("渠道标识最多 {most} 个字", most=LONGEST_STATE)
    fields: dict[str, str | int | None] = {
        "branch": branch, "name": name.strip(), "state": state, "material": material, "channel": "lobby", "hidden": 0,
    }  # fmt: skip
    recorded = record(session, actor, [Change("placement", derived_id("placement", branch, name.strip()), fields)])
    return Done(Changes.POSTERS, recorded.batch, N_("已登记点位"), recorded.operations)
