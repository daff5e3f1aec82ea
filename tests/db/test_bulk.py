"""Whole files merged in bulk come to the same tables as operation by operation."""

import random
from collections.abc import Callable
from datetime import datetime
from itertools import pairwise

import pytest
from sqlalchemy import text

from db import bulk
from db.doctor import state_hash, verify
from db.engine import Store
from db.having import have
from db.merging import export_operations, merge
from db.operation import Change, record
from db.projection import CHUNK, Operation
from db.sheaf import Row, bound
from db.stamp import FixedClock
from db.veil import veiled

Make = Callable[..., Store]


def flat(store: Store, since: dict[str, int] | None = None) -> list[Row]:
    with store.session() as session:
        return [one.to_row() for one in export_operations(session, since or {})]


def take(store: Store, rows: list[Row]):
    return store.write(lambda session: bulk.merge_sheaf(session, bound(rows)))


def lived(make_store: Make, seed: int, lead, day: int = 20) -> Store:
    """A database with contacts, some of them edited, a tag that others have too, and a field of a newer version."""
    store, chance = make_store(clock=FixedClock(datetime(2026, 11, day, 9, 30))), random.Random(seed)
    for _ in range(6):
        ids = [f"c{chance.randrange(12)}" for _ in range(5)]
        changes = [Change("contact", id_, {"name": chance.choice("甲乙丙"), "owner": "s"}) for id_ in ids]
        tags = [Change("contact_tag", f"t-{id_}", {"contact": id_, "tag": "t", "present": 1}) for id_ in ids]
        new = Change("contact", f"new-{seed}", {"later": f"{chance.random()}"})
        store.write(lambda session, all_=(*changes, *tags, new): record(session, lead, all_))
    return store


def state(store: Store) -> str:
    with store.session() as session:
        assert verify(session) == []
        return state_hash(session)


@pytest.mark.parametrize("seed", range(6))
def test_bulk_and_single_steps_come_to_the_same(make_store: Make, lead, seed: int):
    files = [flat(lived(make_store, seed * 10 + number, lead, 20 - number)) for number in range(3)]
    ours, theirs = make_store(), make_store()
    for rows in random.Random(seed).sample(files, 3):
        bulk_says = take(ours, rows)
        says = theirs.write(lambda session, rows=rows: merge(session, map(Operation.from_row, rows)))
        assert bulk_says._replace(spans={}) == says._replace(spans={})
    assert state(ours) == state(theirs)
    with ours.session() as one, theirs.session() as other:
        assert have(one) == have(other)
        counted = "SELECT count(*) FROM conflict"
        assert one.execute(text(counted)).scalar() == other.execute(text(counted)).scalar()


