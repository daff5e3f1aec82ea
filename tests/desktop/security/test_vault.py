import errno
import json

import pytest

from desktop.errors import AppError
from desktop.security import vault
from desktop.security.attempts import WrongPassword
from desktop.security.vault import Cost

CHEAP = Cost(1, 64, 1)
PASSWORD = "correct horse 电池"


@pytest.fixture
def database(tmp_path):
    return tmp_path / "taika.db"


def test_the_cost_is_what_the_design_asks():
    assert Cost() == (3, 64 * 1024, 4)


def test_the_key_comes_back_with_the_password(database):
    key = vault.create_vault(database, PASSWORD, CHEAP)
    assert len(key) == 32
    assert vault.unlock(database, PASSWORD) == key
    slot = vault.slot_path(database).read_text(encoding="utf-8")
    assert PASSWORD not in slot
    assert key.hex() not in slot


def test_two_vaults_share_nothing(tmp_path):
    keys = {vault.create_vault(tmp_path / name, PASSWORD, CHEAP) for name in ("a.db", "b.db")}
    assert len(keys) == 2


def test_a_wrong_password_is_refused(database):
    vault.create_vault(database, PASSWORD, CHEAP)
    with pytest.raises(WrongPassword):
        vault.unlock(database, PASSWORD.upper())


def test_there_is_one_vault_a_database(database):
    vault.create_vault(database, PASSWORD, CHEAP)
    with pytest.raises(FileExistsError):
        vault.create_vault(database, "other", CHEAP)


def test_changing_the_password_keeps_the_key(database):
    key = vault.create_vault(database, PASSWORD, CHEAP)
    vault.change_password(database, PASSWORD, "next", CHEAP)
    assert vault.unlock(database, "next") == key
    with pytest.raises(WrongPassword):
        vault.unlock(database, PASSWORD)
    assert {path.name for path in database.parent.iterdir()} == {"taika.db.key", "taika.db-tries"}


@pytest.mark.parametrize("place", ["os.fsync", "pathlib.Path.replace"])
def test_a_slot_that_is_not_written_leaves_the_old_one(database, monkeypatch, place):
    def full(*_):
        raise OSError(errno.ENOSPC, "full")

    key = vault.create_vault(database, PASSWORD, CHEAP)
    with monkeypatch.context() as patch:
        patch.setattr(place, full)
        with pytest.raises(AppError, match=r"taika\.db\.key：磁盘满了"):
            vault.change_password(database, PASSWORD, "next", CHEAP)
    assert vault.unlock(database, PASSWORD) == key
    assert [path.name for path in database.parent.iterdir()] == ["taika.db.key"]


def test_the_slot_fits_its_database_only(database, tmp_path):
    vault.create_vault(database, PASSWORD, CHEAP)
    other = tmp_path / "other.db"
    vault.slot_path(database).rename(vault.slot_path(other))
    with pytest.raises(WrongPassword):
        vault.unlock(other, PASSWORD)


def test_a_missing_slot_is_named(database):
    with pytest.raises(AppError, match=r"taika\.db\.key"):
        vault.unlock(database, PASSWORD)


def damage(slot: dict, name: str) -> str:
    if name == "text":
        return "{"
    if name == "lacking":
        del slot["wrapped"]
    elif name == "number":
        slot["cost"]["passes"] = "many"
    elif name == "base64":
        slot["salt"] = "*"
    elif name == "shape":
        return "[]"
    elif name == "memory":
        slot["cost"]["kibibytes"] = 2**31
    elif name == "time":
        slot["cost"]["passes"] = 10_000
    return json.dumps(slot)


@pytest.mark.parametrize("how", ["text", "lacking", "number", "base64", "shape", "memory", "time"])
def test_a_damaged_slot_is_named(database, how):
    vault.create_vault(database, PASSWORD, CHEAP)
    path = vault.slot_path(database)
    path.write_text(damage(json.loads(path.read_text(encoding="utf-8")), how), encoding="utf-8")
    with pytest.raises(AppError, match=r"taika\.db\.key"):
        vault.unlock(database, PASSWORD)


def test_a_flipped_bit_is_found(database):
    vault.create_vault(database, PASSWORD, CHEAP)
    path = vault.slot_path(database)
    slot = json.loads(path.read_text(encoding="utf-8"))
    first = slot["wrapped"][0]
    slot["wrapped"] = ("A" if first != "A" else "B") + slot["wrapped"][1:]
    path.write_text(json.dumps(slot), encoding="utf-8")
    with pytest.raises(WrongPassword):
        vault.unlock(database, PASSWORD)


def test_the_sample_key_is_a_key():
    assert len(vault.SAMPLE_KEY) == vault.KEY_BYTES
