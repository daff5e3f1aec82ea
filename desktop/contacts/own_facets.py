"""How many contacts each value of head office's own fields would leave."""

from collections import Counter, defaultdict
from collections.abc import Callable
from typing import NamedTuple

from sqlalchemy import text
from sqlalchemy.orm import Session

from desktop.contacts import own_fields
from desktop.contacts.filters import Condition
from desktop.contacts.own_conditions import read
from desktop.contacts.own_fields import OwnField


class OwnFacet(NamedTuple):
    """A field with its values and their counts (of choices; else only how many have one), and how many have none."""

    field: OwnField
    values: dict[str, int]
    filled: int
    empty: int


def counts(session: Session, own: tuple[str, ...], where: Callable[[str], Condition]) -> tuple[OwnFacet, ...]:
    """The facets of all fields; `where` gives the conditions of the query but for those of one own field.

    All fields without a condition of their own are counted in one walk.
    """
    fields = own_fields.fields(session)
    asked = {one.key for one in read(own)}
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    totals: dict[str, int] = {}
    together = [one for one in fields if one.key not in asked]
    for some in [together, *([one] for one in fields if one.key in asked)]:
        if some:
            condition = where(some[0].key if some[0].key in asked else "")
            total = _total(session, condition)
            totals |= {one.key: total for one in some}
            for field, value, number in _values(session, condition, some):
                counted[field][value] += number
    return tuple(_facet(one, counted[one.key], totals[one.key]) for one in fields)


def _facet(field: OwnField, counted: Counter[str], total: int) -> OwnFacet:
    values = {choice: counted[choice] for choice in field.choices}
    return OwnFacet(field, values, counted.total(), total - counted.total())


def _total(session: Session, condition: Condition) -> int:
    found = session.execute(text(f"SELECT count(*) FROM {condition.source} WHERE {condition.sql}"), condition.values)
    return int(found.scalar_one())


def _values(session: Session, condition: Condition, fields: list[OwnField]) -> list[tuple[str, str, int]]:
    """Field, value (of choices; else "") and how many contacts have it."""
    wanted = Condition([], {})
    wanted.any_of("v.field", "field", tuple(one.key for one in fields))
    choices = Condition([], {})
    choices.any_of("v.field", "choice", tuple(one.key for one in fields if one.choices))
    said = f"CASE WHEN {choices.sql} THEN v.value ELSE '' END" if choices.values else "''"
    found = session.execute(
        text(
            f"SELECT v.field, {said} AS said, count(*) FROM {condition.source} "
            f"JOIN contact_value v ON v.contact = c.id AND v.hidden = 0 AND v.value <> '' "
            f"WHERE {condition.sql} AND {wanted.sql} GROUP BY v.field, said"
        ),
        {**condition.values, **wanted.values, **choices.values},
    )
    return [(field, value, number) for field, value, number in found]
