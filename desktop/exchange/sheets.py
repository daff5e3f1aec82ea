"""The readable sheets of a report or handover: made from the branch's rows as the field policy lets them leave."""

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

from sqlalchemy import text
from sqlalchemy.orm import Session

from db.projection import chunks, marks
from desktop.exchange import campaign_rows, figure_rows, originals
from desktop.exchange.originals import Originals, canonical, checksum
from desktop.exchange.pages import CAMPAIGNS, CHECK, COVER, COVER_PAGE, FIGURES, ID, TOPICS, Column, Topic, stamped
from desktop.exchange.policy import OPEN, Policy, masked
from desktop.exchange.writing import Cell, SheetSpec
from desktop.insights.metrics import Figures, Period
from desktop.words import Phrase, Words

KEYS_ROW, HEAD_ROW, FIRST_ROW = 1, 2, 3
SHARE = "0%"
STAFF = "SELECT id, name FROM staff WHERE hidden = 0"
TAGS = "SELECT id, name FROM tag WHERE hidden = 0 AND retired = 0"
CHINESE = Words()
PEOPLE = ("owner_name", "staff")  # keys of columns that name a member of staff
LONGEST_LIST = 250  # characters; Excel takes 255
ROOM = 100  # rows below the last that have the lists too

Cover = Sequence[tuple[Phrase | str, Cell]]
"""Lines of the first sheet: what, and how it is; phrases are told in the language of the file."""


class Readable(NamedTuple):
    """The sheets, their rows as they were written, and the figures of the period."""

    sheets: list[SheetSpec]
    originals: Originals
    figures: Figures


def readable(
    session: Session, period: Period, title: Phrase, cover: Cover, branch: str = "", policy: Policy = OPEN,
    words: Words = CHINESE,
) -> Readable:  # fmt: skip
    """Cover, figures, and one sheet a topic; without a policy everything is in clear."""
    pages, found = [], {}
    names = [(one[0], one[1]) for one in session.execute(text(f"{STAFF} ORDER BY name"))]
    people = _listed(originals.names(names))
    told = figure_rows.summary(session, period)
    for topic in TOPICS:
        columns = shown(topic, policy)
        if topic is FIGURES:
            rows = [_figure(topic, one, words) for one in told.rows]
        elif topic is CAMPAIGNS:
            rows = [_row(topic.columns, one.id, one[1:]) for one in campaign_rows.rows(session, branch)]
        else:
            rows = list(_rows(session, period, topic, policy))
        pages.append(_page(topic, columns, rows, words, people))
        keys = [one.key for one in kept(topic, policy)]
        found[topic.key] = originals.Page(keys, {row.id: row.values for row in rows}, _seen(session, topic, rows))
    tags = originals.names((one[0], one[1]) for one in session.execute(text(TAGS)))
    _draw(pages[TOPICS.index(FIGURES)], told.rows, words)
    first = cover_sheet(title, cover, words)
    if cover:
        found[COVER_PAGE] = cover_page(first)
    return Readable([first, *pages], Originals(found, originals.names(names), tags, branch), told.figures)


def cover_sheet(title: Phrase, lines: Cover, words: Words = CHINESE) -> SheetSpec:
    """The first sheet: what this is, and how to send it."""
    rows: list[list[Cell]] = [[words.text(title), None]]
    rows += [[words.text(label), words.text(value) if isinstance(value, str) else value] for label, value in lines]
    return SheetSpec(words.text(COVER), rows, widths={1: 20, 2: 72}, cover=True)


def cover_page(cover: SheetSpec) -> originals.Page:
    """The lines of a cover as they were written, its title too."""
    return originals.Page(["value"], {canonical(label): [canonical(said)] for label, said in cover.rows}, {})


def _draw(page: SheetSpec, rows: list[figure_rows.Row], words: Words) -> None:
    """Give the summary its charts, and its shares the form of shares."""
    page.charts = tuple(figure_rows.charts(rows, FIRST_ROW, words))
    shares = [number for number, row in enumerate(rows, FIRST_ROW) if row.share]
    page.cell_forms = {(row, column): SHARE for row in shares for column in (3, 4)}


def shown(topic: Topic, policy: Policy) -> list[Column]:
    """The columns that people see: those that the policy lets leave."""
    return [one for one in kept(topic, policy) if one.form != "ref"]


def kept(topic: Topic, policy: Policy) -> list[Column]:
    """Those, and what only the program needs."""
    return [one for one in topic.columns if not one.source or policy.how(one.source)]


