"""`taika today`: one person's list of the day, made if it has not been."""

import argparse
from collections.abc import Iterator
from typing import Any

from db.actor import Role
from desktop.context import CommandContext
from desktop.sop import schedule
from desktop.sop.items import Item, Today
from desktop.sop.streaks import Streak, streak
from desktop.sop.today import today


def add_parser(subparsers: Any) -> None:  # noqa: ANN401 - argparse has no public name for it
    """`taika today`."""
    parser = subparsers.add_parser("today", help="show a person's tasks of the day (--as ACCOUNT)")
    parser.set_defaults(run=run)


def run(_args: argparse.Namespace, context: CommandContext) -> int:
    """0 when everything is done, 1 while something waits."""
    actor, now, store = context.actor_in(Role.MANAGER), context.clock.now(), context.store()
    store.write(lambda session: schedule.generate(session, actor, now.date()))
    with store.session() as session:
        day, held = today(session, actor, now), streak(session, actor.staff, now.date())
    context.emit(_value(day, held), [*_lines(day), f"{len(day.done)}/{day.total}"])
    return 1 if day.waiting else 0


def _value(day: Today, held: Streak) -> dict[str, object]:
    sections = {"late": day.late, "now": day.current, "later": day.later, "done": day.done, "skipped": day.skipped}
    return {
        "day": f"{day.now.date()}", "finished": len(day.done), "total": day.total, "streak": held.days,
        **{name: [_item(one) for one in items] for name, items in sections.items()},
    }  # fmt: skip


def _item(item: Item) -> dict[str, object]:
    """Customers are counted, not named."""
    return {
        "title": item.title, "kind": item.kind, "must": item.must, "due": f"{item.due_at}", "until": f"{item.until_at}",
        "tasks": len(item.targets), "left": len(item.left("open", "copied")),
    }  # fmt: skip


def _lines(day: Today) -> Iterator[str]:
    for mark, items in (("!", day.late), (">", day.current), (" ", day.later), ("+", day.done), ("-", day.skipped)):
        for item in items:
            yield f"{mark} {item.due_at:%H:%M} {item.title} ({len(item.left('open', 'copied'))}/{len(item.targets)})"
