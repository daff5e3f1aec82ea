"""Whatever is wrong in a file is said in clear words, refused or kept as text: nothing is lost, nothing hangs."""

import json
import zipfile
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from db.actor import Actor, Role
from db.contacts import Contact
from db.ids import derived_id
from db.operation import Change, record
from db.stamp import FixedClock
from desktop.contacts import dates
from desktop.contacts.capture import valid_phone
from desktop.contacts.tag_dictionary import JOINS, LONGEST, checked_name
from desktop.contacts.tokens import name_tokens
from desktop.errors import AppError
from desktop.exchange import gate, intake, private, wecom, workbook
from desktop.exchange.workbook import SheetSpec
from desktop.store import open_memory_store
from tests.desktop.exchange import xlsx

LEAD = Actor(derived_id("staff", "wangmin"), Role.LEAD, "b")
HEADS = ["客户名称", "添加人账号", "添加时间", "手机", "描述", "标签组1(客群)"]


@pytest.fixture
def store():
    store = open_memory_store(FixedClock(datetime(2026, 11, 20, 18)))
    staff = Change("staff", LEAD.staff, {"account": "wangmin", "name": "王敏", "branch": "b"})
    store.write(lambda session: record(session, None, [staff]))
    yield store
    store.close()


def take(store, reader, path: Path, *rows):
    workbook.write(path, [SheetSpec("表", [HEADS, *rows])])
    with store.session() as session:
        made = intake.plan(session, LEAD, path, reader)
    store.write(lambda session: intake.apply(session, LEAD, made))
    with store.session() as session:
        return made, {one.name: one for one in session.query(Contact)}


@pytest.mark.parametrize(
    ("typed", "phone", "said", "kept"),
    [
        ("1380000", "1380000", "手机“1380000”不是 11 位手机号，按原样保留", None),
        ("138000012345", "138000012345", "手机“138000012345”不是 11 位手机号，按原样保留", None),
        ("1380000123413800001234", "13800001234", "", None),
        ("13800001234/13900005678", "13800001234", "“13800001234/13900005678”里不止一个号码，取第一个，原样另存",
         "13800001234/13900005678"),
        ("13800001234 13900005678", "13800001234", "“13800001234 13900005678”里不止一个号码，取第一个，原样另存",
         "13800001234 13900005678"),
        ("0574-87654321", "0574-87654321", "手机“0574-87654321”不是 11 位手机号，按原样保留", None),
        ("１３８００００１２３４", "13800001234", "", None),
    ],
)  # fmt: skip
def test_numbers_too_short_too_long_or_doubled(store, reader, tmp_path, typed, phone, said, kept):
    made, found = take(store, reader, tmp_path / "a.xlsx", ["甲", "wangmin", "2026-01-01", typed, None, None])
    assert found["甲"].phone == phone
    assert [str(one.reason) for one in made.warned] == ([said] if said else [])
    assert json.loads(found["甲"].imported or "{}").get("手机") == kept


@pytest.mark.parametrize("when", ["昨天", "上周三", "2026年第二季度", "31/12/2026 x", "00:00"])
def test_dates_that_are_words_refuse_the_row_and_come_back(store, reader, tmp_path, when):
    made, found = take(store, reader, tmp_path / "a.xlsx", ["甲", "wangmin", when, None, None, None],
                       ["乙", "wangmin", "2026-01-01", None, None, None])  # fmt: skip
    assert set(found) == {"乙"}
    assert str(made.refused[0].reason) == f"时间“{when}”看不懂，要像 2026-11-20 09:30"
    back = workbook.read(intake.write_refused(made, tmp_path / "b.xlsx").path, reader=reader).sheets[0].rows
    assert back[1][:3] == ["甲", "wangmin", when]


NAMES = (
    "=1+1", '=HYPERLINK("http://x","点我")', "+1", "-1", "@SUM(A1)", "<b>张</b>", "<img src=x>", "{{7*7}}",
    "'; DROP TABLE contact; --", "小王🌸", "\u202e王", "张_x0041_",
)  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_formulas_and_markup_in_names_are_names(store, reader, tmp_path, name):
    made, found = take(store, reader, tmp_path / "a.xlsx", [name, "wangmin", "2026-01-01", None, name, None])
    assert made.counts["refused"] == 0
    assert found[name].description == name
    assert name_tokens(name) is not None


def test_unknown_staff_is_said_and_kept(store, reader, tmp_path):
    made, found = take(store, reader, tmp_path / "a.xlsx", ["甲", "ghost", "2026-01-01", None, None, None])
    assert [str(one.reason) for one in made.warned] == ["通讯录里没有账号 ghost"]
    assert found["甲"].owner_account == "ghost"


def test_a_formula_s_value_is_what_counts(reader, tmp_path):
    """Of a formula that was never calculated there is nothing: the row says what it lacks."""
    calculated, never = '<c t="str"><f>A9</f><v>甲</v></c>', "<c><f>1+1</f></c>"
    texts = "".join(f'<c t="inlineStr"><is><t>{one}</t></is></c>' for one in ("wangmin", "2026-01-01"))
    cells = f"<row>{calculated}{texts}{never}</row>"
    sheet = xlsx.inline([HEADS[:4]]).replace("</sheetData>", f"{cells}</sheetData>")
    book = workbook.read(xlsx.pack(tmp_path / "a.xlsx", xlsx.parts(sheet)), reader=reader)
    layout, rows = wecom.recognise(book, "a.xlsx")
    (row,) = wecom.parse(layout, rows)
    assert (row.values, row.faults) == (
        {"name": "甲", "owner_account": "wangmin", "added_at": "2026-01-01 00:00:00"}, [],
    )  # fmt: skip


