"""The child process: reads what is sound, dies alone on the rest, and is there again for the next file."""

import json
import multiprocessing
import os
import subprocess
import sys
from dataclasses import replace
from datetime import date, datetime
from functools import partial
from pathlib import Path

import openpyxl
import pytest

from desktop.errors import AppError
from desktop.exchange import worker
from desktop.exchange.gate import LIMITS
from desktop.exchange.worker import Reader
from tests.desktop.exchange.xlsx import SHEET, inline, pack, parts


@pytest.fixture
def dates(tmp_path) -> Path:
    book = openpyxl.Workbook()
    book.active.append(["文字", 13812345678, 1.5, True, datetime(2026, 11, 20, 9, 30), date(2026, 11, 20), None, "末"])
    book.active["B1"].number_format = "0"
    book.save(tmp_path / "a.xlsx")
    return tmp_path / "a.xlsx"


EXPECTED = ["文字", 13812345678, 1.5, True, datetime(2026, 11, 20, 9, 30), date(2026, 11, 20), None, "末"]


def test_cells_come_back_with_their_types(reader, dates):
    ((name, rows),) = reader.read(dates)
    assert name == "Sheet"
    assert rows == [EXPECTED]
    assert [type(cell) for cell in rows[0]] == [type(cell) for cell in EXPECTED]


def test_the_child_does_the_same_in_its_own_process(dates):
    frames = [json.loads(frame, object_hook=worker._date) for frame in worker.frames(dates, LIMITS)]
    assert frames == [{"sheet": "Sheet"}, [EXPECTED]]


def test_anything_strange_in_a_cell_becomes_text():
    assert worker._plain(object).startswith("<class")


def test_a_file_that_cannot_be_understood_leaves_the_child_alive(reader, tmp_path, dates):
    reader.read(dates)
    process = reader._process.pid
    broken = pack(tmp_path / "坏.xlsx", parts() | {SHEET: "<worksheet><sheetData><row><c t='s'><v>9</v></c>"})
    with pytest.raises(AppError, match="读不懂"):
        reader.read(broken)
    assert reader.read(dates)[0][1] == [EXPECTED]
    assert reader._process.pid == process


def test_many_rows_come_in_several_frames(reader, tmp_path):
    path = pack(tmp_path / "长.xlsx", parts(inline([str(number)] for number in range(2_500))))
    assert [row[0] for row in reader.read(path)[0][1]] == [str(number) for number in range(2_500)]


@pytest.mark.parametrize("limits", [{"columns": 2}, {"rows": 2}, {"cells": 4}])
def test_sheets_beyond_the_limits_are_not_read(tmp_path, limits):
    path = pack(tmp_path / "宽.xlsx", parts(inline([["x"] * 3] * 3)))
    with pytest.raises(ValueError, match="表"):
        list(worker.parse(path, replace(LIMITS, **limits)))


def answer(*frames: bytes, seconds: int = 5, unpacked: int = LIMITS.unpacked) -> Reader:
    """A reader whose child says just this."""
    mine, theirs = multiprocessing.Pipe()
    for frame in frames:
        theirs.send_bytes(frame)
    reader = Reader(replace(LIMITS, seconds=seconds, unpacked=unpacked))
    reader._pipe = mine
    reader.start = lambda: mine  # type: ignore[method-assign]
    reader.theirs = theirs  # type: ignore[attr-defined]
    return reader


@pytest.mark.parametrize(
    "frames",
    [
        (b"not json",),
        (b"17",),
        (b"[[1]]",),  # rows before any sheet
        (b'{"sheet": 3}',),
        (b'{"sheet": "a"}', b'[{"at": "yesterday"}]'),
        (b'{"sheet": "a"}', b"[7]"),
    ],
)  # fmt: skip
def test_a_child_that_talks_nonsense_is_not_believed(frames):
    reader = answer(*frames, b"")
    with pytest.raises(AppError, match=r"a\.xlsx 读不下去"):
        reader.read(Path("a.xlsx"))
    assert reader._pipe is None


def test_a_child_that_says_too_much_is_stopped():
    reader = answer(b'{"sheet": "a"}', b"[" + b"[1]," * 99 + b"[1]]", b"", unpacked=100)
    with pytest.raises(AppError, match="读不下去"):
        reader.read(Path("a.xlsx"))


def test_a_child_that_says_nothing_is_stopped():
    with pytest.raises(AppError, match="读不下去"):
        answer(seconds=0).read(Path("a.xlsx"))


def test_a_child_that_died_is_replaced(dates):
    with Reader() as reader:
        reader.read(dates)
        reader._process.kill()
        reader._process.join()
        assert reader.read(dates)[0][1] == [EXPECTED]


def test_a_child_killed_on_the_way_is_a_plain_refusal(dates):
    with Reader() as reader:
        reader.read(dates)
        pipe, reader.start = reader._pipe, lambda: pipe  # type: ignore[method-assign]
        reader._process.kill()
        reader._process.join()
        with pytest.raises(AppError, match="读不下去"):
            reader.read(dates)


def test_the_child_serves_until_the_pipe_closes(dates, tmp_path, monkeypatch):
    monkeypatch.setattr(worker, "limit_memory", lambda most: None)
    mine, theirs = multiprocessing.Pipe()
    mine.send_bytes(str(dates).encode())
    mine.send_bytes(str(tmp_path / "没有.xlsx").encode())
    mine.close()
    worker.serve(theirs, LIMITS, partial(worker.at_path, worker.frames))
    assert not theirs.closed


def test_the_child_answers_each_file_and_ends_with_the_pipe(dates, tmp_path, monkeypatch):
    monkeypatch.setattr(worker, "limit_memory", lambda most: None)
    told = [str(dates).encode(), str(tmp_path / "没有.xlsx").encode()]
    said = []

    class Pipe:
        def recv_bytes(self) -> bytes:
            if not told:
                raise EOFError
            return told.pop(0)

        def send_bytes(self, frame: bytes) -> None:
            said.append(frame)

    worker.serve(Pipe(), LIMITS, partial(worker.at_path, worker.frames))
    assert [said[0], said[2]] == [b'{"sheet":"Sheet"}', b""]
    assert said[3].startswith(worker.ERROR)
    assert len(said) == 4


@pytest.mark.skipif(sys.platform == "win32", reason="Windows limits by a job object")
def test_memory_is_limited():
    code = (
        "from desktop.exchange.worker import limit_memory; limit_memory(300_000_000)\n"
        "try: x = bytearray(600_000_000)\n"
        "except MemoryError: print('refused')"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=os.environ)
    assert done.stdout.strip() == "refused"
