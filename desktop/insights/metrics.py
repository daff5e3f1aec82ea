"""The numbers of a period by branch, staff, channel and stage; one definition each, the same on screen and in files."""

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Final, NamedTuple

from sqlalchemy import text
from sqlalchemy.orm import Session

from desktop.insights import validity
from desktop.insights.scope import Scope
from desktop.insights.validity import VALID
from desktop.insights.walk import Tally, walk
from desktop.words import N_, Phrase


class Period(NamedTuple):
    """A week or another stretch of days, both ends included."""

    first: date
    last: date

    @classmethod
    def week_of(cls, day: date) -> "Period":
        """The ISO week, Monday to Sunday, that holds this day."""
        monday = day - timedelta(days=day.weekday())
        return cls(monday, monday + timedelta(days=6))

    @classmethod
    def named(cls, name: str) -> "Period":
        """The week of a name such as `2026W47`; ValueError for anything else."""
        year, _, week = name.partition("W")
        return cls.week_of(date.fromisocalendar(int(year), int(week), 1))

    @classmethod
    def month_to(cls, day: date) -> "Period":
        """From the first of the month to this day."""
        return cls(day.replace(day=1), day)

    @classmethod
    def quarter_to(cls, day: date) -> "Period":
        """From the first of the quarter to this day."""
        return cls(date(day.year, 3 * ((day.month - 1) // 3) + 1, 1), day)

    @property
    def before(self) -> "Period":
        """The stretch of the same length before this one."""
        length = self.last - self.first + timedelta(days=1)
        return Period(self.first - length, self.last - length)

    @property
    def name(self) -> str:
        """`2026W47`."""
        year, week, _ = self.first.isocalendar()
        return f"{year}W{week:02d}"

    @property
    def bounds(self) -> dict[str, str]:
        """The period as parameters: from `:first` up to, not including, `:after`."""
        return {"first": f"{self.first}", "after": f"{self.last + timedelta(days=1)}"}


class Metric(NamedTuple):
    """A number: key, name, definition, and how it is shown (count or share)."""

    key: str
    label: Phrase
    definition: Phrase
    form: str = "count"


METRICS: Final = (
    Metric("contacts", N_("客户"), N_("现有客户数，不含已流失和疑似流失")),
    Metric("adds", N_("新增"), N_("本期首次添加的客户数")),
    Metric("valid_adds", N_("有效新增"), N_("新增里按总行的规则算有效的；怎样算有效，见规则“有效新增”")),
    Metric("lost", N_("流失"), N_("本期流失和疑似流失的客户数")),
    Metric("net", N_("净增"), N_("新增 − 流失")),
    Metric("loss_rate", N_("流失率"), N_("流失 ÷（期初客户 + 新增）"), "share"),
    Metric("tagged", N_("标签率"), N_("至少有一个标签的客户 ÷ 客户"), "share"),
    Metric("reached", N_("触达率"), N_("本期有发出互动的客户 ÷ 客户"), "share"),
    Metric("interactions", N_("互动"), N_("本期互动条数")),
    Metric("follow_ups_due", N_("应跟进"), N_("本期到期的跟进数")),
    Metric("on_time", N_("跟进及时率"), N_("到期当天或之前完成的跟进 ÷ 本期到期的跟进"), "share"),
    Metric("tasks_due", N_("应做任务"), N_("本期应做的任务数")),
    Metric("tasks_done", N_("SOP 完成率"), N_("完成的任务 ÷ 应做的任务；跳过另计"), "share"),
    Metric("tasks_skipped", N_("跳过"), N_("本期写了原因跳过的任务数")),
    Metric("referring", N_("转介率"), N_("带来过新客户的客户 ÷ 客户"), "share"),
    Metric("groups", N_("社群"), N_("客户群数")),
    Metric("members", N_("群成员"), N_("客户群人数合计")),
    Metric("activities", N_("社群活动"), N_("本期办完的群活动场数")),
    Metric("took_part", N_("活动参与"), N_("本期群活动的参与人数合计，一人参加两场算两次")),
    Metric("group_active", N_("群活跃"), N_("本期每天说话或参与的群成员 ÷ 群成员，按天平均"), "share"),
)
BY_KEY: Final = {metric.key: metric for metric in METRICS}
ON_TIME: Final = "substr(f.done_at, 1, 10) <= substr(f.due_at, 1, 10)"
"""A follow-up `f` was done on its day or before."""
OUTGOING: Final = "('copied', 'sent', 'call', 'chat', 'visit', 'queue_talk', 'follow_up')"
HERE: Final = "c.hidden = 0 AND c.status NOT IN ('lost', 'suspected_lost')"

Figures = dict[str, int | float | None]
"""Key of a metric → number; a share is a fraction, None where there is nothing to divide by."""

_THEN: Final = "i.contact = c.id AND i.hidden = 0 AND i.at >= :first AND i.at < :after"
_DUE: Final = "f.contact = c.id AND f.hidden = 0 AND f.due_at >= :first AND f.due_at < :after"


def _one(condition: str) -> str:
    """SQL for 1 where the condition holds, else 0."""
    return f"CASE WHEN {condition} THEN 1 ELSE 0 END"


_OF_CONTACTS: Final = {
    "contacts": _one(HERE),
    "adds": _one("c.added_at >= :first AND c.added_at < :after"),
    "valid_adds": _one(f"c.added_at >= :first AND c.added_at < :after AND {VALID}"),
    "lost": _one("c.status IN ('lost', 'suspected_lost') AND c.status_at >= :first AND c.status_at < :after"),
    "_start": _one("c.added_at < :first AND NOT (c.status IN ('lost', 'suspected_lost') AND c.status_at < :first)"),
    "_tagged": _one(
        f"{HERE} AND EXISTS (SELECT 1 FROM contact_tag t WHERE t.contact = c.id AND t.present = 1 AND t.hidden = 0)"
    ),
    "_reached": _one(f"{HERE} AND EXISTS (SELECT 1 FROM interaction i WHERE {_THEN} AND i.kind IN {OUTGOING})"),
    "_referring": _one(
        f"{HERE} AND EXISTS (SELECT 1 FROM interaction i WHERE i.contact = c.id AND i.hidden = 0 AND "
        "i.kind = 'referral')"
    ),
    "interactions": f"(SELECT count(*) FROM interaction i WHERE {_THEN})",
    "follow_ups_due": f"(SELECT count(*) FROM follow_up f WHERE {_DUE})",
    "_on_time": f"(SELECT count(*) FROM follow_up f WHERE {_DUE} AND {ON_TIME})",
}
"""Key → what is added up of each contact `c`, by branch and owner."""
_OF_OTHERS: Final = {
    "SELECT k.branch, k.staff, {} FROM task k WHERE k.hidden = 0 AND k.date >= :first AND k.date < :after "
    "GROUP BY 1, 2": {
        "tasks_due": "1",
        "_tasks_done": _one("k.done_at IS NOT NULL"),
        "tasks_skipped": _one("k.skipped_at IS NOT NULL AND k.done_at IS NULL"),
    },
    'SELECT g.branch, g.owner, {} FROM "group" g WHERE g.hidden = 0 GROUP BY 1, 2': {
        "groups": "1",
        "members": "g.members",
    },
    'SELECT g.branch, g.owner, {} FROM "group" g JOIN group_day d ON d."group" = g.id AND d.hidden = 0 AND '
    "d.date >= :first AND d.date < :after WHERE g.hidden = 0 GROUP BY 1, 2": {
        "_spoke": "d.spoke",
        "_listening": "d.members",
    },
    'SELECT g.branch, g.owner, {} FROM activity_run a JOIN "group" g ON g.id = a."group" AND g.hidden = 0 WHERE '
    "a.hidden = 0 AND a.ended_at >= :first AND a.ended_at < :after GROUP BY 1, 2": {
        "activities": "1",
        "took_part": "a.participants",
    },
}
"""What else is read, by branch and by who owns it → key → what is added up; the two of them add up to all."""


_RAW: Final = (*_OF_CONTACTS, *(key for parts in _OF_OTHERS.values() for key in parts))
"""The keys of what is added up, in the order in which the sums are kept."""
_PLACES: Final = {key: place for place, key in enumerate(_RAW)}


class Sums(Mapping[str, Figures]):
    """The figures of branches or of staff by id ("": none); worked out from the sums when they are asked for.

    (The sums of the 90,000 people of a bank take a twentieth of what their figures would.)
    """

    def __init__(self) -> None:
        self._sums: dict[str, array[int]] = {}

    def add(self, id_: str, keys: Iterable[str], numbers: Sequence[int]) -> None:
        """Add up numbers of these keys."""
        sums = self._sums.get(id_)
        if sums is None:
            sums = self._sums[id_] = array("q", bytes(8 * len(_RAW)))
        for key, number in zip(keys, numbers, strict=True):
            sums[_PLACES[key]] += number

    def ranked(self) -> list[str]:
        """All ids, who has the most adds first."""
        adds = _PLACES["adds"]
        return sorted(self._sums, key=lambda id_: (-self._sums[id_][adds], id_))

    def __getitem__(self, id_: str) -> Figures:
        return complete(dict(zip(_RAW, self._sums[id_], strict=True)))

    def __iter__(self) -> Iterator[str]:
        return iter(self._sums)

    def __len__(self) -> int:
        return len(self._sums)


class Counted(NamedTuple):
    """The figures of a period: of everything in the database, and by branch and by owner."""

    total: Figures
    branches: Sums
    owners: Sums


class Count:
    """The figures of a period while the contacts are walked; `whole`: of everything only."""

    def __init__(self, session: Session, period: Period, *, whole: bool = False) -> None:
        self._values = {**period.bounds, **validity.rules(session)}
        sums = ", ".join(f"sum({part})" for part in _OF_CONTACTS.values())
        whose, grouped = ("", "") if whole else ("c.branch, c.owner, ", " GROUP BY 1, 2")
        self.contacts = Tally(
            f"SELECT {whose}{sums} FROM contact c WHERE c.hidden = 0 AND {{part}}{grouped}",
            self._values, 0 if whole else 2,
        )  # fmt: skip

    def counted(self, session: Session) -> Counted:
        """The figures, with those that are not of contacts; counts are added up, shares come from the sums."""
        total, branches, owners = Sums(), Sums(), Sums()
        for keys, branch, owner, numbers in self._numbers(session):
            if any(numbers):
                for sums, id_ in ((total, ""), (branches, branch or ""), (owners, owner or "")):
                    sums.add(id_, keys, numbers)
        return Counted(total[""] if total else complete({}), branches, owners)

    def total(self, session: Session) -> Figures:
        """The figures of everything."""
        return self.counted(session).total

    def _numbers(self, session: Session) -> Iterator[tuple[Iterable[str], str | None, str | None, Sequence[int]]]:
        for whose, numbers in self.contacts.sums.items():
            yield _OF_CONTACTS, *(whose or (None, None)), numbers
        for statement, parts in _OF_OTHERS.items():
            read = text(statement.format(", ".join(f"sum({part})" for part in parts.values())))
            for branch, owner, *found in session.execute(read, self._values):
                yield parts, branch, owner, [int(number or 0) for number in found]


def counted(session: Session, period: Period) -> Counted:
    """The figures of a period."""
    count = Count(session, period)
    walk(session, count.contacts)
    return count.counted(session)


def total(session: Session, period: Period) -> Figures:
    """The figures of everything in the database."""
    count = Count(session, period, whole=True)
    walk(session, count.contacts)
    return count.total(session)


def complete(counts: Mapping[str, int]) -> Figures:
    """All metrics from the raw counts."""
    figures: Figures = {metric.key: counts.get(metric.key, 0) for metric in METRICS if metric.form == "count"}
    figures["net"] = counts.get("adds", 0) - counts.get("lost", 0)
    start = counts.get("_start", 0) + counts.get("adds", 0)
    figures["loss_rate"] = share(counts.get("lost", 0), start)
    figures["referring"] = share(counts.get("_referring", 0), counts.get("contacts", 0))
    figures["group_active"] = share(counts.get("_spoke", 0), counts.get("_listening", 0))
    figures["tagged"] = share(counts.get("_tagged", 0), counts.get("contacts", 0))
    figures["reached"] = share(counts.get("_reached", 0), counts.get("contacts", 0))
    figures["on_time"] = share(counts.get("_on_time", 0), counts.get("follow_ups_due", 0))
    figures["tasks_done"] = share(counts.get("_tasks_done", 0), counts.get("tasks_due", 0))
    return figures


def share(part: int, whole: int) -> float | None:
    """A fraction; None when there is nothing to divide by."""
    return part / whole if whole else None


def shown(metric: Metric, value: float | None) -> str:
    """A figure as people read it: 1,286 or 92%, — for none."""
    if value is None:
        return "—"
    return f"{value:.0%}" if metric.form == "share" else f"{int(value):,}"


def stage_tally(scope: Scope | None = None) -> Tally:
    """Reads how many contacts stand at each AIPL stage."""
    whose = scope or Scope()
    return Tally(
        f"SELECT s.stage, count(*) FROM contact c JOIN contact_state s ON s.contact = c.id WHERE {HERE} AND "
        f"{whose.within('c')} AND {{part}} GROUP BY s.stage", whose.values, 1,
    )  # fmt: skip


def stages(tally: Tally) -> dict[str, int]:
    """AIPL stage → contacts in it."""
    return {stage: number for (stage,), (number,) in tally.sums.items()}


def channel_tally(period: Period, scope: Scope | None = None) -> Tally:
    """Reads contacts, and adds in the period, by channel."""
    whose = scope or Scope()
    return Tally(
        f"SELECT coalesce(nullif(c.channel, ''), 'unknown'), sum({_one(HERE)}), "
        f"sum({_one('c.added_at >= :first AND c.added_at < :after')}) FROM contact c WHERE c.hidden = 0 AND "
        f"{whose.within('c')} AND {{part}} GROUP BY 1", {**period.bounds, **whose.values}, 1,
    )  # fmt: skip


def channels(tally: Tally) -> list[tuple[str, int, int]]:
    """(channel, contacts, adds in the period), the largest first."""
    found = [(name, held, adds) for (name,), (held, adds) in tally.sums.items()]
    return sorted(found, key=lambda one: (-one[1], one[0]))


class PlacementAdds(NamedTuple):
    """A printed piece's place, whose code hangs there ("" the branch's), and its adds now and in the period before."""

    name: str
    branch: str
    staff: str
    adds: int
    before: int


def placements(session: Session, period: Period, scope: Scope | None = None) -> list[PlacementAdds]:
    """The places of printed pieces by the adds that came from them, by placement or by the code's `state`."""
    whose = scope or Scope()
    earlier, hanging = period.before.bounds, Scope(whose.branch).within("p")
    rows = session.execute(
        text(
            "SELECT p.name, coalesce(b.name, ''), coalesce(s.name, ''), sum(CASE WHEN c.added_at >= :first AND "
            "c.added_at < :after THEN 1 ELSE 0 END) AS now, sum(CASE WHEN c.added_at >= :early AND "
            "c.added_at < :first THEN 1 ELSE 0 END) FROM placement p LEFT JOIN branch b ON b.id = p.branch "
            "LEFT JOIN contact_way w ON w.id = p.contact_way LEFT JOIN staff s ON s.id = w.staff LEFT JOIN contact c "
            "ON c.hidden = 0 AND c.added_at >= :early AND (c.placement = p.id OR c.placement IS NULL AND "
            f"c.state <> '' AND c.state = p.state) AND {whose.within('c')} WHERE p.hidden = 0 AND {hanging} "
            "GROUP BY p.id, p.name, b.name, s.name ORDER BY now DESC, p.name"
        ),
        {**period.bounds, "early": earlier["first"], **whose.values},
    )
    return [PlacementAdds(name, branch, staff, int(now), int(then)) for name, branch, staff, now, then in rows]


def tag_tally() -> Tally:
    """Reads how many contacts have each tag."""
    return Tally(
        "SELECT t.id, coalesce(g.name, ''), t.name, count(*) FROM contact c JOIN contact_tag x ON x.contact = c.id AND "
        f"x.present = 1 AND x.hidden = 0 JOIN tag t ON t.id = x.tag AND t.hidden = 0 LEFT JOIN tag_group g ON "
        f"g.id = t.tag_group WHERE {HERE} AND {{part}} GROUP BY t.id, g.name, t.name", {}, 3,
    )  # fmt: skip


def tags(tally: Tally) -> list[tuple[str, str, int]]:
    """(group, tag, contacts), the most used first."""
    found = [(group, name, number) for (_, group, name), (number,) in tally.sums.items()]
    return sorted(found, key=lambda one: (-one[2], one[1]))
