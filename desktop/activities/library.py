"""The activity library: games and events read from `resources/activities`, each checked when it is loaded."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from desktop.activities import prizes
from desktop.activities.prizes import checked_words
from desktop.errors import AppError
from desktop.resources import resource
from desktop.sop.toml_file import Entry, load_toml

KINDS: Final = (
    "riddle", "pinyin", "lantern", "idiom", "fill", "finance", "fraud", "dice", "chain", "photo", "poll", "half_day",
    "lucky",
)  # fmt: skip
MODES: Final = frozenset({"quiz", "draw", "poll", "open"})
"""quiz has a right answer; draw gets it during the run (dice); poll has none; open has no options either."""
LETTERS: Final = "ABC"
MESSAGES: Final = ("warm_up", "start", "round", "countdown", "reveal", "nobody", "result")
COMMON: Final = frozenset({"群", "主题", "规则", "员工", "网点", "银行", "奖励", "人人有份", "题数", "分钟", "开始"})
"""Variables that every message may use."""
OF_ROUND: Final = COMMON | {"题号", "题目", "谜目", "甲", "乙", "丙", "等几分钟", "剩几分钟", "人数"}
ALLOWED: Final[Mapping[str, frozenset[str]]] = {
    "warm_up": COMMON,
    "start": COMMON,
    "round": OF_ROUND,
    "countdown": OF_ROUND,
    "reveal": OF_ROUND | {"答案", "解释", "得奖", "甲票", "乙票", "丙票", "最多"},
    "nobody": OF_ROUND | {"答案", "解释", "甲票", "乙票", "丙票", "最多"},
    "result": COMMON | {"总人数", "得奖名单"},
}
PRODUCTS: Final = "products.toml"
_HEAD: Final = frozenset(
    {
        "kind", "mode", "version", "minutes", "warm_up", "every", "wait", "product_after", "budget_fen", "draw",
        "rules", "hook",
    }
)  # fmt: skip
_ACTIVITY: Final = frozenset({"key", "title", "theme", "product", "round"})
_ROUND: Final = frozenset({"question", "ask", "a", "b", "c", "answer", "why"})


@dataclass(frozen=True, slots=True)
class Product:
    """What is put in at the liveliest moment: a name and a paragraph."""

    key: str
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Reward:
    """What a winner gets; 0 fen is a name only."""

    name: str
    fen: int


@dataclass(frozen=True, slots=True)
class Round:
    """One question. `options` are those of A, B and C or empty; `answer` is a letter or, where there is none, ""."""

    question: str
    ask: str
    options: tuple[str, ...]
    answer: str
    why: str


@dataclass(frozen=True, slots=True)
class Activity:
    """A game or event of the library; times in minutes, money in fen, `warm_up` before the start."""

    key: str
    title: str
    kind: str
    mode: str
    version: int
    theme: str
    rules: str
    hook: str
    minutes: int
    warm_up: int
    every: int
    wait: int
    product_after: int
    budget_fen: int
    rewards: tuple[Reward, ...]
    draw: prizes.Plan
    messages: Mapping[str, str]
    product: Product
    rounds: tuple[Round, ...]


def load(folder: Path | None = None) -> list[Activity]:
    """Every activity of the folder (default `resources/activities`), by kind, checked; raises AppError."""
    return list(_load(folder or resource("activities")))


@cache
def _load(where: Path) -> tuple[Activity, ...]:
    """Kept: a run asks for its activity at every act, and the shipped files do not change meanwhile."""
    products, draws = load_products(where), prizes.load_plans(where)
    files = [path for path in sorted(where.glob("*.toml")) if path.name not in {PRODUCTS, prizes.FILE}]
    found = [activity for path in files for activity in _file(path, products, draws)]
    if twice := [key for key, count in Counter(one.key for one in found).items() if count > 1]:
        raise AppError("活动编号“{key}”用了两次", cure="请改成不同的 key", key=twice[0])
    return tuple(sorted(found, key=lambda one: (KINDS.index(one.kind), one.key)))


def load_products(folder: Path | None = None) -> dict[str, Product]:
    """Key → what may be put in, of `products.toml`."""
    path = (folder or resource("activities")) / PRODUCTS
    top = Entry(path.name, path.stem, load_toml(path))
    top.only(frozenset({"version", "product"}))
    found = {}
    for entry in top.entries("product"):
        entry.only(frozenset({"key", "name", "text"}))
        text = checked_words(entry, "text", frozenset({"银行", "网点", "员工"}))
        found[entry.text("key")] = Product(entry.text("key"), entry.text("name"), text)
    return found


def by_key(key: str, folder: Path | None = None) -> Activity:
    """The activity of this key; an AppError says that the library has it no more."""
    for activity in load(folder):
        if activity.key == key:
            return activity
    raise AppError("活动库里没有“{key}”", cure="请收下最新的下发包，或另选一个活动", key=key)


def _file(path: Path, products: Mapping[str, Product], draws: Mapping[str, prizes.Plan]) -> list[Activity]:
    top = Entry(path.name, path.stem, load_toml(path))
    top.only(_HEAD | {"rewards", "messages", "activity"})
    mode, draw = top.choice("mode", MODES), draws[top.choice("draw", frozenset(draws))]
    messages = _messages(top.table("messages"))
    rewards = tuple(Reward(one.text("name"), one.number("fen")) for one in top.entries("rewards"))
    head = {key: top.number(key) for key in ("version", "minutes", "warm_up", "every", "wait", "budget_fen")}
    if not head["every"] > head["wait"] > 0:
        raise top.bad("wait", head["wait"])
    found = []
    for entry in top.entries("activity"):
        entry.only(_ACTIVITY)
        rounds = tuple(_round(one, mode) for one in _numbered(entry))
        product = entry.choice("product", frozenset(products))
        after = top.number("product_after")
        if not 0 < after <= len(rounds):
            raise top.bad("product_after", after)
        found.append(
            Activity(
                key=entry.text("key"), title=entry.text("title"), theme=entry.text("theme"), product=products[product],
                kind=top.choice("kind", frozenset(KINDS)), mode=mode, rules=top.text("rules"), hook=top.text("hook"),
                product_after=after, rewards=rewards, draw=draw, messages=messages, rounds=rounds, **head,
            )
        )  # fmt: skip
    return found


def _messages(entry: Entry) -> dict[str, str]:
    entry.only(frozenset(MESSAGES))
    return {key: checked_words(entry, key, ALLOWED[key]) for key in MESSAGES}


def _numbered(entry: Entry) -> list[Entry]:
    """The rounds, named by activity and place, so that a complaint can point at one."""
    return [Entry(one.file, f"{entry.name} {at}", one.values) for at, one in enumerate(entry.entries("round"), 1)]


def _round(entry: Entry, mode: str) -> Round:
    entry.only(_ROUND)
    options = () if mode == "open" else tuple(entry.text(letter) for letter in "abc")
    if len(set(options)) < len(options):
        raise entry.bad("c", options[-1])
    answer = entry.choice("answer", frozenset(LETTERS)) if mode == "quiz" else ""
    why = entry.text("why") if mode == "quiz" else ""
    return Round(entry.text("question"), entry.text("ask", default=""), options, answer, why)
