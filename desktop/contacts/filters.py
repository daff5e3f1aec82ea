"""What a list of contacts is narrowed by, as SQL."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Final, NamedTuple

from db.actor import Actor
from desktop.contacts import own_conditions, standing_in
from desktop.contacts.tokens import match
from desktop.security.roles import scope

QUIET_DAYS: Final = 30
"""Days without a word after which somebody is dormant, where the rules of stages say nothing else."""
MOST_FILTERS: Final = 9  # Alt with a digit chooses one
LONGEST_NAME: Final = 12  # characters of a saved filter's name
STANDINGS: Final = ("lost", "recalled")
"""What somebody may say of a contact by hand: lost, or won back."""
NEW_DAYS: Final = 100
VIEWS: Final = (
    "mine", "branch", "due_today", "overdue", "no_step", "quiet", "birthdays", "maturities", "untagged", "lost",
    "suspected",
)  # fmt: skip
PLAIN: Final = {
    "no_step": "s.next_at IS NULL AND s.status = 'active'",
    "untagged": "s.tags = 0",
    "suspected": "s.status = 'suspected_lost'",
    "lost": "s.status IN ('lost', 'suspected_lost')",
}
"""The views that ask for no day and no person."""
BIRTHDAY_DAYS: Final = 14
MATURITY_DAYS: Final = 30
"""How far ahead these two views look, today included."""
SORTS: Final = {
    "name": "s.sort_key",
    # What is shown of it: the order must not tell the rest.
    "phone": "substr(c.phone, 1, 3) || substr(c.phone, length(c.phone) - 3)",
    "stage": "CASE s.stage WHEN 'aware' THEN 0 WHEN 'interest' THEN 1 WHEN 'purchase' THEN 2 ELSE 3 END",
    "source": "c.source",
    "last_at": "s.last_at",
    "next_at": "s.next_at",
    "added_at": "c.added_at",
}


@dataclass(frozen=True)
class ContactQuery:
    """What is looked for: free text, one of VIEWS, ticked facets (any of each), added in the last 100 days, order."""

    text: str = ""
    view: str = "mine"
    stages: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()  # ids; a contact has to have all of them, or one when `any_tag`
    any_tag: bool = False
    without: tuple[str, ...] = ()  # ids of tags; a contact has none of them
    untagged: bool = False
    channels: tuple[str, ...] = ()
    owners: tuple[str, ...] = ()  # staff ids
    lifecycles: tuple[str, ...] = ()
    validities: tuple[str, ...] = ()  # whether the add counts, or why not
    own: tuple[str, ...] = ()  # conditions on head office's own fields, as own_conditions writes them
    recent: bool = False
    sort: str = "next_at"
    descending: bool = False


TICKED: Final = {
    "stages": "s.stage", "channels": "c.channel", "owners": "c.owner", "lifecycles": "s.lifecycle",
    "validities": "c.validity",
}  # fmt: skip
"""The facets of which any one value is enough, each with its column."""
OWN: Final = "own:"
"""Begins the name of the facet of one of head office's own fields; its key follows."""
LISTED: Final = "contact_state s JOIN contact c ON c.id = s.contact"
FOUND: Final = (
    "(SELECT rowid AS number FROM contact_search WHERE contact_search MATCH :match) f "
    "CROSS JOIN contact_state s ON s.number = f.number CROSS JOIN contact c ON c.id = s.contact"
)
"""With words to search for, the index leads: left to itself the planner walks through all contacts of the owner."""


@dataclass
class Condition:
    """SQL conditions joined by AND, with their named parameters."""

    parts: list[str]
    values: dict[str, object]

    def add(self, part: str, **values: object) -> None:
        """One more condition."""
        self.parts.append(part)
        self.values |= values

    def any_of(self, column: str, name: str, wanted: tuple[str, ...]) -> None:
        """The column has one of these values; no condition when there are none."""
        if wanted:
            names = {f"{name}{index}": value for index, value in enumerate(wanted)}
            self.add(f"{column} IN ({', '.join(f':{one}' for one in names)})", **names)

    def wears(self, belongs: str, name: str, tags: tuple[str, ...]) -> None:
        """The contact has (`belongs` is IN) or has not (NOT IN) one of these tags."""
        names = {f"{name}{index}": tag for index, tag in enumerate(tags)}
        marks = ", ".join(f":{one}" for one in names)
        self.add(
            f"c.id {belongs} (SELECT contact FROM contact_tag WHERE tag IN ({marks}) AND present = 1 AND hidden = 0 "
            "AND contact IS NOT NULL)",
            **names,
        )

    @property
    def source(self) -> str:
        """What follows FROM: `s` is contact_state, `c` contact."""
        return FOUND if "match" in self.values else LISTED

    @property
    def sql(self) -> str:
        """The conditions, true when there are none."""
        return " AND ".join(self.parts) or "1 = 1"


