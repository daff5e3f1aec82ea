"""Operations as text, between files and processes: taken apart and checked for shape and types in one go.

Nobody who can write a file is trusted: what passes here can be stored and merged. Errors are ValueError (of
`msgspec`), and RecursionError for what is nested without end.
"""

from typing import Annotated, Final

from msgspec import Meta
from msgspec.json import Decoder

from db.values import Fields, Value

LARGEST: Final = 2**62
Seq = Annotated[int, Meta(gt=0, lt=LARGEST)]
Stamp = Annotated[str, Meta(pattern=r"\A[0-9a-f]{16}.+\Z")]
Number = Annotated[int, Meta(gt=-LARGEST, lt=LARGEST)]
Flat = tuple[str, Seq, Stamp, str, str, str, str, str, str, str, str]
"""An operation in the order of `db.projection.COLUMNS`."""

_ROWS: Final = Decoder(list[Flat])
_FIELDS: Final = Decoder(dict[str, str | Number | None])
_STAMPS: Final = Decoder(dict[str, str])


def rows(text: str | bytes) -> list[Flat]:
    """Operations of a JSON list, flat; their two maps are still text."""
    return _ROWS.decode(text)


def fields(text: str) -> Fields:
    """The fields of an operation."""
    found: dict[str, Value] = _FIELDS.decode(text)
    return found


def stamps(text: str) -> dict[str, str]:
    """Field → stamp, of a row or of what an operation replaced."""
    return _STAMPS.decode(text)


def check(row: Flat) -> None:
    """Raise ValueError unless the two maps of an operation are what they should be, without blanks around them."""
    written, replaced = row[6], row[7]
    if written[:1] != "{" or written[-1:] != "}" or (replaced and replaced[:1] != "{"):
        raise ValueError(written)
    _FIELDS.decode(written)
    if replaced:
        _STAMPS.decode(replaced)