def test_a_million_rows_are_refused_at_once_in_clear_words(tmp_path):
    path = tmp_path / "全行.xlsx"
    row = b"<row><c><v>1</v></c></row>"
    start, end = xlsx.inline([]).encode().split(b"</sheetData>")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for part, content in xlsx.parts().items():
            if part != xlsx.SHEET:
                archive.writestr(part, content)
        with archive.open(xlsx.SHEET, "w") as sheet:
            sheet.write(start)
            for number in range(1_000):  # with something of each that does not pack away
                sheet.write(row * 1_000 + f"<!--{derived_id('x', str(number)) * 20}-->".encode())
            sheet.write(b"</sheetData>" + end)
    with pytest.raises(AppError) as caught:
        gate.check(path, gate.Limits(ratio=10_000))
    assert str(caught.value.message) == "全行.xlsx 有 200,000 行以上，一份装不下"
    assert "分成几份" in str(caught.value.cure)


def test_a_file_that_changes_while_it_is_read_is_not_taken(tmp_path, monkeypatch, reader):
    path = tmp_path / "a.xlsx"
    workbook.write(path, [SheetSpec("表", [HEADS])])
    really = private.shutil.copyfile

    def slow(source, target):
        really(source, target)
        with Path(source).open("ab") as file:
            file.write(b"more")

    monkeypatch.setattr(private.shutil, "copyfile", slow)
    with pytest.raises(AppError, match=r"a\.xlsx 正在被改写"):
        intake.read(path, reader)


def test_a_file_that_changes_after_it_was_read_changes_nothing(tmp_path, reader):
    path = tmp_path / "a.xlsx"
    workbook.write(path, [SheetSpec("表", [HEADS, ["甲"]])])
    source = intake.read(path, reader)
    path.write_bytes(b"")
    assert source.book.sheets[0].rows[1][0] == "甲"


def test_a_file_that_went_is_said(tmp_path, reader):
    with pytest.raises(AppError, match=r"打不开 没有\.xlsx"):
        intake.read(tmp_path / "没有.xlsx", reader)


# ---------------------------------------------------------------------------------------------- any text at all

TEXTS = st.text(max_size=40)
DIGITS = st.text("0123456789+- ()（）/，86", max_size=30)


@given(st.one_of(TEXTS, DIGITS, st.integers(), st.floats(allow_nan=False)))
def test_a_phone_is_eleven_digits_or_what_was_written(cell):
    value, problem = wecom.READERS["phone"](cell)
    if problem is None:
        assert wecom.MOBILE.match(value)
    else:
        assert value == wecom.cell_text(cell) or wecom.MOBILE.match(value)


@example("13000008600", "{}", 1)  # with the country's prefix in its middle
@given(st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True), st.sampled_from(["{}", "+86{}", "86 {}", "0086-{}", " {} "]),
       st.integers(1, 10))  # fmt: skip
def test_a_phone_is_found_however_it_is_written(phone, form, cut):
    written = form.format(f"{phone[:cut]} {phone[cut:]}")
    assert wecom.READERS["phone"](written) == (phone, None)
    assert valid_phone(written) == phone


def refused(error: AppError, start: str = "") -> None:
    assert len(error.message) > 4
    assert error.message.startswith(start)


@given(DIGITS)
def test_a_number_typed_at_the_counter_is_right_or_refused_in_words(typed):
    try:
        phone = valid_phone(typed)
    except AppError as error:
        refused(error)
    else:
        assert wecom.MOBILE.match(phone)


@given(TEXTS)
def test_a_name_becomes_a_tag_or_is_refused_in_words(typed):
    try:
        name = checked_name(typed, [])
    except AppError as error:
        refused(error)
    else:
        assert 0 < len(name) <= LONGEST
        assert not set(name) & set(JOINS)
        assert checked_name(name, []) == name


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=10), max_size=6),
       st.sampled_from(JOINS))  # fmt: skip
def test_tags_of_a_cell_are_what_stands_between_the_separators(names, sign):
    layout = wecom.Layout("contacts", "表", 0, {}, {0: "客群"}, {}, ["标签组1(客群)"])
    found = [tag for row in wecom.parse(layout, [[], [sign.join(names)]]) for _, tag in row.tags]
    expected = [part.strip() for name in names for part in wecom.SEPARATORS.split(name) if part.strip()]
    assert found == expected


@given(TEXTS)
def test_any_name_can_be_searched_for(name):
    assert all(isinstance(token, str) for token in name_tokens(name))


@given(st.one_of(TEXTS, st.from_regex(r"[0-9]{1,4}[-/年.]?[0-9]{1,2}[-/月.]?[0-9]{1,2}日?", fullmatch=True)))
def test_a_day_of_birth_is_a_day_or_refused_in_words(typed):
    try:
        born = dates.day_of_birth(typed)
    except AppError as error:
        refused(error, "看不懂这个生日")
    else:
        assert dates.day_of_birth(born.removeprefix("0000-")) == born


@given(st.one_of(TEXTS, st.datetimes(), st.dates()))
def test_a_time_is_one_or_refused(cell):
    value, problem = wecom.READERS["time"](cell)
    assert (value == "") == (problem is not None)
    assert problem is not None or datetime.fromisoformat(value)
