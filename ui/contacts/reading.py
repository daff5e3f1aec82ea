"""What the page reads: the list with its first rows, and one contact in full."""

from array import array
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from sqlalchemy.orm import Session

from db.actor import Actor
from desktop.contacts import search
from desktop.contacts.filters import ContactQuery
from desktop.contacts.search import ContactDetail, ContactRow
from ui.row_model import BLOCK

if TYPE_CHECKING:
    from desktop.contacts.record import Record
    from desktop.contacts.timeline import Event


T = TypeVar("T")


class Later(Generic[T]):
    """Passes an answer on, unless it was dropped because something else has been asked for."""

    def __init__(self, then: Callable[[T], object]) -> None:
        self._then = then

    def __call__(self, answer: T | None) -> None:
        if answer is not None:
            self._then(answer)


class Shown(NamedTuple):
    """What the panel shows: the contact, its newest events, and how many there are in all."""

    detail: ContactDetail
    events: "list[Event]"
    total: int
    record: "Record | None" = None


def read_list(session: Session, actor: Actor, query: ContactQuery) -> tuple["array[int]", list[ContactRow | None]]:
    """All numbers that fit, and the rows that are painted first."""
    ids = search.ids(session, actor, query)
    return ids, in_place(session, actor, ids[:BLOCK])


def read_best(session: Session, actor: Actor, query: ContactQuery) -> tuple["array[int]", list[ContactRow | None]]:
    """Who fits the words of a search best, without waiting for everybody who fits."""
    best = array("q", search.best_numbers(session, actor, query))
    return best, in_place(session, actor, best)


def in_place(session: Session, actor: Actor, numbers: Sequence[int]) -> list[ContactRow | None]:
    """The rows in the order of the numbers; None where one has gone."""
    found = {row.number: row for row in search.rows(session, actor, numbers)} if numbers else {}
    return [found.get(number) for number in numbers]


def read_shown(session: Session, actor: Actor, number: int, limit: int, group: str = "") -> Shown | None:
    """All of the contact with this list number, with its newest events of a group; None when it has gone."""
    from desktop.contacts import record, story  # after the first rows are painted

    contacts = search.contact_ids(session, [number])
    if not contacts or not search.rows(session, actor, [number]):
        return None
    told = story.read(session, contacts[0], limit, group)
    sheet = record.read(session, actor, contacts[0])
    return Shown(search.detail(session, actor, contacts[0]), told.events, told.total, sheet)
