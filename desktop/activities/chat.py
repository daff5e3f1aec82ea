"""A pasted group chat, read into messages in the shapes that WeCom and WeChat copy, and what was not understood."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final, NamedTuple

from desktop.errors import AppError

MOST_CHARACTERS: Final = 500_000
"""A busy afternoon of a group of 500 is a tenth of this."""
LONGEST_NAME: Final = 24
CHAINED: Final = "接龙"
"""What somebody said who only put the name to a chain (接龙)."""
LONGEST_LINE: Final = 400
"""Characters of a line that may hold a name; longer ones are nobody's head."""

_WIDE: Final = {0x3000: " ", 0xA0: " ", 0x2005: " ", 0x200B: " ", 0xFEFF: " "} | {
    code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)
}
"""Full-width letters and punctuation to ASCII, one for one, so that places in the line stay."""
_HALF: Final = {"下午": 12, "晚上": 12, "pm": 12, "上午": 0, "早上": 0, "凌晨": 0, "am": 0, "中午": 12}
_WEEKDAY: Final = r"(?:星期|周)[一二三四五六日天]"
_DATE: Final = (
    r"(?:(?:(?:\d{4}\s*[-/.年]\s*)?\d{1,2}\s*[-/.月]\s*\d{1,2}\s*日?|昨天|今天|前天)"
    rf"(?:\s*{_WEEKDAY})?|{_WEEKDAY})"
)
_TIME: Final = r"(?:(?:上午|下午|早上|凌晨|中午|晚上|[AaPp][Mm])\s*)?\d{1,2}:\d{2}(?::\d{2})?(?:\s*[AaPp][Mm]\b)?"
_STAMP: Final = rf"(?P<stamp>(?:{_DATE}\s*[,T]?\s*)?{_TIME})"
_NAME: Final = rf"(?P<name>(?:[^\n\t:,;|\[\]()【】<>]|\([^()\n\t:]{{1,12}}\)){{1,{LONGEST_NAME}}}?)"
"""Also with what stands in parentheses behind it, such as 何志远(代发), where that is no time."""
_TEXT: Final = r"(?P<text>\S.*)"
_HEADS: Final = tuple(
    re.compile(pattern)
    for pattern in (
        rf"^[\[(【<]\s*{_STAMP}\s*[\])】>]\s*{_NAME}\s*(?::\s*{_TEXT}?)?$",  # [15:20:41] 张三: A
        rf"^[\[(【<]\s*{_NAME}\s+{_STAMP}\s*[\])】>]\s*:?\s*{_TEXT}?$",  # [张三 15:20:41] A
        rf"^{_NAME}\s*[\[(【<]\s*{_STAMP}\s*[\])】>]\s*:?\s*{_TEXT}?$",  # 张三(2026-03-12 15:20:41)
        rf"^{_STAMP}\s*[\[【<]\s*{_NAME}\s*[\]】>]\s*:?\s*{_TEXT}?$",  # 15:20:41 [张三] A
        rf"^{_STAMP}\s*[\t,;|]\s*{_NAME}\s*[\t,;|]\s*{_TEXT}$",  # a table: time, name, words
        rf"^{_NAME}\s*[\t,;|]\s*{_STAMP}\s*[\t,;|]\s*{_TEXT}$",  # a table: name, time, words
        rf"^{_NAME}\s+{_STAMP}\s*(?::\s*)?(?:\s{_TEXT})?$",  # 张三 15:20:41
        rf"^{_STAMP}\s+(?:[-–—]\s+)?{_NAME}\s*(?::\s*{_TEXT}?)?$",  # 15:20:41 张三
    )
)
_PLAIN: Final = re.compile(rf"^(?:[\[【<]\s*)?{_NAME}(?:\s*[\]】>])?\s*说?\s*:\s*{_TEXT}$")  # 张三: A, 张三说: A
_RECENT: Final = re.compile(rf"^{_NAME}\s+(?:刚刚|\d{{1,2}}\s*(?:秒|分钟|小时)前)$")  # 张三 刚刚
_CHAIN: Final = re.compile(r"^#?\s*接龙")
_LINK: Final = re.compile(rf"^\d{{1,3}}\s*[.、)]\s*{_NAME}(?:(?:\s*[:\-—]\s*|\s+){_TEXT})?$")  # 1. 张三 A
_SPOKEN: Final = re.compile(r"(\d{1,2})[时点](\d{1,2})分(?:(\d{1,2})秒)?$")  # 下午3点20分
_BRACKETED: Final = re.compile(rf"^[\[【<]\s*{_NAME}\s*[\]】>]\s*{_TEXT}$")  # 【张三】A
_DAY: Final = re.compile(rf"^[\s—–\-=*·]*{_DATE}(?:\s*{_TIME})?[\s—–\-=*·]*$")
_CLOCK: Final = re.compile(rf"^{_STAMP}$")
_RULE: Final = re.compile(r"^[\s\-—–_=·.…]{3,}$")
_QUOTE: Final = re.compile(r"^(?:[「『“\"]\s*[^」』”\"]{1,24}:|回复\s*\S{1,24}\s*:|引用\s*\S{0,24}\s*:?|>|\|)")
_CLOSED: Final = re.compile(r"[」』”\"]\s*$")
_REPLY: Final = re.compile(r"^回复\s*[^\s:]{1,24}\s*:\s*(?P<text>\S.*)$")
_SYSTEM: Final = re.compile(
    r"加入(?:了)?群聊|邀请.{1,60}(?:加入|进群)|撤回了一条消息|修改群名|移出(?:了)?群聊|退出(?:了)?群聊|以下(?:为|是)新消息"
    r"|拍了拍|群公告|领取了.{0,24}红包|开启了.{0,12}验证|成为(?:新)?群主"
)
_AFTER_NAME: Final = re.compile(r"\s*@\S{1,16}$")  # 张三@微信, 李四@江海银行
_DIGITS: Final = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2}))?")


