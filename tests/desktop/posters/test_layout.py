import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.posters import layout as laying
from desktop.posters.elements import Picture, Shape, Template, Text, Theme
from desktop.posters.layout import Area, Art, Line, Sheet, fill, layout, ring
from desktop.posters.pieces import Studio
from desktop.resources import resource

VALUES = {
    "bank": "江海银行", "branch": "城东支行", "name": "王敏", "position": "理财经理", "persona": "帮您把养老金算明白",
    "title": "您身边的客户经理", "prompt": "扫一扫", "review": "JH-1", "valid_until": "2027-06-30", "code": "https://a.cn/b",
    "benefit1": "预约办理",
}  # fmt: skip


def measure(text: str, face: str, weight: int, size: float) -> float:
    """Every character is as wide as it is high."""
    return len(text) * size


def text_template(**keys: object) -> Template:
    element = Text("words", (10, 10, 40, 20), text="{title}", **keys)
    theme = Theme("plain", "素", {"ink": "#111111"})
    return Template(
        "k", "t", "poster", "", "1", Path(), (100, 100), 0, 0, (), 1, (), {"plain": theme}, {}, (element,)
    )  # fmt: skip


def lines_of(sheet: Sheet, element: str = "words") -> list[Line]:
    return [line for line in sheet.lines if line.element == element]


@pytest.mark.parametrize(
    ("text", "filled"),
    [
        ("{name}", "王敏"),
        ("{certificate|无证书}", "无证书"),
        ("{certificate}", ""),
        ("{position}[　{certificate}]", "理财经理"),
        ("{position}[ · {persona}]", "理财经理 · 帮您把养老金算明白"),
        ("[{phone}　][{hours}]", ""),
        ("100%", "100%"),
    ],
)
def test_text_is_filled_and_optional_parts_go(text: str, filled: str):
    assert fill(text, VALUES) == filled


def test_text_shrinks_until_it_fits():
    template = text_template(largest=8, smallest=4)
    (line,) = lines_of(layout(template, {"title": "一二三四五六七八"}, measure))
    assert line.size == pytest.approx(5, abs=0.2)
    assert line.text == "一二三四五六七八"


def test_text_breaks_before_it_shrinks_too_far():
    template = text_template(largest=8, smallest=4, lines=2, balance=True)
    lines = lines_of(layout(template, {"title": "一二三四五六七八"}, measure))
    assert [line.text for line in lines] == ["一二三四", "五六七八"]
    assert lines[1].baseline - lines[0].baseline == pytest.approx(lines[0].size * 1.4)


def test_text_that_cannot_fit_is_named():
    template = text_template(largest=8, smallest=6)
    sheet = layout(template, {"title": "一二三四五六七八九十"}, measure)
    assert sheet.overflow == ("words",)
    assert len(lines_of(sheet)) == 1


@pytest.mark.parametrize(("align", "x"), [("left", 10), ("center", 22), ("right", 34)])
def test_alignment_across(align: str, x: float):
    (line,) = lines_of(layout(text_template(largest=8, smallest=8, align=align), {"title": "两字"}, measure))
    assert line.x == x


@pytest.mark.parametrize(("valign", "middle"), [("top", 14), ("middle", 20), ("bottom", 26)])
def test_one_line_stands_where_it_should(valign: str, middle: float):
    (line,) = lines_of(layout(text_template(largest=8, smallest=8, valign=valign), {"title": "两字"}, measure))
    assert line.baseline == pytest.approx(middle + laying.OPTICAL * 8)


def test_spacing_between_letters_takes_room():
    template = text_template(largest=8, smallest=8, align="right", tracking=0.5)
    (line,) = lines_of(layout(template, {"title": "两字"}, measure))
    assert line.x == pytest.approx(50 - 16 - 4)


def test_nothing_to_say_paints_nothing():
    assert lines_of(layout(text_template(), {}, measure)) == []


def test_an_icon_goes_before_the_first_line(studio: Studio):
    sheet = layout(studio.library.load("tent-a4"), VALUES, studio.painter.measure)
    line = lines_of(sheet, "benefit1")[0]
    icon = next(item for item in sheet.items if isinstance(item, Art) and item.element == "benefit1")
    assert icon.box[0] + icon.box[2] < line.x
    assert icon.tint == "#F0C49A"


