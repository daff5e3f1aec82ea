"""What every test may ask for."""

import os

# Before anything imports Qt: no test opens a window on a screen.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
