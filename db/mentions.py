"""Where an erased person is mentioned outside of the log and its tables: what waits, is kept for later, file names.

These places belong to this database alone and know a person by name and number, not by id. They are looked through
before the log is purged, which is the last to know all names and numbers that the person ever had.
"""

import json
import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any, Final

from sqlalchemy import Connection

from db.projection import Value, chunks, marks, quoted
from db.veil import VEIL, masked_names

NAME, REMARK, PHONE_FIELD = "name", "remark", "phone"
NUMBERED: Final = (PHONE_FIELD, "telephone", "email", "external_user", "union_id")
SHORTEST: Final = {"name": 2, "number": 6}
"""Characters below which a text says nobody."""
LOOSE: Final = ("added", "copied", "key", "column", "formula", "unfit", "unknown")
"""Kinds of hand edits that may tell of somebody without having their id."""
NOTED: Final = ("remark", "description", "note", "result", "title", "text", "next_title")
"""Fields of hand edits in which another customer may be mentioned."""
SETTINGS: Final = ("capture.draft", "contacts.filters.")
"""Starts of the keys of settings that hold what somebody typed."""
FILES: Final = {"import_run": ("file", "place", "reason", "detail"), "export_run": ("file",)}
COVER: Final = "＊"
PHONE: Final = re.compile(r"1\d{10}")


class Known:
    """The names and numbers by which somebody may be mentioned.

    Head office has both masked only: there it takes the two together. In a group's chat people may be called by the
    remark that their manager gave them.
    """

    def __init__(self) -> None:
        self.names: set[str] = set()
        self.remarks: set[str] = set()
        self.numbers: set[str] = set()
        self.masked: set[tuple[str, str]] = set()

    def learn(self, fields: Mapping[str, Value]) -> None:
        """Take note of what an operation says of a contact."""
        said = {name: value for name, value in fields.items() if isinstance(value, str) and value}
        covered = masked_names(fields) | {VEIL}
        clear = {name: value.strip() for name, value in said.items() if name not in covered}
        for found, names, least in (
            (self.names, (NAME,), SHORTEST["name"]), (self.remarks, (REMARK,), SHORTEST["name"]),
            (self.numbers, NUMBERED, SHORTEST["number"]),
        ):  # fmt: skip
            found |= {clear[name] for name in names if len(clear.get(name, "")) >= least}
        if {NAME, PHONE_FIELD} <= covered & said.keys():
            self.masked.add((said[NAME], said[PHONE_FIELD]))

    def add(self, other: "Known") -> None:
        """All that another knows too."""
        self.names |= other.names
        self.remarks |= other.remarks
        self.numbers |= other.numbers
        self.masked |= other.masked

    def mentioned(self, text: str) -> bool:
        """By a number, or by the name where no number says that it is somebody else."""
        if any(number in text for number in self.numbers):
            return True
        if any(name in text and number in text for name, number in self.masked):
            return True
        return any(name in text for name in self.names) and not PHONE.search(text)

    def covered(self, text: str) -> str:
        """The text without them."""
        for one in sorted(self.names | self.numbers, key=len, reverse=True):
            text = text.replace(one, COVER)
        return text


def forget(connection: Connection, contacts: Collection[str]) -> Known:
    """Take away what mentions these contacts, of whom the log still has to hold the values; returns those."""
    known = known_of(connection, contacts)
    if not known.names and not known.numbers and not known.masked:
        return known
    _proposals(connection, known)
    _settings(connection, known)
    _files(connection, known)
    return known


def known_of(connection: Connection, contacts: Collection[str]) -> Known:
    """What the log says these contacts were ever called and numbered by."""
    known = Known()
    for part in chunks(contacts):
        within = f'entity = {marks(connection, 1)} AND "row" IN ({marks(connection, len(part))})'
        for (text,) in connection.exec_driver_sql(f"SELECT fields FROM operation WHERE {within}", ("contact", *part)):
            known.learn(json.loads(text))
    return known


def _proposals(connection: Connection, known: Known) -> None:
    """Hand edits that tell of them: a row that was added or copied, an id that was changed, a note about another."""
    mark = marks(connection, 1)
    rows = connection.exec_driver_sql("SELECT id, kind, field, before, after FROM proposal")
    for id_, kind, field, before, after in rows.fetchall():
        text = f"{_plain(before)} {_plain(after)}"
        loose = kind in LOOSE or field in NOTED
        if known.mentioned(text) if loose else any(number in text for number in known.numbers):
            connection.exec_driver_sql(f"DELETE FROM proposal WHERE id = {mark}", (id_,))


def _plain(text: str) -> str:
    """The texts in a JSON value, without its escapes."""
    return " ".join(_texts(json.loads(text))) if text else ""


def _texts(value: Any) -> Iterator[str]:  # noqa: ANN401 - JSON
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _texts(one)


def _settings(connection: Connection, known: Known) -> None:
    """A draft goes; of a list, such as saved filters, the entries concerned."""
    mark = marks(connection, 1)
    for start in SETTINGS:
        rows = connection.exec_driver_sql(f"SELECT key, value FROM setting WHERE key LIKE {mark}", (f"{start}%",))
        for key, value in rows.fetchall():
            left = _left(value, known)
            if left is None:
                connection.exec_driver_sql(f"DELETE FROM setting WHERE key = {mark}", (key,))
            elif left != value:
                connection.exec_driver_sql(f"UPDATE setting SET value = {mark} WHERE key = {mark}", (left, key))


def _left(value: str, known: Known) -> str | None:
    """What is left of a setting's value; None for nothing."""
    try:
        content = json.loads(value)
    except ValueError:
        return None if known.mentioned(value) else value
    if not isinstance(content, list):
        return None if known.mentioned(_plain(value)) else value
    kept = [one for one in content if not known.mentioned(" ".join(_texts(one)))]
    return value if len(kept) == len(content) else json.dumps(kept, ensure_ascii=False)


def _files(connection: Connection, known: Known) -> None:
    """Files that were called after them stay in the history under a covered name."""
    mark = marks(connection, 1)
    for table, columns in FILES.items():
        for id_, *texts in connection.exec_driver_sql(f"SELECT id, {quoted(columns)} FROM {table}").fetchall():
            for column, text in zip(columns, texts, strict=True):
                if text and (covered := known.covered(text)) != text:
                    covering = f"UPDATE {table} SET {column} = {mark} WHERE id = {mark}"
                    connection.exec_driver_sql(covering, (covered, id_))
