"""What the window needs to know before anybody comes: tags, places, the code, how many came today, the draft."""

import json
from dataclasses import asdict, dataclass, field
from datetime import datetime, time, timedelta
from typing import Final, NamedTuple

from sqlalchemy.orm import Session

from db.actor import Actor
from db.organisation import Staff
from desktop.contacts import capture, tags
from desktop.contacts.capture import RESULTS
from desktop.contacts.tags import TagEntry
from desktop.posters import ways
from desktop.posters.ways import Place

MORNING: Final = time(9, 0)
COUNTER, QUEUE = "counter", "queue"
DECLINED: Final = "declined"
"""The fourth result: no friend in WeCom after all; only counted."""
NEXT_DAYS: Final = {"": 0, "d1": 1, "d3": 3, "d7": 7}
"""Next steps of the first hundred days, and after how many days."""
CHANNELS: Final = ("staff_talk", "lobby", "offline_scene", "referral", "mobile_app")
"""What is offered beside the places."""


class Code(NamedTuple):
    """A person's code as its modules, with name, persona and the mark that comes back."""

    matrix: tuple[tuple[bool, ...], ...] = ()
    name: str = ""
    line: str = ""
    state: str = ""


class Counter(NamedTuple):
    """What was read for the window."""

    tags: list[TagEntry]
    places: list[Place]
    today: int
    draft: str
    everywhere: bool  # the key that opens the window from any program is wanted


@dataclass
class Draft:
    """What is being entered; consent is never kept: it is given anew each time."""

    phone: str = ""
    name: str = ""
    tags: list[str] = field(default_factory=list)
    channel: str = "staff_talk"
    placement: str = ""
    next: str = "d1"
    result: str = RESULTS[0]

    def text(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False, sort_keys=True)

    @classmethod
    def of(cls, text: str) -> "Draft":
        """A kept draft; what cannot be read is an empty one."""
        try:
            found = json.loads(text or "{}")
            draft = cls(**{key: value for key, value in found.items() if key in cls.__dataclass_fields__})
        except (ValueError, TypeError, AttributeError):
            return cls()
        sound = all(isinstance(one, str) for one in (draft.phone, draft.name, draft.channel, draft.placement))
        sound &= isinstance(draft.tags, list) and draft.next in NEXT_DAYS and draft.result in (*RESULTS, DECLINED)
        return draft if sound else cls()


def read(session: Session, actor: Actor) -> Counter:
    """Everything but the code."""
    return Counter(
        tags.favourites(session), ways.placements(session, actor.branch), capture.today_of(session, actor).spoken,
        capture.draft(session, actor.staff, COUNTER), capture.everywhere(session),
    )  # fmt: skip


def code(session: Session, staff: str, placement: str) -> Code:
    """The code that the person's customers scan here; without modules when none is registered."""
    person = session.get(Staff, staff)
    if person is None:
        return Code()
    line = "，".join(part for part in (person.position, person.persona) if part)
    way = ways.way_of(session, staff, placement)
    if way is None:
        return Code((), person.name, line)
    from desktop.posters import qr

    return Code(qr.matrix(way.content), person.name, line, way.state)


def next_at(now: datetime, key: str) -> datetime | None:
    """When a next step is due: in the morning, so many days from now."""
    days = NEXT_DAYS[key]
    return datetime.combine(now.date() + timedelta(days=days), MORNING) if days else None
