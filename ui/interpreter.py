"""How the interpreter is set for a program of windows: quick to start, and nothing in the windows' way afterwards."""

import gc
import sys
from typing import Final

from PySide6.QtCore import QObject, QTimer

SWITCH = 0.0005  # s
OFTEN: Final = 100  # ms between two looks for garbage
DUE: Final = (700, 10, 50)  # objects, and collections of the generation below: a whole one once a minute of much work


def begin() -> None:
    """Make the start without garbage collections, which took a fifth of it: what it makes is there to stay."""
    gc.disable()


def settle() -> None:
    """Let nothing stand in the windows' way once they are there; may be called again after more has been made.

    What is there is left out of later garbage collections (one of everything takes 0.1 s), and a job gives way to the
    windows after half a millisecond instead of five: a frame asks for the interpreter a hundred times.
    """
    gc.freeze()
    sys.setswitchinterval(SWITCH)


class Collector(QObject):
    """Collects garbage in the windows' thread only.

    What belongs to Qt and lies in a cycle would else end in whatever thread happened to collect it, a job's, while it
    is painted or told of a signal: the program ended with it.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self, interval=OFTEN)
        self._timer.timeout.connect(collect)
        self._timer.start()


def collect() -> None:
    """Collect the generations that are due."""
    due = [count > most for count, most in zip(gc.get_count(), DUE, strict=True)]
    if any(due):
        gc.collect(max(generation for generation, so in enumerate(due) if so))
