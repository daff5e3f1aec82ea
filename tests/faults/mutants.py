"""Broken variants of the design: each takes away one rule, and the histories have to notice."""

from collections.abc import Iterable, Mapping
from typing import Any

import pytest

from db import covering, disputes, erasing, merging, operation, projection
from db.projection import Operation, Working, encode
from db.values import Fields
from db.veil import LOW


def no_outranking(patch: pytest.MonkeyPatch) -> None:
    """An edit does not outrank what it replaces: behind a fast clock it does not show."""
    right = operation._Pen.operation

    def blind(self: Any, entity: str, row: str, fields: Fields, old: Working | None) -> Operation:
        return right(self, entity, row, fields, None if old is None else Working(old.values))

    patch.setattr(operation._Pen, "operation", blind)


def no_tie_break(patch: pytest.MonkeyPatch) -> None:
    """Of two values with the same stamp, as cloned disks write them, the first to come stays."""

    def first_comes(row: Working, name: str, value: Any, one: Operation) -> None:
        if one.stamp > row.stamps.get(name, "").removeprefix(LOW) or not row.stamps.get(name):
            row.set(name, value, one.stamp)

    patch.setattr(projection, "_lay_field", first_comes)


def a_clone_keeps_its_id(patch: pytest.MonkeyPatch) -> None:
    """Who learns that somebody else writes under their id goes on all the same."""
    patch.setattr(merging, "adopt_new_replica", lambda _session: None)


def numbers_are_taken_on_trust(patch: pytest.MonkeyPatch) -> None:
    """What somebody lacks is told by the numbers alone, also after a clone."""
    patch.setattr("tests.faults.world.since", lambda _session, theirs, _hashes: dict(theirs))


def erasing_covers_what_is_there_only(patch: pytest.MonkeyPatch) -> None:
    """What comes after the erasing is taken in."""
    patch.setattr(erasing, "covered", lambda *_: False)
    patch.setattr(merging.erasing, "emptied", lambda one: one)


def the_last_to_come_wins(patch: pytest.MonkeyPatch) -> None:
    """The order of arrival decides."""

    def last(row: Working, name: str, value: Any, one: Operation) -> None:
        row.set(name, value, one.stamp)

    patch.setattr(projection, "_lay_field", last)


def a_fast_clock_drags_all_along(patch: pytest.MonkeyPatch) -> None:
    """A stamp from the future becomes our time."""
    patch.setattr(merging, "observe", lambda last, remote, _now: max(last, remote))


def masked_counts_like_clear(patch: pytest.MonkeyPatch) -> None:
    """A masked value wins over a clear one that is older."""

    def alike(row: Working, one: Operation) -> Mapping[str, Any]:
        for name, value in one.fields.items():
            if name != "*" and (one.stamp, encode(value)) > (row.stamps.get(name, ""), encode(row.value(name))):
                row.set(name, value, one.stamp)
        return {}

    patch.setattr(projection, "_lay_masked", alike)


def a_conflict_once_listed_stays(patch: pytest.MonkeyPatch) -> None:
    """What comes later, and tells that a value had been seen, takes nothing off the list."""
    patch.setattr(disputes, "_close", lambda *_: None)


def a_mention_is_told_by_its_words_alone(patch: pytest.MonkeyPatch) -> None:
    """Nobody says where a name stood: who has covered another that overlaps it never finds it."""
    patch.setattr(covering.Spot, "__str__", lambda one: f"{one.entity}:{one.row}:{one.length}:{one.mark}")


def a_cover_takes_along_what_follows(patch: pytest.MonkeyPatch) -> None:
    """The character after a name is covered too, alike on every replica."""
    right = covering.found

    def wide(*here: Any) -> set[covering.Spot]:
        return {one._replace(length=one.length + 1) for one in right(*here)}

    patch.setattr(covering, "found", wide)


def names_are_covered_here_only(patch: pytest.MonkeyPatch) -> None:
    """Who erases somebody covers the mentions that are here; the others are not told of them."""
    patch.setattr(operation, "cover_mentions", lambda *_: None)
    patch.setattr(merging, "cover_mentions", lambda *_: None)


ALL: Iterable[Any] = (
    no_outranking, no_tie_break, a_clone_keeps_its_id, numbers_are_taken_on_trust, erasing_covers_what_is_there_only,
    the_last_to_come_wins, a_fast_clock_drags_all_along, masked_counts_like_clear,
    a_conflict_once_listed_stays, a_mention_is_told_by_its_words_alone, a_cover_takes_along_what_follows,
    names_are_covered_here_only,
)  # fmt: skip
