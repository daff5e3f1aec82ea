"""Taking in a file in another process: the same outcome, the same refusals, and nothing left behind."""

import os
import pickle
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import text

from db.actor import Actor, Role
from db.operation import undo
from db.stamp import FixedClock
from desktop.errors import AppError, PermissionDenied
from desktop.exchange import aside, intake, workbook
from desktop.exchange.aside import Aside, AsideError, Intake
from desktop.exchange.workbook import SheetSpec
from desktop.store import open_memory_store, open_store
from desktop.words import N_

WECOM = Path(__file__).parents[2] / "data" / "wecom"
PART = WECOM / "客户列表-流式.xlsx"
LEAD = Actor("", Role.LEAD, "")
KEY = b"k" * 32


@pytest.fixture
def store(tmp_path):
    store = open_store(tmp_path / "a.db", KEY, FixedClock(datetime(2026, 11, 20, 18)))
    yield store
    store.close()


@pytest.fixture
def beside(store):
    beside = Aside(store, LEAD)
    yield beside
    beside.close()


def contacts(store) -> int:
    with store.session() as session:
        return session.execute(text("SELECT count(*) FROM contact WHERE hidden = 0")).scalar_one()


def test_a_file_is_taken_in_and_the_import_undone(store, beside):
    made = beside.open(PART).plan
    assert (made.counts["new"], contacts(store)) == (60, 0)
    done = beside.apply()
    assert (done.count, contacts(store)) == (60, 60)
    assert done.message.template.startswith("{file}：新增")
    store.write(lambda session: undo(session, LEAD, done.batch))
    assert contacts(store) == 0


def test_refusals_come_over_in_words(tmp_path, beside):
    (tmp_path / "表.csv").write_text("x", encoding="utf-8")
    with pytest.raises(AppError, match=r"表\.csv 是文本文件") as caught:
        beside.open(tmp_path / "表.csv")
    assert caught.value.cure.template.startswith("请用 Excel")
    assert beside.open(PART).plan.counts["new"] == 60  # the process goes on


def test_a_process_that_died_is_replaced(beside):
    beside.open(PART)
    beside._pipe.close()
    with pytest.raises(AppError, match="半路停了"):
        beside.apply()
    assert beside.open(PART).plan.counts["new"] == 60


def test_nothing_planned_is_a_mistake_of_the_program(store):
    here = Intake(store, LEAD)
    answer = aside._answer(here, "apply", None)
    assert isinstance(answer, AsideError)
    assert answer.args[0] == "LookupError"
    assert "test_aside" not in answer.args[0]
    here.close()


def test_a_store_in_memory_is_worked_on_here():
    store = open_memory_store(FixedClock(datetime(2026, 11, 20, 18)))
    here = Aside(store, LEAD)
    here.open(PART)
    assert here._pipe is None
    assert here.apply().count == 60
    assert contacts(store) == 60
    here.close()
    store.close()


def test_who_may_not_is_told_by_the_process(store):
    beside = Aside(store, Actor("", Role.TELLER, ""))
    with pytest.raises(PermissionDenied):
        beside.open(PART)
    beside.close()


def test_the_process_answers_until_the_pipe_closes(store, monkeypatch):
    monkeypatch.setattr(os, "nice", lambda _: 0)
    asked = [("open", (PART, "")), ("apply", None)]
    said = []

    class Pipe:
        def recv(self):
            if not asked:
                raise EOFError
            return asked.pop(0)

        def send(self, answer) -> None:
            said.append(answer)

    aside.serve(Pipe(), store.path, KEY, store.clock, LEAD)
    assert said[0].plan.counts["new"] == 60
    assert said[1].count == contacts(store) == 60


def test_a_program_that_ends_without_closing_it_ends(tmp_path):
    """Its process is waited for at the end, and must not wait for more work meanwhile."""
    code = (
        # Something whose own end is registered first.
        "import weakref; held = type(str(), (), {})(); weakref.finalize(held, print)\n"
        "from pathlib import Path; from db.actor import Actor, Role\n"
        "from desktop.exchange.aside import Aside; from desktop.store import open_store\n"
        f"store = open_store(Path({str(tmp_path / 'b.db')!r}), {KEY!r})\n"
        f"beside = Aside(store, Actor('', Role.LEAD, '')); print(beside.open(Path({str(PART)!r})).plan.counts['new'])\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.split() == ["60"]


def test_a_preview_is_cut_and_its_numbers_are_not(store, reader):
    with store.session() as session:
        made = intake.plan(session, LEAD, PART, reader)
    shown = made.cut(5, [[]] * 70)
    assert (len(shown.new), len(shown.changes), shown.counts) == (5, 1, made.counts)


def test_errors_and_phrases_survive_the_way():
    error = pickle.loads(pickle.dumps(PermissionDenied("{a} 不行", cure="换 {a}", a="甲")))
    assert (type(error), error.message, error.cure.template) == (PermissionDenied, "甲 不行", "换 {a}")
    phrase = pickle.loads(pickle.dumps(N_("{n} 行", n=3)))
    assert (phrase, phrase.template, phrase.values) == ("3 行", "{n} 行", {"n": 3})


def test_a_table_of_one_s_own_is_looked_at_planned_and_mended(store, beside, tmp_path):
    rows = [["姓名", "手机", "客户经理"], ["赵小琳", "13800001234", "wangmin"], ["钱一", "", "小 周"]]
    workbook.write(tmp_path / "a.xlsx", [SheetSpec("表", rows)])
    seen = beside.open(tmp_path / "a.xlsx")
    assert (seen.origin, seen.plan) == ("guess", None)
    assert beside.look("staff", "表", 0).missing == ["account", "departments"]
    seen = beside.look("contacts", "表", 0)
    seen = beside.look_as(seen.mapping.with_target(1, "telephone"))
    assert seen.columns[1].target == "telephone"
    made = beside.plan(seen.mapping)
    assert (made.counts["new"], made.counts["refused"]) == (1, 1)
    assert beside.edit(3, 3, " wangmin ").counts["new"] == 2
    assert beside.edit(3, 9, "远处").cells[3][8] == "远处"
    assert beside.apply().count == 2


@pytest.mark.parametrize(("what", "value"), [("edit", (1, 1, "")), ("look", ("contacts", "表", 0)), ("look_as", None)])
def test_what_needs_a_file_is_a_mistake_without_one(store, what, value):
    here = Intake(store, LEAD)
    assert isinstance(aside._answer(here, what, value), AsideError)
    here.close()
