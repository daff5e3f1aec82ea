"""Pausing, stopping, pace, and going on where a run was cut off."""

from pathlib import Path
from threading import Thread

import pytest
from sqlalchemy import text

from db.engine import Store
from desktop.exchange import arrival
from desktop.headquarters import consolidate, course
from desktop.headquarters.course import Control, Pace, Stopped
from desktop.headquarters.reading import Readers
from tests.desktop.exchange.branches import ANALYST


class PowerCut(Exception):  # noqa: N818 - it is what happens
    """As if the process were killed."""


def cut(at: int):
    def progress(done: int, total: int, taken: object) -> None:
        if done == at:
            raise PowerCut

    return progress


def test_a_run_that_was_cut_off_goes_on_at_its_file(hq: Store, reports: Path, readers: Readers, monkeypatch):
    with pytest.raises(PowerCut):
        consolidate.consolidate(hq, ANALYST, [reports], cut(2), readers=readers)
    with hq.session() as session:
        left = course.unfinished(session, ANALYST)
    assert (left.done, left.total, left.places) == (2, 3, [reports])
    took: list[str] = []
    take = arrival.take

    def noted(session, actor, arrived, *rest):
        took.append(arrived.file)
        return take(session, actor, arrived, *rest)

    monkeypatch.setattr(arrival, "take", noted)
    made = consolidate.consolidate(hq, ANALYST, [reports], readers=readers)
    assert len(took) == 1
    assert [one.verdict for one in made.files] == ["merged"] * 3
    assert made.contacts == 11
    with hq.session() as session:
        assert course.unfinished(session, ANALYST) is None
        assert session.execute(text("SELECT count(*), min(state) FROM consolidation")).one() == (1, "done")


def test_a_file_that_was_exchanged_meanwhile_is_read_again(hq: Store, reports: Path, readers: Readers):
    bad = reports / "0.xlsx"
    bad.write_bytes(b"PK\x03\x04")
    with pytest.raises(PowerCut):
        consolidate.consolidate(hq, ANALYST, [reports], cut(1), readers=readers)
    last = max(reports.glob("上报*.xlsx"))
    bad.write_bytes(last.read_bytes())
    last.unlink()
    made = consolidate.consolidate(hq, ANALYST, [reports], readers=readers)
    assert [one.verdict for one in made.files] == ["merged"] * 3


def test_other_places_begin_anew(hq: Store, reports: Path, readers: Readers):
    with pytest.raises(PowerCut):
        consolidate.consolidate(hq, ANALYST, [reports], cut(1), readers=readers)
    files = sorted(reports.iterdir())
    made = consolidate.consolidate(hq, ANALYST, files, readers=readers)
    assert sorted(one.verdict for one in made.files) == ["merged", "merged", "nothing_new"]


def test_a_pause_holds_between_two_files(hq: Store, reports: Path, readers: Readers):
    control, seen = Control(), []

    def progress(done: int, total: int, taken: object) -> None:
        seen.append(done)
        if done == 1:
            control.pause()
            Thread(target=control.go_on).start()

    consolidate.consolidate(hq, ANALYST, [reports], progress, control=control, readers=readers)
    assert seen == [1, 2, 3]
    assert not control.paused


def test_stopping_ends_a_pause_and_gives_up_the_file(hq: Store):
    control = Control()
    control.pause()
    control.stop()
    control.wait()
    assert control.stopped
    with pytest.raises(Stopped):
        control.check()


def test_stopped_in_the_middle_of_a_file_nothing_of_it_stays(hq: Store, reports: Path, readers: Readers, monkeypatch):
    control = Control()
    take = arrival.take

    def interrupted(session, actor, arrived, met, origin, watch):
        control.stop()
        return take(session, actor, arrived, met, origin, watch)

    monkeypatch.setattr(arrival, "take", interrupted)
    made = consolidate.consolidate(hq, ANALYST, [reports], control=control, readers=readers)
    assert (made.files, made.contacts, made.operations) == ([], 0, 0)
    with hq.session() as session:
        assert session.execute(text("SELECT state FROM consolidation")).scalar() == "cancelled"


def test_the_pace_is_that_of_the_last_ten_seconds():
    pace = Pace()
    assert (pace.rate, pace.left(3)) == (0.0, None)
    for second in range(30):
        pace.note(float(second), second * (1 if second < 15 else 2))
    assert pace.rate == pytest.approx(2.0)
    assert pace.left(10) == pytest.approx(5.0)
    pace.rest()
    assert pace.left(10) is None
