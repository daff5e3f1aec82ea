"""PySide6 6.12.0 drops a reference at every call and kills Python 3.11; no such release may come in unseen."""

import subprocess
import sys

EXERCISE = """
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication, QImage, QPainter

class Sender(QObject):
    sent = Signal(bool)

app = QGuiApplication(["-platform", "offscreen"])
sender = Sender()
received = []
sender.sent.connect(received.append)
for number in range(2000):
    sender.sent.emit(number % 2 == 0)
image = QImage(200, 200, QImage.Format.Format_RGB32)
painter = QPainter(image)
for number in range(20000):
    painter.drawLine(0, number % 200, 199, number % 200)
painter.end()
print(len(received))
"""


def test_two_thousand_signals_and_twenty_thousand_lines_leave_the_interpreter_alive() -> None:
    """In a process of its own: a crash would otherwise take the test run with it."""
    done = subprocess.run([sys.executable, "-c", EXERCISE], capture_output=True, text=True, check=False, timeout=120)
    assert (done.returncode, done.stdout.strip()) == (0, "2000"), done.stderr
