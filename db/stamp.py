"""Time: the wall clock that tests can set, and the hybrid logical clock that orders operations.

A stamp is text of fixed width (12 hex digits of milliseconds since 1970 UTC, 4 of a counter, 12 of the replica), so
that comparing two stamps as text compares (time, counter, replica).
"""

import time
from datetime import UTC, datetime, timedelta

MAX_SKEW_MS = 10 * 60 * 1000
_COUNTER_END = 0x10000


class Clock:
    """The wall clock of this PC."""

    def now_ms(self) -> int:
        """Milliseconds since 1970 UTC."""
        return time.time_ns() // 1_000_000

    def now(self) -> datetime:
        """Local time without zone, whole seconds: what people mean by "10:30"."""
        return datetime.fromtimestamp(self.now_ms() / 1000, UTC).astimezone().replace(tzinfo=None, microsecond=0)

    def text(self) -> str:
        """`now()` as it is stored: `YYYY-MM-DD HH:MM:SS`."""
        return self.now().isoformat(sep=" ")


class FixedClock(Clock):
    """A clock that stands still until it is moved, for tests and for replaying a sample day."""

    def __init__(self, moment: datetime) -> None:
        self._moment = moment

    def now_ms(self) -> int:
        """The set moment, read as local time."""
        return int(self._moment.astimezone().timestamp() * 1000)

    def advance(self, **step: float) -> None:
        """Move on by the keywords of `timedelta`."""
        self._moment += timedelta(**step)

    def set(self, moment: datetime) -> None:
        """Go to another moment, back too."""
        self._moment = moment


def make_stamp(milliseconds: int, counter: int, replica: str) -> str:
    """The stamp of these parts; a counter that is full carries into the next millisecond."""
    if counter >= _COUNTER_END:
        milliseconds, counter = milliseconds + 1, 0
    return f"{milliseconds:012x}{counter:04x}{replica}"


def stamp_ms(stamp: str) -> int:
    """Milliseconds since 1970 UTC in a stamp; 0 for the empty one."""
    return int(stamp[:12], 16) if stamp else 0


def stamp_replica(stamp: str) -> str:
    """Which database made a stamp."""
    return stamp[16:]


def local_text(stamp: str) -> str:
    """The time of a stamp as people read it here: `YYYY-MM-DD HH:MM:SS`."""
    moment = datetime.fromtimestamp(stamp_ms(stamp) / 1000, UTC).astimezone()
    return moment.replace(tzinfo=None, microsecond=0).isoformat(sep=" ")


def _counter(stamp: str) -> int:
    return int(stamp[12:16], 16)


def after(stamp: str, replica: str) -> str:
    """The least stamp of `replica` that is greater than `stamp`."""
    return make_stamp(stamp_ms(stamp), _counter(stamp) + 1, replica)


def tick(last: str, now_ms: int, replica: str) -> str:
    """The next stamp of `replica`, greater than `last` even when the wall clock went back."""
    return make_stamp(now_ms, 0, replica) if now_ms > stamp_ms(last) else after(last, replica)


def observe(last: str, remote: str, now_ms: int) -> str:
    """What `last` becomes after a remote stamp is seen; a clock over ten minutes ahead does not drag ours along."""
    return last if stamp_ms(remote) > now_ms + MAX_SKEW_MS else max(last, remote)
