"""Every input of the demo damaged in turn: it names what is wrong and does not end well."""

import io
import shutil
from pathlib import Path

import openpyxl
import pytest
from PIL import Image

from desktop import sample
from desktop.cli import COULD_NOT, main
from desktop.demo import branch as steps
from desktop.demo import checks
from desktop.demo.branch import Branch
from desktop.demo.checks import Expected, codes, holds, same
from desktop.errors import AppError
from desktop.exchange.worker import Reader
from desktop.resources import resource
from desktop.store import open_memory_store

SAMPLE = resource("sample")
WORKBOOKS = [(branch, file) for branch in sample.BRANCHES for file in sample.FILES]
PICTURES = sorted(path.name for path in (SAMPLE / "qr").iterdir())
BAD_PICTURES = sorted(path.name for path in (SAMPLE / "bad-qr").iterdir())
FIRST_ROW = {"通讯录.xlsx": 11, "客户列表.xlsx": 5, "客户群列表.xlsx": 2}


@pytest.fixture(scope="module")
def reader():
    with Reader() as reader:
        yield reader


@pytest.fixture
def inputs(tmp_path) -> Path:
    return Path(shutil.copytree(SAMPLE, tmp_path / "inputs", ignore=shutil.ignore_patterns("*.py", "__pycache__")))


@pytest.fixture
def take_in(inputs, tmp_path, reader, monkeypatch):
    """Takes a branch's files in as the demo does, but into memory: what is damaged here are the files."""
    monkeypatch.setattr(steps, "open_store", lambda _path, _key, clock: open_memory_store(clock))

    def run(key: str) -> list[str]:
        expected = Expected.load(SAMPLE / "expected.toml")[key]
        opened = Branch.open(key, inputs, tmp_path / "data", sample.fixed_day(), reader)
        try:
            return [str(line) for line in steps.take_in(opened, expected)]
        finally:
            opened.store.close()

    return run


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def drop_row(path: Path) -> None:
    book = openpyxl.load_workbook(path)
    book.active.delete_rows(FIRST_ROW[path.name] + 1)
    book.save(path)


def change_cell(path: Path) -> None:
    """One person gets another name (or a group another owner's name)."""
    book = openpyxl.load_workbook(path)
    cell = book.active.cell(FIRST_ROW[path.name], 1)
    cell.value = f"{cell.value}改"
    book.save(path)


def scramble(path: Path) -> None:
    """Bytes in the middle turned over."""
    content = bytearray(path.read_bytes())
    middle = len(content) // 2
    content[middle : middle + 64] = bytes(255 - one for one in content[middle : middle + 64])
    path.write_bytes(bytes(content))


@pytest.mark.parametrize("key", sample.BRANCHES)
def test_whole_inputs_are_taken_in(take_in, key):
    assert len(take_in(key)) == len(sample.FILES)


@pytest.mark.parametrize("damage", [cut, drop_row, change_cell, scramble, Path.unlink])
@pytest.mark.parametrize(("key", "file"), WORKBOOKS)
def test_a_damaged_workbook_stops_it(inputs, take_in, key, file, damage):
    damage(inputs / key / file)
    with pytest.raises(AppError):
        take_in(key)


def look(inputs: Path) -> list[str]:
    wanted = codes(SAMPLE / "expected.toml")
    return [str(line) for line in steps.look_at_codes(inputs / "qr", inputs / "bad-qr", wanted)]


def blank(path: Path) -> None:
    Image.new("RGB", (400, 400), "white").save(path)


def take_anothers(path: Path) -> None:
    other = next(name for name in PICTURES if name != path.name)
    shutil.copy(SAMPLE / "qr" / other, path)


def test_whole_pictures_pass(inputs):
    assert len(look(inputs)) == 1


@pytest.mark.parametrize("damage", [cut, blank, take_anothers, Path.unlink])
@pytest.mark.parametrize("picture", PICTURES)
def test_a_damaged_picture_stops_it(inputs, picture, damage):
    damage(inputs / "qr" / picture)
    with pytest.raises(AppError):
        look(inputs)


@pytest.mark.parametrize("picture", BAD_PICTURES)
def test_a_bad_picture_that_is_none_stops_it(inputs, picture):
    shutil.copy(SAMPLE / "qr" / PICTURES[0], inputs / "bad-qr" / picture)
    with pytest.raises(AppError):
        look(inputs)


@pytest.mark.parametrize(
    ("what", "damage"), [("qr/王敏.png", blank), ("nanpu/客户列表.xlsx", drop_row), ("binjiang/通讯录.xlsx", cut)]
)
def test_the_command_ends_otherwise_and_says_why(inputs, tmp_path, capsys, what, damage):
    damage(inputs / what)
    out = io.StringIO()
    arguments = ["demo", "--from", str(inputs), "--out", str(tmp_path / "out"), "--no-pages"]
    assert main([*arguments, "--data-dir", str(tmp_path / "own")], out=out) == COULD_NOT
    assert capsys.readouterr().err.strip()
    assert "全部核对无误" not in out.getvalue()


def test_what_is_compared_raises():
    with pytest.raises(AppError, match="应为 2，得到 1"):
        same("x", 1, 2)
    with pytest.raises(AppError, match="没有做到：x"):
        holds("x", truth=False)
    same("x", 1, 1)
    holds("x", truth=True)


def test_every_kind_of_content_is_named():
    assert set(checks.NAMES) == set(Expected._fields)
