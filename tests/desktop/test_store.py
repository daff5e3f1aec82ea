import pytest

from db.contacts import ContactState
from db.engine import StoreError
from db.operation import Change, record
from desktop import store
from desktop.errors import AppError

KEY = bytes(range(32))


def test_opening_brings_the_derived_tables(tmp_path):
    opened = store.open_store(tmp_path / "a.db", KEY)
    opened.write(lambda session: record(session, None, [Change("contact", "c1", {"name": "周文博"})]))
    with opened.session() as session:
        assert session.query(ContactState).one().contact == "c1"
    opened.close()


def test_in_memory_too():
    opened = store.open_memory_store()
    opened.write(lambda session: record(session, None, [Change("contact", "c1", {"name": "周文博"})]))
    with opened.session() as session:
        assert session.query(ContactState).count() == 1
    opened.close()


def test_a_missing_database_is_named(tmp_path):
    with pytest.raises(AppError, match=r"a\.db"):
        store.open_store(tmp_path / "a.db", KEY, create=False)


def test_a_wrong_key_is_told(tmp_path):
    store.open_store(tmp_path / "a.db", KEY).close()
    with pytest.raises(AppError, match="钥匙不对"):
        store.open_store(tmp_path / "a.db", bytes(32))


@pytest.mark.parametrize(("reason", "said"), [("newer", "更新版本"), ("too_old_sqlite", "太旧"), ("wrong_key", "钥匙")])
def test_each_reason_has_its_words(tmp_path, monkeypatch, reason, said):
    def refuse(*_args, **_kwargs):
        raise StoreError(reason)

    monkeypatch.setattr(store.engine, "open_store", refuse)
    with pytest.raises(AppError, match=said):
        store.open_store(tmp_path / "a.db", KEY)
