import re
import subprocess
import zipfile
from pathlib import Path

import pandas as pd
import pytest
from openpyxl import load_workbook

from db.engine import Store
from desktop.exchange import arrival, workbook
from desktop.exchange.worker import Reader
from desktop.exchange.writing import extent
from desktop.headquarters import arrivals, campaigns, consolidate, quality, summary
from desktop.headquarters.reading import Readers
from desktop.insights import fast, metrics
from desktop.insights.metrics import Period
from desktop.insights.walk import walk
from desktop.insights.workbook import number
from desktop.words import Words
from tests.desktop.exchange.branches import ANALYST

SHEETS = [
    "封面", "汇总", "网点", "员工", "渠道", "点位", "AIPL", "FAST", "FAST 网点", "SOP 完成", "SOP 网点", "营销活动",
    "标签", "文件", "还没交", "值得看一眼",
]  # fmt: skip


@pytest.fixture
def filled(hq: Store, reports: Path, readers: Readers) -> Store:
    (reports / "坏的.xlsx").write_bytes(b"PK\x03\x04")
    consolidate.consolidate(hq, ANALYST, [reports], readers=readers)
    return hq


def write(hq: Store, place: Path) -> Path:
    return summary.export(hq, ANALYST, place)


def test_the_summary_holds_the_banks_figures(filled: Store, tmp_path: Path):
    path = write(filled, tmp_path)
    assert path.name == "上报汇总_2026W47.xlsx"
    book = workbook.read(path)
    assert [sheet.name for sheet in book.sheets] == SHEETS
    cover = {row[0]: row[1] for row in book.sheet("封面").rows if len(row) > 1}
    assert (cover["已报网点"], cover["未报网点"], cover["客户"], cover["本期新增"]) == (3, 0, 11, 4)
    with filled.session() as session:
        total = metrics.total(session, Period.named("2026W47"))
    said = {row[0]: row[1] for row in book.sheet("汇总").rows[1:]}
    assert said == {str(metric.label): number(total[metric.key]) for metric in metrics.METRICS}
    heads = book.sheet("网点").rows[0]
    by_branch = {row[2]: row[heads.index("客户")] for row in book.sheet("网点").rows[1:]}
    assert {name: by_branch[name] for name in ("城东支行", "滨江支行", "南浦支行")} == {
        "城东支行": 6, "滨江支行": 3, "南浦支行": 2,
    }  # fmt: skip
    assert book.sheet("渠道").rows[1] == ["网点厅堂", 11, 4]
    assert sum(row[1] for row in book.sheet("AIPL").rows[1:]) == 11
    assert book.sheet("标签").rows[1] == ["意向", "存款", 11]
    assert sorted(row[4] for row in book.sheet("文件").rows[1:]) == ["已并入", "已并入", "已并入", "拒收"]


def test_its_charts_are_native(filled: Store, tmp_path: Path):
    with zipfile.ZipFile(write(filled, tmp_path)) as archive:
        assert sum(name.startswith("xl/charts/chart") for name in archive.namelist()) == 3


@pytest.mark.filterwarnings("ignore:.*extension is not supported")  # openpyxl knows no solid data bars
def test_shares_are_shown_as_shares(filled: Store, tmp_path: Path):
    page = load_workbook(write(filled, tmp_path))["汇总"]
    forms = {row[0].value: row[1].number_format for row in page.iter_rows(min_row=2) if row[1].value is not None}
    fast = load_workbook(tmp_path / "上报汇总_2026W47.xlsx")["FAST"]
    assert [row[1].number_format for row in fast.iter_rows(min_row=2, max_row=3)] == ["General", "0%"]
    wanted = {str(one.label): "0%" if one.form == "share" else "General" for one in metrics.METRICS}
    assert forms == wanted


def test_it_speaks_english_too(filled: Store, tmp_path: Path):
    path = summary.export(filled, ANALYST, tmp_path, words=Words("en"))
    assert path.name == "Report summary_2026W47.xlsx"
    book = workbook.read(path)
    names = [sheet.name for sheet in book.sheets]
    assert len(names) == len(SHEETS)
    heads = "".join(str(cell) for name in names for cell in book.sheet(name).rows[0])
    assert not [name for name in [*names, heads] if re.search(r"[\u4e00-\u9fff]", name)]


