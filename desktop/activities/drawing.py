"""The draw of a run: who takes part, what they drew, the words to copy; taken back as long as nobody was told."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.actor import Actor
from db.engine import session_clock
from db.groups import Group
from db.organisation import Staff
from desktop.activities import chat, runs
from desktop.activities.draw import LONGEST_NAME, MOST, Drawn, allot, left_after
from desktop.activities.prizes import Prize
from desktop.activities.runs import Run
from desktop.changes import Done
from desktop.errors import AppError
from desktop.sop.scripts import fill_as_known
from desktop.sop.variables import Values
from desktop.words import N_

SEED_BYTES = 8


class Named(NamedTuple):
    """Who stands in a paste, in its order, and how many lines were nobody's."""

    names: list[str]
    unread: int


class Winner(NamedTuple):
    """Who drew what; `told` when the words were copied, `round` counts the draws of a run from 1."""

    name: str
    prize: Prize
    told: bool
    round: int


@dataclass(frozen=True, slots=True)
class Drawing:
    """The draws of a run as the window shows them; money in fen, `prizes` with the stock that is left."""

    run: str
    title: str
    group: str
    budget: int
    spent: int
    prizes: tuple[Prize, ...]
    winners: tuple[Winner, ...]
    seed: str  # of the last draw, "" before the first
    holds: bool
    taken_back: int
    ended: bool
    covered: int = 0  # people who had themselves erased since

    @property
    def left(self) -> int:
        return self.budget - self.spent


def names_of(session: Session, text: str) -> Named:
    """Who speaks in a pasted chat, or the names of a list, one a line; colleagues are left out."""
    staff = set(session.scalars(select(Staff.name).where(Staff.hidden == 0)))
    read = chat.parse(text)
    found = [one.name for one in read.messages]
    unread = len(read.unread)
    if not found:
        lines = [" ".join(line.split()).strip("、，,;；") for line in text.splitlines()]
        found, unread = [line for line in lines if 0 < len(line) <= LONGEST_NAME], 0
    return Named([name for name in dict.fromkeys(found) if name not in staff], unread)


def show(session: Session, actor: Actor, run: str) -> Drawing:
    """The draws of a run so far."""
    found = runs.load(session, run)
    runs.allowed(session, actor, found)
    draws = _standing(found)
    plan, last = found.activity.draw, draws[-1] if draws else None
    budget = last.left_fen + _spent(draws[:-1]) if last is not None else plan.budget_fen
    prizes = left_after(last) if last is not None else plan.prizes
    winners = tuple(
        Winner(name, one.prizes[place], name in one.told, number)
        for number, one in enumerate(draws, 1)
        for name, place in one.won.items()
    )
    group = session.scalar(select(Group.name).where(Group.id == found.row.group)) or ""
    back = len(found.progress.draws) - len(draws)
    return Drawing(
        run, found.activity.title, group, budget, _spent(draws), prizes, winners, last.seed if last else "",
        all(one.holds for one in draws), back, bool(found.row.ended_at), sum(one.covered for one in draws),
    )  # fmt: skip


def hold(
    session: Session, actor: Actor, run: str, names: Sequence[str], stocks: Sequence[int] | None = None,
    budget_fen: int | None = None, seed: str = "",
) -> Done:  # fmt: skip
    """Draw for those who have not drawn in this run yet; everybody wins.

    `stocks` are those of the prizes of `show` (draw.NO_LIMIT for one without end), `budget_fen` what the whole run may
    cost; `seed` is made anew unless one is given. Raises AppError when nobody is left, or the budget does not reach.
    """
    before = show(session, actor, run)
    taken = {one.name for one in before.winners}
    people = [name for name in dict.fromkeys(" ".join(one.split()) for one in names) if name and name not in taken]
    if not people:
        raise AppError("没有要抽的人", cure="粘贴群聊，或一位一行写上名字；抽过的不再抽。")
    if len(people) > MOST or max(map(len, people)) > LONGEST_NAME:
        raise AppError("一次最多抽 {most} 位，名字最多 {longest} 个字", most=MOST, longest=LONGEST_NAME)
    wanted = before.prizes if stocks is None else _restocked(before.prizes, stocks)
    money = (before.budget if budget_fen is None else budget_fen) - before.spent

    def act(found: Run, now: datetime) -> None:
        made = Drawn(seed or secrets.token_hex(SEED_BYTES), _text(now), actor.staff, money, list(wanted))
        made.won = allot(people, made.prizes, made.left_fen, made.seed)
        found.progress.draws.append(made)

    done = runs.write(session, actor, run, act)
    spent = show(session, actor, run).spent - before.spent
    return replace(done, count=len(people), message=N_(
        "{count} 位都抽到了，共 {money} 元", count=len(people), money=f"{spent / 100:.2f}"))  # fmt: skip


