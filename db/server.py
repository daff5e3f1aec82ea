"""A PostgreSQL server as the database of head office, used by several analysts at once.

Tables, migrations and statements are those of the file. What the two write differently in SQL is bridged here, in one
place, when a statement goes to the server; writers take turns by one lock, so that a merge never meets another.
"""

import re
from collections.abc import Callable
from typing import Any, Final

from sqlalchemy import Column, Connection, Engine, Integer, create_engine, event, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, OperationalError, ProgrammingError
from sqlalchemy.ext.compiler import compiles

from db import migrate, rights
from db.engine import Derive, Store, StoreError
from db.stamp import Clock

SCHEME: Final = "postgresql+psycopg"
LOCK: Final = 0x7461696B61  # the key of the lock that writers take turns by
PATIENCE: Final = 60  # s that a writer waits for its turn
THERE: Final = "SELECT to_regclass('contact_search') IS NOT NULL"
WRITABLE: Final = "SELECT has_table_privilege('operation', 'INSERT')"
TROUBLES: Final = {"55P03": "locked", "40001": "locked", "40P01": "locked", "42501": "forbidden", "53300": "full",
                   "53100": "full"}  # fmt: skip
LOST: Final = ("08", "57P")  # beginnings of the codes that tell of a server that has gone
IN_ORDER: Final = "SELECT 'B' < 'a' AND '!1' < '0'"
"""Whether texts compare by their characters, as they do in the file: stamps are compared as text."""
SEARCH: Final = "CREATE TABLE IF NOT EXISTS contact_search (rowid BIGINT PRIMARY KEY, tokens TEXT NOT NULL)"
FOUND: Final = (
    "CREATE INDEX IF NOT EXISTS ix_contact_search_tokens ON contact_search USING gin (to_tsvector('simple', tokens))"
)
QUOTED: Final = re.compile(r"('(?:[^']|'')*')")
BRIDGES: Final[tuple[tuple[re.Pattern[str], str], ...]] = (
    (re.compile(r"\bgroup_concat\(", re.IGNORECASE), "string_agg("),
    (re.compile(r"\bchar\((\d+)\)", re.IGNORECASE), r"chr(\1)"),
    (re.compile(r"\binstr\(", re.IGNORECASE), "strpos("),
    (re.compile(r"\bIN \(\)"), "IN (NULL)"),
    (
        re.compile(r"\bjson_extract\(((?:[^(),]|\([^()]*\))+(?:\([^()]*\))?), '\$\.(\w+)'\)"),
        r"(CAST(\1 AS json) ->> '\2')",
    ),
    (
        re.compile(r"\bSELECT (value|CAST\(value AS INTEGER\)) FROM json_each\((%\(\w+\)s(?:::\w+)?)\)"),
        r"SELECT \1 FROM json_array_elements_text(CAST(\2 AS json))",
    ),
    (re.compile(r"\bCROSS JOIN (\w+ \w+) ON\b"), r"JOIN \1 ON"),
    (re.compile(r"\)\s*WITHOUT ROWID"), ")"),
    (
        re.compile(r"^INSERT INTO contact_search \(contact_search\) VALUES \('delete-all'\)$"),
        "DELETE FROM contact_search",
    ),
    (
        re.compile(r"\bcontact_search MATCH (%\(\w+\)s(?:::\w+)?)"),
        r"to_tsvector('simple', tokens) @@ to_tsquery('simple', \1)",
    ),
)
IGNORE: Final = re.compile(r"^\s*INSERT OR IGNORE INTO\b", re.IGNORECASE)
PHRASE: Final = re.compile(r'\^?"([^"]*)"(\*?)')


@compiles(Integer, "postgresql")
def _wide(kind: Integer, compiler: Any, **more: Any) -> str:  # noqa: ANN401 - as the compiler passes them
    """Columns are as wide as in the file."""
    return "BIGINT" if isinstance(more.get("type_expression"), Column) else str(compiler.visit_integer(kind, **more))


