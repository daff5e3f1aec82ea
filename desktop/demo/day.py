"""The day of the branch in the demo: a capture, two tasks of today's list, a poster and a card that scan."""

from collections.abc import Iterator
from pathlib import Path

import pikepdf

from db.actor import Actor
from db.engine import session_clock
from desktop.contacts import search, timeline
from desktop.contacts.capture import Capture, save, today_of
from desktop.contacts.filters import ContactQuery
from desktop.demo.branch import Branch
from desktop.demo.checks import holds, same
from desktop.errors import AppError
from desktop.posters import batch, pieces, qr
from desktop.resources import resource
from desktop.sample import PERSON
from desktop.sop import schedule, tasks
from desktop.sop.today import Item, Today, today
from desktop.words import N_, Phrase

NEWCOMER = Capture(phone="13800007316", name="温书言", consent=True)
PIECES = ("poster-a4", "tent-a4")
FORMATS: tuple[pieces.Format, ...] = ("pdf", "png")
POINTS = 72 / 25.4
A4 = (210, 297)


def capture(branch: Branch) -> Iterator[Phrase]:
    """One person at the counter: new at the eleventh digit, ours right after, on the list and with a timeline.

    Somebody without consent is only counted; the same number again is refused.
    """
    actor = branch.person(PERSON).actor
    with branch.store.session() as session:
        same(N_("登记前的查询"), search.find_known(session, actor, NEWCOMER.phone).total, 0)
        before = len(search.ids(session, actor, ContactQuery()))
        captured = today_of(session, actor).spoken
    branch.store.write(lambda session: save(session, actor, NEWCOMER))
    branch.store.write(lambda session: save(session, actor, Capture("")))
    holds(N_("已登记的号码不能再登记"), _refused(branch, actor))
    with branch.store.session() as session:
        known = search.find_known(session, actor, NEWCOMER.phone)
        same(N_("登记后的查询"), [row.name for row in known.matches], [NEWCOMER.name])
        found = known.matches[0]
        same(N_("登记后的客户"), len(search.ids(session, actor, ContactQuery())), before + 1)
        tail = search.rows(session, actor, search.ids(session, actor, ContactQuery(text=NEWCOMER.phone[-4:])))
        holds(N_("按尾号能查到"), found.id in {row.id for row in tail})
        holds(N_("号码已打码"), NEWCOMER.phone not in repr(found))
        events = timeline.events(session, found.id)
        same(N_("今天登记的人数"), today_of(session, actor).spoken, captured + 2)
    same(N_("登记后的互动记录"), [event.kind for event in events], ["added"])
    yield N_("快速登记：新客户 1 位（{phone}，归属{owner}），只计数 1 位", phone=found.phone, owner=found.owner_name)


def _refused(branch: Branch, actor: Actor) -> bool:
    try:
        branch.store.write(lambda session: save(session, actor, NEWCOMER))
    except AppError:
        return True
    return False


def work(branch: Branch) -> Iterator[Phrase]:
    """Today's list of a manager; the words of two steps copied with every variable filled, sent, done."""
    person = branch.person(PERSON)
    actor, day = person.actor, branch.clock.now().date()
    branch.store.write(lambda session: schedule.generate(session, actor, day))
    before = _today(branch, actor)
    waiting = [*before.late, *before.current, *before.later]
    chosen = [item for item in waiting if _speakable(branch, actor, item)][:2]
    same(N_("今天有话术可发的事"), len(chosen), 2)
    for item in chosen:
        _send(branch, actor, [target.task for target in item.targets])
    after = _today(branch, actor)
    same(N_("完成的件数"), len(after.done), len(before.done) + 2)
    same(N_("今天的件数"), after.total, before.total)
    yield N_(
        "{name}的今日：{total} 件，完成 {done} 件（新完成：{first}、{second}）",
        name=person.name, total=after.total, done=len(after.done), first=chosen[0].title, second=chosen[1].title,
    )  # fmt: skip


def _send(branch: Branch, actor: Actor, ids: list[str]) -> None:
    branch.store.write(lambda session: tasks.copied(session, actor, ids))
    branch.store.write(lambda session: tasks.sent(session, actor, ids))


def _speakable(branch: Branch, actor: Actor, item: Item) -> bool:
    """Whether the step has words for all its targets, with nothing left to fill in."""
    if not item.script:
        return False
    try:
        with branch.store.session() as session:
            return all("{" not in tasks.words(session, actor, target.task) for target in item.targets)
    except AppError:
        return False


def _today(branch: Branch, actor: Actor) -> Today:
    with branch.store.session() as session:
        return today(session, actor, session_clock(session).now())


def print_pieces(branch: Branch, folder: Path, codes: dict[str, str]) -> Iterator[Phrase]:
    """A poster and a table card of one person, as PDF and PNG, each proven and read back."""
    person = branch.person(PERSON)
    studio = pieces.Studio.open(resource())
    for key in PIECES:
        template = studio.library.load(key)
        with branch.store.session() as session:
            wanted = pieces.order(session, person.actor, studio, template, person.id)
        made = [_piece(branch, person.actor, studio, wanted, form, folder) for form in FORMATS]
        for one in made:
            _check(one.files[0], codes[person.name])
        proof = made[0].made[0].proof
        yield N_(
            "{title}（{name}）：PDF 和 PNG，扫码校验 {passed}/{checks}，可扫距离 {distance} 米",
            title=template.title, name=person.name, passed=sum(proof.checks.values()), checks=len(proof.checks),
            distance=proof.distance_m,
        )  # fmt: skip


def _piece(
    branch: Branch, actor: Actor, studio: pieces.Studio, wanted: pieces.Order, form: pieces.Format, folder: Path
) -> batch.Batch:
    made = batch.run(studio, [wanted], branch.clock.now().date(), form, folder)
    if complaint := made.complaint():
        raise complaint
    branch.store.write(lambda session: pieces.keep(session, actor, made.made, form))
    return made


def _check(file: Path, code: str) -> None:
    """A picture is read back by scanning it, a PDF by its pages and its trim box."""
    if file.suffix == ".png":
        picture = qr.open_picture(file)
        same(N_("{file} 扫出的内容", file=file.name), {symbol.text for symbol in qr.read(picture)}, {code})
        return
    with pikepdf.open(file) as document:
        same(N_("{file} 的页数", file=file.name), len(document.pages), 1)
        box = [float(side) for side in document.pages[0].TrimBox]
    size = tuple(sorted(round(side / POINTS) for side in (box[2] - box[0], box[3] - box[1])))
    same(N_("{file} 的纸张", file=file.name), size, A4)
