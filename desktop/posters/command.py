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
from desktop.pictures.decoding import Decoder
from desktop.posters import intake, packed, pieces, production, qr, records
from desktop.posters.elements import Template
from desktop.posters.template import Library
from desktop.resources import resource
from desktop.words import N_

DONE, REFUSALS = 0, 1


def add_parser(subparsers: Any) -> None:  # noqa: ANN401 - argparse has no public name for it
    posters = subparsers.add_parser("posters", help="make posters and table cards, each proven to scan")
    posters.add_argument(
        "--template", required=True, action="append", metavar="T", help="name of a template, or its title; repeatable"
    )
    who = posters.add_mutually_exclusive_group()
    who.add_argument("--staff", metavar="S", help="account or name")
    who.add_argument("--all", action="store_true", help="everybody of the branch")
    posters.add_argument("--theme", default="", help="colours of the piece; the template's first by default")
    posters.add_argument("--format", choices=("pdf", "png"), default="pdf")
    posters.add_argument("--out", type=Path, required=True, metavar="DIR")
    posters.add_argument("--one-pdf", action="store_true", help="put all pieces into one PDF")
    posters.add_argument("--contact-sheet", action="store_true", help="add an overview of all pieces")
    posters.add_argument("--again", action="store_true", help="make also what an earlier run has made")
    posters.add_argument("--jobs", type=int, default=None, metavar="N", help="processes; as many as help by default")
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
    wanted = intake.pictures(files) if any(file.is_dir() for file in files) else files
    with Decoder() as decoder:
        answers = [qr.check_file(file, kinds, decoder) for file in wanted]
    for file, answer in zip(wanted, answers, strict=True):
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
    studio = pieces.Studio.open(resource(), context.paths.templates)
    with context.store().session() as session:
        packed.unpack(session, context.paths.templates)
    templates = [studio.library.load(_key(studio.library, name)) for name in args.template]
    store, actor = context.store(), context.actor
    with store.session() as session:
        today, rules = session_clock(session).now().date(), pieces.rules(session)
        orders = [one for template in templates for one in _orders(session, actor, studio, template, args)]
    format: pieces.Format = "pdf" if args.one_pdf else args.format  # noqa: A001 - the word of the trade
    wanted = production.tasks(orders, format, args.out, today, pictured=args.contact_sheet, rules=rules)
    slips = list(_produced(wanted, args, context))
    if made := [slip for slip in slips if slip.passed and not slip.again]:
        store.write(lambda session: pieces.keep(session, actor, made, format))
    places = {_who_and_what(order): number for number, order in enumerate(orders)}
    slips.sort(key=lambda slip: places[_who_and_what(slip.order)])
    rows = [_row(slip, context) for slip in slips]
    rows += _extras(studio, slips, args)
    context.emit(rows, [f"{row['staff']}: {row['file'] or row['reason']}" for row in rows])
    return DONE if all(slip.passed for slip in slips) else REFUSALS


def _produced(
    wanted: list[production.Task], args: argparse.Namespace, context: CommandContext
) -> Iterator[production.Slip]:
    """The slips as they come; Ctrl C ends it, and the next run goes on from there."""
    try:
        for slip in production.produce(
            resource(), wanted, lambda: False, workers=args.jobs, resume=not args.again
        ):  # fmt: skip
            context.progress(slip.order.file_name)
            yield slip
    except KeyboardInterrupt:
        context.progress(context.words.text(N_("停下了；再运行一次会接着做")))


def _who_and_what(order: pieces.Order) -> tuple[str, str]:
    return order.record.staff, order.template.key


def _extras(studio: pieces.Studio, slips: list[production.Slip], args: argparse.Namespace) -> list[dict[str, Any]]:
    """The one PDF and the contact sheet, as rows of the answer."""
    rows = []
    files = [slip.file for slip in slips if slip.file is not None]
    if args.contact_sheet and files:
        path = production.contact_sheet(studio, slips, args.out)
        rows.append({"file": str(path), "staff": "", "template": "contact-sheet", "proof": None})
    if args.one_pdf and files:
        path = production.one_file(slips, args.out)
        rows.append({"file": str(path), "staff": "", "template": "one-pdf", "proof": None})
    return rows


def _row(slip: production.Slip, context: CommandContext) -> dict[str, Any]:
    """One piece as the command prints it; a refused one has a reason and no file."""
    proof = slip.proof.to_json() | {"passed": slip.passed}
    order, file = slip.order, str(slip.file) if slip.file is not None else ""
    row = {"file": file, "staff": order.record.account, "template": order.template.key, "proof": proof}
    return row | ({"reason": context.words.render(slip.problems[0])} if slip.problems else {})


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
