"""Who was erased is nowhere in the decrypted database: no table, no draft, no waiting edit, no index, no later file."""

import json
import logging
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from openpyxl import load_workbook
from sqlalchemy import text

from db import migrate
from db.doctor import verify
from db.engine import Store, _file_engine
from db.exchange import ImportRun, Setting
from db.ids import derived_id
from db.merging import export_operations, merge
from db.operation import Change, record
from db.stamp import FixedClock
from desktop.activities import drawing, runs
from desktop.contacts import capture, derive, erasure
from desktop.exchange import arrival, conflicts, handover, proposals, report, shared_folder
from desktop.exchange.worker import Reader
from desktop.store import open_memory_store
from desktop.words import Words
from tests.desktop.exchange.branches import ANALYST, FRIDAY, branch_changes, lead_of, other_changes

NAME, PHONE, BEFORE = "欧阳晓雨", "13987654321", "欧阳小雨"
SECRETS = (NAME, BEFORE, PHONE, "7654321", "茉莉花", "住在柳荫街", "想换大房子", "周末约看房", "ouyang@example.com")
WHO = derived_id("contact", "who")
LEAD = lead_of("城东支行")


def everything(store: Store) -> str:
    """All that is in any table, those of the search index too."""
    with store.session() as session:
        tables = session.execute(text("SELECT name FROM sqlite_master WHERE type = 'table'")).scalars().all()
        rows = [row for one in tables for row in session.connection().exec_driver_sql(f'SELECT * FROM "{one}"')]
    cells = (cell for row in rows for cell in row)
    said = "\n".join(cell.decode("utf-8", "replace") if isinstance(cell, bytes) else str(cell) for cell in cells)
    return f"{said}\n{json.loads(json.dumps(said))}".encode().decode("unicode_escape", "ignore") + said


def found(store: Store) -> list[str]:
    with store.session() as session:
        assert verify(session) == []
    said = everything(store)
    return [secret for secret in SECRETS if secret in said or json.dumps(secret)[1:-1] in said]


def put(store: Store, *changes: Change) -> None:
    store.write(lambda session: record(session, LEAD, changes))


def give(source: Store, target: Store) -> None:
    with source.session() as session:
        operations = list(export_operations(session, {}))
    target.write(lambda session: merge(session, operations))


@pytest.fixture
def pcs() -> Iterator[tuple[Store, Store]]:
    """Two PCs that hold all there may be about somebody, also what they do not agree on."""
    clock = FixedClock(FRIDAY)
    with closing(open_memory_store(clock)) as one, closing(open_memory_store(clock)) as other:
        put(one, *branch_changes("城东支行"), *other_changes("城东支行"))
        tag = derived_id("tag", "意向", "存款")
        put(
            one,
            Change("contact", WHO, {"name": BEFORE, "phone": PHONE, "branch": LEAD.branch, "owner": LEAD.staff,
                                    "owner_name": "王敏", "email": "ouyang@example.com", "person": "p"}),
            Change("person", "p", {"name": NAME, "root": WHO}),
            Change("contact_tag", derived_id("contact_tag", WHO, tag), {"contact": WHO, "tag": tag, "present": 1}),
            Change("interaction", "talk", {"contact": WHO, "kind": "chat", "at": f"{FRIDAY}", "text": "想换大房子"}),
            Change("follow_up", "step", {"contact": WHO, "staff": LEAD.staff, "due_at": "2026-11-19 10:00:00",
                                         "title": "周末约看房"}),
            Change("task", "call", {"contact": WHO, "staff": LEAD.staff, "title": f"回访{NAME}"}),
            Change("contact_value", "v", {"contact": WHO, "field": "f", "value": "住在柳荫街"}),
            Change("contact", "else", {"name": "钱多多", "phone": "13811112222", "branch": LEAD.branch,
                                       "owner": LEAD.staff, "owner_name": "王敏"}),
        )  # fmt: skip
        give(one, other)
        clock.advance(hours=1)
        put(other, Change("contact", WHO, {"name": NAME, "remark": "茉莉花"}))
        clock.advance(hours=1)
        put(one, Change("contact", WHO, {"name": NAME, "remark": "爱喝茉莉花茶"}))
        give(other, one)
        give(one, other)
        yield one, other


