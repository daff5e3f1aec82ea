"""Reports read side by side: in order, each with its reason, and never more than a process says."""

import json
from pathlib import Path
from threading import Event

import pytest

from desktop.errors import AppError
from desktop.exchange import arrival
from desktop.exchange.arrival import Arrival
from desktop.exchange.gate import LIMITS
from desktop.headquarters import reading
from desktop.headquarters.reading import Readers
from desktop.words import Words


def test_files_come_out_in_the_order_they_went_in(readers: Readers, reports: Path):
    bad = reports / "坏的.xlsx"
    bad.write_bytes(b"PK\x03\x04")
    paths = [*sorted(reports.glob("上报*.xlsx")), bad, reports / "没有.xlsx"] * 2
    found = list(readers.ahead(paths))
    assert [path for path, _ in found] == paths
    assert [type(one) for _, one in found] == [Arrival, Arrival, Arrival, AppError, AppError] * 2


def test_a_report_says_the_same_as_read_in_one_go(readers: Readers, reports: Path):
    path = min(reports.glob("*.xlsx"))
    (_, read), alone = next(readers.ahead([path])), arrival.read(path)
    assert [*read.sheaf.rows] == [one.to_row() for one in alone.operations]
    assert (read.manifest, read.edited, read.sha256) == (alone.manifest, alone.edited, alone.sha256)


def test_a_refusal_keeps_its_words_and_its_cure(readers: Readers, tmp_path: Path):
    path = tmp_path / "旧.xls"
    path.write_bytes(b"text")
    ((_, error),) = readers.ahead([path])
    assert isinstance(error, AppError)
    with pytest.raises(AppError) as direct:
        arrival.read(path)
    for language in ("zh", "en"):
        assert Words(language).render(error) == Words(language).render(direct.value)


def test_reading_ends_soon_after_it_is_told(reports: Path):
    stop = Event()
    with Readers(1) as readers:
        found = readers.ahead(sorted(reports.glob("*.xlsx")) * 50, stop.is_set)
        next(found)
        stop.set()
        assert list(found) == []


@pytest.mark.parametrize(
    "frames", [[], [b"{}"], [b"7"], [b'{"refused": 3}'], [b'{"head": {}}'], [b"not json"], [b'{"refused": [["a", 1]]}']]
)
def test_a_process_that_talks_nonsense_is_not_believed(frames: list[bytes], monkeypatch, tmp_path):
    (tmp_path / "a.xlsx").touch()
    with Readers(1) as readers:
        monkeypatch.setattr(readers, "_frames", lambda path: frames)
        ((_, error),) = readers.ahead([tmp_path / "a.xlsx"])
    assert "a.xlsx 读不下去" in str(error)


def test_in_the_process_a_file_becomes_frames(reports: Path):
    path = min(reports.glob("*.xlsx"))
    head, *rest = reading.serving(path, LIMITS)
    assert json.loads(head)["head"]["kind"] == "report"
    assert sum(len(json.loads(frame)) for frame in rest) == json.loads(head)["head"]["operations"]
    (refused,) = reading.serving(path.with_name("没有.xlsx"), LIMITS)
    assert b"refused" in refused
