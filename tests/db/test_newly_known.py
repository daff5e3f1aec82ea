"""Fields and entities of a newer version: kept, carried on, and shown once this version knows them."""

import json

from sqlalchemy import text

from db import migrate, newly_known
from db.contacts import Consent, Contact
from db.doctor import state_hash, verify
from db.engine import open_store
from db.operation import Change, record

KEY = b"k" * 32
CHANGES = [
    Change("contact", "c", {"name": "赵小琳", "company": "江海纺织"}),
    Change("contact", "d", {"name": "钱多多", "mood": "好"}),
    Change("consent", "k", {"contact": "c", "basis": "consent"}),
]


def kept_by_an_older_version(store):
    """As a version had kept it that knew neither companies nor consents; returns the hash of what this one shows."""
    store.write(lambda session: record(session, None, CHANGES))
    with store.session() as session:
        wanted = state_hash(session, whole=True)
    beside = """UPDATE contact SET company = '', extra = '{"company":"江海纺织"}' WHERE id = 'c'"""
    store.write(lambda session: session.connection().exec_driver_sql(beside))
    store.write(lambda session: session.execute(text("DELETE FROM consent")))
    return wanted


def shown(store, wanted):
    with store.session() as session:
        assert session.get(Contact, "c").company == "江海纺织"
        assert session.get(Consent, "k").basis == "consent"
        assert json.loads(session.get(Contact, "d").extra) == {"mood": "好"}
        assert state_hash(session, whole=True) == wanted
        assert verify(session) == []


def test_what_an_older_version_kept_is_shown(make_store):
    told = []
    store = make_store(derive=lambda _, touched: told.append(touched))
    wanted = kept_by_an_older_version(store)
    told.clear()
    store.write(newly_known.project)
    shown(store, wanted)
    store.write(newly_known.project)
    assert told == [None]  # the second time there was nothing to do


def test_opening_after_an_upgrade_shows_it(tmp_path, clock, monkeypatch):
    path = tmp_path / "branch.db"
    store = open_store(path, KEY, clock=clock)
    wanted = kept_by_an_older_version(store)
    store.close()
    monkeypatch.setattr(migrate, "upgrade", lambda *_: True)
    store = open_store(path, KEY, clock=clock)
    shown(store, wanted)
    store.close()
