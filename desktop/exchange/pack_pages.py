"""The readable pages of a pack: nothing written into them is taken in, so it is enough to tell which were changed."""

import json
from collections.abc import Iterable, Sequence
from hashlib import sha256

from desktop.exchange.hand_edits import RESERVED
from desktop.exchange.manifest import MANIFEST, OPS, Manifest
from desktop.exchange.originals import canonical
from desktop.exchange.workbook import Book, Cell, SheetSpec
from desktop.exchange.writing import sheet_name


def digests(pages: Iterable[SheetSpec]) -> str:
    """Of each page by its name, as the manifest says it."""
    return json.dumps({sheet_name(one.name): _digest(one.rows) for one in pages}, ensure_ascii=False)


def changed(book: Book, head: Manifest) -> list[str]:
    """The names of the pages that were changed, are gone or were added since the pack was written, in their order.

    However a spreadsheet saves it again, a page that nobody wrote into is not among them.
    """
    written: dict[str, str] = json.loads(head.pages)
    if not written:
        return []
    there = {sheet.name: sheet.rows for sheet in book.sheets if sheet.name not in {OPS, MANIFEST}}
    gone = [name for name in written if name not in there]
    other = [
        name for name, rows in there.items()
        if (name in written and (book.formulas.get(name) or _digest(rows) != written[name]))
        or (name not in written and any(map(_said, rows)) and not name.startswith(RESERVED))
    ]  # fmt: skip
    return [*other, *gone]


def _digest(rows: Iterable[Sequence[Cell]]) -> str:
    return sha256("\n".join(filter(None, map(_said, rows))).encode()).hexdigest()[:32]


def _said(row: Sequence[Cell]) -> str:
    """A row as text, the same for every way in which a spreadsheet may type it."""
    return "\x1f".join(map(canonical, row)).rstrip("\x1f")
