"""Head office's editing sheets: what packs carry, as a workbook to be edited by people and taken back.

Every row has a hidden id; a row without one is new, and its id comes from its natural key, the same everywhere. A row
that is missing is left as it is: to withdraw one, 停用 says 是.
"""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from sqlalchemy.orm import Session

from db.actor import Actor
from db.engine import Store, session_clock
from db.exchange import ImportRun
from db.ids import derived_id, new_id
from db.operation import Change, record
from db.projection import Fields, quoted
from desktop.changes import Changes, Done
from desktop.errors import AppError
from desktop.exchange import bilingual, editing_activities, editing_sop, outgoing, plan_staff, rule_files, workbook
from desktop.exchange.editing_tables import EXAMPLES, GONE, NAMES, SAID, TABLES, YES, References, Table
from desktop.exchange.editing_tables import read as read_cell
from desktop.exchange.sheets import CHINESE, cover_sheet
from desktop.exchange.workbook import Cell, Sheet, SheetSpec, Written
from desktop.exchange.worker import Reader
from desktop.exchange.writing import CellRange
from desktop.library import checked
from desktop.library.wording import Wording
from desktop.posters import qr
from desktop.resources import resource
from desktop.security.roles import Permission, require
from desktop.words import N_, Words

CALLED: Final = N_("编辑表")
ID: Final = "_id"
ROOM: Final = 200  # rows below the last that have the choices too
NAMED: Final = {entity for entity, _ in NAMES.values()}
SHEET_OF: Final = {form: table.sheet for form, names in NAMES.items() for table in TABLES
                   if (table.entity, table.columns[0].field) == names}  # fmt: skip
"""Form of a column that names another row → the sheet whose first column has the names."""


class Edits(NamedTuple):
    """What a workbook of editing sheets would change, and how many rows it has that are new."""

    file: str
    sha256: str
    changes: list[Change]
    new: int


def export(store: Store, actor: Actor, folder: Path, words: Words = CHINESE) -> Path:
    """Write them into a folder, called so in the language of `words`, and enter that in the history."""
    with store.session() as session:
        written, rows = write(session, actor, folder / f"{words.text(CALLED)}.xlsx", words)
    outgoing.enter_readable(store, actor, outgoing.EDITING, written, {"rows": rows})
    return written.path


def write(session: Session, actor: Actor, path: Path, words: Words = CHINESE) -> tuple[Written, int]:
    """Write the sheets as things are now, and the rules as files beside them; an empty database gives empty sheets.

    Returns what was written, and how many rows it has below the heads.

    Heads and choices are in the language of `words`; either is read back.
    """
    require(actor, Permission.BUILD_PACK)
    more = [*editing_sop.sheets(session, words), *editing_activities.sheets(session, words)]
    names = References(session)
    pages = [*(_sheet(session, table, names, words) for table in TABLES), *more]
    written = workbook.write(path, [_cover(words), *pages])
    rule_files.write(session, path.parent, words)
    return written, sum(len(list(page.rows)) - 1 for page in pages)


def read(session: Session, actor: Actor, path: Path, reader: Reader | None = None) -> Edits:
    """What the sheets say otherwise than the database; changes nothing.

    Raises AppError with sheet, row and column for a cell that cannot be read.
    """
    require(actor, Permission.BUILD_PACK)
    book = workbook.read(path, reader=reader)
    names = (
        *(table.sheet for table in TABLES),
        editing_sop.TEMPLATES,
        editing_sop.STEPS,
        editing_activities.ACTIVITIES,
    )
    if not any(bilingual.sheet(book, name) for name in names):
        raise AppError("{file} 不是编辑表", cure="请先导出编辑表，在它上面改。", file=path.name)
    changes: list[Change] = []
    new, wording, names_of = 0, checked.wording(session), References(session)
    for table in sorted(TABLES, key=lambda one: one.entity not in NAMED):  # what others name is read before them
        sheet = bilingual.sheet(book, table.sheet)
        if sheet is not None:
            rows = _rows(table, sheet, names_of, path.name)
            names_of.add(table, rows)
            _check_words(wording, table, rows, path.name)
            known = _known(session, table)
            new += sum(row not in known for row in rows)
            changes += _changes(session, table, rows, known)
    more, added = editing_sop.read(session, book, path.name)
    games, begun = editing_activities.read(session, book, path.name)
    rules = rule_files.read(session, path.parent)
    return Edits(path.name, book.sha256, [*changes, *more, *games, *rules], new + added + begun)


