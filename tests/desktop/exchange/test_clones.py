"""A disk that is cloned, or a database that is put back, between a report and a pack: nothing is lost on the way."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text

from db.actor import Actor
from db.doctor import verify
from db.engine import Store, adopt_new_replica, session_replica
from db.having import beyond_forks, forks
from db.merging import export_operations, merge
from db.operation import Change, record
from db.stamp import FixedClock
from desktop.exchange import arrival, incoming, pack, report
from desktop.exchange.arrival import Arrival, Taken
from desktop.exchange.worker import Reader
from desktop.security import seals
from desktop.store import open_memory_store
from tests.desktop.exchange.branches import ANALYST, FRIDAY, lead_of, live_in
from tests.faults.world import copy

Branch = tuple[Store, Actor]
LEAD = lead_of("城东支行")


@pytest.fixture
def spare() -> Iterator[Store]:
    """Another disk."""
    with closing(open_memory_store(FixedClock(FRIDAY))) as store:
        yield store


@pytest.fixture
def office(hq: Store) -> Store:
    hq.write(lambda session: record(session, None, [Change("script", "s", {"key": "HX-1", "title": "问候"})]))
    return hq


class Post:
    """Files between a branch's PCs and head office."""

    def __init__(self, office: Store, folder: Path, reader: Reader) -> None:
        self.office, self.folder, self.reader, self.number = office, folder, reader, 0

    def report(self, store: Store) -> Taken:
        """Written, and taken in at head office."""
        read = self.written(store)
        return self.office.write(lambda session: arrival.take(session, ANALYST, read))

    def written(self, store: Store) -> Arrival:
        self.number += 1
        return arrival.read(report.export(store, LEAD, self.folder / f"{self.number}").file, self.reader)

    def pack(self, store: Store) -> None:
        """Built at head office, and taken in."""
        read = incoming.read(pack.build(self.office, ANALYST, self.folder).file, self.reader)
        store.write(lambda session: incoming.take(session, LEAD, read, compared=True))


@pytest.fixture
def post(office: Store, tmp_path: Path, reader: Reader) -> Post:
    return Post(office, tmp_path, reader)


def groups(store: Store) -> set[str]:
    with store.session() as session:
        assert verify(session) == []
        return set(session.execute(text('SELECT name FROM "group" WHERE hidden = 0')).scalars())


def add(store: Store, *names: str) -> None:
    for name in names:
        store.write(lambda session, name=name: record(session, LEAD, [Change("group", name, {"name": name})]))


def test_what_a_clone_wrote_comes_though_head_office_has_those_numbers(branch: Branch, spare: Store, post: Post):
    first, _ = branch
    copy(first, spare)
    add(first, "甲", "乙", "丙")
    post.report(first)
    add(spare, "丁", "戊")
    post.pack(spare)
    add(spare, "己")
    assert "clone" in post.report(spare).flags
    post.pack(first)
    post.report(first)
    assert {"甲", "乙", "丙", "丁", "戊", "己"} <= groups(post.office)


def test_a_clone_that_wrote_on_beyond_is_noticed(branch: Branch, spare: Store, post: Post):
    """Its report begins after what head office has under the same numbers: the next one brings the rest."""
    first, _ = branch
    first.write(seals.signer)
    copy(first, spare)
    add(first, "甲")
    post.report(first)
    post.pack(first)
    copy(spare, first)  # the very disk, put back by hand; but it remembers no pack
    add(first, "丁", "戊")
    assert "clone" in post.report(first).flags
    assert {"甲", "丁", "戊"} <= groups(post.office)


def test_put_back_by_hand_and_written_to_nothing_is_lost(branch: Branch, spare: Store, post: Post):
    store, _ = branch
    copy(store, spare)
    add(store, "甲", "乙", "丙")
    post.report(store)
    copy(spare, store)
    add(store, "丁")
    with store.session() as session:
        before = session_replica(session)
    post.pack(store)
    with store.session() as session:
        assert session_replica(session) != before
        assert incoming.received(session)[before] == 0
    add(store, "戊")
    post.report(store)
    assert {"甲", "乙", "丙", "丁", "戊"} <= groups(post.office)


def test_head_office_told_of_numbers_that_are_not_its_own_flags_a_clone(branch: Branch, spare: Store, post: Post):
    first, _ = branch
    post.report(first)
    post.pack(first)
    copy(first, spare)
    add(first, "甲", "乙")
    post.report(first)
    add(spare, "丙", "丁", "戊")
    with spare.session() as session:  # as a pack without tips, of an older version, would have it
        [(replica, seq)] = session.execute(text("SELECT id, seq FROM replica WHERE own = 1")).all()
    spare.write(lambda session: session.execute(
        text("UPDATE import_run SET detail = :detail WHERE kind = 'pack'"),
        {"detail": f'{{"have": {{"{replica}": {seq - 1}}}}}'},
    ))  # fmt: skip
    assert "clone" in post.report(spare).flags
    post.pack(spare)
    post.report(spare)
    assert {"甲", "乙", "丙", "丁", "戊"} <= groups(post.office)
    post.pack(first)
    for store, name in ((first, "己"), (spare, "庚")):
        add(store, name)
        assert post.report(store).flags == ()
        assert name in groups(post.office)
    with first.session() as one, spare.session() as other:
        assert session_replica(one) != session_replica(other)


