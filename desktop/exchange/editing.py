"""Head office's editing sheets: what packs carry, as a workbook to be edited by people and taken back.

Every row has a hidden id; a row without one is new, and its id comes from its natural key, the same everywhere. A row
that is missing is left as it is: to withdraw one, 停用 says 是.
"""

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Final, NamedTuple

from sqlalchemy.orm import Session

from db.actor import Actor
from db.ids import derived_id
from db.operation import Change, record
from db.projection import Fields, Value, quoted
from desktop.changes import Changes, Done
from desktop.errors import AppError
from desktop.exchange import editing_activities, editing_sop, rule_files, workbook
from desktop.exchange.workbook import Cell, Sheet, SheetSpec
from desktop.exchange.worker import Reader
from desktop.library import checked
from desktop.library.wording import Wording
from desktop.security.roles import Permission, require
from desktop.words import N_

FILE: Final = "编辑表.xlsx"
ID: Final = "_id"
GONE: Final = "停用"
YES: Final = ("是", "停用", "1", "yes", "y", "x", "√")
MOST: Final = 2_000  # characters of a cell


class Column(NamedTuple):
    """A column: the field, its heading, width, and how its cells are read: text, number, day or flag."""

    field: str
    head: str
    width: float = 16
    form: str = "text"


class Table(NamedTuple):
    """A sheet: its name, entity, the columns that make the natural key, and all columns."""

    sheet: str
    entity: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    fixed: Mapping[str, Value] = {}

    def id_of(self, values: Fields) -> str:
        """The id of a new row."""
        return derived_id(self.entity, *(str(values[name]) for name in self.key))


TABLES: Final = (
    Table("标签组", "tag_group", ("name",), (
        Column("name", "标签组", 24), Column("position", "次序", 8, "number"), Column("locked", "锁定", 8, "flag"),
    )),
    Table("标签", "tag", ("group", "name"), (
        Column("group", "标签组", 24), Column("name", "标签", 28), Column("position", "次序", 8, "number"),
        Column("locked", "锁定", 8, "flag"),
    )),
    Table("话术", "script", ("key",), (
        Column("key", "编号", 12), Column("title", "标题", 24), Column("kind", "类型", 12), Column("text", "内容", 90),
        Column("version", "版本", 8, "number"),
    ), {"locked": 1}),
    Table("产品日历", "product", ("name",), (
        Column("name", "产品", 28), Column("kind", "类型", 14), Column("starts_on", "开始日期", 14, "day"),
        Column("ends_on", "结束日期", 14, "day"), Column("text", "怎么说", 60),
    )),
    Table("营销活动", "campaign", ("name",), (
        Column("name", "活动", 28), Column("goal", "目标", 40), Column("starts_on", "开始日期", 14, "day"),
        Column("ends_on", "结束日期", 14, "day"),
    )),
    Table("网点", "branch", ("path",), (
        Column("path", "部门路径", 40), Column("name", "名称", 20), Column("address", "地址", 40),
        Column("phone", "电话", 16), Column("hours", "营业时间", 24),
    )),
)  # fmt: skip


SAID: Final = {"script": ("title", "text"), "product": ("name", "text"), "campaign": ("name", "goal")}
"""Entity → the fields that customers get to read."""


class Edits(NamedTuple):
    """What a workbook of editing sheets would change, and how many rows it has that are new."""

    file: str
    changes: list[Change]
    new: int


def write(session: Session, actor: Actor, path: Path) -> Path:
    """Write the sheets as things are now, and the rules as files beside them; an empty database gives empty sheets."""
    require(actor, Permission.BUILD_PACK)
    more = [*editing_sop.sheets(session), *editing_activities.sheets(session)]
    workbook.write(path, [_cover(), *(_sheet(session, table) for table in TABLES), *more])
    rule_files.write(session, path.parent / rule_files.FOLDER)
    return path


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
    if not any(book.sheet(name) for name in names):
        raise AppError("{file} 不是编辑表", cure="请先导出编辑表，在它上面改。", file=path.name)
    changes: list[Change] = []
    new, wording = 0, checked.wording(session)
    for table in TABLES:
        sheet = book.sheet(table.sheet)
        if sheet is not None:
            rows = _rows(table, sheet, path.name)
            _check_words(wording, table, rows, path.name)
            known = _known(session, table)
            new += sum(row not in known for row in rows)
            changes += _changes(table, rows, known)
    more, added = editing_sop.read(session, book, path.name)
    games, begun = editing_activities.read(session, book, path.name)
    rules = rule_files.read(session, path.parent / rule_files.FOLDER)
    return Edits(path.name, [*changes, *more, *games, *rules], new + added + begun)