@pytest.mark.filterwarnings("ignore:.*extension is not supported")  # openpyxl knows no solid data bars
@pytest.mark.parametrize("language", ["zh", "en"])
def test_definitions_are_not_cut_and_whose_row_it_is_stays_in_sight(filled: Store, tmp_path: Path, language: str):
    book = load_workbook(summary.export(filled, ANALYST, tmp_path, words=Words(language)))
    for at in (1, 7):  # the figures, FAST
        sheet = book.worksheets[at]
        longest = max(extent(str(cell.value)) for cell in sheet["D"])
        assert sheet.column_dimensions["D"].width > longest
    assert [book.worksheets[at].freeze_panes for at in (1, 2, 3)] == ["A2", "D2", "D2"]


def test_columns_show_their_size(filled: Store, tmp_path: Path):
    with zipfile.ZipFile(write(filled, tmp_path)) as archive:
        page = archive.read("xl/worksheets/sheet3.xml").decode()
    assert "<dataBar>" in page
    assert "<colorScale>" in page
    assert "<autoFilter" in page


def test_its_numbers_are_those_of_the_files(filled: Store, reports: Path, tmp_path: Path):
    """Counted again with pandas from the readable sheets that the branches sent."""
    sent = {path.stem.split("_")[-1]: path for path in reports.glob("上报_*.xlsx")}
    frames = {
        branch: pd.read_excel(path, sheet_name=None, header=1, engine="calamine", dtype=str)
        for branch, path in sent.items()
    }
    contacts = pd.concat([found["客户"].assign(branch=branch) for branch, found in frames.items()])
    tasks = pd.concat([found["SOP 记录"].assign(branch=branch) for branch, found in frames.items()])
    book = workbook.read(write(filled, tmp_path))
    heads, *rows = book.sheet("网点").rows
    ours = pd.DataFrame(rows, columns=heads).set_index("网点")
    assert ours["客户"].to_dict() == contacts.groupby("branch").size().to_dict()
    new = contacts[contacts["添加时间"].between("2026-11-16", "2026-11-22 23:59:59")]
    assert ours["新增"].to_dict() == new.groupby("branch").size().to_dict()
    tagged = contacts["标签"].notna().groupby(contacts["branch"]).mean()
    assert ours["标签率"].to_dict() == pytest.approx(tagged.to_dict())
    done = tasks["完成时间"].notna().groupby(tasks["branch"]).mean()
    assert ours["SOP 完成率"].to_dict() == pytest.approx(done.to_dict())
    steps = pd.concat([found["跟进"].assign(branch=branch) for branch, found in frames.items()])
    timely = (steps["完成时间"] <= steps["约定时间"]).groupby(steps["branch"]).mean()
    assert ours["跟进及时率"].to_dict() == pytest.approx(timely.to_dict())
    groups = pd.concat([found["社群"].assign(branch=branch) for branch, found in frames.items()])
    assert ours["社群"].to_dict() == groups.groupby("branch").size().to_dict()
    stages = contacts["阶段"].value_counts()
    aipl = {row[0][2:]: row[1] for row in book.sheet("AIPL").rows[1:]}
    assert {name: count for name, count in aipl.items() if count} == stages.to_dict()
    tags = contacts["标签"].dropna().str.split("、").explode().value_counts()
    assert {row[1]: row[2] for row in book.sheet("标签").rows[1:]} == tags.to_dict()
    owners = contacts.groupby(["branch", "归属"]).size()
    heads, *rows = book.sheet("员工").rows
    people = pd.DataFrame(rows, columns=heads).set_index(["网点", "员工"])["客户"]
    assert people[people > 0].to_dict() == owners.to_dict()
    did = tasks.assign(done=tasks["完成时间"].notna(), timely=tasks["按时"] == "是", left=tasks["跳过原因"].notna())
    counted = did.groupby("branch")[["done", "timely", "left"]].sum()
    heads, *rows = book.sheet("SOP 网点").rows
    work = pd.DataFrame(rows, columns=heads).set_index("网点")
    assert work["应做"].to_dict() == did.groupby("branch").size().to_dict()
    for column, key in (("完成", "done"), ("按时", "timely"), ("跳过", "left")):
        assert work[column].to_dict() == counted[key].to_dict()


