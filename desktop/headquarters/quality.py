"""What in the bank's figures is worth a look, with its evidence: suspicions, never accusations.

The thresholds come from head office's document `quality_rules`, else from `resources/insights/quality.toml`.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any, Final, NamedTuple

from sqlalchemy import text
from sqlalchemy.orm import Session

from desktop import documents
from desktop.errors import AppError
from desktop.insights.metrics import Period
from desktop.insights.walk import Part, Tally, walk
from desktop.security.masking import MASK
from desktop.words import N_, Phrase


class Check(NamedTuple):
    """A kind of suspicion: key, name, and what it counts."""

    key: str
    label: Phrase
    definition: Phrase


class Suspicion(NamedTuple):
    """One finding: where, whose (names, "" for none), how many, and the evidence in words."""

    check: str
    branch: str
    staff: str
    number: int
    evidence: Phrase


CHECKS: Final = (
    Check("no_owner", N_("没有归属"), N_("没有归属员工的客户")),
    Check("odd_phone", N_("号码不对"), N_("手机号不是 11 位手机号的客户，按员工")),
    Check("burst", N_("一天加得太多"), N_("一位员工一天内添加的客户数到了提醒线")),
    Check("quick_deletion", N_("加了就删"), N_("添加后几天内流失的客户，按员工")),
    Check("not_customer", N_("不是本行客户"), N_("本期新增里标为非本行客户的比例，按员工")),
    Check("out_of_region", N_("外地号码"), N_("本期新增里标为外地的比例，按员工")),
    Check("same_phone", N_("一号多名"), N_("同一个手机号用了几个不同的名字")),
)
BY_KEY: Final = {check.key: check for check in CHECKS}

THRESHOLDS: Final = (
    "no_owner", "odd_phone", "burst_adds", "quick_days", "quick_deletions", "not_customer_share",
    "out_of_region_share", "least_adds", "same_phone",
)  # fmt: skip

Rules = dict[str, Any]


def rules(session: Session) -> Rules:
    """The thresholds that hold; AppError for one of head office's that is missing or no number."""
    found = documents.table(session, "quality_rules", "insights", "quality.toml")
    for name in THRESHOLDS:
        if not isinstance(found.get(name), int | float):
            raise AppError("质量提醒的规则里“{name}”要是一个数", cure="请在规则里改好。", name=name)
    return found


class Look:
    """What is looked at while the contacts are walked."""

    def __init__(self, session: Session, period: Period) -> None:
        self._session, self._rules = session, rules(session)
        now = "c.added_at >= :first AND c.added_at < :after"
        whose = "FROM contact c LEFT JOIN branch b ON b.id = c.branch LEFT JOIN staff p ON p.id = c.owner"
        name = "coalesce(p.name, c.owner_name)"
        counts = ", ".join(
            f"sum(CASE WHEN {one} THEN 1 ELSE 0 END)" for one in (
                "coalesce(c.owner, '') = ''", ODD_PHONE, now, f"{now} AND c.validity = 'not_customer'",
                f"{now} AND c.validity = 'out_of_region'",
            )
        )  # fmt: skip
        self._owners = Tally(
            f"SELECT c.branch, coalesce(b.name, ''), c.owner, {name}, {counts} {whose} WHERE c.hidden = 0 AND {{part}} "
            "GROUP BY 1, 2, 3, 4", period.bounds, 4,
        )  # fmt: skip
        self._days = Tally(
            f"SELECT c.branch, coalesce(b.name, ''), c.owner, {name}, substr(c.added_at, 1, 10), count(*) {whose} "
            f"WHERE c.hidden = 0 AND {now} AND {{part}} GROUP BY 1, 2, 3, 4, 5", period.bounds, 5,
        )  # fmt: skip
        self._deletions = _QuickDeletions(period, self._rules)
        self.readers = (self._owners, self._days, self._deletions)

    def suspicions(self) -> list[Suspicion]:
        """Everything worth a look in the period, kind by kind, the largest first."""
        found: list[Suspicion] = []
        for one in (
            self._ownerless(), self._odd_phones(), self._bursts(),
            self._deletions.found(), self._shares(3, "not_customer"), self._shares(4, "out_of_region"),
            _many_names(self._session, self._rules),
        ):  # fmt: skip
            found += sorted(one, key=lambda each: (-each.number, each.branch, each.staff))
        return found

    def _ownerless(self) -> Iterator[Suspicion]:
        counts: Counter[tuple[str, str]] = Counter()
        for (id_, branch, _, _), numbers in self._owners.sums.items():
            counts[id_, branch] += numbers[0]
        for (_, branch), number in counts.items():
            if number >= max(1, self._rules["no_owner"]):
                yield Suspicion("no_owner", branch, "", number, N_("{count} 位客户没有归属", count=number))

    def _odd_phones(self) -> Iterator[Suspicion]:
        for (_, branch, _, staff), (_, number, *_) in self._owners.sums.items():
            if number >= max(1, self._rules["odd_phone"]):
                yield Suspicion("odd_phone", branch, staff, number, N_("{count} 个号码不是手机号", count=number))

    def _bursts(self) -> Iterator[Suspicion]:
        for (_, branch, _, staff, day), (number,) in self._days.sums.items():
            if number >= self._rules["burst_adds"]:
                yield Suspicion("burst", branch, staff, number, N_("{day} 一天加了 {count} 位", day=day, count=number))

    def _shares(self, place: int, check: str) -> Iterator[Suspicion]:
        least = self._rules[f"{check}_share"]
        for (_, branch, _, staff), numbers in self._owners.sums.items():
            adds, number = numbers[2], numbers[place]
            if number and adds >= self._rules["least_adds"] and number / adds >= least:
                share = f"{number / adds:.0%}"
                evidence = N_("新增 {adds} 位，其中 {count} 位（{share}）", adds=adds, count=number, share=share)
                yield Suspicion(check, branch, staff, number, evidence)


