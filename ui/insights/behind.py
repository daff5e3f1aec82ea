"""What lies behind the board: the customers of a figure, and the workbook of what it shows."""

from pathlib import Path

from desktop.changes import Changes, Done
from desktop.contacts.filters import ContactQuery
from desktop.contacts.stages import STAGES
from desktop.insights import workbook
from desktop.insights.board import Board
from desktop.words import N_
from ui.desk import Desk


def customers(key: str, found: Board) -> ContactQuery:
    """The customers behind a figure of FAST, for the page of contacts."""
    owners = (found.scope.owner,) if found.scope.owner else ()
    if key == "advancing":
        return ContactQuery(view="branch", owners=owners, stages=STAGES[1:], sort="last_at", descending=True)
    tags = found.fast.fertile_tags if key == "fertile" else found.fast.valued_tags
    return ContactQuery(view="branch", owners=owners, tags=tags, any_tag=True, sort="last_at", descending=True)


def write(desk: Desk, found: Board, folder: Path) -> Done:
    """The board as a workbook in the folder; runs in the worker."""
    file = workbook.export(desk.store, desk.actor, found.period, found.scope, folder, desk.words)
    return Done(Changes.EXCHANGE, "", N_("已导出 {file}", file=file.name), 1)
