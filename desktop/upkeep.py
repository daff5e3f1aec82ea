"""What a start does: stages that have run out end, and after an update the day's list is published."""

from sqlalchemy import text

from db.engine import Store
from db.exchange import Setting
from desktop import machine
from desktop.version import app_version

PUBLISHED = "library.version"


def bring_up_to_date(store: Store) -> bool:
    """End what has run out, and publish the shipped day's list unless this version has; True when it did publish.

    Before anything is written, a database that was copied here takes an id of its own. Whoever may only read leaves all
    of it to the others.
    """
    if not store.writable:
        return False
    machine.notice(store)
    _end_overrides(store)
    _end_stages(store)
    version = app_version()
    with store.session() as session:
        known = session.get(Setting, PUBLISHED)
        if known is not None and known.value == version:
            return False
    from desktop.sop import templates

    store.write(
        lambda session: (templates.publish(session, None), session.merge(Setting(key=PUBLISHED, value=version)))
    )
    return True


def _end_overrides(store: Store) -> None:
    """Write only when there is something to end: a start shall not wait for a commit."""
    today = f"{store.clock.now().date()}"
    with store.session() as session:
        over = session.execute(
            text(
                "SELECT 1 FROM contact WHERE (stage_until <= :today AND stage_manual <> '') "
                "OR (lifecycle_until <= :today AND lifecycle_manual <> '') LIMIT 1"
            ),
            {"today": today},
        )
        some = over.first() is not None
    if some:
        from desktop.contacts import stages

        store.write(stages.end_overrides)


def _end_stages(store: Store) -> None:
    """Derive anew whose stage may end by time alone; those that an older version derived are due as well."""
    today = store.clock.now().date()
    with store.session() as session:
        due = session.execute(
            text("SELECT 1 FROM contact_state WHERE recheck_on <= :today LIMIT 1"), {"today": f"{today}"}
        )
        some = due.first() is not None
    if some:
        from desktop.contacts import derive

        store.write(lambda session: derive.look_again(session.connection(), today))
