"""A run from warm-up to result: written at every act, the same after a kill, its result where it belongs."""

import json
import os
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from db.actor import Actor, Role
from db.contacts import Interaction
from db.groups import GroupDay
from db.ids import derived_id
from db.library import ActivityRun
from db.operation import Change, record, undo
from db.sop import Task
from db.stamp import FixedClock
from desktop.activities import finish, library, runs, view
from desktop.activities.plan import stages
from desktop.activities.state import Progress, share_of
from desktop.errors import AppError, PermissionDenied
from desktop.exchange.policy import Policy, built_in
from desktop.insights import metrics
from desktop.insights.metrics import Period
from desktop.store import open_store
from tests.desktop.activities.conftest import GROUP, ROWS, START, WANG, Game

CHAT = "何志远 15:05:20\nB\n马玉兰 15:05:31\nB\n陈静 15:05:40\nA\n孙浩 15:05:45\nC\n路人 15:05:50\nA或B"


def answer_of(game: Game, number: int) -> str:
    return game.see().activity.rounds[number - 1].answer


def chat_of(game: Game, number: int) -> str:
    """何志远 and 马玉兰 are right, 陈静 is wrong."""
    right = answer_of(game, number)
    wrong = "A" if right != "A" else "B"
    return f"何志远 15:05:20\n{right}\n马玉兰 15:05:31\n{right}\n陈静 15:05:40\n{wrong}"


def test_the_course_has_warm_up_rounds_product_prizes_and_close() -> None:
    found = stages(library.by_key("riddle-1"), START)
    assert [one.kind for one in found] == (
        ["warm_up", "start", "round", "round", "round", "product", "round", "round", "round", "prizes", "close"]
    )
    assert [f"{one.at:%H:%M}" for one in found[:4]] == ["14:45", "15:00", "15:05", "15:13"]
    assert [one.at for one in found] == sorted(one.at for one in found)


@pytest.mark.parametrize("kind", library.KINDS)
def test_each_kind_is_played_to_its_close_and_every_message_filled(game: Game, kind: str) -> None:
    activity = next(one for one in library.load() if one.kind == kind)
    game.run = game.store.write(lambda session: runs.begin(session, game.actor, GROUP, activity.key, START)).run
    for _ in range(len(activity.rounds) + 4):
        for message in game.see().messages:
            assert set(message.filled.missing) <= {"得奖", "答案"}, message
        game.act(runs.step, 1)
    assert game.see().stage.kind == "close"
    game.act(runs.step, 1)  # there is nothing behind it
    assert game.see().stage.kind == "close"


def test_rounds_that_look_alike_are_told_apart_by_their_place(game: Game) -> None:
    game.run = game.store.write(lambda session: runs.begin(session, game.actor, GROUP, "chain-1", START)).run
    for _ in range(4):  # past the first two rounds, nothing copied
        game.act(runs.step, 1)
    while game.see().stage.round != 2:
        game.act(runs.step, 1)
    assert game.see().place == 2
    game.act(runs.count, 3)
    assert [one.taken_part for one in game.see().progress.rounds] == [0, 0, 3]


def test_copying_the_question_starts_the_clock_which_goes_by_the_wall(game: Game) -> None:
    game.to_round(1)
    game.at(15, 5)
    seen = game.see()
    assert seen.left(seen.now) is not None
    game.run = game.store.write(lambda session: runs.begin(session, game.actor, GROUP, "riddle-2", START)).run
    game.at(15, 5)
    game.to_round(1)
    seen = game.see()
    assert seen.reveal_at == datetime(2026, 11, 20, 15, 10)
    assert seen.left(datetime(2026, 11, 20, 15, 7, 42)) == 138
    assert seen.left(datetime(2026, 11, 20, 16, 0)) == 0
    game.at(15, 6)
    game.act(runs.copied, "round-1")  # once more does not start it anew
    assert game.see().reveal_at == datetime(2026, 11, 20, 15, 10)
    assert "还有 4" in game.see().messages[1].filled.text.replace("\u00a0", " ")


def test_before_the_question_there_is_no_countdown(game: Game) -> None:
    game.act(runs.step, 1)
    game.act(runs.step, 1)
    seen = game.see()
    assert (seen.stage.kind, seen.left(seen.now)) == ("round", None)