def visible(actor: Actor) -> Condition:
    """What this person may see at all: their own, their branch's, or nobody."""
    condition = Condition([], {})
    match scope(actor):
        case "own":
            condition.add("c.owner = :me", me=actor.staff)
        case "branch":
            condition.add(
                "(c.branch = :branch OR c.branch IS NULL OR c.owner = :me)", branch=actor.branch, me=actor.staff
            )
        case _:
            condition.add("1 = 0")
    return condition


def in_reach(actor: Actor, today: date) -> Condition:
    """What this person may open today: what is visible, and whom they stand in for."""
    condition, (extra, values) = visible(actor), standing_in.covered(actor, today)
    return Condition([f"({condition.sql} OR {extra})"], condition.values | values)


def view(condition: Condition, name: str, actor: Actor, now: datetime, quiet: int = QUIET_DAYS) -> None:
    """Narrow to one of VIEWS."""
    if name == "mine":
        condition.add("c.owner = :owner", owner=actor.staff)
    elif name == "due_today":
        condition.add("s.next_at < :tomorrow", tomorrow=f"{now.date() + timedelta(days=1)}")
    elif name == "overdue":
        condition.add("s.next_at < :today", today=f"{now.date()}")
    elif name == "birthdays":
        condition.any_of("coalesce(substr(c.birthday, 6, 5), '')", "born", birthdays(now.date()))
    elif name == "maturities":
        condition.add(
            "c.id IN (SELECT contact FROM interaction WHERE kind = 'maturity' AND hidden = 0 AND at >= :matures "
            "AND at < :matured)",
            matures=f"{now.date()}", matured=f"{now.date() + timedelta(days=MATURITY_DAYS + 1)}",
        )  # fmt: skip
    elif name == "quiet":
        condition.add("s.last_at < :quiet AND s.status = 'active'", quiet=f"{now - timedelta(days=quiet)}")
    elif name in PLAIN:
        condition.add(PLAIN[name])


def birthdays(today: date) -> tuple[str, ...]:
    """The days `MM-DD` that lie near; who was born on 29 February has it on the 28th of other years."""
    days = [f"{today + timedelta(days=ahead):%m-%d}" for ahead in range(BIRTHDAY_DAYS + 1)]
    leap = today.year % 4 == 0 and (today.year % 100 != 0 or today.year % 400 == 0)
    return tuple(days + (["02-29"] if "02-28" in days and not leap else []))


def where(query: ContactQuery, actor: Actor, now: datetime, *, without: str = "", quiet: int = QUIET_DAYS) -> Condition:
    """The whole condition; `without` leaves one facet out, so that its own counts show what a tick would bring.

    (Of tags of which all must fit, the next tick narrows further: those stay. `quiet` is the days without a word.)
    """
    if query.view == standing_in.VIEW:
        extra, values = standing_in.covered(actor, now.date())
        condition = Condition([extra], values)
    else:
        condition = visible(actor)
        view(condition, query.view, actor, now, quiet)
    if expression := match(query.text):
        condition.values["match"] = expression
    for facet, column in TICKED.items():
        if without != facet:
            condition.any_of(column, f"{facet}_", getattr(query, facet))
    if query.recent:
        condition.add("c.added_at >= :recent", recent=f"{now.date() - timedelta(days=NEW_DAYS)}")
    _own(condition, query, without.removeprefix(OWN))
    if without != "tags":
        _tags(condition, query)
    elif not query.any_tag:
        _tags(condition, replace(query, without=()))
    return condition


def _own(condition: Condition, query: ContactQuery, without: str) -> None:
    """What is asked of head office's own fields, but for the one with the key `without`."""
    asked = own_conditions.read(query.own, without)
    for number, key in enumerate(dict.fromkeys(one.key for one in asked)):
        part, values = own_conditions.sql([one for one in asked if one.key == key], f"own{number}")
        condition.add(part, **values)


def _tags(condition: Condition, query: ContactQuery) -> None:
    """All of the tags or any, none of others, or no tag at all."""
    for index, wanted in enumerate([query.tags] if query.any_tag and query.tags else [(tag,) for tag in query.tags]):
        condition.wears("IN", f"tag{index}_", wanted)
    if query.without:
        condition.wears("NOT IN", "without", query.without)
    if query.untagged:
        condition.add("s.tags = 0")


def by_fitness(query: ContactQuery) -> bool:
    """Whether who fits the words best stands first: a search that nobody has sorted otherwise."""
    return bool(match(query.text)) and query.sort == ContactQuery.sort and not query.descending


def order(query: ContactQuery) -> str:
    """ORDER BY of a query: rows without a value last, the name breaks ties."""
    expression = SORTS[query.sort]
    direction = "DESC" if query.descending else "ASC"
    return f"{expression} IS NULL, {expression} {direction}, s.sort_key, s.number"


class SavedFilter(NamedTuple):
    """A query that a member of staff keeps under a name; `total` is how many contacts fit it now."""

    name: str
    query: ContactQuery
    total: int = 0
