"""The command line: the same use cases without windows, for head office's automation and for tests."""

import argparse
import importlib
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NoReturn, TextIO

from db.stamp import Clock
from desktop.context import CommandContext
from desktop.errors import AppError
from desktop.words import LANGUAGES, Words

DONE, REFUSALS, WRONG_USE, COULD_NOT = 0, 1, 2, 3
COMMANDS = {
    "import": "desktop.exchange.command",
    "report": "desktop.exchange.report_command",
    "consolidate": "desktop.headquarters.command",
    "posters": "desktop.posters.command",
    "check-qr": "desktop.posters.command",
    "doctor": "desktop.doctor_command",
    "demo": "desktop.demo.command",
}
"""Sub-command → module with `add_parser(subparsers)` and `run(args, context)`; imported only when it is wanted."""

Shoot = Callable[[Path, Path, Clock], list[Path]]


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        self.exit(WRONG_USE, f"{self.prog}: {message}\n")


def parser(wanted: str | None = None) -> argparse.ArgumentParser:
    """The parser; with `wanted` only that command's module is imported."""
    top = _Parser(
        prog="taika", description="台卡 Taika: the branch's private-domain workbench. Without a command: the window."
    )
    commands = top.add_subparsers(dest="command", metavar="COMMAND", required=True)
    modules = [COMMANDS[wanted]] if wanted in COMMANDS else list(dict.fromkeys(COMMANDS.values()))
    for module in modules:
        importlib.import_module(module).add_parser(commands)
    for command in commands.choices.values():
        _add_common(command)
    return top


def _add_common(command: argparse.ArgumentParser) -> None:
    """The options that every command takes."""
    command.add_argument("--data-dir", type=Path, metavar="DIR", help="where the database lies")
    command.add_argument("--sample", action="store_true", help="work on the sample branch")
    command.add_argument("--as", dest="actor", default="", metavar="ACCOUNT", help="who is at the keyboard")
    command.add_argument("--password-fd", type=int, metavar="N", help="read the password from this descriptor")
    command.add_argument("--lang", choices=LANGUAGES, default="zh")
    command.add_argument("--json", action="store_true", help="one JSON value on stdout")
    command.add_argument("--quiet", action="store_true", help="no progress, no text")


def main(
    argv: Sequence[str], *, out: TextIO | None = None, clock: Clock | None = None, shoot: Shoot | None = None
) -> int:
    """Run a sub-command; returns 0 done, 1 finished with refusals, 2 wrong use, 3 could not.

    `shoot(data_dir, out_dir, clock)` takes pictures of the windows for `demo`; the composition root passes it in, since
    this layer knows no windows.
    """
    try:
        args = parser(argv[0] if argv else None).parse_args(argv)
    except SystemExit as stop:
        return int(stop.code or 0)
    context: CommandContext | None = None
    try:
        context = CommandContext(args, out=out, clock=clock)
        context.shoot = shoot
        code: int = args.run(args, context)
        return code
    except AppError as error:
        print(Words(args.lang).render(error), file=sys.stderr)
        return COULD_NOT
    except KeyboardInterrupt:
        return COULD_NOT
    finally:
        if context is not None:
            context.close()