def test_a_pause_moves_the_announcement_by_as_long_as_it_stood(game: Game) -> None:
    game.at(15, 5)
    game.to_round(1)
    game.at(15, 6)
    game.act(runs.pause)
    assert game.see().left(datetime(2026, 11, 20, 15, 30)) == 240
    game.at(15, 16)
    game.act(runs.pause)
    assert game.see().reveal_at == datetime(2026, 11, 20, 15, 20)


def test_a_paste_counts_and_finds_who_was_first(game: Game) -> None:
    game.at(15, 5)
    game.to_round(1)
    pasted = game.act(runs.paste, CHAT)
    heard = pasted.read.rounds[0]
    assert heard.counts == {"A": 1, "B": 2, "C": 1}
    assert heard.unclear == [("路人", "A或B")]
    seen = game.see()
    assert seen.outcome.counts == {"A": 1, "B": 2, "C": 1}
    assert (seen.outcome.taken_part, seen.progress.turnout) == (4, 4)
    assert [one.name for one in seen.outcome.right] == [one.name for one in heard.right(answer_of(game, 1))]
    game.act(runs.paste, CHAT)  # the same again counts once
    assert game.see().outcome.taken_part == 4


def test_a_paste_that_says_nothing_changes_nothing(game: Game) -> None:
    game.to_round(1)
    before = game.see().progress
    pasted = game.act(runs.paste, "随便复制的一段话\n还有一行")
    assert not pasted.done.changes
    assert [one.line for one in pasted.read.unread] == [1, 2]
    assert game.see().progress == before


def test_hands_count_too_but_never_below_none(game: Game) -> None:
    game.to_round(1)
    game.act(runs.count, 5)
    game.act(runs.count, -1)
    assert game.see().outcome.taken_part == 4
    game.act(runs.count, -9)
    assert game.see().outcome.taken_part == 0
    assert game.see().progress.turnout == 0


def test_who_has_won_gives_way_and_rewards_stay_within_the_budget(game: Game) -> None:
    game.at(15, 5)
    game.to_round(1)
    game.act(runs.paste, chat_of(game, 1))
    assert game.see().outcome.right[game.see().suggested].name == "何志远"
    game.act(runs.win, "何志远", 0)
    game.to_round(2)
    game.act(runs.paste, chat_of(game, 2))
    seen = game.see()
    assert seen.won_before("何志远") == 1
    assert seen.won_before("马玉兰") == 0
    assert seen.outcome.right[seen.suggested].name == "马玉兰"
    game.act(runs.win, "马玉兰", 0)
    game.act(runs.win, "马玉兰", 1)  # another reward instead
    assert game.see().progress.spent == 388 + 188
    assert game.see().progress.winners == ["何志远", "马玉兰"]


def test_a_reward_beyond_the_budget_is_refused(store, game: Game) -> None:
    def spend(session) -> None:
        found = runs.load(session, game.run)
        found.progress.rounds[5].fen = found.activity.budget_fen
        record(session, None, [Change("activity_run", game.run, {"result": found.progress.to_json()})])

    store.write(spend)
    game.to_round(1)
    with pytest.raises(AppError, match=r"已用 23.28 元，预算 23.28 元"):
        game.act(runs.win, "何志远", 0)
    game.act(runs.win, "何志远", 2)
    assert game.see().progress.winners == ["何志远"]


def test_the_announcement_lacks_the_winner_until_there_is_one(game: Game) -> None:
    game.at(15, 5)
    game.to_round(1)
    assert "还没人答对" in game.see().messages[2].filled.complete()
    game.act(runs.paste, chat_of(game, 1))
    assert game.see().messages[2].filled.missing == ("得奖",)
    game.act(runs.win, "何志远", 0)
    assert "恭喜 何志远 最先答对" in game.see().messages[2].filled.complete()


def test_dice_get_their_answer_during_the_run(game: Game) -> None:
    begun = game.store.write(lambda session: runs.begin(session, game.actor, GROUP, "dice-1", START))
    game.run = begun.run
    game.at(15, 5)
    game.to_round(1)
    game.act(runs.paste, "何志远 15:05:20\nB\n马玉兰 15:05:31\nC")
    assert game.see().suggested == -1
    assert "答案" in game.see().messages[2].filled.missing
    game.act(runs.draw, "C")
    assert game.see().outcome.right[0].name == "马玉兰"
    with pytest.raises(AppError):
        game.act(runs.draw, "D")


