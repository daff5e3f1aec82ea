"""Which personal fields leave the branch, and how: of the records about people only what the policy names."""

import tomllib
from functools import cache

from db.projection import Operation, Value
from db.veil import is_erased, masked_names, veiled
from desktop.resources import resource
from desktop.security.masking import mask_name, mask_phone


@cache
def policy() -> dict[str, dict[str, frozenset[str]]]:
    """Entity → "clear" and "mask" → the fields concerned."""
    table = tomllib.loads(resource("exchange", "policy.toml").read_text(encoding="utf-8"))
    return {entity: {how: frozenset(names) for how, names in rules.items()} for entity, rules in table.items()}


def masked(operation: Operation) -> Operation:
    """The operation as it may leave, which says that it is not all; its digest stays that of the original."""
    rules = policy().get(operation.entity)
    if rules is None or is_erased(operation.fields):
        return operation
    fields = dict(_left(operation, rules))
    if fields == operation.fields:
        return operation
    hidden = {name for name, value in fields.items() if value != operation.fields[name]}
    return operation._replace(fields=veiled(fields, hidden | masked_names(operation.fields) & fields.keys()))


def _left(operation: Operation, rules: dict[str, frozenset[str]]) -> list[tuple[str, Value]]:
    clear, mask = rules.get("clear", frozenset()), rules.get("mask", frozenset())
    kept = [(name, value) for name, value in operation.fields.items() if name in clear]
    return kept + [(name, _mask(name, value)) for name, value in operation.fields.items() if name in mask]


def _mask(name: str, value: Value) -> Value:
    if not isinstance(value, str):
        return value
    return mask_phone(value) if name == "phone" else mask_name(value)