def told(session: Session, actor: Actor, run: str, names: Sequence[str]) -> Done:
    """The words to these winners went to the clipboard."""

    def act(found: Run, _now: datetime) -> None:
        for one in _standing(found):
            one.told = list(dict.fromkeys([*one.told, *(name for name in names if name in one.won)]))

    return runs.write(session, actor, run, act)


def take_back(session: Session, actor: Actor, run: str) -> Done:
    """Undo the last draw; AppError once a winner was told. The record keeps that it was."""

    def act(found: Run, now: datetime) -> None:
        draws = _standing(found)
        if not draws:
            raise AppError("还没抽过，没有可以撤销的")
        if draws[-1].told:
            raise AppError("已经告诉了 {count} 位，不能撤销", count=len(draws[-1].told), cure="要补人，接着抽一次。")
        draws[-1].taken_back_at = _text(now)

    return replace(runs.write(session, actor, run, act), message=N_("这一次抽奖撤销了，记录里留着"))


def words_to(session: Session, actor: Actor, run: str, name: str) -> str:
    """What one winner is told; AppError when the name has not drawn."""
    found = runs.load(session, run)
    seen = show(session, actor, run)
    winner = next((one for one in seen.winners if one.name == name), None)
    if winner is None:
        raise AppError("{name}还没抽过", name=name)
    values = _values(session, actor, found, seen) | {"得奖": name, "奖品": winner.prize.name}
    return fill_as_known(found.activity.draw.won, values).complete()


def words_to_all(session: Session, actor: Actor, run: str) -> str:
    """What the group is told: each prize with those who drew it, the dearest first."""
    found = runs.load(session, run)
    seen = show(session, actor, run)
    if not seen.winners:
        raise AppError("还没抽过", cure="先抽，再发结果。")
    by_prize: dict[tuple[int, str], list[str]] = {}
    for one in seen.winners:
        by_prize.setdefault((-one.prize.fen, one.prize.name), []).append(one.name)
    lines = [f"{prize}：{'、'.join(people)}" for (_, prize), people in sorted(by_prize.items())]
    values = _values(session, actor, found, seen) | {"人数": f"{len(seen.winners)}", "名单": "\n".join(lines)}
    return fill_as_known(found.activity.draw.all, values).complete()


def _values(session: Session, actor: Actor, found: Run, seen: Drawing) -> dict[str, str]:
    day = session_clock(session).now().date()
    known = Values.of(session, actor, day, []).of_target(None, seen.group)
    return dict(known) | {"主题": found.activity.title.split("：", 1)[-1]}


def _standing(found: Run) -> list[Drawn]:
    return [one for one in found.progress.draws if not one.taken_back_at]


def _spent(draws: Sequence[Drawn]) -> int:
    return sum(one.spent for one in draws)


def _restocked(prizes: Sequence[Prize], stocks: Sequence[int]) -> tuple[Prize, ...]:
    if len(stocks) != len(prizes):
        raise AppError("奖品的金额、份数或机会不对", cure="份数写 0 以上的整数，不限就空着。")
    return tuple(replace(one, stock=stock) for one, stock in zip(prizes, stocks, strict=True))


def _text(now: datetime) -> str:
    return now.isoformat(sep=" ", timespec="seconds")