def test_a_quiz_takes_no_other_answer(game: Game) -> None:
    game.to_round(1)
    with pytest.raises(AppError, match="不用另填"):
        game.act(runs.draw, "A")


def test_a_poll_tells_the_votes_and_the_first_voter(game: Game) -> None:
    game.run = game.store.write(lambda session: runs.begin(session, game.actor, GROUP, "poll-1", START)).run
    game.at(15, 5)
    game.to_round(1)
    game.act(runs.paste, "何志远 15:05:20\nB\n马玉兰 15:05:31\nB\n陈静 15:05:40\nA")
    assert game.see().outcome.right[0].name == "何志远"
    game.act(runs.win, "何志远", 1)
    words = game.see().messages[2].filled.complete().replace("\u00a0", " ")
    assert "A 1 票、B 2 票、C 0 票，B 利息怎么算 最多" in words


def test_other_products_can_be_put_in_while_their_window_is_open(game: Game) -> None:
    rows = [
        Change(
            "product", "p1", {"name": "新年存单", "text": "限时", "starts_on": "2026-11-01", "ends_on": "2026-12-31"}
        ),
        Change("product", "p2", {"name": "过期的", "text": "过期", "ends_on": "2026-10-01"}),
    ]
    game.store.write(lambda session: record(session, None, rows))
    with game.store.session() as session:
        names = [one.name for one in view.products(session, game.see().activity, START)]
    assert names[:2] == ["大额存单 3 年期", "新年存单"]
    assert "过期的" not in names
    game.act(runs.product, "p1")
    assert game.see().product.name == "新年存单"


def test_the_result_goes_to_health_timelines_task_and_report(game: Game, clock: FixedClock) -> None:
    task = {"group": GROUP, "kind": "activity", "date": "2026-11-20", "staff": WANG, "title": "猜字谜"}
    game.store.write(lambda session: record(session, None, [Change("task", "t", task)]))
    game.at(15, 5)
    game.to_round(1)
    game.act(runs.paste, chat_of(game, 1))
    game.to_round(2)
    game.act(runs.paste, chat_of(game, 2))
    game.act(runs.paste, "孙浩 15:14:00\n" + answer_of(game, 2))
    game.at(15, 40)
    done = game.act(finish.finish)
    assert done.message == "“猜字谜：加加减减”记好了：4 人参加，2 位写进客户时间线"
    with game.store.session() as session:
        row = session.get_one(ActivityRun, game.run)
        assert (row.participants, row.ended_at) == (4, "2026-11-20 15:40:00")
        assert Progress.from_json(row.result).ended_early == 1
        day = session.get_one(GroupDay, derived_id("group_day", GROUP, "2026-11-20"))
        assert (day.spoke, day.members) == (4, 196)
        events = {row.contact: row.text for row in session.scalars(select(Interaction)) if row.kind == "activity"}
        assert events == {"c-he": "参加“猜字谜：加加减减”，答对 1 题", "c-ma": "参加“猜字谜：加加减减”，答对 1 题"}
        found = session.get_one(Task, "t")
        assert (found.done_at, found.count) == ("2026-11-20 15:40:00", 4)
        figures = metrics.total(session, Period.week_of(START.date()))
        assert (figures["activities"], figures["took_part"]) == (1, 4)
    with pytest.raises(AppError, match="已经结束"):
        game.act(runs.count, 1)
    with pytest.raises(AppError, match="已经结束"):
        game.act(finish.finish)
    game.store.write(lambda session: undo(session, game.actor, done.batch))
    assert not game.see().ended


def test_more_speakers_counted_before_are_kept(game: Game) -> None:
    id_ = derived_id("group_day", GROUP, "2026-11-20")
    day = {"group": GROUP, "date": "2026-11-20", "spoke": 60}
    game.store.write(lambda session: record(session, None, [Change("group_day", id_, day)]))
    game.to_round(1)
    game.act(runs.count, 5)
    game.act(finish.finish)
    with game.store.session() as session:
        assert session.get_one(GroupDay, id_).spoke == 60