def test_again_and_in_part_changes_nothing(make_store: Make, lead):
    rows = flat(lived(make_store, 1, lead))
    hq = make_store()
    take(hq, rows[: len(rows) // 2])
    assert take(hq, rows).known == len(rows) // 2
    before = state(hq)
    assert take(hq, rows).applied == 0
    assert state(hq) == before


def test_a_missing_part_is_named_and_filled(make_store: Make, lead):
    rows = flat(lived(make_store, 2, lead))
    hq = make_store()
    assert take(hq, rows[3:]).gaps == (rows[0][0],)
    assert take(hq, rows[:3]).gaps == ()


def test_masked_values_come_in_and_give_way_to_clear_ones(make_store: Make, lead):
    branch = make_store()
    branch.write(lambda session: record(session, lead, [Change("contact", "c", {"name": "赵小琳", "owner": "s"})]))
    with branch.session() as session:
        (clear,) = export_operations(session, {})
    masked = clear._replace(fields=veiled({"name": "赵**", "owner": "s"}, {"name"}))
    hq, other = make_store(), make_store()
    take(hq, [masked.to_row()])
    other.write(lambda session: merge(session, [masked]))
    assert state(hq) == state(other)
    take(hq, [clear.to_row()])
    with hq.session() as session:
        assert session.execute(text("SELECT name FROM contact")).scalar() == "赵小琳"


def test_what_is_erased_here_does_not_come_back(make_store: Make, lead):
    branch = make_store()
    branch.write(lambda session: record(session, lead, [
        Change("contact", "c", {"name": "赵小琳"}), Change("interaction", "i", {"contact": "c", "kind": "chat"}),
    ]))  # fmt: skip
    hq = make_store()
    entry = Change("erasure", "e", {"entity": "contact", "row": "c"})
    hq.write(lambda session: record(session, lead, [entry]))
    take(hq, flat(branch))
    with hq.session() as session:
        assert session.execute(text("SELECT count(*) FROM contact WHERE name = '赵小琳'")).scalar() == 0
        assert session.execute(text("SELECT count(*) FROM operation WHERE fields LIKE '%赵小琳%'")).scalar() == 0


def test_an_entry_of_the_ledger_in_the_file_takes_hold(make_store: Make, lead):
    branch = make_store()
    branch.write(lambda session: record(session, lead, [Change("contact", "c", {"name": "赵小琳"})]))
    first = flat(branch)
    branch.write(lambda session: record(session, lead, [Change("erasure", "e", {"entity": "contact", "row": "c"})]))
    hq = make_store()
    take(hq, first)
    take(hq, flat(branch))
    with hq.session() as session:
        assert session.execute(text("SELECT count(*) FROM contact WHERE name = '赵小琳'")).scalar() == 0


def test_operations_of_our_own_make_us_the_clone(make_store: Make, lead):
    store = lived(make_store, 3, lead)
    rows = flat(store)
    twin = (*rows[-1][:10], "0" * 32)
    assert take(store, [twin]).clones == (rows[0][0],)


def test_the_merge_may_be_given_up_on_the_way(make_store: Make, lead):
    rows = flat(lived(make_store, 4, lead))
    hq = make_store()

    def stop() -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        hq.write(lambda session: bulk.merge_sheaf(session, bound(rows), stop))
    assert flat(hq) == []


def many(count: int) -> list[Row]:
    """Operations that make so many contacts, each with a tag."""
    stamp, rows = f"{1_800_000_000_000:012x}0000aaaaaaaaaaaa", []
    for number in range(count):
        for entity, fields in (("contact", '{"name":"甲"}'), ("contact_tag", f'{{"contact":"contact{number}"}}')):
            seq = len(rows) + 1
            head = ("aaaaaaaaaaaa", seq, stamp, "", entity, f"{entity}{number}", fields)
            rows.append((*head, "", "b", "", f"{seq:032x}"))
    return rows


def test_no_step_of_a_big_file_is_long(make_store: Make):
    looks: list[int] = []
    derived: list[int] = []
    hq = make_store(derive=lambda _, touched: derived.append(sum(map(len, touched.values()))))

    def work(session) -> None:
        driver = session.connection().connection.driver_connection
        bulk.merge_sheaf(session, bound(many(5_000)), lambda: looks.append(driver.total_changes))
        looks.append(driver.total_changes)

    hq.write(work)
    steps = [later - before for before, later in pairwise(looks)]
    assert sum(steps) >= 20_000
    assert max(steps) <= bulk.STEP + CHUNK
    assert sum(derived) == 5_000
    assert max(derived) <= bulk.STEP


def test_a_big_file_may_be_given_up_between_any_two_steps(make_store: Make):
    hq, rows = make_store(), many(2_500)
    for most in (1, 8, 11, 13):
        left = iter(range(most))

        def stop(left=left) -> None:
            if next(left, None) is None:
                raise InterruptedError

        with pytest.raises(InterruptedError):
            hq.write(lambda session, stop=stop: bulk.merge_sheaf(session, bound(rows), stop))
        assert flat(hq) == []
    assert take(hq, rows).applied == 5_000
