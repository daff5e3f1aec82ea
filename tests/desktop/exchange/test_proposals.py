"""Hand edits that wait: at head office and at the branch, taken, left, undone."""

import json
from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook
from sqlalchemy import text

from db.actor import Actor, Role
from db.doctor import state_hash, verify
from db.engine import Store
from db.operation import Change, record
from desktop.errors import AppError, PermissionDenied
from desktop.exchange import arrival, conflicts, history, proposals, report
from desktop.exchange.arrival import Arrival
from desktop.exchange.worker import Reader
from desktop.security import seals
from desktop.undo import undo
from desktop.words import Words
from tests.desktop.exchange.branches import ANALYST, lead_of, open_branch

Branch = tuple[Store, Actor]


def sent(branch: Branch, folder: Path, reader: Reader) -> Arrival:
    """A report with five hand edits: a next step, a tag off, a count, a name typed in, a contact added."""
    store, lead = branch
    path = report.export(store, lead, folder).file
    book = load_workbook(path)
    contacts = book["客户"]
    contacts["I4"], contacts["E5"], contacts["A6"] = datetime(2026, 12, 1, 9, 30), None, "真名实姓"
    contacts.append(["钱多多", "13700001111", "王敏", None, "存款"])
    book["社群"]["C3"] = 130
    book.save(path)
    return arrival.read(path, reader)


def take(hq: Store, arrived: Arrival) -> arrival.Taken:
    return hq.write(lambda session: arrival.take(session, ANALYST, arrived))


def waiting(store: Store, actor: Actor) -> list[proposals.Proposal]:
    with store.session() as session:
        return proposals.waiting(session, actor)


def decide(store: Store, actor: Actor, rule: str, which: list[str] | None = None):
    ids = which or [one.id for one in waiting(store, actor)]
    return store.write(lambda session: proposals.decide(session, actor, ids, rule))


def value(store: Store, statement: str):
    with store.session() as session:
        return session.execute(text(statement)).scalar()


def state(store: Store) -> str:
    with store.session() as session:
        assert verify(session) == []
        return state_hash(session)


def test_at_head_office_untouched_rows_merge_and_the_edits_wait(
    branch: Branch, hq: Store, tmp_path: Path, reader: Reader
):
    taken = take(hq, sent(branch, tmp_path, reader))
    assert (taken.verdict, taken.flags) == ("merged", ("hand_edited",))
    assert str(taken.reason).startswith("“客户”第 ")
    assert value(hq, "SELECT members FROM 'group'") == 100
    found = waiting(hq, ANALYST)
    assert sorted(str(one.kind) for one in found) == ["加了一行", "改了", "改了", "改了", "这一列不能改"]
    assert sum(one.may for one in found) == 4
    assert {one.branch for one in found} == {"城东支行"}
    with hq.session() as session:
        assert proposals.open_count(session) == 5
        kept = "".join(str(row) for row in session.execute(text("SELECT * FROM proposal")))
    for secret in ("真名实姓", "钱多多", "13700001111"):
        assert secret not in kept
    assert "真**姓" in kept


def test_what_is_told_is_told_in_the_words_of_the_reader(branch: Branch, hq: Store, tmp_path: Path, reader: Reader):
    """Heads and codes too, which the file has in whatever language it was written in."""
    path = report.export(*branch, tmp_path, Words("en")).file
    book = load_workbook(path)
    sheet = book["Contacts"]
    keys = [cell.value for cell in sheet[1]]
    sheet.cell(4, keys.index("stage") + 1).value = "Purchase"
    sheet.cell(2, keys.index("phone") + 1).value = "Tel."
    sheet.cell(2, len(keys) + 1).value = "Mine"
    sheet.title = "People"
    book.save(path)
    take(hq, arrival.read(path, reader))
    found = waiting(hq, ANALYST)
    for words, told in (
        (Words(), {("阶段", "认知", "购买"), ("手机", "手机", "Tel."), ("新的列", "", "Mine"),
                   ("客户", "客户", "People")}),
        (Words("en"), {("Stage", "Aware", "Purchase"), ("Phone", "Phone", "Tel."), ("New column", "", "Mine"),
                       ("Contacts", "Contacts", "People")}),
    ):  # fmt: skip
        assert {tuple(map(words.text, (one.head, one.before, one.after))) for one in found} == told


