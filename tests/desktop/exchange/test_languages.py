"""Packs, handovers and editing sheets in English as in Chinese: covers, heads and lists; read back either way."""

from pathlib import Path

import pytest
from openpyxl import load_workbook
from sqlalchemy import text

from db.engine import Store
from db.ids import derived_id
from db.operation import Change, record
from desktop.activities import library
from desktop.exchange import editing, handover, handover_taking, incoming, pack, workbook
from desktop.exchange.editing_tables import TABLES
from desktop.exchange.editing_words import ACTIVITY_HEADS, ACTIVITY_KINDS, ROUND_HEADS, STEP_HEADS, TEMPLATE_HEADS
from desktop.exchange.worker import Reader
from desktop.words import LANGUAGES, Words
from tests.desktop.exchange.branches import ANALYST, branch_changes, lead_of

PASSWORD = "交接包的打开密码"
ENGLISH = Words("en")


def chinese(cells: list[str]) -> list[str]:
    return [cell for cell in cells if any("\u4e00" <= one <= "\u9fff" for one in cell)]


@pytest.fixture
def office(hq: Store) -> Store:
    group, autumn = derived_id("tag_group", "Interest"), derived_id("campaign", "Autumn")
    changes = [
        *branch_changes("East"), Change("tag_group", group, {"name": "Interest", "locked": 1}),
        Change("tag", derived_id("tag", "Interest", "Deposit"), {"tag_group": group, "name": "Deposit"}),
        Change("campaign", autumn, {"name": "Autumn", "starts_on": "2026-11-01", "ends_on": "2026-11-30"}),
        Change("prize", derived_id("prize", autumn, "Mug"), {"campaign": autumn, "name": "Mug", "fen": 388}),
    ]  # fmt: skip
    hq.write(lambda session: record(session, ANALYST, changes))
    return hq


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_pack_speaks_the_language_and_is_taken_either_way(office: Store, tmp_path: Path, reader: Reader, language):
    file = pack.build(office, ANALYST, tmp_path, words=Words(language)).file
    book = workbook.read(file, reader=reader)
    cover = book.sheets[0]
    heads = [str(row[0]) for row in cover.rows]
    assert heads[0] == {"zh": "台卡 下发包", "en": "Taika pack"}[language]
    shown = [sheet for sheet in book.sheets if not sheet.name.startswith("_")]
    if language == "en":
        assert (
            chinese(
                [*heads, *(sheet.name for sheet in shown), *(str(cell) for one in shown[1:] for cell in one.rows[0])]
            )
            == []
        )
        assert any("by telephone" in str(row[1]) for row in cover.rows)
    assert {one.entity for one in incoming.read(file, reader).operations} >= {"prize", "tag", "branch"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_handover_speaks_the_language_and_its_edits_are_found(branch, tmp_path: Path, reader: Reader, language):
    store, lead = branch
    (file,) = handover.make(store, lead, tmp_path, PASSWORD, words=Words(language)).files
    book = workbook.read(file, reader=reader, password=PASSWORD)
    heads = [str(row[0]) for row in book.sheets[0].rows]
    name = {"zh": "客户", "en": "Contacts"}[language]
    assert book.sheet(name) is not None
    if language == "en":
        assert chinese([*heads, *(str(cell) for cell in book.sheet(name).rows[1])]) == []
    assert handover_taking.read(file, reader, PASSWORD).edited == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_editing_sheets_come_back_unchanged_in_either_language(office: Store, tmp_path: Path, reader: Reader, language):
    path = tmp_path / "edit.xlsx"
    with office.session() as session:
        editing.write(session, ANALYST, path, Words(language))
        edits = editing.read(session, ANALYST, path, reader)
    assert edits.changes == []
    book = load_workbook(path)
    if language == "en":
        said = [sheet.title for sheet in book] + [str(cell.value) for sheet in book for cell in sheet[1] if cell.value]
        assert chinese(said) == []
        rules = [rule.formula1 for sheet in book for rule in sheet.data_validations.dataValidation]
        assert rules
        assert chinese(rules) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_new_rows_of_every_table_are_read_in_either_language(office: Store, tmp_path: Path, reader: Reader, language):
    path, say = tmp_path / "edit.xlsx", Words(language).text
    with office.session() as session:
        editing.write(session, ANALYST, path, Words(language))
    book = load_workbook(path)
    sheets = {table.entity: book[say(table.sheet)] for table in TABLES}
    west = "江海银行/江北分行/滨江支行"
    sheets["campaign"].append(["Winter", "goal", "2026-12-01", "2026-12-31"])
    sheets["prize"].append(["Winter", "Tea", 12.5, 3])
    sheets["branch"].append([west, "滨江支行", "江边路 1 号", "0000-1", "9-17"])
    sheets["staff"].append(["sunli", "孙立", west, "客户经理", "13900002222", "懂存款"])
    sheets["contact_way"].append(["sunli", "https://work.weixin.qq.com/ca/cawcde1234567890ab", "lobby", "厅堂"])
    sheets["tag"].append(["Need", "School", 1, say(editing.YES)])
    book.save(path)
    with office.session() as session:
        edits = editing.read(session, ANALYST, path, reader)
    office.write(lambda session: editing.take(session, ANALYST, edits))
    with office.session() as session:
        ask = lambda sql: [tuple(row) for row in session.execute(text(sql))]  # noqa: E731
        assert ask("SELECT p.fen, p.count, c.name FROM prize p JOIN campaign c ON c.id = p.campaign "
                   "WHERE p.name = 'Tea'") == [(1250, 3, "Winter")]  # fmt: skip
        assert ask("SELECT b.kind, a.name, b.hours FROM branch b JOIN branch a ON a.id = b.parent "
                   "WHERE b.name = '滨江支行'") == [("sub_branch", "江北分行", "9-17")]  # fmt: skip
        assert ask("SELECT s.role, b.name FROM staff s JOIN branch b ON b.id = s.branch WHERE s.account = 'sunli'") == [
            ("manager", "滨江支行")
        ]
        assert ask("SELECT w.kind, w.state, s.name FROM contact_way w JOIN staff s ON s.id = w.staff") == [
            ("acquisition_link", "lobby", "孙立")
        ]
        assert ask("SELECT locked FROM tag WHERE name = 'School'") == [(1,)]


@pytest.mark.parametrize(
    "heads", [*([one.head for one in table.columns] for table in TABLES), *(
        list(one.values()) for one in (ACTIVITY_HEADS, ROUND_HEADS, STEP_HEADS, TEMPLATE_HEADS))]
)  # fmt: skip
def test_no_two_heads_of_a_sheet_are_the_same_in_english(heads):
    said = [ENGLISH.text(head) for head in heads]
    assert len(set(said)) == len(said)


@pytest.mark.parametrize(
    ("language", "lists"),
    [("zh", {"奖品": "营销活动", "员工": "网点", "活码": "员工"}),
     ("en", {"Prizes": "Campaigns", "Staff": "Branch", "QR codes": "Staff"})],
)  # fmt: skip
def test_what_a_row_names_is_chosen_from_the_sheet_that_has_it(office: Store, tmp_path: Path, language, lists):
    path = tmp_path / "编辑表.xlsx"
    with office.session() as session:
        editing.write(session, ANALYST, path, Words(language))
    book = load_workbook(path)
    for sheet, other in lists.items():
        rules = [one.formula1 for one in book[sheet].data_validations.dataValidation]
        (source,) = [one for one in rules if "!" in one]
        assert source.startswith(f"'{other}'!$A$2:$A$")
        named = [row[0].value for row in book[other].iter_rows(min_row=2)]
        assert int(source.rpartition("$")[2]) >= len(named) + 1 + 200


def test_what_a_row_names_has_to_be_there(office: Store, tmp_path: Path, reader: Reader):
    from desktop.errors import AppError

    path = tmp_path / "编辑表.xlsx"
    with office.session() as session:
        editing.write(session, ANALYST, path)
    for sheet, cells, said in (
        ("奖品", ["没有的活动", "杯子"], "“奖品”页第 3 行“活动”看不懂"),
        ("奖品", ["Autumn", "杯子", "三块"], "“奖品”页第 3 行“单价（元）”看不懂"),
        ("员工", ["wu", "吴桐", "没有/这个网点"], "“员工”页第 3 行“网点”看不懂"),
    ):
        book = load_workbook(path)
        book[sheet].append(cells)
        book.save(tmp_path / "改.xlsx")
        with office.session() as session, pytest.raises(AppError) as told:
            editing.read(session, ANALYST, tmp_path / "改.xlsx", reader)
        assert said in str(told.value.message)


def test_a_prize_is_looked_at_in_the_pack_taken_and_given_back(
    office: Store, branch, tmp_path: Path, reader: Reader
):  # fmt: skip
    from desktop.undo import undo

    store, lead = branch
    assert lead == lead_of("城东支行")
    file = pack.build(office, ANALYST, tmp_path).file
    arrived = incoming.read(file, reader)
    with store.session() as session:
        items = incoming.look(session, lead, arrived).items
    (prize,) = [one for one in items if one.topic == "奖品"]
    assert (prize.how, prize.title) == ("added", "Mug")
    done = store.write(lambda session: incoming.take(session, lead, arrived, compared=True))
    count = "SELECT count(*) FROM prize WHERE hidden = 0"
    with store.session() as session:
        assert session.execute(text(count)).scalar() == 1
    store.write(lambda session: undo(session, lead, done.batch))
    with store.session() as session:
        assert session.execute(text(count)).scalar() == 0


def test_every_kind_of_activity_has_a_word_in_the_sheets():
    assert set(ACTIVITY_KINDS) == set(library.KINDS)
