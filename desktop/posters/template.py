"""Loads and checks poster templates: a folder with template.toml and its locked artwork."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from desktop.errors import AppError
from desktop.posters.assets import Assets
from desktop.posters.element_reader import read_elements
from desktop.posters.elements import (
    RECORD,
    SMALLEST_RISK,
    SMALLEST_RISK_SCREEN,
    Box,
    Code,
    Element,
    Field,
    Group,
    Template,
    Text,
    Theme,
)
from desktop.posters.reader import Table, parse
from desktop.words import N_

FAMILIES = ("poster", "card", "badge", "phone")


class Library:
    """The built-in templates, artwork and icons that several share, and in `received` those of head office.

    Head office's template takes the place of a built-in one of its name. One of its own that has a fault is left out
    and told in `faults`; a built-in one never has any.
    """

    def __init__(self, folder: Path, shared: Sequence[Path] = (), received: Path | None = None) -> None:
        self._folder = folder
        self._shared = tuple(shared)
        self.received = received
        self.faults: dict[str, AppError] = {}
        self._read: dict[Path, tuple[int, Template]] = {}

    def _folders(self) -> dict[str, Path]:
        """Where each template lies."""
        places = [self._folder] if self.received is None else [self._folder, self.received]
        return {path.parent.name: path.parent for place in places for path in place.glob("*/template.toml")}

    def keys(self) -> list[str]:
        """The names of the templates, in order."""
        return sorted(self._folders())

    def load(self, key: str) -> Template:
        """The template `key`, read anew when its file has changed; AppError names file, element and key of a fault."""
        folders = self._folders()
        if key not in folders:
            known = "、".join(sorted(folders))
            raise AppError("没有叫 {key} 的版式", cure="可以用：{known}", key=key, known=known)
        return self._kept(folders[key])

    def _kept(self, folder: Path) -> Template:
        changed = (folder / "template.toml").stat().st_mtime_ns
        known = self._read.get(folder)
        if known is None or known[0] != changed:
            known = self._read[folder] = (changed, self.read(folder))
        return known[1]

    def read(self, folder: Path, text: str | None = None) -> Template:
        """The template in any folder, with the shared artwork; `text` is what is not yet saved. AppError as `load`."""
        return load(folder, self._shared, text)

    def all(self) -> list[Template]:
        """Every template that can be used, in the order in which a family shows its own."""
        found, self.faults = [], {}
        for key, folder in self._folders().items():
            try:
                found.append(self._kept(folder))
            except AppError as fault:
                if folder.parent != self.received:
                    raise
                self.faults[key] = fault
                if (self._folder / key / "template.toml").is_file():
                    found.append(self._kept(self._folder / key))
        return sorted(found, key=lambda one: (one.rank, one.key))


def load(folder: Path, shared: Sequence[Path] = (), text: str | None = None) -> Template:
    """Read and check the template in `folder`, or `text` as its template.toml."""
    table = parse(folder / "template.toml", text)
    assets = Assets(table, folder, shared)
    themes = _themes(_palette(table, assets))
    fields = _fields(table.table("fields"))
    elements = read_elements(table, themes, fields, assets)
    _check_groups(table.file, {element.id: element for element in elements})
    template = Template(
        key=folder.name,
        title=table.text("title"),
        family=table.text("family", among=FAMILIES),
        note=table.text("note", ""),
        title_en=table.text("title_en", ""),
        note_en=table.text("note_en", ""),
        rank=table.number("rank", 100, most=1000),
        version=table.text("version"),
        folder=folder,
        page=_pair(table.numbers("page", 2)),
        bleed=table.number("bleed", 0, most=10),
        safe=table.number("safe", 0, most=50),
        folds=table.numbers("folds", default=()),
        distance=table.number("distance", 0.5, most=20),
        products=table.words("products"),
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


def _palette(table: Table, assets: Assets) -> Table:
    """The themes: written in the template itself, or in the file that several templates share."""
    name = table.text("palette", "")
    if not name:
        return table.table("themes")
    if table.has("themes"):
        raise table.fault("palette", "不能和 themes 同时用")
    return parse(assets.found[assets.check(table, "palette", name)])


def _themes(table: Table) -> dict[str, Theme]:
    themes = {}
    for theme in table.names():
        one = table.table(theme)
        name = one.text("name")
        name_en = one.text("name_en", "")
        colours = {key: one.colour(key, ()) for key in one.names() if key not in {"name", "name_en"}}
        themes[theme] = Theme(theme, name, colours, name_en)
    if not themes:
        raise table.fault("", "至少要有一套主题")
    tokens = [set(theme.colours) for theme in themes.values()]
    for token in sorted(tokens[0].union(*tokens)):
        if not all(token in own for own in tokens):
            raise table.fault(token, "不是每套主题都有这个颜色")
    return themes


def _fields(table: Table) -> dict[str, Field]:
    fields = {}
    for key in table.names():
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
            label_en=one.text("label_en", ""),
            kind=one.text("kind", "text", among=("text", "date")),
        )
        one.finish()
        if len(fields[key].default) > fields[key].most:
            raise one.fault("default", "超过了 {most} 个字", most=fields[key].most)
    return fields


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
        raise table.fault("element", '没有合规文字（type = "compliance"）')
    groups = {element.id: element.box for element in template.elements if isinstance(element, Group)}
    for element in template.elements:
        if isinstance(element, Text | Code):
            _check_inside(template, table, element, groups.get(element.group))
        if isinstance(element, Text):
            _check_text(template, table, element)


def _check_text(template: Template, table: Table, text: Text) -> None:
    place = Table(table.file, N_("元素 {id}", id=text.id), {})
    least = SMALLEST_RISK_SCREEN if template.family == "phone" else SMALLEST_RISK
    if text.locked and text.smallest < least:
        raise place.fault("size", "合规文字不能小于 {least} mm", least=least)
    before = [one.id for one in template.elements[: template.elements.index(text)] if isinstance(one, Text)]
    if text.after and text.after not in before:
        raise place.fault("after", "前面没有叫 {name} 的文字", name=text.after)


def _check_inside(template: Template, table: Table, element: Text | Code, frame: Box | None) -> None:
    _left, _top, width, height = frame or (0.0, 0.0, *template.page)
    x, y, w, h = element.box
    if x < 0 or y < 0 or x + w > width + 0.01 or y + h > height + 0.01:
        size = f"{width:g} × {height:g} mm"
        raise Table(table.file, N_("元素 {id}", id=element.id), {}).fault("box", "超出了页面或组（{size}）", size=size)
