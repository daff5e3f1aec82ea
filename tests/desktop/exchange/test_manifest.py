import json
from dataclasses import replace

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from db.projection import Operation
from desktop.errors import AppError
from desktop.exchange import manifest
from desktop.exchange.manifest import Manifest
from desktop.exchange.workbook import Book, Sheet
from desktop.security.seals import Signer

SIGNER = Signer(Ed25519PrivateKey.from_private_bytes(bytes(32)))
HEAD = Manifest(
    kind="report", branch="b", branch_name="城东支行", replica="r", export_id="e", sequence=1, period="2026W47",
    made_at="2026-11-20 10:42:00", operations=2, since="{}", have='{"r":2}', counts='{"contacts":2}', app="0.1",
    key=SIGNER.key,
)  # fmt: skip


def operation(seq: int, **fields: object) -> Operation:
    return Operation("r", seq, f"{seq:016x}r", "s", "task", f"row{seq}", fields, None, "b", "", f"digest{seq}")


OPERATIONS = [operation(1, title="=cmd", count=3, done_at=None), operation(2, title="早" * 70_000)]


def book(head: Manifest = HEAD, operations: list[Operation] = OPERATIONS) -> Book:
    specs = manifest.sheets(head, operations, SIGNER)
    return Book([Sheet(spec.name, [list(row) for row in spec.rows]) for spec in specs])


def put(damaged: Book, key: str, value: object) -> Book:
    for row in damaged.sheet("_manifest").rows:
        if row[0] == key:
            row[1] = value
    return damaged


def test_what_is_written_comes_back():
    head, operations = manifest.read(book(), "x.xlsx")
    assert replace(head, seal="", signature="") == HEAD
    assert operations == OPERATIONS


def test_a_long_operation_is_cut_into_cells_that_a_sheet_can_hold():
    short, long = manifest.flat(OPERATIONS)
    assert (len(short), len(long)) == (1, 3)
    assert max(map(len, long)) <= 32_767


def test_many_operations_share_a_cell():
    many = [operation(seq, title="早" * 500) for seq in range(1, 101)]
    rows = list(manifest.flat(many))
    assert len(rows) == 2
    assert all(len(row) == 1 and len(row[0]) <= 32_767 for row in rows)
    assert manifest.read(book(replace(HEAD, operations=100), many), "x.xlsx")[1] == many


def test_a_long_value_of_the_manifest_is_cut_too():
    known = json.dumps({f"{number:012x}": number for number in range(5_000)})
    head, _ = manifest.read(book(replace(HEAD, have=known)), "x.xlsx")
    assert head.have == known


def test_a_key_of_a_newer_version_is_sealed_and_passed_over():
    fuller = book()
    fuller.sheet("_manifest").rows.append(["later", "x"])
    with pytest.raises(AppError, match="校验不符"):
        manifest.read(fuller, "x.xlsx")
    values = {row[0]: "".join(row[1:]) for row in fuller.sheet("_manifest").rows}
    mark = manifest._mark(values, manifest.flat(OPERATIONS))
    assert manifest.read(put(put(fuller, "seal", mark), "signature", SIGNER.sign(mark.encode())), "x.xlsx")


def test_a_spreadsheet_may_pad_and_retype():
    padded = book()
    for row in padded.sheet("_ops").rows:
        row += [None, None]
    assert manifest.read(put(padded, "sequence", 1), "x.xlsx")[1] == OPERATIONS


@pytest.mark.parametrize(("name", "said"), [("_ops", "“_ops”页被删掉了"), ("_manifest", "不是台卡导出的文件")])
def test_without_the_program_sheets_it_is_no_report(name: str, said: str):
    kept = [sheet for sheet in book().sheets if sheet.name != name]
    with pytest.raises(AppError, match=said) as raised:
        manifest.read(Book(kept), "周报.xlsx")
    assert "周报.xlsx" in str(raised.value)


@pytest.mark.parametrize(
    ("key", "value"),
    [("branch", "other"), ("sequence", "9"), ("seal", "0"), ("operations", "1"), ("period", "2026W46"), ("have", "{}")],
)
def test_a_changed_manifest_is_refused(key: str, value: str):
    with pytest.raises(AppError, match="校验不符"):
        manifest.read(put(book(), key, value), "x.xlsx")


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("format", "x"), ("sequence", "x"), ("counts", "[]"), ("counts", "nonsense"), ("counts", '{"a": "b"}'),
        ("counts", '{"a": 1.5}'), ("period", "lately"), ("period", "2026W60"),
    ],
)  # fmt: skip
def test_a_manifest_that_makes_no_sense_is_refused(key: str, value: str):
    with pytest.raises(AppError, match="读不懂"):
        manifest.read(put(book(), key, value), "x.xlsx")


