"""The draw of a run: from the pasted chat to the words for each winner, kept, undone, never told outside."""

import pytest

from db.actor import Actor, Role
from db.library import ActivityRun
from db.operation import Change, read, record
from desktop.activities import drawing, library, runs
from desktop.activities.prizes import NO_LIMIT
from desktop.activities.state import Progress
from desktop.errors import AppError, PermissionDenied
from desktop.exchange.policy import Policy, built_in
from desktop.words import Words
from tests.desktop.activities.conftest import START, Game

NAMES = ["何志远", "马玉兰", "陈静", "孙浩", "赵小琳"]
CHAT = "何志远 15:05:20\nB\n马玉兰 15:05:31\nB\n王敏 15:05:33\n第 1 题\n陈静 15:05:40\nA\n何志远 15:06:00\n哈哈"


def seen(game: Game):
    with game.store.session() as session:
        return drawing.show(session, game.actor, game.run)


def words(game: Game, function, *more):
    with game.store.session() as session:
        return function(session, game.actor, game.run, *more)


def test_the_names_come_from_the_chat_or_from_a_list(game: Game):
    with game.store.session() as session:
        assert drawing.names_of(session, CHAT).names == ["何志远", "马玉兰", "陈静"]  # without the colleague
        assert drawing.names_of(session, "何志远\n 小 马、\n\n何志远\n王敏").names == ["何志远", "小 马"]
        assert drawing.names_of(session, "开头没有人\n" + CHAT).unread == 1


def test_everybody_wins_and_the_words_are_ready(game: Game):
    before = seen(game)
    assert (before.budget, before.spent, before.seed, before.taken_back) == (40000, 0, "", 0)
    done = game.act(drawing.hold, [*NAMES, "何志远", " "], None, None, "s1")
    after = seen(game)
    assert done.count == 5
    assert Words("en").text(done.message) == f"All 5 have won, {after.spent / 100:.2f} yuan together"
    assert {one.name for one in after.winners} == set(NAMES)
    assert after.holds
    assert after.left == 40000 - after.spent
    one = after.winners[0]
    assert words(game, drawing.words_to, one.name).startswith(f"恭喜 {one.name} 抽到 {one.prize.name}！")
    said = words(game, drawing.words_to_all)
    assert said.startswith("“加加减减”人人有份，这次 5 位朋友都抽到了：\n立减金")
    assert all(name in said for name in NAMES)
    with pytest.raises(AppError, match="路人还没抽过"):
        words(game, drawing.words_to, "路人")


def test_who_comes_later_draws_from_what_is_left_and_nobody_twice(game: Game):
    game.act(drawing.hold, NAMES, [0, 1, NO_LIMIT], 2000, "s")
    assert seen(game).prizes[0].stock == 0
    spent = seen(game).spent
    game.act(drawing.hold, [*NAMES, "新来的"], None, None, "t")
    after = seen(game)
    assert [(one.name, one.round) for one in after.winners][-1] == ("新来的", 2)
    assert len(after.winners) == 6
    assert after.budget == 2000
    assert after.spent > spent
    with pytest.raises(AppError, match="没有要抽的人"):
        game.act(drawing.hold, NAMES)
    with pytest.raises(AppError, match="预算不够"):
        game.act(drawing.hold, [f"客户{at}" for at in range(6)])


def test_it_is_undone_until_somebody_was_told_and_the_record_keeps_it(game: Game):
    game.act(drawing.hold, NAMES, None, None, "s")
    assert game.act(drawing.take_back).message == "这一次抽奖撤销了，记录里留着"
    after = seen(game)
    assert (after.winners, after.spent, after.taken_back, after.budget) == ((), 0, 1, 40000)
    game.act(drawing.hold, NAMES, None, None, "t")
    game.act(drawing.told, ["何志远", "何志远", "路人"])
    assert [one.name for one in seen(game).winners if one.told] == ["何志远"]
    with pytest.raises(AppError, match="已经告诉了 1 位"):
        game.act(drawing.take_back)
    with game.store.session() as session:
        kept = Progress.from_json(session.get_one(ActivityRun, game.run).result).draws
    assert [(one.seed, bool(one.taken_back_at), one.holds) for one in kept] == [("s", True, True), ("t", False, True)]


def test_nothing_to_undo_nothing_to_tell_and_no_wrong_numbers(game: Game):
    with pytest.raises(AppError, match="没有可以撤销的"):
        game.act(drawing.take_back)
    with pytest.raises(AppError, match="还没抽过"):
        words(game, drawing.words_to_all)
    with pytest.raises(AppError, match="份数"):
        game.act(drawing.hold, NAMES, [1, 2])
    with pytest.raises(AppError, match="最多 64 个字"):
        game.act(drawing.hold, ["长" * 65])


def test_a_draw_that_was_tampered_with_is_seen(game: Game):
    game.act(drawing.hold, NAMES, None, None, "s")

    def tamper(session):
        found = runs.load(session, game.run)
        won = found.progress.draws[0].won
        won.update(dict.fromkeys(won, 0))
        record(session, None, [Change("activity_run", game.run, {"result": found.progress.to_json()})])

    game.store.write(tamper)
    assert not seen(game).holds


def test_a_seed_is_made_and_never_the_same(game: Game):
    game.act(drawing.hold, NAMES)
    first = seen(game).seed
    game.act(drawing.take_back)
    game.act(drawing.hold, NAMES)
    assert len(first) == 16
    assert seen(game).seed != first


def test_only_who_may_work_on_the_run_and_only_before_its_end(game: Game):
    other = Actor("staff-li", Role.MANAGER, "b-east")
    with pytest.raises(PermissionDenied):
        game.store.write(lambda session: drawing.hold(session, other, game.run, NAMES))
    with game.store.session() as session, pytest.raises(PermissionDenied):
        drawing.show(session, other, game.run)
    game.store.write(lambda session: record(session, None, [Change("activity_run", game.run, {"ended_at": "x"})]))
    with pytest.raises(AppError, match="已经结束"):
        game.act(drawing.hold, NAMES)


def test_the_names_stay_in_the_branch(game: Game):
    game.act(drawing.hold, NAMES)
    with game.store.session() as session:
        leaving = [Policy(built_in()).leave(one) for one in read(session) if one.entity == "activity_run"]
    assert not any(name in str(one.fields) for one in leaving for name in NAMES)


def test_what_the_hook_promises_is_the_smallest_prize():
    for activity in library.load():
        hook = activity.hook.replace("\u00a0", " ")
        assert f"最低 {activity.draw.least / 100:.2f} 元" in hook
        assert activity.draw.budget_fen >= 200 * activity.draw.least  # a whole group


def test_a_group_of_new_members_draws_at_the_end_of_its_own_activity(game: Game):
    begun = game.store.write(lambda session: runs.begin(session, game.actor, "g-big", "lucky-1", START))
    game.run = begun.run
    game.to_round(1)
    game.act(runs.paste, CHAT)
    game.act(drawing.hold, NAMES[:3])
    assert {one.name for one in seen(game).winners} == set(NAMES[:3])
