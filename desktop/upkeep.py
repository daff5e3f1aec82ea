"""What has to be done once after an installation or an update: the shipped templates and scripts go into the tables."""

from db.engine import Store
from db.exchange import Setting
from desktop.version import app_version

PUBLISHED = "library.version"


def bring_up_to_date(store: Store) -> bool:
    """Publish the shipped day's list unless this version has done so already; True when it did."""
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
