"""The board of figures as a workbook: figures with definitions, FAST, stages, channels, places, standings."""

from pathlib import Path

from sqlalchemy.orm import Session

from db.actor import Actor
from db.engine import Store, session_clock
from desktop import files
from desktop.exchange import outgoing, workbook
from desktop.exchange.workbook import Cell, SheetSpec, Written
from desktop.exchange.writing import extent
from desktop.insights import board
from desktop.insights.board import Board, Standing
from desktop.insights.fast import Fast
from desktop.insights.metrics import METRICS, Figures, Period, PlacementAdds
from desktop.insights.scope import Scope
from desktop.insights.stage_moves import Stretch
from desktop.words import N_, Phrase, Words

STAGES = {"aware": N_("A 认知"), "interest": N_("I 兴趣"), "purchase": N_("P 购买"), "loyal": N_("L 忠诚")}
SHARES = ("advancing", "thriving")  # figures of FAST that are fractions
CHANNELS = {
    "mobile_app": N_("手机银行"), "official_account": N_("公众号"), "new_media": N_("视频号"), "lobby": N_("网点厅堂"),
    "staff_talk": N_("当面介绍"), "online_scene": N_("线上场景"), "offline_scene": N_("企业进场"),
    "group": N_("客户群"), "referral": N_("老客转介"), "acquisition_link": N_("获客链接"), "unknown": N_("来源不明"),
}  # fmt: skip


def export(store: Store, actor: Actor, period: Period, wanted: Scope, folder: Path, words: Words | None = None) -> Path:
    """Write what the board shows of a scope as `看板_<scope>_<days>.xlsx`, and enter it in the history."""
    say = words or Words()
    with store.session() as session:
        found = board.read(session, actor, period, wanted)
        written = _write(session, found, period, wanted, folder, say)
    counts = {key: int(found.figures[key] or 0) for key in ("contacts", "adds")}
    outgoing.enter_readable(store, actor, outgoing.BOARD, written, counts)
    return written.path


def _write(session: Session, found: Board, period: Period, wanted: Scope, folder: Path, say: Words) -> Written:
    title = found.scope_name or say.text(N_("全部网点"))
    cover: list[list[Cell]] = [
        [say.text(N_("台卡 看板")), None],
        [say.text(N_("范围")), title],
        [say.text(N_("期间")), f"{period.first} – {period.last}"],
        [say.text(N_("算到")), session_clock(session).text()],
    ]
    sheets = [
        SheetSpec(say.text(N_("说明")), cover, widths={1: 20, 2: 72}, cover=True),
        figure_sheet(found.figures, found.before, say),
        fast_sheet(found.fast, say),
        stage_sheet(found.stages, found.moves, found.moves_before, say),
        channel_sheet(found.channels, say),
        placement_sheet(found.placements, say),
    ]
    if found.standings:
        sheets.append(standing_sheet(found.standings, say.text(N_("网点") if not wanted.branch else N_("员工")), say))
    called = f"{say.text(N_('看板'))}_{files.file_name(title)}_{period.first:%Y%m%d}-{period.last:%m%d}.xlsx"
    return workbook.write(folder / called, sheets)


def figure_sheet(figures: Figures, before: Figures, say: Words) -> SheetSpec:
    """Every figure of the period and of the one before, as numbers, with its definition."""
    heads = [N_("指标"), N_("本期"), N_("上期"), N_("口径")]
    rows: list[list[Cell]] = [[say.text(head) for head in heads]]
    rows += [
        [say.text(metric.label), number(figures[metric.key]), number(before[metric.key]), say.text(metric.definition)]
        for metric in METRICS
    ]
    return SheetSpec(
        say.text(N_("汇总")), rows, widths={1: 20, 2: 12, 3: 12, 4: _room(rows, 4)},
        cell_forms={(row, column): "0%" for row, metric in enumerate(METRICS, 2) if metric.form == "share"
                    for column in (2, 3)},
    )  # fmt: skip


