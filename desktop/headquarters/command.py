"""`taika consolidate DIR…`: put branches' reports together and write the summary."""

import argparse
import time
from pathlib import Path
from typing import Any

from db.actor import Role
from desktop.context import CommandContext
from desktop.exchange.arrival import Taken
from desktop.headquarters import arrivals, consolidate, sendback, summary
from desktop.headquarters.course import Pace
from desktop.headquarters.reading import Readers


def add_parser(subparsers: Any) -> None:  # noqa: ANN401 - argparse has no public name for it
    """`taika consolidate`."""
    parser = subparsers.add_parser("consolidate", help="merge reports into head office's database")
    parser.add_argument("places", nargs="+", type=Path, metavar="DIR", help="folders or workbooks")
    parser.add_argument(
        "--out", type=Path, metavar="FILE", help="the summary (.xlsx) or its folder; default: the data folder's output"
    )
    parser.add_argument(
        "--returns", type=Path, metavar="DIR", help="write a workbook for each branch whose file has a problem"
    )
    parser.add_argument("--workers", type=int, metavar="N", help="processes that read; default: one for each core")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace, context: CommandContext) -> int:
    """0 done, 1 some files were refused; broken off, the same command goes on at the file it was in."""
    actor, words = context.actor_in(Role.ANALYST), context.words
    store = context.store()
    pace = Pace()

    def progress(done: int, of: int, taken: Taken) -> None:
        pace.note(time.monotonic(), done)
        left = pace.left(of - done)
        ahead = "" if left is None else f"  {pace.rate:.1f}/s, {left:.0f} s"
        context.progress(f"{done}/{of} {taken.file} {taken.verdict} {words.text(taken.reason)}{ahead}")

    with Readers(args.workers, password=context.file_password) as readers:
        made = consolidate.consolidate(store, actor, args.places, progress, readers=readers)
    if args.returns:
        with store.session() as session:
            week = arrivals.current(session)
        sendback.export(store, actor, args.returns, week, words)
    file = summary.export(store, actor, args.out or context.paths.output, words=words)
    files = [
        {"file": one.file, "verdict": one.verdict, "flags": list(one.flags), "reason": words.text(one.reason)}
        for one in made.files
    ]
    counts = {verdict: made.count(verdict) for verdict in ("merged", "nothing_new", "refused")}
    answer = {
        **counts, "contacts": made.contacts, "operations": made.operations, "state": made.state, "summary": str(file),
        "files": files,
    }  # fmt: skip
    context.emit(answer, [f"{one['verdict']:12} {one['file']}  {one['reason']}" for one in files] + [f"→ {file}"])
    return 1 if counts["refused"] else 0
