"""What is drawn: the plans of `resources/activities/draw.toml`, each with prizes, chances, stock and budget."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from desktop.errors import AppError
from desktop.resources import resource
from desktop.sop.scripts import VARIABLE
from desktop.sop.toml_file import Entry, load_toml

FILE: Final = "draw.toml"
NO_LIMIT: Final = -1
"""Stock of the prize that everybody else gets."""
WON: Final = frozenset({"得奖", "奖品", "主题", "群", "网点", "银行", "员工"})
"""Variables of the words to one winner."""
ALL: Final = frozenset({"人数", "名单", "主题", "群", "网点", "银行", "员工"})
"""Variables of the words to the whole group."""
_PLAN: Final = frozenset({"key", "name", "budget_fen", "won", "all", "prize"})
_PRIZE: Final = frozenset({"name", "fen", "stock", "weight"})


@dataclass(frozen=True, slots=True)
class Prize:
    """A prize in fen; `stock` how many there are (or NO_LIMIT), `weight` its chance beside the others'."""

    name: str
    fen: int
    stock: int
    weight: int


@dataclass(frozen=True, slots=True)
class Plan:
    """A draw in which everybody wins: the prizes, the dearest first, the budget, the words afterwards."""

    key: str
    name: str
    budget_fen: int
    won: str
    all: str
    prizes: tuple[Prize, ...]

    @property
    def least(self) -> int:
        """What everybody gets at least, in fen."""
        return min(one.fen for one in self.prizes)


def load_plans(folder: Path | None = None) -> dict[str, Plan]:
    """Key → plan; AppError names file, entry and key of what is wrong."""
    path = (folder or resource("activities")) / FILE
    top = Entry(path.name, path.stem, load_toml(path))
    top.only(frozenset({"version", "plan"}))
    return {entry.text("key"): _plan(entry) for entry in top.entries("plan")}


def check(prizes: Sequence[Prize]) -> None:
    """Raise AppError where somebody might go without: the smallest prize must not run out."""
    if not prizes or not all(one.fen >= 0 and one.weight > 0 and one.stock >= NO_LIMIT for one in prizes):
        raise AppError("奖品的金额、份数或机会不对", cure="份数写 0 以上的整数，不限就空着。")
    endless = [one for one in prizes if one.stock == NO_LIMIT]
    if not endless or min(one.fen for one in endless) > min(one.fen for one in prizes):
        raise AppError("要人人有份，最小的一档不能限份数", cure="把最小一档的份数空着。")


def checked_words(entry: Entry, key: str, allowed: frozenset[str]) -> str:
    """A text of the file; AppError names a variable in it that is not of `allowed`."""
    text = entry.text(key)
    strange = [name for name in VARIABLE.findall(text) if name not in allowed]
    rest = VARIABLE.sub("", text)
    if strange or "{" in rest or "}" in rest:
        raise entry.bad(key, f"{{{strange[0]}}}" if strange else text)
    return text


def _plan(entry: Entry) -> Plan:
    entry.only(_PLAN)
    prizes = tuple(sorted((_prize(one) for one in entry.entries("prize")), key=lambda one: -one.fen))
    check(prizes)
    return Plan(
        entry.text("key"), entry.text("name"), entry.number("budget_fen"), checked_words(entry, "won", WON),
        checked_words(entry, "all", ALL), prizes,
    )  # fmt: skip


def _prize(entry: Entry) -> Prize:
    entry.only(_PRIZE)
    stock = entry.number("stock") if "stock" in entry.values else NO_LIMIT
    return Prize(entry.text("name"), entry.number("fen"), stock, entry.number("weight"))
