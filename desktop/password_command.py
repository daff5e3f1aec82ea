"""`taika password`: another password for the branch's database."""

import argparse
from pathlib import Path
from typing import Any

from desktop.context import CommandContext
from desktop.errors import AppError
from desktop.security import password
from desktop.words import N_


def add_parser(subparsers: Any) -> None:  # noqa: ANN401 - argparse has no public name for it
    """`taika password`."""
    words = "change the password of the database; old and new are typed, or two lines of standard input"
    subparsers.add_parser("password", help=words).set_defaults(run=run)


def run(_args: argparse.Namespace, context: CommandContext) -> int:
    """Ask for the old password, see that the person may, then ask for the new one."""
    database = _database(context)
    old = context.password(piped=True)
    actor = context.actor
    password.change(database, actor, old, _new(context))
    context.emit({"file": str(database)}, [context.words.text(N_("密码改好了，下次打开用新密码"))])
    return 0


def _database(context: CommandContext) -> Path:
    """The database on this PC; the sample and a server have no password of ours."""
    if context.args.sample or context.server():
        raise AppError("样例和服务器上的库没有台卡的密码", cure="服务器的密码请管服务器的人改。")
    if not context.paths.database.exists():
        raise AppError("这里还没有数据库", cure="用 --data-dir 指出它在哪个文件夹。")
    return context.paths.database


def _new(context: CommandContext) -> str:
    """The new password: typed twice, or one line."""
    new = context.ask(N_("新密码："))
    if context.typed() and context.ask(N_("再输一次新密码：")) != new:
        raise AppError("两次输入的不一样", cure="密码没有改，请再来一次。")
    return new
