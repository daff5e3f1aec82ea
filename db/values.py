"""What a field may hold, and its one text form."""

import json
from collections.abc import Mapping

Value = str | int | None
Fields = dict[str, Value]

quote = json.encoder.encode_basestring
encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode


def encode_fields(fields: Mapping[str, Value]) -> str:
    """The same text as `encode` for a flat map, in a third of the time."""
    parts = [
        f"{quote(name)}:{quote(value)}" if type(value) is str else f"{quote(name)}:{_plain(value)}"
        for name, value in sorted(fields.items())
    ]
    return f"{{{','.join(parts)}}}"


def _plain(value: Value) -> str:
    return "null" if value is None else encode(value)
