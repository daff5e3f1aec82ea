from datetime import datetime

import pytest

from db.stamp import FixedClock
from desktop.security import attempts, vault
from desktop.security.attempts import TooSoon, WrongPassword
from desktop.security.vault import Cost

RIGHT = "江海银行的密码"


@pytest.fixture
def clock():
    return FixedClock(datetime(2026, 11, 20, 9))


@pytest.fixture
def database(tmp_path):
    path = tmp_path / "taika.db"
    vault.create_vault(path, RIGHT, Cost(1, 64, 1))
    return path


def guess(database, clock, times):
    """So many wrong passwords, each after its wait."""
    for _ in range(times):
        clock.advance(seconds=attempts.LONGEST + 1)
        with pytest.raises(WrongPassword) as refused:
            vault.unlock(database, "错的", clock)
        assert type(refused.value) is WrongPassword
    return refused.value


def test_mistyping_costs_nothing(database, clock):
    for _ in range(attempts.FREE):
        with pytest.raises(WrongPassword, match=r"^密码不对$"):
            vault.unlock(database, "错的", clock)
    vault.unlock(database, RIGHT, clock)
    guess(database, clock, attempts.FREE)
    vault.unlock(database, RIGHT, clock)


def test_after_many_even_the_right_one_waits(database, clock):
    refused = guess(database, clock, attempts.FREE + 1)
    assert (str(refused), str(refused.cure)) == ("密码不对，已连续输错 5 次", f"请在 {after(clock, 31)} 以后再试。")
    clock.advance(seconds=29)
    with pytest.raises(TooSoon, match="连续输错 5 次") as early:
        vault.unlock(database, RIGHT, clock)
    assert str(early.value.cure) == f"请在 {after(clock, 2)} 以后再试。"
    clock.advance(seconds=1)
    vault.unlock(database, RIGHT, clock)
    with pytest.raises(WrongPassword, match=r"^密码不对$"):  # they are counted from the start again
        vault.unlock(database, "错的", clock)


def after(clock, seconds):
    later = FixedClock(clock.now())
    later.advance(seconds=seconds)
    return f"{later.now():%H:%M:%S}"


def test_the_wait_doubles_up_to_a_quarter_of_an_hour():
    wrong = range(attempts.FREE, attempts.FREE + 8)
    assert [attempts.delay(one) for one in wrong] == [0, 30, 60, 120, 240, 480, 900, 900]
    assert attempts.delay(10**9) == attempts.LONGEST


def test_trying_too_soon_makes_it_no_longer(database, clock):
    guess(database, clock, attempts.FREE + 1)
    for _ in range(10):
        with pytest.raises(TooSoon):
            vault.unlock(database, "错的", clock)
    clock.advance(seconds=30)
    vault.unlock(database, RIGHT, clock)


def test_a_clock_set_back_locks_nobody_out_for_long(database, clock):
    guess(database, clock, attempts.FREE + 1)
    clock.advance(days=-400)
    with pytest.raises(TooSoon):
        vault.unlock(database, RIGHT, clock)
    clock.advance(seconds=30)
    vault.unlock(database, RIGHT, clock)


@pytest.mark.parametrize("said", ["", "[]", "{}", '{"wrong": "viele", "at": 0}', "\x00", '{"wrong": null, "at": 1}'])
def test_a_count_that_says_nothing_counts_none(database, clock, said):
    database.with_name("taika.db-tries").write_text(said, encoding="utf-8")
    assert vault.unlock(database, RIGHT, clock)


def test_a_folder_that_cannot_be_written_in_still_opens(database, clock, monkeypatch):
    def refuse(*_args, **_more):
        raise PermissionError

    monkeypatch.setattr("pathlib.Path.write_text", refuse)
    monkeypatch.setattr("pathlib.Path.unlink", refuse)
    for _ in range(9):
        with pytest.raises(WrongPassword, match=r"^密码不对$"):
            vault.unlock(database, "错的", clock)
    assert vault.unlock(database, RIGHT, clock)
