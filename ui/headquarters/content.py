"""What head office's page shows at rest, read in one go, and the small errands it gives to the worker."""

from pathlib import Path
from typing import NamedTuple

from sqlalchemy.orm import Session

from db.actor import Actor
from desktop.changes import Changes, Done
from desktop.exchange import proposals
from desktop.headquarters import arrivals, colleagues, course, sendback, summary, watching
from desktop.headquarters.arrivals import File, Late
from desktop.headquarters.colleagues import Colleague
from desktop.headquarters.course import Course
from desktop.insights import metrics
from desktop.insights.metrics import Figures, Period
from desktop.words import N_
from ui.desk import Desk


class Content(NamedTuple):
    """The week that is being put together, the run that was cut off, and the folder that is watched."""

    period: Period
    files: list[File]
    figures: Figures
    late: list[Late]
    branches: int
    broken: Course | None
    edits: int
    watched: Path | None
    colleagues: list[Colleague]


def read_content(actor: Actor, session: Session) -> Content:
    """Everything that the page shows."""
    week = arrivals.current(session)
    files, late = arrivals.files(session, week), arrivals.late(session, week)
    known = len(late) + arrivals.reported(session, week)
    edits, broken = proposals.open_count(session), course.unfinished(session, actor)
    watched = watching.folder(session, actor)
    others = colleagues.running(session, actor)
    return Content(week, files, metrics.total(session, week), late, known, broken, edits, watched, others)


def write_returns(desk: Desk, target: Path, week: Period, chosen: list[str]) -> Done:
    """Workbooks to send back, of the chosen files or of all that have a problem."""
    made = sendback.export(desk.store, desk.actor, target, week, desk.words, chosen)
    said = N_("写了 {count} 份退回表", count=len(made)) if made else N_("没有要退回的文件")
    return Done(Changes.EXCHANGE, "", said, len(made))


def remember_watch(actor: Actor, place: Path | None, session: Session) -> Done:
    """Keep the folder that is watched for the next time."""
    watching.remember(session, actor, place)
    said = N_("开始盯 {folder}，来了新表就并入", folder=place.name) if place else N_("不再盯文件夹")
    return Done(Changes.NONE, "", said)


def write_summary(desk: Desk, target: Path) -> Done:
    """The summary workbook of the week, in the window's language."""
    file = summary.export(desk.store, desk.actor, target, words=desk.words)
    return Done(Changes.EXCHANGE, "", N_("已导出 {file}", file=file.name), 1)
