"""An editor of TOML: numbered lines, the one with the fault in red."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Slot
from PySide6.QtGui import QColor, QFontDatabase, QPainter, QPaintEvent, QResizeEvent, QTextCursor, QTextFormat
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit, QWidget

from ui.theme import Theme
from ui.widgets.themed import Themed

GUTTER = 40


class TomlEdit(Themed, QPlainTextEdit):
    """Tab leaves it, as any field; a TOML needs none."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fault = 0
        self._gutter = Gutter(self)
        self.follow(theme)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.setTabChangesFocus(True)
        self.setAccessibleName(self.tr("TOML"))
        self.updateRequest.connect(self._on_scrolled)
        self.restyle()

    def restyle(self) -> None:
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        font.setPixelSize(self.theme.px(13))
        self.setFont(font)
        self.setViewportMargins(self.theme.px(GUTTER), 0, 0, 0)
        self._mark()

    def show_text(self, text: str) -> None:
        """Show another text; nothing of the one before can be undone."""
        self.setPlainText(text)
        self.document().setModified(False)
        self.set_fault(0)

    def set_fault(self, line: int) -> None:
        """The line (from 1) that is at fault, 0 for none."""
        if line != self._fault:
            self._fault = line
            self._mark()
            self._gutter.update()

    def fault(self) -> int:
        return self._fault

    def go_to_fault(self) -> None:
        """The cursor at the line that is at fault."""
        block = self.document().findBlockByNumber(self._fault - 1)
        if block.isValid():
            cursor = QTextCursor(block)
            self.setTextCursor(cursor)
            self.centerCursor()
            self.setFocus()

    def _mark(self) -> None:
        marks: list[QTextEdit.ExtraSelection] = []
        block = self.document().findBlockByNumber(self._fault - 1)
        if self._fault and block.isValid():
            mark = QTextEdit.ExtraSelection()
            mark.cursor = QTextCursor(block)  # type: ignore[attr-defined]
            mark.format.setBackground(QColor(self.theme.color("dangerSoft")))  # type: ignore[attr-defined]
            mark.format.setProperty(QTextFormat.Property.FullWidthSelection, True)  # type: ignore[attr-defined]
            marks.append(mark)
        self.setExtraSelections(marks)

    @Slot(QRect, int)
    def _on_scrolled(self, rect: QRect, by: int) -> None:
        if by:
            self._gutter.scroll(0, by)
        else:
            self._gutter.update(0, rect.y(), self._gutter.width(), rect.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        inner = self.contentsRect()
        self._gutter.setGeometry(inner.left(), inner.top(), self.theme.px(GUTTER), inner.height())

    def paint_gutter(self, painter: QPainter, area: QRect) -> None:
        theme, block = self.theme, self.firstVisibleBlock()
        painter.fillRect(area, theme.color("sunken"))
        painter.setFont(self.font())
        while block.isValid():
            place = self.blockBoundingGeometry(block).translated(self.contentOffset())
            if place.top() > area.bottom():
                break
            number = block.blockNumber() + 1
            wrong = number == self._fault
            painter.setPen(theme.color("danger" if wrong else "text3"))
            room = QRectF(0, place.top(), theme.px(GUTTER) - 8, place.height())
            painter.drawText(room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, str(number))
            block = block.next()


class Gutter(QWidget):
    """The numbers at the left; the editor paints them."""

    def __init__(self, editor: TomlEdit) -> None:
        super().__init__(editor)
        self._editor = editor

    def sizeHint(self) -> QSize:
        return QSize(self._editor.theme.px(GUTTER), 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self._editor.paint_gutter(painter, event.rect())
        painter.end()
