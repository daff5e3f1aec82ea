"""Who may be the same person though no key says so: name with remark or company, alike enough to be asked about."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from operator import attrgetter
from typing import Final, NamedTuple

from rapidfuzz import fuzz

from desktop.contacts.tokens import HAN

TITLES: Final = re.compile(r"(先生|女士|小姐|太太|老师|经理|总|阿姨|大哥|姐)$")
LEGAL: Final = re.compile(r"(股份|有限|责任|集团|公司|分公司|总公司|[（(].*?[)）]|\s)")
NAME: Final = 85.0
"""The least likeness of names, of 100."""
BESIDE: Final = 78.0
"""The least likeness of remarks or companies, of 100; and of both with the names."""
OTHER_PHONE: Final = 16
"""What another phone number takes away: people have two, but it is no hint."""
COMMON: Final = 5
"""A remark that more contacts have says nothing about one of them."""
CROWD: Final = 30
"""Of a larger block only neighbours are compared."""
NEAR: Final = 4


class Compared(NamedTuple):
    """What is compared of a contact; `person` links those that are one already."""

    id: str
    name: str
    sort_key: str
    remark: str
    company: str
    phone: str
    person: str | None


class Likeness(NamedTuple):
    """Two contacts (the smaller id first), how alike of 100, and which fields say so."""

    a: str
    b: str
    score: int
    why: tuple[str, ...]


class _Plain(NamedTuple):
    """A contact without what does not tell people apart."""

    id: str
    name: str
    pinyin: str
    remark: str
    company: str
    phone: str
    person: str | None


def likely(contacts: Iterable[Compared]) -> list[Likeness]:
    """The pairs that are alike, the likeliest first; those that are one person already are not asked about."""
    plain = [_plain(one) for one in contacts]
    often = Counter(one.remark for one in plain)
    plain = [one if often[one.remark] <= COMMON else one._replace(remark="") for one in plain]
    found = {}
    for first, second in _pairs(plain):
        a, b = (first, second) if first.id < second.id else (second, first)
        if (a.id, b.id) not in found and (a.person is None or a.person != b.person):
            found[a.id, b.id] = _compare(a, b)
    return sorted((one for one in found.values() if one is not None), key=lambda one: (-one.score, one.a, one.b))


def _plain(one: Compared) -> _Plain:
    name = TITLES.sub("", "".join(HAN.findall(one.name)))
    phone = one.phone if len(one.phone) == 11 else ""
    remark = "".join(one.remark.split()).casefold()
    return _Plain(one.id, name, one.sort_key, remark, LEGAL.sub("", one.company).casefold(), phone, one.person)


def _pairs(contacts: Sequence[_Plain]) -> Iterator[tuple[_Plain, _Plain]]:
    """Those who share a block: never everybody with everybody."""
    blocks: defaultdict[tuple[str, ...], list[_Plain]] = defaultdict(list)
    for one in contacts:
        for key in _blocks(one):
            blocks[key].append(one)
    for block in blocks.values():
        if len(block) <= CROWD:
            yield from combinations(block, 2)
            continue
        for beside in (attrgetter("company"), attrgetter("remark")):
            ordered = sorted(filter(beside, block), key=beside)
            for at, one in enumerate(ordered):
                yield from ((one, other) for other in ordered[at + 1 : at + 1 + NEAR])


def _blocks(one: _Plain) -> Iterator[tuple[str, ...]]:
    """Two are compared that share a name, its sound, or its first or last character within a company or remark."""
    if not one.remark and not one.company:
        return
    if len(one.name) > 1:
        yield ("name", one.name)
        yield ("sound", one.pinyin)
    if one.name:
        for key, value in (("company", one.company), ("remark", one.remark)):
            if value:
                yield (key, value, "first", one.name[0])
                yield (key, value, "last", one.name[-1])


def _compare(a: _Plain, b: _Plain) -> Likeness | None:
    name = max(fuzz.ratio(a.name, b.name), 90.0 if a.pinyin == b.pinyin else 0.0)
    short, long = sorted((a.name, b.name), key=len)
    if (len(short) == 1 and long.startswith(short)) or (len(short) > 1 and long.endswith(short)):
        name = max(name, NAME)  # 刘女士 may be any 刘, 小琳 may be 赵小琳
    company = fuzz.ratio(a.company, b.company) if a.company and b.company else 0.0
    remark = fuzz.ratio(a.remark, b.remark) if a.remark and b.remark else 0.0
    beside = max(company, remark)
    if name < NAME or beside < BESIDE:
        return None
    score = round((name + beside) / 2) - (OTHER_PHONE if a.phone and b.phone and a.phone != b.phone else 0)
    likes = {"name": name >= NAME, "company": company >= BESIDE, "remark": remark >= BESIDE}
    return Likeness(a.id, b.id, score, tuple(key for key, like in likes.items() if like)) if score >= BESIDE else None
