import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import text

from db.actor import Actor, Role
from db.doctor import verify
from db.engine import Store
from db.stamp import FixedClock
from desktop.errors import PermissionDenied
from desktop.headquarters import arrivals, consolidate
from desktop.headquarters.consolidate import Consolidated
from desktop.headquarters.course import Control
from desktop.headquarters.reading import Readers
from desktop.insights.metrics import Period
from desktop.store import open_memory_store
from tests.desktop.exchange.branches import ANALYST, BANK, FRIDAY, open_branch

Run = Callable[..., Consolidated]
WEEK = Period.named("2026W47")


@pytest.fixture
def run(readers: Readers) -> Callable[..., Consolidated]:
    def go(hq: Store, *places: Path) -> Consolidated:
        return consolidate.consolidate(hq, ANALYST, places, readers=readers)

    return go


def test_three_branches_come_together(run: Run, hq: Store, reports: Path):
    made = run(hq, reports)
    assert [one.verdict for one in made.files] == ["merged"] * 3
    assert made.contacts == 11
    with hq.session() as session:
        assert verify(session) == []
        assert session.execute(text("SELECT count(*) FROM branch WHERE hidden = 0")).scalar() == 4
        assert made.operations == session.execute(text("SELECT count(*) FROM operation")).scalar()


def test_again_and_in_any_order_gives_the_same_state(run: Run, reports: Path):
    states, files = set(), sorted(reports.glob("*.xlsx"))
    for order in (files, files[::-1], [files[1], files[2], files[0]]):
        hq = open_memory_store(FixedClock(FRIDAY))
        states.add(run(hq, *order).state)
        again = run(hq, *random.sample(order, 3), order[0])
        states.add(again.state)
        assert [one.verdict for one in again.files] == ["nothing_new"] * 3 + ["doubled"]
        assert (again.contacts, again.count("merged")) == (11, 0)
        hq.close()
    assert len(states) == 1


def test_a_bad_file_never_stops_the_run(run: Run, hq: Store, reports: Path):
    (reports / "0 坏的.xlsx").write_bytes(b"PK\x03\x04 nonsense")
    (reports / "上报_2026W47_城东支行(1).xlsx").write_bytes((reports / "上报_2026W47_城东支行.xlsx").read_bytes())
    (reports / "~$上报.xlsx").write_bytes(b"lock")
    (reports / "旧的.xls").write_bytes(b"old")
    made = run(hq, reports, reports / "没有这个文件.xlsx")
    verdicts = {one.file: one.verdict for one in made.files}
    assert verdicts == {
        "0 坏的.xlsx": "refused", "旧的.xls": "refused", "没有这个文件.xlsx": "refused",
        "上报_2026W47_城东支行.xlsx": "merged", "上报_2026W47_城东支行(1).xlsx": "doubled",
        "上报_2026W47_滨江支行.xlsx": "merged", "上报_2026W47_南浦支行.xlsx": "merged",
    }  # fmt: skip
    assert all(str(one.reason) for one in made.files)
    assert made.contacts == 11


def test_a_folder_within_the_folder_is_read_too(run: Run, hq: Store, reports: Path):
    inner = reports / "补交"
    inner.mkdir()
    shutil.move(reports / "上报_2026W47_南浦支行.xlsx", inner)
    assert run(hq, reports).count("merged") == 3


def test_cancelling_keeps_what_is_in(run: Run, readers: Readers, hq: Store, reports: Path):
    seen = []

    control = Control()

    def progress(done: int, total: int, taken: object) -> None:
        seen.append((done, total))
        if done == 2:
            control.stop()

    made = consolidate.consolidate(hq, ANALYST, [reports], progress, control=control, readers=readers)
    assert seen == [(1, 3), (2, 3)]
    assert made.count("merged") == 2
    assert (made.contacts, made.operations, made.state) == (0, 0, "")  # a cancelled run counts nothing any more
    assert run(hq, reports).count("merged") == 1


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ANALYST])
def test_only_an_analyst_consolidates(hq: Store, reports: Path, role: Role):
    with pytest.raises(PermissionDenied):
        consolidate.consolidate(hq, Actor("x", role, "y"), [])


def test_the_files_of_the_week_each_once(run: Run, hq: Store, reports: Path):
    (reports / "坏的.xlsx").write_bytes(b"PK\x03\x04")
    run(hq, reports)
    run(hq, reports)
    with hq.session() as session:
        files = arrivals.files(session, WEEK)
        assert arrivals.current(session) == WEEK
        assert arrivals.reported(session, WEEK) == 3
        assert arrivals.late(session, WEEK) == []
    assert sorted(one.verdict for one in files) == ["merged", "merged", "merged", "refused"]
    assert {one.branch for one in files} == {"城东支行", "滨江支行", "南浦支行", ""}
    assert sum(one.counts.get("contacts", 0) for one in files) == 11


def test_who_has_not_reported_is_named(run: Run, hq: Store, reports: Path):
    from db.operation import Change, record

    late = {"name": "西塘支行", "kind": "sub_branch", "path": f"{BANK}/西塘支行"}
    run(hq, reports)
    hq.write(lambda session: record(session, None, [Change("branch", "xitang", late)]))
    with hq.session() as session:
        [one] = arrivals.late(session, WEEK)
        assert (one.name, one.last) == ("西塘支行", "")
        assert {one.last for one in arrivals.late(session, Period.named("2026W48"))} == {"", "2026W47"}


def test_before_any_report_it_is_this_week(hq: Store):
    with hq.session() as session:
        assert arrivals.current(session) == WEEK


def test_a_branch_that_works_on_is_brought_up_to_date(run: Run, hq: Store, tmp_path: Path):
    from db.operation import Change, record
    from desktop.exchange import report

    store, lead = open_branch("城东支行", 2)
    first = report.export(store, lead, tmp_path / "1").file
    store.write(lambda session: record(session, lead, [Change("contact", "new", {"name": "新来的"})]))
    second = report.export(store, lead, tmp_path / "2").file
    store.close()
    assert run(hq, first).contacts == 2
    assert run(hq, second).contacts == 3
    assert run(hq, first).files[0].verdict == "stale"
