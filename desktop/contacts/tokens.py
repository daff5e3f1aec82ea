"""Search tokens of a name: its characters, and the Latin ways people type it.

The index is FTS5 over tokens made here. A contact's tokens are its name's characters one by one, the full pinyin
(`zhaoxiaolin`), the initials (`zxl`), the pinyin of each character, words of remark and company as characters, and the
digits of the phone with its tail. Of the first character every reading counts, since dictionaries read surnames
wrongly (曾 仇 解 区 查 单).
"""

import os
import re
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache

LATIN = re.compile(r"[a-z0-9]+")
HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]")
TAIL = 4
_SURNAMES = (
    "曾:zeng 单:shan 解:xie 仇:qiu 区:ou 查:zha 任:ren 朴:piao 盖:ge 翟:zhai 乐:yue 华:hua 沈:shen 覃:qin "
    "缪:miao 晁:chao 召:shao 冼:xian 折:she 黑:he 秘:bi 种:chong 员:yun 尹:yin 俞:yu 尉:wei"
)
SURNAMES = dict(pair.split(":") for pair in _SURNAMES.split())
"""How characters are read that are read otherwise as a surname; names are sorted by it."""


@cache
def readings(character: str) -> tuple[str, ...]:
    """All pinyin of a character without tones, the commonest first; () for one that has none."""
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")  # its words take 40 MB, and we ask for characters only
    from pypinyin.constants import PINYIN_DICT, Style
    from pypinyin.style import convert

    written = PINYIN_DICT.get(ord(character), "")
    plain = [convert(one, Style.NORMAL, strict=True).replace("ü", "v") for one in written.split(",") if one]
    return tuple(dict.fromkeys(plain))


@lru_cache(1 << 16)
def sort_key(name: str) -> str:
    """What names are sorted by: pinyin of each character, the first one as a surname; others as they are."""
    read = [(readings(one) or (one.lower(),))[0] for one in name]
    if name[:1] in SURNAMES:
        read[0] = SURNAMES[name[0]]
    return " ".join(read)


def name_tokens(name: str) -> list[str]:
    """The tokens of a name: its characters in order (a run of them is searched as a phrase), then the Latin ways."""
    han: Sequence[str] = name
    pinyin = [readings(one) for one in name]
    tokens: list[str] = []
    if not all(pinyin):  # most names are Chinese throughout, and an import has 50,000 of them
        han, tokens = HAN.findall(name), LATIN.findall(name.lower())
        pinyin = [readings(one) for one in han]
    if pinyin and all(pinyin):
        rest = [one[0] for one in pinyin[1:]]
        initials = "".join(one[0] for one in rest)
        for first in pinyin[0]:
            tokens += [first + "".join(rest), first[0] + initials]
        tokens += rest
        tokens += ["".join(rest[index:]) for index in range(len(rest) - 1)]
    return [*han, *dict.fromkeys(tokens)]


def phone_tokens(phone: str) -> list[str]:
    """The whole number and its last four digits."""
    digits = phone if phone.isdecimal() else "".join(LATIN.findall(phone.lower()))
    return list(dict.fromkeys(filter(None, (digits, digits[-TAIL:]))))


def text_tokens(text: str) -> list[str]:
    """Characters and Latin words of a free text."""
    return [*HAN.findall(text), *LATIN.findall(text.lower())]


def contact_tokens(name: str, phone: str, texts: Iterable[str]) -> str:
    """Everything a contact is found by, as the text that goes into the index."""
    return " ".join([*name_tokens(name), *phone_tokens(phone), *(one for text in texts for one in text_tokens(text))])


def match(text: str) -> str:
    """What the user typed as an FTS5 query: Chinese as a phrase, Latin and digits as prefixes; "" if empty."""
    return " AND ".join([*_phrases(text), *(f'"{word}"*' for word in LATIN.findall(text.lower()))])


def closest(text: str) -> str:
    """The same for who fits best: the name begins with the first Chinese typed, Latin and digits are whole tokens."""
    phrases = _phrases(text)
    return " AND ".join(
        [*(f"^{one}" for one in phrases[:1]), *phrases[1:], *(f'"{word}"' for word in LATIN.findall(text.lower()))]
    )


def _phrases(text: str) -> list[str]:
    return [f'"{" ".join(HAN.findall(run))}"' for run in re.findall(r"(?:[^\x00-\x7f]\s*)+", text) if HAN.search(run)]
