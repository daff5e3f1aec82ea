"""What goes back to a branch: a workbook that names each of its files with a problem, where it is, and what to do."""

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.orm import Session

from db.actor import Actor
from db.engine import Store, session_clock
from desktop.exchange import outgoing, workbook
from desktop.exchange.hand_edits import KINDS
from desktop.exchange.workbook import Cell, SheetSpec, Written
from desktop.files import file_name
from desktop.headquarters import arrivals
from desktop.headquarters.arrivals import File
from desktop.insights.metrics import Period
from desktop.security.roles import Permission, require
from desktop.words import N_, Words


def export(
    store: Store, actor: Actor, folder: Path, period: Period, words: Words, only: Iterable[str] = ()
) -> list[Path]:
    """A workbook for each branch with a problem file in this week; `only` limits it to these files (ids).

    Files that do not say whose they are stand together in one more. Each is entered in the history.
    """
    require(actor, Permission.CONSOLIDATE)
    with store.session() as session:
        made = _write(session, folder, period, words, set(only))
    for written, files in made:
        outgoing.enter_readable(store, actor, outgoing.RETURNED, written, {"files": files}, period.name)
    return [written.path for written, _ in made]


def _write(
    session: Session, folder: Path, period: Period, words: Words, wanted: set[str]
) -> list[tuple[Written, int]]:  # fmt: skip
    """The workbooks, and how many files each is about."""
    by_branch: defaultdict[str, list[File]] = defaultdict(list)
    for file in arrivals.files(session, period):
        if file.troubled and (not wanted or file.id in wanted):
            by_branch[file.branch].append(file)
    made = []
    for branch, files in sorted(by_branch.items()):
        name = branch or words.text(N_("认不出的网点"))
        path = folder / f"{words.text(N_('退回'))}_{period.name}_{file_name(name)}.xlsx"
        pages = [_cover(session, name, period, files, words), *_lines(session, files, words)]
        made.append((workbook.write(path, pages), len(files)))
    return made


def _cover(session: Session, name: str, period: Period, files: list[File], words: Words) -> SheetSpec:
    say = words.text
    lines: list[list[Cell]] = [[one.file, say(one.reason), say(one.cure), one.at] for one in reversed(files)]
    rows: list[list[Cell]] = [
        [say(N_("收到的上报表有问题")), None, None, None],
        [say(N_("网点")), name, None, None],
        [say(N_("期间")), f"{period.first} – {period.last}（{period.name}）", None, None],
        [say(N_("生成时间")), session_clock(session).text(), None, None],
        [None, None, None, None],
        [say(N_("文件")), say(N_("问题")), say(N_("怎么办")), say(N_("收到时间"))],
        *lines,
    ]
    return SheetSpec(say(N_("说明")), rows, head=6, widths={1: 36, 2: 52, 3: 52, 4: 20}, filtered=False)


def _lines(session: Session, files: list[File], words: Words) -> list[SheetSpec]:
    """Where the files were changed by hand, line by line; what was written is not repeated."""
    say = words.text
    rows: list[list[Cell]] = [[say(N_("文件")), say(N_("页")), say(N_("行")), say(N_("改了什么"))]]
    asked = text("SELECT sheet, line, kind FROM proposal WHERE run = :run ORDER BY sheet, line, id")
    for file in files:
        for sheet, line, kind in session.execute(asked, {"run": file.id}):
            rows.append([file.file, sheet, line or None, say(KINDS[kind])])
    return [SheetSpec(say(N_("手工改动")), rows, widths={1: 36, 2: 14, 3: 8, 4: 20})] if len(rows) > 1 else []
