"""Which personal fields leave the branch, and how: of the records about people only what the policy names.

Head office may send a policy of its own (document `policy`); without one the built-in holds.
"""

import re
from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from hmac import new as hmac
from secrets import token_bytes
from typing import Any, Final, NamedTuple

from sqlalchemy.orm import Session

from db.exchange import Setting
from db.projection import Operation, Value
from db.veil import is_erased, masked_names, veiled
from desktop import documents
from desktop.errors import AppError
from desktop.exchange.manifest import PEPPER_BYTES
from desktop.resources import resource
from desktop.security.masking import mask_name, mask_phone

KIND: Final = "policy"
FILE: Final = ("exchange", "policy.toml")
WAYS: Final = ("clear", "mask", "hash")
PEPPER: Final = "pepper"
HASHED: Final = "_hash"  # after the name of a field


class Rule(NamedTuple):
    """The fields of an entity that leave as they are, masked, and as a keyed hash beside that."""

    clear: frozenset[str]
    mask: frozenset[str]
    hash: frozenset[str]


class Policy:
    """`rules` by entity; an entity without one holds nothing about a customer and leaves whole."""

    def __init__(self, rules: dict[str, Rule] | None, pepper: bytes = b"") -> None:
        self._rules, self._pepper = rules, pepper

    def how(self, source: str) -> str:
        """`clear`, `mask`, or "" for a field (`entity.field`) that stays."""
        entity, _, name = source.partition(".")
        rule = (self._rules or {}).get(entity)
        if rule is None or name in rule.clear:
            return "clear"
        return "mask" if name in rule.mask else ""

    def leave(self, operation: Operation) -> Operation:
        """The operation as it may leave, which says that it is not all; its digest stays that of the original."""
        rule = (self._rules or {}).get(operation.entity)
        if rule is None or is_erased(operation.fields):
            return operation
        fields = dict(self._left(operation, rule))
        if fields == operation.fields:
            return operation
        covered = {name for name in fields.keys() & operation.fields.keys() if fields[name] != operation.fields[name]}
        covered |= masked_names(operation.fields) & fields.keys()
        return operation._replace(fields=veiled(fields, covered))

    def _left(self, operation: Operation, rule: Rule) -> Iterator[tuple[str, Value]]:
        for name, value in operation.fields.items():
            if name in rule.clear:
                yield name, value
            elif name in rule.mask:
                yield name, masked(name, value)
            if name in rule.hash and self._pepper and name not in masked_names(operation.fields):
                yield f"{name}{HASHED}", keyed_hash(self._pepper, value)


OPEN: Final = Policy(None)
"""For files that stay within the branch: everything in clear."""


def masked(name: str, value: Value) -> Value:
    """A value with most of it covered: a phone by its digits, anything else as a name."""
    if not isinstance(value, str):
        return value
    return mask_phone(value) if name == "phone" else mask_name(value)


def keyed_hash(pepper: bytes, value: Value) -> str:
    """HMAC-SHA256 of a phone's digits as hex; "" of none. A pseudonym: who has the pepper can try all phones."""
    digits = re.sub(r"\D", "", str(value or ""))
    digits = digits[2:] if len(digits) == 13 and digits.startswith("86") else digits
    return hmac(pepper, digits.encode(), sha256).hexdigest() if digits else ""


def policy(session: Session) -> Policy:
    """The policy that holds here, with the bank's pepper if it is known."""
    content = documents.content(session, KIND)
    return Policy(built_in() if content is None else checked(documents.parsed(content, KIND)), pepper(session))


@cache
def built_in() -> dict[str, Rule]:
    """The rules of the file in resources."""
    return checked(documents.parsed(resource(*FILE).read_text(encoding="utf-8"), KIND))


def checked(table: dict[str, Any]) -> dict[str, Rule]:
    """A policy's TOML as rules; AppError naming the entity that is wrong."""
    found = {}
    for entity, rules in table.items():
        lists = [rules.get(way, []) for way in WAYS] if isinstance(rules, dict) else [None]
        if not all(isinstance(names, list) and all(isinstance(one, str) for one in names) for names in lists):
            raise AppError(
                "上报字段规则里的 {entity} 看不懂", cure="每类只写 clear、mask、hash 三个列表。", entity=entity
            )
        found[entity] = Rule(*map(frozenset, lists))  # type: ignore[arg-type]
    if "contact" not in found:
        raise AppError("上报字段规则里没有 contact", cure="不写就等于全部上报；请照原来的样子改。")
    return found


def pepper(session: Session) -> bytes:
    """The bank's pepper; empty where it has not come yet."""
    kept = session.get(Setting, PEPPER)
    return bytes.fromhex(kept.value) if kept is not None else b""


def own_pepper(session: Session) -> bytes:
    """Head office's pepper, made at its first need."""
    if not (kept := pepper(session)):
        kept = token_bytes(PEPPER_BYTES)
        keep_pepper(session, kept)
    return kept


def keep_pepper(session: Session, value: bytes) -> None:
    """Keep the pepper that head office made, or that came in a pack."""
    session.merge(Setting(key=PEPPER, value=value.hex()))
