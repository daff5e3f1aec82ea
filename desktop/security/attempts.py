"""Wrong passwords in a row, counted beside the key slot: after some of them the next has to wait.

This slows who guesses at the keyboard of a shared PC. Who copies the files, or sets the PC's clock, is held up by
nothing but the time that a derivation of the key takes.
"""

import json
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Final

from db.stamp import Clock
from desktop.errors import AppError

FREE: Final = 4  # wrong ones in a row that cost nothing: one mistypes
FIRST, LONGEST = 30, 15 * 60  # s to wait, doubled with every further one


class WrongPassword(AppError):  # noqa: N818 - reads as what happened
    """The password does not open the slot."""


class TooSoon(WrongPassword):
    """Too many wrong ones; this one was not even tried."""


class Attempts:
    """Those on one database; the count outlives the program. A folder that cannot be written in counts nothing."""

    def __init__(self, database: Path, clock: Clock) -> None:
        self._path = database.with_name(f"{database.name}-tries")
        self._clock = clock

    def check(self) -> None:
        """Raise TooSoon while one has to wait."""
        wrong, at = self._read()
        now = self._clock.now_ms()
        if at > now:  # the clock was set back: the wait begins anew, or it might last for years
            self._write(wrong, now)
            at = now
        left = at / 1000 + delay(wrong) - now / 1000
        if left > 0:
            raise TooSoon(
                "连续输错 {count} 次，先等一等", cure="请在 {time} 以后再试。", count=wrong, time=self._time(left)
            )

    def wrong(self) -> WrongPassword:
        """Count a wrong one; returns the error to be raised."""
        wrong = self._read()[0] + 1
        self._write(wrong, self._clock.now_ms())
        if wait := delay(wrong):
            return WrongPassword(
                "密码不对，已连续输错 {count} 次", cure="请在 {time} 以后再试。", count=wrong, time=self._time(wait)
            )
        return WrongPassword("密码不对", cure="请再输入一次；区分大小写。")

    def forget(self) -> None:
        """The right one was given."""
        with suppress(OSError):
            self._path.unlink(missing_ok=True)

    def _time(self, seconds: float) -> str:
        return f"{self._clock.now() + timedelta(seconds=seconds + 1):%H:%M:%S}"

    def _read(self) -> tuple[int, int]:
        """How many there were in a row, and when the last was (ms); none where the file says nothing of the kind."""
        try:
            found = json.loads(self._path.read_text(encoding="utf-8"))
            return int(found["wrong"]), int(found["at"])
        except (OSError, ValueError, KeyError, TypeError):
            return 0, 0

    def _write(self, wrong: int, at: int) -> None:
        with suppress(OSError):
            self._path.write_text(json.dumps({"wrong": wrong, "at": at}), encoding="utf-8")


def delay(wrong: int) -> int:
    """Seconds to wait after so many wrong ones in a row."""
    return min(FIRST << min(wrong - FREE - 1, 10), LONGEST) if wrong > FREE else 0
