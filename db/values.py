"""What a field may hold, and its one text form."""

import json
from collections.abc import Mapping, Sequence

import msgspec.json

Value = str | int | None
Fields = dict[str, Value]

WHOLE_PHONE = "length(phone) = 11 AND length(replace(phone, '*', '')) = 11"
"""A phone number that is all there. The index has no others: who looks one up says so in the same words."""

encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode
_flat = msgspec.json.Encoder(order="sorted").encode


def encode_flat(values: Mapping[str, Value] | Sequence[Value]) -> str:
    """The same text as `encode` for a flat map or row, in a fifth of the time.

    Raises UnicodeEncodeError for half a character, of which no digest could be made.
    """
    return _flat(values).decode()
