"""The artwork of a template: found by name, and looked into, so that nothing goes missing on paper."""

from collections.abc import Sequence
from pathlib import Path
from xml.etree import ElementTree as ET

from desktop.posters.reader import Table

# Qt SVG leaves these out or turns them into pixels; the last three reach outside the template.
FORBIDDEN = {"filter", "clipPath", "mask", "foreignObject", "pattern", "image", "script", "use"}
LARGEST_DRAWING = 1_500_000  # bytes
MOST_NODES, DEEPEST = 20_000, 64  # Qt paints a drawing by going into it, group in group


class Assets:
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
    if len(source) > LARGEST_DRAWING:
        raise table.fault(key, "{name} 太复杂，打印时画不出来", name=path.name)
    if b"<!DOCTYPE" in source or b"<!ENTITY" in source:
        raise table.fault(key, "{name} 里有 DOCTYPE，不能用", name=path.name)
    try:
        root = ET.fromstring(source)  # noqa: S314 - no document type, so no entities
    except ET.ParseError as error:
        raise table.fault(key, "{name} 不是完好的 SVG：{error}", name=path.name, error=error) from error
    if _intricate(root):
        raise table.fault(key, "{name} 太复杂，打印时画不出来", name=path.name)
    used = {str(node.tag).rpartition("}")[2] for node in root.iter()}
    if bad := sorted(used & FORBIDDEN):
        raise table.fault(key, "{name} 用了 {tag}，打印时画不出来", name=path.name, tag=bad[0])


def _intricate(root: ET.Element) -> bool:
    """Whether a drawing has more parts, or lies deeper, than one that somebody drew."""
    level, depth, nodes = [root], 0, 0
    while level and depth <= DEEPEST and nodes <= MOST_NODES:
        depth, nodes = depth + 1, nodes + len(level)
        level = [child for node in level for child in node]
    return bool(level) or nodes > MOST_NODES
