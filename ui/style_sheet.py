"""The style sheet for Qt's own widgets, made from the tokens of one mode."""

from collections.abc import Callable, Mapping
from string import Template

SHEET = Template("""
QToolTip { color: $text; background: $raised; border: 1px solid $border2; padding: ${p4}px ${p8}px; }
QMenu { background: $raised; border: 1px solid $border2; padding: 4px; }
QMenu::item { color: $text; padding: ${p6}px ${p12}px; border-radius: 6px; }
QMenu::item:selected { background: $hover; }
QMenu::item:disabled { color: $disabled; }
QMenu::separator { height: 1px; background: $border; margin: 4px 8px; }
QLineEdit, QPlainTextEdit, QDateTimeEdit, QSpinBox {
  color: $text; background: $surface; border: 1px solid $control; border-radius: 6px; padding: 0 ${p9}px;
  selection-background-color: $accent; selection-color: $onAccent; placeholder-text-color: $text3;
}
QPlainTextEdit { padding: ${p4}px ${p5}px; }
QLineEdit:focus, QPlainTextEdit:focus, QDateTimeEdit:focus, QSpinBox:focus {
  border: 2px solid $accent; padding: 0 ${p8}px; }
QPlainTextEdit:focus { padding: ${p3}px ${p4}px; }
QLineEdit:disabled, QPlainTextEdit:disabled { color: $disabled; border-color: $border2; }
QLineEdit[soft="true"] { background: $canvas; border: 1px solid $border2; }
QLineEdit[soft="true"]:focus { background: $surface; border: 2px solid $accent; }
QLineEdit[error="true"] { border: 1px solid $danger; }
QLineEdit[error="true"]:focus { border: 2px solid $danger; }
QDateTimeEdit::drop-down, QSpinBox::up-button, QSpinBox::down-button { width: 0; border: none; }
QComboBox QAbstractItemView {
  background: $raised; color: $text; border: 1px solid $border2; selection-background-color: $selected;
  selection-color: $text; outline: none; padding: 4px; }
QAbstractScrollArea { background: transparent; border: none; }
QAbstractScrollArea::corner { background: transparent; border: none; }
QPlainTextEdit { background: $surface; border: 1px solid $control; }
QScrollBar:vertical { background: transparent; width: 10px; margin: 2px; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 2px; }
QScrollBar::handle { background: $border2; border-radius: 3px; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::handle:hover { background: $control; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QProgressBar { background: $track; border: none; border-radius: 3px; }
QProgressBar::chunk { background: $accent; border-radius: 3px; }
QSplitter::handle { background: $border; }
""")

PADDINGS = (3, 4, 5, 6, 8, 9, 12)


def style_sheet(tokens: Mapping[str, str], px: Callable[[float], int]) -> str:
    """`tokens` of light or dark; paddings follow the font scale."""
    return SHEET.substitute(tokens, **{f"p{n}": px(n) for n in PADDINGS})
