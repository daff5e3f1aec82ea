"""Pictures: made small, kept, shown, and refused when they are none."""

import base64
import io
import os

import pytest
from PIL import Image

from db.library import Material
from db.operation import Change
from desktop.errors import AppError, PermissionDenied
from desktop.library import pictures
from desktop.library.pictures import Draft
from desktop.pictures import gate
from tests.desktop.library.conftest import ANALYST, LEAD, MANAGER


def saved(path, size=(400, 300), form="PNG", mode="RGB"):
    Image.new(mode, size, 0 if mode == "RGBA" else "teal").save(path, form)
    return path


def noise(path, size):
    Image.frombytes("RGB", size, os.urandom(size[0] * size[1] * 3)).save(path, "PNG")
    return path


def pixels(data):
    with Image.open(io.BytesIO(data)) as picture:
        return picture.size, picture.tobytes()


def test_a_small_png_stays_a_png_on_white(tmp_path, decoder):
    kept = pictures.open_picture(saved(tmp_path / "a.png", mode="RGBA"), decoder)
    assert (kept.kind, kept.width, kept.height) == ("png", 400, 300)
    with Image.open(io.BytesIO(kept.data)) as picture:
        assert (picture.mode, picture.getpixel((0, 0))) == ("RGB", (255, 255, 255))


def test_a_photograph_is_made_small_enough(tmp_path, decoder):
    kept = pictures.open_picture(saved(tmp_path / "a.jpg", (3200, 1000), "JPEG"), decoder)
    assert (kept.kind, kept.width, kept.height) == ("jpeg", 1600, 500)
    loud = pictures.open_picture(noise(tmp_path / "n.png", (500, 500)), decoder)
    assert loud.kind == "jpeg"
    assert len(loud.data) <= pictures.MOST_BYTES


def test_what_is_no_picture_is_told(tmp_path, monkeypatch, decoder):
    (tmp_path / "a.png").write_bytes(b"no picture")
    for path, told in (
        (tmp_path / "a.png", "打不开图片 a.png"),
        (tmp_path / "none.png", "打不开图片 none.png"),
        (saved(tmp_path / "tiny.png", (70, 300)), "图片 tiny.png 太小（70 × 300）"),
    ):
        with pytest.raises(AppError, match=told):
            pictures.open_picture(path, decoder)
    monkeypatch.setattr(gate, "MOST_PIXELS", 1000)
    with pytest.raises(AppError, match="的像素太多"):
        pictures.open_picture(saved(tmp_path / "b.png"), decoder)
    monkeypatch.setattr(gate, "LARGEST_FILE", 10)
    with pytest.raises(AppError, match="太大"):
        pictures.open_picture(saved(tmp_path / "b.png"), decoder)


def test_what_cannot_be_made_small_enough_is_told(tmp_path, monkeypatch, decoder):
    monkeypatch.setattr(pictures, "MOST_BYTES", 100)
    with pytest.raises(AppError, match="压到最小还是太大"):
        pictures.open_picture(saved(tmp_path / "a.png"), decoder)


def test_the_lead_keeps_pictures_of_the_branch(shop, tmp_path, decoder):
    kept = pictures.open_picture(saved(tmp_path / "a.png"), decoder)
    id_, done = shop.do(pictures.add, LEAD, Draft("存单长图", "p-cd", "2026-03-20"), kept)
    assert done.message == "已加图片“存单长图”"
    shop.write(Change("script", "s3", {"material": id_}))
    (row,) = shop.ask(pictures.rows, MANAGER)
    assert (row.title, row.product_name, row.over, row.own, row.scripts) == (
        "存单长图",
        "大额存单 3 年期",
        False,
        False,
        1,
    )
    shown = shop.ask(pictures.picture, id_, decoder)
    assert shown == shop.ask(pictures.of_script, "s3", decoder)
    assert pixels(shown) == pixels(kept.data)
    assert shop.ask(pictures.of_script, "s1", decoder) == shop.ask(pictures.of_script, None, decoder) == b""
    shop.do(pictures.edit, LEAD, id_, Draft("存单图", "", "2026-03-01"))
    assert shop.ask(pictures.rows, LEAD)[0].over
    assert shop.do(pictures.retire, LEAD, id_).message == "已停用“存单图”"
    assert shop.ask(pictures.rows, LEAD) == []
    assert shop.ask(pictures.picture, id_, decoder) == b""


def test_head_offices_pictures_are_for_all_and_locked(shop, tmp_path, decoder):
    kept = pictures.open_picture(saved(tmp_path / "a.png"), decoder)
    id_, _ = shop.do(pictures.add, ANALYST, Draft("总行长图"), kept)
    assert shop.ask(lambda session: session.get_one(Material, id_).locked) == 1
    with pytest.raises(PermissionDenied):
        shop.do(pictures.retire, LEAD, id_)
    with pytest.raises(PermissionDenied):
        shop.do(pictures.add, MANAGER, Draft("我的"), kept)
    with pytest.raises(AppError, match="标题要 1 到 40 个字"):
        shop.do(pictures.edit, ANALYST, id_, Draft(""))


@pytest.mark.parametrize(
    "content",
    ["", "not base64 ü", base64.b64encode(b"no picture").decode(), "A" * (pictures.MOST_KEPT * 2)],
)
def test_a_picture_of_somebody_elses_file_is_looked_at_first(content, decoder):
    assert pictures.data_of(content, decoder) == b""


def test_only_png_and_jpeg_are_shown(tmp_path, decoder):
    saved(tmp_path / "a.gif", form="GIF")
    assert pictures.data_of(base64.b64encode((tmp_path / "a.gif").read_bytes()).decode(), decoder) == b""
    assert pictures.data_of(base64.b64encode(saved(tmp_path / "a.png").read_bytes()).decode(), decoder)
