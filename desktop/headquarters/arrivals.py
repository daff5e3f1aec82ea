"""The files of a week as head office received them, and the branches that have not reported."""

import json
from collections.abc import Sequence
from typing import Final, NamedTuple

from sqlalchemy import text
from sqlalchemy.orm import Session

from db.engine import session_clock
from desktop.exchange.arrival import told, told_cure
from desktop.insights.metrics import Period
from desktop.words import N_, Phrase

CAME: Final = ("merged", "nothing_new")
CURES: Final = {
    "clone": N_("有两台电脑用了同一个编号，记录已分开；请告诉总行哪台的硬盘是复制来的。"),
    "gap": N_("缺的一段，下一个下发包会要回来；急的话请导出完整的上报表。"),
    "hand_edited": N_("没改的已并入，手工改动等总行定，不用重交。"),
}


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
    cure: str = ""

    @property
    def troubled(self) -> bool:
        """Whether somebody has to look at it."""
        return self.verdict in {"refused", "stale"} or bool(self.flags)


class Late(NamedTuple):
    """A branch that has not reported for the period.

    `last` is the newest earlier period that it did report for, "" for none; `weeks` how many in a row it has missed,
    this one counted, since its last report or since head office got the first from anybody.
    """

    branch: str
    name: str
    above: str
    last: str
    weeks: int = 1


def current(session: Session) -> Period:
    """The week that is being put together: the newest that a report came for, else this one."""
    newest = session.execute(
        text("SELECT max(period) FROM import_run WHERE kind = 'report' AND verdict <> 'refused'")
    ).scalar()
    return Period.named(newest) if newest else Period.week_of(session_clock(session).now().date())


def files(session: Session, period: Period) -> list[File]:
    """Each file once, with what came of it when it first came, or first was not refused, newest first.

    These are the reports of the period, and what arrived in that week or later: refused, older.
    """
    rows = session.execute(
        text(
            "SELECT r.id, r.file, coalesce(b.name, ''), r.period, r.verdict, r.detail, r.reason, r.at, r.counts "
            "FROM import_run r LEFT JOIN branch b ON b.id = r.branch WHERE r.kind = 'report' AND "
            "(r.period = :period OR r.at >= :first) AND NOT EXISTS (SELECT 1 FROM import_run o WHERE "
            "o.kind = 'report' AND o.file = r.file AND o.sha256 = r.sha256 AND CASE WHEN o.verdict <> 'refused' "
            "THEN r.verdict = 'refused' OR o.at < r.at OR o.at = r.at AND o.id < r.id ELSE r.verdict = 'refused' AND "
            "(o.at > r.at OR o.at = r.at AND o.id > r.id) END) ORDER BY r.at DESC, r.id DESC"
        ),
        {"period": period.name, "first": f"{period.first}"},
    )
    found = []
    for id_, file, branch, week, came, detail, reason, at, counts in rows:
        verdict, (flags, said) = came, told(detail, reason)
        if came in CAME and week and week < period.name:
            verdict, said = "stale", N_("报的是第 {week} 周，这里汇总第 {now} 周；内容收下了", week=int(week[-2:]),
                                        now=int(period.name[-2:]))  # fmt: skip
        numbers = json.loads(counts or "{}")
        found.append(File(id_, file, branch, week, verdict, flags, said, at, numbers, cure(detail, verdict, flags)))
    return found


def cure(detail: str, verdict: str, flags: Sequence[str]) -> Phrase | str:
    """What the branch shall do about its file; "" when nothing has to be done."""
    if verdict == "refused":
        return told_cure(detail)
    if verdict == "stale":
        return N_("请导出这一周的上报表再交。")
    wanted = next((flag for flag in ("clone", "gap", "hand_edited") if flag in flags), "")
    return CURES.get(wanted, "")


def late(session: Session, period: Period) -> list[Late]:
    """The outlets of the tree without a report for the period, those that miss most first within what is above them."""
    rows = session.execute(
        text(
            "SELECT b.id, b.name, coalesce(a.name, ''), coalesce((SELECT max(r.period) FROM import_run r WHERE "
            "r.branch = b.id AND r.kind = 'report' AND r.period < :period), '') FROM branch b LEFT JOIN branch a "
            "ON a.id = b.parent WHERE b.hidden = 0 AND b.kind IN ('sub_branch', 'outlet') AND NOT EXISTS "
            "(SELECT 1 FROM import_run r WHERE r.branch = b.id AND r.kind = 'report' AND r.period = :period)"
        ),
        {"period": period.name},
    )
    first = session.execute(text("SELECT min(period) FROM import_run WHERE kind = 'report' AND period <> ''")).scalar()
    begin = first or period.name
    found = [Late(id_, name, above, last, _missed(last, begin, period)) for id_, name, above, last in rows]
    return sorted(found, key=lambda one: (one.above, -one.weeks, one.name, one.branch))


def _missed(last: str, first: str, period: Period) -> int:
    """Weeks in a row without a report, up to and with this one."""
    weeks = (period.first - Period.named(last or first).first).days // 7
    return max(1, weeks if last else weeks + 1)


def reported(session: Session, period: Period) -> int:
    """How many branches have reported for the period."""
    found = session.execute(
        text("SELECT count(DISTINCT branch) FROM import_run WHERE kind = 'report' AND period = :period"),
        {"period": period.name},
    )
    return int(found.scalar_one())
