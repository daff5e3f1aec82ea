"""Which contact a row of a file means."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from db.ids import derived_id, grouped_id, is_near
from desktop.exchange.plan import Known
from desktop.exchange.wecom import Parsed


def natural_id(values: Mapping[str, Any]) -> str:
    """By account, name and time of the add; where a table does not say when, by the phone instead."""
    return grouped_id("contact", *_natural(values))


def former_id(values: Mapping[str, Any]) -> str:
    """The same as older versions made it."""
    return derived_id("contact", *_natural(values))


def _natural(values: Mapping[str, Any]) -> tuple[str, str, str]:
    return values["owner_account"], values["name"], values.get("added_at") or f"-{values.get('phone', '')}"


class Matcher:
    """Finds the contact that a row means: by its natural key, else the only one of that account with the same phone.

    A row that does not say when it was added is also known by the name, where the account has it once and no other
    phone stands against it. `gone` are the contacts that were erased, or merged into others: they are meant too.
    """

    def __init__(self, known: Mapping[str, Known], parsed: list[Parsed], gone: Iterable[str] = ()) -> None:
        self._known, self._by_phone = known, _by_phone(known)
        self._older = {id_ for id_ in (*known, *gone) if not is_near(id_)}
        self._in_file = {natural_id(one.values) for one in parsed}
        if self._older:
            self._in_file |= {former_id(one.values) for one in parsed}
        self._by_name: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
        if not all(one.values.get("added_at") for one in parsed):
            for id_, row in known.items():
                if not row["hidden"]:
                    self._by_name[row["owner_account"], row["name"]].append(id_)

    def match(self, one: Parsed) -> tuple[str, Known | None]:
        """The id, and the contact as it is stored; None for a new one."""
        values, known = one.values, self._known
        id_ = natural_id(values)
        if id_ in known:
            return id_, known[id_]
        if self._older and (former := former_id(values)) in self._older:
            return former, known.get(former)
        phone = values.get("phone", "")
        candidates = self._by_phone.get((values["owner_account"], phone), []) if phone else []
        if not candidates and not values.get("added_at"):
            named = self._by_name.get((values["owner_account"], values["name"]), [])
            candidates = [other for other in named if phone in {"", known[other]["phone"]} or not known[other]["phone"]]
        if len(candidates) == 1 and candidates[0] not in self._in_file:
            return candidates[0], known[candidates[0]]
        return id_, None


def _by_phone(known: Mapping[str, Known]) -> dict[tuple[str, str], list[str]]:
    found: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for id_, row in known.items():
        if row["phone"] and not row["hidden"]:
            found[row["owner_account"], row["phone"]].append(id_)
    return found
