"""Which personal fields leave the branch, and how."""

import tomllib
from functools import cache

from db.projection import Operation, Value
from desktop.resources import resource
from desktop.security.masking import mask_name, mask_phone


@cache
def policy() -> dict[str, dict[str, str]]:
    """Entity → field → "mask" or "drop"."""
    table: dict[str, dict[str, str]] = tomllib.loads(resource("exchange", "policy.toml").read_text(encoding="utf-8"))
    return table


def masked(operation: Operation) -> Operation:
    """The operation as it may leave; its digest stays that of the original."""
    rules = policy().get(operation.entity)
    if not rules:
        return operation
    fields = {
        name: _mask(name, value) if rules.get(name) == "mask" else value
        for name, value in operation.fields.items()
        if rules.get(name) != "drop"
    }
    return operation._replace(fields=fields)


def _mask(name: str, value: Value) -> Value:
    if not isinstance(value, str):
        return value
    return mask_phone(value) if name == "phone" else mask_name(value)
