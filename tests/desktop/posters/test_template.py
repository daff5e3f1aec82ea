import shutil
from pathlib import Path

import pytest

from desktop.errors import AppError
from desktop.posters.template import FAMILIES, Library, load
from desktop.resources import resource

POSTERS = resource("posters")
SHARED = [POSTERS / "art", resource("icons")]
LIBRARY = Library(POSTERS, SHARED)


def test_the_built_in_templates_load():
    templates = {template.key: template for template in LIBRARY.all()}
    assert list(templates) == [
        "badge", "phone", "poster-a4", "tent-a4", "invite", "name-card", "poster-a3", "vfold", "activity-a4",
        "insert-a5", "sticker", "insert-a6", "roll-up",
    ]  # fmt: skip
    assert {template.family for template in templates.values()} == set(FAMILIES)
    for template in templates.values():
        assert list(template.themes) == ["crimson", "navy", "jade"]
        assert template.theme("navy").name == "藏青"
        assert template.theme("unknown").key == "crimson"
    assert templates["tent-a4"].folds == (120, 240)
    assert templates["poster-a4"].bleed == 3


def test_a_template_that_is_not_there_is_named():
    with pytest.raises(AppError, match="flag") as caught:
        LIBRARY.load("flag")
    assert "poster-a4" in caught.value.cure


# What is put in place of what in the poster's file, and what the error has to name.
BROKEN = {
    "no toml": ('title = "客户经理海报"', "title = ", "写法不对"),
    "no title": ('title = "客户经理海报"', "", "title"),
    "title no text": ('title = "客户经理海报"', "title = 3", "应该是文字"),
    "unknown key": ("safe = 8", "safe = 8\nsave = 8", "save"),
    "unknown family": ('family = "poster"', 'family = "flag"', "flag"),
    "page of three": ("page = [210, 297]", "page = [210, 297, 1]", "2 个数字"),
    "page of words": ("page = [210, 297]", 'page = ["a", "b"]', "page"),
    "bleed too wide": ("bleed = 3", "bleed = 30", "bleed"),
    "bleed no number": ("bleed = 3", "bleed = true", "应该是数字"),
    "folds no list": ("safe = 8", "safe = 8\nfolds = 3", "folds"),
    "products no list": ('products = ["理财"]', "products = 3", "products"),
    "palette and themes": ('palette = "house.toml"', 'palette = "house.toml"\n[themes.a]\nname = "a"', "palette"),
    "palette missing": ('palette = "house.toml"', 'palette = "home.toml"', "home.toml"),
    "theme no table": ('palette = "house.toml"', "products = []\n[themes]\nnavy = 1\n[fields.zz]", "themes.navy"),
    "after nothing": ('id = "subtitle"\n', 'id = "subtitle"\nafter = "name"\n', "元素 subtitle，after"),
    "field of the record": ("[fields.subtitle]", "[fields.name]", "fields.name"),
    "field default too long": ('default = "微信扫一扫，添加我"', 'default = "一二三四五六七八九十一二三"', "prompt"),
    "field flag": ("required = true", 'required = "yes"', "required"),
    "element no table": ('[[element]]\nid = "paper"', "[[element]]\nid = 3", "第 1 个元素"),
    "element unknown type": ('type = "qr"', 'type = "barcode"', "barcode"),
    "element twice": ('id = "rule"', 'id = "title"', "title"),
    "element unknown key": ('face = "serif"', 'fase = "serif"', "元素 bank，fase"),
    "box negative": ("box = [16.2, 76.8, 14, 0.7]", "box = [16.2, 76.8, -14, 0.7]", "元素 rule，box"),
    "text outside": ("box = [16, 82.6, 178, 9]", "box = [16, 82.6, 278, 9]", "元素 subtitle，box"),
    "unknown colour": ('colour = "on2"', 'colour = "on9"', "on9"),
    "unknown field in text": ('text = "{title}"', 'text = "{titel}"', "titel"),
    "unknown field in if": ('if = "persona"', 'if = "person"', "person"),
    "unknown group": ('id = "risk"', 'id = "risk"\nin = "nowhere"', "nowhere"),
    "size too small": ("size = [3.2, 3]", "size = [3.2, 0.5]", "元素 warning，size"),
    "gradient of unknown": ('gradient = ["deep", "brand", "bright"]', 'gradient = ["deep", "x"]', "gradient"),
    "picture missing": ('source = "mark.svg"', 'source = "nowhere.svg"', "nowhere.svg"),
    "picture elsewhere": ('source = "mark.svg"', 'source = "../mark.svg"', "不在版式文件夹"),
    "code not square": ("box = [109, 118.4, 70, 70]", "box = [109, 118.4, 70, 71]", "元素 code，box"),
    "code too small": ("box = [109, 118.4, 70, 70]", "box = [109, 118.4, 17, 17]", "18"),
    "code with condition": ('badge = "mark.svg"', 'badge = "mark.svg"\nif = "title"', "二维码不能有条件"),
    "badge too large": ("badge_share = 0.18", "badge_share = 0.3", "badge_share"),
    "no code": (('type = "qr"\nbox = [109, 118.4, 70, 70]\n'
                 'badge = "mark.svg"\nbadge_colour = "brand"\nbadge_share = 0.18'),
                'type = "shape"\nbox = [109, 118.4, 70, 70]', "没有二维码"),
    "no compliance": ('type = "compliance"', 'type = "text"', "没有合规文字"),
    "compliance too small": ("size = [3.9, 3.9]", "size = [3.9, 2]", "元素 risk，size"),
    "compliance with condition": ("size = [3.9, 3.9]", 'size = [3.9, 3.9]\nif = "title"', "合规文字不能有条件"),
}  # fmt: skip


