"""`taika demo --out DIR`: the whole loop without a window; ends 0 only if the result of every step is right."""

import argparse
import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from db.engine import Store
from db.stamp import Clock
from desktop import sample
from desktop.context import CommandContext
from desktop.demo import branch as steps
from desktop.demo import day, head_office
from desktop.demo.branch import Branch
from desktop.demo.checks import Expected, codes, holds
from desktop.errors import AppError
from desktop.exchange.worker import Reader
from desktop.paths import Paths
from desktop.resources import resource
from desktop.security.vault import SAMPLE_KEY
from desktop.store import open_store
from desktop.words import N_, Phrase

MADE = ("data", "pieces", "reports", "summary", "screens")
"""What the demo makes in its folder, and clears when it starts."""
SMALLEST_PICTURE = 10_000  # bytes; an empty window is far below


def add_parser(subparsers: Any) -> None:  # noqa: ANN401 - argparse has no public name for it
    """`taika demo`."""
    parser = subparsers.add_parser("demo", help="run the whole loop on the sample branches and check every step")
    parser.add_argument("--out", type=Path, default=Path("taika-demo"), metavar="DIR", help="where the results go")
    parser.add_argument("--from", dest="inputs", type=Path, metavar="DIR", help="other input files")
    parser.add_argument("--no-pages", action="store_true", help="no pictures of the windows")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace, context: CommandContext) -> int:
    """0 when every step's result was right; a wrong one is told as an error."""
    demo = Demo(args.out, args.inputs or resource("sample"), sample.fixed_day())
    told = []
    try:
        for number, (line, seconds) in enumerate(demo.steps(None if args.no_pages else context), 1):
            words = context.words.text(line)
            told.append({"step": number, "text": words, "seconds": round(seconds, 2)})
            if not args.json:
                context.emit(None, [f"{number:2}  {words}  {seconds:.1f} s"])
    finally:
        demo.close()
    if args.json:
        context.emit({"ok": True, "out": str(args.out), "steps": told})
    else:
        context.emit(None, [context.words.text(N_("全部核对无误，结果在 {folder}", folder=str(args.out.resolve())))])
    return 0


class Demo:
    """The databases of the demo and its steps; the branch's main database lies where the sample's would."""

    def __init__(self, out: Path, inputs: Path, clock: Clock) -> None:
        self.out, self.inputs, self.clock = out, inputs, clock
        for name in MADE:
            shutil.rmtree(out / name, ignore_errors=True)
        self.paths = Paths(out / "data")
        self.reader = Reader()
        self.branches: list[Branch] = []
        self.offices: list[Store] = []
        self.expected = Expected.load(resource("sample", "expected.toml"))
        self.codes = codes(resource("sample", "expected.toml"))

    def close(self) -> None:
        """Close all databases, and the child that reads workbooks."""
        self.reader.close()
        for store in [*(branch.store for branch in self.branches), *self.offices]:
            store.close()

    def steps(self, context: CommandContext | None) -> Iterator[tuple[Phrase, float]]:
        """A line and its seconds for every step; raises AppError at the first wrong result."""
        started = time.perf_counter()
        for line in self._steps(context):
            yield line, time.perf_counter() - started
            started = time.perf_counter()

    def _steps(self, context: CommandContext | None) -> Iterator[Phrase]:
        yield from steps.look_at_codes(self.inputs / "qr", self.inputs / "bad-qr", self.codes)
        yield from self._imports()
        main = self.branches[0]
        for branch in self.branches:
            yield from steps.live(branch, self.inputs / "qr", with_day=branch is main, wanted=self.codes)
        yield from steps.give_back(main, self.out)
        yield from day.capture(main)
        yield from day.work(main)
        yield from day.print_pieces(main, self.out / "pieces", self.codes)
        yield from self._head_office()
        yield from head_office.look_over([*(branch.store for branch in self.branches), *self.offices])
        if context is not None:
            yield from self._pages(context)

    def _imports(self) -> Iterator[Phrase]:
        """All files of all branches, the smallest branch first; then again; one customer list undone."""
        for key in reversed(sample.BRANCHES):
            branch = Branch.open(key, self.inputs, self.paths.sample, self.clock, self.reader)
            self.branches.insert(0, branch)
            yield from steps.take_in(branch, self.expected[key])
        for branch in self.branches:
            yield from steps.take_in_again(branch)
        yield from steps.undo_import(self.branches[-1], self.expected[sample.BRANCHES[-1]])

    def _head_office(self) -> Iterator[Phrase]:
        for branch in self.branches:
            yield from head_office.send(branch, self.out / "reports")
        office, other = (self._office(name) for name in ("head_office", "head_office_2"))
        yield from head_office.merge(office, other, self.branches, self.out / "reports")
        yield from head_office.sum_up(office, self.branches, self.out / "summary")

    def _office(self, name: str) -> Store:
        store = open_store(self.paths.data / f"{name}.db", SAMPLE_KEY, self.clock)
        self.offices.append(store)
        return store

    def _pages(self, context: CommandContext) -> Iterator[Phrase]:
        if context.shoot is None:
            raise AppError("这里画不了窗口", cure="请用 taika demo，或加上 --no-pages。")
        sample.mark(self.paths.sample, sample.MAIN, self.clock)
        files = context.shoot(self.paths.data, self.out / "screens", self.clock)
        holds(N_("至少四页截图"), len(files) >= 4)
        for file in files:
            size = file.stat().st_size if file.exists() else 0
            holds(N_("截图 {file} 有内容", file=file.name), size >= SMALLEST_PICTURE)
        yield N_("主要页面截图 {count} 张", count=len(files))
