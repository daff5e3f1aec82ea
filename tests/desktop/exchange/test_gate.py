"""Every hostile or mistaken file is refused in words that name it and say what to do."""

import struct
import zipfile
from dataclasses import replace

import pytest

from desktop.errors import AppError
from desktop.exchange import gate
from desktop.exchange.gate import ENCRYPTED, LIMITS, OLE
from tests.desktop.exchange.xlsx import KIN, SHEET, inline, pack, parts

ENTITY = '<!DOCTYPE x [<!ENTITY a "aaaa">]>'
OUTSIDE = '<Relationship Id="o" TargetMode="External" Type="{kin}/externalLink" Target="{target}"/></Relationships>'


def refusal(path, limits=LIMITS) -> str:
    with pytest.raises(AppError) as caught:
        gate.check(path, limits)
    assert path.name in caught.value.message
    assert caught.value.cure
    return caught.value.message


def with_outside(target):
    contents = parts()
    name = "xl/_rels/workbook.xml.rels"
    contents[name] = contents[name].replace("</Relationships>", OUTSIDE.format(kin=KIN, target=target))
    return contents


def test_a_plain_workbook_passes(tmp_path):
    gate.check(pack(tmp_path / "a.xlsx", parts()))


def test_a_link_to_a_page_is_harmless(tmp_path):
    gate.check(pack(tmp_path / "a.xlsx", with_outside("https://example.com/")))


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"xl/vbaProject.bin": b"x"}, "含有宏"),
        ({"xl/externalLinks/externalLink1.xml": "<x/>"}, "链接到别的文件"),
        ({"xl/embeddings/oleObject1.bin": b"x"}, "嵌入了别的对象"),
        ({"xl/activeX/activeX1.xml": "<x/>"}, "嵌入了别的对象"),
        ({"../evil.xml": "<x/>"}, "内部文件名不正常"),
        ({"/etc/passwd": "x"}, "内部文件名不正常"),
        ({"XL/WORKBOOK.XML": "<x/>"}, "内部文件名不正常"),
        ({"xl/styles.xml": ENTITY + "<x>&a;</x>"}, "内部 XML 有实体定义"),
        ({SHEET: ENTITY + inline([["x"]])}, "内部 XML 有实体定义"),
        ({SHEET: inline([["x"]]).encode("utf-16")}, "内部 XML 的编码不正常"),
        ({"xl/styles.xml": "<x><y></x>"}, "已损坏"),
        ({"xl/media/big.bin": b"\0" * 30_000_000}, "展开后大得不正常"),
        (with_outside("file:///c:/x.xlsx"), "链接到别的文件"),
    ],
)  # fmt: skip
def test_what_may_do_harm_is_refused(tmp_path, more, reason):
    assert reason in refusal(pack(tmp_path / "坏.xlsx", parts() | more))


@pytest.mark.parametrize(
    ("limits", "reason"),
    [
        (replace(LIMITS, parts=4), "内部文件太多"),
        (replace(LIMITS, sheets=0), "工作表太多"),
        (replace(LIMITS, unpacked=100), "展开后大得不正常"),
        (replace(LIMITS, bytes=100), "太大"),
        (replace(LIMITS, rows=9), "有 9 行以上"),
        (replace(LIMITS, cells=19), "单元格太多"),
    ],
)  # fmt: skip
def test_limits_hold(tmp_path, limits, reason):
    path = pack(tmp_path / "大.xlsx", parts(inline([["一", "二"]] * 10)))
    gate.check(path, replace(LIMITS, rows=10, cells=20))
    assert reason in refusal(path, limits)


def test_cells_are_counted_over_all_sheets(tmp_path):
    sheet = inline([["一", "二"]] * 10)
    path = pack(tmp_path / "大.xlsx", parts(sheet) | {"xl/worksheets/sheet2.xml": sheet})
    assert "单元格太多" in refusal(path, replace(LIMITS, cells=30))


def test_tags_over_a_block_s_edge_count_once(tmp_path, monkeypatch):
    monkeypatch.setattr(gate, "MEGABYTE", 37)
    path = pack(tmp_path / "a.xlsx", parts(inline([["一", "二"]] * 50)))
    gate.check(path, replace(LIMITS, rows=50, cells=100))
    refusal(path, replace(LIMITS, rows=49))
    refusal(path, replace(LIMITS, cells=99))


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("密.xlsx", OLE + b"\0" * 600 + ENCRYPTED, "设了打开密码"),
        ("表.csv", "客户名称,手机\n".encode(), "是文本文件"),
        ("空.xlsx", b"", "是空文件"),
        ("密文.xlsx", b"%TSD-Header-###%" + b"\x81" * 99, "防泄密软件"),
        ("断.xlsx", b"PK\x03\x04" + b"\0" * 40, "已损坏"),
    ],
)  # fmt: skip
def test_other_files_are_named_for_what_they_are(tmp_path, name, content, reason):
    path = tmp_path / name
    path.write_bytes(content)
    assert reason in refusal(path)


def test_a_missing_file_is_said_to_be_missing(tmp_path):
    assert "打不开" in refusal(tmp_path / "没有.xlsx")


def test_a_truncated_workbook_is_damaged(tmp_path):
    path = pack(tmp_path / "断.xlsx", parts())
    path.write_bytes(path.read_bytes()[:-80])
    assert "已损坏" in refusal(path)


def test_a_zip_without_a_workbook_is_none(tmp_path):
    assert "没有工作簿" in refusal(pack(tmp_path / "照片.xlsx", {"a.txt": "x"}))


@pytest.mark.parametrize("name", [SHEET, "xl/styles.xml", "xl/media/a.bin"])
def test_a_part_that_lies_about_its_size_is_refused(tmp_path, name):
    path = pack(tmp_path / "谎.xlsx", parts() | {name: inline([["x"] * 500])})
    path.write_bytes(_with_claimed_size(path, name, 10))
    refusal(path)


def _with_claimed_size(path, name, size) -> bytes:
    """The file with another unpacked size in the directory at its end."""
    with zipfile.ZipFile(path) as archive:
        info = archive.getinfo(name)
    data = bytearray(path.read_bytes())
    entry = data.rindex(name.encode(), 0, len(data)) - 46
    assert struct.unpack_from("<I", data, entry + 24)[0] == info.file_size
    struct.pack_into("<I", data, entry + 24, size)
    return bytes(data)