def test_what_leaves_the_branch_holds_no_names(game: Game) -> None:
    from db.operation import read

    game.to_round(1)
    game.act(runs.paste, chat_of(game, 1))
    with game.store.session() as session:
        leaving = [Policy(built_in()).leave(one) for one in read(session) if one.entity == "activity_run"]
    assert leaving
    assert all("result" not in one.fields for one in leaving)


def test_somebody_else_may_not_go_on_with_it_but_the_lead_may(game: Game) -> None:
    teller = Actor("staff-li", Role.MANAGER, "b-east")
    with pytest.raises(PermissionDenied):
        game.store.write(lambda session: runs.count(session, teller, game.run, 1))
    lead = Actor("staff-li", Role.LEAD, "b-east")
    game.to_round(1)
    assert game.store.write(lambda session: runs.count(session, lead, game.run, 1)).changes


def test_a_run_that_is_gone_says_so(game: Game) -> None:
    with pytest.raises(AppError, match="已经不在了"), game.store.session() as session:
        runs.load(session, "nothing")


def test_open_runs_wait_to_be_gone_on_with(game: Game) -> None:
    game.act(runs.step, 1)
    with game.store.session() as session:
        [waiting] = view.open_runs(session, game.actor)
    assert (waiting.run, waiting.title, waiting.group_name, waiting.step) == (
        game.run, "猜字谜：加加减减", "城东理财交流群", 1,
    )  # fmt: skip
    game.act(finish.finish)
    with game.store.session() as session:
        assert view.open_runs(session, game.actor) == []


def test_progress_survives_its_json_and_what_a_newer_version_added(game: Game) -> None:
    game.to_round(1)
    game.act(runs.paste, CHAT)
    progress = game.see().progress
    values = json.loads(progress.to_json())
    values["later"] = 1
    values["rounds"][0]["later"] = 1
    assert Progress.from_json(json.dumps(values)) == progress


def test_the_share_of_a_letter_is_that_of_the_answers() -> None:
    assert share_of({"A": 1, "B": 3}, "B") == 0.75
    assert share_of({}, "A") == 0.0


CHILD = """
import os, signal, sys
from pathlib import Path
from datetime import datetime
from db.actor import Actor, Role
from db.stamp import FixedClock
from desktop.activities import runs
from desktop.store import open_store
store = open_store(Path(sys.argv[1]), b"k" * 32, FixedClock(datetime(2026, 11, 20, 15, 5)), create=False)
actor = Actor("staff-wang", Role.MANAGER, "b-east")
run = sys.argv[2]
for by in (1, 1):
    store.write(lambda session: runs.step(session, actor, run, by))
store.write(lambda session: runs.copied(session, actor, run, "round-1"))
store.write(lambda session: runs.paste(session, actor, run, "何志远 15:05:20\\nB\\n马玉兰 15:05:31\\nC"))
store.write(lambda session: runs.pause(session, actor, run))
os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))
"""


def test_a_killed_program_goes_on_where_it_stood(tmp_path: Path, clock: FixedClock, actor: Actor) -> None:
    path = tmp_path / "branch.db"
    store = open_store(path, b"k" * 32, clock)
    store.write(lambda session: record(session, None, ROWS))
    run = store.write(lambda session: runs.begin(session, actor, GROUP, "riddle-1", START)).run
    store.close()
    environment = dict(os.environ) | {"PYTHONPATH": os.pathsep.join(sys.path)}
    killed = subprocess.run([sys.executable, "-c", CHILD, str(path), run], env=environment, check=False)
    assert killed.returncode != 0
    clock.set(START + timedelta(minutes=30))
    store = open_store(path, b"k" * 32, clock, create=False)
    with store.session() as session:
        seen = view.view(session, actor, run)
    assert (seen.stage.kind, seen.outcome.taken_part, bool(seen.progress.paused_at)) == ("round", 2, True)
    assert seen.left(clock.now()) == 300
    store.write(lambda session: runs.pause(session, actor, run))
    with store.session() as session:
        assert view.view(session, actor, run).left(clock.now()) == 300
    store.close()
