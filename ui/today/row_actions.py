"""The small commands painted in a row: where they are, how they look."""

from collections.abc import Iterator
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication, QRectF
from PySide6.QtGui import QColor, QPainter

from ui.theme import Theme
from ui.today.lines import Line
from ui.widgets import draw

BODY = 116
ROOM = 300  # a late row's words need this much; with less, its buttons shrink to icons


class Action(NamedTuple):
    """A command painted in a row."""

    rect: QRectF
    name: str
    words: str
    icon: str
    look: str  # button, soft, ghost, icon
    tip: str


def actions_of(line: Line, rect: QRectF, gutter: int, theme: Theme) -> list[Action]:
    """The commands of a row, from left to right; `gutter` stays free at the right."""
    if line.kind != "task" or line.item is None:
        return []
    right = rect.right() - gutter
    if line.section == "late":
        actions = list(_with_words(line, rect, right + theme.px(2), theme))
        if actions[0].rect.left() - rect.left() >= theme.px(BODY + ROOM):
            return actions
    return list(_icons(line, rect, right, theme))


def paint_action(painter: QPainter, action: Action, theme: Theme, *, hot: bool) -> None:
    """Paint one; `hot` is under the mouse."""
    fill: QColor | None = theme.color("hover") if hot else None
    edge, ink = None, "text2"
    if action.look == "button":
        fill, edge, ink = fill or theme.color("raised"), theme.color("border2"), "text"
    elif action.look == "soft":
        fill, ink = theme.color("accentSoft2" if hot else "accentSoft"), "accentHover" if hot else "accent"
    draw.rounded(painter, action.rect, 6, fill, edge)
    x = action.rect.left() + (theme.px(10) if action.words else theme.px(6))
    if action.icon:
        size = 14 if action.words else 16
        draw.pixmap(painter, x, action.rect.center().y(), theme.icon(action.icon, size, ink))
        x += theme.px(size + 6)
    box = QRectF(x, action.rect.top(), action.rect.right() - x, action.rect.height())
    draw.text(painter, box, action.words, theme.font("table"), theme.color(ink), elide=False)


def _with_words(line: Line, rect: QRectF, right: float, theme: Theme) -> Iterator[Action]:
    looks = [("finish", "check", "button"), ("skip", "", "ghost")]
    if _has_script(line):
        looks.insert(0, ("copy", "copy", "button"))
    widths = [_width(_words(name), icon, theme) for name, icon, _ in looks]
    x = right - sum(widths) - theme.px(6) * (len(looks) - 1)
    for (name, icon, look), width in zip(looks, widths, strict=True):
        box = QRectF(round(x), round(rect.center().y() - theme.px(14)), width, theme.px(28))
        yield Action(box, name, _words(name), icon, look, _words(name))
        x += width + theme.px(6)


def _icons(line: Line, rect: QRectF, right: float, theme: Theme) -> Iterator[Action]:
    names = [("copy", "copy")] if _has_script(line) else []
    names += [("finish", "check"), ("skip", "skip-forward")]
    size = theme.px(28)
    x, top = right - size * len(names), rect.center().y() - size / 2
    if line.item is not None and line.item.kind == "activity":
        width = _width(_words("hold"), "play", theme)
        box = QRectF(round(x - width - theme.px(8)), round(top), width, size)
        yield Action(box, "hold", _words("hold"), "play", "soft", _words("hold"))
    for name, icon in names:
        yield Action(QRectF(x, top, size, size), name, "", icon, "icon", _words(name))
        x += size


def _width(words: str, icon: str, theme: Theme) -> int:
    wide = draw.text_width(theme.font("table"), words) + 2 * theme.px(10)
    return round(wide) + (theme.px(14 + 6) if icon else 0)


def _has_script(line: Line) -> bool:
    return line.item is not None and bool(line.item.script)


def _words(action: str) -> str:
    translate = QCoreApplication.translate
    return {
        "copy": translate("TodayPage", "复制话术"),
        "finish": translate("TodayPage", "完成"),
        "skip": translate("TodayPage", "跳过"),
        "hold": translate("TodayPage", "开始"),
    }[action]
