"""`taika posters` and `taika check-qr`: pieces and the check of code pictures without a window."""

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from db.actor import Actor
from db.engine import session_clock
from desktop.context import CommandContext
from desktop.errors import AppError
from desktop.posters import batch, intake, pieces, qr, records
from desktop.posters.elements import Template
from desktop.posters.template import Library
from desktop.resources import resource

DONE, REFUSALS = 0, 1


def add_parser(subparsers: Any) -> None:  # noqa: ANN401 - argparse has no public name for it
    posters = subparsers.add_parser("posters", help="make posters and table cards, each proven to scan")
    posters.add_argument("--template", required=True, metavar="T", help="name of the template, or its title")
    who = posters.add_mutually_exclusive_group()
    who.add_argument("--staff", metavar="S", help="account or name")
    who.add_argument("--all", action="store_true", help="everybody of the branch")
    posters.add_argument("--theme", default="", help="colours of the piece; the template's first by default")
    posters.add_argument("--format", choices=("pdf", "png"), default="pdf")
    posters.add_argument("--out", type=Path, required=True, metavar="DIR")
    posters.set_defaults(run=run)
    check = subparsers.add_parser(
        "check-qr", help="say what the QR codes in pictures are and whether they may be printed"
    )
    check.add_argument("files", nargs="+", type=Path, metavar="FILE")
    check.set_defaults(run=run)


def run(args: argparse.Namespace, context: CommandContext) -> int:
    """Run either command; 0 all well, 1 something was refused."""
    return _check(args.files, context) if hasattr(args, "files") else _posters(args, context)


# ---------------------------------------------------------------------------------------------------- check-qr


def _check(files: list[Path], context: CommandContext) -> int:
    kinds = qr.Kinds(resource("posters", "codes.toml"))
    rows: list[dict[str, str]] = []
    lines: list[str] = []
    for file in intake.pictures(files) if any(file.is_dir() for file in files) else files:
        answer = qr.check_file(file, kinds)
        reason = context.words.render(answer.remark) if answer.remark else ""
        rows.append({
            "file": str(file), "verdict": answer.verdict, "kind": answer.kind, "reason": reason,
            "content": answer.content,
        })  # fmt: skip
        lines.append(f"{answer.verdict:6}  {file.name}  {reason or answer.content}")
    context.emit(rows, lines)
    return REFUSALS if any(row["verdict"] == "refuse" for row in rows) else DONE


# ---------------------------------------------------------------------------------------------------- posters


def _posters(args: argparse.Namespace, context: CommandContext) -> int:
    studio = pieces.Studio.open(resource())
    template = studio.library.load(_key(studio.library, args.template))
    store, actor = context.store(), context.actor
    with store.session() as session:
        today = session_clock(session).now().date()
        wanted = list(_orders(session, actor, studio, template, args))
    made = batch.run(studio, wanted, today, args.format, args.out, context.progress)
    if made.made:
        store.write(lambda session: pieces.keep(session, actor, made.made, args.format))
    rows = [_row(piece, str(file), "") for piece, file in zip(made.made, made.files, strict=True)]
    rows += [_row(piece, "", context.words.render(piece.problems[0])) for piece in made.refused]
    context.emit(rows, [f"{row['staff']}: {row['file'] or row['reason']}" for row in rows])
    return REFUSALS if made.refused else DONE


def _row(piece: pieces.Piece, file: str, reason: str) -> dict[str, Any]:
    """One piece as the command prints it; a refused one has a reason and no file."""
    proof = piece.proof.to_json() | {"passed": piece.passed}
    row = {"file": file, "staff": piece.order.record.account, "template": piece.order.template.key, "proof": proof}
    return row | ({"reason": reason} if reason else {})


def _key(library: Library, wanted: str) -> str:
    """The template called `wanted` by its folder or its title."""
    titles = {template.title: template.key for template in library.all()}
    return titles.get(wanted, wanted)


def _orders(
    session: Session,
    actor: Actor,
    studio: pieces.Studio,
    template: Template,
    args: argparse.Namespace,
) -> Iterator[pieces.Order]:
    if args.theme and args.theme not in template.themes:
        known = "、".join(template.themes)
        raise AppError("这个版式没有叫 {theme} 的主题", cure="可以用：{known}", theme=args.theme, known=known)
    if args.all:
        staff = [person.id for person in records.people(session, actor.branch)]
    else:
        staff = [records.find(session, actor.branch, args.staff or actor.staff).id]
    for one in staff:
        yield pieces.order(session, actor, studio, template, one, theme=args.theme)


__all__ = ["add_parser", "run"]
