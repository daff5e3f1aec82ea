"""Letters and digits as commands: only while a list or card has the focus, never with Ctrl or Alt."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

NAMED = {
    Qt.Key.Key_Return: "Enter", Qt.Key.Key_Enter: "Enter", Qt.Key.Key_Space: "Space", Qt.Key.Key_Escape: "Esc",
    Qt.Key.Key_Delete: "Del", Qt.Key.Key_F2: "F2", Qt.Key.Key_F3: "F3", Qt.Key.Key_F4: "F4", Qt.Key.Key_F5: "F5",
    Qt.Key.Key_Left: "Left", Qt.Key.Key_Right: "Right", Qt.Key.Key_Up: "Up", Qt.Key.Key_Down: "Down",
}  # fmt: skip
HELD = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier


def plain_key(event: QKeyEvent) -> str:
    """`C`, `1`, `/`, `Enter`, … or an empty string when Ctrl, Alt or Meta is held or the key is no command."""
    if event.modifiers() & HELD:
        return ""
    named = NAMED.get(Qt.Key(event.key()))
    if named is not None:
        return named
    letter = event.text().upper()
    return letter if len(letter) == 1 and letter.isascii() and letter.isprintable() else ""
