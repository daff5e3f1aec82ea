"""A branch's files in the demo: taken in, taken in again, undone, and a month lived."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.orm import Session

from db.actor import Actor, Role
from db.doctor import state_hash
from db.engine import Store
from db.stamp import Clock
from desktop import people, sample
from desktop.demo.checks import NAMES, Expected, content, holds, same
from desktop.exchange import intake
from desktop.exchange.worker import Reader
from desktop.pictures.decoding import Decoder
from desktop.posters import qr
from desktop.posters.intake import pictures
from desktop.resources import resource
from desktop.security.vault import SAMPLE_KEY
from desktop.store import open_store
from desktop.undo import undo
from desktop.words import N_, Phrase

NOBODY = Actor("", Role.LEAD, "")
SHOWN = ("rows", "new", "refused", "warned")


@dataclass
class Branch:
    """A branch of the demo: the folder of its files, its database, and once known its lead and name."""

    files: Path
    store: Store
    clock: Clock
    reader: Reader
    lead: Actor = NOBODY
    name: str = ""
    batch: str = ""  # of the customer list

    @classmethod
    def open(cls, key: str, inputs: Path, folder: Path, clock: Clock, reader: Reader) -> "Branch":
        """With an empty database in `folder`."""
        folder.mkdir(parents=True, exist_ok=True)
        return cls(inputs / key, open_store(folder / f"{key}.db", SAMPLE_KEY, clock), clock, reader)

    def person(self, account: str) -> people.Person:
        """A member of staff by account; raises AppError when there is none."""
        with self.store.session() as session:
            actor = people.at_keyboard(session, account, Role.MANAGER)
            return next(one for one in people.staff(session) if one.id == actor.staff)

    def state(self) -> str:
        """The hash of the whole content."""
        with self.store.session() as session:
            return state_hash(session)


def take_in(branch: Branch, expected: Expected) -> Iterator[Phrase]:
    """Address book, customers, groups; a line says what came of each file."""
    refused = 0
    for file in sample.FILES:
        counts = _import(branch, file)
        refused += counts["refused"]
        if not branch.lead.staff:
            _meet(branch)
        yield N_(
            "{branch} 导入{file}：{rows} 行，新增 {new}，拒收 {refused}，提醒 {warned}",
            branch=branch.name, file=Path(file).stem, **{key: counts[key] for key in SHOWN},
        )  # fmt: skip
    check_content(branch, expected, refused)


def check_content(branch: Branch, expected: Expected, refused: int) -> None:
    """Raise AppError unless the database holds what the files should have brought."""
    with branch.store.session() as session:
        found = content(session, refused)
    for key in Expected._fields:
        same(NAMES[key], getattr(found, key), getattr(expected, key))


def _import(branch: Branch, file: str) -> dict[str, int]:
    with branch.store.session() as session:
        made = intake.plan(session, branch.lead, branch.files / file, branch.reader)
    done = branch.store.write(lambda session: intake.apply(session, branch.lead, made))
    if made.kind == "contacts" and done.batch:
        branch.batch = done.batch
    return made.counts


def _meet(branch: Branch) -> None:
    """The lead, known once the address book is in, is at the keyboard from now on."""
    with branch.store.session() as session:
        branch.lead = people.at_keyboard(session, "", Role.LEAD)
        branch.name = next(one.branch_name for one in people.staff(session) if one.actor == branch.lead)


def take_in_again(branch: Branch) -> Iterator[Phrase]:
    """The same files once more: nothing new, nothing changed, the same state."""
    before = branch.state()
    for file in sample.FILES:
        counts = _import(branch, file)
        same(N_("再次导入{file}的新增", file=Path(file).stem), counts["new"], 0)
        same(N_("再次导入{file}的变动", file=Path(file).stem), counts["changed"], 0)
    same(N_("再次导入后的内容"), branch.state(), before)
    yield N_("{branch} 再次导入同样的文件：新增 0，变动 0", branch=branch.name)


def give_back(branch: Branch, folder: Path) -> Iterator[Phrase]:
    """The refused rows come back in a workbook with their reasons; unmended it is refused again."""
    with branch.store.session() as session:
        made = intake.plan(session, branch.lead, branch.files / sample.FILES[1], branch.reader)
        file = intake.write_refused(made, folder / "客户列表_拒收.xlsx").path
        again = intake.plan(session, branch.lead, file, branch.reader)
    reasons = sorted(fault.reason for fault in made.refused)
    same(N_("退回的行"), sorted(fault.reason for fault in again.refused), reasons)
    yield N_("拒收的 {count} 行带着原因退回到 {file}", count=len(reasons), file=file.name)


def undo_import(branch: Branch, expected: Expected) -> Iterator[Phrase]:
    """The customer list undone and taken in again; call it before anything else is done with the contacts."""
    undone = branch.store.write(lambda session: undo(session, branch.lead, branch.batch))
    with branch.store.session() as session:
        left = content(session, 0)
    same(N_("撤销导入后的客户"), (left.contacts, left.tags), (0, 0))
    counts = _import(branch, sample.FILES[1])
    check_content(branch, expected, counts["refused"])
    yield N_(
        "{branch} 撤销客户导入 {count} 项，再导入：新增 {new}",
        branch=branch.name,
        count=undone.count,
        new=counts["new"],
    )


def look_at_codes(good: Path, bad: Path, wanted: dict[str, str]) -> Iterator[Phrase]:
    """Each person's picture says what it should; every bad one is refused with a reason."""
    kinds = qr.Kinds(resource("posters", "codes.toml"))
    with Decoder() as decoder:
        found = {file.stem: qr.check_file(file, kinds, decoder) for file in pictures([good])}
        refused = [qr.check_file(file, kinds, decoder) for file in pictures([bad])]
    same(N_("活码"), {name: answer.content for name, answer in found.items()}, wanted)
    same(N_("不能用的活码"), [name for name, answer in found.items() if answer.verdict == "refuse"], [])
    same(N_("坏图的结论"), {answer.verdict for answer in refused}, {"refuse"})
    holds(N_("坏图都有原因"), all(answer.remark for answer in refused))
    yield N_("活码图片 {good} 张可用，{bad} 张坏图都拒收", good=len(found), bad=len(refused))


def live(branch: Branch, codes: Path, *, with_day: bool, wanted: dict[str, str]) -> Iterator[Phrase]:
    """Codes and places registered, a month of history, the standard work of the last days."""
    sample.settle(branch.store, branch.lead, branch.clock, branch.files.name, codes, with_day=with_day)
    with branch.store.session() as session:
        counts = _counts(session)
        registered = _codes(session)
    if with_day:
        same(N_("活码"), registered, wanted)
    holds(N_("有互动和群记录"), counts["interaction"] and counts["group_day"])
    yield N_(
        "{branch} 过一个月：互动 {interaction}，跟进 {follow_up}，任务 {task}，群统计 {group_day}，码 {contact_way}",
        branch=branch.name, **counts,
    )  # fmt: skip


def _counts(session: Session) -> dict[str, int]:
    tables = ("interaction", "follow_up", "task", "group_day", "contact_way")
    return {
        name: session.execute(text(f"SELECT count(*) FROM {name} WHERE hidden = 0")).scalar_one() for name in tables
    }


def _codes(session: Session) -> dict[str, str]:
    found = session.execute(
        text("SELECT s.name, w.content FROM contact_way w JOIN staff s ON s.id = w.staff WHERE w.hidden = 0 ORDER BY 1")
    )
    return dict(found.tuples().all())