def test_a_manifest_with_a_line_missing_is_refused():
    short = book()
    del short.sheet("_manifest").rows[3]
    with pytest.raises(AppError, match="读不懂"):
        manifest.read(short, "x.xlsx")


def test_a_newer_format_asks_for_the_upgrade():
    with pytest.raises(AppError, match="更新版本"):
        manifest.read(put(book(), "format", "99"), "x.xlsx")


@pytest.mark.parametrize("change", ["remove", "swap", "edit"])
def test_changed_operations_are_refused(change: str):
    damaged = book()
    rows = damaged.sheet("_ops").rows
    if change == "remove":
        rows.pop()
    elif change == "swap":
        rows[1], rows[2] = rows[2], rows[1]
    else:
        rows[1][0] = rows[1][0].replace("=cmd", "=cmf")
    with pytest.raises(AppError, match="校验不符"):
        manifest.read(damaged, "x.xlsx")


def sealed(rows: list[list[str]]) -> Book:
    """A workbook whose seal fits rows of somebody else's making."""
    head = replace(HEAD, operations=len(rows))
    made = book(head, [])
    made.sheet("_ops").rows.extend(rows)
    mark = manifest.seal(head, rows)
    return put(put(made, "seal", mark), "signature", SIGNER.sign(mark.encode()))


@pytest.mark.parametrize(("key", "value"), [("signature", ""), ("signature", "ab"), ("signature", "xyz"), ("key", "")])
def test_a_file_without_its_signature_is_refused(key: str, value: str):
    damaged = put(book(), key, value)
    head = replace(HEAD, **{key: value})
    if key == "key":
        mark = manifest.seal(head, manifest.flat(OPERATIONS))
        put(damaged, "seal", mark)
    with pytest.raises(AppError, match="没有签名"):
        manifest.read(damaged, "x.xlsx")


def test_somebody_elses_signature_does_not_fit():
    other = Signer(Ed25519PrivateKey.from_private_bytes(b"\1" * 32))
    mark = manifest.seal(HEAD, manifest.flat(OPERATIONS))
    with pytest.raises(AppError, match="签名不符"):
        manifest.read(put(book(), "signature", other.sign(mark.encode())), "x.xlsx")


def test_a_workbook_says_what_it_is():
    assert manifest.kind_of(book()) == "report"
    assert manifest.kind_of(Book([Sheet("客户列表", [["姓名"]])])) == ""


@pytest.mark.parametrize(
    "row",
    [
        "", "null", "[]", "{}", '["r"]', "1e400",
        '["r",1,"0000000000000001r","s","task","x","{\\"a\\":1.5}","","b","","d"]',
        '["r",1,"0000000000000001r","s","task","x","{\\"a\\":true}","","b","","d"]',
        '["r",1,"0000000000000001r","s","task","x","{\\"a\\":[]}","","b","","d"]',
        '["r",1,"0000000000000001r","s","task","x","{\\"a\\":99999999999999999999}","","b","","d"]',
        '["r",1,"nonsense","s","task","x","{}","","b","","d"]',
        '["r",0,"0000000000000001r","s","task","x","{}","","b","","d"]',
        '["r",1,"0000000000000001r",7,"task","x","{}","","b","","d"]',
        '["r",1,"0000000000000001r","s","task","x","{}","{\\"a\\":1}","b","","d"]',
    ],
)  # fmt: skip
def test_a_seal_can_be_made_by_anybody_so_types_are_checked(row: str):
    with pytest.raises(AppError, match="读不懂"):
        manifest.read(sealed([[f"[{row}]"]]), "x.xlsx")


@pytest.mark.parametrize("row", ["", "null", "{}", "[" * 9_000, "[[", '["r"]', "[]"])
def test_rows_that_are_no_operations_are_refused(row: str):
    with pytest.raises(AppError, match="读不懂"):
        manifest.read(sealed([[row]]), "x.xlsx")


@given(st.lists(st.text(max_size=60), max_size=4))
def test_no_text_in_the_operations_crashes(texts: list[str]):
    try:
        _, operations = manifest.read(sealed([[one] for one in texts]), "x.xlsx")
    except AppError:
        return
    assert operations == []
