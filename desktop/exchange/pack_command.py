"""`taika pack sheets|build|take`: editing sheets of head office, the pack made of them, and its taking in."""

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.actor import Role
from db.organisation import Branch
from desktop import backup
from desktop.context import CommandContext
from desktop.errors import AppError
from desktop.exchange import editing, incoming, pack
from desktop.exchange.incoming import Preview


def add_parser(subparsers: Any) -> None:  # noqa: ANN401 - argparse has no public name for it
    """`taika pack`."""
    parser = subparsers.add_parser("pack", help="write editing sheets, build a pack of them, or take a pack in")
    parser.add_argument("what", choices=tuple(ACTS), help="sheets and build at head office, take at a branch")
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE", help="edited sheets, or the pack to take in")
    parser.add_argument("--out", type=Path, metavar="DIR", help="where to; default: the data folder's output")
    parser.add_argument("--to", action="append", default=[], metavar="BRANCH", help="only for this branch; repeatable")
    parser.add_argument("--note", default="", metavar="TEXT", help="what the pack is about")
    parser.add_argument("--dry-run", action="store_true", help="only say what it would do")
    parser.add_argument("--compared", action="store_true", help="the key's fingerprint was compared by telephone")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace, context: CommandContext) -> int:
    """0 when done; 3 when a file could not be taken in."""
    return ACTS[args.what](args, context)


def sheets(args: argparse.Namespace, context: CommandContext) -> int:
    """Write the editing sheets."""
    actor = context.actor_in(Role.ANALYST)
    folder = args.out or context.paths.output
    path = editing.export(context.store(), actor, folder, context.words)
    context.emit({"file": str(path)}, [str(path)])
    return 0


def build(args: argparse.Namespace, context: CommandContext) -> int:
    """Take edited sheets back, if any are given, and write the pack."""
    actor, store = context.actor_in(Role.ANALYST), context.store()
    edited = 0
    for path in args.files:
        with store.session() as session:
            edits = editing.read(session, actor, path)
        edited += store.write(lambda session, edits=edits: editing.take(session, actor, edits)).count  # type: ignore[misc]
    with store.session() as session:
        targets = branches(session, args.to)
    folder, secret = args.out or context.paths.output, context.file_password
    made = pack.build(store, actor, folder, targets, args.note, secret, words=context.words)
    answer = {
        "file": str(made.file), "sequence": made.sequence, "operations": made.operations, "edited": edited,
        "branches": len(targets), "fingerprint": made.fingerprint,
    }  # fmt: skip
    context.emit(answer, [f"{made.file}: {made.operations} operations, key {made.fingerprint}"])
    return 0


def take(args: argparse.Namespace, context: CommandContext) -> int:
    """Look at packs and, without `--dry-run`, take them in after a backup."""
    actor, store = context.actor, context.store()
    told: list[dict[str, object]] = []
    try:
        for path in args.files:
            read = incoming.read(path, password=context.file_password)
            with store.session() as session:
                preview = incoming.look(session, actor, read)
            if not args.dry_run:
                incoming.take_in(store, actor, read, backup.folder(context.paths), compared=args.compared)
            told.append(_told(path, preview))
    finally:  # what was taken in before one was refused is said, too
        if told:
            context.emit(told, [_line(one) for one in told])
    return 0


def branches(session: Session, names: Sequence[str]) -> list[str]:
    """The ids of branches by name or path; AppError for one that is not there, or a name that two have."""
    found = []
    for name in names:
        fits = session.scalars(select(Branch.id).where((Branch.name == name) | (Branch.path == name))).all()
        if len(fits) != 1:
            raise AppError(
                "机构里没有“{name}”，或不止一个", cure="请写部门路径，例如 江海银行/江北分行/城东支行。", name=name
            )
        found.append(fits[0])
    return found


def _line(told: dict[str, object]) -> str:
    edited = told["edited"]
    left = f"; changed by hand, not taken in: {', '.join(edited)}" if isinstance(edited, list) and edited else ""
    return f"{told['file']}: +{told['added']} ~{told['changed']} -{told['removed']}{left}"


def _told(path: Path, preview: Preview) -> dict[str, object]:
    return {
        "file": str(path), "sequence": preview.incoming.head.sequence, "added": preview.count("added"),
        "changed": preview.count("changed"), "removed": preview.count("removed"), "known": preview.known,
        "trust": str(preview.trust), "fingerprint": preview.fingerprint, "edited": list(preview.incoming.edited),
    }  # fmt: skip


ACTS = {"sheets": sheets, "build": build, "take": take}
