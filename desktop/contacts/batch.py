"""Many at once after a company visit: a list typed, pasted or taken along, one basis of consent, duplicates marked."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Final, NamedTuple

from sqlalchemy import text
from sqlalchemy.orm import Session

from db.actor import Actor
from db.engine import session_clock
from db.ids import new_id
from db.operation import Change, record
from db.values import WHOLE_PHONE
from desktop.changes import Done
from desktop.contacts.capture import TOUCHED, Capture, new_contact, valid_phone
from desktop.contacts.phones import national
from desktop.contacts.search import as_json
from desktop.contacts.timeline import refuse_numbers
from desktop.errors import AppError
from desktop.exchange import workbook
from desktop.exchange.workbook import Cell, SheetSpec
from desktop.security.roles import Permission, require
from desktop.words import N_, Phrase, Words

BASES: Final = ("signed", "spoken", "employer")
"""On what the list rests: each has signed, each has said so, the employer has gathered their consent."""
NEW, OURS, DOUBLE, WRONG, DECLINED = "new", "ours", "double", "wrong", "declined"
MOST: Final = 2_000
LONGEST: Final = 30
LINES: Final = 40
"""Empty lines on the sheet that is taken along."""
NUMBER: Final = re.compile(r"(?<!\d)(?:\+?86[\s-]?)?(1\d{2}[\s-]?\d{4}[\s-]?\d{4})(?!\d)")
DIGITS: Final = re.compile(r"\+?\d[\d-]{4,}")
PARTS: Final = re.compile(r"[\s,，;；、|]+")
HEADS: Final = (
    (N_("姓名"), 12), (N_("手机"), 16), (N_("同意留资料、联系（本人签名或打勾）"), 36), (N_("备注"), 30),
)  # fmt: skip
NO: Final = frozenset({"", "否", "不同意", "no", "n", "x", "×", "✗", "0"})


class Typed(NamedTuple):
    """A line of the list as it was written; `agreed` False where a sheet has no sign for this person."""

    name: str
    phone: str
    remark: str
    agreed: bool = True


class Guest(NamedTuple):
    """A line looked at: `state` is one of new, ours, double, wrong, declined; `why` says more."""

    name: str
    phone: str
    remark: str
    state: str
    why: str = ""


@dataclass(frozen=True)
class Visit:
    """What holds for the whole list."""

    basis: str
    company: str = ""
    channel: str = "offline_scene"
    placement: str | None = None
    tags: tuple[str, ...] = ()


def parse(written: str) -> list[Typed]:
    """A line for each person: a number anywhere, the first word is the name, the rest a remark. AppError over MOST."""
    found = [_line(line) for line in written.splitlines() if line.strip()]
    if len(found) > MOST:
        raise AppError("名单有 {count} 行，一次最多 {most} 行", cure="请分几次登记。", count=len(found), most=MOST)
    return found


def check(session: Session, typed: Iterable[Typed]) -> list[Guest]:
    """What each line comes to, in the order written; whose somebody is who is ours already is said."""
    lines = list(typed)
    holders = _holders(session, [national(one.phone) for one in lines])
    seen: Counter[str] = Counter()
    return [_look(one, holders, seen) for one in lines]


def save(session: Session, actor: Actor, guests: Sequence[Guest], visit: Visit) -> Done:
    """Register those that are new, count those who declined; one step to undo. AppError when nobody is either."""
    require(actor, Permission.CONSENT, branch=actor.branch)
    if visit.basis not in BASES:
        raise AppError("没选这份名单凭什么登记", cure="请选：本人签过、当面说过，或单位统一收过同意书。")
    now, changes = session_clock(session).now(), list[Change]()
    new = [one for one in guests if one.state == NEW]
    for number, one in enumerate(new):
        entered = Capture(one.phone, one.name, True, visit.tags, visit.channel, visit.placement)
        made = new_contact(session, actor, entered, one.phone, now - timedelta(seconds=number), visit.basis)
        contact = made[0].row
        changes += [*made, Change("contact", contact, {"remark": one.remark, "company": visit.company.strip()})]
    declined = sum(one.state == DECLINED for one in guests)
    if declined:
        counted = {"branch": actor.branch, "staff": actor.staff, "date": f"{now.date()}", "at": f"{now}"}
        changes.append(Change("tally", new_id(), {**counted, "count": declined, "channel": visit.channel}))
    if not changes:
        raise AppError("名单里没有要登记的", cure="已是客户的可以单独记到访；号码不对的请改好。")
    recorded = record(session, actor, changes, source="batch")
    message = N_("登记了 {count} 位", count=len(new))
    if declined:
        message = N_("登记了 {count} 位，{left} 位没同意只计数", count=len(new), left=declined)
    return Done(TOUCHED, recorded.batch, message, len(new))


def write_sheet(path: Path, words: Words, company: str = "") -> None:
    """The sheet to take along: print it or fill it in there, and take it in again."""
    heads: list[Cell] = [words.text(head) for head, _ in HEADS]
    widths: dict[int, float] = {number: width for number, (_, width) in enumerate(HEADS, 1)}
    empty: list[list[Cell]] = [["", "", "", company] for _ in range(LINES)]
    workbook.write(path, [SheetSpec(words.text(N_("进场登记")), [heads, *empty], widths)])


def read_sheet(path: Path) -> list[Typed]:
    """The people of a filled sheet, with or without its consent column; AppError when there is no name or phone."""
    for sheet in workbook.read(path).sheets:
        for number, row in enumerate(sheet.rows[:30]):
            columns = _columns([_text(cell) for cell in row])
            if "phone" in columns:
                return _people(sheet.rows[number + 1 :], columns)
    raise AppError("{file} 里没有手机号那一列", cure="请用台卡导出的进场登记表填。", file=path.name)


def _people(rows: Sequence[Sequence[object]], columns: dict[str, int]) -> list[Typed]:
    found = []
    for row in rows:
        cells = {key: _text(row[at]) if at < len(row) else "" for key, at in columns.items()}
        if cells["phone"] or cells.get("name"):
            agreed = "agreed" not in columns or cells["agreed"].casefold() not in NO
            found.append(Typed(cells.get("name", "")[:LONGEST], cells["phone"], cells.get("remark", ""), agreed))
    if len(found) > MOST:
        raise AppError("名单有 {count} 行，一次最多 {most} 行", cure="请分几次登记。", count=len(found), most=MOST)
    return found


def _columns(heads: Sequence[str]) -> dict[str, int]:
    """Which column is what, by the words of its head in either language."""
    known = {
        "name": ("姓名", "name"),
        "phone": ("手机", "phone"),
        "agreed": ("同意", "agree"),
        "remark": ("备注", "remark"),
    }
    found: dict[str, int] = {}
    for at, head in enumerate(heads):
        for key, signs in known.items():
            if key not in found and any(sign in head.casefold() for sign in signs):
                found[key] = at
                break
    return found


def _text(cell: object) -> str:
    """A cell as text; a phone that the sheet holds as a number has no decimal point."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell).strip()


