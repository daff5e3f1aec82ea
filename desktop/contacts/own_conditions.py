"""Conditions on head office's own fields: as text in a query, and as SQL."""

import re
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

FORM: Final = re.compile(r"([a-z][a-z0-9_]{0,39})(>=|<=|=|~|!)(.{0,200})", re.DOTALL)
NUMBER: Final = re.compile(r"-?\d+(\.\d+)?")
FILLED: Final = "SELECT contact FROM contact_value WHERE field = :{name}f AND hidden = 0 AND value <> ''"


class OwnCondition(NamedTuple):
    """A field's key and what is asked of it: `=` this value, `>=` `<=` a number or day, `~` holds words, `!` is empty.

    Of one field, several `=` and `!` are alternatives; everything else has to fit as well.
    """

    key: str
    sign: str
    value: str = ""

    @property
    def text(self) -> str:
        """As it stands in a query; `parse` reads it."""
        return f"{self.key}{self.sign}{self.value}"


def parse(text: str) -> OwnCondition | None:
    """The condition of a text; None when it is none."""
    found = FORM.fullmatch(text)
    if found is None or (found[2] == "!") is bool(found[3]):
        return None
    return OwnCondition(*found.groups())


def read(texts: Iterable[str], without: str = "") -> list[OwnCondition]:
    """The conditions of a query, but for those of the field `without`; what is none is passed over."""
    return [one for one in map(parse, texts) if one is not None and one.key != without]


def sql(conditions: Sequence[OwnCondition], name: str) -> tuple[str, dict[str, object]]:
    """SQL on `c.id` with its named parameters, of conditions of one field; `name` begins the parameters' names."""
    values: dict[str, object] = {f"{name}f": conditions[0].key}
    filled, either, parts = FILLED.format(name=name), [], []
    equal = {f"{name}e{at}": one.value for at, one in enumerate(conditions) if one.sign == "="}
    if equal:
        values |= equal
        either.append(f"c.id IN ({filled} AND value IN ({', '.join(f':{one}' for one in equal)}))")
    if any(one.sign == "!" for one in conditions):
        either.append(f"c.id NOT IN ({filled} AND contact IS NOT NULL)")
    if either:
        parts.append(f"({' OR '.join(either)})")
    for at, one in enumerate(conditions):
        if one.sign in {">=", "<="}:
            number = NUMBER.fullmatch(one.value) is not None
            values[f"{name}r{at}"] = float(one.value) if number else one.value
            said = "CAST(value AS REAL)" if number else "value"
            parts.append(f"c.id IN ({filled} AND {said} {one.sign} :{name}r{at})")
        elif one.sign == "~":
            values[f"{name}w{at}"] = one.value.lower()
            parts.append(f"c.id IN ({filled} AND instr(lower(value), :{name}w{at}) > 0)")
    return " AND ".join(parts), values
