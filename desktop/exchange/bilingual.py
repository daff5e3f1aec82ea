"""Names of sheets and columns in either language: a workbook is read whichever it was written in."""

from collections.abc import Iterable, Sequence
from functools import cache

from desktop.exchange.workbook import Book, Cell, Sheet
from desktop.words import LANGUAGES, Phrase, Words


@cache
def called(phrase: Phrase) -> tuple[str, ...]:
    """A name in all languages, Chinese first."""
    return tuple(Words(language).text(phrase) for language in LANGUAGES)


def sheet(book: Book, name: Phrase) -> Sheet | None:
    """The sheet of this name, in whichever language."""
    return next((found for one in called(name) if (found := book.sheet(one)) is not None), None)


def titles(row: Sequence[Cell], heads: Iterable[Phrase]) -> list[str]:
    """The cells of a heading, those that are known in Chinese; any other stays as it is."""
    known = {word: str(head) for head in heads for word in reversed(called(head))}
    return [known.get(text, text) for text in ("" if cell is None else str(cell).strip() for cell in row)]
