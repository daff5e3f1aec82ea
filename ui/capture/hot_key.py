"""The key that opens quick capture from any program: Ctrl+Alt+N, on Windows, when somebody has switched it on."""

import ctypes
import sys
from typing import Any, Final

from PySide6.QtCore import QAbstractNativeEventFilter, QByteArray, QCoreApplication, QObject, Signal

KEYS: Final = "Ctrl Alt N"
NUMBER: Final = 0x7A1
ALT, CONTROL, NO_REPEAT, LETTER_N = 0x0001, 0x0002, 0x4000, 0x4E
WM_HOTKEY: Final = 0x0312
KINDS: Final = (b"windows_generic_MSG", b"windows_dispatcher_MSG")


class Message(ctypes.Structure):
    """MSG of Windows, as far as the key needs it."""

    _fields_ = (("hwnd", ctypes.c_void_p), ("message", ctypes.c_uint), ("wParam", ctypes.c_size_t))


def system() -> Any:  # noqa: ANN401 - user32, which has no types
    """The functions of Windows; None elsewhere."""
    return ctypes.windll.user32 if sys.platform == "win32" else None  # type: ignore[attr-defined,unused-ignore]


class HotKey(QObject):
    """Sends `pressed`; `available` says whether this system has such keys at all."""

    pressed = Signal()

    def __init__(self, parent: QObject, user32: Any = None) -> None:  # noqa: ANN401 - see `system`
        super().__init__(parent)
        self._user32 = user32 or system()
        self._filter = _Filter(self)
        self.on = False

    @property
    def available(self) -> bool:
        return self._user32 is not None

    def take(self) -> bool:
        """Ask for the key; False when another program has it."""
        if self.available and not self.on:
            self.on = bool(self._user32.RegisterHotKey(None, NUMBER, CONTROL | ALT | NO_REPEAT, LETTER_N))
            if self.on:
                QCoreApplication.instance().installNativeEventFilter(self._filter)
        return self.on

    def give_back(self) -> None:
        """Let other programs have it."""
        if self.on:
            QCoreApplication.instance().removeNativeEventFilter(self._filter)
            self._user32.UnregisterHotKey(None, NUMBER)
            self.on = False


class _Filter(QAbstractNativeEventFilter):
    """Hears the key among the messages of Windows."""

    def __init__(self, key: HotKey) -> None:
        super().__init__()
        self._key = key

    def nativeEventFilter(self, kind: QByteArray | bytes, message: Any) -> tuple[bool, int]:  # noqa: ANN401 - Qt's pointer
        if bytes(kind) in KINDS:
            heard = Message.from_address(int(message))
            if heard.message == WM_HOTKEY and heard.wParam == NUMBER:
                self._key.pressed.emit()
                return True, 0
        return False, 0
