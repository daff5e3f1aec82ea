"""The readable sheets of a report: made from the branch's rows, masked, each row with a hidden id and checksum."""

from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from typing import Final, NamedTuple

from sqlalchemy import text
from sqlalchemy.orm import Session

from desktop.exchange.workbook import Book, Cell, SheetSpec
from desktop.insights import metrics
from desktop.insights.metrics import METRICS, Period
from desktop.security.masking import mask_name, mask_phone
from desktop.words import N_, Phrase

ID, CHECK = "_id", "_ck"
KEYS_ROW, HEAD_ROW, FIRST_ROW = 1, 2, 3


class Column(NamedTuple):
    """A column: stable key (in the hidden row), heading, width, and how the value leaves: "", "name" or "phone"."""

    key: str
    head: Phrase
    width: float = 14
    mask: str = ""


class Topic(NamedTuple):
    """A readable sheet: its name, columns, and the query that gives (id, value…) in their order."""

    name: Phrase
    columns: tuple[Column, ...]
    query: str


CONTACTS: Final = Topic(
    N_("客户"),
    (
        Column("name", N_("姓名"), 12, "name"), Column("phone", N_("手机"), 14, "phone"),
        Column("owner_name", N_("归属"), 10), Column("stage", N_("阶段"), 10), Column("tags", N_("标签"), 36),
        Column("source", N_("来源"), 14), Column("added_at", N_("添加时间"), 20),
        Column("last_at", N_("最近联系"), 20), Column("next_at", N_("下次跟进"), 20), Column("status", N_("状态"), 12),
    ),
    "SELECT c.id, c.name, c.phone, c.owner_name, s.stage, (SELECT group_concat(name, '、') FROM (SELECT t.name FROM "
    "contact_tag x JOIN tag t ON t.id = x.tag WHERE x.contact = c.id AND x.present = 1 AND x.hidden = 0 "
    "AND t.hidden = 0 ORDER BY t.position, t.name)), c.source, c.added_at, s.last_at, s.next_at, s.status "
    "FROM contact c JOIN contact_state s ON s.contact = c.id WHERE c.hidden = 0 "
    "ORDER BY c.owner_name, c.added_at, c.id",
)  # fmt: skip
TAGS: Final = Topic(
    N_("标签"),
    (Column("group", N_("标签组"), 16), Column("name", N_("标签"), 18), Column("contacts", N_("客户数"), 10)),
    "SELECT t.id, g.name, t.name, (SELECT count(*) FROM contact_tag x WHERE x.tag = t.id AND x.present = 1 AND "
    "x.hidden = 0 AND EXISTS (SELECT 1 FROM contact c WHERE c.id = x.contact AND c.hidden = 0)) FROM tag t "
    "LEFT JOIN tag_group g ON g.id = t.tag_group AND g.hidden = 0 WHERE t.hidden = 0 "
    "ORDER BY g.position, g.name, t.position, t.name",
)
FOLLOW_UPS: Final = Topic(
    N_("跟进"),
    (
        Column("contact", N_("客户"), 12, "name"), Column("staff", N_("归属"), 10),
        Column("due_at", N_("约定时间"), 20), Column("done_at", N_("完成时间"), 20),
    ),
    "SELECT f.id, c.name, p.name, f.due_at, f.done_at FROM follow_up f JOIN contact c ON c.id = f.contact AND "
    "c.hidden = 0 "
    "LEFT JOIN staff p ON p.id = f.staff WHERE f.hidden = 0 AND f.due_at >= :first AND f.due_at < :after "
    "ORDER BY f.due_at, f.id",
)  # fmt: skip
TASKS: Final = Topic(
    N_("SOP 记录"),
    (
        Column("date", N_("日期"), 12), Column("staff", N_("员工"), 10), Column("title", N_("任务"), 30),
        Column("done_at", N_("完成时间"), 20), Column("skip_reason", N_("跳过原因"), 14),
        Column("count", N_("数量"), 8),
    ),
    "SELECT k.id, k.date, p.name, k.title, k.done_at, k.skip_reason, k.count FROM task k "
    "LEFT JOIN staff p ON p.id = k.staff WHERE k.hidden = 0 AND k.date >= :first AND k.date < :after "
    "ORDER BY k.date, k.due_at, k.id",
)  # fmt: skip
GROUPS: Final = Topic(
    N_("社群"),
    (
        Column("name", N_("群名"), 24), Column("owner_name", N_("群主"), 10), Column("members", N_("群人数"), 10),
        Column("created_at", N_("创建时间"), 20),
    ),
    'SELECT g.id, g.name, g.owner_name, g.members, g.created_at FROM "group" g WHERE g.hidden = 0 '
    "ORDER BY g.members DESC, g.name, g.id",
)  # fmt: skip
ACTIVITIES: Final = Topic(
    N_("群活动"),
    (
        Column("group", N_("群名"), 24), Column("title", N_("活动"), 24), Column("started_at", N_("开始时间"), 20),
        Column("ended_at", N_("结束时间"), 20), Column("participants", N_("参与人数"), 10),
    ),
    "SELECT a.id, g.name, json_extract(nullif(a.result, ''), '$.title'), a.started_at, a.ended_at, a.participants "
    'FROM activity_run a JOIN "group" g ON g.id = a."group" AND g.hidden = 0 '
    "WHERE a.hidden = 0 AND a.ended_at >= :first AND a.ended_at < :after ORDER BY a.ended_at, a.id",
)  # fmt: skip
PRINTS: Final = Topic(
    N_("海报台卡"),
    (
        Column("template", N_("版式"), 18), Column("staff", N_("员工"), 10), Column("placement", N_("点位"), 18),
        Column("made_at", N_("制作时间"), 20), Column("copies", N_("份数"), 8),
    ),
    "SELECT r.id, r.template, p.name, l.name, r.made_at, r.copies FROM poster_print r "
    "LEFT JOIN staff p ON p.id = r.staff LEFT JOIN placement l ON l.id = r.placement WHERE r.hidden = 0 "
    "ORDER BY r.made_at, r.id",
)  # fmt: skip
TOPICS: Final = (CONTACTS, TAGS, FOLLOW_UPS, TASKS, GROUPS, ACTIVITIES, PRINTS)


