"""`taika report`: write the branch's report."""

import argparse
from pathlib import Path
from typing import Any

from desktop.context import CommandContext
from desktop.exchange import report


def add_parser(subparsers: Any) -> None:  # noqa: ANN401 - argparse has no public name for it
    """`taika report`."""
    parser = subparsers.add_parser("report", help="write this week's report for head office")
    parser.add_argument("--out", type=Path, metavar="DIR", help="where to; default: the data folder's output")
    parser.add_argument("--whole", action="store_true", help="everything, also what head office has already")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace, context: CommandContext) -> int:
    """Write the report and say what is in it."""
    actor, folder, words = context.actor, args.out or context.paths.output, context.words
    secret = context.file_password
    with context.store().session() as session:
        checks = report.self_check(session, actor)
    made = context.store().write(
        lambda session: report.build(session, actor, folder, whole=args.whole, words=words, password=secret)
    )
    answer = {
        "file": str(made.file), "sequence": made.sequence, "operations": made.operations, "counts": made.counts,
        "missing": {check.key: check.number for check in checks},
    }  # fmt: skip
    context.emit(answer, [f"{made.file}: {made.operations} operations", *(f"  {c.key}={c.number}" for c in checks)])
    return 0
