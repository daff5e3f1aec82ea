"""`taika doctor`: whether the tables say what the log says."""

import argparse
from typing import Any

from db.doctor import state_hash, verify
from desktop.context import CommandContext


def add_parser(subparsers: Any) -> None:  # noqa: ANN401 - argparse has no public name for it
    """`taika doctor`."""
    subparsers.add_parser("doctor", help="compare the tables with the operation log").set_defaults(run=run)


def run(_args: argparse.Namespace, context: CommandContext) -> int:
    """0 when all is well, 1 with the problems listed."""
    with context.store().session() as session:
        problems, state = verify(session), state_hash(session)
    context.emit({"ok": not problems, "state": state, "problems": problems}, [*problems, f"state {state}"])
    return 1 if problems else 0
