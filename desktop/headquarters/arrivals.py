"""The files of a week as head office received them, and the branches that have not reported."""

import json
from typing import NamedTuple

from sqlalchemy import text
from sqlalchemy.orm import Session

from db.engine import session_clock
from desktop.exchange.arrival import told
from desktop.insights.metrics import Period
from desktop.words import Phrase


class File(NamedTuple):
    """A file that was taken in or refused; `branch` is a name, "" when it could not be told."""

    id: str
    file: str
    branch: str
    period: str
    verdict: str
    flags: tuple[str, ...]
    reason: Phrase
    at: str
    counts: dict[str, int]


class Late(NamedTuple):
    """A branch that has not reported for the period; `last` is the newest period it did report for, "" for none."""

    branch: str
    name: str
    above: str
    last: str


def current(session: Session) -> Period:
    """The week that is being put together: the newest that a report came for, else this one."""
    newest = session.execute(
        text("SELECT max(period) FROM import_run WHERE kind = 'report' AND verdict <> 'refused'")
    ).scalar()
    return Period.named(newest) if newest else Period.week_of(session_clock(session).now().date())


def files(session: Session, period: Period) -> list[File]:
    """Each file once, with what came of it when it first came, newest first.

    These are the reports of the period, and what arrived in that week or later: refused, older.
    """
    rows = session.execute(
        text(
            "SELECT r.id, r.file, coalesce(b.name, ''), r.period, r.verdict, r.detail, r.reason, r.at, r.counts "
            "FROM import_run r LEFT JOIN branch b ON b.id = r.branch WHERE r.kind = 'report' AND "
            "(r.period = :period OR r.at >= :first) AND NOT EXISTS (SELECT 1 FROM import_run o WHERE "
            "o.kind = 'report' AND o.file = r.file AND o.sha256 = r.sha256 AND (o.at < r.at OR o.at = r.at AND "
            "o.id < r.id)) ORDER BY r.at DESC, r.id DESC"
        ),
        {"period": period.name, "first": f"{period.first}"},
    )
    found = []
    for id_, file, branch, week, verdict, detail, reason, at, counts in rows:
        flags, said = told(detail, reason)
        found.append(File(id_, file, branch, week, verdict, flags, said, at, json.loads(counts or "{}")))
    return found


def late(session: Session, period: Period) -> list[Late]:
    """The outlets of the tree without a report for the period."""
    rows = session.execute(
        text(
            "SELECT b.id, b.name, coalesce(a.name, ''), coalesce((SELECT max(r.period) FROM import_run r WHERE "
            "r.branch = b.id AND r.kind = 'report'), '') FROM branch b LEFT JOIN branch a ON a.id = b.parent "
            "WHERE b.hidden = 0 AND b.kind IN ('sub_branch', 'outlet') AND NOT EXISTS (SELECT 1 FROM import_run r "
            "WHERE r.branch = b.id AND r.kind = 'report' AND r.period = :period) ORDER BY a.name, b.name"
        ),
        {"period": period.name},
    )
    return [Late(*row) for row in rows]


def reported(session: Session, period: Period) -> int:
    """How many branches have reported for the period."""
    found = session.execute(
        text("SELECT count(DISTINCT branch) FROM import_run WHERE kind = 'report' AND period = :period"),
        {"period": period.name},
    )
    return int(found.scalar_one())
