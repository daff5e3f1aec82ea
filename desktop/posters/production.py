"""Makes staff × templates beside the program: stops when told, goes on later, keeps only a slip of each piece."""

import hashlib
import json
import multiprocessing
import os
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from desktop.errors import AppError
from desktop.exchange.worker import bare_main
from desktop.files import file_name
from desktop.posters import contact, pdf, pieces
from desktop.posters.proof import Proof

MOST_WORKERS = 4
WORTH_WORKERS = 8  # pieces; fewer are made sooner than a process has started
LONGEST_ACCOUNT = 20  # characters of it in a file's name
THUMB = 232  # px high, twice what the grid shows
JOURNAL = ".taika-batch.jsonl"
TICK = 0.2  # s between two looks at whether to stop

Stopped = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class Slip:
    """What is left of a piece once it is on the disk; `again` means that an earlier run had made it."""

    order: pieces.Order
    proof: Proof
    problems: list[AppError]
    file: Path | None
    thumb: bytes = b""
    again: bool = False

    @property
    def passed(self) -> bool:
        return self.file is not None


@dataclass(frozen=True, slots=True)
class Task:
    """One piece to make: `stem` is its name in `folder`."""

    order: pieces.Order
    stem: str
    format: pieces.Format
    folder: Path
    today: date
    pictured: bool = True  # its slip has a thumbnail
    rules: str = ""  # TOML of head office's rules of wording, if it has any

    @property
    def mark(self) -> str:
        """What makes a piece the same as one made before."""
        order = self.order
        said = [order.template.key, order.template.version, order.theme, self.format, sorted(order.values.items())]
        return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()

    @property
    def file(self) -> Path:
        return self.folder / f"{self.stem}.{self.format}"


def tasks(
    orders: Sequence[pieces.Order],
    format: pieces.Format,  # noqa: A002
    folder: Path,
    today: date,
    *,
    pictured: bool = True,
    rules: str = "",
) -> list[Task]:
    """A task for each order; namesakes are told apart by their accounts."""
    names = [order.file_name for order in orders]
    often = Counter(names)
    stems = [
        f"{name}-{file_name(order.record.account, LONGEST_ACCOUNT)}" if often[name] > 1 else name
        for name, order in zip(names, orders, strict=True)
    ]
    return [
        Task(order, stem, format, folder, today, pictured, rules) for order, stem in zip(orders, stems, strict=True)
    ]


def produce(
    resources: Path, wanted: Sequence[Task], stopped: Stopped, *, workers: int | None = None, resume: bool = True
) -> Iterator[Slip]:
    """The slips as they come, not in order; ends early when `stopped`. AppError when the workers die."""
    done = _journal(wanted) if resume else {}
    rest = []
    for task in wanted:
        if done.get(task.mark) == task.file.name and task.file.is_file():
            yield Slip(task.order, Proof({}, 0.0, 0.0), [], task.file, again=True)
        else:
            rest.append(task)
    count = _workers(len(rest)) if workers is None else workers
    for task, slip in _inline(resources, rest, stopped) if count < 2 else _pooled(resources, rest, stopped, count):
        if slip.passed:
            _note(task)
        yield slip


Made = tuple[Proof, list[AppError], Path | None, bytes]


def make(resources: Path, task: Task) -> Slip:
    """Make, prove and write one piece."""
    return Slip(task.order, *_made(resources, task))


def _made(resources: Path, task: Task) -> Made:
    """What comes of a task; runs in a worker, which need not send the order back."""
    studio = _studio(resources).ruled(task.rules)
    piece = pieces.make(studio, task.order, task.today)
    thumb = studio.painter.thumbnail(piece.sheet, THUMB) if task.pictured else b""
    if not piece.passed:
        return piece.proof, piece.problems, None, thumb
    return piece.proof, [], pieces.write(studio, piece, task.format, task.folder, task.stem), thumb


