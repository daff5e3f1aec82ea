"""Schema versions: bring a database up to date by Alembic, copy it first, refuse one that is newer than the program."""

from pathlib import Path

from sqlalchemy import Engine, inspect, text

HEAD = "0012"  # the newest migration; a test compares it with db/migrations
FOLDER = Path(__file__).with_name("migrations")


class NewerSchemaError(Exception):
    """The database was written by a newer version of the program."""


def current(engine: Engine) -> str | None:
    """The schema version of a database, None for an empty one."""
    with engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def upgrade(engine: Engine, path: Path | None, target: str = HEAD) -> bool:
    """Run the missing migrations in one transaction; a failing one leaves nothing behind.

    Returns whether a database that was there before has changed. An existing file is first copied beside itself as
    `<name>.before-<version>`. Alembic is imported only when there is something to do: it would cost a tenth of a
    second at every start.
    """
    version = current(engine)
    if version == target:
        return False
    if version is not None and version > target:
        raise NewerSchemaError(version)
    if version is not None and path is not None:
        _copy(engine, path.with_name(f"{path.name}.before-{target}"))
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    with engine.execution_options(immediate=True).begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, target)
    return version is not None


def _copy(engine: Engine, target: Path) -> None:
    """A consistent, equally encrypted copy; one left by an earlier try is replaced."""
    target.unlink(missing_ok=True)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        driver = connection.connection.driver_connection
        assert driver is not None  # noqa: S101
        driver.execute("VACUUM INTO ?", (str(target),))
