"""`taika demo`: the whole loop on the sample branch without a display, each step checked.

A branch takes in its WeCom files, captures a contact, works its day, prints pieces that scan and reports; head office
puts three branches together. One line a step; it ends 0 only if every step came out as it must.
"""

import argparse
import random
import shutil
import tomllib
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any, Final, Self

from sqlalchemy import text
from sqlalchemy.orm import Session

from db.actor import Actor, Role
from db.doctor import state_hash, verify
from db.engine import Store
from desktop import people, sample
from desktop.contacts import capture, search, tags, timeline
from desktop.contacts.capture import Capture
from desktop.context import CommandContext
from desktop.errors import AppError
from desktop.exchange import intake, report, workbook
from desktop.headquarters import consolidate, summary
from desktop.insights import metrics
from desktop.paths import Paths
from desktop.posters import batch, pieces, qr, records
from desktop.posters import intake as pictures
from desktop.resources import resource
from desktop.security.vault import SAMPLE_KEY
from desktop.sop import tasks
from desktop.sop import today as day_list
from desktop.store import open_store

TEMPLATES: Final = ("poster-a4", "tent-a4")
PERSON: Final = "wangmin"
PHONE: Final = "13588142067"
MAIN_PAGES: Final = ("today", "contacts", "posters", "capture")


class DemoError(AppError):
    """A step came out otherwise than it must."""


def add_parser(subparsers: Any) -> None:  # noqa: ANN401 - argparse has no public name for it
    """`taika demo`."""
    parser = subparsers.add_parser("demo", help="live the sample branch's day, each step checked")
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="where the results go")
    parser.add_argument("--from", dest="source", type=Path, metavar="DIR", help="the files of the branches")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace, context: CommandContext) -> int:
    """0 when every step came out as it must; 1 at the first that did not, named in one line."""
    steps: list[dict[str, str]] = []
    with Demo(args.out, args.source or resource("sample"), context) as demo:
        for name, step in demo.steps():
            try:
                said = step()
            except AppError as error:
                said = context.words.render(error).replace("\n", " ")
                context.emit({"ok": False, "failed": name, "steps": steps}, [f"✗ {name}: {said}"])
                return 1
            steps.append({"step": name, "result": said})
            if not args.json:
                context.emit(None, [f"✓ {name}: {said}"])
    context.emit({"ok": True, "steps": steps, "out": str(args.out)}, [f"→ {args.out}"])
    return 0


def check(seen: object, wanted: object, what: str) -> None:
    """Raise DemoError unless the two are equal."""
    if seen != wanted:
        raise DemoError("{what}：得到 {seen}，应为 {wanted}", what=what, seen=seen, wanted=wanted)


