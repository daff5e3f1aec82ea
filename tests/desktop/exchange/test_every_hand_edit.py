"""Each kind of hand edit in a real report: shown as what it is, and in any order and place taken to the same state."""

import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from db.actor import Actor
from db.doctor import state_hash, verify
from db.engine import Store
from db.merging import export_operations, merge
from db.stamp import FixedClock
from desktop.exchange import arrival, proposals, report
from desktop.exchange.proposals import Proposal
from desktop.exchange.worker import Reader
from desktop.store import open_memory_store
from tests.desktop.exchange.branches import ANALYST, FRIDAY, open_branch

NAME = "城东支行"
Branch = tuple[Store, Actor]
Line = tuple[str, str, str, str, str, bool]
"""Kind, place, heading, before, after, whether it can be taken."""


class Case(NamedTuple):
    """What somebody does to the workbook, and what the preview must say then."""

    act: Callable[[Workbook], None]
    shown: set[Line]


@pytest.fixture(scope="module")
def branch() -> Iterator[Branch]:
    store, lead = open_branch(NAME, 8)
    with closing(store):
        yield store, lead


@pytest.fixture(scope="module")
def sent(branch: Branch, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report as the program wrote it."""
    store, lead = branch
    return report.export(store, lead, tmp_path_factory.mktemp("report")).file


def column(book: Workbook, sheet: str, key: str) -> int:
    return [cell.value for cell in book[sheet][1]].index(key) + 1


def put(book: Workbook, sheet: str, line: int, key: str, value: Any) -> None:
    book[sheet].cell(line, column(book, sheet, key)).value = value


def values(book: Workbook, line: int) -> list[Any]:
    return [cell.value for cell in book["客户"][line]]


def change(book: Workbook) -> None:
    put(book, "社群", 3, "members", 130)
    put(book, "客户", 4, "next_at", "2026/12/1 9:30")
    put(book, "客户", 5, "name", "写进来的")


def add(book: Workbook) -> None:
    book["客户"].append(["新来的", "13700001111", "王敏", None, "存款"])
    book["标签"].append(["新组", "新标签"])


def delete(book: Workbook) -> None:
    book["客户"].delete_rows(6)


def reorder(book: Workbook) -> None:
    first, last = values(book, 3), values(book, 9)
    for line, row in ((3, last), (9, first)):
        for at, value in enumerate(row, 1):
            book["客户"].cell(line, at).value = value


def turn_columns(book: Workbook) -> None:
    sheet = book["社群"]
    for line in range(1, sheet.max_row + 1):
        one, other = sheet.cell(line, 1), sheet.cell(line, 2)
        one.value, other.value = other.value, one.value


def copy(book: Workbook) -> None:
    book["客户"].append(values(book, 4))


def rename_head(book: Workbook) -> None:
    book["客户"].cell(2, column(book, "客户", "phone")).value = "电话"
    put(book, "客户", 4, "next_at", "2026-12-01 09:30")


def formula(book: Workbook) -> None:
    put(book, "社群", 3, "members", "=65*2")
    put(book, "客户", 4, "next_at", "=NOW()")


def retype(book: Workbook) -> None:
    put(book, "社群", 3, "members", "100")  # as a text
    put(book, "SOP 记录", 3, "count", 0.0)


def retype_and_change(book: Workbook) -> None:
    put(book, "社群", 3, "members", " 130.0 ")


GROUP, TIME = ("改了", "“社群”第 3 行", "群人数", "100", "130", True), "2026-12-01 09:30:00"
LATER: Line = ("改了", "“客户”第 4 行", "下次跟进", "—", TIME, True)
CASES = {
    "changed": Case(change, {GROUP, LATER, ("这一列不能改", "“客户”第 5 行", "姓名", "?", "写进来的", False)}),
    "added": Case(add, {("加了一行", "“客户”第 11 行", "", "—",
                         "姓名 新来的；手机 13700001111；归属 王敏；标签 存款", True),
                        ("加了一行", "“标签”第 4 行", "", "—", "?", False)}),
    "deleted": Case(delete, {("删了一行", "“客户”", "", "?", "—", False)}),
    "reordered rows": Case(reorder, {("次序变了", "“客户”", "行", "—", "—", False)}),
    "reordered columns": Case(turn_columns, {("次序变了", "“社群”第 2 行", "列", "—", "—", False)}),
    "copied": Case(copy, {("复制的行", "“客户”第 11 行", "", "—", "?", False)}),
    "renamed head": Case(rename_head, {("表头改了", "“客户”第 2 行", "手机", "手机", "电话", False), LATER}),
    "formula": Case(formula, {("写了公式", "“社群”第 3 行", "群人数", "100", "?", False),
                              ("写了公式", "“客户”第 4 行", "下次跟进", "—", "?", False)}),
    "retyped": Case(retype, set()),
    "retyped and changed": Case(retype_and_change, {GROUP}),
}  # fmt: skip


def edited(sent: Path, folder: Path, *acts: Callable[[Workbook], None]) -> Path:
    path = folder / sent.name
    shutil.copyfile(sent, path)
    book = load_workbook(path)
    for act in acts:
        act(book)
    book.save(path)
    return path


def preview(store: Store, actor: Actor) -> list[Proposal]:
    with store.session() as session:
        return proposals.waiting(session, actor)


def said(found: list[Proposal]) -> list[Line]:
    return sorted((str(one.kind), str(one.place), str(one.head), one.before or "—", one.after or "—", one.may)
                  for one in found)  # fmt: skip


def like(found: list[Line], wanted: set[Line]) -> bool:
    """Whether these are the lines; "?" stands for whatever the row says."""
    return len(found) == len(wanted) and all(
        any(all(want in {"?", have} for want, have in zip(line, one, strict=True)) for one in found) for line in wanted
    )


def twin(branch: Branch) -> Store:
    """Another PC of the branch, with all that the first one has."""
    with branch[0].session() as session:
        operations = list(export_operations(session, {}))
    store = open_memory_store(FixedClock(FRIDAY))
    store.write(lambda session: merge(session, operations))
    return store


def accept(store: Store, actor: Actor, arrived: arrival.Arrival, *, one_by_one: bool) -> tuple[str, str]:
    """Take what may be taken, at once or one after the other from the end; the state's hash before and after."""
    take = arrival.take if actor is ANALYST else arrival.offer
    store.write(lambda session: take(session, actor, arrived))
    before = state(store)
    ids = [one.id for one in preview(store, actor)]
    for part in [[id_] for id_ in reversed(ids)] if one_by_one else [ids] if ids else []:
        store.write(lambda session, part=part: proposals.decide(session, actor, part, "taken"))
    after = state(store)
    store.write(lambda session: take(session, actor, arrived))  # the same file again asks nothing and changes nothing
    assert preview(store, actor) == []
    assert state(store) == after
    return before, after


def state(store: Store) -> str:
    with store.session() as session:
        assert verify(session) == []
        return state_hash(session)


@pytest.mark.parametrize("kind", CASES)
def test_it_is_shown_as_what_it_is_and_comes_to_one_state(
    kind: str, branch: Branch, sent: Path, tmp_path: Path, reader: Reader
):
    case, lead = CASES[kind], branch[1]
    arrived = arrival.read(edited(sent, tmp_path, case.act), reader)
    with closing(twin(branch)) as looking:
        looking.write(lambda session: arrival.offer(session, lead, arrived))
        found = preview(looking, lead)
        assert like(said(found), case.shown), said(found)
    for actor in (lead, ANALYST):
        states = set()
        for one_by_one in (False, True):
            empty = actor is ANALYST
            with closing(open_memory_store(FixedClock(FRIDAY)) if empty else twin(branch)) as store:
                states.add(accept(store, actor, arrived, one_by_one=one_by_one))
        assert len(states) == 1
        before, after = states.pop()
        assert (before != after) == any(line[-1] for line in case.shown)  # only what may be taken changes anything


def test_saved_again_by_libreoffice_all_kinds_are_told_the_same(
    branch: Branch, sent: Path, tmp_path: Path, reader: Reader
):
    acts = [CASES[kind].act for kind in ("changed", "added", "deleted", "reordered rows", "copied", "renamed head")]
    path = edited(sent, tmp_path, *acts, calculate, drop_column)
    out = tmp_path / "again"
    command = ["soffice", "--headless", f"-env:UserInstallation=file://{tmp_path}/profile", "--convert-to", "xlsx",
               "--outdir", str(out), str(path)]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    seen, states = [], set()
    for file in (path, out / path.name):
        with closing(twin(branch)) as store:
            arrived = arrival.read(file, reader)
            store.write(lambda session, arrived=arrived: arrival.offer(session, branch[1], arrived))
            found = said(preview(store, branch[1]))
            seen.append([(*line[:4], "" if line[0] == "写了公式" else line[4], line[5]) for line in found])
        with closing(twin(branch)) as store:
            states.add(accept(store, branch[1], arrived, one_by_one=False))
    assert seen[0] == seen[1]
    assert {line[0] for line in seen[0]} == ALL
    assert len(states) == 1


def calculate(book: Workbook) -> None:
    put(book, "SOP 记录", 3, "count", "=3*2")


def drop_column(book: Workbook) -> None:
    book["客户"].delete_cols(column(book, "客户", "source"))


ALL = {
    "改了", "这一列不能改", "加了一行", "删了一行", "次序变了", "复制的行", "表头改了", "写了公式", "列少了或多了",
}  # fmt: skip
