"""A draw in which everybody wins: fair, within stock and budget, the same again from its record."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.activities.draw import Drawn, allot, left_after
from desktop.activities.prizes import NO_LIMIT, Prize, check, load_plans
from desktop.errors import AppError

PRIZES = [Prize("大奖", 888, 2, 2), Prize("中奖", 388, 10, 10), Prize("小奖", 188, NO_LIMIT, 88)]
PEOPLE = [f"客户{number}" for number in range(60)]
RICH = 100_000


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.text("甲乙丙丁戊己", min_size=1, max_size=4), min_size=1, max_size=40),
    st.integers(0, 5), st.integers(0, 5), st.integers(0, 3000), st.text(max_size=8),
)  # fmt: skip
def test_everybody_wins_once_within_stock_and_budget(names, top, middle, more, seed):
    prizes = [Prize("大", 888, top, 3), Prize("中", 388, middle, 5), Prize("小", 188, NO_LIMIT, 9)]
    money = 188 * len(set(names)) + more
    won = allot(names, prizes, money, seed)
    assert set(won) == set(names)
    assert sum(prizes[place].fen for place in won.values()) <= money
    taken = Counter(won.values())
    assert taken[0] <= top
    assert taken[1] <= middle


def test_it_comes_out_the_same_whatever_the_order_and_otherwise_with_another_seed():
    won = allot(PEOPLE, PRIZES, RICH, "a1")
    assert list(allot(reversed(PEOPLE), PRIZES, RICH, "a1").items()) == list(won.items())
    assert allot([*PEOPLE, *PEOPLE], PRIZES, RICH, "a1") == won
    assert allot(PEOPLE, PRIZES, RICH, "a2") != won


def test_the_first_of_the_list_has_no_better_chance():
    """Over 600 draws each of 20 people gets the only big prize about 30 times (binomial, six sigmas)."""
    prizes = [Prize("大", 888, 1, 50), Prize("小", 188, NO_LIMIT, 50)]
    people = PEOPLE[:20]
    draws = [allot(people, prizes, RICH, f"{at}") for at in range(600)]
    winners = Counter(name for won in draws for name, place in won.items() if place == 0)
    assert sum(winners.values()) == 600
    assert all(0 < winners[name] < 63 for name in people)


def test_the_chances_are_those_of_the_weights_while_the_stock_lasts():
    prizes = [Prize("大", 888, NO_LIMIT, 1), Prize("小", 188, NO_LIMIT, 3)]
    big = sum(place == 0 for place in allot([f"{at}" for at in range(2000)], prizes, RICH * 100, "x").values())
    assert 400 < big < 600


def test_a_short_budget_gives_everybody_the_smallest_and_one_too_short_says_so():
    assert set(allot(PEOPLE, PRIZES, 188 * 60, "s").values()) == {2}
    with pytest.raises(AppError, match=r"60 人每人至少 1.88 元，要 112.80 元，还有 112.79 元"):
        allot(PEOPLE, PRIZES, 188 * 60 - 1, "s")


@pytest.mark.parametrize(
    "prizes",
    [
        [], [Prize("小", 188, 5, 1)], [Prize("大", 888, NO_LIMIT, 1), Prize("小", 188, 3, 1)],
        [Prize("小", -1, NO_LIMIT, 1)], [Prize("小", 188, NO_LIMIT, 0)], [Prize("小", 188, -2, 1)],
    ],
)  # fmt: skip
def test_prizes_by_which_somebody_might_go_without_are_refused(prizes):
    with pytest.raises(AppError):
        check(prizes)


def test_the_record_shows_whether_somebody_has_changed_it():
    drawn = Drawn("s", "2026-11-20 15:40:00", "staff-wang", RICH, PRIZES, allot(PEOPLE, PRIZES, RICH, "s"))
    assert drawn.holds
    assert drawn.spent == sum(PRIZES[place].fen for place in drawn.won.values())
    left = left_after(drawn)
    assert left[0].stock == 2 - Counter(drawn.won.values())[0]
    assert left[2].stock == NO_LIMIT
    loser = next(name for name, place in drawn.won.items() if place)
    drawn.won[loser] = 0
    assert not drawn.holds
    drawn.taken_back_at = "2026-11-20 15:41:00"
    assert drawn.spent == 0


BAD = 'version = 1\n[[plan]]\nkey = "k"\nname = "n"\nbudget_fen = 100\nwon = "{得奖}"\nall = "{名单}"\n'


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (BAD.replace("{得奖}", "{谁}") + 'prize = [{ name = "小", fen = 1, weight = 1 }]', "{谁}"),
        (BAD.replace("{得奖}", "{得奖") + 'prize = [{ name = "小", fen = 1, weight = 1 }]', "won"),
        (BAD + 'prize = [{ name = "小", fen = 1, weight = 1, colour = 2 }]', "colour"),
        (BAD + 'prize = [{ name = "小", fen = 1, weight = 1, stock = 3 }]', "不能限份数"),
    ],
)
def test_a_bad_plan_is_named(tmp_path, text, said):
    (tmp_path / "draw.toml").write_text(text, encoding="utf-8")
    with pytest.raises(AppError, match=said):
        load_plans(tmp_path)
