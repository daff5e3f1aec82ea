"""The summary workbook of the whole bank: cover, figures, branches, staff, channels, stages, tags, files, late ones."""

from pathlib import Path

from sqlalchemy import text
from sqlalchemy.orm import Session

from db.engine import session_clock
from desktop.exchange import workbook
from desktop.exchange.sheets import figures
from desktop.exchange.workbook import Cell, Chart, SheetSpec
from desktop.headquarters import arrivals
from desktop.insights import metrics
from desktop.insights.metrics import METRICS, Figures, Period

STAGE_NAMES = {"aware": "A 认知", "interest": "I 兴趣", "purchase": "P 购买", "loyal": "L 忠诚"}
CHANNEL_NAMES = {
    "mobile_app": "手机银行", "official_account": "公众号", "new_media": "新媒体", "lobby": "厅堂",
    "staff_talk": "当面介绍", "online_scene": "线上场景", "offline_scene": "线下场景", "group": "社群",
    "referral": "转介绍", "acquisition_link": "获客链接", "unknown": "不明",
}  # fmt: skip
VERDICT_NAMES = {
    "merged": "已并入", "nothing_new": "没有新内容", "doubled": "重复", "stale": "过期", "refused": "拒收",
}  # fmt: skip


def write(session: Session, place: Path, period: Period | None = None) -> Path:
    """Write the summary of a week (the newest that a report came for); `place` is a folder or an .xlsx file."""
    week = period or arrivals.current(session)
    names = _names(session, "branch")
    people = _names(session, "staff")
    total = metrics.total(session, week)
    sheets = [
        _cover(session, week, total),
        figures(total),
        _owners("网点", "网点", metrics.by_branch(session, week), names, chart=True),
        _owners("员工", "员工", metrics.by_owner(session, week), people, chart=False),
        _channels(session, week),
        _stages(session),
        _tags(session),
        _files(session, week),
        _late(session, week),
    ]
    path = place if place.suffix.lower() == ".xlsx" else place / f"上报汇总_{week.name}.xlsx"
    workbook.write(path, sheets)
    return path


def _names(session: Session, table: str) -> dict[str, str]:
    return {id_: name for id_, name in session.execute(text(f"SELECT id, name FROM {table}"))}  # noqa: C416


def _cover(session: Session, week: Period, total: Figures) -> SheetSpec:
    rows: list[list[Cell]] = [
        ["台卡 上报汇总", None],
        ["期间", f"{week.first} 至 {week.last}（{week.name}）"],
        ["汇总时间", session_clock(session).text()],
        ["已报网点", arrivals.reported(session, week)],
        ["未报网点", len(arrivals.late(session, week))],
        ["客户", total["contacts"]],
        ["本期新增", total["adds"]],
        ["说明", "每个数的口径见“汇总”页；网点、员工、渠道、标签各一页，可按表头筛选。"],
    ]
    return SheetSpec("封面", rows, widths={1: 16, 2: 60}, filtered=False)


def _owners(sheet: str, head: str, values: dict[str, Figures], names: dict[str, str], *, chart: bool) -> SheetSpec:
    rows: list[list[Cell]] = [["名次", head, *(str(metric.label) for metric in METRICS)]]
    for place, (owner, one) in enumerate(metrics.in_order(values), 1):
        rows.append([place, names.get(owner, "（未归属）"), *(_number(one[metric.key]) for metric in METRICS)])
    forms = {number: "0%" for number, metric in enumerate(METRICS, 3) if metric.form == "share"}
    adds = next(number for number, metric in enumerate(METRICS, 3) if metric.key == "adds")

    charts = (Chart("本期新增", adds, 2, len(rows), f"A{len(rows) + 3}"),) if chart and len(rows) > 1 else ()
    return SheetSpec(sheet, rows, widths={1: 8, 2: 18}, formats=forms, charts=charts)


def _number(value: float | None) -> float | None:
    """A share to six digits: spreadsheets keep fifteen, so that the last ones of a full float would change."""
    return round(value, 6) if isinstance(value, float) else value


def _channels(session: Session, week: Period) -> SheetSpec:
    rows: list[list[Cell]] = [["渠道", "客户", "本期新增"]]
    rows += [[CHANNEL_NAMES.get(name, name), held, adds] for name, held, adds in metrics.channels(session, week)]
    return SheetSpec("渠道", rows, charts=(Chart("客户", 2, 1, len(rows), "E2"),))


def _stages(session: Session) -> SheetSpec:
    found = metrics.stages(session)
    rows: list[list[Cell]] = [["阶段", "客户"]]
    rows += [[name, found.get(key, 0)] for key, name in STAGE_NAMES.items()]
    return SheetSpec("AIPL", rows, charts=(Chart("AIPL", 2, 1, len(rows), "D2"),))


def _tags(session: Session) -> SheetSpec:
    rows: list[list[Cell]] = [["标签组", "标签", "客户"]]
    rows += [list(row) for row in metrics.tags(session)]
    return SheetSpec("标签", rows, widths={1: 18, 2: 18})


def _files(session: Session, week: Period) -> SheetSpec:
    rows: list[list[Cell]] = [["时间", "文件", "网点", "期间", "结果", "说明"]]
    rows += [
        [one.at, one.file, one.branch, one.period, VERDICT_NAMES[one.verdict], str(one.reason)]
        for one in reversed(arrivals.files(session, week))
    ]
    return SheetSpec("文件", rows, widths={1: 20, 2: 34, 3: 16, 6: 44})


def _late(session: Session, week: Period) -> SheetSpec:
    rows: list[list[Cell]] = [["网点", "上级", "最近一次"]]
    rows += [[one.name, one.above, one.last or "从未"] for one in arrivals.late(session, week)]
    return SheetSpec("还没交", rows, widths={1: 20, 2: 20})
