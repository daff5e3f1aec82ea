"""A draw in which everybody wins: fair, within stock and budget, and the same again from its record."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import blake2b
from itertools import accumulate
from typing import Any, Final

from db.mentions import COVER
from desktop.activities.prizes import NO_LIMIT, Prize, check
from desktop.errors import AppError

MOST: Final = 500
"""People of a draw: a WeCom group holds no more."""
LONGEST_NAME: Final = 64
COVERED: Final = re.compile(rf"{COVER}[0-9a-f]{{4}}")
"""What `db.covering` leaves of a name."""


@dataclass(slots=True)
class Drawn:
    """The record of one draw: all it was made from, and what came of it, so that anybody can do it once more.

    `left_fen` and the stock of `prizes` are what there was before it; `won` gives each name its place in `prizes`, in
    the order drawn; `told` are those whose message was copied.
    """

    seed: str
    at: str
    staff: str
    left_fen: int
    prizes: list[Prize]
    won: dict[str, int] = field(default_factory=dict)
    told: list[str] = field(default_factory=list)
    taken_back_at: str = ""

    @property
    def spent(self) -> int:
        """What the prizes cost, in fen; nothing when it was taken back."""
        return 0 if self.taken_back_at else sum(self.prizes[place].fen for place in self.won.values())

    @property
    def covered(self) -> int:
        """How many of its people had themselves erased: without their names it cannot be drawn again."""
        return sum(COVERED.fullmatch(name) is not None for name in self.won)

    @property
    def holds(self) -> bool:
        """Whether it is as its record says: drawn again from the same seed it comes out the same."""
        return self.covered > 0 or allot(self.won, self.prizes, self.left_fen, self.seed) == self.won

    @classmethod
    def of(cls, values: Mapping[str, Any]) -> "Drawn":
        """As it was stored; what a newer version added is passed over."""
        known = {name: values[name] for name in cls.__dataclass_fields__ if name in values}
        known["prizes"] = [Prize(**one) for one in values.get("prizes", ())]
        known["won"] = dict(values.get("won", ()))  # pairs: the order of a table would be lost
        return cls(**known)


def allot(names: Iterable[str], prizes: Sequence[Prize], money: int, seed: str) -> dict[str, int]:
    """Name → place of the prize, in the order drawn.

    The order and every single draw come from the seed and the name alone: who stands first in the list has no better
    chance, and nobody's choice changes another's. So much of the money (fen) is kept back that everybody after gets the
    smallest prize; AppError when it does not reach for that.
    """
    check(prizes)
    people = sorted(set(names), key=lambda name: _number(seed, "order", name))
    least = min(one.fen for one in prizes)
    if least * len(people) > money:
        raise AppError(
            "预算不够：{count} 人每人至少 {least} 元，要 {needed} 元，还有 {money} 元",
            cure="加预算，或少抽几位。", count=len(people), least=f"{least / 100:.2f}",
            needed=f"{least * len(people) / 100:.2f}", money=f"{money / 100:.2f}",
        )  # fmt: skip
    left, won = [one.stock for one in prizes], dict[str, int]()
    for waiting, name in zip(range(len(people) - 1, -1, -1), people, strict=True):
        spare = money - least * waiting
        open_ = [at for at, one in enumerate(prizes) if left[at] != 0 and one.fen <= spare]
        place = _pick(open_, prizes, _number(seed, "prize", name))
        left[place] -= left[place] != NO_LIMIT
        money -= prizes[place].fen
        won[name] = place
    return won


def left_after(drawn: Drawn) -> tuple[Prize, ...]:
    """The prizes with the stock that a draw has left."""
    taken = Counter(drawn.won.values())
    return tuple(
        one if one.stock == NO_LIMIT else replace(one, stock=one.stock - taken[place])
        for place, one in enumerate(drawn.prizes)
    )


def _pick(open_: Sequence[int], prizes: Sequence[Prize], number: int) -> int:
    """One of these places, each as likely as its weight says."""
    ends = list(accumulate(prizes[place].weight for place in open_))
    return open_[bisect_right(ends, number % ends[-1])]


def _number(seed: str, what: str, name: str) -> int:
    """128 bits that nobody can foresee without the seed."""
    return int.from_bytes(blake2b(f"{seed}\x1f{what}\x1f{name}".encode(), digest_size=16).digest())