class Unread(NamedTuple):
    """A line that says neither who spoke nor belongs to what somebody said; `line` counts from 1."""

    line: int
    text: str


@dataclass(slots=True)
class Message:
    """What one person said; `at` is seconds since midnight, None where the paste has no times."""

    name: str
    at: int | None
    lines: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All of it, the quoted part left out."""
        return "\n".join(self.lines).strip()


@dataclass(frozen=True, slots=True)
class Chat:
    """The messages in the order of the group, lines that the messenger wrote itself, what was not understood."""

    messages: tuple[Message, ...]
    system: int
    unread: tuple[Unread, ...]


def parse(pasted: str) -> Chat:
    """Read what was copied out of the group. Raises AppError when it is far too long; nothing else is an error."""
    if len(pasted) > MOST_CHARACTERS:
        raise AppError("粘贴的内容太长：{count} 字", cure="只复制这次活动的聊天记录再粘贴。", count=len(pasted))
    lines = [line.strip("\r\u200e\u202a\u202c ") for line in re.split(r"\r\n|\r|\n", pasted)]
    reader = _Reader([_clocked(line.translate(_WIDE).strip(" ")) for line in lines])
    reader.read()
    messages = [message for message in reader.messages if message.text]
    return Chat(tuple(_in_order(messages)), reader.system, tuple(reader.unread))


def seconds(stamp: str) -> int:
    """Seconds since midnight of a time as people write it: 15:20:44, 下午3:20, 3:20 PM."""
    found = _DIGITS.search(stamp)
    if found is None:
        raise ValueError(stamp)
    hour, minute, second = int(found[1]), int(found[2]), int(found[3] or 0)
    for word, more in _HALF.items():
        if word in stamp.lower():
            hour = hour % 12 + more if not (word == "中午" and hour == 11) else hour
            break
    return hour * 3600 + minute * 60 + second


class _Reader:
    """Goes through the lines once; knows beforehand whether the heads of this paste carry times."""

    def __init__(self, lines: list[str]) -> None:
        self._lines = lines
        self.messages: list[Message] = []
        self.unread: list[Unread] = []
        self.system = 0
        self._timed = any(_stamped(line) is not None for line in lines) or any(
            _CLOCK.match(line) for line in lines if len(line) < LONGEST_NAME
        )
        self._chained = any(_CHAIN.match(line) for line in lines)
        self._quoting = False

    def read(self) -> None:
        """Take every line; one that nobody said is unread, or the name before a line that is only a time."""
        at = 0
        while at < len(self._lines):
            at += self._take(at)

    def _take(self, at: int) -> int:
        """Read the line at this place; returns how many lines that took."""
        line = self._lines[at]
        if not line:
            return 1
        if _RULE.match(line):
            self._end_quote()
        elif _DAY.match(line) and not _CLOCK.match(line):
            self._quoting = False
        elif _CHAIN.match(line):
            self.system += 1
        elif len(line) <= LONGEST_LINE and (head := self._head(line)) is not None:
            self._begin(*head)
        elif self._is_name(at):
            self._begin(line, self._lines[at + 1], "")
            return 2
        elif _SYSTEM.search(line):
            self.system += 1
        elif not _CLOCK.match(line):
            self._go_on(at, line)
        return 1

    def _head(self, line: str) -> tuple[str, str, str] | None:
        """(name, stamp or "", words or "") of a line that begins a message."""
        if _QUOTE.match(line):
            return None
        if self._chained and (link := _LINK.match(line)) is not None:
            return link["name"], "", link["text"] or CHAINED
        found = _stamped(line)
        if found is None and not self._timed:
            found = _RECENT.match(line) or _PLAIN.match(line) or _BRACKETED.match(line)
            if found is not None and _DAY.match(found["name"]):
                return None
        if found is None:
            return None
        values = found.groupdict()
        return values["name"], values.get("stamp") or "", values.get("text") or ""

    def _is_name(self, at: int) -> bool:
        """Whether this line is a name whose time stands alone on the next one."""
        following = self._lines[at + 1] if at + 1 < len(self._lines) else ""
        line = self._lines[at]
        return len(line) <= LONGEST_NAME and bool(_CLOCK.match(following)) and not _CLOCK.match(line)

    def _begin(self, name: str, stamp: str, words: str) -> None:
        self._quoting = False
        said = Message(_AFTER_NAME.sub("", name).strip(), seconds(stamp) if stamp else None)
        self.messages.append(said)
        if words:
            self._say(said, words)

    def _go_on(self, at: int, line: str) -> None:
        if not self.messages:
            self.unread.append(Unread(at + 1, line[:60]))
            return
        self._say(self.messages[-1], line)

    def _say(self, said: Message, line: str) -> None:
        """Add words to a message; what it quotes is not its own."""
        if reply := _REPLY.match(line):
            said.lines.append(reply["text"])
        elif _QUOTE.match(line) or self._quoting:
            self._quoting = not _CLOSED.search(line)
        else:
            said.lines.append(line)

    def _end_quote(self) -> None:
        """A rule stands below what is quoted: above it are somebody else's words."""
        if self.messages:
            self.messages[-1].lines.clear()
        self._quoting = False


def _clocked(line: str) -> str:
    """A time written out at the end of a line as one with colons."""
    return _SPOKEN.sub(lambda found: ":".join(part for part in found.groups() if part), line)


def _stamped(line: str) -> re.Match[str] | None:
    """The head of a message that carries a time."""
    if len(line) > LONGEST_LINE or not _DIGITS.search(line):
        return None
    for head in _HEADS:
        found = head.match(line)
        if found is not None and not re.fullmatch(_DATE, found["name"].strip()):
            return found
    return None


def _in_order(messages: list[Message]) -> Iterator[Message]:
    """Oldest first: a paste that begins with the newest is turned round, all else stays as it is."""
    times = [message.at for message in messages if message.at is not None]
    steps = [later - earlier for earlier, later in pairwise(times) if later != earlier]
    backwards = len(times) == len(messages) and sum(step < 0 for step in steps) > len(steps) / 2
    yield from reversed(messages) if backwards else messages
