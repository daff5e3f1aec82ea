"""What lists sort, filter and find by: recomputed for the contacts that an operation touched."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection

from db.projection import chunks, marks
from db.values import encode
from db.veil import ERASED, VEIL
from desktop.contacts import persons, stage_rules
from desktop.contacts.stage_rules import DOCUMENT, Happened, Ladder, Reached, Rules
from desktop.contacts.stages import LIFECYCLE, STAGES
from desktop.contacts.tokens import contact_tokens, sort_key
from desktop.security.masking import MASK

# Entity → how its rows lead to contacts.
LEADS = {
    "contact": "SELECT id FROM contact WHERE id IN ({})",
    "contact_tag": "SELECT contact FROM contact_tag WHERE id IN ({})",
    "interaction": "SELECT contact FROM interaction WHERE id IN ({})",
    "follow_up": "SELECT contact FROM follow_up WHERE id IN ({})",
    "tag": "SELECT contact FROM contact_tag WHERE tag IN ({})",
    "link_decision": "SELECT c.id FROM link_decision l JOIN contact c ON c.id IN (l.a, l.b) WHERE l.id IN ({})",
}
LINKING = ("contact", "link_decision")
"""What a person may change by."""
SOURCE = """
SELECT c.id, s.number, c.hidden, c.name, c.phone, c.remark, c.company, c.description, c.owner, c.status, c.added_at,
  c.stage_manual, c.stage_at, c.lifecycle_manual, c.lifecycle_at,
  (SELECT group_concat(coalesce(g.name, ''), char(10)) FROM contact_tag t LEFT JOIN tag g ON g.id = t.tag
    WHERE t.contact = c.id AND t.present = 1 AND t.hidden = 0),
  (SELECT count(*) FROM interaction i WHERE i.contact = c.id AND i.hidden = 0),
  (SELECT max(i.at) FROM interaction i WHERE i.contact = c.id AND i.hidden = 0 AND i.kind <> 'maturity'),
  (SELECT group_concat(i.kind || ' ' || i.id || ' ' || i.at, char(10)) FROM interaction i
    WHERE i.contact = c.id AND i.hidden = 0 AND i.at IS NOT NULL AND i.kind IN ({kinds})),
  (SELECT min(f.due_at || ' ' || f.title) FROM follow_up f
    WHERE f.contact = c.id AND f.hidden = 0 AND f.done_at IS NULL),
  s.person, c.stamps = '{gone}'
FROM touched_contact x CROSS JOIN contact c ON c.id = x.id LEFT JOIN contact_state s ON s.contact = c.id
"""
COLUMNS = (
    "number, contact, owner, sort_key, stage, stage_at, status, tags, interactions, last_at, next_at, next_title, "
    "person, lifecycle, lifecycle_at, stage_event, lifecycle_event, recheck_on"
)
GONE = encode({VEIL: ERASED})  # the stamps of who was erased
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
    lifecycle_manual: str
    lifecycle_at: str | None
    tag_names: str | None
    interactions: int
    last_at: str | None
    telling: str | None
    next: str | None
    person: str | None
    gone: int


def source(rules: Rules) -> str:
    """The statement that reads the contacts concerned, with the events that the rules look at."""
    kinds = (kind.replace("'", "''") for kind in rules.kinds)
    return SOURCE.format(kinds=", ".join(f"'{kind}'" for kind in kinds), gone=GONE)


def refresh(
    connection: Connection, touched: Mapping[str, set[str]] | None, today: date | None = None
) -> None:  # fmt: skip
    """Make `contact_state` and the search index follow the contacts concerned; None means all of them.

    New rules of stages concern all contacts, which keep their numbers. `today` is for stages that end by time alone.
    """
    connection.exec_driver_sql("CREATE TEMP TABLE IF NOT EXISTS touched_contact (id TEXT PRIMARY KEY) WITHOUT ROWID")
    connection.exec_driver_sql("DELETE FROM touched_contact")
    if touched is None:
        connection.exec_driver_sql("DELETE FROM contact_state")
        connection.exec_driver_sql("INSERT INTO contact_search (contact_search) VALUES ('delete-all')")
    if touched is None or DOCUMENT in touched.get("document", ()):
        connection.exec_driver_sql("INSERT INTO touched_contact SELECT id FROM contact")
    elif not _gather(connection, touched):
        return
    linking = touched is None or any(touched.get(entity) for entity in LINKING)
    if linking:
        persons.remember(connection, "touched_contact")
    rules = stage_rules.of(connection)
    found = list(map(_Found._make, connection.exec_driver_sql(source(rules)).fetchall()))
    _write(connection, found, rules, today)
    if linking:
        persons.relink(connection)
    if touched is not None and touched.get("contact") and any(row.gone for row in found):
        _forget_words(connection)


def _forget_words(connection: Connection) -> None:
    """The search index keeps what it no longer finds until it is tidied."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("INSERT INTO contact_search (contact_search) VALUES ('optimize')")