def one_file(slips: Sequence[Slip], folder: Path) -> Path:
    """Put the PDFs of `slips` into one and take the single ones away; they are made anew when they are wanted."""
    files = [slip.file for slip in slips if slip.file is not None]
    target = folder / f"{_title(slips)}.pdf"
    pdf.merge(files, target)
    for file in files:
        file.unlink(missing_ok=True)
    return target


def contact_sheet(studio: pieces.Studio, slips: Sequence[Slip], folder: Path) -> Path:
    """Write the overview of `slips`; those of an earlier run are painted again, small."""
    entries = []
    for slip in (slip for slip in slips if slip.passed):
        picture = slip.thumb or studio.painter.thumbnail(pieces.lay_out(studio, slip.order), THUMB)
        values, template = slip.order.values, slip.order.template
        entries.append(contact.Entry(picture, template.page, values["name"], template.title))
    return contact.write(studio.painter, entries, _title(slips), folder / f"{_title(slips)}-总览.pdf")


def _title(slips: Sequence[Slip]) -> str:
    """城东支行-8人-3种-24张, safe as a file name."""
    passed = [slip.order for slip in slips if slip.passed]
    staff, kinds = {order.record.staff for order in passed}, {order.template.key for order in passed}
    said = f"{passed[0].values['branch']}-{len(staff)}人-{len(kinds)}种-{len(passed)}张" if passed else "空"
    return file_name(said, pieces.LONGEST_NAME)


@cache
def _studio(resources: Path) -> pieces.Studio:
    """The studio of this process, read once."""
    return pieces.Studio.open(resources)


def _workers(pieces_left: int) -> int:
    return min(MOST_WORKERS, os.cpu_count() or 1) if pieces_left >= WORTH_WORKERS else 1


def _inline(resources: Path, rest: Sequence[Task], stopped: Stopped) -> Iterator[tuple[Task, Slip]]:
    for task in rest:
        if stopped():
            return
        yield task, make(resources, task)


def _pooled(resources: Path, rest: Sequence[Task], stopped: Stopped, count: int) -> Iterator[tuple[Task, Slip]]:
    """A few pieces are under way at a time, so that stopping is quick and nothing piles up."""
    pool = ProcessPoolExecutor(count, mp_context=multiprocessing.get_context("spawn"))
    under_way: dict[Future[Made], Task] = {}
    left = iter(rest)
    try:
        while not stopped():
            while len(under_way) < 2 * count and (task := next(left, None)) is not None:
                with bare_main():
                    under_way[pool.submit(_made, resources, task)] = task
            if not under_way:
                return
            for future in wait(under_way, TICK, FIRST_COMPLETED).done:
                task = under_way.pop(future)
                yield task, Slip(task.order, *future.result())
        for future in wait(under_way).done:  # what has begun is finished, and counts
            if not future.cancelled():
                yield under_way[future], Slip(under_way[future].order, *future.result())
    except BrokenProcessPool as error:
        raise AppError("出图中断了", cure="再点“继续”，已经出好的不会重做") from error
    finally:
        pool.shutdown(cancel_futures=True)


def _journal(wanted: Sequence[Task]) -> dict[str, str]:
    """Mark → file name of what earlier runs made in the folder of `wanted`; broken lines count as not made."""
    if not wanted:
        return {}
    try:
        lines = (wanted[0].folder / JOURNAL).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return {}
    found: dict[str, str] = {}
    for line in lines:
        try:
            row = json.loads(line)
            found[str(row["mark"])] = str(row["file"])
        except (ValueError, KeyError, TypeError):
            continue
    return found


def _note(task: Task) -> None:
    try:
        with (task.folder / JOURNAL).open("a", encoding="utf-8") as journal:
            journal.write(json.dumps({"mark": task.mark, "file": task.file.name}, ensure_ascii=False) + "\n")
    except OSError as error:
        raise AppError("写不了文件 {file}", cure="请检查磁盘空间，或关掉正打开它的程序", file=JOURNAL) from error