def take(session: Session, actor: Actor, edits: Edits) -> Done:
    """Record what was edited and enter it in the history; one step to undo."""
    require(actor, Permission.BUILD_PACK)
    recorded = record(session, actor, edits.changes, source="editing")
    counts = {"new": recorded.created, "changed": recorded.changed}
    session.add(
        ImportRun(
            id=new_id(), at=session_clock(session).text(), staff=actor.staff, file=edits.file, sha256=edits.sha256,
            kind="editing", branch=actor.branch, rows=len(edits.changes), counts=json.dumps(counts),
            verdict="done" if recorded.operations else "nothing_new", batch=recorded.batch,
        )
    )  # fmt: skip
    rule_files.check(session, {str(one.fields["kind"]) for one in edits.changes if one.entity == "document"})
    message = N_("{file}：新增 {new}，更新 {changed}", file=edits.file, new=recorded.created, changed=recorded.changed)
    return Done(Changes.ALL, recorded.batch, message, recorded.operations)


def _cover(words: Words) -> SheetSpec:
    lines = [
        (N_("怎么填"), N_("每页一类。直接改单元格；新的一行写在最后；不要的一行在“停用”里写“是”。")),
        (
            N_("规则"),
            N_("旁边“规则”文件夹里是用语、节假日、阶段、打标、上报字段等规则，用记事本改好，随编辑表一起收回。"),
        ),
        (N_("白名单"), N_("在“总行同步”导出白名单空表，填好收回。")),
        (N_("海报版式"), N_("在海报工作台改好发布，随下一份下发包走。")),
        (N_("注意"), N_("隐藏的列给程序用，请不要改。改完在总行台卡里收回，再生成下发包。")),
    ]
    return cover_sheet(N_("台卡 编辑表"), lines, words)


def _sheet(session: Session, table: Table, names: References, words: Words) -> SheetSpec:
    heads = [*(words.text(column.head) for column in table.columns), words.text(GONE), ID]
    yes = words.text(YES)
    rows: list[list[Cell]] = [list(heads)]
    for id_, values in sorted(_known(session, table).items(), key=lambda one: _order(table, one[1])):
        cells = [names.show(values.get(column.field), column.form, yes) for column in table.columns]
        rows.append([*cells, yes if values["hidden"] else "", id_])
    widths = {number: column.width for number, column in enumerate(table.columns, 1)} | {len(heads) - 1: 12}
    flags = [number for number, column in enumerate(table.columns, 1) if column.form == "flag"]
    money = {number: "0.00" for number, column in enumerate(table.columns, 1) if column.form == "money"}
    choices: dict[int, Sequence[str] | CellRange] = dict.fromkeys([*flags, len(heads) - 1], (yes,))
    choices |= {
        number: CellRange(words.text(SHEET_OF[column.form]), names.count(column.form) + 1 + ROOM)
        for number, column in enumerate(table.columns, 1) if column.form in SHEET_OF
    }  # fmt: skip
    return SheetSpec(
        words.text(table.sheet), rows, widths=widths, hidden_columns=(len(heads),), choices=choices, formats=money,
        choice_rows=len(rows) + ROOM,
    )  # fmt: skip


def _order(table: Table, values: Fields) -> tuple[str, ...]:
    return tuple(str(values[name]) for name in table.key)


def _known(session: Session, table: Table) -> dict[str, Fields]:
    """Id → values of the rows there are; a tag with its group's name."""
    names = ["id", "hidden", *(column.field for column in table.columns if column.field != "group")]
    groups: dict[str, str] = {}
    if table.entity == "tag":
        names.append("tag_group")
        groups = {row[0]: row[1] for row in session.connection().exec_driver_sql("SELECT id, name FROM tag_group")}
    found = {}
    for row in session.connection().exec_driver_sql(f'SELECT {quoted(names)} FROM "{table.entity}"'):
        values: Fields = dict(zip(names, row, strict=True))
        if table.entity == "tag":
            values["group"] = groups.get(str(values["tag_group"]), "")
        found[str(values.pop("id"))] = values
    return found


