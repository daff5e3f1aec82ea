"""Head office in the demo: three reports put together, in any order, and the summary workbook."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.orm import Session

from db.actor import Role
from db.doctor import verify
from db.engine import Store, session_clock
from desktop import people
from desktop.demo.branch import Branch
from desktop.demo.checks import holds, same
from desktop.exchange import report, workbook
from desktop.headquarters import consolidate, summary
from desktop.headquarters.consolidate import Consolidated
from desktop.insights import metrics
from desktop.words import N_, Phrase


def send(branch: Branch, folder: Path) -> Iterator[Phrase]:
    """The branch's report; adds its file to `folder`."""
    made = branch.store.write(lambda session: report.build(session, branch.lead, folder))
    with branch.store.session() as session:
        same(N_("上报的记录数"), made.operations, _count(session, "operation"))
    book = workbook.read(made.file, reader=branch.reader)
    sheets = [sheet.name for sheet in book.sheets]
    holds(N_("上报表有说明页和记录页"), "说明" in sheets and "_ops" in sheets)
    cells = {str(cell) for sheet in book.sheets for row in sheet.rows for cell in row}
    with branch.store.session() as session:
        phones = set(session.scalars(text("SELECT phone FROM contact WHERE length(phone) = 11")))
    same(N_("上报表里没打码的手机号"), len(cells & phones), 0)
    yield N_(
        "{branch} 导出上报表 {file}：{operations} 条记录，{sheets} 页",
        branch=branch.name, file=made.file.name, operations=made.operations, sheets=len(sheets),
    )  # fmt: skip


def merge(store: Store, other: Store, branches: Sequence[Branch], folder: Path) -> Iterator[Phrase]:
    """All reports; the same in another order into another database; all of them once more."""
    files = consolidate.workbooks([folder])
    same(N_("上报表"), len(files), len(branches))
    first = _merge(store, files)
    same(N_("汇总的结论"), [one.verdict for one in first.files], ["merged"] * len(files))
    contacts = sum(_contacts(branch.store) for branch in branches)
    same(N_("汇总的客户"), first.contacts, contacts)
    yield N_("总行汇总 {files} 份：客户 {contacts}，记录 {operations}", files=len(files), contacts=first.contacts,
             operations=first.operations)  # fmt: skip
    turned = _merge(other, files[::-1])
    same(N_("换个顺序汇总的内容"), turned.state, first.state)
    again = _merge(store, files[::-1])
    same(N_("再汇总一次的新内容"), again.count("merged") + again.count("refused"), 0)
    same(N_("再汇总一次的内容"), (again.state, again.operations), (first.state, first.operations))
    yield N_("换个顺序、再来一次：内容不变（{state}）", state=first.state[:12])


def sum_up(store: Store, branches: Sequence[Branch], folder: Path) -> Iterator[Phrase]:
    """The summary workbook, read back: it names every branch."""
    with store.session() as session:
        analyst = people.at_keyboard(session, "", Role.ANALYST)
    file = summary.export(store, analyst, folder)
    with store.session() as session:
        total = metrics.total(session, metrics.Period.week_of(session_clock(session).now().date()))
    book = workbook.read(file)
    by_branch = book.sheet("网点")
    rows = by_branch.rows if by_branch else [["客户"]]
    held = rows[0].index("客户")
    same(N_("汇总表里的客户"), sum(int(row[held] or 0) for row in rows[1:]), total["contacts"])
    cells = {str(cell) for sheet in book.sheets for row in sheet.rows for cell in row}
    for branch in branches:
        holds(N_("汇总表里有{branch}", branch=branch.name), branch.name in cells)
    yield N_("汇总工作簿 {file}：{sheets} 页", file=file.name, sheets=len(book.sheets))


def look_over(stores: Sequence[Store]) -> Iterator[Phrase]:
    """In every database the tables say what the log says."""
    for store in stores:
        with store.session() as session:
            same(N_("数据库自检"), verify(session), [])
    yield N_("{count} 个数据库自检无误", count=len(stores))


def _merge(store: Store, files: Sequence[Path]) -> Consolidated:
    with store.session() as session:
        analyst = people.at_keyboard(session, "", Role.ANALYST)
    return consolidate.consolidate(store, analyst, files)


def _contacts(store: Store) -> int:
    with store.session() as session:
        return _count(session, "contact WHERE hidden = 0")


def _count(session: Session, table: str) -> int:
    return int(session.execute(text(f"SELECT count(*) FROM {table}")).scalar_one())
