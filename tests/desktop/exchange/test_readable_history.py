"""Workbooks that only people read stand in the history of what went out, like those that carry operations."""

from hashlib import sha256
from pathlib import Path

import pytest

from db.actor import Actor
from db.engine import Store
from desktop.contacts import export, search
from desktop.contacts.filters import ContactQuery
from desktop.exchange import editing, handover, history, intake, outgoing, pack, report, rule_files, whereabouts
from desktop.exchange.worker import Reader
from desktop.headquarters import consolidate, leads, sendback, summary
from desktop.headquarters.leads import Leads, Refused
from desktop.insights import workbook as board
from desktop.insights.metrics import Period
from desktop.insights.scope import Scope
from desktop.words import N_, Words
from tests.desktop.exchange.branches import ANALYST
from tests.desktop.exchange.own_tables import table

WEEK = Period.named("2026W47")
ENGLISH = Words("en")
SECRET = "a long password"


def sent(store: Store) -> dict[str, tuple[str, dict[str, int], str]]:
    """Name → (kind, counts, hash) of what went out, as the history says."""
    with store.session() as session:
        out = [one for one in history.passages(session) if not one.inward]
        return {one.file: (one.kind, one.counts, whereabouts.about(session, one.id).sha256) for one in out}


def is_told(store: Store, path: Path, kind: str, counts: dict[str, int]) -> bool:
    """Whether the history has just this file."""
    return sent(store)[path.name] == (kind, counts, sha256(path.read_bytes()).hexdigest())


def test_what_head_office_writes_stands_in_its_history(branch: tuple[Store, Actor], hq: Store, tmp_path: Path):
    report.export(*branch, tmp_path / "in")
    (tmp_path / "in" / "坏的.xlsx").write_bytes(b"PK\x03\x04")
    consolidate.consolidate(hq, ANALYST, [tmp_path / "in"])
    whole = summary.export(hq, ANALYST, tmp_path)
    assert is_told(hq, whole, "summary", {"branches": 1, "contacts": 6})
    (back,) = sendback.export(hq, ANALYST, tmp_path, WEEK, Words())
    assert is_told(hq, back, "returned", {"files": 1})
    figures = board.export(hq, ANALYST, WEEK, Scope(), tmp_path)
    assert is_told(hq, figures, "board", {"contacts": 6, "adds": 2})
    sheets = editing.export(hq, ANALYST, tmp_path)
    kind, counts, _ = sent(hq)[sheets.name]
    assert (kind, counts["rows"] > 0) == ("editing", True)
    refused = [Refused(2, ["秋", "甲"], N_("没有活动“{name}”", name="秋"))]
    unfit = leads.give_back(hq, ANALYST, Leads("名单.xlsx", "", [], refused, 0, ["活动", "姓"]), tmp_path)
    assert unfit is not None
    assert is_told(hq, unfit, "refused", {"refused": 1})


def test_what_a_branch_writes_for_people_does_too(branch: tuple[Store, Actor], tmp_path: Path, reader: Reader):
    store, lead = branch
    with store.session() as session:
        numbers = search.ids(session, lead, ContactQuery(view="branch"))
        plan = intake.plan(session, lead, table(tmp_path / "表.xlsx", [["", "13800001234"]]), reader)
    export.export(store, lead, list(numbers), tmp_path / "客户.xlsx", Words())
    assert is_told(store, tmp_path / "客户.xlsx", "contacts", {"contacts": 6})
    back = intake.export_refused(store, lead, plan, tmp_path / "拒收.xlsx")
    assert is_told(store, back, "refused", {"refused": 1})


def test_the_hash_is_of_what_was_written_though_nobody_may_open_the_file(
    branch: tuple[Store, Actor], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """A scanner on Windows may hold a file for a while as soon as it is in its place."""
    store, lead = branch
    read = Path.read_bytes

    def held(path: Path) -> bytes:
        if path.is_relative_to(tmp_path):
            raise PermissionError(13, "held", str(path))
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", held)
    made = [report.export(store, lead, tmp_path).file, *handover.make(store, lead, tmp_path, SECRET).files]
    monkeypatch.undo()
    said = sent(store)
    assert [said[path.name][2] for path in made] == [sha256(path.read_bytes()).hexdigest() for path in made]


def test_who_may_only_read_a_server_gets_the_file_without_a_history(
    branch: tuple[Store, Actor], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    store, lead = branch
    monkeypatch.setattr(store, "writable", False)
    assert board.export(store, lead, WEEK, Scope(lead.branch), tmp_path).is_file()
    assert sent(store) == {}


def test_files_are_called_in_the_language_of_the_settings(branch: tuple[Store, Actor], hq: Store, tmp_path: Path):
    store, lead = branch
    files = [
        editing.export(hq, ANALYST, tmp_path, ENGLISH), summary.export(hq, ANALYST, tmp_path, WEEK, ENGLISH),
        board.export(store, lead, WEEK, Scope(lead.branch), tmp_path, ENGLISH),
        *handover.make(store, lead, tmp_path, SECRET, words=ENGLISH).files,
    ]  # fmt: skip
    names = [path.name.replace("城东支行", "X") for path in files]
    assert names[:3] == ["Editing sheets.xlsx", "Report summary_2026W47.xlsx", "Board_X_20261116-1122.xlsx"]
    assert names[3].startswith("Handover_X_20261120_1042_")
    assert report.export(store, lead, tmp_path, ENGLISH).file.name == "上报_2026W47_城东支行.xlsx"


def test_rules_are_taken_back_whatever_language_their_files_are_called_in(hq: Store, tmp_path: Path):
    english = editing.export(hq, ANALYST, tmp_path, ENGLISH)
    folder = tmp_path / "Rules"
    assert not [path.name for path in folder.iterdir() if not path.name.isascii()]
    editing.export(hq, ANALYST, tmp_path)  # the same in Chinese beside it, untouched
    with hq.session() as session:
        assert rule_files.read(session, tmp_path) == []
    path = folder / "Holidays.toml"
    path.write_text(path.read_text(encoding="utf-8") + "\n# mended\n", encoding="utf-8")
    with hq.session() as session:
        edits = editing.read(session, ANALYST, english)
    assert [one.fields["kind"] for one in edits.changes] == ["holidays"]
    hq.write(lambda session: editing.take(session, ANALYST, edits))
    with hq.session() as session:
        (found,) = [one for one in history.passages(session) if one.inward]
    assert (found.kind, found.file, outgoing.EDITING) == ("editing", "Editing sheets.xlsx", "editing")
    assert pack.build(hq, ANALYST, tmp_path, words=ENGLISH).file.name == "Pack_2026W47_no. 1.xlsx"
