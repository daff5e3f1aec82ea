"""Head office's editing sheets as data: one table each, its columns, and how their cells are read and shown."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Final, NamedTuple

from sqlalchemy import text
from sqlalchemy.orm import Session

from db.ids import derived_id
from db.projection import Fields, Value
from desktop.exchange.workbook import Cell
from desktop.words import N_, Phrase

MOST: Final = 2_000  # characters of a cell
DEAREST: Final = 10**9  # fen of a prize
GONE: Final = N_("停用")
YES: Final = N_("是")
AGREED: Final = ("是", "停用", "1", "yes", "y", "x", "√")


class Column(NamedTuple):
    """A column: the field, its heading, width, and how its cells are read.

    `form` is text, number, money (fen shown as yuan), day, flag, or what another row is named by: see REFERENCES.
    """

    field: str
    head: Phrase
    width: float = 16
    form: str = "text"


class Table(NamedTuple):
    """A sheet: its name, entity, the columns that make the natural key, and all columns."""

    sheet: Phrase
    entity: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    fixed: Mapping[str, Value] = {}

    def id_of(self, values: Fields) -> str:
        """The id of a new row."""
        return derived_id(self.entity, *(str(values[name]) for name in self.key))


TABLES: Final = (
    Table(N_("标签组"), "tag_group", ("name",), (
        Column("name", N_("标签组"), 24), Column("position", N_("次序"), 8, "number"),
        Column("locked", N_("锁定"), 8, "flag"),
    )),
    Table(N_("标签"), "tag", ("group", "name"), (
        Column("group", N_("标签组"), 24), Column("name", N_("标签"), 28), Column("position", N_("次序"), 8, "number"),
        Column("locked", N_("锁定"), 8, "flag"),
    )),
    Table(N_("话术"), "script", ("key",), (
        Column("key", N_("编号"), 12), Column("title", N_("标题"), 24), Column("kind", N_("类型"), 12),
        Column("text", N_("内容"), 90), Column("version", N_("版本"), 8, "number"),
    ), {"locked": 1}),
    Table(N_("产品日历"), "product", ("name",), (
        Column("name", N_("产品"), 28), Column("kind", N_("类型"), 14), Column("starts_on", N_("开始日期"), 14, "day"),
        Column("ends_on", N_("结束日期"), 14, "day"), Column("text", N_("怎么说"), 60),
    )),
    Table(N_("营销活动"), "campaign", ("name",), (
        Column("name", N_("活动"), 28), Column("goal", N_("目标"), 40), Column("starts_on", N_("开始日期"), 14, "day"),
        Column("ends_on", N_("结束日期"), 14, "day"),
    )),
    Table(N_("奖品"), "prize", ("campaign", "name"), (
        Column("campaign", N_("活动"), 28, "campaign"), Column("name", N_("奖品"), 28),
        Column("fen", N_("单价（元）"), 12, "money"), Column("count", N_("数量"), 10, "number"),
    )),
    Table(N_("网点"), "branch", ("path",), (
        Column("path", N_("部门路径"), 40), Column("name", N_("名称"), 20), Column("address", N_("地址"), 40),
        Column("phone", N_("电话"), 16), Column("hours", N_("营业时间"), 24),
    )),
    Table(N_("员工"), "staff", ("account",), (
        Column("account", N_("账号"), 16), Column("name", N_("姓名"), 14), Column("branch", N_("网点"), 40, "branch"),
        Column("position", N_("职务"), 16), Column("phone", N_("手机"), 16), Column("persona", N_("名片上的话"), 40),
    )),
    Table(N_("活码"), "contact_way", ("content",), (
        Column("staff", N_("员工账号"), 16, "staff"), Column("content", N_("码里的链接"), 60),
        Column("state", N_("标识"), 20), Column("label", N_("备注"), 24),
        Column("valid_until", N_("有效到"), 14, "day"),
    )),
)  # fmt: skip
SAID: Final = {"script": ("title", "text"), "product": ("name", "text"), "campaign": ("name", "goal")}
"""Entity → the fields that customers get to read."""
NAMES: Final = {"campaign": ("campaign", "name"), "branch": ("branch", "path"), "staff": ("staff", "account")}
"""Form of a column that names another row → its entity, and the field that names it."""
EXAMPLES: Final = {
    "text": N_("2000 字以内的文字"), "number": "3", "money": "3.88", "day": "2026-11-20", "flag": N_("是，或空着"),
    "campaign": N_("“营销活动”页里的活动"), "branch": N_("“网点”页里的部门路径"), "staff": N_("“员工”页里的账号"),
}  # fmt: skip


class References:
    """Names of other rows to ids and back: of those that are there, and those that the workbook makes."""

    def __init__(self, session: Session) -> None:
        self._ids: dict[str, dict[str, str]] = {}
        self._names: dict[str, dict[str, str]] = {}
        for form, (entity, field) in NAMES.items():
            rows = session.execute(text(f'SELECT id, "{field}" FROM "{entity}" ORDER BY hidden DESC, id')).all()
            self._ids[form] = {row[1]: row[0] for row in rows if row[1]}
            self._names[form] = {row[0]: row[1] for row in rows}

    def count(self, form: str) -> int:
        """How many rows there are that a column of this form may name."""
        return len(self._names[form])

    def add(self, table: Table, rows: Mapping[str, Fields]) -> None:
        """Know the rows of a sheet too."""
        for form, (entity, field) in NAMES.items():
            if entity == table.entity:
                self._ids[form] |= {str(values[field]): id_ for id_, values in rows.items()}

    def read(self, cell: Cell, form: str) -> Value:
        """A cell as it is stored; ValueError when it is not of this form."""
        if form not in NAMES:
            return read(cell, form)
        name = str(read(cell, "text"))
        if name and name not in self._ids[form]:
            raise ValueError(name)
        return self._ids[form].get(name)

    def show(self, value: Value, form: str, yes: str) -> Cell:
        """A stored value as its cell shows it."""
        if form in NAMES:
            return self._names[form].get(str(value), "")
        if form == "flag":
            return yes if value else ""
        return int(str(value or 0)) / 100 if form == "money" else value


def read(cell: Cell, form: str) -> Value:
    """A cell as it is stored; ValueError when it is not of this form."""
    text = "" if cell is None else str(cell).strip()
    if form == "flag":
        return int(text.lower() in AGREED)
    if form == "number":
        return int(float(text)) if text else 0
    if form == "money":
        return _money(text)
    if form == "day":
        return _day(cell, text)
    if len(text) > MOST:
        raise ValueError(len(text))
    return text.removesuffix(".0") if isinstance(cell, float) else text


def _money(text: str) -> int:
    """Yuan as written, in fen."""
    try:
        fen = Decimal(text.replace(",", "").replace("，", "") or 0) * 100
    except InvalidOperation as error:
        raise ValueError(text) from error
    if not (0 <= fen <= DEAREST and fen == int(fen)):
        raise ValueError(text)
    return int(fen)


def _day(cell: Cell, text: str) -> str | None:
    if not text:
        return None
    if isinstance(cell, datetime | date):
        return f"{cell:%Y-%m-%d}"
    return date.fromisoformat(text[:10].replace("/", "-").replace(".", "-")).isoformat()
