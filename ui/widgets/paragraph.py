"""Wrapped plain text with a fixed line pitch; variables of a script can be lit up."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QPaintEvent,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)  # fmt: skip
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme import Theme
from ui.widgets import draw
from ui.widgets.themed import Themed

Span = tuple[int, int]


class Paragraph(Themed, QWidget):
    """Text of one type role; `max_lines` 0 shows all, otherwise the last line ends in an ellipsis."""

    def __init__(
        self, theme: Theme, words: str = "", role: str = "body", token: str = "text", max_lines: int = 0,
        bold: bool | None = None, align: str = "left", parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._role, self._token, self._max, self._bold, self._align = role, token, max_lines, bold, align
        self._words, self._spans = "", list[Span]()
        self.follow(theme)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.set_text(words)

    def text(self) -> str:
        return self._words

    def spans(self) -> list[Span]:
        return self._spans

    def set_text(self, words: str, spans: Sequence[Span] = ()) -> None:
        """`spans` are (start, end) of the parts to light up."""
        self._words, self._spans = words, list(spans)
        self.setAccessibleName(words)
        self.updateGeometry()
        self.update()

    def set_token(self, token: str) -> None:
        self._token = token
        self.update()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return max(1, len(self._lines(width))) * self.theme.line(self._role)

    def sizeHint(self) -> QSize:
        width = self.theme.px(240)
        return QSize(width, self.heightForWidth(max(1, self.width() if self.width() > 40 else width)))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.theme.px(40), self.theme.line(self._role))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_lines(
            painter, QRectF(self.rect()), self._lines(self.width()), self._font(), self.theme.line(self._role),
            self.theme.color(self._token if self.isEnabled() else "disabled"), self._align,
            spans=self._spans, theme=self.theme,
        )  # fmt: skip
        painter.end()

    def _font(self) -> QFont:
        return self.theme.font(self._role, bold=self._bold)

    def _lines(self, width: int) -> list[tuple[int, str]]:
        return wrapped(self._words, self._font(), width, self._max)


def wrapped(words: str, font: QFont, width: float, max_lines: int = 0) -> list[tuple[int, str]]:
    """The lines of a text at a width, each with the index of its first character."""
    lines: list[tuple[int, str]] = []
    start = 0
    for block in words.split("\n"):
        lines += [(start + at, piece) for at, piece in _wrap_block(block, font, width)]
        start += len(block) + 1
    if max_lines and len(lines) > max_lines:
        at, _ = lines[max_lines - 1]
        rest = words[at:].replace("\n", " ")
        lines = [*lines[: max_lines - 1], (at, draw.elided(QFontMetricsF(font), rest, width))]
    return lines


def _wrap_block(block: str, font: QFont, width: float) -> list[tuple[int, str]]:
    layout = QTextLayout(block, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    lines = []
    layout.beginLayout()
    line = layout.createLine()
    while line.isValid():
        line.setLineWidth(max(1.0, width))
        lines.append((line.textStart(), block[line.textStart() : line.textStart() + line.textLength()]))
        line = layout.createLine()
    layout.endLayout()
    return lines or [(0, "")]


def paint_lines(  # noqa: PLR0913 - a paragraph has that many properties
    painter: QPainter, rect: QRectF, lines: Sequence[tuple[int, str]], font: QFont, pitch: int, color: QColor,
    align: str = "left", *, spans: Sequence[Span] = (), theme: Theme | None = None,
) -> None:  # fmt: skip
    """Paint wrapped lines with a fixed pitch; delegates use it too."""
    metrics = QFontMetricsF(font)
    for number, (start, words) in enumerate(lines):
        row = QRectF(rect.left(), rect.top() + number * pitch, rect.width(), pitch)
        marks = _marks(start, words, spans)
        if theme is not None and marks:
            _paint_marked(painter, row, words, font, color, marks, metrics, theme)
        else:
            draw.text(painter, row, words.rstrip(), font, color, align, elide=False)


def _marks(start: int, words: str, spans: Sequence[Span]) -> list[Span]:
    """The spans within one line, counted from its first character."""
    cut = [(max(0, first - start), min(len(words), last - start)) for first, last in spans]
    return [(first, last) for first, last in cut if first < last]


def _paint_marked(
    painter: QPainter, row: QRectF, words: str, font: QFont, color: QColor, marks: Sequence[Span],
    metrics: QFontMetricsF, theme: Theme,
) -> None:  # fmt: skip
    layout = QTextLayout(words, font)
    formats = []
    for first, last in marks:
        left, right = metrics.horizontalAdvance(words[:first]), metrics.horizontalAdvance(words[:last])
        painter.fillRect(
            QRectF(row.left() + left, row.top() + 1, right - left, row.height() - 2), theme.color("accentSoft")
        )
        piece = QTextLayout.FormatRange()
        piece.start, piece.length = first, last - first
        look = QTextCharFormat()
        look.setForeground(theme.color("accentHover"))
        piece.format = look
        formats.append(piece)
    layout.setFormats(formats)
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(row.width() + 1000)
    layout.endLayout()
    painter.setPen(color)
    top = row.center().y() + draw.BASELINE * font.pixelSize() - line.ascent()
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
    layout.draw(painter, QPointF(row.left(), top))
