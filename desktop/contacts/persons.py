"""One ID: which contacts are the same person, by strong keys and by what people decided; derived like other states."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Final

from sqlalchemy import Connection

from db.projection import marks
from db.values import WHOLE_PHONE

KEYS: Final = {
    "phone": WHOLE_PHONE.replace("phone", "c.phone"),
    "phone_hash": "c.phone_hash <> ''",
    "external_user": "c.external_user <> ''",
    "union_id": "c.union_id <> ''",
}
"""Columns by which two contacts are surely one person, and when they say something."""
SAME: Final = ("same", "both_serve")
DIFFERENT: Final = "different"
TOGETHER = (
    "SELECT group_concat(c.id, char(10)) FROM contact c WHERE c.{key} IN "
    "(SELECT c.{key} FROM linked_contact x CROSS JOIN contact c ON c.id = x.id WHERE c.hidden = 0 AND {says}) "
    "AND c.hidden = 0 AND {says} GROUP BY c.{key} HAVING count(*) > 1"
)
DECIDED = (
    "SELECT l.a, l.b, l.verdict FROM linked_contact x CROSS JOIN link_decision l ON l.{side} = x.id "
    "JOIN contact a ON a.id = l.a AND a.hidden = 0 JOIN contact b ON b.id = l.b AND b.hidden = 0 WHERE l.hidden = 0"
)
MEMBERS = (
    "SELECT m.contact FROM linked_contact x CROSS JOIN contact_state s ON s.contact = x.id "
    "CROSS JOIN contact_state m ON m.person = s.person"
)
BEFORE = (
    "SELECT s.contact, s.person FROM linked_contact x CROSS JOIN contact_state s ON s.contact = x.id "
    "WHERE s.person IS NOT NULL"
)


class Links:
    """Joins ids into persons, but never two that were decided to be different."""

    def __init__(self, different: Iterable[tuple[str, str]]) -> None:
        self._root: dict[str, str] = {}
        self._foes: defaultdict[str, set[str]] = defaultdict(set)
        for a, b in different:
            self._foes[a].add(b)
            self._foes[b].add(a)

    def root(self, id_: str) -> str:
        """The smallest id of the person that the contact belongs to."""
        path = []
        while (above := self._root.get(id_, id_)) != id_:
            path.append(id_)
            id_ = above
        self._root.update(dict.fromkeys(path, id_))
        return id_

    def join(self, a: str, b: str) -> None:
        low, high = sorted((self.root(a), self.root(b)))
        if low == high or high in {self.root(foe) for foe in self._foes[low]}:
            return
        self._root[high] = low
        self._foes[low] |= self._foes.pop(high, set())

    def persons(self) -> dict[str, str]:
        """Contact → the smallest id of its person, of those who are not alone."""
        return {id_: self.root(id_) for id_ in {*self._root, *self._root.values()}}


def remember(connection: Connection, touched: str) -> None:
    """Keep who is concerned: the contacts of this table, and those who were one person with them until now."""
    connection.exec_driver_sql("CREATE TEMP TABLE IF NOT EXISTS linked_contact (id TEXT PRIMARY KEY) WITHOUT ROWID")
    connection.exec_driver_sql("DELETE FROM linked_contact")
    connection.exec_driver_sql(f"INSERT INTO linked_contact SELECT id FROM {touched}")
    connection.exec_driver_sql(f"INSERT OR IGNORE INTO linked_contact {MEMBERS}")


def relink(connection: Connection) -> None:
    """Find the persons of those remembered anew, once their own states have been written."""
    groups = _groups(connection)
    if _add(connection, groups):
        groups = _groups(connection)
        _add(connection, groups)
    links = Links((a, b) for a, b, verdict in _decided(connection) if verdict == DIFFERENT)
    for first, *others in sorted(sorted(group) for group in groups):
        for other in others:
            links.join(first, other)
    _write(connection, links.persons())


def _groups(connection: Connection) -> list[list[str]]:
    """Contacts that are one person by a key that they share, or because somebody decided so."""
    same = [[a, b] for a, b, verdict in _decided(connection) if verdict in SAME]
    return [*_together(connection), *same]


def _together(connection: Connection) -> Iterator[list[str]]:
    """Groups of contacts that share a strong key, of those concerned."""
    for key, says in KEYS.items():
        some = f"SELECT 1 FROM contact c WHERE {says} LIMIT 1"
        if key != "phone" and connection.exec_driver_sql(some).first() is None:
            continue  # most files have none of these
        for row in connection.exec_driver_sql(TOGETHER.format(key=key, says=says)):
            yield row[0].split("\n")


def _decided(connection: Connection) -> set[tuple[str, str, str]]:
    """What was decided about any of those concerned: two contacts, and the verdict."""
    if connection.exec_driver_sql("SELECT 1 FROM link_decision LIMIT 1").first() is None:
        return set()
    return {(*row,) for side in "ab" for row in connection.exec_driver_sql(DECIDED.format(side=side))}


def _add(connection: Connection, groups: Iterable[Iterable[str]]) -> bool:
    """Also concerned are these and their persons; whether that is anybody new."""
    ids = {id_ for group in groups for id_ in group}
    if not ids:
        return False
    counted = "SELECT count(*) FROM linked_contact"
    before = connection.exec_driver_sql(counted).scalar()
    insert = f"INSERT OR IGNORE INTO linked_contact VALUES ({marks(connection, 1)})"
    connection.exec_driver_sql(insert, [(id_,) for id_ in sorted(ids)])
    connection.exec_driver_sql(f"INSERT OR IGNORE INTO linked_contact {MEMBERS}")
    return connection.exec_driver_sql(counted).scalar() != before


def _write(connection: Connection, persons: dict[str, str]) -> None:
    """Only what changes is written: an import touches thousands of whom a few are linked."""
    before = {row[0]: row[1] for row in connection.exec_driver_sql(BEFORE)}
    changed: list[tuple[str | None, str]] = [
        (person, id_) for id_, person in persons.items() if before.get(id_) != person
    ]
    changed += [(None, id_) for id_ in before.keys() - persons.keys()]
    if changed:
        one = marks(connection, 1)
        connection.exec_driver_sql(f"UPDATE contact_state SET person = {one} WHERE contact = {one}", changed)
