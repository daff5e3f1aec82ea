"""The summary workbook of the whole bank: figures, branches, staff, sources, stages, FAST, SOPs, campaigns, quality."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from sqlalchemy import text
from sqlalchemy.orm import Session

from db.actor import Actor
from db.engine import Store, session_clock
from desktop.exchange import outgoing, workbook
from desktop.exchange.workbook import Cell, Chart, SheetSpec
from desktop.headquarters import arrivals, campaigns, quality, work
from desktop.headquarters.work import Work
from desktop.insights import fast, metrics
from desktop.insights import workbook as sheets
from desktop.insights.metrics import METRICS, Figures, Period
from desktop.insights.walk import walk
from desktop.security.roles import Permission, require
from desktop.words import N_, Phrase, Words

VERDICTS: Final = {
    "merged": N_("已并入"), "nothing_new": N_("没有新内容"), "doubled": N_("重复"), "stale": N_("过期"),
    "refused": N_("拒收"),
}  # fmt: skip
SHARE: Final = "0%"
NOT_BARS: Final = ("loss_rate",)


def export(store: Store, actor: Actor, place: Path, period: Period | None = None, words: Words | None = None) -> Path:
    """Write the summary of a week (the newest that a report came for) and enter it in the history.

    `place` is a folder or an .xlsx file.
    """
    require(actor, Permission.CONSOLIDATE)
    say = words or Words()
    with store.session() as session:
        week = period or arrivals.current(session)
        name = f"{say.text(N_('上报汇总'))}_{week.name}.xlsx"
        path = place if place.suffix.lower() == ".xlsx" else place / name
        summary = Summary(session, week, say)
        written = workbook.write(path, list(summary.sheets()))
        counts = {"branches": arrivals.reported(session, week), "contacts": summary.contacts}
    outgoing.enter_readable(store, actor, outgoing.SUMMARY, written, counts, week.name)
    return path


class Summary:
    """The sheets of one week, in the words of one language."""

    def __init__(self, session: Session, week: Period, say: Words) -> None:
        self._session, self._week, self._say = session, week, say
        self._fast, self._look = fast.Reading(session, week), quality.Look(session, week)
        self._stage_tally, self._tag_tally = metrics.stage_tally(), metrics.tag_tally()
        self._channel_tally = metrics.channel_tally(week)
        now, before = metrics.Count(session, week), metrics.Count(session, week.before)
        walk(
            session, now.contacts, before.contacts, *self._fast.readers, *self._look.readers, self._stage_tally,
            self._tag_tally, self._channel_tally,
        )  # fmt: skip
        self._counted, self._before = now.counted(session), before.counted(session).total
        rows = session.execute(
            text("SELECT b.id, b.name, coalesce(a.name, '') FROM branch b LEFT JOIN branch a ON a.id = b.parent")
        )
        self._branches = {row[0]: (row[1], row[2]) for row in rows}

    @property
    def contacts(self) -> int:
        """How many customers it counts."""
        return int(self._counted.total["contacts"] or 0)

    def sheets(self) -> Sequence[SheetSpec]:
        """In the order in which they are read."""
        say = self._say
        return (
            self._cover(),
            sheets.figure_sheet(self._counted.total, self._before, say),
            self._branch_ranking(),
            self._staff_ranking(),
            self._channels(),
            self._placements(),
            self._stages(),
            sheets.fast_sheet(self._fast.fast(), say),
            self._fast_by_branch(),
            self._tasks(),
            self._tasks_by_branch(),
            self._campaigns(),
            self._tags(),
            self._files(),
            self._late(),
            self._quality(),
        )

    def _cover(self) -> SheetSpec:
        session, week, say = self._session, self._week, self._say.text
        rows: list[list[Cell]] = [
            [say(N_("台卡 上报汇总")), None],
            [say(N_("期间")), f"{week.first} – {week.last}（{week.name}）"],
            [say(N_("汇总时间")), session_clock(session).text()],
            [say(N_("已报网点")), arrivals.reported(session, week)],
            [say(N_("未报网点")), len(arrivals.late(session, week))],
            [say(N_("客户")), self._counted.total["contacts"]],
            [say(N_("本期新增")), self._counted.total["adds"]],
            [say(N_("说明")), say(N_("每个数的口径见“汇总”页；其余各页可按表头筛选，先选上级，再看网点和员工。"))],
        ]
        return SheetSpec(say(N_("封面")), rows, widths={1: 20, 2: 72}, cover=True)

    def _branch_ranking(self) -> SheetSpec:
        found = metrics.in_order(self._counted.branches)
        lines = [(*self._branches.get(id_, (self._nobody(), "")), one) for id_, one in found]
        heads = [N_("上级"), N_("网点")]
        rows = [[place, above, name, *_numbers(one)] for place, (name, above, one) in enumerate(lines, 1)]
        return self._ranking(N_("网点"), heads, rows, drawn=2)

    def _staff_ranking(self) -> SheetSpec:
        people = {
            row[0]: (row[1], *self._branches.get(row[2], ("", "")))
            for row in self._session.execute(text("SELECT id, name, branch FROM staff"))
        }
        found = metrics.in_order(self._counted.owners)
        lines = [(*people.get(id_, (self._nobody(), "", "")), one) for id_, one in found]
        heads = [N_("上级"), N_("网点"), N_("员工")]
        rows = [
            [place, above, branch, name, *_numbers(one)] for place, (name, branch, above, one) in enumerate(lines, 1)
        ]
        return self._ranking(N_("员工"), heads, rows)

    def _ranking(self, name: Phrase, heads: list[Phrase], rows: list[list[Cell]], drawn: int = 0) -> SheetSpec:
        """`drawn` is the column of names beside the bars of a chart, 0 for none."""
        say, first = self._say.text, len(heads) + 2
        titles: list[Cell] = [say(N_("名次")), *map(say, heads), *(say(metric.label) for metric in METRICS)]
        shares = {at: SHARE for at, metric in enumerate(METRICS, first) if metric.form == "share"}
        adds = first + next(at for at, metric in enumerate(METRICS) if metric.key == "adds")
        better = tuple(at for at in shares if METRICS[at - first].key not in NOT_BARS)
        charts: tuple[Chart, ...] = ()
        if drawn and rows:
            shown = min(len(rows), 20)
            charts = (Chart(say(N_("本期新增")), adds, drawn + 1, shown + 1, f"A{len(rows) + 4}"),)
        widths = {1: 8.0, **dict.fromkeys(range(2, first), 18.0)}
        return SheetSpec(
            say(name), [titles, *rows], widths=widths, formats=shares, charts=charts, bars=(adds,), scales=better
        )

    def _channels(self) -> SheetSpec:
        spec = sheets.channel_sheet(metrics.channels(self._channel_tally), self._say)
        return _charted(spec, Chart(self._say.text(N_("客户")), 2, 1, 0, "E2"))

    def _placements(self) -> SheetSpec:
        spec = sheets.placement_sheet(metrics.placements(self._session, self._week), self._say)
        spec.bars = (4,)
        return spec

    def _stages(self) -> SheetSpec:
        before, now = self._fast.stretches()
        spec = sheets.stage_sheet(metrics.stages(self._stage_tally), now, before, self._say)
        return _charted(spec, Chart("AIPL", 2, 1, 0, "G2"))

    def _fast_by_branch(self) -> SheetSpec:
        say = self._say.text
        heads = [N_("上级"), N_("网点"), N_("达标客户"), N_("加深率"), N_("高价值客户"), N_("高价值活跃")]
        rows: list[list[Cell]] = []
        for id_, one in self._fast.by_branch().items():
            name, above = self._branches.get(id_, (self._nobody(), ""))
            shares = (sheets.number(one.advancing), sheets.number(one.thriving))
            rows.append([above, name, one.fertile, shares[0], one.superior, shares[1]])
        rows.sort(key=lambda row: (-int(str(row[2])), str(row[1])))
        return SheetSpec(
            say(N_("FAST 网点")), [[say(head) for head in heads], *rows], widths={1: 18, 2: 18},
            formats={4: SHARE, 6: SHARE}, bars=(3, 5), scales=(4, 6),
        )  # fmt: skip

    def _tasks(self) -> SheetSpec:
        """Each standard piece of work: due, done, in time, skipped."""
        say = self._say.text
        heads = [N_("模板"), N_("任务"), N_("应做"), N_("完成"), N_("按时"), N_("跳过"), N_("完成率"), N_("按时率")]
        rows: list[list[Cell]] = [[say(head) for head in heads]]
        rows += [[one.template, one.title, *_done(one)] for one in work.by_title(self._session, self._week)]
        return SheetSpec(say(N_("SOP 完成")), rows, widths={1: 20, 2: 30}, formats={7: SHARE, 8: SHARE}, scales=(7, 8))

    def _tasks_by_branch(self) -> SheetSpec:
        """Who did how much of what head office sent: each template in each branch, for the filters."""
        say = self._say.text
        heads = [
            N_("上级"), N_("网点"), N_("模板"), N_("应做"), N_("完成"), N_("按时"), N_("跳过"), N_("完成率"),
            N_("按时率"),
        ]  # fmt: skip
        rows: list[list[Cell]] = [[say(head) for head in heads]]
        for one in work.by_branch(self._session, self._week):
            name, above = self._branches.get(one.branch, (self._nobody(), ""))
            rows.append([above, name, one.template, *_done(one)])
        return SheetSpec(
            say(N_("SOP 网点")), rows, widths={1: 18, 2: 18, 3: 20}, formats={8: SHARE, 9: SHARE}, scales=(8, 9)
        )

    def _campaigns(self) -> SheetSpec:
        say = self._say.text
        heads = [
            N_("活动"), N_("网点"), N_("员工"), N_("开始日期"), N_("结束日期"), N_("名单"), N_("已添加"), N_("接住率"),
            N_("已联系"), N_("几天联系上"), N_("奖品数"), N_("奖品（元）"), N_("每位成本（元）"),
        ]  # fmt: skip
        rows: list[list[Cell]] = [[say(head) for head in heads]]
        for one in campaigns.results(self._session):
            cost = sheets.number(one.cost / 100) if one.cost is not None else None
            days = round(one.days, 1) if one.days is not None else None
            leads = (one.leads, one.held, sheets.number(one.accepted), one.contacted, days)
            branch = one.branch or say(N_("全部网点"))
            dates = (one.starts_on, one.ends_on)
            rows.append([one.campaign, branch, one.staff, *dates, *leads, one.prizes, one.fen / 100, cost])
        forms = {8: SHARE, 12: "#,##0.00", 13: "#,##0.00"}
        return SheetSpec(say(N_("营销活动")), rows, widths={1: 24, 2: 18}, formats=forms, scales=(8,))

    def _tags(self) -> SheetSpec:
        say = self._say.text
        rows: list[list[Cell]] = [[say(N_("标签组")), say(N_("标签")), say(N_("客户"))]]
        rows += [list(row) for row in metrics.tags(self._tag_tally)]
        return SheetSpec(say(N_("标签")), rows, widths={1: 18, 2: 18}, bars=(3,))

    def _files(self) -> SheetSpec:
        say = self._say.text
        heads = [N_("时间"), N_("文件"), N_("网点"), N_("期间"), N_("结果"), N_("说明")]
        rows: list[list[Cell]] = [[say(head) for head in heads]]
        rows += [
            [one.at, one.file, one.branch, one.period, say(VERDICTS[one.verdict]), say(one.reason)]
            for one in reversed(arrivals.files(self._session, self._week))
        ]
        return SheetSpec(say(N_("文件")), rows, widths={1: 20, 2: 34, 3: 16, 6: 44})

    def _late(self) -> SheetSpec:
        say = self._say.text
        rows: list[list[Cell]] = [[say(N_("上级")), say(N_("网点")), say(N_("最近一次")), say(N_("连续几周没交"))]]
        late = arrivals.late(self._session, self._week)
        rows += [[one.above, one.name, one.last or say(N_("从未")), one.weeks] for one in late]
        return SheetSpec(say(N_("还没交")), rows, widths={1: 20, 2: 20, 4: 16}, bars=(4,))

    def _quality(self) -> SheetSpec:
        say = self._say.text
        heads = [N_("看什么"), N_("网点"), N_("员工"), N_("数量"), N_("看到的"), N_("怎么数的")]
        rows: list[list[Cell]] = [[say(head) for head in heads]]
        for one in self._look.suspicions():
            check = quality.BY_KEY[one.check]
            rows.append([say(check.label), one.branch, one.staff, one.number, say(one.evidence), say(check.definition)])
        return SheetSpec(say(N_("值得看一眼")), rows, widths={1: 16, 2: 18, 5: 36, 6: 44})

    def _nobody(self) -> str:
        return self._say.text(N_("（未归属）"))


def _done(one: Work) -> list[Cell]:
    return [one.due, one.done, one.timely, one.skipped, sheets.number(one.rate), sheets.number(one.in_time)]


def _numbers(figures: Figures) -> list[Cell]:
    return [sheets.number(figures[metric.key]) for metric in METRICS]


def _charted(spec: SheetSpec, chart: Chart) -> SheetSpec:
    """With a chart of all its rows, when there are any."""
    rows = list(spec.rows)
    spec.rows = rows
    if len(rows) > 1:
        spec.charts = (Chart(chart.title, chart.column, chart.labels, len(rows), chart.anchor),)
    return spec
