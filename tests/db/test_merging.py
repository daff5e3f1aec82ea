"""Merging: any order, any repetition, the same tables; nothing lost, one's own edit visible."""

import random
from datetime import datetime

import pytest
from sqlalchemy import text

from db.contacts import Contact
from db.doctor import state_hash, verify
from db.engine import open_memory_store, session_replica
from db.having import have
from db.merging import export_operations, merge
from db.operation import Change, record
from db.projection import Operation, lay, shapes
from db.stamp import FixedClock, after, make_stamp, observe, tick

DAY_MS = 86_400_000


def write(store, **fields):
    return store.write(lambda session: record(session, None, [Change("contact", "c", fields)]))


def operations(store, since=None):
    with store.session() as session:
        return list(export_operations(session, since or {}))


def take(store, items):
    return store.write(lambda session: merge(session, items))


def content(store):
    with store.session() as session:
        return state_hash(session)


def name(store):
    with store.session() as session:
        return session.get(Contact, "c").name


@pytest.fixture
def pair(make_store):
    return make_store(), make_store()


def test_operations_travel_once(pair):
    here, there = pair
    write(here, name="赵小琳")
    sent = operations(here)
    assert take(there, sent)[:2] == (1, 0)
    assert take(there, sent)[:2] == (0, 1)
    assert content(here) == content(there)
    with there.session() as session:
        assert list(export_operations(session, have(session))) == []


def test_different_fields_of_one_row_both_stay(pair):
    here, there = pair
    write(here, name="赵小琳")
    take(there, operations(here))
    write(here, remark="老客户")
    write(there, company="江海纺织")
    merged = take(there, operations(here))
    take(here, operations(there))
    assert merged.conflicts == 0
    assert content(here) == content(there)


def test_blind_edits_of_one_field_are_a_conflict_and_seen_ones_are_not(pair, clock):
    here, there = pair
    write(here, name="赵小琳")
    take(there, operations(here))
    clock.advance(minutes=1)
    write(here, name="赵晓琳")
    clock.advance(minutes=1)
    write(there, name="赵小林")
    assert take(here, operations(there)).conflicts == 1
    assert take(there, operations(here)).conflicts == 1
    assert name(here) == name(there) == "赵小林"
    clock.advance(minutes=1)
    write(here, name="定了")
    assert take(there, operations(here)).conflicts == 0
    with here.session() as session:
        rows = session.execute(text("SELECT winner_value, loser_value FROM conflict")).all()
    assert rows == [('"定了"', '"赵晓琳"')]


def test_the_same_value_set_twice_is_no_conflict(pair):
    here, there = pair
    write(here, name="赵小琳")
    write(there, name="赵小琳")
    assert take(here, operations(there)).conflicts == 0


def test_an_old_operation_that_comes_late_is_no_conflict(pair, clock):
    here, there = pair
    write(here, name="一")
    clock.advance(minutes=1)
    write(here, name="二")
    first, second = operations(here)
    assert take(there, [second]).gaps == (first.replica,)
    late = take(there, [first])
    assert (late.conflicts, late.gaps) == (0, ())
    assert name(there) == "二"


def test_an_edit_after_a_merge_from_a_fast_clock_is_visible_everywhere(make_store):
    now = datetime(2026, 11, 20, 9, 30)
    fast, slow = make_store(clock=FixedClock(now.replace(year=2028))), make_store(clock=FixedClock(now))
    write(fast, name="快")
    take(slow, operations(fast))
    write(slow, name="慢")
    assert name(slow) == "慢"
    take(fast, operations(slow))
    assert name(fast) == "慢"


def test_a_clone_is_reported_and_nothing_of_it_is_lost(pair, make_store):
    here, there = pair
    write(here, name="赵小琳")
    (original,) = operations(here)
    twin = original._replace(row="d", fields={"name": "钱多多"}, digest="0" * 32)
    third = make_store()
    assert take(third, [original, twin]).clones == (original.replica,)
    assert take(there, [twin, original]).clones == (original.replica,)
    assert content(third) == content(there)
    assert take(there, [original, twin])[:2] == (0, 2)
    with there.session() as session:
        assert verify(session) == []


def test_operations_under_our_own_id_that_we_never_wrote_make_us_go_on_under_a_new_one(store):
    write(store, name="赵小琳")
    (own,) = operations(store)
    later = own._replace(seq=7, fields={"remark": "从前"}, digest="1" * 32)
    before = store.write(session_replica)
    merged = take(store, [later])
    assert merged.clones == (before,)
    assert store.write(session_replica) != before
    write(store, company="江海纺织")
    assert {item.replica for item in operations(store)} == {before, store.write(session_replica)}


def test_entities_of_a_newer_version_are_kept_in_the_log(pair):
    here, there = pair
    write(here, name="赵小琳")
    (known,) = operations(here)
    later = known._replace(seq=2, entity="robot", row="r", digest="2" * 32)
    assert take(there, [known, later]).applied == 2
    assert len(operations(there)) == 2


