"""`taika backup` and `taika restore`: copies of the database, made and put back."""

import argparse
from pathlib import Path
from typing import Any

from desktop import backup
from desktop.context import CommandContext


def add_parser(subparsers: Any) -> None:  # noqa: ANN401 - argparse has no public name for it
    """`taika backup`, `taika restore`."""
    make = subparsers.add_parser("backup", help="copy the database, encrypted, and list the copies")
    make.set_defaults(run=run)
    restore = subparsers.add_parser("restore", help="put a copy in the place of the database")
    restore.add_argument("copy", type=Path, metavar="FILE", help="a copy that `backup` or the window has made")
    restore.add_argument("--second", required=True, metavar="ACCOUNT", help="the other person who agrees")
    restore.set_defaults(run=run_restore)


def run(_args: argparse.Namespace, context: CommandContext) -> int:
    """Copy now; says where all copies lie, newest first."""
    place = backup.folder(context.paths)
    made = backup.make(context.store(), place, "hand")
    copies = [str(one.path) for one in backup.backups(place)]
    context.emit({"file": str(made), "copies": copies}, copies)
    return 0


def run_restore(args: argparse.Namespace, context: CommandContext) -> int:
    """Put the copy back; what was there before lies among the copies."""
    backup.restore(context.paths.database, context.key(), args.copy, args.actor, args.second)
    context.emit({"file": str(args.copy)}, [str(args.copy)])
    return 0
