"""How tables were read last time: kept by their headings, in the encrypted file."""

import json
from collections.abc import Sequence
from hashlib import sha256
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.exchange import Setting
from desktop.exchange import mapping
from desktop.exchange.mapping import KEPT, LEFT_OUT, OWN, TAG, Mapping
from desktop.exchange.wecom import HEAD_ROWS, REASON, plain
from desktop.exchange.workbook import Book
from desktop.fields import KINDS

KEY: Final = "import.layout."
LEAST: Final = 2  # headings by which a layout is known
MOST: Final = 200  # layouts that are kept


def signature(heads: Sequence[str]) -> str:
    """The same for the same headings in any order; "" for too few."""
    names = sorted({plain(head) for head in heads if head and head != REASON})
    return sha256("\x1f".join(names).encode()).hexdigest()[:20] if len(names) >= LEAST else ""


def remember(session: Session, made: Mapping, heads: Sequence[str]) -> None:
    """Keep how a table with these headings is read; columns without a heading are not kept."""
    known = signature(heads)
    if not known:
        return
    targets = {
        plain(head): target for head, target in zip(heads, made.targets, strict=False) if head and head != REASON
    }
    line = {"kind": made.kind, "targets": targets, "values": made.values, "defaults": made.defaults}
    session.merge(Setting(key=KEY + known, value=json.dumps(line, ensure_ascii=False, default=dict)))


def recall(session: Session, book: Book) -> Mapping | None:
    """The mapping of a table whose headings are known, wherever they stand now and in whatever order."""
    rows = session.execute(select(Setting.key, Setting.value).where(Setting.key.startswith(KEY)).limit(MOST))
    kept = {key: value for key, value in rows}  # noqa: C416 - rows, not pairs
    if not kept:
        return None
    for sheet in book.sheets:
        for number in range(min(HEAD_ROWS, len(sheet.rows))):
            heads = mapping.heads_of(sheet.rows, number)
            text = kept.get(KEY + signature(heads))
            if text is not None and (made := _made(text, sheet.name, number, heads)) is not None:
                return made
    return None


def _made(text: str, sheet: str, head_row: int, heads: Sequence[str]) -> Mapping | None:
    """A mapping as it was kept; None for what a newer or damaged file holds."""
    try:
        line = json.loads(text)
        kind, targets, values, defaults = (line[name] for name in ("kind", "targets", "values", "defaults"))
    except (json.JSONDecodeError, KeyError, TypeError):
        return None
    if kind not in KINDS or not _words(targets) or not _words(defaults) or not isinstance(values, dict):
        return None
    if not all(_words(said) for said in values.values()):
        return None
    known = {one.key for one in KINDS[kind]}
    found: list[str] = []
    for head in heads:
        target = LEFT_OUT if head == REASON else targets.get(plain(head), KEPT)
        fits = target in {KEPT, LEFT_OUT, *known} or target.startswith((TAG, OWN))
        again = target in found and target in known
        found.append(target if fits and not again else KEPT)
    how = tuple("last" if target != KEPT else "" for target in found)
    return Mapping(kind, sheet, head_row, tuple(found), how, values, defaults)


def _words(table: Any) -> bool:  # noqa: ANN401 - JSON of unknown shape
    return isinstance(table, dict) and all(isinstance(one, str) for pair in table.items() for one in pair)
