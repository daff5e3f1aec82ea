"""What lists sort, filter and find by: recomputed for the contacts that an operation touched."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import Connection

from db.projection import chunks, marks
from desktop.contacts import stages
from desktop.contacts.tokens import contact_tokens, sort_key

# Entity → how its rows lead to contacts.
LEADS = {
    "contact": "SELECT id FROM contact WHERE id IN ({})",
    "contact_tag": "SELECT contact FROM contact_tag WHERE id IN ({})",
    "interaction": "SELECT contact FROM interaction WHERE id IN ({})",
    "follow_up": "SELECT contact FROM follow_up WHERE id IN ({})",
    "tag": "SELECT contact FROM contact_tag WHERE tag IN ({})",
}
SEEN = f"({', '.join(repr(kind) for kind in stages.TELLING)})"
SOURCE = f"""
SELECT c.id, s.number, c.hidden, c.name, c.phone, c.remark, c.company, c.description, c.owner, c.status, c.added_at,
  c.stage_manual, c.stage_at,
  (SELECT group_concat(coalesce(g.name, ''), char(10)) FROM contact_tag t LEFT JOIN tag g ON g.id = t.tag
    WHERE t.contact = c.id AND t.present = 1 AND t.hidden = 0),
  (SELECT count(*) FROM interaction i WHERE i.contact = c.id AND i.hidden = 0),
  (SELECT max(i.at) FROM interaction i WHERE i.contact = c.id AND i.hidden = 0 AND i.kind <> 'maturity'),
  (SELECT group_concat(i.kind || ' ' || i.at, char(10)) FROM interaction i
    WHERE i.contact = c.id AND i.hidden = 0 AND i.kind IN {SEEN}),
  (SELECT min(f.due_at || ' ' || f.title) FROM follow_up f
    WHERE f.contact = c.id AND f.hidden = 0 AND f.done_at IS NULL)
FROM touched_contact x JOIN contact c ON c.id = x.id LEFT JOIN contact_state s ON s.contact = c.id
"""
COLUMNS = "number, contact, owner, sort_key, stage, stage_at, status, tags, interactions, last_at, next_at, next_title"
MASK = "*"  # whose name is masked, as at head office, is looked up by nobody
DUE = len("2026-11-20 09:30:00")


class _Found(NamedTuple):
    """A row of SOURCE."""

    id: str
    number: int | None
    hidden: int
    name: str
    phone: str
    remark: str
    company: str
    description: str
    owner: str | None
    status: str
    added_at: str | None
    stage_manual: str
    stage_at: str | None
    tag_names: str | None
    interactions: int
    last_at: str | None
    telling: str | None
    next: str | None


def refresh(connection: Connection, touched: Mapping[str, set[str]] | None) -> None:
    """Make `contact_state` and the search index follow the contacts concerned; None means all of them."""
    connection.exec_driver_sql("CREATE TEMP TABLE IF NOT EXISTS touched_contact (id TEXT PRIMARY KEY) WITHOUT ROWID")
    connection.exec_driver_sql("DELETE FROM touched_contact")
    if touched is None:
        connection.exec_driver_sql("DELETE FROM contact_state")
        connection.exec_driver_sql("INSERT INTO contact_search (contact_search) VALUES ('delete-all')")
        connection.exec_driver_sql("INSERT INTO touched_contact SELECT id FROM contact")
    elif not _gather(connection, touched):
        return
    found = (_Found(*row) for row in connection.exec_driver_sql(SOURCE).fetchall())
    _write(connection, found)


def _gather(connection: Connection, touched: Mapping[str, set[str]]) -> bool:
    """Collect the ids of the contacts concerned; False when there are none."""
    concerned = [(statement, touched[entity]) for entity, statement in LEADS.items() if touched.get(entity)]
    for statement, ids in concerned:
        for part in chunks(sorted(ids)):  # in order, so that pages are decrypted once
            select = statement.format(marks(connection, len(part)))
            connection.exec_driver_sql(f"INSERT OR IGNORE INTO touched_contact {select}", tuple(part))
    return bool(concerned)


def _write(connection: Connection, found: Iterable[_Found]) -> None:
    last = connection.exec_driver_sql("SELECT coalesce(max(number), 0) FROM contact_state").scalar() or 0
    insert = f"INSERT OR REPLACE INTO contact_state ({COLUMNS}) VALUES ({marks(connection, 12)})"
    index = f"INSERT INTO contact_search (rowid, tokens) VALUES ({marks(connection, 2)})"
    for part in chunks(found):
        old = [(row.number,) for row in part if row.number is not None]
        gone = [(row.number,) for row in part if row.number is not None and row.hidden]
        _each(connection, "DELETE FROM contact_search WHERE rowid = ?", old)
        _each(connection, "DELETE FROM contact_state WHERE number = ?", gone)
        shown = list(_numbered((row for row in part if not row.hidden), last))
        last = max([last, *(number for number, _ in shown)])
        _each(connection, insert, [_state(number, row) for number, row in shown])
        _each(connection, index, [(number, _tokens(row)) for number, row in shown if MASK not in row.name])


def _each(connection: Connection, statement: str, rows: Sequence[tuple[object, ...]]) -> None:
    if rows:
        connection.exec_driver_sql(statement, list(rows))


def _numbered(rows: Iterable[_Found], last: int) -> Iterator[tuple[int, _Found]]:
    for row in rows:
        if row.number is None:
            last += 1
        yield (last if row.number is None else row.number), row


def _tokens(row: _Found) -> str:
    texts = (row.remark, row.company, row.description, row.tag_names or "")
    return contact_tokens(row.name, row.phone, (text for text in texts if text))


def _state(number: int, row: _Found) -> tuple[object, ...]:
    """A row of `contact_state`, in the order of COLUMNS."""
    stage, stage_at = stages.derived(row.telling or "", row.added_at)
    if row.stage_manual:
        stage, stage_at = row.stage_manual, row.stage_at
    next_at, next_title = (row.next[:DUE], row.next[DUE + 1 :]) if row.next else (None, "")
    last_at = max(filter(None, (row.last_at, row.added_at)), default=None)
    key, status = sort_key(row.name), row.status or "active"
    counts = (0 if row.tag_names is None else row.tag_names.count("\n") + 1, row.interactions)
    return (number, row.id, row.owner, key, stage, stage_at, status, *counts, last_at, next_at, next_title)