def test_what_two_clones_wrote_under_one_id_is_not_sent_again_every_week(branch: Branch, spare: Store, post: Post):
    first, _ = branch
    first.write(seals.signer)
    copy(first, spare)
    add(first, "甲", "乙", "丙")
    add(spare, "丁", "戊")
    for week in range(4):
        for store in (first, spare):
            post.report(store)
            post.pack(store)
            add(store, f"{week}{store is first}")
    for store in (first, spare):
        read = post.written(store)
        assert read.manifest.operations == 1
        assert post.office.write(lambda session, read=read: arrival.take(session, ANALYST, read)).flags == ()
        post.pack(store)
        assert post.written(store).manifest.operations == 0
    give(spare, first)
    give(first, spare)
    for store in (first, spare):  # by a handover each has the other's now, and what is here was sent
        post.report(store)
        post.pack(store)
        assert post.written(store).manifest.operations == 0
    assert groups(post.office) == groups(first) == groups(spare)


def test_a_fork_that_head_office_lacks_a_part_of_is_sent_from_there(branch: Branch, spare: Store, post: Post):
    first, _ = branch
    first.write(seals.signer)
    copy(first, spare)
    add(first, "甲", "乙")
    add(spare, "丁", "戊", "己")
    for _week in range(2):
        for store in (first, spare):
            post.report(store)
            post.pack(store)
    with post.office.session() as session:
        told = forks(session)
    (key, value), *more = told.items()
    assert not more
    number, before, *tips = value.split(" ")
    with spare.session() as session:
        assert beyond_forks(session, {}) == beyond_forks(session, {key: "no fork"}) == {}
        assert beyond_forks(session, {key: value.replace(before, "0" * 12)}) == {}
        mine = dict(session.execute(text("SELECT seq, substr(digest, 1, 12) FROM operation WHERE replica = :id"),
                                    {"id": key.removesuffix("/fork")}).all())  # fmt: skip
        least = " ".join(tip for tip in tips if tip != mine[int(number) + 1])
        found = beyond_forks(session, {key: f"{number} {before} {least}"})
        assert found == {key.removesuffix("/fork"): int(number)}
        assert beyond_forks(session, told) == {key.removesuffix("/fork"): int(number) + 2}


def give(source: Store, target: Store) -> None:
    with source.session() as session:
        operations = list(export_operations(session, {}))
    target.write(lambda session: merge(session, operations))


def test_head_office_put_back_to_an_earlier_week_gets_again_what_it_lost(branch: Branch, spare: Store, post: Post):
    store, _ = branch
    store.write(seals.signer)
    post.office.write(seals.signer)
    post.report(store)
    post.pack(store)
    copy(post.office, spare)
    for name in ("甲", "乙"):
        for one in (store, post.office):
            one.clock.advance(hours=1)
        add(store, name)
        post.report(store)
        post.pack(store)
    late = incoming.read(pack.build(post.office, ANALYST, post.folder).file, post.reader)
    copy(spare, post.office)
    post.office.write(adopt_new_replica)
    for one in (store, post.office):
        one.clock.advance(hours=1)
    post.pack(store)
    with store.session() as session:
        assert incoming.current_sequence(session) == 3
    add(store, "丙")
    post.report(store)
    assert {"甲", "乙", "丙"} <= groups(post.office)
    store.write(lambda session: incoming.take(session, LEAD, late, compared=True))


def test_reports_of_two_clones_have_marks_of_their_own(branch: Branch, spare: Store, post: Post):
    first, _ = branch
    copy(first, spare)
    add(first, "甲")
    add(spare, "乙")
    one, other = post.written(first).manifest, post.written(spare).manifest
    assert (one.have, one.replica) == (other.have, other.replica)
    assert one.export_id != other.export_id
    assert post.written(first).manifest.export_id == one.export_id


def test_a_pack_without_news_for_a_branch_that_goes_on_normally(branch: Branch, post: Post):
    store, _ = branch
    post.report(store)
    post.pack(store)
    add(store, "甲")
    read = post.written(store)
    assert read.manifest.operations == 1
    taken = post.office.write(lambda session: arrival.take(session, ANALYST, read))
    assert (taken.verdict, taken.flags) == ("merged", ())


def test_another_branch_with_the_same_words_is_no_clone(office: Store, post: Post):
    with closing(open_memory_store(FixedClock(FRIDAY))) as other:
        live_in(other, "城东支行", 1)
        assert post.report(other).flags == ()
