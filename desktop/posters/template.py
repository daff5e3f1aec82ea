"""Loads and checks poster templates: a folder with template.toml and its locked artwork."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as Xml

from desktop.errors import AppError
from desktop.posters.elements import (
    RECORD,
    SMALLEST_RISK,
    Box,
    Code,
    Common,
    Element,
    Field,
    Group,
    Picture,
    Shape,
    Template,
    Text,
    Theme,
)
from desktop.posters.reader import Table, parse
from desktop.words import N_

PLACEHOLDER = re.compile(r"\{([^{}|]*)(\|[^{}]*)?\}")
QUIET = 4  # modules
SMALLEST_SYMBOL = 18.0  # mm; below this the usual link has less than 0.5 mm a module
LARGEST_BADGE = 0.2
# Qt SVG leaves these out or turns them into pixels; the last three reach outside the template.
FORBIDDEN = {"filter", "clipPath", "mask", "foreignObject", "pattern", "image", "script", "use"}
FAMILIES = ("poster", "card", "badge", "phone")

Known = Sequence[str]


class Library:
    """The templates of one folder; artwork and icons shared by several lie in `shared`."""

    def __init__(self, folder: Path, shared: Sequence[Path] = ()) -> None:
        self._folder = folder
        self._shared = tuple(shared)

    def keys(self) -> list[str]:
        """The names of the templates, in the order of their folders."""
        return sorted(path.parent.name for path in self._folder.glob("*/template.toml"))

    def load(self, key: str) -> Template:
        """The template `key`; AppError names file, element and key of a fault."""
        if key not in self.keys():
            raise AppError("没有叫 {key} 的版式", cure="可以用：{known}", key=key, known="、".join(self.keys()))
        return load(self._folder / key, self._shared)

    def all(self) -> list[Template]:
        return [self.load(key) for key in self.keys()]


def load(folder: Path, shared: Sequence[Path] = ()) -> Template:
    """Read and check the template in `folder`."""
    table = parse(folder / "template.toml")
    assets = _Assets(table, folder, shared)
    themes = _themes(table.table("themes"))
    fields = _fields(table.table("fields"))
    elements = _elements(table, themes, fields, assets)
    template = Template(
        key=folder.name,
        title=table.text("title"),
        family=table.text("family", among=FAMILIES),
        note=table.text("note", ""),
        version=table.text("version"),
        folder=folder,
        page=_pair(table.numbers("page", 2)),
        bleed=table.number("bleed", 0, most=10),
        safe=table.number("safe", 0, most=50),
        folds=table.numbers("folds", default=()),
        distance=table.number("distance", 0.5, most=20),
        products=_words(table, "products"),
        themes=themes,
        fields=fields,
        elements=elements,
        assets=assets.found,
    )
    table.finish()
    _check_whole(template, table)
    return template


def _pair(numbers: tuple[float, ...]) -> tuple[float, float]:
    return numbers[0], numbers[1]


def _words(table: Table, key: str) -> tuple[str, ...]:
    value = table.raw(key) or []
    if not isinstance(value, list) or not all(isinstance(word, str) for word in value):
        raise table.fault(key, "应该是一列文字")
    return tuple(value)


def _themes(table: Table) -> dict[str, Theme]:
    themes = {}
    for key in table.keys():
        one = table.table(key)
        name = one.text("name")
        colours = {token: one.colour(token, ()) for token in one.keys() if token != "name"}
        themes[key] = Theme(key, name, colours)
    if not themes:
        raise table.fault("", "至少要有一套主题")
    tokens = [set(theme.colours) for theme in themes.values()]
    if missing := set().union(*tokens) - set.intersection(*tokens):
        raise table.fault(sorted(missing)[0], "不是每套主题都有这个颜色")
    return themes


def _fields(table: Table) -> dict[str, Field]:
    fields = {}
    for key in table.keys():
        one = table.table(key)
        if key in RECORD:
            raise one.fault("", "这一项来自员工和网点的档案，不能由网点填写")
        fields[key] = Field(
            key=key,
            label=one.text("label"),
            most=int(one.number("max", least=1, most=500)),
            lines=int(one.number("lines", 1, least=1, most=10)),
            required=one.flag("required"),
            default=one.text("default", ""),
            row=one.text("row", ""),
            kind=one.text("kind", "text", among=("text", "date")),
        )
        one.finish()
        if len(fields[key].default) > fields[key].most:
            raise one.fault("default", "超过了 {most} 个字", most=fields[key].most)
    return fields


class _Assets:
    """Finds artwork by name and looks into it once."""

    def __init__(self, table: Table, folder: Path, shared: Sequence[Path]) -> None:
        self._table = table
        self._folders = (folder, *shared)
        self.found: dict[str, Path] = {}

    def check(self, table: Table, key: str, name: str) -> str:
        """`name`, once it is known to lie in the template and to be paintable."""
        if not name or name in self.found:
            return name
        if Path(name).name != name:
            raise table.fault(key, "“{name}”不在版式文件夹里", name=name)
        path = next((folder / name for folder in self._folders if (folder / name).is_file()), None)
        if path is None:
            raise table.fault(key, "找不到文件 {name}", name=name)
        if path.suffix.lower() == ".svg":
            check_svg(path, table, key)
        self.found[name] = path
        return name


def check_svg(path: Path, table: Table, key: str) -> None:
    """AppError when the SVG is broken or uses what Qt SVG does not paint."""
    source = path.read_bytes()
    if b"<!DOCTYPE" in source or b"<!ENTITY" in source:
        raise table.fault(key, "{name} 里有 DOCTYPE，不能用", name=path.name)
    try:
        root = Xml.fromstring(source)  # noqa: S314 - no document type, so no entities
    except Xml.ParseError as error:
        raise table.fault(key, "{name} 不是完好的 SVG：{error}", name=path.name, error=error) from error
    used = {str(node.tag).rpartition("}")[2] for node in root.iter()}
    if bad := sorted(used & FORBIDDEN):
        raise table.fault(key, "{name} 用了 {tag}，打印时画不出来", name=path.name, tag=bad[0])


def _elements(
    table: Table, themes: Mapping[str, Theme], fields: Mapping[str, Field], assets: _Assets
) -> tuple[Element, ...]:
    rows = table.raw("element")
    if not isinstance(rows, list) or not rows:
        raise table.fault("element", "一个元素也没有")
    tokens = list(next(iter(themes.values())).colours)
    known = [*RECORD, *fields]
    elements: dict[str, Element] = {}
    for number, row in enumerate(rows, start=1):
        element = _element(Table(table.file, N_("第 {number} 个元素", number=number), row), tokens, known, assets)
        if element.id in elements:
            raise Table(table.file, element.id, {}).fault("id", "和另一个元素重名")
        elements[element.id] = element
    _check_groups(table.file, elements)
    return tuple(elements.values())


def _element(table: Table, tokens: Known, known: Known, assets: _Assets) -> Element:
    common = Common(
        id=table.text("id"),
        box=_box(table),
        group=table.text("in", ""),
        when=_when(table, known),
    )
    table.place = N_("元素 {id}", id=common.id)
    kind = table.text("type", among=_READERS)
    element = _READERS[kind](table, common, tokens, known, assets)
    table.finish()
    return element


def _box(table: Table) -> Box:
    x, y, width, height = table.numbers("box", 4)
    if width < 0 or height < 0:
        raise table.fault("box", "宽和高不能小于 0")
    return x, y, width, height


def _when(table: Table, known: Known) -> tuple[str, ...]:
    names = tuple(table.text("if", "").split())
    for name in names:
        if name not in known:
            raise table.fault("if", "没有叫 {name} 的字段", name=name)
    return names


def _words_with_fields(table: Table, key: str, known: Known) -> str:
    text = table.text(key)
    for name, _default in PLACEHOLDER.findall(text):
        if name not in known:
            raise table.fault(key, "没有叫 {name} 的字段", name=name)
    return text


def _text(table: Table, common: Common, tokens: Known, known: Known, assets: _Assets) -> Text:
    smallest, largest = sorted(table.numbers("size", 2))
    if smallest < 1:
        raise table.fault("size", "字号不能小于 1 mm")
    icon = table.text("icon", "")
    return Text(
        common.id, common.box, common.group, common.when,
        text=_words_with_fields(table, "text", known),
        face=table.text("face", "sans", among=("sans", "serif")),
        weight=int(table.number("weight", 400, least=400, most=700)),
        largest=largest,
        smallest=smallest,
        lines=int(table.number("lines", 1, least=1, most=20)),
        align=table.text("align", "left", among=("left", "center", "right")),
        valign=table.text("valign", "middle", among=("top", "middle", "bottom")),
        colour=table.colour("colour", tokens, "ink"),
        leading=table.number("leading", 1.4, least=1, most=3),
        tracking=table.number("tracking", 0, most=1),
        balance=table.flag("balance"),
        icon=assets.check(table, "icon", icon),
        icon_colour=table.colour("icon_colour", tokens),
    )  # fmt: skip


def _compliance(table: Table, common: Common, tokens: Known, known: Known, assets: _Assets) -> Text:
    if common.when:
        raise table.fault("if", "合规文字不能有条件")
    text = _text(table, common, tokens, known, assets)
    if text.smallest < SMALLEST_RISK:
        raise table.fault("size", "合规文字不能小于 {least} mm", least=SMALLEST_RISK)
    return replace(text, locked=True)


def _shape(table: Table, common: Common, tokens: Known, _known: Known, _assets: _Assets) -> Shape:
    gradient = _words(table, "gradient")
    if gradient and (len(gradient) not in {2, 3} or any(colour not in tokens for colour in gradient)):
        raise table.fault("gradient", "应该是两个或三个主题颜色")
    return Shape(
        common.id, common.box, common.group, common.when,
        shape=table.text("shape", "rect", among=("rect", "ellipse", "line")),
        fill=table.colour("fill", tokens),
        gradient=gradient,
        angle=table.number("angle", 90, least=-360, most=360),
        stroke=table.colour("stroke", tokens),
        stroke_width=table.number("stroke_width", 0, most=20),
        radius=table.number("radius", 0, most=200),
        shadow=table.number("shadow", 0, most=30),
    )  # fmt: skip


def _picture(table: Table, common: Common, tokens: Known, known: Known, assets: _Assets) -> Picture:
    source = _words_with_fields(table, "source", known)
    if not PLACEHOLDER.search(source):
        assets.check(table, "source", source)
    return Picture(
        common.id, common.box, common.group, common.when,
        source=source,
        missing=assets.check(table, "missing", table.text("missing", "")),
        tint=table.colour("tint", tokens),
        mask=table.text("mask", "none", among=("none", "circle")),
        min_dpi=table.number("min_dpi", 0, most=1200),
    )  # fmt: skip


def _code(table: Table, common: Common, tokens: Known, _known: Known, assets: _Assets) -> Code:
    if common.when:
        raise table.fault("if", "二维码不能有条件")
    _x, _y, width, height = common.box
    if width != height or width < SMALLEST_SYMBOL:
        raise table.fault("box", "二维码要是正方形，不小于 {least} mm", least=f"{SMALLEST_SYMBOL:g}")
    return Code(
        common.id, common.box, common.group, common.when,
        badge=assets.check(table, "badge", table.text("badge", "")),
        badge_colour=table.colour("badge_colour", tokens),
        badge_share=table.number("badge_share", 0, most=LARGEST_BADGE),
    )  # fmt: skip


def _group(table: Table, common: Common, _tokens: Known, _known: Known, _assets: _Assets) -> Group:
    return Group(
        common.id, common.box, common.group, common.when, copy=table.text("copy", ""), turned=table.flag("turned")
    )


_READERS: dict[str, Callable[[Table, Common, Known, Known, _Assets], Element]] = {
    "text": _text,
    "compliance": _compliance,
    "shape": _shape,
    "image": _picture,
    "qr": _code,
    "group": _group,
}


def _check_groups(file: str, elements: Mapping[str, Element]) -> None:
    for element in elements.values():
        place = Table(file, N_("元素 {id}", id=element.id), {})
        if element.group and not isinstance(elements.get(element.group), Group):
            raise place.fault("in", "没有叫 {name} 的组", name=element.group)
        if isinstance(element, Group):
            if element.group:
                raise place.fault("in", "组不能放在另一组里")
            if element.copy and not isinstance(elements.get(element.copy), Group):
                raise place.fault("copy", "没有叫 {name} 的组", name=element.copy)
            if element.copy and elements[element.copy].box[2:] != element.box[2:]:
                raise place.fault("box", "大小要和 {name} 一样", name=element.copy)


def _check_whole(template: Template, table: Table) -> None:
    """What only the whole template can show: a code, the compliance line, nothing of weight outside the page."""
    if not any(isinstance(element, Code) for element in template.elements):
        raise table.fault("element", "没有二维码")
    if not any(isinstance(element, Text) and element.locked for element in template.elements):
        raise table.fault("element", "没有合规文字（type = \"compliance\"）")
    groups = {element.id: element.box for element in template.elements if isinstance(element, Group)}
    for element in template.elements:
        if isinstance(element, Text | Code):
            _check_inside(template, table, element, groups.get(element.group))


def _check_inside(template: Template, table: Table, element: Text | Code, frame: Box | None) -> None:
    left, top, width, height = frame or (0.0, 0.0, *template.page)
    x, y, w, h = element.box
    if x < 0 or y < 0 or x + w > width + 0.01 or y + h > height + 0.01:
        size = f"{width:g} × {height:g} mm"
        raise Table(table.file, N_("元素 {id}", id=element.id), {}).fault("box", "超出了页面或组（{size}）", size=size)