def test_taking_is_one_step_to_undo_and_stands_in_the_history(
    branch: Branch, hq: Store, tmp_path: Path, reader: Reader
):
    take(hq, sent(branch, tmp_path, reader))
    before = state(hq)
    done = decide(hq, ANALYST, "taken")
    assert str(done.message) == "收下 4 处手工改动，不收 1 处"
    assert value(hq, "SELECT members FROM 'group'") == 130
    assert value(hq, "SELECT name FROM contact WHERE phone = '137****1111'") == "钱*多"
    assert value(hq, "SELECT count(*) FROM contact_tag WHERE present = 0") == 1
    assert waiting(hq, ANALYST) == []
    with hq.session() as session:
        [passage] = [one for one in history.passages(session) if one.kind == "hand"]
    assert (passage.counts, passage.batch) == ({"taken": 4, "left": 1}, done.batch)
    hq.write(lambda session: undo(session, ANALYST, done.batch))
    assert value(hq, "SELECT members FROM 'group'") == 100
    assert value(hq, "SELECT count(*) FROM contact WHERE hidden = 0") == 6
    assert state(hq) == before
    with pytest.raises(AppError, match="已经定过"):
        decide(hq, ANALYST, "taken", [passage.id])


def test_what_was_undone_waits_again_and_can_be_taken_once_more(
    branch: Branch, hq: Store, tmp_path: Path, reader: Reader
):
    arrived = sent(branch, tmp_path, reader)
    take(hq, arrived)
    before = state(hq)
    first = decide(hq, ANALYST, "taken")
    taken = state(hq)
    for _ in range(2):
        hq.write(lambda session, batch=first.batch: undo(session, ANALYST, batch))
        assert state(hq) == before
        assert len([one for one in waiting(hq, ANALYST) if one.may]) == 4
        take(hq, arrived)
        first = decide(hq, ANALYST, "taken")
        assert state(hq) == taken
    assert value(hq, "SELECT members FROM 'group'") == 130
    assert value(hq, "SELECT count(*) FROM conflict WHERE chosen_at IS NULL") == 0


def test_leaving_changes_nothing_and_the_same_file_asks_no_second_time(
    branch: Branch, hq: Store, tmp_path: Path, reader: Reader
):
    arrived = sent(branch, tmp_path, reader)
    take(hq, arrived)
    before = state(hq)
    assert decide(hq, ANALYST, "left").batch == ""
    assert state(hq) == before
    take(hq, arrived)
    assert waiting(hq, ANALYST) == []


def test_by_rule_only_what_nobody_changed_since(branch: Branch, hq: Store, tmp_path: Path, reader: Reader):
    take(hq, sent(branch, tmp_path, reader))
    hq.clock.advance(hours=1)
    group = value(hq, "SELECT id FROM 'group'")
    hq.write(lambda session: record(session, None, [Change("group", group, {"members": 111})]))
    done = decide(hq, ANALYST, "unchanged")
    assert str(done.message) == "收下 3 处手工改动，不收 2 处"
    assert value(hq, "SELECT members FROM 'group'") == 111


def test_taking_what_was_changed_since_is_a_true_conflict(branch: Branch, hq: Store, tmp_path: Path, reader: Reader):
    take(hq, sent(branch, tmp_path, reader))
    hq.clock.advance(hours=1)
    group = value(hq, "SELECT id FROM 'group'")
    hq.write(lambda session: record(session, None, [Change("group", group, {"members": 111})]))
    decide(hq, ANALYST, "taken")
    assert value(hq, "SELECT members FROM 'group'") == 111
    assert json.loads(value(hq, "SELECT loser_value FROM conflict WHERE field = 'members'")) == 130


def test_accepted_at_the_branch_and_at_head_office_it_is_one_operation(
    branch: Branch, hq: Store, tmp_path: Path, reader: Reader
):
    store, lead = branch
    arrived = sent(branch, tmp_path, reader)
    assert store.write(lambda session: arrival.offer(session, lead, arrived)) == 5
    decide(store, lead, "taken")
    assert value(store, "SELECT phone FROM contact WHERE name = '钱多多'") == "13700001111"
    take(hq, arrived)
    decide(hq, ANALYST, "taken")
    operations = value(hq, "SELECT count(*) FROM operation")
    after = report.export(store, lead, tmp_path / "next").file
    taken = take(hq, arrival.read(after, reader))
    assert taken.flags == ()
    assert value(hq, "SELECT count(*) FROM operation") == operations
    assert value(hq, "SELECT phone FROM contact WHERE name = '钱*多'") == "137****1111"


