"""A new PC takes a branch over: from files in parts, or from the shared folder; whole, or not at all."""

from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import text

from db.doctor import state_hash, verify
from db.engine import Store, session_replica
from db.operation import Change, record
from db.stamp import FixedClock
from desktop import people
from desktop.errors import AppError
from desktop.exchange import handover, policy, shared_folder, taking_over
from desktop.exchange.protection import WrongPassword
from desktop.exchange.taking_over import Brought, Entered, Wish
from desktop.paths import Paths
from desktop.security import vault
from desktop.store import open_store
from tests.desktop.exchange.branches import FRIDAY, lead_of, open_branch

PASSWORD = "交接包的打开密码"
OWN = "新电脑的密码"
LEAD = lead_of("城东支行")
CLOCK = FixedClock(FRIDAY)


@pytest.fixture(autouse=True)
def _cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vault, "create_vault", partial(vault.create_vault, cost=vault.Cost(1, 8 * 1024, 1)))


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    return Paths(tmp_path / "新电脑").prepare()


def branch_content(store: Store) -> tuple[str, set[str]]:
    """What the branch's PCs have in common, and the replicas that are written under here."""
    with store.session() as session:
        assert verify(session) == []
        rows = session.execute(text("SELECT id, name, owner, phone FROM contact ORDER BY id")).all()
        tags = session.execute(text("SELECT id, contact, tag, present FROM contact_tag ORDER BY id")).all()
        return f"{rows}{tags}", {session_replica(session)}


def take_over(paths: Paths, wish: Wish) -> Store:
    brought = taking_over.look(wish)
    return taking_over.begin(paths, CLOCK, Entered(brought, compared=True, password=OWN))


def test_from_files_in_parts_everything_is_there_under_a_replica_of_its_own(branch, paths: Paths, tmp_path: Path):
    old = branch[0]
    pepper = old.write(policy.own_pepper)
    files = handover.make(old, LEAD, tmp_path, PASSWORD, part=30).files
    assert len(files) > 1
    brought = taking_over.look(Wish(tuple(reversed(files)), None, PASSWORD))
    assert (brought.branch, brought.contacts, brought.missing) == ("城东支行", 6, [])
    assert [len(one) for one in brought.fingerprints] == [35]
    store = taking_over.begin(paths, CLOCK, Entered(brought, compared=True, password=OWN))
    (there, theirs), (here, ours) = branch_content(old), branch_content(store)
    assert here == there
    assert not ours & theirs
    with store.session() as session:
        assert policy.pepper(session) == pepper
        assert people.home_branch(session) == LEAD.branch
        assert [person.name for person in people.staff(session)] == ["王敏"]
    store.close()
    again = open_store(paths.database, vault.unlock(paths.database, OWN), CLOCK, create=False)
    assert branch_content(again)[0] == there
    again.close()


def test_from_the_shared_folder_and_it_goes_on_sharing(branch, paths: Paths, tmp_path: Path):
    old, folder = branch[0], tmp_path / "共享"
    folder.mkdir()
    old.write(lambda session: shared_folder.choose(session, LEAD, folder, PASSWORD))
    shared_folder.sync(old, LEAD, tmp_path)
    store = take_over(paths, Wish((), folder, PASSWORD))
    assert branch_content(store)[0] == branch_content(old)[0]
    store.write(lambda session: record(session, LEAD, [Change("contact", "later", {"name": "后来的"})]))
    assert shared_folder.sync(store, LEAD, tmp_path).written
    (waiting,) = shared_folder.sync(old, LEAD, tmp_path).waiting
    shared_folder.sync(old, LEAD, tmp_path, frozenset({waiting.fingerprint}))
    with old.session() as ours, store.session() as theirs:
        assert state_hash(ours) == state_hash(theirs)
    store.close()


def test_missing_parts_are_named_and_may_come_later(branch, paths: Paths, tmp_path: Path):
    files = handover.make(branch[0], LEAD, tmp_path, PASSWORD, part=30).files
    brought = taking_over.look(Wish(tuple(files[1:]), None, PASSWORD))
    assert brought.missing == [1]
    taking_over.begin(paths, CLOCK, Entered(brought, compared=True, password=OWN)).close()
    assert paths.database.exists()


def test_a_wrong_password_an_empty_folder_and_files_of_two_branches_are_told(branch, tmp_path: Path):
    (file,) = handover.make(branch[0], LEAD, tmp_path, PASSWORD).files
    with pytest.raises(WrongPassword, match="密码打不开"):
        taking_over.look(Wish((file,), None, "不是这个密码"))
    with pytest.raises(AppError, match="没有交接包"):
        taking_over.look(Wish((), tmp_path / "..", PASSWORD))
    with pytest.raises(AppError, match="打不开共享文件夹"):
        taking_over.look(Wish((), tmp_path / "没有", PASSWORD))
    other, lead = open_branch("滨江支行", 1)
    (second,) = handover.make(other, lead, tmp_path, PASSWORD).files
    other.close()
    with pytest.raises(AppError, match="不是同一个网点"):
        taking_over.look(Wish((file, second), None, PASSWORD))


def test_nothing_is_left_when_it_is_not_compared_or_fails(branch, paths: Paths, tmp_path: Path):
    folder = tmp_path / "共享"
    folder.mkdir()
    branch[0].write(lambda session: shared_folder.choose(session, LEAD, folder, PASSWORD))
    shared_folder.sync(branch[0], LEAD, tmp_path)
    brought = taking_over.look(Wish((), folder, PASSWORD))
    with pytest.raises(AppError, match="还没有核对"):
        taking_over.begin(paths, CLOCK, Entered(brought, compared=False, password=OWN))
    (file,) = folder.iterdir()
    file.write_bytes(file.read_bytes()[:-4096])
    with pytest.raises(AppError, match="密码打不开"):
        taking_over.begin(paths, CLOCK, Entered(brought, compared=True, password=OWN))
    unsure: Brought = brought._replace(wish=Wish((), tmp_path / "没有", PASSWORD))
    with pytest.raises(AppError, match="打不开共享文件夹"):
        taking_over.begin(paths, CLOCK, Entered(unsure, compared=True, password=OWN))
    assert [path.name for path in paths.data.iterdir() if path.name.startswith("taika.db")] == []
