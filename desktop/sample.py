"""The sample branch: 江海银行 城东支行 with a month of history, and two smaller branches for head office.

Made from files in the genuine formats (`resources/sample`) through the same imports and writes as any branch's; what
people did in the month before is invented by a seeded generator. Everybody in it is invented.
"""

import random
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Final

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from db.actor import Actor, Role
from db.contacts import Contact
from db.engine import Store
from db.groups import Group
from db.ids import derived_id
from db.operation import Change, record
from db.organisation import Staff
from db.stamp import Clock, FixedClock
from desktop import people
from desktop.calendar import Workdays
from desktop.exchange import intake
from desktop.exchange.worker import Reader
from desktop.posters import intake as pictures
from desktop.posters import qr
from desktop.resources import resource
from desktop.security.vault import SAMPLE_KEY
from desktop.sop import schedule, templates
from desktop.store import open_store

MAIN: Final = "chengdong"
BRANCHES: Final = ("chengdong", "binjiang", "nanpu")
FILES: Final = ("通讯录.xlsx", "客户列表.xlsx", "客户群列表.xlsx")
DAYS: Final = 30
PLACES: Final = (
    ("柜台 1 号台卡", "lobby", "cd-c1"), ("柜台 3 号台卡", "lobby", "cd-c3"), ("排队机海报", "lobby", "cd-q"),
    ("厅堂海报", "lobby", "cd-h"), ("云溪科技食堂", "offline_scene", "cd-yx"),
)  # fmt: skip
TALKS: Final = (
    ("chat", "问了大额存单的起存金额"), ("chat", "发了养老规划的资料"), ("call", "回访，约周末来网点"),
    ("visit", "来网点办卡，加看理财"), ("replied", "想了解一下教育金"), ("replied", "问信用卡年费怎么免"),
    ("group_joined", "进了理财交流群"), ("activity", "群活动猜字谜答对 2 题"), ("purchase", "买了三年期大额存单"),
    ("referral", "介绍邻居来开户"), ("sent", "首次权益提醒"),
)  # fmt: skip
WEIGHTS: Final = (20, 14, 12, 8, 12, 8, 6, 8, 5, 2, 16)
NEXT: Final = (
    "发教育金方案对比，约来网点", "大额存单到期，问续存意向", "约看养老金方案", "代发工资卡提醒绑卡",
    "企业年金讲座报名回访", "发产品对比", "回访新客权益使用情况",
)  # fmt: skip


def open_branch(folder: Path, branch: str, clock: Clock, source: Path | None = None) -> Store:
    """The database of a sample branch, made when it is not there yet or was made on another day.

    `source` replaces `resources/sample`. The key is published: nothing in it is anybody's.
    """
    folder.mkdir(parents=True, exist_ok=True)
    database, made_on = folder / f"{branch}.db", folder / f"{branch}.made"
    today = f"{clock.now().date()}"
    if database.exists() and made_on.exists() and made_on.read_text(encoding="utf-8") == today:
        return open_store(database, SAMPLE_KEY, clock, create=False)
    for old in folder.glob(f"{branch}.db*"):
        old.unlink()
    store = open_store(database, SAMPLE_KEY, clock)
    fill(store, (source or resource("sample")) / branch, clock, with_day=branch == MAIN)
    mark(folder, branch, clock)
    return store


def fill(store: Store, files: Path, clock: Clock, *, with_day: bool) -> Actor:
    """Take the files in, and live a month; returns the branch's lead."""
    with Reader() as reader:
        for name in FILES:
            take_in(store, Actor("", Role.LEAD, ""), files / name, reader)
    with store.session() as session:
        lead = people.at_keyboard(session, "", Role.LEAD)
    settle(store, lead, clock, files.name, files.parent / "qr", with_day=with_day)
    return lead


def settle(store: Store, lead: Actor, clock: Clock, key: str, codes: Path, *, with_day: bool) -> None:
    """Codes and places, the month before, and with `with_day` the standard work up to now; `key` seeds the chance."""
    store.write(lambda session: register(session, lead, codes))
    store.write(lambda session: live(session, lead, clock, random.Random(key)))  # noqa: S311 - reproducible, nothing secret
    if with_day:
        plan_days(store, lead, clock)


def mark(folder: Path, branch: str, clock: Clock) -> None:
    """Note the day on which a sample database was made; on another day it is made anew."""
    (folder / f"{branch}.made").write_text(f"{clock.now().date()}", encoding="utf-8")


def take_in(store: Store, actor: Actor, file: Path, reader: Reader) -> dict[str, int]:
    """Import a file; returns the counts."""
    with store.session() as session:
        made = intake.plan(session, actor, file, reader)
    store.write(lambda session: intake.apply(session, actor, made))
    return made.counts


def register(session: Session, lead: Actor, folder: Path) -> None:
    """The branch's address, its codes and the places where they stand."""
    changes = [Change("branch", lead.branch, {
        "address": "江海市江海路 188 号", "phone": "0000-8800 1188", "hours": "周一至周日 9:00–17:00", "code": "0188",
    })]  # fmt: skip
    for name, channel, state in PLACES:
        fields = {"branch": lead.branch, "name": name, "channel": channel, "state": state, "material": "table_card"}
        changes.append(Change("placement", derived_id("placement", lead.branch, name), fields))
    record(session, lead, changes)
    kinds = qr.Kinds(resource("posters", "codes.toml"))
    found = pictures.plan(session, lead, pictures.pictures([folder]), kinds)
    pictures.apply(session, lead, [one for one in found if one.refusal is None])