def edited(store: Store, folder: Path) -> Path:
    """A report in which somebody typed everywhere."""
    path = report.export(store, LEAD, folder).file
    book = load_workbook(path)
    sheet = book["客户"]
    keys = [cell.value for cell in sheet[1]]
    line = next(row for row in range(3, 6) if sheet.cell(row, keys.index("_id") + 1).value == WHO)
    sheet.cell(line, keys.index("remark") + 1 if "remark" in keys else len(keys) + 1).value = "茉莉花要浇水"
    sheet.cell(line, keys.index("name") + 1).value = NAME
    sheet.append([NAME, PHONE, "王敏"])
    sheet.append(["钱多多", "13811112222", "王敏"])
    sheet.append([sheet.cell(line, place + 1).value for place in range(len(keys))])
    book.save(path)
    return path


def fill(store: Store) -> None:
    """What a PC keeps beside its tables."""

    def work(session):
        capture.keep_draft(session, LEAD.staff, "window", json.dumps({"name": NAME, "phone": PHONE}))
        kept = [{"name": "找她", "query": {"text": PHONE}}, {"name": "高净值", "query": {"text": "存款"}}]
        session.merge(Setting(key=f"contacts.filters.{LEAD.staff}", value=json.dumps(kept)))
        session.add(
            ImportRun(
                id="i",
                file=f"{NAME}的资料.xlsx",
                place=f"/tmp/{PHONE}.xlsx",
                kind="contacts",
                counts="{}",
                detail=json.dumps({"reason": [NAME, {}]}, ensure_ascii=False),
            )
        )

    store.write(work)


def test_nothing_is_left_where_it_was_asked_for_nor_where_the_entry_arrives(
    pcs: tuple[Store, Store], tmp_path: Path, reader: Reader
):
    one, other = pcs
    path = edited(one, tmp_path)
    for store in pcs:
        fill(store)
        arrived = arrival.read(path, reader)
        store.write(lambda session, read=arrived: arrival.offer(session, LEAD, read))
        assert set(found(store)) == set(SECRETS)
        with store.session() as session:
            assert conflicts.open_count(session) == 1
    one.write(lambda session: erasure.erase(session, LEAD, WHO, "asked"))
    assert found(one) == []
    give(one, other)
    assert found(other) == []
    for store in pcs:
        with store.session() as session:
            assert capture.draft(session, LEAD.staff, "window") == ""
            assert [
                line["name"] for line in json.loads(session.get(Setting, f"contacts.filters.{LEAD.staff}").value)
            ] == ["高净值"]
            left = proposals.waiting(session, LEAD)
            assert session.get(ImportRun, "i").file == "＊的资料.xlsx"
        assert [row.after for row in left if str(row.kind) == "加了一行"] == [
            "姓名 钱多多；手机 13811112222；归属 王敏"
        ]
    read = arrival.read(path, reader)
    one.write(lambda session: arrival.offer(session, LEAD, read))
    with one.session() as session:
        waiting = {row.row for row in session.execute(text('SELECT "row" FROM proposal'))}
    assert WHO not in waiting


def test_at_head_office_too(pcs: tuple[Store, Store], hq: Store, tmp_path: Path, reader: Reader):
    one, _ = pcs
    read = arrival.read(edited(one, tmp_path), reader)
    hq.write(lambda session: arrival.take(session, ANALYST, read))
    one.write(lambda session: erasure.erase(session, LEAD, WHO, "asked"))
    later = arrival.read(report.export(one, LEAD, tmp_path / "later").file, reader)
    hq.write(lambda session: arrival.take(session, ANALYST, later))
    with hq.session() as session:
        assert session.execute(text('SELECT count(*) FROM proposal WHERE "row" = :who'), {"who": WHO}).scalar() == 0
        assert verify(session) == []
    said = everything(hq)
    assert not [secret for secret in (*SECRETS, "欧阳**", "139****4321") if secret in said]