class Edited(NamedTuple):
    """A readable row that was changed after the export."""

    sheet: str
    row: int


def readable(session: Session, period: Period, cover: Sequence[tuple[str, Cell]]) -> list[SheetSpec]:
    """Cover, figures, and one sheet a topic."""
    return [_cover(cover), figures(metrics.total(session, period)), *(_topic(session, period, one) for one in TOPICS)]


def _cover(lines: Sequence[tuple[str, Cell]]) -> SheetSpec:
    rows: list[list[Cell]] = [["台卡 上报表", None], *([label, value] for label, value in lines)]
    return SheetSpec("说明", rows, widths={1: 16, 2: 60}, filtered=False)


def figures(values: metrics.Figures) -> SheetSpec:
    """The numbers of the period with their definitions."""
    rows: list[list[Cell]] = [["指标", "数值", "口径"]]
    rows += [
        [str(metric.label), metrics.shown(metric, values[metric.key]), str(metric.definition)] for metric in METRICS
    ]
    return SheetSpec("汇总", rows, widths={1: 16, 2: 12, 3: 60})


def _topic(session: Session, period: Period, topic: Topic) -> SheetSpec:
    heads = [str(column.head) for column in topic.columns]
    keys = [column.key for column in topic.columns]
    cells: list[list[Cell]] = [[*keys, ID, CHECK], [*heads, ID, CHECK], *rows(session, period, topic)]
    width = len(topic.columns)
    return SheetSpec(
        str(topic.name), cells, head=HEAD_ROW, hidden_rows=(KEYS_ROW,), hidden_columns=(width + 1, width + 2),
        widths={number: column.width for number, column in enumerate(topic.columns, 1)},
    )  # fmt: skip


def rows(session: Session, period: Period, topic: Topic) -> Iterator[list[Cell]]:
    """The rows of a topic as they leave: the visible values masked, then id and checksum."""
    masks = [column.mask for column in topic.columns]
    values = period.bounds if ":first" in topic.query else {}
    for id_, *cells in session.execute(text(topic.query), values):
        shown = [_masked(cell, mask) for cell, mask in zip(cells, masks, strict=True)]
        yield [*shown, id_, checksum(id_, shown)]


def _masked(value: Cell, mask: str) -> Cell:
    if mask == "phone":
        return mask_phone(str(value or ""))
    return mask_name(str(value or "")) if mask == "name" else value


def checksum(id_: str, cells: Iterable[Cell]) -> str:
    """Eight hex digits over the id and the visible values, however a spreadsheet types them."""
    return sha256("\x1f".join([id_, *map(_canonical, cells)]).encode()).hexdigest()[:8]


def _canonical(cell: Cell) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell).strip()


def edited(book: Book) -> list[Edited]:
    """Readable rows whose visible values no longer fit their checksum; columns are found by the hidden keys."""
    found = []
    for topic in TOPICS:
        sheet = book.sheet(str(topic.name))
        if sheet is None or not sheet.rows:
            continue
        keys = ["" if cell is None else str(cell) for cell in sheet.rows[0]]
        try:
            places = [keys.index(column.key) for column in topic.columns]
            id_at, check_at = keys.index(ID), keys.index(CHECK)
        except ValueError:
            found.append(Edited(sheet.name, KEYS_ROW))
            continue
        for number, row in enumerate(sheet.rows[FIRST_ROW - 1 :], FIRST_ROW):
            cells = [*row, *[None] * (len(keys) - len(row))]
            if checksum(_canonical(cells[id_at]), [cells[place] for place in places]) != _canonical(cells[check_at]):
                found.append(Edited(sheet.name, number))
    return found