def test_an_empty_field_takes_its_decoration_along(studio: Studio):
    template = studio.library.load("poster-a4")
    with_all, without = (
        {item.element for item in layout(template, VALUES | own, studio.painter.measure).items}
        for own in ({}, {"persona": "", "benefit1": ""})
    )
    assert with_all - without == {"name-rule", "persona", "promise1", "promise1-disc", "promise1-icon"}


def test_the_back_of_the_tent_is_the_front_upside_down(studio: Studio):
    sheet = layout(studio.library.load("tent-a4"), VALUES, studio.painter.measure)
    back, front = sheet.symbols
    assert front.turn is None
    assert front.box == (134.2, 136.9, 57.6, 57.6)
    assert back.turn == laying.Turn(105, 60)
    assert back.box == (134.2, 16.9, 57.6, 57.6)
    assert back.modules == front.modules


def test_folds_have_ticks_at_both_edges(studio: Studio):
    sheet = layout(studio.library.load("tent-a4"), VALUES, studio.painter.measure)
    ticks = [item for item in sheet.items if isinstance(item, Area) and item.element == "fold" and item.dashed]
    assert [(tick.box[0], tick.box[1]) for tick in ticks] == [(0, 120), (205, 120), (0, 240), (205, 240)]


def test_the_themes_colours_are_used(studio: Studio):
    template = studio.library.load("poster-a4")
    for key in ("crimson", "navy"):
        sheet = layout(template, VALUES, studio.painter.measure, key)
        field = next(item for item in sheet.items if item.element == "field")
        assert isinstance(field, Area)
        assert field.gradient[0] == template.themes[key].colours["deep"]


def test_without_a_code_there_is_an_empty_symbol(studio: Studio):
    (symbol,) = layout(studio.library.load("poster-a4"), VALUES | {"code": ""}, studio.painter.measure).symbols
    assert symbol.modules == ()
    assert symbol.module == 0
    assert symbol.badge_modules == 0
    assert ring(symbol) == symbol.box


def test_the_badge_covers_whole_modules_about_the_middle(studio: Studio):
    link = "https://work.weixin.qq.com/ct/wcde" + "0a" * 16
    (symbol,) = layout(studio.library.load("poster-a4"), VALUES | {"code": link}, studio.painter.measure).symbols
    assert (len(symbol.modules), symbol.badge_modules) == (41, 7)


def test_the_photo_of_the_record_is_used_if_it_is_there(studio: Studio, tmp_path: Path):
    photo = tmp_path / "photo.jpg"
    shutil.copy(resource("posters", "art", "mark.svg"), photo)
    template = studio.library.load("poster-a4")
    for value, name in ((str(photo), "photo.jpg"), (str(tmp_path / "gone.jpg"), "portrait.svg"), ("", "portrait.svg")):
        sheet = layout(template, VALUES | {"photo": value}, studio.painter.measure)
        art = next(item for item in sheet.items if item.element == "portrait")
        assert isinstance(art, Art)
        assert art.path.name == name


def test_a_picture_without_source_and_substitute_is_left_out():
    template = replace(text_template(), elements=(Picture("gone", (0, 0, 5, 5), source="{photo}"),))
    assert layout(template, {}, measure).items == ()


def test_a_hidden_group_hides_what_is_in_it(studio: Studio):
    template = studio.library.load("tent-a4")
    elements = [replace(one, when=("photo",)) if one.id == "back" else one for one in template.elements]
    sheet = layout(replace(template, elements=tuple(elements)), VALUES, studio.painter.measure)
    assert len(sheet.symbols) == 1


def test_a_shape_keeps_its_own_colours():
    shape = Shape("bar", (1, 2, 3, 4), fill="#12345678", stroke="ink", stroke_width=0.2)
    (area,) = layout(replace(text_template(), elements=(shape,)), {}, measure).items
    assert isinstance(area, Area)
    assert (area.fill, area.stroke, area.gradient) == ("#12345678", "#111111", ())
