"""Head office's editing sheets of the activity library: one of activities, one of their questions."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.library import Activity as ActivityRow
from db.operation import Change
from desktop.activities import library
from desktop.activities.library import Activity
from desktop.activities.shelf import change, of_row, row_of, shelf
from desktop.errors import AppError
from desktop.exchange import bilingual
from desktop.exchange.editing_sop import ID, ROOM, Row, rows_of, with_place
from desktop.exchange.editing_tables import GONE, YES
from desktop.exchange.editing_words import ACTIVITY_HEADS, ACTIVITY_KINDS, ROUND_HEADS
from desktop.exchange.workbook import Book, Cell, SheetSpec
from desktop.words import N_, Words

ACTIVITIES: Final = N_("活动库")
ROUNDS: Final = N_("活动题目")


def sheets(session: Session, words: Words) -> list[SheetSpec]:
    """Both sheets as things are now."""
    say = words.text
    first: list[list[Cell]] = [[*map(say, ACTIVITY_HEADS.values()), say(GONE), ID]]
    second: list[list[Cell]] = [[*map(say, ROUND_HEADS.values()), ID]]
    for one in shelf(session):
        first.append(
            [one.key, one.title, say(ACTIVITY_KINDS[one.kind]), one.theme, one.product.name, "", row_of(one.key)]
        )
        for at, asked in enumerate(one.rounds, 1):
            options = [*asked.options, "", "", ""][:3]
            second.append([one.key, at, asked.question, asked.ask, *options, asked.answer, asked.why, ""])
    return [
        SheetSpec(
            say(ACTIVITIES),
            first,
            widths={1: 14, 2: 28, 4: 28, 5: 24, 6: 12},
            hidden_columns=(len(first[0]),),
            choices={3: list(map(say, ACTIVITY_KINDS.values())), 6: [say(YES)]},
            choice_rows=len(first) + ROOM,
        ),
        SheetSpec(say(ROUNDS), second, widths={1: 14, 3: 48, 9: 48}, hidden_columns=(len(second[0]),)),
    ]


def read(session: Session, book: Book, file: str) -> tuple[list[Change], int]:
    """What the sheets say otherwise than the library, and how many activities are new. AppError names sheet and row."""
    rounds: dict[str, list[Mapping[str, object]]] = {}
    for row in rows_of(bilingual.sheet(book, ROUNDS), ROUND_HEADS, file):
        cells = row.cells
        options = [cells["a"], cells["b"], cells["c"]]
        rounds.setdefault(cells["key"], []).append({**cells, "options": options, "answer": cells["answer"].upper()})
    before = {one.key: one for one in shelf(session)}
    gone = set(session.scalars(select(ActivityRow.key).where(ActivityRow.hidden == 1)))
    changes, new = [], 0
    for row in rows_of(bilingual.sheet(book, ACTIVITIES), ACTIVITY_HEADS, file):
        old = before.get(row.cells["key"])
        made = _activity(row, rounds, old, file)
        if old is None or row.gone or replace(made, version=old.version) != old:
            new += old is None and made.key not in gone
            changes.append(change(made, hidden=row.gone))
    return changes, new


def _activity(row: Row, rounds: Mapping[str, list[Mapping[str, object]]], old: Activity | None, file: str) -> Activity:
    cells = row.cells
    kind = next((code for code, word in ACTIVITY_KINDS.items() if cells["kind"] in {code, *bilingual.called(word)}), "")
    products = {one.name: one.key for one in library.load_products().values()}
    content = {
        "theme": cells["theme"], "product": products.get(cells["product"], cells["product"]),
        "rounds": sorted(rounds.get(cells["key"], []), key=lambda one: str(one["number"]).zfill(4)),
    }  # fmt: skip
    try:
        return of_row(cells["key"], cells["title"], kind, old.version + 1 if old is not None else 1, content)
    except AppError as error:
        raise with_place(error, file, ACTIVITIES, row.number) from error