# ------------------------------------------------------------------------------------------- random histories


class Desk:
    """A database in miniature: its log, its rows, its wall clock and its last stamp."""

    def __init__(self, replica: str, skew_ms: int) -> None:
        self.replica, self.skew, self.last, self.seq = replica, skew_ms, "", 0
        self.log: dict[tuple[str, int], Operation] = {}
        self.rows = {}

    def edit(self, now: int, row: str, field: str, value: str, *, outrank: bool = True) -> None:
        self.last = stamp = tick(self.last, now + self.skew, self.replica)
        old = self.rows.get(row)
        replaced = None if old is None else {name: old.stamps[name] for name in (field,) if name in old.stamps}
        ahead = max((replaced or {}).values(), default="")
        if outrank and stamp <= ahead:
            stamp = after(ahead, self.replica)
        self.seq += 1
        operation = Operation(
            self.replica, self.seq, stamp, "", "contact", row, {field: value}, replaced, "", "", f"{self.seq:032x}"
        )
        self.take([operation], now)

    def take(self, items: list[Operation], now: int) -> None:
        fresh = [item for item in items if (item.replica, item.seq) not in self.log]
        self.log |= {(item.replica, item.seq): item for item in fresh}
        lay(shapes()["contact"], self.rows, fresh)
        for item in fresh:
            self.last = observe(self.last, item.stamp, now + self.skew)

    def content(self) -> dict[str, dict[str, object]]:
        return {row: {**working.values, "": working.stamps} for row, working in sorted(self.rows.items())}


def history(seed: int, *, outrank: bool = True) -> tuple[list[Desk], int]:
    """Five desks, skewed clocks, at least 20 random steps; returns them with the count of own edits not visible."""
    chance = random.Random(seed)
    skews = (0, 0, 400 * DAY_MS, -30 * DAY_MS, 5 * 60_000)
    desks = [Desk(f"{number:012x}", skew) for number, skew in enumerate(skews)]
    now, unseen = 1_790_000_000_000, 0
    for step in range(chance.randint(20, 40)):
        now += chance.choice((0, 1, 1_000, 60_000))
        desk = chance.choice(desks)
        if chance.random() < 0.6:
            row, field, value = chance.choice("ab"), chance.choice(("name", "remark", "later")), f"v{step}"
            desk.edit(now, row, field, value, outrank=outrank)
            unseen += desk.rows[row].value(field) != value
        else:
            other = chance.choice(desks)
            items = list(other.log.values())
            chance.shuffle(items)
            desk.take(items[: chance.randint(0, len(items))] * chance.randint(1, 2), now)
    return desks, unseen


def settle(desks: list[Desk], seed: int) -> None:
    chance = random.Random(seed)
    everything = list({key: item for desk in desks for key, item in desk.log.items()}.values())
    for desk in desks:
        chance.shuffle(everything)
        desk.take(everything, 1_800_000_000_000)


def test_2000_random_histories_converge_and_hide_no_own_edit():
    for seed in range(2_000):
        desks, unseen = history(seed)
        assert unseen == 0, seed
        settle(desks, seed)
        assert len({len(desk.log) for desk in desks}) == 1
        first = desks[0].content()
        assert all(desk.content() == first for desk in desks[1:]), seed


def test_without_the_rule_that_an_edit_outranks_histories_do_hide_edits():
    assert sum(history(seed, outrank=False)[1] > 0 for seed in range(100)) > 10


def test_without_the_tie_break_by_value_equal_stamps_would_diverge():
    stamp = make_stamp(1, 0, "a" * 12)
    one, two = (
        Operation("a", n, stamp, "", "contact", "c", {"name": value}, None, "", "", str(n))
        for n, value in ((1, "甲"), (2, "乙"))
    )
    outcomes = set()
    for order in ([one, two], [two, one]):
        rows = {}
        lay(shapes()["contact"], rows, order)
        outcomes.add(rows["c"].values["name"])
    assert len(outcomes) == 1


@pytest.mark.parametrize("seed", range(6))
def test_real_databases_agree_after_random_exchange(seed, make_store):
    chance = random.Random(seed)
    clocks = [FixedClock(datetime(2026, 11, 20, 9, minute)) for minute in (0, 5, 40)]
    stores = [make_store(clock=clock) for clock in clocks]
    for step in range(25):
        store = chance.choice(stores)
        if chance.random() < 0.7:
            write(store, **{chance.choice(("name", "remark", "company")): f"v{step}"})
            chance.choice(clocks).advance(seconds=chance.randint(0, 90))
        else:
            items = operations(chance.choice(stores))
            chance.shuffle(items)
            take(store, items[: chance.randint(0, len(items))])
    everything = [item for store in stores for item in operations(store)]
    for store in stores:
        chance.shuffle(everything)
        take(store, everything)
    assert len({content(store) for store in stores}) == 1
    for store in stores:
        with store.session() as session:
            assert verify(session) == []


def test_a_store_without_operations_exports_none():
    store = open_memory_store()
    assert operations(store) == []
    store.close()
