"""Three PCs of a branch with encrypted databases hand over by encrypted files, and end in one state."""

from pathlib import Path

import pytest

from db.contacts import Contact
from db.doctor import state_hash
from db.engine import Store, session_replica
from db.operation import Change, record
from db.stamp import FixedClock
from desktop import backup
from desktop.contacts import erasure
from desktop.exchange import conflicts, handover, handover_taking, shared_folder
from desktop.exchange.worker import Reader
from desktop.store import open_store
from desktop.undo import undo
from tests.desktop.exchange.branches import FRIDAY, lead_of, live_in

KEY, PASSWORD, NAME = b"k" * 32, "三台电脑用的密码", "城东支行"
LEAD = lead_of(NAME)


class Pc:
    """A PC with its database in a folder, and its own clock."""

    def __init__(self, folder: Path, minutes: int) -> None:
        self.folder, self.clock = folder, FixedClock(FRIDAY)
        self.clock.advance(minutes=minutes)
        self.path = folder / "taika.db"
        folder.mkdir()
        self.store: Store = open_store(self.path, KEY, self.clock)

    def write(self, *changes: Change) -> None:
        self.clock.advance(minutes=1)
        self.store.write(lambda session: record(session, LEAD, list(changes)))

    def take(self, files: list[Path], reader: Reader):
        for file in files:
            arrived = handover_taking.read(file, reader, PASSWORD)
            done = handover_taking.take_in(self.store, LEAD, arrived, self.folder / "backups", compared=True)
        return done

    def give(self, folder: Path, part: int = handover.PART) -> list[Path]:
        return handover.make(self.store, LEAD, folder, PASSWORD, part=part).files

    def sync(self) -> None:
        """Look at the folder; keys that are met for the first time are compared at once."""
        waiting = shared_folder.sync(self.store, LEAD, self.folder / "backups").waiting
        if waiting:
            fingerprints = frozenset(one.fingerprint for one in waiting)
            shared_folder.sync(self.store, LEAD, self.folder / "backups", fingerprints)

    def put_back(self, kept: Path | None) -> None:
        assert kept is not None
        self.store.close()
        backup.restore(self.path, KEY, kept, f"lead-{NAME}", "zhaoke")
        self.store = open_store(self.path, KEY, self.clock, create=False)

    def hash(self, *, whole: bool = True) -> str:
        with self.store.session() as session:
            return state_hash(session, whole=whole)


@pytest.fixture
def reader():
    with Reader() as reader:
        yield reader


@pytest.fixture
def pcs(tmp_path: Path):
    found = [Pc(tmp_path / name, minutes) for name, minutes in (("一", 0), ("二", 3), ("三", 7))]
    live_in(found[0].store, NAME, 4)
    yield found
    for pc in found:
        pc.store.close()


def test_three_pcs_end_in_one_state(pcs: list[Pc], tmp_path: Path, reader: Reader):
    first, second, third = pcs
    files = first.give(tmp_path / "U盘", part=20)
    assert len(files) == 2
    before = second.hash(whole=False)
    batches = [second.take([file], reader).batch for file in reversed(files)]
    assert second.hash() == first.hash()
    for batch in reversed(batches):
        second.store.write(lambda session, batch=batch: undo(session, LEAD, batch))
    assert second.hash(whole=False) == before  # taken back: as if the files had never come
    third.take(files, reader)
    with third.store.session() as session:
        (contact, other, *_) = session.connection().exec_driver_sql("SELECT id FROM contact ORDER BY id").scalars()

    first.write(Change("contact", other, {"remark": "一号写的"}))
    third.write(Change("contact", other, {"remark": "三号写的"}))
    third.write(Change("staff", "s2", {"account": "zhaoke", "name": "赵可", "branch": LEAD.branch, "role": "lead"}))
    kept = backup.make(third.store, third.folder / "backups", "hand")
    third.store.write(lambda session: erasure.erase(session, LEAD, contact, "asked"))
    third.put_back(kept)  # a copy from before the erasing

    folder = tmp_path / "共享"
    folder.mkdir()
    for pc in pcs:
        pc.store.write(lambda session: shared_folder.choose(session, LEAD, folder, PASSWORD))
    for _ in range(2):
        for pc in pcs:
            pc.sync()
    assert len({pc.hash() for pc in pcs}) == 1
    for pc in pcs:
        with pc.store.session() as session:
            row = session.get(Contact, contact)
            assert (row.name, row.phone, row.hidden) == ("", "", 1)
    with first.store.session() as session:
        assert conflicts.open_count(session) == 1
    assert all(not path.read_bytes().startswith(b"PK") for path in folder.iterdir())
    assert len({replica(pc) for pc in pcs}) == 3


def replica(pc: Pc) -> str:
    with pc.store.session() as session:
        return session_replica(session)
