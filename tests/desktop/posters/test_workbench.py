"""Head office's work on a template: begun, tried, its faults found by line."""

from pathlib import Path

import pytest

from desktop.errors import AppError
from desktop.pictures.decoding import Decoder
from desktop.posters import pieces, trial, workbench
from desktop.posters.packed import LARGEST
from desktop.posters.workbench import Fault
from desktop.resources import resource
from tests.desktop.pictures.hostile import saved
from tests.desktop.posters.conftest import TODAY

TEXT = resource("posters", "tent-a4", "template.toml").read_text(encoding="utf-8")


def line_with(text: str, part: str) -> int:
    return next(number for number, line in enumerate(text.splitlines(), start=1) if part in line)


def look(studio: pieces.Studio, text: str) -> Fault:
    found = workbench.look(studio.library, resource("posters", "tent-a4"), text)
    assert isinstance(found, Fault)
    return found


@pytest.mark.parametrize(
    ("old", "new", "at"),
    [
        ("page = [210, 297]", "page = [210, 297", "bleed ="),
        ("page = [210, 297]", 'page = "A4"', "page ="),
        ('family = "card"', 'family = "tray"', "family ="),
        ("max = 14", 'max = "many"', "max ="),
        ("[fields.title]", "[fields.name]", "[fields.name]"),
        ("bleed = 0", "bleed = 0\nblood = 3", "blood ="),
    ],
)
def test_a_fault_has_its_line(studio: pieces.Studio, old: str, new: str, at: str):
    assert old in TEXT
    text = TEXT.replace(old, new, 1)
    found = look(studio, text)
    assert found.line == line_with(text, at), str(found.error)


def test_the_fault_of_an_element_is_found_by_its_id_or_number(studio: pieces.Studio):
    first = TEXT.index("[[element]]")
    head, rest = TEXT[:first], TEXT[first:]
    wrong = head + rest.replace("box = ", "bax = ", 1)
    found = look(studio, wrong)
    assert "box" in str(found.error)
    assert wrong.splitlines()[found.line - 1] in {
        "[[element]]",
        *(line for line in wrong.splitlines() if "bax" in line),
    }
    nameless = head + rest.replace("id = ", "ix = ", 1)
    assert look(studio, nameless).line == line_with(nameless, "[[element]]")
    second = TEXT.index("[[element]]", first + 1)
    key = TEXT.index("box = ", second)
    broken = TEXT[:key] + "box = [1, 2]\n#" + TEXT[key:]
    assert look(studio, broken).line == broken[: key + 1].count("\n") + 1


def test_a_fault_of_the_whole_is_shown_at_the_first_element(studio: pieces.Studio):
    text = TEXT.replace('type = "compliance"', 'type = "text"')
    found = look(studio, text)
    assert "合规文字" in str(found.error)
    assert found.line == line_with(text, "[[element]]")


def test_every_record_to_try_gives_a_page(studio: pieces.Studio):
    template = studio.library.load("badge")
    for name in ("", *trial.TRIALS):
        wanted = trial.sample(template, "jade", name)
        piece = pieces.make(studio, wanted, TODAY)
        assert piece.passed, (name, piece.problems)
        assert wanted.theme == "jade"
    assert trial.sample(template, "gone", "").theme == next(iter(template.themes))


def test_work_begins_from_a_template_that_is_there(studio: pieces.Studio, tmp_path: Path):
    badge = studio.library.load("badge")
    assert workbench.begin(tmp_path, badge) == "badge"
    assert workbench.begin(tmp_path, badge) == "badge-2"
    assert workbench.drafts(tmp_path) == ["badge", "badge-2"]
    text = (tmp_path / "badge-2" / "template.toml").read_text(encoding="utf-8")
    found = workbench.look(studio.library, tmp_path / "badge-2", text.replace("胸牌", "迎春胸牌"))
    assert (found.key, found.title) == ("badge-2", "迎春胸牌")
    workbench.save(tmp_path / "badge-2", text + "\n# mine\n")
    assert (tmp_path / "badge-2" / "template.toml").read_text(encoding="utf-8").endswith("# mine\n")


def test_artwork_is_copied_beside_it(tmp_path: Path, decoder: Decoder):
    (tmp_path / "badge").mkdir()
    good, bad, big = tmp_path / "leaf.svg", tmp_path / "leaf.exe", tmp_path / "big.png"
    good.write_text("<svg/>")
    bad.write_text("x")
    big.write_bytes(b"\0" * (LARGEST + 1))
    assert workbench.add_artwork(tmp_path / "badge", [good]) == ["leaf.svg"]
    assert (tmp_path / "badge" / "leaf.svg").is_file()
    fake, photo = tmp_path / "fake.png", tmp_path / "photo.jpg"
    fake.write_bytes(b"no picture")
    photo.write_bytes(saved("JPEG") + b"PK trailing")
    gone = tmp_path / "gone.png"
    for file, said in ((bad, "不能当"), (big, "太大"), (fake, "打不开图片 fake.png"), (gone, "打不开图片 gone.png")):
        with pytest.raises(AppError, match=said):
            workbench.add_artwork(tmp_path / "badge", [file], decoder)
    workbench.add_artwork(tmp_path / "badge", [photo], decoder)
    assert b"trailing" not in (tmp_path / "badge" / "photo.jpg").read_bytes()


def test_a_disk_that_cannot_be_written_is_said(studio: pieces.Studio, tmp_path: Path):
    (tmp_path / "file").write_text("no folder")
    for act in (
        lambda: workbench.begin(tmp_path / "file", studio.library.load("badge")),
        lambda: workbench.save(tmp_path / "file", "x"),
        lambda: workbench.add_artwork(tmp_path / "file" / "deep", [resource("posters", "art", "waves.svg")]),
    ):
        with pytest.raises(AppError, match=r"写不了|不是文件夹"):
            act()
