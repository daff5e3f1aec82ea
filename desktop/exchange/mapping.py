"""How any table is read: sheet and heading row, what each column is, what its words mean, what it does not say."""

from collections.abc import Mapping as Table
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Final, Self

from desktop.contacts.own_fields import OwnField
from desktop.errors import AppError
from desktop.exchange.wecom import REASON, TAG_HEAD, Layout, cell_text, head_text, plain
from desktop.exchange.workbook import Book
from desktop.exchange.worker import Rows
from desktop.fields import KINDS, Field

KEPT, LEFT_OUT = "", "-"
"""Targets of a column that no field knows: kept with the record as it is, or not taken in."""
TAG, OWN = "tag:", "own:"
"""Before the name of a tag group ("" is any), and before the key of a field of head office's own."""
NOT_NEEDED: Final = ("added_at", "created_at")
"""Keys of WeCom's files that a table of one's own may lack as a column."""


@dataclass(frozen=True)
class Mapping:
    """`targets` by column: key of a field, `tag:` and group, `own:` and key, KEPT, LEFT_OUT; `how` each was found.

    `how` is head, also, content, last, hand or "". `values` are key of a field → text → what it means; `defaults` key →
    value for every row. `head_row` counts from 0.
    """

    kind: str
    sheet: str
    head_row: int
    targets: tuple[str, ...]
    how: tuple[str, ...] = ()
    values: Table[str, Table[str, str]] = field(default_factory=dict)
    defaults: Table[str, str] = field(default_factory=dict)

    def with_target(self, column: int, target: str) -> Self:
        """Another target for a column; who had it before is kept as it is (several columns may hold tags)."""
        targets, how = list(self.targets), list(self.how or [""] * len(self.targets))
        if target not in {KEPT, LEFT_OUT} and not target.startswith(TAG):
            for other, had in enumerate(targets):
                if had == target and other != column:
                    targets[other], how[other] = KEPT, "hand"
        targets[column], how[column] = target, "hand"
        defaults = {key: value for key, value in self.defaults.items() if key != target}
        return replace(self, targets=tuple(targets), how=tuple(how), defaults=defaults)

    def with_value(self, key: str, text: str, value: str) -> Self:
        """What a text means in the cells of a field; "" is nothing."""
        values = {one: dict(said) for one, said in self.values.items()}
        values.setdefault(key, {})[text] = value
        return replace(self, values=values)

    def with_default(self, key: str, value: str) -> Self:
        """What every row has in a field that the table does not say; "" takes it away."""
        defaults = {**self.defaults, key: value}
        return replace(self, defaults={one: said for one, said in defaults.items() if said})


def required(kind: str) -> list[Field]:
    """The fields without which a row is no record."""
    return [one for one in KINDS[kind] if one.required and one.key not in NOT_NEEDED]


def missing(made: Mapping) -> list[Field]:
    """The required fields that neither a column nor a default gives."""
    return [one for one in required(made.kind) if one.key not in made.targets and one.key not in made.defaults]


def heads_of(rows: Rows, head_row: int) -> list[str]:
    """The headings of a row, as they are compared with those that are known."""
    return [head_text(cell) for cell in rows[head_row]] if head_row < len(rows) else []


def sheet_of(book: Book, name: str) -> Rows:
    """The rows of a sheet; AppError when there is none of the name."""
    found = book.sheet(name)
    if found is None:
        raise AppError("找不到工作表“{name}”", cure="请重新选文件。", name=name)
    return found.rows


def layout(book: Book, made: Mapping, own: Sequence[OwnField]) -> tuple[Layout, Rows]:
    """The layout that a mapping stands for; AppError naming what is required and not there."""
    if lacking := missing(made):
        raise AppError(
            "还不知道哪一列是{names}", cure="请在“列”这一步选好，或给全部行选一个。",
            names="、".join(one.label for one in lacking),
        )  # fmt: skip
    rows = sheet_of(book, made.sheet)
    heads = [cell_text(cell) for cell in rows[made.head_row]] if made.head_row < len(rows) else []
    by_key = {one.key: one for one in KINDS[made.kind]}
    by_own = {one.key: one for one in own}
    fields: dict[int, Field] = {}
    groups: dict[int, str] = {}
    unknown: dict[int, str] = {}
    owns: dict[int, OwnField] = {}
    for column, target in enumerate(made.targets):
        head = heads[column] if column < len(heads) and heads[column] else letter(column)
        if target in by_key:
            fields[column] = by_key[target]
        elif target.startswith(TAG):
            groups[column] = target.removeprefix(TAG)
        elif target.removeprefix(OWN) in by_own:
            owns[column] = by_own[target.removeprefix(OWN)]
        elif target != LEFT_OUT:
            unknown[column] = head
    heads += [""] * (len(made.targets) - len(heads))
    named = [head or letter(column) for column, head in enumerate(heads)]
    return Layout(
        made.kind, made.sheet, made.head_row, fields, groups, unknown, named, owns, made.values, made.defaults
    ), rows  # fmt: skip


def of_layout(found: Layout) -> Mapping:
    """The mapping of a file of WeCom's own."""
    width = len(found.heads)
    targets = [KEPT] * width
    for column, one in found.fields.items():
        targets[column] = one.key
    for column, group in found.tag_groups.items():
        targets[column] = TAG + group
    for column, own in found.own.items():
        targets[column] = OWN + own.key
    targets = [LEFT_OUT if head in {"", REASON} else target for head, target in zip(found.heads, targets, strict=True)]
    how = tuple("head" if target not in {KEPT, LEFT_OUT} else "" for target in targets)
    return Mapping(found.kind, found.sheet, found.head_row, tuple(targets), how)


def by_head(kind: str, head: str, own: Sequence[OwnField]) -> tuple[str, str]:
    """(target, how) that a heading alone suggests; ("", "") when it says nothing."""
    if head == REASON:
        return LEFT_OUT, "head"
    compared = plain(head.removesuffix("（必填）").removesuffix("(必填)").rstrip("：:"))
    if found := _known(kind).get(compared):
        return found
    if kind == "contacts":
        for one_own in own:
            if compared == plain(one_own.title):
                return OWN + one_own.key, "head"
        if group := TAG_HEAD.match(head):
            return TAG + group[1].strip(), "head"
        if "标签" in head:
            return TAG, "also"
    return KEPT, ""


@cache
def _known(kind: str) -> dict[str, tuple[str, str]]:
    """Heading as it is compared → (key of the field, how surely)."""
    also = {plain(name): (one.key, "also") for one in KINDS[kind] for name in one.also}
    return also | {plain(name): (one.key, "head") for one in KINDS[kind] for name in one.heads}


def letter(column: int) -> str:
    """The letters of a column, as spreadsheets count them; `column` from 0."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name
