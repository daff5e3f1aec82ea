"""Copies of a prepared database in memory: a thousand times faster than preparing it again."""

from db.engine import Store, session_replica


def copy(prepared: Store, store: Store) -> None:
    """Make a store in memory a copy of another one, replica and all."""
    source, target = prepared.engine.raw_connection(), store.engine.raw_connection()
    source.driver_connection.backup(target.driver_connection)
    source.close()
    target.close()
    with prepared.session() as session:
        store._info["replica"] = session_replica(session)