def test_the_branch_is_offered_the_edits_of_its_own_report_only(branch: Branch, tmp_path: Path, reader: Reader):
    store, lead = branch
    arrived = sent(branch, tmp_path, reader)
    other, other_lead = open_branch("滨江支行", 1)
    with pytest.raises(AppError, match="城东支行的上报表"):
        other.write(lambda session: arrival.offer(session, other_lead, arrived))
    other.close()
    clean = arrival.read(report.export(store, lead, tmp_path / "clean").file, reader)
    assert store.write(lambda session: arrival.offer(session, lead, clean)) == 0
    store.write(lambda session: session.execute(text("DELETE FROM setting WHERE key = :key"), {"key": seals.OWN}))
    with pytest.raises(AppError, match="签名不符"):
        store.write(lambda session: arrival.offer(session, lead, arrived))


def test_a_report_of_another_pc_of_the_branch_is_offered_too(branch: Branch, tmp_path: Path, reader: Reader):
    second, lead = open_branch("城东支行", 6)
    arrived = sent((second, lead), tmp_path, reader)
    second.close()
    store, _ = branch
    assert store.write(lambda session: arrival.offer(session, lead, arrived)) == 5
    assert {one.who for one in waiting(store, lead) if str(one.kind) == "改了"} & {"+理财群"}


def twice_exported(branch: Branch, folder: Path, reader: Reader) -> list[Arrival]:
    """Two reports of one week, the second after some work; in each somebody types another number of members."""
    store, lead = branch
    made = []
    for number, members in ((1, 300), (2, 400)):
        path = report.export(store, lead, folder / str(number)).file
        book = load_workbook(path)
        book["社群"]["C3"] = members
        book.save(path.with_name(f"第{number}份.xlsx"))
        made.append(arrival.read(path.with_name(f"第{number}份.xlsx"), reader))
        store.clock.advance(hours=1)
        store.write(lambda session: record(session, lead, [Change("staff", lead.staff, {"phone": "13900002222"})]))
    return made


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_two_hand_edits_of_one_field_in_two_exports_are_a_conflict(
    branch: Branch, hq: Store, tmp_path: Path, reader: Reader, order: tuple[int, int]
):
    files = twice_exported(branch, tmp_path, reader)
    for number in order:
        take(hq, files[number])
        decide(hq, ANALYST, "taken")
    assert value(hq, "SELECT members FROM 'group'") == 400
    with hq.session() as session:
        [found] = conflicts.disputes(session, ANALYST)
    assert (found.winner.value, found.winner.file, found.winner.by_hand) == ("400", "第2份.xlsx", True)
    assert (found.loser.value, found.loser.file, found.loser.by_hand) == ("300", "第1份.xlsx", True)
    state(hq)


def test_what_was_accepted_before_the_second_export_was_seen_in_it(
    branch: Branch, hq: Store, tmp_path: Path, reader: Reader
):
    store, lead = branch
    path = report.export(store, lead, tmp_path / "1").file
    for number, members in ((1, 300), (2, 400)):
        book = load_workbook(path)
        book["社群"]["C3"] = members
        book.save(path)
        arrived = arrival.read(path, reader)
        store.write(lambda session, one=arrived: arrival.offer(session, lead, one))
        decide(store, lead, "taken")
        take(hq, arrived)
        decide(hq, ANALYST, "taken")
        store.clock.advance(hours=1)
        path = report.export(store, lead, tmp_path / f"next{number}").file
    for one in (store, hq):
        assert value(one, "SELECT members FROM 'group'") == 400
        assert value(one, "SELECT count(*) FROM conflict") == 0


def test_by_rule_the_second_of_two_exports_is_left_when_the_first_was_taken(
    branch: Branch, hq: Store, tmp_path: Path, reader: Reader
):
    first, second = twice_exported(branch, tmp_path, reader)
    take(hq, first)
    decide(hq, ANALYST, "taken")
    take(hq, second)
    assert str(decide(hq, ANALYST, "unchanged").message) == "收下 0 处手工改动，不收 1 处"
    assert value(hq, "SELECT members FROM 'group'") == 300


@pytest.mark.parametrize("role", [Role.TELLER, Role.MANAGER, Role.ADMIN, Role.AUDITOR])
def test_only_a_lead_and_an_analyst_decide(branch: Branch, tmp_path: Path, reader: Reader, role: Role):
    store, _ = branch
    actor = Actor("x", role, lead_of("城东支行").branch)
    arrived = sent(branch, tmp_path, reader)
    assert not proposals.may_decide(actor)
    for act in (lambda s: arrival.offer(s, actor, arrived), lambda s: proposals.decide(s, actor, ["x"], "taken"),
                lambda s: proposals.waiting(s, actor)):  # fmt: skip
        with pytest.raises(PermissionDenied):
            store.write(act)


def test_an_unknown_rule_is_a_mistake_of_the_program(hq: Store):
    with pytest.raises(ValueError, match="both"):
        hq.write(lambda session: proposals.decide(session, ANALYST, ["x"], "both"))
