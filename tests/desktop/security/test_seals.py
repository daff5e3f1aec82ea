import pytest
from sqlalchemy import text

from db.engine import Store, open_memory_store
from desktop.security import seals
from desktop.security.seals import Trust


@pytest.fixture
def store() -> Store:
    return open_memory_store()


def test_a_database_keeps_its_key(store: Store):
    first = store.write(seals.signer)
    assert store.write(seals.signer).key == first.key
    assert open_memory_store().write(seals.signer).key != first.key


def test_a_signature_is_that_of_the_key_over_the_content(store: Store):
    signer = store.write(seals.signer)
    signature = signer.sign(b"content")
    assert seals.verified(signer.key, signature, b"content")
    assert not seals.verified(signer.key, signature, b"Content")
    assert not seals.verified(open_memory_store().write(seals.signer).key, signature, b"content")


@pytest.mark.parametrize(("key", "signature"), [("", ""), ("zz", "00"), ("00" * 32, "00" * 64), ("00" * 31, "00" * 64)])
def test_what_is_no_key_verifies_nothing(key: str, signature: str):
    assert not seals.verified(key, signature, b"")


def test_a_fingerprint_can_be_read_out():
    told = seals.fingerprint("ab" * 32)
    assert [len(group) for group in told.split()] == [5] * 6
    assert told.replace(" ", "").isdigit()
    assert told != seals.fingerprint("ac" * 32)


def test_trust_is_given_once_and_noticed_when_it_does_not_fit(store: Store):
    def ask(key: str) -> Trust:
        with store.session() as session:
            return seals.trust(session, seals.HEAD_OFFICE, key)

    assert ask("aa") is Trust.NEW
    store.write(lambda session: seals.remember(session, seals.HEAD_OFFICE, "aa"))
    assert ask("aa") is Trust.KNOWN
    assert ask("bb") is Trust.OTHER


def test_the_private_key_stands_in_the_encrypted_table_only(store: Store):
    signer = store.write(seals.signer)
    with store.session() as session:
        kept = session.execute(text("SELECT value FROM setting WHERE key = :key"), {"key": seals.OWN}).scalar_one()
        operations = session.execute(text("SELECT count(*) FROM operation")).scalar_one()
    assert kept != signer.key
    assert operations == 0
