"""A selection of contacts as a workbook: masked as in the list, text as text, the head frozen."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from sqlalchemy.orm import Session

from db.actor import Actor
from db.engine import Store
from db.projection import chunks
from desktop.changes import Changes, Done
from desktop.contacts import own_fields, search
from desktop.contacts.own_fields import OwnField
from desktop.contacts.search import ContactRow
from desktop.errors import AppError, PermissionDenied
from desktop.exchange import outgoing, workbook
from desktop.exchange.workbook import Cell, SheetSpec
from desktop.security.roles import scope
from desktop.words import N_, Words

HEADS: Final = (
    (N_("客户名称"), 14), (N_("手机"), 14), (N_("阶段"), 10), (N_("标签"), 36), (N_("来源"), 16), (N_("归属"), 10),
    (N_("添加时间"), 20), (N_("最近联系"), 20), (N_("下次跟进"), 20), (N_("下一步"), 30),
)  # fmt: skip
OWN_WIDTH: Final = 16
STAGES: Final = {"aware": N_("认知"), "interest": N_("兴趣"), "purchase": N_("购买"), "loyal": N_("忠诚")}


def export(store: Store, actor: Actor, numbers: Sequence[int], path: Path, words: Words) -> Done:
    """Write the contacts behind these list numbers, those this person may see; the export is entered in the history.

    Phones are masked, names as in the list. Raises AppError when there is nobody, or the file cannot be written.
    """
    if scope(actor) not in {"own", "branch"}:
        raise PermissionDenied("您的角色不能做这件事", cure="请网点负责人处理。")
    with store.session() as session:
        own = own_fields.fields(session)
        lines = list(_lines(session, actor, numbers, words, own))
    if not lines:
        raise AppError("没有可以导出的客户", cure="请先选几位。")
    heads: list[Cell] = [*(words.text(head) for head, _ in HEADS), *(one.title for one in own)]
    widths: dict[int, float] = dict(enumerate([*(width for _, width in HEADS), *([OWN_WIDTH] * len(own))], 1))
    written, count = workbook.write(path, [SheetSpec(words.text(N_("客户")), [heads, *lines], widths)]), len(lines)
    outgoing.enter_readable(store, actor, outgoing.CONTACTS, written, {"contacts": count})
    return Done(Changes.EXCHANGE, "", N_("已导出 {count} 位到 {file}，手机已打码", count=count, file=path.name), count)


def _lines(
    session: Session, actor: Actor, numbers: Sequence[int], words: Words, own: Sequence[OwnField]
) -> Iterator[list[Cell]]:
    for part in chunks(numbers):
        rows = search.rows(session, actor, part)
        said = own_fields.values_of(session, [row.id for row in rows]) if own else {}
        for row in rows:
            yield [*_line(row, words), *(one.cell(said.get((row.id, one.key), "")) for one in own)]


def _line(row: ContactRow, words: Words) -> list[Cell]:
    stage = words.text(STAGES[row.stage]) if row.stage in STAGES else ""
    tags = "、".join(tag.name for tag in row.tags)
    times = [moment or "" for moment in (row.added_at, row.last_at, row.next_at)]
    return [row.name, row.phone, stage, tags, row.placement or row.source, row.owner_name, *times, row.next_title]