def damaged(tmp_path: Path, old: str, new: str, key: str = "poster-a4") -> Path:
    folder = tmp_path / key
    shutil.copytree(POSTERS / key, folder)
    file = folder / "template.toml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    return folder


@pytest.mark.parametrize("fault", BROKEN)
def test_a_broken_template_names_file_element_and_key(tmp_path: Path, fault: str):
    old, new, named = BROKEN[fault]
    with pytest.raises(AppError) as caught:
        load(damaged(tmp_path, old, new), SHARED)
    assert "poster-a4/template.toml" in str(caught.value)
    assert named in str(caught.value)


PALETTE = {
    "theme lacks a colour": ('rose = "#B99B6B"\n', "", "rose"),
    "theme with a bad colour": ('rose = "#B99B6B"', 'rose = "pink"', "pink"),
    "theme without a name": ('name = "藏青"\n', "", "name"),
}


@pytest.mark.parametrize("fault", PALETTE)
def test_a_broken_palette_names_its_file(tmp_path: Path, fault: str):
    old, new, named = PALETTE[fault]
    folder = damaged(tmp_path, "safe = 8", "safe = 9")
    text = (POSTERS / "art" / "house.toml").read_text(encoding="utf-8")
    (folder / "house.toml").write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(AppError) as caught:
        load(folder, SHARED)
    assert named in str(caught.value)
    assert "poster-a4/house.toml" in str(caught.value)


def test_the_small_print_of_a_phone_may_be_smaller_than_that_of_paper(tmp_path: Path):
    small = ("size = [2.2, 2.2]", "size = [1.9, 1.9]")
    with pytest.raises(AppError, match="元素 risk，size"):
        load(damaged(tmp_path, *small, "phone"), SHARED)
    assert LIBRARY.load("phone").family == "phone"


TENT = {
    "group in a group": ('id = "front"\ntype = "group"', 'id = "front"\nin = "back"\ntype = "group"', "元素 front，in"),
    "copy of nothing": ('copy = "front"', 'copy = "side"', "side"),
    "copy of another size": ("box = [0, 0, 210, 120]", "box = [0, 0, 200, 120]", "大小要和 front 一样"),
    "outside its group": ("box = [122, 106.6, 82, 3]", "box = [122, 118.6, 82, 3]", "元素 review，box"),
}


@pytest.mark.parametrize("fault", TENT)
def test_a_broken_group_is_named(tmp_path: Path, fault: str):
    old, new, named = TENT[fault]
    with pytest.raises(AppError) as caught:
        load(damaged(tmp_path, old, new, "tent-a4"), SHARED)
    assert named in str(caught.value)


def test_a_folder_without_a_template_is_named(tmp_path: Path):
    with pytest.raises(AppError, match="没有版式文件"):
        load(tmp_path)


@pytest.mark.parametrize(("lines", "named"), [("", "主题"), ("[themes.a]\nname = 'a'\n", "一个元素也没有")])
def test_a_template_needs_themes_and_elements(tmp_path: Path, lines: str, named: str):
    (tmp_path / "template.toml").write_text(lines, encoding="utf-8")
    with pytest.raises(AppError, match=named):
        load(tmp_path)


@pytest.mark.parametrize(
    ("svg", "named"),
    [
        ("<svg xmlns='http://www.w3.org/2000/svg'><filter id='a'/></svg>", "filter"),
        ("<svg xmlns='http://www.w3.org/2000/svg'><g><clipPath/></g></svg>", "clipPath"),
        ("<svg", "不是完好的 SVG"),
        ("<!DOCTYPE svg [<!ENTITY a 'b'>]><svg>&a;</svg>", "DOCTYPE"),
        ("<svg>" + "<g>" * 5_000 + "</g>" * 5_000 + "</svg>", "太复杂"),
        ("<svg>" + "<g/>" * 20_001 + "</svg>", "太复杂"),
        ("<svg>" + " " * 1_500_000 + "</svg>", "太复杂"),
    ],
)
def test_artwork_that_would_not_print_is_refused(tmp_path: Path, svg: str, named: str):
    folder = damaged(tmp_path, 'source = "guilloche-wide.svg"', 'source = "own.svg"')
    (folder / "own.svg").write_text(svg, encoding="utf-8")
    with pytest.raises(AppError) as caught:
        load(folder, SHARED)
    assert named in str(caught.value)
    assert "guilloche" in str(caught.value)


def test_own_artwork_goes_before_shared(tmp_path: Path):
    folder = damaged(tmp_path, "safe = 8", "safe = 9")
    (folder / "mark.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>", encoding="utf-8")
    assert load(folder, SHARED).assets["mark.svg"] == folder / "mark.svg"