def fast_sheet(fast: Fast, say: Words) -> SheetSpec:
    """The four letters: now, before, definition, and the last twelve weeks beside them."""
    weeks = [f"-{back}" if back else say.text(N_("本周")) for back in range(len(fast.figures[0].weeks) - 1, -1, -1)]
    heads = [N_("指标"), N_("本期"), N_("上期"), N_("口径")]
    rows: list[list[Cell]] = [[*(say.text(head) for head in heads), *weeks]]
    rows += [
        [say.text(one.label), number(one.value), number(one.before), say.text(one.definition), *map(number, one.weeks)]
        for one in fast.figures
    ]
    numbers = (2, 3, *range(5, 5 + len(weeks)))
    forms = {(row, at): "0%" for row, one in enumerate(fast.figures, 2) if one.key in SHARES for at in numbers}
    widths = {1: 20.0, 2: 10.0, 3: 10.0, 4: _room(rows, 4), **dict.fromkeys(numbers[2:], 7.0)}
    return SheetSpec("FAST", rows, widths=widths, cell_forms=forms)


def _room(rows: list[list[Cell]], column: int) -> float:
    """A width in which each text of the column can be read, in any language: what stands beside it would cut it."""
    return 2.0 + max(extent(str(row[column - 1])) for row in rows)


def stage_sheet(stages: dict[str, int], now: Stretch, before: Stretch, say: Words) -> SheetSpec:
    """Contacts by stage, and the share that moved on from each in the period and the one before."""
    heads = [N_("阶段"), N_("客户"), N_("往前走的"), N_("推进率"), N_("上期推进率")]
    rows: list[list[Cell]] = [[say.text(head) for head in heads]]
    rows += [
        [say.text(name), stages.get(stage, 0), now.moved[stage], _rate(now, stage), _rate(before, stage)]
        for stage, name in STAGES.items()
    ]
    return SheetSpec("AIPL", rows, formats={4: "0%", 5: "0%"})


def _rate(stretch: Stretch, stage: str) -> float | None:
    """None for the last stage: from there nobody moves on."""
    return None if stage == "loyal" else number(stretch.rate(stage))


def channel_sheet(channels: list[tuple[str, int, int]], say: Words) -> SheetSpec:
    """Contacts and adds of the period by channel."""
    rows: list[list[Cell]] = [[say.text(head) for head in (N_("渠道"), N_("客户"), N_("本期新增"))]]
    rows += [[say.text(CHANNELS.get(name, Phrase(name, {}))), held, adds] for name, held, adds in channels]
    return SheetSpec(say.text(N_("渠道")), rows)


def placement_sheet(placements: list[PlacementAdds], say: Words) -> SheetSpec:
    """Adds by the place of the printed piece."""
    heads = [N_("点位"), N_("网点"), N_("谁的码"), N_("本期新增"), N_("上期新增")]
    rows: list[list[Cell]] = [[say.text(head) for head in heads]]
    rows += [[one.name, one.branch, one.staff, one.adds, one.before] for one in placements]
    return SheetSpec(say.text(N_("点位")), rows, widths={1: 24, 2: 16})


def standing_sheet(standings: list[Standing], head: str, say: Words) -> SheetSpec:
    """Branches or staff with every figure of the period, the most adds first."""
    rows: list[list[Cell]] = [[say.text(N_("名次")), head, *(say.text(metric.label) for metric in METRICS)]]
    rows += [
        [place, one.name, *(number(one.figures[metric.key]) for metric in METRICS)]
        for place, one in enumerate(standings, 1)
    ]
    forms = {at: "0%" for at, metric in enumerate(METRICS, 3) if metric.form == "share"}
    return SheetSpec(head, rows, widths={1: 8, 2: 18}, formats=forms)


def number(value: float | None) -> float | None:
    """A share to six digits: spreadsheets keep fifteen, so that the last ones of a full float would change."""
    return round(value, 6) if isinstance(value, float) else value
