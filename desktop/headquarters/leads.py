"""Leads: the customers that a campaign is open to, with the branch and the manager each belongs to.

They come as a table with the phone in clear, and only its keyed hash is kept: a branch recognises a lead when the
customer's number is typed, and nobody can read the list out of a pack without the bank's pepper.
"""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Final, NamedTuple

from sqlalchemy import text
from sqlalchemy.orm import Session

from db.actor import Actor
from db.engine import Store, session_clock
from db.exchange import ImportRun
from db.ids import derived_id, new_id
from db.operation import Change, record
from db.projection import Fields
from desktop.changes import Changes, Done
from desktop.contacts.whitelist import MOBILE
from desktop.errors import AppError
from desktop.exchange import bilingual, outgoing, policy, workbook
from desktop.exchange.editing_tables import YES
from desktop.exchange.editing_tables import read as read_cell
from desktop.exchange.sheets import CHINESE, cover_sheet
from desktop.exchange.workbook import Cell, Sheet, SheetSpec
from desktop.exchange.worker import Reader
from desktop.security.roles import Permission, require
from desktop.words import N_, Phrase, Words

SHEET: Final = N_("白名单")
CHOICES: Final = 12  # campaigns to choose from
ROOM: Final = 2_000  # rows that have the choices
HEADS: Final = {
    "campaign": ("活动", "营销活动", "活动名称"), "phone": ("手机", "手机号", "手机号码"),
    "branch": ("网点", "支行", "管户网点"), "staff": ("客户经理", "管户经理", "经办人", "账号", "员工"),
    "gone": ("停用",),
}  # fmt: skip
ASKED: Final = {
    "campaign": N_("活动"),
    "phone": N_("手机"),
    "branch": N_("网点"),
    "staff": N_("客户经理"),
    "gone": N_("停用"),
}
"""What the empty table calls its columns; those of `HEADS` are understood too, and these in either language."""
NEEDED: Final = ("campaign", "phone", "branch")
LOOKED_AT: Final = 10  # rows in which the heading is looked for


class Refused(NamedTuple):
    """A row that does not go in: its number in the sheet, its cells, and why."""

    row: int
    cells: list[Cell]
    reason: Phrase


class Leads(NamedTuple):
    """A table of leads as read: what would be recorded, what is refused, how many are known already."""

    file: str
    sha256: str
    changes: list[Change]
    refused: list[Refused]
    known: int
    heads: list[Cell]


def template(path: Path, campaigns: Sequence[str] = (), words: Words = CHINESE) -> Path:
    """Write an empty table of leads with an explanation, in the language of `words`."""
    say = words.text
    example: list[Cell] = [campaigns[0] if campaigns else "秋季拉新", "13800001234", "城东支行", "wangmin", ""]
    guide = [
        (ASKED["campaign"], N_("先在编辑表的“营销活动”里建好，这里写它的名称。")),
        (ASKED["phone"], N_("11 位手机号。收回后只留加密指纹，不留号码。")),
        (ASKED["branch"], N_("管这位客户的网点，写名称。")),
        (ASKED["staff"], N_("企业微信账号或姓名；不写就归网点。")),
        (ASKED["gone"], N_("不再邀请这位客户，写“是”，随下一份下发包撤下。")),
        (N_("例子"), N_("第二行是例子，收回前请删掉或改掉。")),
    ]
    heads: list[Cell] = [say(head) for head in ASKED.values()]
    table = SheetSpec(
        say(SHEET), [heads, example], widths={1: 24, 2: 16, 3: 20, 4: 16, 5: 8},
        choices={1: [one for one in campaigns if "," not in one][:CHOICES], 5: (say(YES),)}, choice_rows=ROOM,
    )  # fmt: skip
    workbook.write(path, [table, cover_sheet(N_("怎么填"), guide, words)])
    return path


def read(session: Session, actor: Actor, path: Path, reader: Reader | None = None) -> Leads:
    """What a table of leads would change; writes nothing. AppError when it is no such table, or there is no pepper."""
    require(actor, Permission.BUILD_PACK)
    pepper = policy.pepper(session)
    if not pepper:
        raise AppError("还没有全行的密钥", cure="先在总行电脑上建好密钥，再收白名单。")
    book = workbook.read(path, reader=reader)
    sheet, places, first = _table(book.sheets, path.name)
    names = _Names(session)
    there = {row[0]: row[1] for row in session.execute(text("SELECT id, hidden FROM whitelist_entry"))}
    found: dict[str, Change] = {}
    refused: list[Refused] = []
    known = 0
    for number, cells in enumerate(sheet.rows[first:], first + 1):
        values = {name: _cell(cells, place) for name, place in places.items()}
        if not any(values.values()):
            continue
        fields = names.fields(values)
        if isinstance(fields, Phrase):
            refused.append(Refused(number, list(cells), fields))
            continue
        hash_ = policy.keyed_hash(pepper, values["phone"])
        id_ = derived_id("whitelist_entry", str(fields["campaign"]), hash_)
        known += there.get(id_) == 0 and id_ not in found
        gone = read_cell(values.get("gone"), "flag")
        hidden: Fields = {"hidden": gone} if gone or there.get(id_) else {}
        found[id_] = Change("whitelist_entry", id_, {**fields, "phone_hash": hash_, **hidden})
    return Leads(path.name, book.sha256, list(found.values()), refused, known, list(sheet.rows[first - 1]))


