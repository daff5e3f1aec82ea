"""Suspicions: each kind is found with its evidence, just below the line nothing is said."""

from collections.abc import Iterator
from datetime import datetime

import pytest

from db.engine import Store
from db.operation import Change, record
from db.stamp import FixedClock
from desktop import documents
from desktop.errors import AppError
from desktop.headquarters import quality
from desktop.headquarters.quality import Suspicion
from desktop.insights.metrics import Period
from desktop.store import open_memory_store

WEEK = Period.named("2026W47")


@pytest.fixture
def hq() -> Iterator[Store]:
    store = open_memory_store(FixedClock(datetime(2026, 11, 20, 10, 42)))
    store.write(
        lambda session: record(
            session, None, [Change("branch", "cd", {"name": "城东支行"}), Change("staff", "sun", {"name": "孙立"})]
        )
    )
    yield store
    store.close()


def add(store: Store, count: int, start: int = 0, **fields: str | None) -> None:
    base = {"branch": "cd", "owner": "sun", "name": "客*", "added_at": "2026-11-17 09:00:00"}
    rows = [Change("contact", f"c{start + number:04}", {**base, **fields}) for number in range(count)]
    store.write(lambda session: record(session, None, rows))


def found(store: Store) -> list[Suspicion]:
    with store.session() as session:
        return quality.suspicions(session, WEEK)


@pytest.mark.parametrize(
    ("fields", "least", "check", "evidence"),
    [
        ({"owner": None}, 1, "no_owner", "1 位客户没有归属"),
        ({"phone": "****88"}, 3, "odd_phone", "3 个号码不是手机号"),
        ({}, 30, "burst", "2026-11-17 一天加了 30 位"),
        ({"status": "lost", "status_at": "2026-11-20 08:00:00"}, 5, "quick_deletion", "5 位在添加后 7 天内流失"),
        ({"phone_hash": "h", "phone": "138****4821"}, 3, "same_phone", "138****4821 用了 3 个名字，共 3 条"),
    ],
)
def test_each_kind_has_its_line(hq: Store, fields: dict[str, str], least: int, check: str, evidence: str):
    for number in range(least - 1):
        add(hq, 1, number, **{"name": f"客{number}", **fields})
    assert found(hq) == []
    add(hq, 1, least - 1, **{"name": "客*", **fields})
    (one,) = found(hq)
    assert (one.check, one.branch, str(one.evidence), one.number) == (check, "城东支行", evidence, least)


@pytest.mark.parametrize("validity", ["not_customer", "out_of_region"])
def test_a_share_is_looked_at_from_enough_adds_on(hq: Store, validity: str):
    add(hq, 3, validity=validity)
    add(hq, 6, start=10)
    assert found(hq) == []  # nine adds are too few to say anything
    add(hq, 1, start=20)
    (one,) = found(hq)
    assert (one.check, one.staff, one.number) == (validity, "孙立", 3)
    assert str(one.evidence) == "新增 10 位，其中 3 位（30%）"


def test_good_numbers_are_no_matter(hq: Store):
    add(hq, 4, phone="138****4821")
    add(hq, 4, start=10, phone="13812344821")
    assert found(hq) == []


def test_head_office_sets_the_lines(hq: Store):
    add(hq, 2)
    table = "\n".join(f"{name} = 2" for name in quality.THRESHOLDS)
    hq.write(lambda session: record(session, None, [documents.change("quality_rules", "质量提醒", "2", table)]))
    assert [one.check for one in found(hq)] == ["burst"]
    broken = table.replace("burst_adds = 2", 'burst_adds = "viele"')
    hq.write(lambda session: record(session, None, [documents.change("quality_rules", "质量提醒", "3", broken)]))
    with pytest.raises(AppError, match="burst_adds"):
        found(hq)
