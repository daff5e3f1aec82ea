"""How somebody is called whose name was not asked for at the counter: 尾号 2067, or 尾号 2067 女士."""

import re
from typing import Final

from desktop.words import N_

ADDRESSES: Final = {1: "先生", 2: "女士"}
"""By `contact.gender`; nothing is guessed where it is unknown."""

GREETING: Final = "您好"
UNNAMED: Final = re.compile(r"尾号 \d{4}(?: (?P<address>\S+))?")


def called(typed: str, phone: str) -> str:
    """The name to keep: what was typed; without a name the end of the number, with the address if one was given."""
    name = " ".join(typed.split())
    if name and name not in ADDRESSES.values():
        return name
    tail = str(N_("尾号 {tail}", tail=phone[-4:]))
    return f"{tail} {name}".rstrip()


def gender_of(name: str) -> int:
    """What the address at its end says; 0 without one."""
    return next((gender for gender, address in ADDRESSES.items() if name.endswith(address)), 0)


def spoken(name: str, gender: int) -> tuple[str, str]:
    """Name and address as a message begins with them: 刘女士 is not said twice, the end of a number never."""
    if found := UNNAMED.fullmatch(name):
        return (found["address"] or ADDRESSES.get(gender, GREETING)), ""
    return name, "" if gender_of(name) else ADDRESSES.get(gender, "")