def open_server(
    url: str, *, clock: Clock | None = None, derive: Derive | None = None, kind: type[Store] = Store
) -> Store:
    """Open (or fill) the database of this URL as a store of this kind, and bring its schema up to date.

    Raises StoreError: `url` for one that is none of this kind, `unreachable`, `collation`, `newer`, `forbidden`.
    """
    engine = _engine(url)
    try:
        _prepare(engine)
        store = kind(engine, clock or Clock(), derive)
        with store.session() as session:
            store.writable = bool(session.execute(text(WRITABLE)).scalar())
    except Exception:
        engine.dispose()
        raise
    return store


def trouble(error: DBAPIError) -> str:
    """What of the server kept a step from being done: locked, forbidden, full, lost; "" for a mistake of ours."""
    code = str(getattr(error.orig, "sqlstate", None) or "")
    if code in TROUBLES:
        return TROUBLES[code]
    gone = error.connection_invalidated or (not code and isinstance(error, OperationalError))
    return "lost" if gone or code.startswith(LOST) else ""


def _prepare(engine: Engine) -> None:
    try:
        with engine.connect() as connection:
            in_order = connection.exec_driver_sql(IN_ORDER).scalar_one()
    except OperationalError as error:
        raise StoreError("unreachable") from error
    if not in_order:
        raise StoreError("collation")
    try:
        grown = migrate.upgrade(engine, None)
        with engine.connect() as connection:
            there = connection.exec_driver_sql(THERE).scalar()
        if grown:
            with engine.execution_options(immediate=True).begin() as connection:
                rights.renew(connection)
        if not there:
            with engine.execution_options(immediate=True).begin() as connection:
                connection.exec_driver_sql(SEARCH)
                connection.exec_driver_sql(FOUND)
    except migrate.NewerSchemaError as error:
        raise StoreError("newer") from error
    except ProgrammingError as error:
        raise StoreError(trouble(error) or "unreachable") from error


def _engine(url: str) -> Engine:
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise StoreError("url") from error
    if parsed.drivername != SCHEME:
        raise StoreError("url")
    engine = create_engine(parsed, pool_pre_ping=True)

    @event.listens_for(engine, "begin")
    def _take_turns(connection: Connection) -> None:
        if connection.get_execution_options().get("immediate"):
            connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{PATIENCE}s'; SELECT pg_advisory_xact_lock({LOCK})")

    @event.listens_for(engine, "before_cursor_execute", retval=True)
    def _bridge(
        _connection: Connection, _cursor: object, statement: str, parameters: Any, _context: object, _many: bool  # noqa: ANN401
    ) -> tuple[str, Any]:  # fmt: skip
        return bridged(statement, parameters)

    return engine


def bridged(statement: str, parameters: Any) -> tuple[str, Any]:  # noqa: ANN401 - a driver's parameters
    """A statement written for the file as the server takes it."""
    if isinstance(parameters, dict) and "contact_search MATCH" in statement:
        parameters = {**parameters, "match": _tsquery(parameters["match"])}
    for pattern, instead in BRIDGES:
        statement = pattern.sub(instead, statement)
    if IGNORE.match(statement):
        statement = f"{IGNORE.sub('INSERT INTO', statement)} ON CONFLICT DO NOTHING"
    return _outside_quotes(statement, lambda part: part.replace("?", "%s")), parameters


def _outside_quotes(statement: str, change: Callable[[str], str]) -> str:
    """Change a statement but for its constants, where a percent sign is doubled: the driver's marks begin with one."""
    if "?" not in statement:
        return statement
    parts = QUOTED.split(statement)
    return "".join(part.replace("%", "%%") if part.startswith("'") else change(part) for part in parts)


def _tsquery(match: object) -> str:
    """A query of the search index as the server's text search takes it: phrases, and words by their beginning."""
    found = []
    for words, begins in PHRASE.findall(str(match)):
        quoted = [f"'{word}'" for word in words.replace("'", "").split()]
        if quoted:
            found.append(" <-> ".join(quoted) + (":*" if begins else ""))
    return " & ".join(found)
