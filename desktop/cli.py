"""The command line: the same use cases without windows, for head office's automation and for tests."""

import argparse
import importlib
import logging
import sys
import tomllib
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NoReturn, TextIO

from db.stamp import Clock
from desktop import log
from desktop.context import CommandContext
from desktop.errors import AppError
from desktop.resources import resource
from desktop.words import LANGUAGES, Words

DONE, REFUSALS, WRONG_USE, COULD_NOT = 0, 1, 2, 3
COMMANDS = {
    "import": "desktop.exchange.command",
    "report": "desktop.exchange.report_command",
    "pack": "desktop.exchange.pack_command",
    "handover": "desktop.exchange.handover_command",
    "history": "desktop.exchange.history_command",
    "consolidate": "desktop.headquarters.command",
    "server": "desktop.headquarters.server_command",
    "today": "desktop.sop.today_command",
    "posters": "desktop.posters.command",
    "check-qr": "desktop.posters.command",
    "backup": "desktop.backup_command",
    "restore": "desktop.backup_command",
    "password": "desktop.password_command",
    "doctor": "desktop.doctor_command",
    "demo": "desktop.demo.command",
}
"""Sub-command → module with `add_parser(subparsers)` and `run(args, context)`; imported only when it is wanted."""
LOGGER = logging.getLogger("taika.cli")

Shoot = Callable[[Path, Path, Clock], list[Path]]


class _Help(argparse.RawDescriptionHelpFormatter):
    """Help in English, as the commands write it."""


class _ChineseHelp(_Help):
    def add_usage(
        self, usage: str | None, actions: Any, groups: Any, prefix: str | None = None  # noqa: ANN401 - argparse's own
    ) -> None:  # fmt: skip
        super().add_usage(usage, actions, groups, prefix or "用法：")


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        self.exit(WRONG_USE, f"{self.prog}: {message}\n")


def parser(wanted: str | None = None, language: str = "en") -> argparse.ArgumentParser:
    """The parser; with `wanted` only that command's module is imported. Help is translated from English."""
    top = _Parser(
        prog="taika", description="Taika 台卡: the desk of a bank branch. Without a command: the window.",
    )  # fmt: skip
    top.add_argument("--version", action="version", version=f"Taika {_version()}", help="show the version and end")
    _add_common(top)
    commands = top.add_subparsers(dest="command", metavar="COMMAND", required=True, title="commands")
    modules = [COMMANDS[wanted]] if wanted in COMMANDS else list(dict.fromkeys(COMMANDS.values()))
    for module in modules:
        importlib.import_module(module).add_parser(commands)
    for command in commands.choices.values():
        _add_common(command, argparse.SUPPRESS)
    if language != "en":
        _translate(top, commands)
    return top


def _version() -> str:
    from desktop.version import app_version

    return app_version()


def _add_common(command: argparse.ArgumentParser, default: str | None = None) -> None:
    """The options that every command takes, before its name or after; those after it win."""
    own: dict[str, Any] = {"default": default} if default else {}
    command.add_argument("--data-dir", type=Path, metavar="DIR", help="where the database lies", **own)
    command.add_argument(
        "--database-url", metavar="URL", help="head office's PostgreSQL server; better in TAIKA_DATABASE_URL", **own
    )
    command.add_argument("--sample", action="store_true", help="work on the sample branch", **own)
    command.add_argument(
        "--as", dest="actor", metavar="ACCOUNT", help="who is at the keyboard", **(own or {"default": ""})
    )
    command.add_argument("--password-fd", type=int, metavar="N", help="read the password from this descriptor", **own)
    command.add_argument(
        "--lang", choices=LANGUAGES, help="language of the words, zh or en", **(own or {"default": LANGUAGES[0]})
    )
    command.add_argument("--json", action="store_true", help="one JSON value on stdout", **own)
    command.add_argument("--quiet", action="store_true", help="no progress, no text", **own)


def _translate(top: argparse.ArgumentParser, commands: Any) -> None:  # noqa: ANN401 - argparse has no public name
    """Put the Chinese words into the help of all commands."""
    words = help_words()
    for one in (top, *commands.choices.values()):
        one.formatter_class = _ChineseHelp
        one.description = words.get(one.description or "", one.description)
        for group in one._action_groups:  # noqa: SLF001 - argparse offers no other way to its titles
            group.title = words.get(group.title or "", group.title)
        for action in one._actions:  # noqa: SLF001
            action.help = words.get(action.help or "", action.help)
    for entry in commands._choices_actions:  # noqa: SLF001
        entry.help = words.get(entry.help or "", entry.help)


@cache
def help_words() -> dict[str, str]:
    """English → Chinese of the help texts."""
    found: dict[str, str] = tomllib.loads(resource("i18n", "cli.zh.toml").read_text(encoding="utf-8"))
    return found


def _language(argv: Sequence[str]) -> str:
    """What `--lang` says, known before the arguments are read."""
    wanted = LANGUAGES[0]
    for at, argument in enumerate(argv):
        if argument.startswith("--lang="):
            wanted = argument.removeprefix("--lang=")
        elif argument == "--lang" and at + 1 < len(argv):
            wanted = argv[at + 1]
    return wanted


def main(
    argv: Sequence[str], *, out: TextIO | None = None, clock: Clock | None = None, shoot: Shoot | None = None
) -> int:
    """Run a sub-command; returns 0 done, 1 finished with refusals, 2 wrong use, 3 could not.

    `shoot(data_dir, out_dir, clock)` takes pictures of the windows for `demo`; the composition root passes it in, since
    this layer knows no windows.
    """
    wanted = next((argument for argument in argv if argument in COMMANDS), None)
    try:
        args = parser(wanted, _language(argv)).parse_args(argv)
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
    except Exception as error:  # noqa: BLE001 - the last net: told in a line, kept in the log without its text
        print(Words(args.lang).render(_unexpected(error, context)), file=sys.stderr)
        return COULD_NOT
    finally:
        if context is not None:
            context.close()


def _unexpected(error: Exception, context: CommandContext | None) -> AppError:
    """A mistake of the program: its places go to the log, its text, which may hold names, nowhere."""
    if context is None:
        return AppError("程序出错：{kind}", kind=type(error).__name__)
    handler = log.set_up(context.paths.logs)
    LOGGER.error("command failed", exc_info=error)
    logging.getLogger("taika").removeHandler(handler)
    handler.close()
    where = context.paths.logs / "taika.log"
    return AppError(
        "程序出错：{kind}", cure="详情在 {file}，里面没有客户资料。", kind=type(error).__name__, file=str(where)
    )