def take(session: Session, actor: Actor, leads: Leads) -> Done:
    """Record the leads; one step to undo."""
    require(actor, Permission.BUILD_PACK)
    recorded = record(session, actor, leads.changes, source="leads")
    counts = {"new": recorded.created, "changed": recorded.changed, "refused": len(leads.refused)}
    session.add(
        ImportRun(
            id=new_id(), at=session_clock(session).text(), staff=actor.staff, file=leads.file, sha256=leads.sha256,
            kind="leads", branch=actor.branch, rows=len(leads.changes) + len(leads.refused), counts=json.dumps(counts),
            verdict="done" if recorded.operations else "nothing_new", batch=recorded.batch,
        )
    )  # fmt: skip
    message = N_(
        "{file}：名单新增 {new}，更新 {changed}，没收 {refused}", file=leads.file, new=recorded.created,
        changed=recorded.changed, refused=len(leads.refused),
    )  # fmt: skip
    return Done(Changes.ALL, recorded.batch, message, recorded.operations)


def give_back(store: Store, actor: Actor, leads: Leads, folder: Path, words: Words = CHINESE) -> Path | None:
    """The rows that did not go in, with the reason as a table to mend and take in again; None when there are none.

    It is entered in the history.
    """
    if not leads.refused:
        return None
    say = words.text
    rows: list[list[Cell]] = [
        [*leads.heads, say(N_("原因"))],
        *([*one.cells, say(one.reason)] for one in leads.refused),
    ]
    path = folder / f"{say(N_('没收的'))}_{Path(leads.file).stem}.xlsx"
    written = workbook.write(path, [SheetSpec(say(SHEET), rows, widths={len(leads.heads) + 1: 40})])
    outgoing.enter_readable(store, actor, outgoing.REFUSED, written, {"refused": len(leads.refused)})
    return path


class _Names:
    """What names in the table mean: campaigns, branches, and staff by account or name."""

    def __init__(self, session: Session) -> None:
        self._campaigns = _pairs(session, "SELECT name, id FROM campaign WHERE hidden = 0")
        self._branches = _pairs(session, "SELECT name, id FROM branch WHERE hidden = 0")
        self._staff: dict[str, list[tuple[str, str]]] = {}
        for account, name, id_, branch in session.execute(
            text("SELECT account, name, id, coalesce(branch, '') FROM staff WHERE hidden = 0 AND left_at IS NULL")
        ):
            for key in {account, name}:
                self._staff.setdefault(key, []).append((id_, branch))

    def fields(self, values: dict[str, str]) -> Fields | Phrase:
        """The fields of a lead, or why it is none."""
        campaign, branch = self._campaigns.get(values["campaign"]), self._branches.get(values["branch"])
        if campaign is None:
            return N_("没有活动“{name}”", name=values["campaign"])
        if not MOBILE.fullmatch(values["phone"]):
            return N_("手机号不是 11 位手机号")
        if branch is None:
            return N_("没有网点“{name}”", name=values["branch"])
        staff = values.get("staff", "")
        fitting = [id_ for id_, home in self._staff.get(staff, []) if home == branch]
        if staff and len(fitting) != 1:
            return N_("{branch}没有员工“{name}”，或有几位同名", branch=values["branch"], name=staff)
        return {"campaign": campaign, "branch": branch, "staff": fitting[0] if staff else None}


def _pairs(session: Session, statement: str) -> dict[str, str]:
    return {row[0]: row[1] for row in session.execute(text(statement))}


def _table(sheets: Sequence[Sheet], file: str) -> tuple[Sheet, dict[str, int], int]:
    """The sheet with our headings, where its columns stand, and how many rows stand above the data."""
    for sheet in sheets:
        for number, cells in enumerate(sheet.rows[:LOOKED_AT], 1):
            heads = bilingual.titles([str(cell or "").strip().rstrip("*") for cell in cells], ASKED.values())
            places = {
                name: heads.index(next(one for one in names if one in heads))
                for name, names in HEADS.items()
                if any(one in heads for one in names)
            }
            if all(name in places for name in NEEDED):
                return sheet, places, number
    raise AppError("{file} 不是白名单", cure="要有“活动”“手机”“网点”三列；可以先导出空表来填。", file=file)


def _cell(cells: Sequence[Cell], place: int) -> str:
    """A cell's text; a number that a spreadsheet made of a phone is one again."""
    value = cells[place] if place < len(cells) else None
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value).strip()