def test_winners_too_in_database_wal_and_the_log_of_the_program(tmp_path: Path, caplog: pytest.LogCaptureFixture):
    """The file is not encrypted here, so that its bytes show what really stands on the disk."""
    caplog.set_level(logging.DEBUG)
    path, name, number = tmp_path / "clear.db", "琳姐姐家的猫", "13612345678"
    engine = _file_engine(path, b"")
    migrate.upgrade(engine, path)
    with closing(Store(engine, FixedClock(FRIDAY), derive.refresh, path)) as store:
        put(store, *branch_changes("城东支行"), *other_changes("城东支行"))
        put(store, Change("contact", WHO, {"name": name, "phone": number, "owner": LEAD.staff, "branch": LEAD.branch}),
            Change("contact", "else", {"name": "钱多多", "owner": LEAD.staff, "branch": LEAD.branch}),
            Change("group", "g", {"name": "理财群", "owner": LEAD.staff, "branch": LEAD.branch}),
            Change("interaction", "o", {"contact": "else", "text": f"和{name}（{number}）一起来"}))  # fmt: skip
        run = store.write(lambda session: runs.begin(session, LEAD, "g", "riddle-1", FRIDAY)).run
        store.write(lambda session: drawing.hold(session, LEAD, run, [name, "钱多多"], None, None, "seed"))
        store.write(lambda session: drawing.told(session, LEAD, run, [name]))
        store.write(lambda session: runs.win(session, LEAD, run, name, 0))
        sides = [path, path.with_name("clear.db-wal")]
        assert all(any(secret.encode() in side.read_bytes() for side in sides) for secret in (name, number))
        store.write(lambda session: erasure.erase(session, LEAD, WHO, "asked"))
        said = b"".join(side.read_bytes() for side in sides) + caplog.text.encode()
        assert not [secret for secret in (name, number) if secret.encode() in said]
        with store.session() as session:
            assert verify(session) == []
            seen = drawing.show(session, LEAD, run)
            told = drawing.words_to_all(session, LEAD, run)
        assert (len(seen.winners), seen.covered, seen.holds) == (2, 1, True)
        assert [one.told for one in seen.winners if one.name != "钱多多"] == [True]
        assert name not in told


def test_what_was_merged_into_the_contact_goes_along(pcs: tuple[Store, Store]):
    one, _ = pcs
    put(one, Change("contact", "twin", {"name": NAME, "phone": PHONE, "owner": LEAD.staff, "branch": LEAD.branch,
                                        "hidden": 1}),
        Change("link_decision", "m", {"a": WHO, "b": "twin", "verdict": "merged"}))  # fmt: skip
    with one.session() as session:
        assert erasure.what_goes(session, LEAD, WHO).merged == ("twin",)
    one.write(lambda session: erasure.erase(session, LEAD, WHO, "asked"))
    assert found(one) == []


def test_our_files_in_the_shared_folder_are_written_anew(pcs: tuple[Store, Store], tmp_path: Path):
    one, _ = pcs
    folder = tmp_path / "shared"
    folder.mkdir()
    one.write(lambda session: shared_folder.choose(session, LEAD, folder, "tower-7-Moon"))
    [first] = shared_folder.sync(one, LEAD, tmp_path).written
    one.write(lambda session: erasure.erase(session, LEAD, WHO, "asked"))
    [second] = shared_folder.sync(one, LEAD, tmp_path).written
    assert [path.name for path in folder.iterdir()] == [second]
    assert second != first
    assert shared_folder.sync(one, LEAD, tmp_path).written == []


def test_a_handover_has_nothing_of_them(pcs: tuple[Store, Store]):
    one, _ = pcs
    one.write(lambda session: erasure.erase(session, LEAD, WHO, "asked"))
    with one.session() as session:
        files = list(handover.prepare(session, LEAD, _signer(one), words=Words()))
    said = str([sheet.rows for file in files for sheet in file.sheets])
    assert not [secret for secret in SECRETS if secret in said]


def _signer(store: Store):
    from desktop.security import seals

    return store.write(seals.signer)


def test_a_name_alone_does_not_take_somebody_elses_edit_along(pcs: tuple[Store, Store], tmp_path: Path, reader: Reader):
    one, _ = pcs
    path = report.export(one, LEAD, tmp_path).file
    book = load_workbook(path)
    book["客户"].append([NAME, "13700009999", "王敏"])
    book.save(path)
    read = arrival.read(path, reader)
    one.write(lambda session: arrival.offer(session, LEAD, read))
    one.write(lambda session: erasure.erase(session, LEAD, WHO, "asked"))
    with one.session() as session:
        assert [row.after for row in proposals.waiting(session, LEAD)] == [f"姓名 {NAME}；手机 13700009999；归属 王敏"]