def live(session: Session, lead: Actor, clock: Clock, chance: random.Random) -> None:
    """A month of talks, consents, next steps, birthdays and group days, ending yesterday evening."""
    now = clock.now()
    contacts = session.execute(
        select(Contact.id, Contact.owner, Contact.added_at)
        .join(Staff, Staff.id == Contact.owner)
        .where(Contact.hidden == 0, Staff.branch == lead.branch)
        .order_by(Contact.id)
    ).all()
    changes: list[Change] = []
    places = [derived_id("placement", lead.branch, name) for name, *_ in PLACES]
    for id_, owner, added in contacts:
        if chance.random() < 0.35:
            changes += _talks(chance, id_, owner or "", lead.branch, now)
        changes += _record_of(chance, id_, added or "", places, now)
        if chance.random() < 0.04:
            changes.append(_next_step(chance, id_, owner or "", now))
    changes += _group_days(session, lead, chance, now)
    record(session, lead, changes, source="sample")


def _talks(chance: random.Random, contact: str, owner: str, branch: str, now: datetime) -> list[Change]:
    made = []
    for number in range(chance.choice((1, 1, 2, 2, 3, 4))):
        day = now.date() - timedelta(days=chance.randint(1, DAYS))
        at = datetime(day.year, day.month, day.day, chance.randint(9, 16), chance.randint(0, 59))
        kind, words = chance.choices(TALKS, WEIGHTS)[0]
        fields = {"contact": contact, "kind": kind, "at": f"{at}", "staff": owner, "branch": branch, "text": words}
        made.append(Change("interaction", derived_id("sample", "talk", contact, str(number)), fields))
    return made


def _record_of(chance: random.Random, contact: str, added: str, places: list[str], now: datetime) -> list[Change]:
    fields: dict[str, str | int | None] = {}
    if chance.random() < 0.5:
        born = date(chance.randint(1950, 2002), 1, 1) + timedelta(days=chance.randint(0, 364))
        fields["birthday"] = f"{born}"
    if added >= f"{now - timedelta(days=100)}" and chance.random() < 0.6:
        fields["placement"] = chance.choice(places)
    made = [Change("contact", contact, fields)] if fields else []
    if "placement" in fields:
        consent = {
            "contact": contact,
            "basis": "consent",
            "purposes": "service",
            "channels": "wecom",
            "given_at": added,
        }
        made.append(Change("consent", derived_id("sample", "consent", contact), {**consent, "notice": "2026-11"}))
    return made


def _next_step(chance: random.Random, contact: str, owner: str, now: datetime) -> Change:
    day = now.date() + timedelta(days=chance.choice((-1, 0, 0, 0, 1, 1, 2, 3, 5, 8)))
    due = datetime(day.year, day.month, day.day, chance.choice((10, 11, 14, 15, 16, 17)))
    fields = {"contact": contact, "staff": owner, "due_at": f"{due}", "title": chance.choice(NEXT)}
    return Change("follow_up", derived_id("sample", "next", contact), fields)


def _group_days(session: Session, lead: Actor, chance: random.Random, now: datetime) -> list[Change]:
    made = []
    groups = session.execute(
        select(Group.id, Group.members).where(Group.branch == lead.branch, Group.hidden == 0).order_by(Group.id)
    ).all()
    for index, (group, members) in enumerate(groups):
        silent = 6 if index == 1 else 0
        for ago in range(1 + silent, DAYS):
            day = f"{now.date() - timedelta(days=ago)}"
            spoke = int(members * chance.uniform(0.05, 0.45))
            counts = {"members": members, "spoke": spoke, "messages": spoke * 3}
            id_ = derived_id("group_day", group, day)
            made.append(Change("group_day", id_, {"group": group, "date": day, **counts}))
    return made


def plan_days(store: Store, lead: Actor, clock: Clock) -> None:
    """The standard work of the last ten workdays, done but for a skip here and there, and today's as far as it is."""
    store.write(lambda session: templates.publish(session, lead))
    calendar = Workdays()
    now, day = clock.now(), clock.now().date()
    past: list[date] = []
    while len(past) < 10:
        day = calendar.previous_workday(day)
        past.append(day)
    for one in [*reversed(past), now.date()]:
        store.write(_generate(lead, one))
    store.write(lambda session: _work(session, lead, past, now))


def _generate(lead: Actor, day: date) -> Callable[[Session], object]:
    return lambda session: schedule.generate(session, lead, day)


def _work(session: Session, lead: Actor, past: list[date], now: datetime) -> None:
    chance = random.Random("work")  # noqa: S311 - reproducible, nothing secret
    rows = session.execute(
        text("SELECT id, staff, due_at FROM task WHERE hidden = 0 AND due_at < :now ORDER BY id"),
        {"now": f"{now - timedelta(hours=2)}"},
    ).all()
    days = {f"{day}" for day in past}
    changes = []
    for id_, staff, due in rows:
        done = datetime.fromisoformat(due) + timedelta(minutes=chance.randint(2, 25))
        skipped = due[:10] in days and chance.random() < 0.02
        if due[:10] not in days and chance.random() < 0.25:
            continue
        fields: dict[str, str | int | None] = {"skipped_at": f"{done}", "skip_reason": "away"} if skipped else {
            "done_at": f"{done}", "copied_at": f"{done}", "sent_at": f"{done}", "done_by": staff,
        }  # fmt: skip
        changes.append(Change("task", id_, fields))
    record(session, lead, changes, source="sample")


def fixed_day() -> FixedClock:
    """The day that `demo` and the tests live through: the Friday on which the sample files were exported."""
    return FixedClock(datetime(2026, 11, 20, 10, 42))
