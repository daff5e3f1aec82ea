"""A key as printed where it works."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui.theme import Theme
from ui.widgets import draw
from ui.widgets.themed import Themed, smooth

HEIGHT = 18


def keycap_width(theme: Theme, keys: str) -> float:
    """Width of the cap in pixels; empty keys have none."""
    if not keys:
        return 0
    return max(theme.px(HEIGHT), round(draw.text_width(theme.font("micro"), keys)) + theme.px(12))


def paint_keycap(painter: QPainter, x: float, cy: float, keys: str, theme: Theme, tone: str = "plain") -> float:
    """Paint a cap with its left edge at `x`; tones: plain, sunken, onAccent, soft, toast. Returns its width."""
    width = keycap_width(theme, keys)
    height = theme.px(HEIGHT)
    rect = QRectF(round(x), round(cy - height / 2), width, height)
    fill, edge, ink = tones(theme, tone)
    draw.rounded(painter, rect, 4, fill, edge)
    draw.text(painter, rect, keys, theme.font("micro"), ink, "center", elide=False)
    return width


def tones(theme: Theme, tone: str) -> tuple[QColor | None, QColor, QColor]:
    """Fill, edge and ink of a cap."""
    if tone == "onAccent":
        on, accent = theme.color("onAccent"), theme.color("accent")
        return draw.blend(on, accent, 0.14), draw.blend(on, accent, 0.45), on
    if tone == "soft":
        accent, soft = theme.color("accentHover"), theme.color("accentSoft")
        return draw.blend(theme.color("accent"), soft, 0.08), draw.blend(theme.color("accent"), soft, 0.4), accent
    if tone == "sunken":
        return theme.color("sunken"), theme.color("border"), theme.color("text2")
    if tone == "toast":
        return None, theme.color("toastEdge"), theme.color("toastText")
    return theme.color("surface"), theme.color("border2"), theme.color("text2")


class KeyCap(Themed, QWidget):
    """A cap of its own, e.g. in the hint bar."""

    def __init__(self, theme: Theme, keys: str, tone: str = "plain", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.keys, self._tone = keys, tone
        self.follow(theme)
        self.restyle()

    def restyle(self) -> None:
        self.setFixedSize(self.sizeHint())

    def sizeHint(self) -> QSize:
        return QSize(int(keycap_width(self.theme, self.keys)), self.theme.px(HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = smooth(self)
        paint_keycap(painter, 0, self.height() / 2, self.keys, self.theme, self._tone)
        painter.end()