class Demo:
    """The databases and files of one run, all below `out`; the clock stands at the sample's own day."""

    def __init__(self, out: Path, source: Path, context: CommandContext) -> None:
        self.out, self.source, self.context = out, source, context
        self.clock = sample.fixed_day()
        self.data = out / "data"
        shutil.rmtree(self.data, ignore_errors=True)
        folder = Paths(self.data).sample
        folder.mkdir(parents=True)
        self.branch = open_store(folder / f"{sample.MAIN}.db", SAMPLE_KEY, self.clock)
        self.headquarters = open_store(folder / "headquarters.db", SAMPLE_KEY, self.clock)
        self.others: list[Store] = []
        self.expected = tomllib.loads(resource("sample", "expected.toml").read_text(encoding="utf-8"))
        self.lead = Actor("", Role.LEAD, "")
        self.analyst = Actor("", Role.ANALYST, "")
        self.manager = self.lead
        self.reports: list[Path] = []
        self.state = ""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for store in (self.branch, self.headquarters, *self.others):
            store.close()

    def steps(self) -> Iterator[tuple[str, Callable[[], str]]]:
        """The steps in their order."""
        for name in sample.FILES:
            yield f"import {name}", partial(self.take_in, sample.MAIN, self.branch, name)
        yield "import again", self.take_in_again
        yield "refused rows", self.refused_rows
        yield "QR codes", self.codes
        yield "history", self.history
        yield "quick capture", self.quick_capture
        yield "today", self.today
        yield "pieces", self.print_pieces
        yield "report", self.report
        yield "other branches", self.other_branches
        yield "consolidate", self.consolidate
        yield "consolidate again", self.consolidate_again
        yield "summary", self.summary
        yield "doctor", self.doctor
        if self.context.shoot is not None:
            yield "screens", self.screens

    def take_in(self, branch: str, store: Store, name: str) -> str:
        """Import a file and compare the counts with what must come out."""
        counts = sample.take_in(store, Actor("", Role.LEAD, ""), self.source / branch / name)
        for key, wanted in self.expected[branch][name].items():
            check(counts[key], wanted, f"{branch}/{name} {key}")
        return ", ".join(f"{key} {number}" for key, number in counts.items() if number)

    def take_in_again(self) -> str:
        """The same files once more change nothing."""
        before = self._state(self.branch)
        for name in sample.FILES:
            counts = sample.take_in(self.branch, self.lead, self.source / sample.MAIN / name)
            check(counts["new"] + counts["changed"] + counts["suspected_lost"], 0, name)
        check(self._state(self.branch), before, "state")
        return "nothing changed"

    def refused_rows(self) -> str:
        """They come back in a workbook with the reason; taken in unmended they are refused again."""
        with self.branch.session() as session:
            made = intake.plan(session, self.lead, self.source / sample.MAIN / "客户列表.xlsx")
            file = intake.write_refused(made, self.out / "客户列表_拒收.xlsx")
            again = intake.plan(session, self.lead, file)
        check(len(again.refused_rows), len(made.refused_rows), "refused")
        return f"{len(made.refused_rows)} in {file.name}"

    def codes(self) -> str:
        """Every colleague's picture is read and registered; a bad one is refused with its reason."""
        with self.branch.session() as session:
            self.lead = people.at_keyboard(session, "", Role.LEAD)
            self.manager = people.at_keyboard(session, PERSON, Role.LEAD)
            staff = len(people.staff(session, self.lead.branch))
        self.branch.write(lambda session: sample.register(session, self.lead, self.source / "qr"))
        found = self._scalar(self.branch, "SELECT count(*) FROM contact_way WHERE hidden = 0")
        check(found, staff, "QR")
        kinds = qr.Kinds(resource("posters", "codes.toml"))
        folder = pictures.pictures([self.source / "bad-qr"])
        verdicts = {file.stem: qr.check_file(file, kinds).verdict for file in folder}
        check(set(verdicts.values()), {"refuse"}, "bad QR")
        return f"{found} registered, {len(verdicts)} bad ones refused"

    def history(self) -> str:
        """A month of talks and the standard work of ten days."""
        chance = random.Random(sample.MAIN)  # noqa: S311 - reproducible, nothing secret
        self.branch.write(lambda session: sample.live(session, self.lead, self.clock, chance))
        sample.plan_days(self.branch, self.lead, self.clock)
        counts = {
            table: self._scalar(self.branch, f"SELECT count(*) FROM {table}") for table in ("interaction", "task")
        }
        check(all(counts.values()), True, "history")
        return ", ".join(f"{table} {number}" for table, number in counts.items())

    def quick_capture(self) -> str:
        """A new number is new, then known; a second capture of it is refused; without consent only a count stays."""
        with self.branch.session() as session:
            check(search.find_known(session, self.manager, PHONE).total, 0, PHONE)
            tag = tags.favourites(session)[0].id
        wanted = Capture(PHONE, "刘女士", consent=True, tags=(tag,))
        self.branch.write(lambda session: capture.save(session, self.manager, wanted))
        self.branch.write(lambda session: capture.save(session, self.manager, Capture("", consent=False)))
        with self.branch.session() as session:
            known = search.find_known(session, self.manager, PHONE)
            check([row.name for row in known.matches], ["刘女士"], PHONE)
            check([one.kind for one in timeline.events(session, known.matches[0].id)], ["added"], "timeline")
            check(capture.captured_today(session, self.manager), 2, "captured")
        try:
            self.branch.write(lambda session: capture.save(session, self.manager, wanted))
        except AppError:
            return "1 stored, 1 counted, 1 refused as known"
        raise DemoError("{what}：得到 {seen}，应为 {wanted}", what=PHONE, seen="stored", wanted="refused")

    def today(self) -> str:
        """Two of the day's tasks: words copied with every variable filled, sent, done."""
        with self.branch.session() as session:
            before = day_list.today(session, self.manager, self.clock.now())
            waiting = [*before.late, *before.current, *before.later]
            chosen = [item for item in waiting if self._speakable(session, item)][:2]
        check(len(chosen), 2, "tasks")
        for item in chosen:
            self._send([target.task for target in item.targets])
        with self.branch.session() as session:
            after = day_list.today(session, self.manager, self.clock.now())
        check(len(after.done), len(before.done) + 2, "done")
        return f"{len(after.done)} of {after.total} done, {len(after.late)} late"

    def _send(self, ids: list[str]) -> None:
        self.branch.write(lambda session: tasks.copied(session, self.manager, ids))
        self.branch.write(lambda session: tasks.sent(session, self.manager, ids))

    def _speakable(self, session: Session, item: day_list.Item) -> bool:
        try:
            return all("{" not in tasks.words(session, self.manager, target.task) for target in item.targets)
        except AppError:
            return False

    def print_pieces(self) -> str:
        """A poster and a table card, PDF and PNG, each proven; the PNG is read back to the text of the picture."""
        studio = pieces.Studio.open(resource())
        made = 0
        wanted_text = self._scalar(
            self.branch, "SELECT content FROM contact_way WHERE staff = :staff", self.manager.staff
        )
        for key in TEMPLATES:
            with self.branch.session() as session:
                staff = records.find(session, self.manager.branch, PERSON).id
                order = pieces.order(session, self.manager, studio, studio.library.load(key), staff)
            files = [self._piece(studio, order, "pdf"), self._piece(studio, order, "png")]
            read = {symbol.text for symbol in qr.read(qr.open_picture(files[1]))}
            check(read, {wanted_text}, key)
            made += len(files)
        check(made, 2 * len(TEMPLATES), "pieces")
        return f"{made} files proven in pieces/"

    def _piece(self, studio: pieces.Studio, order: pieces.Order, form: pieces.Format) -> Path:
        done = batch.run(studio, [order], self.clock.now().date(), form, self.out / "pieces")
        if problem := done.complaint():
            raise problem
        self.branch.write(lambda session: pieces.keep(session, self.manager, done.made, form))
        return done.files[0]

    def report(self) -> str:
        """The branch's workbook, read back: the figures stand in it, nobody's number does."""
        made = self.branch.write(lambda session: report.build(session, self.lead, self.out / "reports"))
        self.reports.append(made.file)
        sheet = workbook.read(made.file).sheet("客户")
        rows = sheet.rows[2:] if sheet else []
        check(len(rows), self._scalar(self.branch, "SELECT count(*) FROM contact WHERE hidden = 0"), "客户")
        check(any(PHONE in str(cell) for row in rows for cell in row), False, "masked")
        return f"{made.file.name}, {made.operations} operations"

    def other_branches(self) -> str:
        """The two smaller branches live and report."""
        for branch in sample.BRANCHES[1:]:
            store = open_store(Paths(self.data).sample / f"{branch}.db", SAMPLE_KEY, self.clock)
            self.others.append(store)
            for name in sample.FILES:
                self.take_in(branch, store, name)
            self.reports.append(self._report_of(store))
        return ", ".join(file.name for file in self.reports[1:])

    def _report_of(self, store: Store) -> Path:
        with store.session() as session:
            lead = people.at_keyboard(session, "", Role.LEAD)
        return store.write(lambda session: report.build(session, lead, self.out / "reports")).file

    def consolidate(self) -> str:
        """Head office merges the three; it then holds every contact of every branch."""
        made = consolidate.consolidate(self.headquarters, self.analyst, self.reports)
        check(made.count("merged"), len(self.reports), "merged")
        contacts = sum(self._scalar(store, "SELECT count(*) FROM contact") for store in (self.branch, *self.others))
        check(made.contacts, contacts, "contacts")
        self.state = made.state
        return f"{made.count('merged')} merged, {made.contacts} contacts, {made.operations} operations"

    def consolidate_again(self) -> str:
        """Doing it again, and in another order from nothing, gives the same state."""
        again = consolidate.consolidate(self.headquarters, self.analyst, self.reports)
        check((again.count("doubled"), again.state), (len(self.reports), self.state), "again")
        other = open_store(Paths(self.data).sample / "headquarters-reversed.db", SAMPLE_KEY, self.clock)
        self.others.append(other)
        turned = consolidate.consolidate(other, self.analyst, reversed(self.reports))
        check(turned.state, self.state, "reversed")
        self.others.remove(other)
        other.close()
        return f"same state {self.state[:12]}"

    def summary(self) -> str:
        """The summary workbook; its figures are those of the database."""
        with self.headquarters.session() as session:
            file = summary.write(session, self.out)
            total = metrics.total(session, metrics.Period.week_of(self.clock.now().date()))
        sheet = workbook.read(file).sheet("网点")
        rows = sheet.rows[1:] if sheet else []
        held = sheet.rows[0].index("客户") if sheet else 0
        check(sum(int(row[held] or 0) for row in rows), total["contacts"], "客户")
        return f"{file.name}, {len(rows)} branches, {total['contacts']} contacts"

    def doctor(self) -> str:
        """Every database's tables say what its log says."""
        stores = [self.branch, self.headquarters, *self.others]
        for store in stores:
            with store.session() as session:
                check(verify(session), [], "doctor")
        return f"{len(stores)} databases sound"

    def screens(self) -> str:
        """Pictures of the main pages."""
        shoot = self.context.shoot
        assert shoot is not None  # noqa: S101 - the step exists only then
        made_on = Paths(self.data).sample / f"{sample.MAIN}.made"
        made_on.write_text(f"{self.clock.now().date()}", encoding="utf-8")
        files = shoot(self.data, self.out / "screens", self.clock)
        missing = [page for page in MAIN_PAGES if not any(page in file.name for file in files)]
        check(missing, [], "screens")
        check(all(file.stat().st_size for file in files), True, "screens")
        return f"{len(files)} pictures in screens/"

    def _scalar(self, store: Store, statement: str, staff: str = "") -> Any:  # noqa: ANN401 - a number or a text
        with store.session() as session:
            return session.execute(text(statement), {"staff": staff} if ":staff" in statement else {}).scalar()

    def _state(self, store: Store) -> str:
        with store.session() as session:
            return state_hash(session)
