"""`taika history`: what came in and went out, what head office has got, what is missing; takes an import back."""

import argparse
from collections.abc import Sequence
from typing import Any

from sqlalchemy.orm import Session

from desktop.context import CommandContext
from desktop.errors import AppError
from desktop.exchange import history, taking_back, whereabouts
from desktop.exchange.history import Passage
from desktop.exchange.taking_back import EditsLostError
from desktop.exchange.whereabouts import Whereabouts

DONE, REFUSALS = 0, 1


def add_parser(subparsers: Any) -> None:  # noqa: ANN401 - argparse has no public name for it
    """`taika history`."""
    parser = subparsers.add_parser(
        "history", help="say what came in and went out, what head office has, what is missing"
    )
    parser.add_argument("what", nargs="?", choices=("show", "undo"), default="show", help="undo takes an import back")
    parser.add_argument("id", nargs="?", default="", metavar="ID", help="of the import to take back")
    parser.add_argument("--force", action="store_true", help="take it back with what was edited by hand since")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace, context: CommandContext) -> int:
    """0 done; 1 when edits by hand would be lost, which are named."""
    return undo(args, context) if args.what == "undo" else show(context)


def show(context: CommandContext) -> int:
    """The passages, newest first, and what stands where."""
    with context.store().session() as session:
        where = whereabouts.whereabouts(session)
        files = [_told(session, passage) for passage in history.passages(session)]
    gaps = [gap._asdict() for gap in where.gaps]
    answer = {
        "written": where.written, "got": where.got, "pack": where.pack, "sent_since": where.reports, "missing": gaps,
        "files": files,
    }  # fmt: skip
    context.emit(answer, [*_lines(where), *(_line(one) for one in files)])
    return DONE


def undo(args: argparse.Namespace, context: CommandContext) -> int:
    """Take an import back, as the window does."""
    actor, store = context.actor, context.store()
    with store.session() as session:
        wanted = next((one for one in history.passages(session) if one.id == args.id), None)
    if wanted is None or not wanted.batch:
        raise AppError("没有可以撤销的导入 {id}", cure="用 taika history 看导入的编号。", id=args.id)
    try:
        done = store.write(lambda session: taking_back.take_back(session, actor, wanted.batch, force=args.force))
    except EditsLostError as error:
        edits = [edit._asdict() for edit in error.edits]
        lines = [f"  {edit.record} {edit.field}: {edit.value} ({edit.who} {edit.at})" for edit in error.edits]
        context.emit({"undone": False, "lost": edits}, [context.words.render(error), *lines])
        return REFUSALS
    context.emit({"undone": True, "operations": done.count}, [f"{wanted.file}: {done.count} operations"])
    return DONE


def _told(session: Session, passage: Passage) -> dict[str, Any]:
    about = whereabouts.about(session, passage.id)
    return {
        "id": passage.id, "way": "in" if passage.inward else "out", "kind": passage.kind, "file": passage.file,
        "sha256": about.sha256, "sequence": about.sequence, "period": passage.period, "at": passage.at,
        "who": passage.staff_name, "verdict": passage.verdict, "counts": passage.counts, "flags": dict(about.flags),
        "undo": bool(passage.batch),
    }  # fmt: skip


def _lines(where: Whereabouts) -> Sequence[str]:
    sent = f"; sent since: {', '.join(where.reports)}" if where.reports else ""
    got = f"head office has {where.got} of {where.written} (pack {where.pack}){sent}"
    gaps = [f"missing {gap.first}-{gap.last} of {gap.replica[:4]} {gap.file}".rstrip() for gap in where.gaps]
    return [got, *(gaps or ["missing: nothing"])]


def _line(file: dict[str, Any]) -> str:
    counts = " ".join(f"{key}={value}" for key, value in file["counts"].items())
    return (
        f"{file['at'][:16]}  {file['way']:3} {file['kind']:8} {file['file']}  {file['verdict']} {counts}  {file['id']}"
    )
