"""Row-level rights on a server: who sees which branches' rows is kept by the database itself, whatever program asks.

A role of the server is let in to the whole bank, to read and write, or to read the rows of some branches and of all
below them. Whoever owns the tables sees everything and lets the others in.
"""

from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from sqlalchemy import Connection, text

from db.base import Base, synced_tables

TABLE: Final = "CREATE TABLE IF NOT EXISTS server_right (role TEXT, branch TEXT, PRIMARY KEY (role, branch))"
"""`branch` is an id, "" for the whole bank."""
VIEWS: Final = (
    "CREATE OR REPLACE VIEW sees_all AS SELECT 1 AS yes FROM server_right WHERE role = current_user AND branch = ''",
    """CREATE OR REPLACE VIEW seen_branch AS SELECT b.id FROM branch b JOIN server_right r ON r.role = current_user
    JOIN branch t ON t.id = r.branch WHERE b.path = t.path OR starts_with(b.path, t.path || '/')""",
)
THERE: Final = "SELECT to_regclass('server_right') IS NOT NULL"
POLICY: Final = "taika"
EVERYTHING: Final = "EXISTS (SELECT 1 FROM sees_all)"
SEEN: Final = "branch IN (SELECT id FROM seen_branch)"
OF_CONTACT: Final = "contact IN (SELECT id FROM contact)"
OF_STAFF: Final = "staff IN (SELECT id FROM staff)"
OF_GROUP: Final = '"group" IN (SELECT id FROM "group")'
NOBODY: Final = "false"

ROWS: Final[Mapping[str, str]] = {
    **dict.fromkeys(
        ("contact", "contact_way", "group", "import_run", "placement", "poster_print", "script_use", "sop_choice",
         "tally", "task", "whitelist_entry"), SEEN,
    ),
    **dict.fromkeys(("activity", "material", "product", "script", "sop_shift"), f"branch IS NULL OR {SEEN}"),
    **dict.fromkeys(
        ("consent", "contact_state", "contact_tag", "contact_value", "draw", "follow_up", "interaction", "transfer"),
        OF_CONTACT,
    ),
    **dict.fromkeys(("activity_run", "group_day"), OF_GROUP),
    **dict.fromkeys(("audit_entry", "conflict", "erasure", "export_run"), NOBODY),
    "absence": OF_STAFF,
    "contact_search": "rowid IN (SELECT number FROM contact_state)",
    "link_decision": "a IN (SELECT id FROM contact) OR b IN (SELECT id FROM contact)",
    "operation": "replica IN (SELECT id FROM replica WHERE own = 0)",  # and those of the rows that are seen, see `rule`
    "person": "id IN (SELECT person FROM contact_state)",
    "proposal": "run IN (SELECT id FROM import_run)",
    "replica": f"own = 1 OR {SEEN}",
    "setting": "key IN ('home.branch', 'library.version')",  # the bank's keys lie among the others
    "staff": f"{SEEN} OR role IN ('analyst', 'admin', 'auditor')",
}  # fmt: skip
"""Table → which rows somebody sees who was let in to some branches."""
OPEN: Final = (
    "branch", "campaign", "consolidation", "document", "poster_template", "prize", "sop_step", "sop_template", "tag",
    "tag_group",
)  # fmt: skip
"""Tables that are the same for all branches, or hold no row of one."""


WRITTEN_OF: Final = "WHEN '{name}' THEN row IN (SELECT id FROM \"{name}\")"  # gathered once, not for each row


class UnknownRoleError(Exception):
    """The server has no role of this name."""


class Right(NamedTuple):
    """A role that was let in, and the names of its branches; none is the whole bank."""

    role: str
    branches: tuple[str, ...]

    @property
    def whole(self) -> bool:
        """Whether it sees the whole bank, and writes."""
        return not self.branches


def tables() -> list[str]:
    """Every table of a store on a server, sorted."""
    synced_tables()
    return sorted([*Base.metadata.tables, "contact_search"])