def test_the_other_sheets_are_counted_again_too(filled: Store, reports: Path, tmp_path: Path):
    """Sources and SOP steps from the files; FAST, places, the late, campaigns and what is odd as in the window."""
    sent = sorted(reports.glob("上报_*.xlsx"))
    frames = [pd.read_excel(path, sheet_name=None, header=1, engine="calamine", dtype=str) for path in sent]
    contacts, tasks = (pd.concat([found[name] for found in frames]) for name in ("客户", "SOP 记录"))
    book, week = workbook.read(write(filled, tmp_path)), Period.named("2026W47")
    new = contacts[contacts["添加时间"].between("2026-11-16", "2026-11-22 23:59:59")]
    heads, *rows = book.sheet("渠道").rows
    channels = pd.DataFrame(rows, columns=heads)
    assert (channels["客户"].sum(), channels["本期新增"].sum()) == (len(contacts), len(new))
    heads, *rows = book.sheet("SOP 完成").rows
    steps = pd.DataFrame(rows, columns=heads).set_index("任务")
    assert steps["应做"].to_dict() == tasks.groupby("任务").size().to_dict()
    rate = tasks["完成时间"].notna().groupby(tasks["任务"]).mean()
    assert steps["完成率"].to_dict() == pytest.approx(rate.to_dict())
    with filled.session() as session:
        shown = fast.fast(session, week)
        reading = fast.Reading(session, week)
        walk(session, *reading.readers)
        by_branch = reading.by_branch().values()
        places = [(one.name, one.adds) for one in metrics.placements(session, week)]
        odd = [str(one.evidence) for one in quality.suspicions(session, week)]
        late = [one.name for one in arrivals.late(session, week)]
        came = [(one.campaign, one.leads) for one in campaigns.results(session)]
    said = {name: [list(row) for row in book.sheet(name).rows[1:]] for name in SHEETS}
    assert [row[1] for row in said["FAST"]] == [number(one.value) for one in shown.figures]
    assert sum(row[2] for row in said["FAST 网点"]) == sum(one.fertile for one in by_branch) == shown.figures[0].value
    assert [(row[0], row[3]) for row in said["点位"]] == places
    assert [row[4] for row in said["值得看一眼"]] == odd
    assert [row[1] for row in said["还没交"]] == late
    assert [(row[0], row[5]) for row in said["营销活动"]] == came


def test_a_file_may_be_named(filled: Store, tmp_path: Path):
    assert write(filled, tmp_path / "给行长.xlsx") == tmp_path / "给行长.xlsx"


def test_head_office_without_reports_gets_an_empty_summary(hq: Store, tmp_path: Path):
    book = workbook.read(write(hq, tmp_path))
    assert [len(sheet.rows) for sheet in book.sheets if sheet.name in {"网点", "文件", "还没交"}] == [1, 1, 1]


def resaved(paths: list[Path], folder: Path) -> list[Path]:
    """The workbooks as LibreOffice saves them; without LibreOffice this fails, it does not skip."""
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(folder)]
    subprocess.run([*command, *map(str, paths)], check=True, capture_output=True, timeout=180)
    return [folder / path.name for path in paths]


def cells(path: Path, reader: Reader) -> dict[str, list[list[object]]]:
    """Every sheet's cells, without the empty ones at the end of rows and sheets."""
    found = {}
    for sheet in workbook.read(path, reader=reader).sheets:
        rows = [list(row) for row in sheet.rows]
        for row in rows:
            while row and row[-1] is None:
                row.pop()
        while rows and not rows[-1]:
            rows.pop()
        found[sheet.name] = rows
    return found


def test_libreoffice_changes_no_cell_and_the_report_stays_valid(filled: Store, reports: Path, tmp_path: Path):
    """Formula-like names, long texts of the program's sheets, numbers: equal cell by cell after a re-save."""
    sent = reports / "上报_2026W47_城东支行.xlsx"
    paths = [sent, write(filled, tmp_path)]
    out = tmp_path / "resaved"
    out.mkdir()
    with Reader() as reader:
        for path, copy in zip(paths, resaved(paths, out), strict=True):
            assert cells(copy, reader) == cells(path, reader)
        before, after = arrival.read(sent, reader), arrival.read(out / sent.name, reader)
    assert after.operations == before.operations
    assert after.edited == []
    assert after.sha256 != before.sha256