def look_again(connection: Connection, today: date) -> int:
    """Derive those anew whose stage may end today by time alone; how many they were. Run at every start."""
    due = connection.exec_driver_sql("SELECT contact FROM contact_state WHERE recheck_on <= ?", (f"{today}",))
    contacts = {row[0] for row in due}
    refresh(connection, {"contact": contacts}, today)
    return len(contacts)


def _gather(connection: Connection, touched: Mapping[str, set[str]]) -> bool:
    """Collect the ids of the contacts concerned; False when there are none."""
    concerned = [(statement, touched[entity]) for entity, statement in LEADS.items() if touched.get(entity)]
    for statement, ids in concerned:
        for part in chunks(sorted(ids)):  # in order, so that pages are decrypted once
            select = statement.format(marks(connection, len(part)))
            connection.exec_driver_sql(f"INSERT OR IGNORE INTO touched_contact {select}", tuple(part))
    return bool(concerned)


def _write(connection: Connection, found: Iterable[_Found], rules: Rules, today: date | None) -> None:
    last = connection.exec_driver_sql("SELECT coalesce(max(number), 0) FROM contact_state").scalar() or 0
    insert = f"INSERT INTO contact_state ({COLUMNS}) VALUES ({marks(connection, COLUMNS.count(',') + 1)})"
    ladders = Ladder(rules.aipl, STAGES[0]), Ladder(rules.lifecycle, LIFECYCLE[0])
    index = f"INSERT INTO contact_search (rowid, tokens) VALUES ({marks(connection, 2)})"
    for part in chunks(found):
        old = [(row.number,) for row in part if row.number is not None]
        _each(connection, "DELETE FROM contact_search WHERE rowid = ?", old)
        _each(connection, "DELETE FROM contact_state WHERE number = ?", old)
        shown = list(_numbered((row for row in part if not row.hidden), last))
        last = max([last, *(number for number, _ in shown)])
        _each(connection, insert, [_state(number, row, ladders, today) for number, row in shown])
        named = [one for one in shown if MASK not in one[1].name]  # at head office nobody is looked up by name
        _each(connection, index, [(number, _tokens(row)) for number, row in named])


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


def _state(number: int, row: _Found, ladders: tuple[Ladder, Ladder], today: date | None) -> tuple[object, ...]:
    """A row of `contact_state`, in the order of COLUMNS."""
    events = _events(row.telling) if row.telling else ()
    stage, lifecycle = (ladder.reach(events, row.added_at, today) for ladder in ladders)
    untils = [until for until in (stage.until, lifecycle.until) if until]
    if row.stage_manual:
        stage = Reached(row.stage_manual, row.stage_at)
    if row.lifecycle_manual:
        lifecycle = Reached(row.lifecycle_manual, row.lifecycle_at)
    next_at, next_title = (row.next[:DUE], row.next[DUE + 1 :]) if row.next else (None, "")
    last_at = max(row.last_at or "", row.added_at or "") or None
    key, status = sort_key(row.name), row.status or "active"
    counts = (0 if row.tag_names is None else row.tag_names.count("\n") + 1, row.interactions)
    listed = (number, row.id, row.owner, key, stage.stage, stage.since, status, *counts, last_at, next_at, next_title)
    recheck = min(untils, default=None)
    return (*listed, row.person, lifecycle.stage, lifecycle.since, stage.event, lifecycle.event, recheck)


def _events(lines: str) -> list[Happened]:
    """The events from lines of `kind id at`, in order of time."""
    found = [Happened(at, kind, id_) for kind, id_, at in (line.split(" ", 2) for line in lines.splitlines())]
    found.sort()
    return found
