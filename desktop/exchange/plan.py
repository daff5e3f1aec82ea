"""What taking in a file would do: made by pure comparison, shown to the user, then applied as it is."""

from collections.abc import Iterable
from collections.abc import Mapping as Table
from dataclasses import dataclass, field, replace
from typing import Any, Final, NamedTuple, Self

from sqlalchemy import RowMapping

from db.operation import Change
from db.projection import Value
from desktop.exchange.mapping import Mapping
from desktop.exchange.wecom import Fault, cell_text
from desktop.exchange.worker import Rows
from desktop.fields import KINDS

KEPT: Final = 2_000  # of the records that are the same, to be shown

Known = Table[str, Any] | RowMapping
"""A row as it is stored, by column."""


class Entry(NamedTuple):
    """A record that would be new, changed or suspected lost: `row` in the file (0 for none), its name, what changes."""

    row: int
    id: str
    title: str
    detail: str


@dataclass
class Plan:
    """The outcome of a dry run; `changes` are what `apply` records. `refused` and `warned` name row, column, reason."""

    kind: str
    file: str
    sha256: str
    sheet: str
    head_row: int
    heads: list[str]
    rows: int = 0
    new: list[Entry] = field(default_factory=list)
    changed: list[Entry] = field(default_factory=list)
    same: int = 0
    suspected_lost: list[Entry] = field(default_factory=list)
    refused: list[Fault] = field(default_factory=list)
    warned: list[Fault] = field(default_factory=list)
    unknown_heads: list[str] = field(default_factory=list)
    partial: bool = False  # too small against what is known to say who is lost
    doubtful: set[tuple[str, str]] = field(default_factory=set)  # (account, name or phone) of refused rows
    changes: list[Change] = field(default_factory=list)
    columns: dict[str, int] = field(default_factory=dict)  # label of a field → its column in the file, from 1
    counted: dict[str, int] | None = None  # of a plan whose lists were cut
    refused_rows: dict[int, list[Any]] = field(default_factory=dict)  # row number → its cells
    unchanged: list[Entry] = field(default_factory=list)  # the first of those that are the same
    staff: str = ""  # who takes it in, and for which branch
    branch: str = ""
    mapping: Mapping | None = None
    origin: str = "wecom"  # or last, guess: how the mapping came about
    cells: dict[int, list[str]] = field(
        default_factory=dict
    )  # row number → its cells, of the rows that a preview shows

    def cut(self, most: int, rows: Rows) -> Self:
        """The plan as a preview needs it: the first entries of each kind and their full numbers, not the changes."""
        shown = replace(
            self, counted=self.counts, new=self.new[:most], changed=self.changed[:most],
            suspected_lost=self.suspected_lost[:most], refused=self.refused[:most], warned=self.warned[:most],
            changes=self.changes[:1], doubtful=set(),
        )  # fmt: skip
        listed = [one.row for part in (shown.new, shown.changed, shown.unchanged) for one in part]
        faults = [one.row for one in (*shown.refused, *shown.warned)]
        shown.cells = {row: list(map(cell_text, rows[row - 1])) for row in (*listed, *faults) if row}
        return shown

    @property
    def counts(self) -> dict[str, int]:
        """The numbers of the preview and of `taika import --json`."""
        return self.counted or {
            "rows": self.rows, "new": len(self.new), "changed": len(self.changed), "same": self.same,
            "suspected_lost": len(self.suspected_lost), "refused": len(self.refused_rows),
            "warned": len({fault.row for fault in self.warned}),
        }  # fmt: skip

    def sort_in(self, row: int, id_: str, title: str, old: Known | None, fields: Table[str, Value]) -> None:
        """Put a record where it belongs: new, changed or the same; empty cells never overwrite."""
        if old is None or old["hidden"]:
            self.new.append(Entry(row, id_, title, str(fields.get("owner_name") or fields.get("position") or "")))
            self.changes.append(Change(self.entity, id_, fields))
            return
        different = {name: value for name, value in fields.items() if value not in {"", None} and value != old[name]}
        if different:
            self.changes.append(Change(self.entity, id_, different))
            self.changed.append(Entry(row, id_, title, "、".join(self._labels(different))))
        else:
            self.same += 1
            if len(self.unchanged) < KEPT:
                self.unchanged.append(Entry(row, id_, title, ""))

    def take_for_changed(self, one: Entry) -> None:
        """A record that was the same in all its fields has changed otherwise after all."""
        self.same -= 1
        if self.unchanged and self.unchanged[-1].id == one.id:
            self.unchanged.pop()
        self.changed.append(one)

    def _labels(self, keys: Iterable[str]) -> list[str]:
        """The fields as people know them; those that follow from others are left out."""
        labels = {one.key: one.label for one in KINDS[self.kind]}
        return [labels[key] for key in keys if key in labels]

    @property
    def entity(self) -> str:
        """The table of the records."""
        return {"contacts": "contact", "staff": "staff", "groups": "group"}[self.kind]
