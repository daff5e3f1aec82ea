"""What comes due while the program runs: said once, at its time."""

from datetime import datetime, timedelta
from typing import Final, NamedTuple

from sqlalchemy import text
from sqlalchemy.orm import Session

from db.actor import Actor

WARM_UP: Final = timedelta(minutes=15)
"""How long before a group's activity it is reminded of: the warm-up notice has to go out."""

DUE: Final = """
SELECT coalesce(step, id), min(title), min(coalesce(postponed_to, due_at)) AS at, count(*), min(kind) FROM task
WHERE hidden = 0 AND staff = :staff AND done_at IS NULL AND skipped_at IS NULL AND copied_at IS NULL
  AND ((kind <> 'activity' AND coalesce(postponed_to, due_at) > :since AND coalesce(postponed_to, due_at) <= :now)
    OR (kind = 'activity' AND coalesce(postponed_to, due_at) > :soon AND coalesce(postponed_to, due_at) <= :ahead))
GROUP BY coalesce(step, id)
UNION ALL
SELECT f.id, c.name || '：' || f.title, f.due_at, 1, 'follow_up' FROM follow_up f JOIN contact c ON c.id = f.contact
WHERE f.hidden = 0 AND f.staff = :staff AND f.done_at IS NULL AND c.hidden = 0 AND c.do_not_disturb = 0
  AND f.due_at > :since AND f.due_at <= :now
ORDER BY 3, 2
"""


class Reminder(NamedTuple):
    """Something whose time has come: a step of the list (`tasks` many), a follow-up, or an activity that nears."""

    id: str
    title: str
    at: datetime
    tasks: int
    kind: str


def due(session: Session, actor: Actor, since: datetime, now: datetime) -> list[Reminder]:
    """What has come due for this person after `since` and until `now`, in order of time."""
    moments = {"since": since, "now": now, "soon": since + WARM_UP, "ahead": now + WARM_UP}
    values = {name: moment.isoformat(sep=" ", timespec="seconds") for name, moment in moments.items()}
    rows = session.execute(text(DUE), {"staff": actor.staff, **values})
    return [Reminder(id_, title, datetime.fromisoformat(at), tasks, kind) for id_, title, at, tasks, kind in rows]