def rule(name: str) -> str:
    """Which rows of a table somebody sees who was let in.

    An operation is seen with the row that it wrote, whoever wrote it: another PC of the branch whose operations came
    with a handover in a report, or head office. What a branch's own PC wrote is seen in any case.
    """
    if name in OPEN:
        return "true"
    found = f"{EVERYTHING} OR {ROWS[name]}"
    if name != "operation":
        return found
    cases = (WRITTEN_OF.format(name=one) for one in synced_tables() if ROWS.get(one, NOBODY) != NOBODY)
    return f"{found} OR CASE entity {' '.join(cases)} ELSE false END"


def admit(connection: Connection, role: str, branches: Iterable[str] = ()) -> None:
    """Let a role in anew, to the whole bank or to read these branches (ids); UnknownRoleError if there is none."""
    known = connection.execute(text("SELECT 1 FROM pg_roles WHERE rolname = :role"), {"role": role}).first()
    if known is None:
        raise UnknownRoleError(role)
    protect(connection)
    quoted, wanted = _quoted(connection, role), list(branches)
    connection.execute(text("DELETE FROM server_right WHERE role = :role"), {"role": role})
    connection.execute(
        text("INSERT INTO server_right (role, branch) VALUES (:role, :branch)"),
        [{"role": role, "branch": branch} for branch in (wanted or [""])],
    )
    _revoke(connection, quoted)
    for name in ("alembic_version", *tables()):
        kinds = "SELECT" if wanted or name == "alembic_version" else "SELECT, INSERT, UPDATE, DELETE"
        connection.exec_driver_sql(f"GRANT {kinds} ON {_quoted(connection, name)} TO {quoted}")
    for name in ("sees_all", "seen_branch"):
        connection.exec_driver_sql(f"GRANT SELECT ON {name} TO {quoted}")
    if not wanted:
        connection.exec_driver_sql(f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {quoted}")


def dismiss(connection: Connection, role: str) -> bool:
    """Take a role's rights back; False when it had none."""
    if not connection.exec_driver_sql(THERE).scalar():
        return False
    found = connection.execute(text("DELETE FROM server_right WHERE role = :role RETURNING 1"), {"role": role}).all()
    if found:
        _revoke(connection, _quoted(connection, role))
    return bool(found)


def rights(connection: Connection) -> list[Right]:
    """Who was let in, by role."""
    if not connection.exec_driver_sql(THERE).scalar():
        return []
    rows = connection.exec_driver_sql(
        "SELECT r.role, b.name FROM server_right r LEFT JOIN branch b ON b.id = r.branch ORDER BY 1, 2"
    )
    found: dict[str, list[str]] = {}
    for role, branch in rows:
        found.setdefault(role, []).extend([branch] if branch is not None else [])
    return [Right(role, tuple(names)) for role, names in found.items()]


def renew(connection: Connection) -> None:
    """After a migration: what was let in before is let in to the new tables too."""
    if not connection.exec_driver_sql(THERE).scalar():
        return
    rows = connection.exec_driver_sql("SELECT role, branch FROM server_right ORDER BY 1, 2").all()
    for role in dict.fromkeys(row[0] for row in rows):
        admit(connection, role, [branch for one, branch in rows if one == role and branch])


def protect(connection: Connection) -> None:
    """Keep every table's rows to those who may see them; the owner of the tables stands above it."""
    for statement in (TABLE, *VIEWS):
        connection.exec_driver_sql(statement)
    for name in tables():
        table = _quoted(connection, name)
        connection.exec_driver_sql(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        connection.exec_driver_sql(f"DROP POLICY IF EXISTS {POLICY} ON {table}")
        connection.exec_driver_sql(f"CREATE POLICY {POLICY} ON {table} USING ({rule(name)})")


def _revoke(connection: Connection, quoted: str) -> None:
    for what in ("TABLES", "SEQUENCES"):
        connection.exec_driver_sql(f"REVOKE ALL ON ALL {what} IN SCHEMA public FROM {quoted}")


def _quoted(connection: Connection, name: str) -> str:
    return connection.dialect.identifier_preparer.quote_identifier(name)