ODD_PHONE: Final = "c.phone <> '' AND c.phone NOT LIKE '1__****____' AND c.phone NOT LIKE '1__________'"


def suspicions(session: Session, period: Period) -> list[Suspicion]:
    """Everything worth a look in the period, kind by kind, the largest first."""
    look = Look(session, period)
    walk(session, *look.readers)
    return look.suspicions()


class _QuickDeletions:
    """Lost within days of the add; the days between are counted here, since the databases differ in it."""

    def __init__(self, period: Period, rules: Rules) -> None:
        self._bounds, self._rules = period.bounds, rules
        self._counts: Counter[tuple[str, str]] = Counter()  # (branch, staff) → so many

    def take(self, session: Session, part: Part) -> None:
        """Count those of this part."""
        rows = session.execute(
            text(
                "SELECT coalesce(b.name, ''), coalesce(p.name, c.owner_name), c.added_at, c.status_at FROM contact c "
                "LEFT JOIN branch b ON b.id = c.branch LEFT JOIN staff p ON p.id = c.owner WHERE c.hidden = 0 AND "
                "c.status IN ('lost', 'suspected_lost') AND c.status_at >= :first AND c.status_at < :after "
                f"AND c.added_at <> '' AND {part.within}"
            ),
            {**self._bounds, **part.values},
        )
        days = self._rules["quick_days"]
        self._counts.update((branch, staff) for branch, staff, added, lost in rows if _days(added, lost) <= days)

    def found(self) -> Iterator[Suspicion]:
        """By member of staff, where there are enough of them."""
        for (branch, staff), number in self._counts.items():
            if number >= self._rules["quick_deletions"]:
                evidence = N_("{count} 位在添加后 {days} 天内流失", count=number, days=self._rules["quick_days"])
                yield Suspicion("quick_deletion", branch, staff, number, evidence)


def _days(first: str, last: str) -> int:
    return (date.fromisoformat(last[:10]) - date.fromisoformat(first[:10])).days


def _many_names(session: Session, rules: Rules) -> Iterator[Suspicion]:
    """By the number's keyed hash; names are compared as they came, masked."""
    rows = session.execute(
        text(
            "SELECT max(coalesce(b.name, '')), max(c.phone), count(*), count(DISTINCT c.name) FROM contact c "
            "LEFT JOIN branch b ON b.id = c.branch WHERE c.hidden = 0 AND c.phone_hash <> '' GROUP BY c.phone_hash "
            "HAVING count(DISTINCT c.name) >= :least"
        ),
        {"least": rules["same_phone"]},
    )
    for branch, phone, held, names in rows:
        evidence = N_("{phone} 用了 {names} 个名字，共 {count} 条", phone=_tail(phone), names=names, count=held)
        yield Suspicion("same_phone", branch, "", held, evidence)


def _tail(phone: str) -> str:
    return phone if MASK in phone else f"****{phone[-2:]}"