def _rows(table: Table, sheet: Sheet, names: References, file: str) -> dict[str, Fields]:
    """Id → values of the sheet's rows, columns found by their headings."""
    heads = bilingual.titles(sheet.rows[0] if sheet.rows else [], [*(one.head for one in table.columns), GONE])
    for column in table.columns:
        if column.head not in heads:
            raise AppError(
                "{file} 的“{sheet}”页没有“{head}”这一列", cure="请在导出的编辑表上改，不要改表头。", file=file,
                sheet=sheet.name, head=column.head,
            )  # fmt: skip
    found: dict[str, Fields] = {}
    for number, cells in enumerate(sheet.rows[1:], 2):
        row = dict(zip(heads, [*cells, *[None] * (len(heads) - len(cells))], strict=False))
        if not any(row.get(column.head) not in {None, ""} for column in table.columns):
            continue
        values = _values(table, row, names, file, sheet.name, number)
        id_ = str(row.get(ID) or "") or table.id_of(values)
        if id_ in found:
            raise AppError(
                "{file} 的“{sheet}”页第 {row} 行和前面一行是同一个", cure="请删掉一行。", file=file, sheet=sheet.name,
                row=number,
            )  # fmt: skip
        found[id_] = values
    return found


def _values(
    table: Table, row: Mapping[str, Cell], names: References, file: str, sheet: str, number: int
) -> Fields:  # fmt: skip
    values: Fields = {}
    for column in table.columns:
        try:
            values[column.field] = names.read(row.get(column.head), column.form)
        except (ValueError, OverflowError) as error:
            raise AppError(
                "{file} 的“{sheet}”页第 {row} 行“{head}”看不懂：{value}", cure="请改成示例的样子：{example}", file=file,
                sheet=sheet, row=number, head=column.head, value=str(row.get(column.head))[:40],
                example=EXAMPLES[column.form],
            ) from error  # fmt: skip
    for name in table.key:
        if not values[name]:
            head = next(column.head for column in table.columns if column.field == name)
            raise AppError(
                "{file} 的“{sheet}”页第 {row} 行没有填“{head}”", cure="请填上，或删掉这一行。", file=file, sheet=sheet,
                row=number, head=head,
            )  # fmt: skip
    values["hidden"] = read_cell(row.get(GONE), "flag")
    return values


def _check_words(rules: Wording, table: Table, rows: Mapping[str, Fields], file: str) -> None:
    """Raise AppError for a phrase that may not be said to customers; what only needs a reason is head office's own."""
    for values in rows.values():
        for column in table.columns:
            said = str(values.get(column.field) or "") if column.field in SAID.get(table.entity, ()) else ""
            blocked = next((one for one in rules.check(said) if one.level == "block"), None) if said else None
            if blocked is not None:
                raise AppError(
                    "{file} 的“{sheet}”页“{title}”的“{head}”里，“{phrase}”不能用：{name}",
                    cure="依据：{basis}", file=file, sheet=table.sheet, title=str(values[table.key[0]]),
                    head=column.head, phrase=blocked.phrase, name=blocked.name, basis=blocked.basis,
                )  # fmt: skip


def _changes(
    session: Session, table: Table, rows: Mapping[str, Fields], known: Mapping[str, Fields]
) -> list[Change]:  # fmt: skip
    changes: list[Change] = []
    for id_, values in rows.items():
        fields = {name: value for name, value in values.items() if known.get(id_, {}).get(name) != value}
        if id_ not in known:
            fields = dict(table.fixed) | values | _made(table, values)
            if table.entity == "branch":
                changes += plan_staff.branches(session, [str(values["path"])])
        if not fields:
            continue
        if table.entity == "tag":
            changes += _group(fields, values)
        changes.append(Change(table.entity, id_, fields))
    return changes


def _made(table: Table, values: Fields) -> Fields:
    """What a new row has besides its cells, as the other ways of making it give."""
    if table.entity == "staff":
        return {"role": plan_staff.role(str(values["position"])), "departments": ""}
    if table.entity == "contact_way":
        kinds = qr.Kinds(resource("posters", "codes.toml"))
        return {"kind": kinds.classify(str(values["content"])).kind}
    return {}


def _group(fields: Fields, values: Fields) -> list[Change]:
    """A tag names its group by the group's name; a group that is not there yet is made."""
    if fields.pop("group", None) is None:
        return []
    group = derived_id("tag_group", str(values["group"]))
    fields["tag_group"] = group
    return [Change("tag_group", group, {"name": values["group"]})]
