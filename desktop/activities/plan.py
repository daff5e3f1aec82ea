"""The course of an activity: its steps in order, each with the time it is planned for."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from desktop.activities.library import Activity

WARM_UP: Final = "warm_up"
START: Final = "start"
ROUND: Final = "round"
PRODUCT: Final = "product"
PRIZES: Final = "prizes"
CLOSE: Final = "close"
OPENING: Final = timedelta(minutes=5)
"""From the opening words to the first question: people have to find their phones."""


@dataclass(frozen=True, slots=True)
class Stage:
    """One step of the course; `round` is the place of its question, -1 for other kinds."""

    kind: str
    at: datetime
    round: int = -1


def stages(activity: Activity, start: datetime) -> list[Stage]:
    """Warm-up, opening, the rounds with the product after one of them, prizes, close."""
    every = timedelta(minutes=activity.every)
    found = [Stage(WARM_UP, start - timedelta(minutes=activity.warm_up)), Stage(START, start)]
    at = start + OPENING
    for number in range(len(activity.rounds)):
        found.append(Stage(ROUND, at, number))
        if number + 1 == activity.product_after:
            found.append(Stage(PRODUCT, at + timedelta(minutes=activity.wait + 1)))
        at += every
    return [*found, Stage(PRIZES, at), Stage(CLOSE, at + OPENING)]