class _Row(NamedTuple):
    """A row: its id, what its cells hold by key, and the canonical values of all columns."""

    id: str
    cells: dict[str, Cell]
    values: list[str]


def _row(columns: Sequence[Column], id_: str, cells: Iterable[Cell]) -> _Row:
    held = dict(zip((one.key for one in columns), cells, strict=True))
    return _Row(id_, held, [canonical(held[one.key], one.form) for one in columns])


def _figure(topic: Topic, row: figure_rows.Row, words: Words) -> _Row:
    return _row(topic.columns, row.key, figure_rows.cells(row, words))


def _rows(session: Session, period: Period, topic: Topic, policy: Policy) -> Iterator[_Row]:
    """The rows of a topic as they leave."""
    values = period.bounds if ":first" in topic.query else {}
    ways = {column.key: policy.how(column.source) for column in topic.columns if column.source}
    columns = kept(topic, policy)
    keys = [column.key for column in topic.columns]
    for id_, *cells in session.execute(text(topic.query), values):
        said: dict[str, Cell] = dict(zip(keys, cells, strict=True))
        left = {one.key: _left(said[one.key], one, ways.get(one.key, "")) for one in columns}
        yield _row(columns, id_, left.values())


def _seen(session: Session, topic: Topic, rows: Sequence[_Row]) -> dict[str, list[str]]:
    """By row the stamps of the values that may be edited by hand, in the order of `stamped`."""
    wanted = stamped(topic)
    by_entity: dict[str, dict[str, dict[str, str]]] = {}
    for entity, _, key in wanted:
        if entity not in by_entity:
            ids = {str(row.cells[key] or "") if key else row.id for row in rows} - {""}
            by_entity[entity] = dict(_stamps(session, entity, ids))
    nothing: dict[str, str] = {}
    return {
        row.id: [
            by_entity[entity].get(str(row.cells[key] or "") if key else row.id, nothing).get(field, "")
            for entity, field, key in wanted
        ]
        for row in rows
        if wanted
    }


def _stamps(session: Session, entity: str, ids: Collection[str]) -> Iterator[tuple[str, dict[str, str]]]:
    connection = session.connection()
    parsed: dict[str, dict[str, str]] = {}  # rows of one import share theirs
    for part in chunks(ids):
        ask = f'SELECT id, stamps FROM "{entity}" WHERE id IN ({marks(connection, len(part))})'
        for id_, stamps in connection.exec_driver_sql(ask, tuple(part)):
            if stamps not in parsed:
                parsed[stamps] = json.loads(stamps)
            yield id_, parsed[stamps]


def _left(cell: Cell, column: Column, way: str) -> Cell:
    return masked(column.source.partition(".")[2], str(cell or "")) if way == "mask" else cell


def _listed(names: Iterable[str]) -> list[str]:
    """Names that one may choose from, as many as a list of Excel's holds."""
    found: list[str] = []
    for name in names:
        if "," not in name and len(",".join([*found, name])) <= LONGEST_LIST:
            found.append(name)
    return found


def _page(
    topic: Topic, columns: Sequence[Column], rows: Sequence[_Row], words: Words, people: Sequence[str]
) -> SheetSpec:  # fmt: skip
    keys: list[Cell] = [*(column.key for column in columns), ID, CHECK]
    heads: list[Cell] = [*(words.text(column.head) for column in columns), ID, CHECK]
    width = len(columns)
    cells = [
        [*(_said(row.cells[one.key], one, words) for one in columns), row.id, checksum(row.id, row.values)]
        for row in rows
    ]
    places = list(enumerate(columns, 1))
    return SheetSpec(
        words.text(topic.name), [keys, heads, *cells], head=HEAD_ROW, hidden_rows=(KEYS_ROW,),
        hidden_columns=(width + 1, width + 2), widths={at: one.width for at, one in places},
        open_columns=tuple(at for at, one in places if one.edit),
        whole=tuple(at for at, one in places if one.edit and one.form == "number"),
        choices={at: people for at, one in places if one.key in PEOPLE and one.key in topic.new},
        choice_rows=len(cells) + HEAD_ROW + ROOM if topic.new else 0,
    )  # fmt: skip


def _said(cell: Cell, column: Column, words: Words) -> Cell:
    """A code in people's words."""
    return words.text(column.words[cell]) if isinstance(cell, str) and cell in column.words else cell
