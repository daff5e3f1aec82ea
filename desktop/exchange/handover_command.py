"""`taika handover make|take|folder`: from PC to PC of a branch, by a file or a folder that all share."""

import argparse
from pathlib import Path
from typing import Any

from desktop import backup
from desktop.context import CommandContext
from desktop.exchange import handover, handover_taking, shared_folder


def add_parser(subparsers: Any) -> None:  # noqa: ANN401 - argparse has no public name for it
    """`taika handover`."""
    parser = subparsers.add_parser("handover", help="hand over to another PC of the branch, or take its file in")
    parser.add_argument("what", choices=tuple(ACTS), help="make a file, take files in, or look at the shared folder")
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE", help="files to take in, or the folder to share")
    parser.add_argument("--out", type=Path, metavar="DIR", help="where to; default: the data folder's output")
    parser.add_argument("--whole", action="store_true", help="everything, also what the other PC has already")
    parser.add_argument("--compared", action="store_true", help="the fingerprint of a new key was compared")
    parser.add_argument("--dry-run", action="store_true", help="only say what it would do")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace, context: CommandContext) -> int:
    """0 when done, 1 when something in the folder waits; 3 when a file could not be taken in."""
    return ACTS[args.what](args, context)


def make(args: argparse.Namespace, context: CommandContext) -> int:
    """Write what the PC lacks that last gave us a handover, or everything."""
    store, actor = context.store(), context.actor
    with store.session() as session:
        beyond = handover.NOTHING if args.whole else handover.last_of_others(session)
    made = handover.make(
        store, actor, args.out or context.paths.output, context.file_password, beyond, words=context.words
    )
    files = [str(path) for path in made.files]
    context.emit({"files": files, "operations": made.operations}, files or [context.words.text(made.done.message)])
    return 0


def take(args: argparse.Namespace, context: CommandContext) -> int:
    """Look at files and, without `--dry-run`, take them in after a backup."""
    store, actor = context.store(), context.actor
    told = []
    for path in args.files:
        arrived = handover_taking.read(path, password=context.file_password)
        with store.session() as session:
            seen = handover_taking.look(session, actor, arrived)
        said = ""
        if not args.dry_run:
            place = backup.folder(context.paths)
            done = handover_taking.take_in(store, actor, arrived, place, compared=args.compared)
            said = context.words.text(done.message)
        told.append({
            "file": str(path), "added": seen.added, "changed": seen.changed, "known": seen.known,
            "trust": str(seen.trust), "fingerprint": seen.fingerprint, "missing": seen.missing, "message": said,
        })  # fmt: skip
    context.emit(told, [str(one["message"] or f"{one['file']}: +{one['added']} ~{one['changed']}") for one in told])
    return 0


def folder(args: argparse.Namespace, context: CommandContext) -> int:
    """Share a folder, if one is named, and look at it once."""
    store, actor = context.store(), context.actor
    if args.files:
        place = args.files[0].resolve()
        store.write(lambda session: shared_folder.choose(session, actor, place, context.file_password))
    synced = shared_folder.sync(store, actor, backup.folder(context.paths))
    if args.compared and any(one.fingerprint for one in synced.waiting):
        compared = frozenset(one.fingerprint for one in synced.waiting)
        synced = shared_folder.sync(store, actor, backup.folder(context.paths), compared)
    waiting = [{"file": one.file, "reason": context.words.text(one.reason), "fingerprint": one.fingerprint}
               for one in synced.waiting]  # fmt: skip
    lines = [f"+ {name}" for name in synced.taken] + [f"→ {name}" for name in synced.written]
    lines += [f"? {one['file']}: {one['reason']} {one['fingerprint']}".rstrip() for one in waiting]
    answer = {"taken": synced.taken, "written": synced.written, "waiting": waiting}
    context.emit(answer, lines)
    return 1 if waiting else 0


ACTS = {"make": make, "take": take, "folder": folder}
