"""Rows of the log as people read them: what a row is called, and what differs, with codes and ids in words."""

import re
from collections.abc import Mapping
from functools import cache
from typing import Final

from sqlalchemy import text
from sqlalchemy.orm import Session

from db.erasing import LEDGER
from db.projection import Fields, Value
from desktop.exchange.field_names import CODES, FIELDS, FLAGS, NAMED, NO, OWN, VERDICTS, YES
from desktop.security.masking import mask_id, mask_phone
from desktop.words import N_, Phrase

Difference = tuple[Phrase | str, str, str]
"""What a field is called, its old and its new value in words."""

LONGEST: Final = 60  # characters of a value in the preview
TITLES: Final = ("title", "name", "key", "label", "account")
PHONES: Final = ("phone", "telephone", "landline")
IDS: Final = ("external_user", "union_id", "phone_hash")
TOLD: Final = (
    "text", "hint", "goal", "address", "time", "until", "starts_on", "ends_on", "fen", "count", "campaign", "branch",
    "staff", "role", "label", "valid_until", "persona", "minutes", "rule", "reason",
)  # fmt: skip
"""What is told of a row that is new, beside its title."""
PICTURE: Final = "material.content"
NOBODY: Final = "—"
FEN: Final = re.compile(r"-?[0-9]{1,15}")  # a file may say anything
ID: Final = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def called(entity: str, field: str) -> Phrase | str:
    """What a field is called; one that only a newer version knows by its own name."""
    return OWN.get(f"{entity}.{field}", FIELDS.get(field, field))


class Saying:
    """Looks names up in the database, and first among `brought`, rows that a file brings: (entity, id) → values."""

    def __init__(self, session: Session, brought: Mapping[tuple[str, str], Mapping[str, Value]] | None = None) -> None:
        self._session, self._brought = session, brought or {}
        self._name = cache(self._looked_up)

    def title(self, entity: str, values: Mapping[str, Value]) -> str:
        """What a row is called: its title or name, else its key; of what is about a customer only what it was."""
        if values.get("verdict") in VERDICTS:
            return VERDICTS[str(values["verdict"])]
        if entity == "whitelist_entry":
            campaign, whose = self.value(entity, "campaign", values.get("campaign")), values.get("staff")
            owner = self.value(entity, "staff", whose) if whose else self.value(entity, "branch", values.get("branch"))
            return N_("{campaign}：{owner}的一位", campaign=campaign or NOBODY, owner=owner or NOBODY)
        if entity == LEDGER:
            return N_("{day} 登记的一位", day=str(values.get("at") or "")[:10])
        own = next((str(values[key]) for key in TITLES if values.get(key)), "")
        return own or str(self.value(entity, "staff", values.get("staff"))) or NOBODY

    def differences(self, entity: str, before: Mapping[str, Value], after: Mapping[str, Value]) -> list[Difference]:
        """What differs, cut to what a line can hold; of texts of many lines the first that differs."""
        found = []
        for name in after:
            old, new = before.get(name), after[name]
            if old == new:
                continue
            if f"{entity}.{name}" != PICTURE and "\n" in f"{old}{new}":
                old, new = _apart(str(old or ""), str(new or ""))
            found.append((called(entity, name), self.short(entity, name, old), self.short(entity, name, new)))
        return found

    def new(self, entity: str, values: Fields) -> list[Difference]:
        """What a new row says."""
        return self.differences(entity, {}, {name: values[name] for name in TOLD if values.get(name)})

    def short(self, entity: str, field: str, value: Value) -> str:
        """A value in words, as long as a line can hold."""
        said = self.value(entity, field, value)
        if isinstance(said, Phrase):
            return said
        plain = " ".join(said.split())
        return plain if len(plain) <= LONGEST else f"{plain[: LONGEST - 1]}…"

    def value(self, entity: str, field: str, value: Value) -> str:
        """A value in words: flags, codes, names of what is named by an id, money in yuan; phones and ids masked."""
        if field in FLAGS and value in {0, 1}:
            return YES if value else NO
        if value is None or value == "":
            return ""
        if f"{entity}.{field}" == PICTURE:
            return N_("一张图片")
        plain = str(value)
        code = CODES.get(f"{entity}.{field}", CODES.get(field, {})).get(plain)
        return code or (self._name(field, plain) if field in NAMED else _covered(field, plain))

    def _looked_up(self, field: str, id_: str) -> str:
        entity, column = NAMED[field]
        values = self._brought.get((entity, id_))
        if values is None:
            ask = text(f'SELECT "{column}" FROM "{entity}" WHERE id = :id')
            values = {column: self._session.execute(ask, {"id": id_}).scalar()}
        return str(values.get(column) or (NOBODY if ID.fullmatch(id_) else id_))


def _covered(field: str, value: str) -> str:
    """A value as it may be seen; money, which is kept in fen, in yuan."""
    if field in PHONES:
        return mask_phone(value)
    if field in IDS:
        return mask_id(value)
    return f"{int(value) / 100:.2f}" if field == "fen" and FEN.fullmatch(value) else value


def _apart(old: str, new: str) -> tuple[str, str]:
    """The first lines in which two texts differ."""
    before, after = old.splitlines(), new.splitlines()
    at = next((at for at, pair in enumerate(zip(before, after, strict=False)) if pair[0] != pair[1]),
              min(len(before), len(after)))  # fmt: skip
    return "".join(before[at : at + 1]), "".join(after[at : at + 1])
