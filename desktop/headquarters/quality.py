"""What in the bank's figures is worth a look, with its evidence: suspicions, never accusations.

The thresholds come from head office's document `quality_rules`, else from `resources/insights/quality.toml`.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any, Final, NamedTuple

from sqlalchemy import text
from sqlalchemy.orm import Session

from desktop import documents
from desktop.errors import AppError
from desktop.insights.metrics import Period
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


def suspicions(session: Session, period: Period) -> list[Suspicion]:
    """Everything worth a look in the period, kind by kind, the largest first."""
    thresholds = rules(session)
    found: list[Suspicion] = []
    for find in _FINDERS:
        found += sorted(find(session, period, thresholds), key=lambda one: (-one.number, one.branch, one.staff))
    return found


def _ownerless(session: Session, _: Period, rules: Rules) -> Iterator[Suspicion]:
    rows = session.execute(
        text(
            "SELECT coalesce(b.name, ''), count(*) AS n FROM contact c LEFT JOIN branch b ON b.id = c.branch "
            "WHERE c.hidden = 0 AND coalesce(c.owner, '') = '' GROUP BY c.branch, b.name HAVING count(*) >= :least"
        ),
        {"least": rules["no_owner"]},
    )
    for branch, number in rows:
        yield Suspicion("no_owner", branch, "", number, N_("{count} 位客户没有归属", count=number))


def _odd_phones(session: Session, _: Period, rules: Rules) -> Iterator[Suspicion]:
    rows = _by_owner(session, "c.phone <> '' AND c.phone NOT LIKE '1__****____' AND c.phone NOT LIKE '1__________'", {})
    for branch, staff, number, _adds in rows:
        if number >= rules["odd_phone"]:
            yield Suspicion("odd_phone", branch, staff, number, N_("{count} 个号码不是手机号", count=number))


def _bursts(session: Session, period: Period, rules: Rules) -> Iterator[Suspicion]:
    rows = session.execute(
        text(
            "SELECT coalesce(b.name, ''), coalesce(p.name, max(c.owner_name)), substr(c.added_at, 1, 10) AS day, "
            "count(*) FROM contact c LEFT JOIN branch b ON b.id = c.branch LEFT JOIN staff p ON p.id = c.owner "
            "WHERE c.hidden = 0 AND c.added_at >= :first AND c.added_at < :after "
            "GROUP BY c.branch, b.name, c.owner, p.name, substr(c.added_at, 1, 10) HAVING count(*) >= :least"
        ),
        {**period.bounds, "least": rules["burst_adds"]},
    )
    for branch, staff, day, number in rows:
        yield Suspicion("burst", branch, staff, number, N_("{day} 一天加了 {count} 位", day=day, count=number))


def _quick_deletions(session: Session, period: Period, rules: Rules) -> Iterator[Suspicion]:
    """Lost within days of the add; the days between are counted here, since the databases differ in it."""
    rows = session.execute(
        text(
            "SELECT coalesce(b.name, ''), coalesce(p.name, c.owner_name), c.added_at, c.status_at FROM contact c "
            "LEFT JOIN branch b ON b.id = c.branch LEFT JOIN staff p ON p.id = c.owner WHERE c.hidden = 0 AND "
            "c.status IN ('lost', 'suspected_lost') AND c.status_at >= :first AND c.status_at < :after "
            "AND c.added_at <> ''"
        ),
        period.bounds,
    )
    counts = Counter(
        (branch, staff) for branch, staff, added, lost in rows if _days(added, lost) <= rules["quick_days"]
    )
    for (branch, staff), number in counts.items():
        if number >= rules["quick_deletions"]:
            evidence = N_("{count} 位在添加后 {days} 天内流失", count=number, days=rules["quick_days"])
            yield Suspicion("quick_deletion", branch, staff, number, evidence)


def _days(first: str, last: str) -> int:
    return (date.fromisoformat(last[:10]) - date.fromisoformat(first[:10])).days


def _not_customers(session: Session, period: Period, rules: Rules) -> Iterator[Suspicion]:
    yield from _shares(session, period, "not_customer", "not_customer", rules["not_customer_share"], rules)


def _from_elsewhere(session: Session, period: Period, rules: Rules) -> Iterator[Suspicion]:
    yield from _shares(session, period, "out_of_region", "out_of_region", rules["out_of_region_share"], rules)


def _shares(
    session: Session, period: Period, check: str, validity: str, least: float, rules: Rules
) -> Iterator[Suspicion]:
    within = "c.validity = :validity AND c.added_at >= :first AND c.added_at < :after"
    for branch, staff, number, adds in _by_owner(session, within, {**period.bounds, "validity": validity}):
        if adds >= rules["least_adds"] and number / adds >= least:
            share = f"{number / adds:.0%}"
            evidence = N_("新增 {adds} 位，其中 {count} 位（{share}）", adds=adds, count=number, share=share)
            yield Suspicion(check, branch, staff, number, evidence)


def _by_owner(session: Session, within: str, values: dict[str, Any]) -> list[tuple[str, str, int, int]]:
    """(branch, staff, contacts that fit, all adds of the period or of all time) of each owner with one that fits."""
    adds = "c.added_at >= :first AND c.added_at < :after" if "first" in values else "1 = 1"
    rows = session.execute(
        text(
            f"SELECT coalesce(b.name, ''), coalesce(p.name, max(c.owner_name)), "
            f"sum(CASE WHEN {within} THEN 1 ELSE 0 END) AS fit, sum(CASE WHEN {adds} THEN 1 ELSE 0 END) "
            "FROM contact c LEFT JOIN branch b ON b.id = c.branch LEFT JOIN staff p ON p.id = c.owner "
            "WHERE c.hidden = 0 GROUP BY c.branch, b.name, c.owner, p.name "
            f"HAVING sum(CASE WHEN {within} THEN 1 ELSE 0 END) > 0"
        ),
        values,
    )
    return [(branch, staff, int(fit), int(all_)) for branch, staff, fit, all_ in rows]


def _many_names(session: Session, _: Period, rules: Rules) -> Iterator[Suspicion]:
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
    return phone if "*" in phone else f"****{phone[-2:]}"


_FINDERS: Final[tuple[Callable[[Session, Period, Rules], Iterator[Suspicion]], ...]] = (
    _ownerless, _odd_phones, _bursts, _quick_deletions, _not_customers, _from_elsewhere, _many_names,
)  # fmt: skip
