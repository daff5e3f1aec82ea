"""`taika server`: who may use head office's database on a server, and which branches' rows they see."""

import argparse
from functools import partial
from typing import Any

from db.rights import Right
from desktop.context import CommandContext
from desktop.headquarters import server_rights
from desktop.words import N_, Phrase


def add_parser(subparsers: Any) -> None:  # noqa: ANN401 - argparse has no public name for it
    """`taika server`."""
    parser = subparsers.add_parser("server", help="who may use head office's database on a server")
    parser.add_argument(
        "act", choices=("show", "admit", "dismiss"), help="show who was let in, let somebody in, or no longer"
    )
    parser.add_argument("role", nargs="?", default="", metavar="ROLE", help="an account of the server")
    parser.add_argument(
        "--branch", action="append", default=[], metavar="NAME",
        help="lets in to read this branch and all below it only; repeatable; without it the whole bank, to write too",
    )  # fmt: skip
    parser.set_defaults(run=run)


def run(args: argparse.Namespace, context: CommandContext) -> int:
    """Who is let in after it; 2 when no account was given."""
    store, words = context.store(), context.words
    if args.act == "show":
        with store.session() as session:
            found = server_rights.known(session)
    elif not args.role:
        context.progress(words.text(N_("要写服务器上的账号")))
        return 2
    elif args.act == "admit":
        found = store.write(partial(server_rights.admit, role=args.role, branches=args.branch))
    else:
        found = store.write(partial(server_rights.dismiss, role=args.role))
    answer = [{"role": one.role, "branches": list(one.branches), "writes": one.whole} for one in found]
    context.emit(answer, [f"{one.role:20} {words.text(_said(one))}" for one in found])
    return 0


def _said(right: Right) -> Phrase:
    return N_("全行，能写") if right.whole else N_("只看 {names}", names="、".join(right.branches))
