"""The register of codes and of the places where they stand: whose code, what it opens, how long it is valid."""

from datetime import date
from typing import NamedTuple
from urllib.parse import parse_qs, urlsplit

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.actor import Actor
from db.engine import session_clock
from db.ids import derived_id, new_id
from db.operation import Change, record
from db.organisation import Staff
from db.posters import ContactWay, Placement
from db.projection import Fields
from desktop.changes import Changes, Done
from desktop.errors import AppError
from desktop.posters import qr
from desktop.security.roles import Permission, require
from desktop.words import N_

LONGEST_STATE = 30  # of the mark that WeCom takes
LONGEST_NAME = 30
MATERIALS = ("table_card", "insert", "poster", "roll_up", "badge", "name_card", "sticker", "phone", "other")
CUSTOMER_CHANNEL = "customer_channel"  # the query of an acquisition link that carries its mark
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


class CodeEntry(NamedTuple):
    """What may be written about a code; `valid_until` is ISO or empty."""

    state: str = ""
    material: str = ""
    label: str = ""
    valid_until: str = ""


NO_ENTRY = CodeEntry()


class PlaceEntry(NamedTuple):
    """What may be written about a place; `contact_way` is the id of the code that hangs there, or empty."""

    name: str
    state: str = ""
    material: str = ""
    channel: str = "lobby"
    contact_way: str = ""


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


def add_way(session: Session, actor: Actor, staff: str, answer: qr.Answer, entry: CodeEntry = NO_ENTRY) -> Done:
    """Register a code for `staff`; AppError when it may not be printed or is another person's."""
    person = session.get(Staff, staff)
    if person is None or person.hidden:
        raise AppError("没有这位员工")
    require(actor, Permission.REGISTER_CODES, owner=staff, branch=person.branch)
    change = way_change(person, answer, owners(session), entry)
    recorded = record(session, actor, [change])
    return Done(Changes.POSTERS, recorded.batch, N_("已登记 {name} 的二维码", name=person.name), recorded.operations)


def way_change(person: Staff, answer: qr.Answer, known: dict[str, str], entry: CodeEntry = NO_ENTRY) -> Change:
    """What registering `answer` for `person` writes; AppError as `add_way`."""
    if answer.verdict == "refuse" and answer.remark is not None:
        raise answer.remark
    owner = known.get(qr.token(answer.content))
    if owner not in {None, person.id}:
        raise AppError("这个码已经登记给另一位员工", cure="一人一码：请导入 {name} 自己的二维码", name=person.name)
    fields: Fields = {
        "staff": person.id,
        "branch": person.branch,
        "kind": answer.kind,
        "content": answer.content,
        "reserve": round(answer.reserve * 100),
        "hidden": 0,
    }
    written = _code_fields(entry._replace(state=entry.state or state_in(answer.content)))
    fields |= {name: value for name, value in written.items() if value}  # a second look takes nothing away
    return Change("contact_way", derived_id("contact_way", answer.content), fields)


def state_in(content: str) -> str:
    """The mark that an acquisition link carries itself; empty for other codes, and for one that is too long."""
    found = parse_qs(urlsplit(content).query).get(CUSTOMER_CHANNEL, [""])[0]
    return found if len(found) <= LONGEST_STATE else ""


def change_way(session: Session, actor: Actor, way: str, entry: CodeEntry) -> Done:
    """Write what a code is for; its content and its person stay."""
    row = _own_way(session, actor, way)
    recorded = record(session, actor, [Change("contact_way", row.id, _code_fields(entry))])
    return Done(Changes.POSTERS, recorded.batch, N_("已改这个活码"), recorded.operations)


def retire_way(session: Session, actor: Actor, way: str) -> Done:
    """Take a code out of use; the places that show it have none from then on."""
    row = _own_way(session, actor, way)
    bare = session.scalars(select(Placement.id).where(Placement.contact_way == way, Placement.hidden == 0))
    changes = [Change("contact_way", row.id, {"hidden": 1})]
    changes += [Change("placement", place, {"contact_way": None}) for place in bare]
    recorded = record(session, actor, changes)
    return Done(Changes.POSTERS, recorded.batch, N_("已停用这个活码"), recorded.operations)


