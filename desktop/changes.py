"""What a write touched, told to the pages, and how to undo it."""

from dataclasses import dataclass
from enum import Flag, auto


class Changes(Flag):
    """Kinds of rows a page may show."""

    NONE = 0
    CONTACTS = auto()
    TAGS = auto()
    GROUPS = auto()
    TASKS = auto()
    FOLLOW_UPS = auto()
    INTERACTIONS = auto()
    STAFF = auto()
    POSTERS = auto()
    EXCHANGE = auto()
    SETTINGS = auto()
    LIBRARY = auto()
    ALL = CONTACTS | TAGS | GROUPS | TASKS | FOLLOW_UPS | INTERACTIONS | STAFF | POSTERS | EXCHANGE | SETTINGS | LIBRARY


@dataclass(frozen=True, slots=True)
class Done:
    """The outcome of a write: what pages it concerns, the batch that undoes it ("" if nothing to undo), what to say."""

    changes: Changes
    batch: str = ""
    message: str = ""
    count: int = 0
