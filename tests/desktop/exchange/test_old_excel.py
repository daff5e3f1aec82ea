"""The look at .xls files, here in this process: each kind of answer, and the extent that readers would lay out."""

import struct
from pathlib import Path

import pytest

from desktop.exchange import old_excel
from desktop.exchange.gate import LIMITS
from tests.desktop.exchange.hostile_files import biff, ole

BOF = (0x0809, bytes(16))


def number(row: int, column: int) -> tuple[int, bytes]:
    return (0x0203, struct.pack("<HH", row, column) + bytes(10))


def several(row: int, first: int, last: int) -> tuple[int, bytes]:
    return (0x00BD, struct.pack("<HH", row, first) + bytes(6) + struct.pack("<H", last))


def book(folder: Path, streams: dict[str, bytes]) -> Path:
    path = folder / "旧的.xls"
    path.write_bytes(ole(streams))
    return path


@pytest.mark.parametrize("name", ["Workbook", "Book"])
def test_a_plain_workbook_passes(tmp_path: Path, name: str):
    cells = [number(row, column) for row in range(30) for column in range(5)]
    old_excel.check(book(tmp_path, {name: biff(BOF, *cells, BOF, number(0, 0), several(1, 0, 3))}), LIMITS)


@pytest.mark.parametrize(
    ("streams", "answer"),
    [
        ({"Workbook": biff(BOF), "_VBA_PROJECT_CUR": b"x"}, old_excel.HasMacros),
        ({"Workbook": biff(BOF), "MBD0001": b"x"}, old_excel.HasObjects),
        ({"Workbook": biff(BOF, (0x2F, b"\1\0\1\0"))}, old_excel.IsProtected),
        ({"Other": b"x"}, OSError),
    ],
)
def test_what_is_not_harmless_is_named(tmp_path: Path, streams: dict[str, bytes], answer: type[Exception]):
    with pytest.raises(answer):
        old_excel.check(book(tmp_path, streams), LIMITS)


@pytest.mark.parametrize(
    "records",
    [
        [number(0, 300)],  # a column too many
        [several(0, 0, 300)],
        [number(0, 0), number(65_000, 200)],  # two cells far apart
        [*(number(0, 0) for _ in range(11))],
        [number(60_000, 30), BOF, number(0, 0)],  # on a sheet before the last
    ],
)
def test_what_is_too_large_is_refused(tmp_path: Path, records: list[tuple[int, bytes]]):
    from dataclasses import replace

    with pytest.raises(old_excel.TooLarge):
        old_excel.check(book(tmp_path, {"Workbook": biff(BOF, *records)}), replace(LIMITS, cells=10))


def test_a_record_that_is_cut_off_counts_for_nothing(tmp_path: Path):
    old_excel.check(book(tmp_path, {"Workbook": biff(BOF) + struct.pack("<HH", 0x0203, 400) + b"\0\0"}), LIMITS)