def _own_way(session: Session, actor: Actor, way: str) -> ContactWay:
    row = session.get(ContactWay, way)
    if row is None or row.hidden:
        raise AppError("没有这个活码")
    require(actor, Permission.REGISTER_CODES, owner=row.staff, branch=row.branch)
    return row


def _code_fields(entry: CodeEntry) -> Fields:
    return {
        "state": _checked_state(entry.state),
        "material": entry.material,
        "label": entry.label.strip()[:LONGEST_NAME],
        "valid_until": _checked_date(entry.valid_until),
    }


def _checked_state(state: str) -> str:
    found = state.strip()
    if len(found) > LONGEST_STATE:
        raise AppError("渠道标识最多 {most} 个字", cure="企业微信只收 30 个字以内的标识", most=LONGEST_STATE)
    return found


def _checked_date(typed: str) -> str | None:
    try:
        return f"{date.fromisoformat(typed.strip())}" if typed.strip() else None
    except ValueError as error:
        raise AppError("“{label}”要写成 2026-12-31 这样的日期", label=N_("有效期")) from error


def placements(session: Session, branch: str) -> list[Place]:
    """Where pieces stand in a branch, by name."""
    query = select(Placement).where(Placement.branch == branch, Placement.hidden == 0).order_by(Placement.name)
    return [Place(row.id, row.name, row.state, row.material, row.contact_way or "") for row in session.scalars(query)]


def add_placement(session: Session, actor: Actor, branch: str, entry: PlaceEntry) -> Done:
    """Register a place for one piece; AppError when it has no name, or another place has its name or mark."""
    require(actor, Permission.REGISTER_CODES, branch=branch, owner=actor.staff)
    fields = _place_fields(session, branch, entry, "")
    id_ = derived_id("placement", branch, entry.name.strip())
    held = session.get(Placement, id_)
    if held is not None and not held.hidden:  # renamed since: the name is free, its id is not
        id_ = new_id()
    recorded = record(session, actor, [Change("placement", id_, {"branch": branch, **fields})])
    return Done(Changes.POSTERS, recorded.batch, N_("已登记点位"), recorded.operations)


def change_placement(session: Session, actor: Actor, place: str, entry: PlaceEntry) -> Done:
    """Write what stands at a place, and which code it shows."""
    row = _own_place(session, actor, place)
    fields = _place_fields(session, row.branch or "", entry, row.id)
    recorded = record(session, actor, [Change("placement", row.id, fields)])
    return Done(Changes.POSTERS, recorded.batch, N_("已改点位 {name}", name=entry.name.strip()), recorded.operations)


def retire_placement(session: Session, actor: Actor, place: str) -> Done:
    """Take a place out of use; what it brought stays counted."""
    row = _own_place(session, actor, place)
    recorded = record(session, actor, [Change("placement", row.id, {"hidden": 1})])
    return Done(Changes.POSTERS, recorded.batch, N_("已撤下点位 {name}", name=row.name), recorded.operations)


def _own_place(session: Session, actor: Actor, place: str) -> Placement:
    row = session.get(Placement, place)
    if row is None or row.hidden:
        raise AppError("没有这个点位")
    require(actor, Permission.REGISTER_CODES, branch=row.branch, owner=actor.staff)
    return row


def _place_fields(session: Session, branch: str, entry: PlaceEntry, own: str) -> Fields:
    """AppError for what would let two pieces be counted as one."""
    name, state = entry.name.strip()[:LONGEST_NAME], _checked_state(entry.state)
    if not name:
        raise AppError("点位要有名字", cure="例如：柜台 3 号")
    if entry.contact_way and session.get(ContactWay, entry.contact_way) is None:
        raise AppError("没有这个活码")
    for other in placements(session, branch):
        if other.id == own:
            continue
        if other.name == name:
            raise AppError("已经有叫 {name} 的点位", cure="一件东西一个点位：请换一个名字", name=name)
        if state and other.state == state:
            raise AppError("标识 {state} 已用在 {name}", cure="一个点位一个标识", state=state, name=other.name)
    return {
        "name": name, "state": state, "material": entry.material, "channel": entry.channel,
        "contact_way": entry.contact_way or None, "hidden": 0,
    }  # fmt: skip
