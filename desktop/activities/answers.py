"""From a chat to answers: who said which letter in which round, who was first, and what was not clear."""

import re
import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Final

from desktop.activities.chat import Chat, Message, Unread
from desktop.activities.library import LETTERS, Round

_QUESTION: Final = re.compile(r"第\s*([0-9一二三四五六七八九十]{1,3})\s*[题轮项]\s*[:：]")
_PUBLISHED: Final = re.compile(
    r"第\s*[0-9一二三四五六七八九十]{1,3}\s*[题轮项](?:的答案是|掷出来了|投票结果|先到这里)|^公布答案|^答案是"
)
_BEFORE: Final = (
    r"(?:我|我们|俺)?(?:就|再)?(?:选|猜|投|觉得|认为|答|填|押)?"
    r"(?:应该|肯定|一定|好像|可能)?(?:是|答案|答案是|选)?"
)
_ROUND: Final = r"(?:第?\s*[0-9一二三四五六七八九十]{1,2}\s*[题轮项.、:)]?\s*)?"
_AFTER: Final = r"(?:吧|呀|啊|哦|呢|哈|嘛|啦|了|对吗|对不对|对吧|项|答案)*"
_ANSWER: Final = re.compile(rf"^{_ROUND}{_BEFORE}\s*([ABC])\1*\s*{_AFTER}$")
_NOISE: Final = re.compile(r"\[[^\[\]]{1,8}\]|@\S{1,24}(?:\s+|$)|[^\w\s\[\]]")
_SHORT: Final = 12
"""A message longer than this, blanks and signs apart, is talk and not an answer."""
_CHINESE: Final = {char: number for number, char in enumerate("零一二三四五六七八九十")}


@dataclass(frozen=True, slots=True)
class Answer:
    """The first clear answer of one person in a round; `letter` is "" where the round has no options."""

    name: str
    letter: str
    at: int | None


@dataclass(slots=True)
class RoundAnswers:
    """One round: answers in order of time, words that hint at several letters, and how many answered again."""

    answers: list[Answer] = field(default_factory=list)
    unclear: list[tuple[str, str]] = field(default_factory=list)
    again: int = 0

    @property
    def counts(self) -> dict[str, int]:
        """How many people said A, B and C."""
        return {letter: sum(one.letter == letter for one in self.answers) for letter in LETTERS}

    def right(self, letter: str) -> list[Answer]:
        """Those who gave this answer, the first first."""
        return [one for one in self.answers if one.letter == letter]


@dataclass(frozen=True, slots=True)
class Read:
    """A paste as the runner takes it: rounds by place, messages that were talk, and what was not understood."""

    rounds: dict[int, RoundAnswers]
    messages: int
    talk: int
    unread: tuple[Unread, ...]


def read(
    chat: Chat, rounds: Sequence[Round], current: int, staff: Collection[str] = (), since: int | None = None
) -> Read:
    """Sort the messages into rounds; `current` is the one asked now, `since` seconds of the day it was asked at.

    Our own questions in the paste say where a round begins, and our announcements where it ends. Without them all
    answers belong to the current round, those before `since` left out. What `staff` (names) say is no answer.
    """
    found: dict[int, RoundAnswers] = {}
    at, marked, talk = current, False, 0
    for message in chat.messages:
        if message.name in staff or (_QUESTION.search(message.text) and "A" in message.text and len(message.text) > 20):
            number = _asked(message.text)
            if number is not None and number <= len(rounds):
                at, marked = number - 1, True
                found.setdefault(at, RoundAnswers())
            elif _PUBLISHED.search(message.text):
                at, marked = -1, True
            continue
        if at < 0 or (not marked and _before(message, since)):
            talk += 1
            continue
        talk += _note(found.setdefault(at, RoundAnswers()), message, rounds[at])
    return Read(found, len(chat.messages), talk, chat.unread)


def letter_of(text: str, options: Sequence[str]) -> str | None:
    """The letter that a message gives, "" when it names several, None when it is no answer."""
    words = unicodedata.normalize("NFKC", text).upper().strip()
    bare = _NOISE.sub(" ", words).strip()
    joined = "".join(bare.split())
    if not joined or len(joined) > _SHORT:
        return None
    named = [letter for letter, option in zip(LETTERS, options, strict=False) if _same(joined, letter, option)]
    if len(named) == 1:
        return named[0]
    if found := _ANSWER.match(joined):
        return found[1]
    letters = set(re.findall(r"(?<![A-Z0-9])[ABC]+(?![A-Z0-9])", bare))
    several = {letter for run in letters for letter in run}
    return "" if len(several) > 1 and re.fullmatch(r"[ABC或和还是与、/\s\d]+", bare) else None


def _same(joined: str, letter: str, option: str) -> bool:
    """Whether the words are the option itself, with its letter before it or not."""
    wanted = "".join(_NOISE.sub(" ", unicodedata.normalize("NFKC", option).upper()).split())
    return bool(wanted) and joined in {wanted, f"{letter}{wanted}", f"选{wanted}", f"选{letter}{wanted}", f"是{wanted}"}


def _note(found: RoundAnswers, message: Message, asked: Round) -> int:
    """Enter a message; returns 1 when it was only talk."""
    if not asked.options:
        letter = ""
    else:
        heard = letter_of(message.text, asked.options)
        if heard is None:  # an answer, and a word with it on the next line
            heard = letter_of(message.lines[0], asked.options)
        if heard is None:
            return 1
        if not heard:
            found.unclear.append((message.name, message.text[:40]))
            return 0
        letter = heard
    if any(one.name == message.name for one in found.answers):
        found.again += 1
    else:
        found.answers.append(Answer(message.name, letter, message.at))
    return 0


def _asked(text: str) -> int | None:
    """The number of the round that a question of ours opens."""
    found = _QUESTION.search(text)
    if found is None or _PUBLISHED.search(text):
        return None
    number = found[1]
    return int(number) if number.isdigit() else _number(number)


def _number(chinese: str) -> int:
    """一 to 九十九."""
    if "十" not in chinese:
        return _CHINESE[chinese[-1]]
    tens, _, ones = chinese.partition("十")
    return (_CHINESE[tens[-1]] if tens else 1) * 10 + (_CHINESE[ones[0]] if ones else 0)


def _before(message: Message, since: int | None) -> bool:
    """Whether it was said before the question; a paste with minutes only counts from the minute it was asked in."""
    if since is None or message.at is None:
        return False
    return message.at < (since // 60 * 60 if message.at % 60 == 0 else since)
