"""Several analysts on one server: who is consolidating now, and whether others have written since one looked."""

from typing import NamedTuple

from sqlalchemy import text
from sqlalchemy.orm import Session

from db import claims
from db.actor import Actor
from desktop.headquarters.course import RUNNING


class Colleague(NamedTuple):
    """Somebody's consolidation that is under way now; `own` when it is this person's, on whichever PC."""

    run: str
    name: str
    done: int
    total: int
    own: bool


def running(session: Session, actor: Actor) -> list[Colleague]:
    """Who is consolidating on the server now, those who began first on top; in a file nobody else can be."""
    rows = session.execute(
        text(
            "SELECT c.id, coalesce(s.name, ''), (SELECT count(*) FROM import_run r WHERE r.run = c.id), c.total, "
            "c.staff FROM consolidation c LEFT JOIN staff s ON s.id = c.staff WHERE c.state = :state "
            "ORDER BY c.started_at, c.id"
        ),
        {"state": RUNNING},
    ).all()
    live = claims.held(session, [row[0] for row in rows])
    return [
        Colleague(id_, name, done, total, staff == actor.staff) for id_, name, done, total, staff in rows if id_ in live
    ]


def mark(session: Session) -> tuple[object, ...]:
    """Something that is another whenever anybody has written, and costs nothing to ask for."""
    return tuple(session.execute(text(_MARK)).one())


_MARK = (
    "SELECT (SELECT seq FROM replica WHERE own = 1), (SELECT max(stamp) FROM replica), "
    "(SELECT max(id) FROM import_run), (SELECT max(id) FROM consolidation), "
    "(SELECT max(ended_at) FROM consolidation), (SELECT max(decided_at) FROM proposal), "
    "(SELECT max(id) FROM export_run)"
)
