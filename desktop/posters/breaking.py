"""Breaks Chinese text into lines that fit: none begins with ；or ends with （, Latin words and numbers stay whole."""

import re
from collections.abc import Callable

NO_START = set("，。、；：？！）》」』】〉”’…—·～％%,.;:?!)]}°")
NO_END = set("（《「『【〈“‘([{￥¥$")
PAUSES = set("，、；：。！？·•）》」』】” \u3000")  # a reader stops here, so a title may
DANGLING = re.compile(r"\s+(?:[·•]\s*)?$")  # a dot between blanks parts words; that of a name belongs to it
EVEN = 0.42  # of the longer line: the least that the shorter one may be for the sake of a pause
JOINER = "\u00a0"

Width = Callable[[str], float]


def pieces(text: str) -> list[str]:
    """What may not be torn apart: a Chinese character with its punctuation, a Latin word, a number, a blank."""
    found: list[str] = []
    for character in text:
        if found and (_glued(found[-1], character)):
            found[-1] += character
        else:
            found.append(character)
    return found


def _glued(before: str, character: str) -> bool:
    last = before[-1]
    if character in NO_START or last in NO_END or JOINER in {last, character}:
        return True
    return _wordlike(last) and _wordlike(character)


def _wordlike(character: str) -> bool:
    return character.isascii() and not character.isspace()


def lines(text: str, room: float, width: Width) -> list[str]:
    """`text` in lines of at most `room`; a piece wider than `room` stands alone and sticks out."""
    broken: list[str] = []
    for paragraph in text.split("\n"):
        line = ""
        for piece in pieces(paragraph):
            if line and width((line + piece).rstrip()) > room:
                broken.append(line.rstrip())
                line = piece.lstrip(" \u3000")
            else:
                line += piece
        broken.append(line.rstrip())
    return broken


def balanced(text: str, room: float, width: Width) -> list[str]:
    """As `lines`, with as many lines but of like length, so that no title ends with one lonely character.

    Two lines part where a reader pauses, if there is such a place near the middle.
    """
    greedy = lines(text, room, width)
    if len(greedy) < 2 or "\n" in text:
        return greedy
    if len(greedy) == 2 and (parted := _at_a_pause(text, room, width)):
        return parted
    low, high = room / len(greedy) * 0.8, room
    for _ in range(12):
        middle = (low + high) / 2
        if len(lines(text, middle, width)) > len(greedy):
            low = middle
        else:
            high = middle
    return lines(text, high, width)


def _at_a_pause(text: str, room: float, width: Width) -> list[str]:
    """The two lines of most equal width that part at a pause; none when no such place is near enough the middle."""
    best: tuple[float, list[str]] = (EVEN, [])
    parts = pieces(text)
    for number, part in enumerate(parts[:-1], start=1):
        if part[-1] not in PAUSES:
            continue
        pair = [DANGLING.sub("", "".join(parts[:number])), "".join(parts[number:]).lstrip()]
        short, long = sorted(map(width, pair))
        if short > 0 and long <= room and short / long > best[0]:
            best = short / long, pair
    return best[1]
