"""The summary of a report: figures of the week beside the last, stages and channels, each a row with its definition."""

from collections.abc import Iterator
from typing import Final, NamedTuple

from sqlalchemy.orm import Session

from desktop.exchange.writing import Cell, Chart
from desktop.insights import metrics
from desktop.insights.metrics import METRICS, Figures, Period
from desktop.insights.walk import walk
from desktop.insights.workbook import CHANNELS, STAGES, number
from desktop.words import N_, Phrase, Words

FIGURE, STAGE, CHANNEL = N_("指标"), N_("阶段"), N_("渠道")
NAME, VALUE = 2, 3  # columns, from 1
ANCHOR: Final = "H{row}"
TALL: Final = 18  # rows that a chart covers


class Row(NamedTuple):
    """A line of the summary: its key, group, name, value now and in the period before, definition."""

    key: str
    group: Phrase
    name: Phrase
    value: float | None
    before: float | None
    definition: Phrase
    share: bool = False


class Summary(NamedTuple):
    """The lines, and the figures of the period that are among them."""

    rows: list[Row]
    figures: Figures


def summary(session: Session, period: Period) -> Summary:
    """Everything in one walk over the contacts."""
    now, before = (metrics.Count(session, one, whole=True) for one in (period, period.before))
    stages, channels = metrics.stage_tally(), metrics.channel_tally(period)
    walk(session, now.contacts, before.contacts, stages, channels)
    figures, earlier = now.total(session), before.total(session)
    rows = [
        Row(one.key, FIGURE, one.label, number(figures[one.key]), number(earlier[one.key]), one.definition,
            one.form == "share")
        for one in METRICS
    ]  # fmt: skip
    by_stage = metrics.stages(stages)
    rows += [
        Row(f"stage.{key}", STAGE, name, by_stage.get(key, 0), None, N_("现在走到这一步的客户"))
        for key, name in STAGES.items()
    ]
    rows += [
        Row(f"channel.{key}", CHANNEL, CHANNELS.get(key, Phrase(key, {})), held, None, N_("从这个渠道来的客户"))
        for key, held, _ in metrics.channels(channels)
    ]
    return Summary(rows, figures)


def cells(row: Row, words: Words) -> list[Cell]:
    """The row in one language."""
    return [words.text(row.group), words.text(row.name), row.value, row.before, words.text(row.definition)]


def charts(rows: list[Row], first: int, words: Words) -> Iterator[Chart]:
    """Native charts of the stages and the channels beside the table, whose rows begin at `first`."""
    at = first - 1
    for group, title in ((STAGE, N_("各阶段的客户")), (CHANNEL, N_("各渠道的客户"))):
        numbers = [number for number, row in enumerate(rows, first) if row.group == group]
        if numbers:
            yield Chart(words.text(title), VALUE, NAME, numbers[-1], ANCHOR.format(row=at), first=numbers[0])
            at += TALL
