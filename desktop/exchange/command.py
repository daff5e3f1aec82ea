"""`taika import FILE`: take in a file of WeCom's admin console."""

import argparse
from pathlib import Path
from typing import Any

from desktop.context import CommandContext
from desktop.exchange import intake
from desktop.exchange.plan import Plan
from desktop.words import N_


def add_parser(subparsers: Any) -> None:  # noqa: ANN401 - argparse has no public name for it
    """`taika import`."""
    parser = subparsers.add_parser("import", help="take in an address book, customer list or group list")
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument("--dry-run", action="store_true", help="only say what it would do")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace, context: CommandContext) -> int:
    """0 done, 1 some rows were refused: they lie in a workbook in the data folder."""
    store, actor = context.store(), context.actor
    with store.session() as session:
        made = intake.plan(session, actor, args.file, password=context.file_password)
    if not args.dry_run:
        store.write(lambda session: intake.apply(session, actor, made))
    refused = ""
    if made.refused_rows:
        target = context.paths.output / f"{args.file.stem}_{context.words.text(N_('拒收'))}.xlsx"
        refused = str(intake.export_refused(store, actor, made, target))
    context.emit({"kind": made.kind, **made.counts, "refused_file": refused or None}, _lines(context, made, refused))
    return 1 if made.refused_rows else 0


def _lines(context: CommandContext, made: Plan, refused: str) -> list[str]:
    counts = made.counts
    lines = [f"{made.file}: {' '.join(f'{key}={value}' for key, value in counts.items())}"]
    lines += [
        f"  {fault.row} {fault.head}: {context.words.text(fault.reason)}" for fault in [*made.refused, *made.warned]
    ]
    return [*lines, f"  → {refused}"] if refused else lines
