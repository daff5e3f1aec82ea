"""How far a run is: kept as JSON in `activity_run.result`, so that it goes on after the program was killed."""

import json
from dataclasses import asdict, dataclass, field
from hashlib import blake2b
from typing import Any, Final

from desktop.activities.draw import Drawn
from desktop.activities.library import LETTERS

KEPT_FIRST: Final = 8
"""The first right answers of a round that are kept by name; the others are only counted."""


@dataclass(slots=True)
class First:
    """One of the first right answers: name, time as HH:MM:SS or ""."""

    name: str
    at: str


@dataclass(slots=True)
class Outcome:
    """What is known of one round; times as stored texts, "" while it has not happened."""

    asked_at: str = ""
    reveal_at: str = ""
    answer: str = ""  # drawn during the run, where the library has none
    counts: dict[str, int] = field(default_factory=dict)
    people: int = 0  # who answered in the paste
    extra: int = 0  # counted by hand
    firsts: dict[str, list[First]] = field(default_factory=dict)  # by letter; under "" where none is right
    winner: str = ""
    reward: str = ""
    fen: int = 0
    done_at: str = ""

    @property
    def right(self) -> list[First]:
        """The first who answered right, as far as that is known already."""
        return self.firsts.get(self.answer, [])

    @property
    def taken_part(self) -> int:
        """People of this round, pasted and counted by hand."""
        return max(0, self.people + self.extra)


@dataclass(slots=True)
class Progress:
    """A run: the step it stands at, what was copied when, the rounds, and who took part (hashes of names)."""

    activity: str
    version: int
    start: str
    title: str = ""
    step: int = 0
    copied: dict[str, str] = field(default_factory=dict)
    rounds: list[Outcome] = field(default_factory=list)
    heads: list[str] = field(default_factory=list)
    known: dict[str, list[int]] = field(default_factory=dict)  # contact id → rounds answered right
    product: str = ""
    paused_at: str = ""
    ended_early: int = 0
    draws: list[Drawn] = field(default_factory=list)  # in which everybody wins

    @property
    def turnout(self) -> int:
        """Different people: those named in pastes, or the fullest round where more were counted by hand."""
        return max([len(self.heads), *(one.taken_part for one in self.rounds)], default=0)

    @property
    def spent(self) -> int:
        """Rewards given so far, in fen."""
        return sum(one.fen for one in self.rounds)

    @property
    def winners(self) -> list[str]:
        """Names of those who have won, in order of the rounds."""
        return [one.winner for one in self.rounds if one.winner]

    def to_json(self) -> str:
        """Canonical JSON."""
        values = asdict(self)
        for one in values["draws"]:
            one["won"] = list(one["won"].items())
        return json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str) -> "Progress":
        """The progress as it was stored; what a newer version added is passed over."""
        values: dict[str, Any] = json.loads(text)
        rounds = [_outcome(one) for one in values.pop("rounds", [])]
        known = {name: values[name] for name in cls.__dataclass_fields__ if name in values}
        known["draws"] = [Drawn.of(one) for one in known.get("draws", [])]
        return cls(**known, rounds=rounds)


def _outcome(values: dict[str, Any]) -> Outcome:
    firsts = {
        letter: [First(str(one["name"]), str(one["at"])) for one in listed]
        for letter, listed in values.pop("firsts", {}).items()
    }
    return Outcome(**{name: values[name] for name in Outcome.__dataclass_fields__ if name in values}, firsts=firsts)


def head(run: str, name: str) -> str:
    """A short mark of a name within one run, to tell people apart without keeping their names."""
    return blake2b(f"{run}\x1f{name}".encode(), digest_size=5).hexdigest()


def share_of(counts: dict[str, int], letter: str) -> float:
    """The part of the answers that a letter has, 0 without answers."""
    total = sum(counts.get(one, 0) for one in LETTERS)
    return counts.get(letter, 0) / total if total else 0.0
