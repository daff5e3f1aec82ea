"""The summary workbook of the whole bank: figures, branches, staff, sources, stages, FAST, SOPs, campaigns, quality."""

from collections.abc import Callable, Iterator
from itertools import chain
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
from desktop.insights.metrics import METRICS, Figures, Period, Sums
from desktop.insights.walk import walk
from desktop.security.roles import Permission, require
from desktop.words import N_, Phrase, Words

VERDICTS: Final = {
    "merged": N_("已并入"), "nothing_new": N_("没有新内容"), "doubled": N_("重复"), "stale": N_("过期"),
    "refused": N_("拒收"),
}  # fmt: skip
SHARE: Final = "0%"
NOT_BARS: Final = ("loss_rate",)
MOST_DRAWN: Final = 20  # branches in the chart


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
        written = workbook.write(path, summary.sheets())
        counts = {"branches": arrivals.reported(session, week), "contacts": summary.contacts}
    outgoing.enter_readable(store, actor, outgoing.SUMMARY, written, counts, week.name)
    return written.path


class Summary:
    """The sheets of one week, in the words of one language."""

    def __init__(self, session: Session, week: Period, say: Words) -> None:
        self._session, self._week, self._say = session, week, say
        self._fast, self._look = fast.Reading(session, week), quality.Look(session, week)
        self._stage_tally, self._tag_tally = metrics.stage_tally(), metrics.tag_tally()
        self._channel_tally = metrics.channel_tally(week)
        now, before = metrics.Count(session, week), metrics.Count(session, week.before, whole=True)
        walk(
            session, now.contacts, before.contacts, *self._fast.readers, *self._look.readers, self._stage_tally,
            self._tag_tally, self._channel_tally,
        )  # fmt: skip
        self._counted, self._before = now.counted(session), before.total(session)
        rows = session.execute(
            text("SELECT b.id, b.name, coalesce(a.name, '') FROM branch b LEFT JOIN branch a ON a.id = b.parent")
        )
        self._branches = {row[0]: (row[1], row[2]) for row in rows}

    @property
    def contacts(self) -> int:
        """How many customers it counts."""
        return int(self._counted.total["contacts"] or 0)

    def sheets(self) -> Iterator[SheetSpec]:
        """In the order in which they are read, each made when the one before it is written."""
        say = self._say
        yield self._cover()
        yield sheets.figure_sheet(self._counted.total, self._before, say)
        yield self._branch_ranking()
        yield self._staff_ranking()
        yield self._channels()
        yield self._placements()
        yield self._stages()
        yield sheets.fast_sheet(self._fast.fast(), say)
        yield self._fast_by_branch()
        yield self._tasks()
        yield self._tasks_by_branch()
        yield self._campaigns()
        yield self._tags()
        yield self._files()
        yield self._late()
        yield self._quality()

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
        nowhere = ("", self._nobody())
        whose = {id_: (above, name) for id_, (name, above) in self._branches.items()}
        heads, found = [N_("上级"), N_("网点")], self._counted.branches
        spec = self._ranking(N_("网点"), heads, found, lambda id_: whose.get(id_, nowhere))
        if found:
            adds, last = spec.bars[0], 1 + min(len(found), MOST_DRAWN)
            spec.charts = (Chart(self._say.text(N_("本期新增")), adds, 3, last, f"A{len(found) + 4}"),)
        return spec

    def _staff_ranking(self) -> SheetSpec:
        people = {row[0]: (row[1], row[2]) for row in self._session.execute(text("SELECT id, name, branch FROM staff"))}

        def whose(id_: str) -> tuple[str, str, str]:
            name, branch = people.get(id_, (self._nobody(), ""))
            at, above = self._branches.get(branch, ("", ""))
            return above, at, name

        return self._ranking(N_("员工"), [N_("上级"), N_("网点"), N_("员工")], self._counted.owners, whose)

    def _ranking(
        self, name: Phrase, heads: list[Phrase], found: Sums, whose: Callable[[str], tuple[str, ...]]
    ) -> SheetSpec:
        """A line for each id, written as it is read; `whose` says what stands under the heads."""
        say, first = self._say.text, len(heads) + 2
        titles: list[Cell] = [say(N_("名次")), *map(say, heads), *(say(metric.label) for metric in METRICS)]
        rows = ([place, *whose(id_), *_numbers(found[id_])] for place, id_ in enumerate(found.ranked(), 1))
        shares = {at: SHARE for at, metric in enumerate(METRICS, first) if metric.form == "share"}
        adds = first + next(at for at, metric in enumerate(METRICS) if metric.key == "adds")
        better = tuple(at for at in shares if METRICS[at - first].key not in NOT_BARS)
        widths = {1: 8.0, **dict.fromkeys(range(2, first), 18.0)}
        return SheetSpec(say(name), chain([titles], rows), widths=widths, formats=shares, bars=(adds,), scales=better)

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
        return SheetSpec(say(N_("SOP 完成")), rows, widths={1: 20, 2: 36}, formats={7: SHARE, 8: SHARE}, scales=(7, 8))

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