def take(session: Session, actor: Actor, edits: Edits) -> Done:
    """Record what was edited; one step to undo."""
    require(actor, Permission.BUILD_PACK)
    recorded = record(session, actor, edits.changes, source="editing")
    rule_files.check(session, {str(one.fields["kind"]) for one in edits.changes if one.entity == "document"})
    message = N_("{file}：新增 {new}，更新 {changed}", file=edits.file, new=recorded.created, changed=recorded.changed)
    return Done(Changes.ALL, recorded.batch, message, recorded.operations)


def _cover() -> SheetSpec:
    rows: list[list[Cell]] = [
        ["台卡 编辑表", None],
        ["怎么填", "每页一类。直接改单元格；新的一行写在最后；不要的一行在“停用”里写“是”。"],
        ["规则", "旁边“规则”文件夹里是用语、节假日、阶段、打标、上报字段等规则，用记事本改好，随编辑表一起收回。"],
        ["注意", "隐藏的列给程序用，请不要改。改完在总行台卡里收回，再生成下发包。"],
    ]
    return SheetSpec("说明", rows, widths={1: 16, 2: 70}, filtered=False)


def _sheet(session: Session, table: Table) -> SheetSpec:
    heads = [*(column.head for column in table.columns), GONE, ID]
    rows: list[list[Cell]] = [list(heads)]
    for id_, values in sorted(_known(session, table).items(), key=lambda one: _order(table, one[1])):
        cells: list[Cell] = [_shown(values.get(column.field), column) for column in table.columns]
        rows.append([*cells, "是" if values["hidden"] else "", id_])
    widths = {number: column.width for number, column in enumerate(table.columns, 1)} | {len(heads) - 1: 8}
    flags = [number for number, column in enumerate(table.columns, 1) if column.form == "flag"]
    choices = dict.fromkeys([*flags, len(heads) - 1], YES[:1])
    return SheetSpec(table.sheet, rows, widths=widths, hidden_columns=(len(heads),), choices=choices)


def _order(table: Table, values: Fields) -> tuple[str, ...]:
    return tuple(str(values[name]) for name in table.key)


def _shown(value: Value, column: Column) -> Cell:
    if column.form == "flag":
        return "是" if value else ""
    return value


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


def _rows(table: Table, sheet: Sheet, file: str) -> dict[str, Fields]:
    """Id → values of the sheet's rows, columns found by their headings."""
    heads = ["" if cell is None else str(cell).strip() for cell in (sheet.rows[0] if sheet.rows else [])]
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
        values = _values(table, row, file, sheet.name, number)
        id_ = str(row.get(ID) or "") or table.id_of(values)
        if id_ in found:
            raise AppError(
                "{file} 的“{sheet}”页第 {row} 行和前面一行是同一个", cure="请删掉一行。", file=file, sheet=sheet.name,
                row=number,
            )  # fmt: skip
        found[id_] = values
    return found


def _values(table: Table, row: Mapping[str, Cell], file: str, sheet: str, number: int) -> Fields:
    values: Fields = {}
    for column in table.columns:
        try:
            values[column.field] = _read(row.get(column.head), column.form)
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
    values["hidden"] = int(str(row.get(GONE) or "").strip().lower() in YES)
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


EXAMPLES: Final = {"text": N_("2000 字以内的文字"), "number": "3", "day": "2026-11-20", "flag": N_("是，或空着")}


def _read(cell: Cell, form: str) -> Value:
    """A cell as it is stored; ValueError when it is not of this form."""
    text = "" if cell is None else str(cell).strip()
    if form == "flag":
        return int(text.lower() in YES)
    if form == "number":
        return int(float(text)) if text else 0
    if form == "day":
        return _day(cell, text)
    if len(text) > MOST:
        raise ValueError(len(text))
    return text.removesuffix(".0") if isinstance(cell, float) else text


def _day(cell: Cell, text: str) -> str | None:
    if not text:
        return None
    if isinstance(cell, datetime | date):
        return f"{cell:%Y-%m-%d}"
    return date.fromisoformat(text[:10].replace("/", "-").replace(".", "-")).isoformat()


def _changes(table: Table, rows: Mapping[str, Fields], known: Mapping[str, Fields]) -> list[Change]:
    changes = []
    for id_, values in rows.items():
        fields = {name: value for name, value in values.items() if known.get(id_, {}).get(name) != value}
        if id_ not in known:
            fields = dict(table.fixed) | values
        if not fields:
            continue
        if table.entity == "tag":
            changes += _group(fields, values)
        changes.append(Change(table.entity, id_, fields))
    return changes


def _group(fields: Fields, values: Fields) -> list[Change]:
    """A tag names its group by the group's name; a group that is not there yet is made."""
    if fields.pop("group", None) is None:
        return []
    group = derived_id("tag_group", str(values["group"]))
    fields["tag_group"] = group
    return [Change("tag_group", group, {"name": values["group"]})]