def _line(line: str) -> Typed:
    found = NUMBER.search(line) or DIGITS.search(line)
    phone = found.group((found.re.groups and 1) or 0) if found else ""
    rest = f"{line[: found.start()]} {line[found.end() :]}" if found else line
    words = [word for word in PARTS.split(rest) if word]
    return Typed(words[0][:LONGEST] if words else "", phone, " ".join(words[1:]))


def _holders(session: Session, phones: Sequence[str]) -> dict[str, str]:
    """Phone → the name of who holds that person."""
    among = "phone IN (SELECT value FROM json_each(:all))"
    statement = f"SELECT phone, owner_name FROM contact WHERE hidden = 0 AND {among} AND {WHOLE_PHONE}"
    return {row.phone: row.owner_name for row in session.execute(text(statement), {"all": as_json(phones)})}


def _look(one: Typed, holders: dict[str, str], seen: Counter[str]) -> Guest:
    phone = national(one.phone)
    why: str | Phrase = ""
    try:
        valid_phone(phone)
        refuse_numbers(one.remark)
        state = NEW if one.agreed else DECLINED
    except AppError as error:
        state, why = WRONG, error.message
    else:
        if phone in holders:
            state, why = OURS, N_("已是客户，归属 {owner}", owner=holders[phone])
        elif seen[phone]:
            state, why = DOUBLE, N_("和前面一行是同一个号")
    seen[phone] += 1
    return Guest(one.name, phone, one.remark, state, why)
