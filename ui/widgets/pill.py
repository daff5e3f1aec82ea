"""Pills: the AIPL stage, and short states with an icon."""

from PySide6.QtCore import QCoreApplication, QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui.theme import Theme
from ui.widgets import draw
from ui.widgets.themed import Themed, area, smooth

HEIGHT = 20
TONES = {
    "accent": ("accentSoft", "accent"), "ok": ("okSoft", "ok"), "warn": ("warnSoft", "warn"),
    "danger": ("dangerSoft", "danger"), "info": ("infoSoft", "info"), "neutral": ("stA", "stAText"),
}  # fmt: skip


LETTERS = {"aware": "A", "interest": "I", "purchase": "P", "loyal": "L"}


def stage_letter(stage: str) -> str:
    """A I P L of a stage's key as stored; a letter is its own."""
    return LETTERS.get(stage, stage)


def stage_name(stage: str) -> str:
    """The stage's name in the user's language; an unknown letter is its own name."""
    names = {
        "A": QCoreApplication.translate("Stage", "认知"),
        "I": QCoreApplication.translate("Stage", "兴趣"),
        "P": QCoreApplication.translate("Stage", "购买"),
        "L": QCoreApplication.translate("Stage", "忠诚"),
    }
    return names.get(stage_letter(stage), stage)


def stage_width(theme: Theme, stage: str) -> int:
    return max(theme.px(58), round(draw.text_width(theme.font("caption"), stage_name(stage))) + theme.px(33))


def paint_stage(painter: QPainter, rect: QRectF, theme: Theme, stage: str, *, selected: bool = False) -> None:
    """Paint the pill at the left of `rect`, in its middle; `selected` adds the light ring of a selected row."""
    stage = stage_letter(stage)
    height = theme.px(HEIGHT)
    pill = QRectF(round(rect.left()), round(rect.center().y() - height / 2), stage_width(theme, stage), height)
    known = stage if stage in "AIPL" and stage else "A"
    fill, ink = theme.color(f"st{known}"), theme.color(f"st{known}Text")
    if selected:
        draw.rounded(painter, pill.adjusted(-1, -1, 1, 1), height / 2 + 1, theme.color("surface"))
    draw.rounded(painter, pill, height / 2, fill)
    letter = QRectF(pill.left() + theme.px(6), pill.top(), theme.px(11), height)
    draw.text(painter, letter, stage, theme.font("caption", bold=True), ink, "center", elide=False)
    name = QRectF(letter.right() + theme.px(4), pill.top(), pill.right() - letter.right(), height)
    draw.text(painter, name, stage_name(stage), theme.font("caption", bold=known == "L"), ink, elide=False)


def paint_letter(painter: QPainter, rect: QRectF, theme: Theme, stage: str) -> None:
    """The stage's letter on its disc, as in facets and the stepper."""
    stage = stage_letter(stage)
    draw.rounded(painter, rect, rect.height() / 2, theme.color(f"st{stage}"))
    ink = theme.color(f"st{stage}Text")
    draw.text(painter, rect, stage, theme.font("micro", bold=True), ink, "center", elide=False)


class StagePill(Themed, QWidget):
    """One of A I P L with its name."""

    def __init__(self, theme: Theme, stage: str = "A", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.follow(theme)
        self.set_stage(stage)

    def set_stage(self, stage: str) -> None:
        self.stage = stage
        self.setAccessibleName(stage_name(stage))
        self.restyle()
        self.update()

    def restyle(self) -> None:
        self.setFixedSize(stage_width(self.theme, self.stage), self.theme.px(HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = smooth(self)
        paint_stage(painter, area(self), self.theme, self.stage)
        painter.end()


def pill_width(theme: Theme, words: str, icon: str) -> int:
    return round(draw.text_width(theme.font("caption"), words)) + theme.px(17) + (theme.px(16) if icon else 0)


def paint_pill(
    painter: QPainter, x: float, cy: float, words: str, theme: Theme, tone: str = "neutral", icon: str = "",
) -> int:  # fmt: skip
    """Paint a state pill with its left edge at `x`; returns its width."""
    height, width = theme.px(HEIGHT), pill_width(theme, words, icon)
    rect = QRectF(round(x), round(cy - height / 2), width, height)
    fill, ink = TONES[tone]
    draw.rounded(painter, rect, height / 2, theme.color(fill))
    left = rect.left() + theme.px(8)
    if icon:
        draw.pixmap(painter, left - theme.px(2), rect.center().y(), theme.icon(icon, 12, ink))
        left += theme.px(14)
    draw.text(painter, QRectF(left, rect.top(), rect.right() - left, height), words, theme.font("caption"),
              theme.color(ink), elide=False)  # fmt: skip
    return width


class Pill(Themed, QWidget):
    """A state in a word; tones: accent ok warn danger info neutral."""

    def __init__(
        self, theme: Theme, words: str = "", tone: str = "neutral", icon: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.follow(theme)
        self.set(words, tone, icon)

    def set(self, words: str, tone: str = "neutral", icon: str = "") -> None:
        self.words, self.tone, self.icon = words, tone, icon
        self.setAccessibleName(words)
        self.restyle()
        self.update()

    def restyle(self) -> None:
        self.setFixedSize(pill_width(self.theme, self.words, self.icon), self.theme.px(HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = smooth(self)
        paint_pill(painter, 0, self.height() / 2, self.words, self.theme, self.tone, self.icon)
        painter.end()
