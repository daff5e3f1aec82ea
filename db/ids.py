"""Row ids: time-ordered for what people make, derived for what two PCs may make independently.

The contacts of one person's, and what belongs to them, begin with the same eight digits: a file of a branch then
touches some pages of each index instead of one a row, however large head office's database has grown. These ids are of
version 8; what belongs to a contact of an older version keeps to the older rules.
"""

import hashlib
import os
import time
import uuid
from collections.abc import Callable
from functools import lru_cache

NAMESPACE = uuid.UUID("8d0f4a1e-5f7c-5b53-9d3b-7461696b6131")
NEAR = 8  # digits
_SEPARATOR = "\x1f"
_VARIANT = {digit: "89ab"[int(digit, 16) & 3] for digit in "0123456789abcdef"}
_PREFIX = hashlib.sha1(NAMESPACE.bytes, usedforsecurity=False)


def new_id(beside: str = "") -> str:
    """A UUIDv7 (RFC 9562) as text: sorts by the millisecond it was made in; beside the contact it belongs to."""
    if is_near(beside):
        time_ms, random = f"{time.time_ns() // 1_000_000:012x}", os.urandom(5).hex()
        return f"{beside[:NEAR]}-{time_ms[:4]}-8{time_ms[4:7]}-8{time_ms[7:10]}-{time_ms[10:]}{random}"
    value = (time.time_ns() // 1_000_000) << 80 | int.from_bytes(os.urandom(10), "big")
    value = value & ~(0xF << 76) | 7 << 76
    value = value & ~(0x3 << 62) | 2 << 62
    return str(uuid.UUID(int=value))


def derived_id(kind: str, *natural: str) -> str:
    """A UUIDv5 (RFC 9562) of the kind and the natural key, the same on every PC.

    Written out instead of `uuid.uuid5`, whose objects cost three times as much in an import of 50,000 rows.
    """
    digest = _PREFIX.copy()
    digest.update(_SEPARATOR.join((kind, *natural)).encode())
    text = digest.hexdigest()
    return f"{text[:8]}-{text[8:12]}-5{text[13:16]}-{_VARIANT[text[16]]}{text[17:20]}-{text[20:32]}"


def grouped_id(kind: str, group: str, *natural: str) -> str:
    """A derived id that lies beside the others of its group."""
    return _near(_of_group(kind, group), derived_id(kind, group, *natural))


def grouped_ids(kind: str, group: str, *natural: str) -> Callable[[str], str]:
    """What makes `grouped_id(kind, group, *natural, last)` of each `last`; the beginning is looked at once."""
    near, begun = _of_group(kind, group)[:NEAR], _PREFIX.copy()
    begun.update(_SEPARATOR.join((kind, group, *natural, "")).encode())

    def made(last: str) -> str:
        digest = begun.copy()
        digest.update(last.encode())
        text = digest.hexdigest()
        return f"{near}-{text[8:12]}-8{text[13:16]}-{_VARIANT[text[16]]}{text[17:20]}-{text[20:32]}"

    return made


def beside_id(kind: str, contact: str, *natural: str) -> str:
    """The derived id of what belongs to a contact, beside that one where its id allows."""
    found = derived_id(kind, contact, *natural)
    return _near(contact, found) if is_near(contact) else found


def is_near(id_: str) -> bool:
    """Whether an id lies beside others of its group, and what belongs to it beside it."""
    return id_[NEAR : NEAR + 7 : 6] == "-8"


@lru_cache(4_096)
def _of_group(kind: str, group: str) -> str:
    return derived_id(kind, group)


def _near(other: str, id_: str) -> str:
    """A UUIDv8 (RFC 9562): the first digits of one id, the rest of another."""
    return f"{other[:NEAR]}{id_[NEAR : NEAR + 6]}8{id_[NEAR + 7 :]}"
