"""How many contacts stand behind each view and each condition that can be ticked."""

import json
from typing import TYPE_CHECKING, Final, NamedTuple

from sqlalchemy import text
from sqlalchemy.orm import Session

from db.actor import Actor
from db.engine import session_clock
from desktop.contacts import filters, search, stage_rules
from desktop.contacts.filters import TICKED, ContactQuery
from desktop.contacts.stages import LIFECYCLE, STAGES

if TYPE_CHECKING:
    from desktop.contacts.own_facets import OwnFacet


VALIDITIES: Final = ("valid", "not_customer", "managed_elsewhere", "not_first", "out_of_region", "not_real_name")
FEW: Final = {"stages": STAGES, "lifecycles": LIFECYCLE, "validities": VALIDITIES}
"""The facets whose values are few and known."""


class Facet(NamedTuple):
    """A value one can tick: its key (stage, id or channel), label, and how many contacts have it."""

    key: str
    label: str
    total: int


class FacetCounts(NamedTuple):
    """How many contacts are behind each view and each tick."""

    views: dict[str, int]
    stages: dict[str, int]
    tags: list[Facet]
    channels: list[Facet]
    owners: list[Facet]
    lifecycles: list[Facet]
    validities: list[Facet]  # whether the add counts, or why not; of those who were judged
    quiet_days: int  # without a word, after which somebody is dormant
    own: "tuple[OwnFacet, ...]"  # head office's own fields


def counts(session: Session, actor: Actor, query: ContactQuery) -> FacetCounts:
    """Counts of all views, and of each facet under the other conditions of the query."""
    views = _views(session, actor)
    few = _few(session, actor, query)
    stages = {one.key: one.total for one in few["stages"]}
    channels = _grouped(session, actor, query, "channels", "c.channel", "c.channel")
    owners = _grouped(session, actor, query, "owners", "c.owner", "max(c.owner_name)")
    condition = search.narrowed(session, actor, query, without="tags")
    found = session.execute(
        text(
            f"SELECT t.id, t.name, count(*) AS n FROM {condition.source} JOIN contact_tag x ON x.contact = c.id "
            f"AND x.present = 1 AND x.hidden = 0 JOIN tag t ON t.id = x.tag AND t.hidden = 0 WHERE {condition.sql} "
            "GROUP BY t.id, t.name ORDER BY n DESC, t.name"
        ),
        condition.values,
    )
    tags = [Facet(*row) for row in found]
    tags += _unworn(session, {*query.tags, *query.without} - {one.key for one in tags})
    from desktop.contacts import own_facets  # brings mapped classes, which the first page does without

    own = own_facets.counts(
        session, query.own, lambda key: search.narrowed(session, actor, query, without=f"{filters.OWN}{key}")
    )
    quiet = stage_rules.dormant_days(session)
    return FacetCounts(views, stages, tags, channels, owners, few["lifecycles"], few["validities"], quiet, own)


def _unworn(session: Session, tags: set[str]) -> list[Facet]:
    """Tags that are asked for though nobody here has them: the tick must show, and come off again."""
    named = text("SELECT id, name, 0 FROM tag WHERE id IN (SELECT value FROM json_each(:tags)) ORDER BY name")
    return [Facet(*row) for row in session.execute(named, {"tags": json.dumps(sorted(tags))})] if tags else []


def _views(session: Session, actor: Actor) -> dict[str, int]:
    """How many are behind each view, counted in one walk."""
    now, visible = session_clock(session).now(), filters.visible(actor)
    quiet, sums = stage_rules.dormant_days(session), []
    for name in filters.VIEWS:
        condition = filters.Condition([], {})
        filters.view(condition, name, actor, now, quiet)
        sums.append(f"coalesce(sum({condition.sql}), 0)")
        visible.values |= condition.values
    statement = f"SELECT {', '.join(sums)} FROM {filters.LISTED} WHERE {visible.sql}"
    return dict(zip(filters.VIEWS, session.execute(text(statement), visible.values).one(), strict=True))


def _few(session: Session, actor: Actor, query: ContactQuery) -> dict[str, list[Facet]]:
    """The facets whose values are known: in one walk without sorting, those that are ticked each in its own."""
    found: dict[str, list[Facet]] = {}
    together = [facet for facet in FEW if not getattr(query, facet)]
    for some in filter(None, [together, *([facet] for facet in FEW if facet not in together)]):
        asked = [(facet, value) for facet in some for value in FEW[facet]]
        sums = (f"coalesce(sum({TICKED[facet]} = '{value}'), 0)" for facet, value in asked)
        condition = search.narrowed(session, actor, query, without=some[0])
        statement = f"SELECT {', '.join(sums)} FROM {condition.source} WHERE {condition.sql}"
        totals = session.execute(text(statement), condition.values).one()
        for (facet, value), total in zip(asked, totals, strict=True):
            found.setdefault(facet, []).extend([Facet(value, value, total)] if total else [])
    return found


def _grouped(session: Session, actor: Actor, query: ContactQuery, facet: str, column: str, label: str) -> list[Facet]:
    condition = search.narrowed(session, actor, query, without=facet)
    statement = (
        f"SELECT {column}, {label}, count(*) AS n FROM {condition.source} WHERE {condition.sql} "
        f"AND {column} IS NOT NULL AND {column} <> '' GROUP BY {column} ORDER BY n DESC, {column}"
    )
    return [Facet(*row) for row in session.execute(text(statement), condition.values)]
