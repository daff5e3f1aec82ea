"""How the cells of a workbook look: cover, heads, body; each look is made once for a workbook."""

from typing import Any, Final

FONT: Final = "微软雅黑"
HEAD_FILL, OPEN_FILL, REFUSED_FILL = "E4F1F0", "FFF1CC", "FCECEA"
TITLE_INK, LABEL_INK, LINE = "0B7A75", "5B6B6B", "E1E8E8"
LINED: Final = {"bottom": 1, "bottom_color": f"#{LINE}"}
HEAD: Final = {"bold": True, "valign": "vcenter", "text_wrap": True, "indent": 1, **LINED}
KINDS: Final[dict[str, dict[str, Any]]] = {
    "": {},
    "head": {"font_size": 10, "bg_color": f"#{HEAD_FILL}", **HEAD},
    "open": {"font_size": 10, "bg_color": f"#{OPEN_FILL}", **HEAD},
    "body": {"font_size": 10, "valign": "vcenter", **LINED},
    "title": {"font_size": 18, "bold": True, "font_color": f"#{TITLE_INK}", "valign": "vcenter"},
    "label": {"font_size": 11, "font_color": f"#{LABEL_INK}", "valign": "top", **LINED},
    "value": {"font_size": 11, "valign": "top", "align": "left", "text_wrap": True, **LINED},
}
"""Kind of a cell → its look; "" is the program's own, without dress, `open` the head of a column one may write in."""


class Looks:
    """The looks of one workbook."""

    def __init__(self, book: Any) -> None:  # noqa: ANN401 - XlsxWriter has no types
        self._book = book
        self._known: dict[tuple[str, str, bool], Any] = {}

    def text(self, kind: str, *, marked: bool) -> Any:  # noqa: ANN401
        """For a text."""
        return self._known.get((kind, "@", marked)) or self.of(kind, "@", marked)

    def of(self, kind: str, form: str, marked: bool) -> Any:  # noqa: ANN401
        """For any cell with this number format."""
        key = (kind, form, marked)
        if key not in self._known:
            self._known[key] = self._book.add_format(self._properties(*key))
        return self._known[key]

    def _properties(self, kind: str, form: str, marked: bool) -> dict[str, Any]:
        wanted: dict[str, Any] = {"num_format": form} if form else {}
        if kind:
            wanted |= {"font_name": FONT, **KINDS[kind]}
        if kind == "body" and form == "@":
            wanted["indent"] = 1  # a text after a number does not touch it
        if marked:
            wanted["bg_color"] = f"#{REFUSED_FILL}"
        return wanted
