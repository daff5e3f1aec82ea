"""The list narrowed by head office's own fields: conditions as text, as SQL, their counts, and the fields in a file."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from db.actor import Actor
from db.engine import Store
from desktop import documents
from desktop.contacts import facet_counts, own_conditions, own_fields, saved_filters, search
from desktop.contacts.export import export
from desktop.contacts.filters import ContactQuery
from desktop.contacts.own_conditions import OwnCondition
from desktop.words import Words
from tests.desktop.contacts.conftest import Add, Write

FIELDS = """
[[field]]
key = "risk"
title = "风险等级"
type = "choice"
choices = ["R1", "R2", "R3"]

[[field]]
key = "assets"
title = "行外资产"
type = "number"

[[field]]
key = "due"
title = "换卡日"
type = "date"

[[field]]
key = "trade"
title = "行业"
type = "text"
"""
VALUES = {
    "甲": {"risk": "R1", "assets": "9000", "due": "2026-03-01", "trade": "Tea 茶叶"},
    "乙": {"risk": "R2", "assets": "12000.5", "due": "2026-06-30"},
    "丙": {"risk": "R2", "trade": "餐饮"},
    "丁": {},
}


@pytest.fixture
def filled(store: Store, add: Add, write: Write, manager: Actor) -> Store:
    """Four contacts, most of them with values."""
    write([documents.change(own_fields.KIND, "自定义字段", "1", FIELDS)])
    for name, values in VALUES.items():
        contact = add(name)
        write([own_fields.change(contact, key, value) for key, value in values.items()])
    return store


def names(store: Store, actor: Actor, *own: str) -> str:
    with store.session() as session:
        numbers = search.ids(session, actor, ContactQuery(own=own, sort="name"))
        return "".join(sorted(row.name for row in search.rows(session, actor, numbers)))


@pytest.mark.parametrize(
    ("own", "found"),
    [
        (["risk=R2"], "丙乙"), (["risk=R1", "risk=R2"], "丙乙甲"), (["risk!"], "丁"), (["risk=R1", "risk!"], "丁甲"),
        (["assets>=9000"], "乙甲"), (["assets>=9000.01"], "乙"), (["assets<=10000"], "甲"),
        (["assets>=10000", "assets<=13000"], "乙"), (["due>=2026-03-02"], "乙"), (["due<=2026-03-02"], "甲"),
        (["trade~餐"], "丙"), (["trade~tea"], "甲"), (["trade!"], "丁乙"), (["risk=R2", "trade~餐"], "丙"),
        (["no such"], "丁丙乙甲"), (["gone=1"], ""),
    ],
)  # fmt: skip
def test_who_fits(own: list[str], found: str, filled: Store, manager: Actor):
    assert names(filled, manager, *own) == found


def test_counts_are_under_the_other_conditions(filled: Store, manager: Actor):
    with filled.session() as session:
        plain = facet_counts.counts(session, manager, ContactQuery()).own
        narrowed = facet_counts.counts(session, manager, ContactQuery(own=("risk=R2", "trade~餐"))).own
    assert [(one.field.title, one.values, one.filled, one.empty) for one in plain] == [
        ("风险等级", {"R1": 1, "R2": 2, "R3": 0}, 3, 1), ("行外资产", {}, 2, 2), ("换卡日", {}, 2, 2),
        ("行业", {}, 2, 2),
    ]  # fmt: skip
    assert [(one.values, one.filled) for one in narrowed] == [
        ({"R1": 0, "R2": 1, "R3": 0}, 1), ({}, 0), ({}, 0), ({}, 1),
    ]  # fmt: skip


def test_nothing_is_counted_without_fields(store: Store, add: Add, manager: Actor):
    add("甲")
    with store.session() as session:
        assert facet_counts.counts(session, manager, ContactQuery()).own == ()


def test_kept_under_a_name(filled: Store, manager: Actor):
    query = ContactQuery(own=("risk=R2", "assets>=9000"))
    filled.write(lambda session: saved_filters.keep(session, manager, "稳健", query))
    with filled.session() as session:
        (kept,) = saved_filters.load(session, manager)
    assert (kept.query, kept.total) == (query, 1)
    assert saved_filters._saved({"name": "坏", "query": {"own": ["risk; DROP"]}}) is None


def test_own_fields_go_into_the_file(filled: Store, manager: Actor, tmp_path: Path):
    with filled.session() as session:
        numbers = list(search.ids(session, manager, ContactQuery(own=("assets>=1",), sort="name")))
    export(filled, manager, numbers, tmp_path / "客户.xlsx", Words("zh"))
    head, *rows = CalamineWorkbook.from_path(tmp_path / "客户.xlsx").get_sheet_by_index(0).to_python()
    assert head[10:] == ["风险等级", "行外资产", "换卡日", "行业"]
    assert {row[0]: row[10:] for row in rows} == {
        "甲": ["R1", 9000.0, "2026-03-01", "Tea 茶叶"], "乙": ["R2", 12000.5, "2026-06-30", ""],
    }  # fmt: skip


def test_a_number_too_long_for_a_workbook_stays_text():
    field = own_fields.OwnField("no", "号", "number")
    assert [field.cell(value) for value in ("", "-12.5", "1234567890123456")] == ["", -12.5, "1234567890123456"]


@given(
    st.from_regex(r"[a-z][a-z0-9_]{0,9}", fullmatch=True), st.sampled_from(["=", ">=", "<=", "~"]), st.text(min_size=1)
)
def test_a_condition_is_read_as_it_was_written(key: str, sign: str, value: str):
    one = OwnCondition(key, sign, value[:200])
    again = own_conditions.parse(one.text)
    if sign in {"=", "~"} or not value.startswith("="):
        assert again == one


@pytest.mark.parametrize("text", ["", "risk", "R=1", "risk!x", "risk=" + "x" * 201])
def test_what_is_no_condition(text: str):
    assert own_conditions.parse(text) is None
