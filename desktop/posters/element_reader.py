"""Reads the elements of a template: each type has its keys, and every fault names element and key."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from desktop.posters.assets import Assets
from desktop.posters.elements import (
    RECORD,
    Box,
    Code,
    Common,
    Element,
    Field,
    Group,
    Picture,
    Shape,
    Text,
    Theme,
)
from desktop.posters.reader import Table
from desktop.words import N_

PLACEHOLDER = re.compile(r"\{([^{}|]*)(\|[^{}]*)?\}")
SMALLEST_SYMBOL = 18.0  # mm; below this the usual link has less than 0.5 mm a module
LARGEST_BADGE = 0.2

Known = Sequence[str]


def read_elements(
    table: Table, themes: Mapping[str, Theme], fields: Mapping[str, Field], assets: Assets
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
    return tuple(elements.values())


def _element(table: Table, tokens: Known, known: Known, assets: Assets) -> Element:
    name = table.text("id")
    table.place = N_("元素 {id}", id=name)
    common = Common(
        id=name,
        box=_box(table),
        group=table.text("in", ""),
        when=_when(table, known),
    )
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


def _text(table: Table, common: Common, tokens: Known, known: Known, assets: Assets) -> Text:
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
        after=table.text("after", ""),
    )  # fmt: skip


def _compliance(table: Table, common: Common, tokens: Known, known: Known, assets: Assets) -> Text:
    if common.when:
        raise table.fault("if", "合规文字不能有条件")
    return replace(_text(table, common, tokens, known, assets), locked=True)


def _shape(table: Table, common: Common, tokens: Known, _known: Known, _assets: Assets) -> Shape:
    gradient = table.words("gradient")
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


def _picture(table: Table, common: Common, tokens: Known, known: Known, assets: Assets) -> Picture:
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


def _code(table: Table, common: Common, tokens: Known, _known: Known, assets: Assets) -> Code:
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


def _group(table: Table, common: Common, _tokens: Known, _known: Known, _assets: Assets) -> Group:
    return Group(
        common.id, common.box, common.group, common.when, copy=table.text("copy", ""), turned=table.flag("turned")
    )


_READERS: dict[str, Callable[[Table, Common, Known, Known, Assets], Element]] = {
    "text": _text,
    "compliance": _compliance,
    "shape": _shape,
    "image": _picture,
    "qr": _code,
    "group": _group,
}
