"""How the interpreter is set for a program of windows: quick to start, and nothing in the windows' way afterwards."""

import gc
import sys

SWITCH = 0.0005  # s


def begin() -> None:
    """Make the start without garbage collections, which took a fifth of it: what it makes is there to stay."""
    gc.disable()


def settle() -> None:
    """Let nothing stand in the windows' way once they are there; may be called again after more has been made.

    What is there is left out of later garbage collections (one of everything takes 0.1 s), and a job gives way to the
    windows after half a millisecond instead of five: a frame asks for the interpreter a hundred times.
    """
    gc.freeze()
    gc.enable()
    sys.setswitchinterval(SWITCH)
