"""Cells in one form however they were typed, and the rows of a file as they were written, packed into a text."""

from datetime import date, datetime

import pytest

from desktop.errors import AppError
from desktop.exchange import originals, workbook
from desktop.exchange.originals import canonical


@pytest.mark.parametrize(
    ("cell", "form", "text"),
    [
        (3.0, "number", "3"), ("3", "number", "3"), ("3.0", "number", "3"), (True, "number", "TRUE"),
        (None, "text", ""), ("  x ", "text", "x"), (2.5, "text", "2.5"), ("乙、甲,甲", "tags", "乙、甲"),
        (datetime(2026, 11, 20, 9, 30), "time", "2026-11-20 09:30:00"),
        (date(2026, 11, 20), "time", "2026-11-20 00:00:00"),
        ("2026/11/20 9:30", "time", "2026-11-20 09:30:00"), ("2026年11月20日", "day", "2026-11-20"),
        (datetime(2026, 11, 20, 9, 30), "day", "2026-11-20"), ("昨天", "time", "昨天"), ("长" * 5, "number", "长" * 5),
        ("１３０", "number", "130"), ("1,200", "number", "1200"), ("12,00", "number", "12,00"),
        ("130 人", "number", "130 人"), ("１３０", "text", "１３０"),
    ],
)  # fmt: skip
def test_a_value_is_the_same_however_it_is_typed(cell: workbook.Cell, form: str, text: str):
    assert canonical(cell, form) == text


def test_what_is_packed_comes_back_and_names_of_two_are_left_out():
    page = originals.Page(["name"], {"a": ["甲"], "b": [""]}, {"a": ["s2", ""], "b": ["s1", "s2"]})
    whole = originals.Originals(
        {"contacts": page}, originals.names([("1", "王敏"), ("2", "李"), ("3", "李")]), {}, "b1"
    )
    assert whole.staff == {"王敏": "1"}
    assert originals.unpack(originals.pack(whole), "x") == whole


BOMB = originals.base64.b64encode(originals.zlib.compress(b"[" * (originals.LARGEST + 2))).decode()


@pytest.mark.parametrize("content", ["", "!!", "eJw=", "bm9uc2Vuc2U=", BOMB])
def test_what_is_no_such_text_is_refused(content: str):
    with pytest.raises(AppError, match="读不懂"):
        originals.unpack(content, "x.xlsx")


@pytest.mark.parametrize(
    "value", ["[]", "null", "[[],{},{},1]", '[{"contacts":[["a"],[["x"]],[],[]]},{},{},"b"]', '[{},{"a":1},{},"b"]',
              '[{"contacts":[["a"],[["x",1]],[],[]]},{},{},"b"]', '[{"contacts":[["a"],[["x","y"]]]},{},{},"b"]',
              '[{"contacts":[["a"],[["x","y"]],["s"],[[1]]]},{},{},"b"]', "[" * 20_000,
              '[{"contacts":[["a"],[["x","y"]],[7],[[0]]]},{},{},"b"]'],
)  # fmt: skip
def test_rows_of_another_shape_are_refused(value: str):
    content = originals.base64.b64encode(originals.zlib.compress(value.encode())).decode()
    with pytest.raises(AppError, match="读不懂"):
        originals.unpack(content, "x.xlsx")
