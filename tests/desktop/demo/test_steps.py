"""The steps of the demo that depend on who runs it: the pictures, and results that are not as they should be."""

from pathlib import Path
from types import SimpleNamespace

import pytest

from db.actor import Actor, Role
from desktop import sample
from desktop.demo import day
from desktop.demo.command import SMALLEST_PICTURE, Demo
from desktop.errors import AppError
from desktop.resources import resource


@pytest.fixture
def demo(tmp_path):
    (tmp_path / "out" / "reports").mkdir(parents=True)
    (tmp_path / "out" / "reports" / "old.xlsx").touch()
    (tmp_path / "out" / "mine.txt").touch()
    made = Demo(tmp_path / "out", resource("sample"), sample.fixed_day())
    made.paths.sample.mkdir(parents=True)
    yield made
    made.close()


def painter(count: int, size: int):
    def shoot(_data: Path, folder: Path, _clock) -> list[Path]:
        folder.mkdir()
        files = [folder / f"{number}.png" for number in range(count)]
        for file in files:
            file.write_bytes(b"x" * size)
        return files

    return SimpleNamespace(shoot=shoot)


def test_it_clears_what_it_made_and_nothing_else(demo):
    assert sorted(path.name for path in demo.out.iterdir()) == ["data", "mine.txt"]


def test_pictures_are_counted(demo):
    (line,) = demo._pages(painter(4, SMALLEST_PICTURE))
    assert "4" in line


@pytest.mark.parametrize(("count", "size"), [(3, SMALLEST_PICTURE), (4, SMALLEST_PICTURE - 1)])
def test_too_few_or_empty_pictures_stop_it(demo, count, size):
    with pytest.raises(AppError):
        list(demo._pages(painter(count, size)))


def test_a_picture_that_was_not_written_stops_it(demo):
    files = [demo.out / f"{number}.png" for number in range(4)]
    with pytest.raises(AppError, match="截图"):
        list(demo._pages(SimpleNamespace(shoot=lambda *_: files)))


def test_without_windows_it_says_so(demo):
    with pytest.raises(AppError, match="画不了窗口"):
        list(demo._pages(SimpleNamespace(shoot=None)))


def test_a_capture_that_is_let_through_twice_is_noticed():
    branch = SimpleNamespace(store=SimpleNamespace(write=lambda _work: None))
    assert not day._refused(branch, Actor("s", Role.MANAGER, "b"))


def test_a_step_without_words_is_not_chosen():
    item = SimpleNamespace(script="")
    assert not day._speakable(SimpleNamespace(), Actor("s", Role.MANAGER, "b"), item)
