"""The month before in a sample branch: talks, consents, next steps, birthdays, groups and the standard work.

Drawn by a seeded generator from `resources/sample/month.toml`; everybody in it is invented.
"""

import json
import random
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.actor import Actor
from db.contacts import Contact
from db.engine import Store
from db.groups import Group
from db.ids import derived_id
from db.operation import Change, record
from db.organisation import Staff
from db.sop import SopStep, SopTemplate, Task
from db.stamp import Clock
from desktop.calendar import Workdays
from desktop.resources import resource
from desktop.sample_scene import Scene
from desktop.sop import schedule, templates
from desktop.sop.toml_file import load_toml

DAYS: Final = 30
DUTY_DAYS: Final = 10
ALREADY: Final = timedelta(minutes=20)
"""What was due so long ago is done."""


def words() -> dict[str, Any]:
    """What `month.toml` says."""
    return dict(load_toml(resource("sample", "month.toml")))


def live(session: Session, lead: Actor, now: datetime, chance: random.Random, scene: Scene | None = None) -> None:
    """A month of talks, consents, next steps, birthdays and group days, ending yesterday evening.

    The owner of the `scene` gets nothing for today but what stands there.
    """
    month = Month(lead, now, chance, scene)
    contacts = session.execute(
        select(Contact.id, Contact.owner, Contact.added_at, Staff.account)
        .join(Staff, Staff.id == Contact.owner)
        .where(Contact.hidden == 0, Staff.branch == lead.branch)
        .order_by(Contact.id)
    ).all()
    changes = [
        change
        for id_, owner, added, account in contacts
        for change in month.of_contact(id_, owner or "", added or "", account)
    ]
    groups = session.execute(
        select(Group.id, Group.name, Group.members)
        .where(Group.branch == lead.branch, Group.hidden == 0)
        .order_by(Group.id)
    ).all()
    changes += [change for row in groups for change in month.of_group(*row)]
    record(session, lead, changes, source="sample")


class Month:
    """Draws what happened with each contact and in each group."""

    def __init__(self, lead: Actor, now: datetime, chance: random.Random, scene: Scene | None) -> None:
        self._lead, self._now, self._chance, self._scene = lead, now, chance, scene
        self._words = words()
        self._places = [derived_id("placement", lead.branch, place["name"]) for place in self._words["place"]]

    def of_contact(self, contact: str, owner: str, added: str, account: str) -> Iterator[Change]:
        """Talks, birthday, where the add came from with its consent, a next step."""
        kept_clear = self._scene is not None and account == self._scene.owner
        if self._chance.random() < 0.35:
            yield from self._talks(contact, owner)
        yield from self._facts(contact, added, kept_clear=kept_clear)
        if self._chance.random() < 0.04:
            yield self._next_step(contact, owner, kept_clear=kept_clear)

    def _talks(self, contact: str, owner: str) -> Iterator[Change]:
        talks = self._words["talk"]
        for number in range(self._chance.choice((1, 1, 2, 2, 3, 4))):
            at = self._hour(self._now.date() - timedelta(days=self._chance.randint(1, DAYS)))
            talk = self._chance.choices(talks, [one["weight"] for one in talks])[0]
            yield self._event(contact, owner, f"talk {number}", at, talk)
            if talk["kind"] == "replied":
                answered = at + timedelta(minutes=self._chance.randint(5, 55))
                yield self._event(contact, owner, f"answer {number}", answered, self._words["answer"])

    def _hour(self, day: date) -> datetime:
        return datetime(day.year, day.month, day.day, self._chance.randint(9, 16), self._chance.randint(0, 59))

    def _event(self, contact: str, owner: str, name: str, at: datetime, talk: dict[str, str]) -> Change:
        fields = {"contact": contact, "kind": talk["kind"], "at": f"{at}", "staff": owner, "text": talk["text"]}
        return Change("interaction", derived_id("sample", name, contact), {**fields, "branch": self._lead.branch})

    def _facts(self, contact: str, added: str, *, kept_clear: bool) -> Iterator[Change]:
        fields: dict[str, str | int | None] = {}
        if self._chance.random() < 0.5:
            born = date(self._chance.randint(1950, 2002), 1, 1) + timedelta(days=self._chance.randint(0, 364))
            soon = {f"{self._now + timedelta(days=ahead):%m-%d}" for ahead in range(4)}
            if not (kept_clear and f"{born:%m-%d}" in soon):
                fields["birthday"] = f"{born}"
        recent = added >= f"{self._now - timedelta(days=100)}"
        if recent and self._chance.random() < 0.6:
            fields["placement"] = self._chance.choice(self._places)
            agreed = {"contact": contact, "basis": "consent", "purposes": "service", "channels": "wecom"}
            consent = {**agreed, "given_at": added, "notice": "2026-11"}
            yield Change("consent", derived_id("sample", "consent", contact), consent)
        if fields:
            yield Change("contact", contact, fields)

    def _next_step(self, contact: str, owner: str, *, kept_clear: bool) -> Change:
        days = (6, 8, 9, 11, 14) if kept_clear else (-1, 0, 0, 0, 1, 1, 2, 3, 5, 8)
        day = self._now.date() + timedelta(days=self._chance.choice(days))
        due = datetime(day.year, day.month, day.day, self._chance.choice((10, 11, 14, 15, 16, 17)))
        title = self._chance.choice(self._words["next"]["titles"])
        fields = {"contact": contact, "staff": owner, "due_at": f"{due}", "title": title}
        return Change("follow_up", derived_id("sample", "next", contact), fields)

    def of_group(self, group: str, name: str, members: int) -> Iterator[Change]:
        """Who spoke on each day; nobody lately in a group that falls silent."""
        quiet = self._scene.days_quiet.get(name, 0) if self._scene else 0
        for ago in range(1, DAYS):
            day = f"{self._now.date() - timedelta(days=ago)}"
            spoke = int(members * self._chance.uniform(0.05, 0.45)) if ago >= max(quiet, 1) else 0
            if ago == 1 and self._scene and name in self._scene.spoke:
                spoke = self._scene.spoke[name]
            counts = {"members": members, "spoke": spoke, "messages": spoke * 3}
            yield Change("group_day", derived_id("group_day", group, day), {"group": group, "date": day, **counts})


# ---------------------------------------------------------------------------------------------- the standard work


def plan_days(store: Store, lead: Actor, clock: Clock, scene: Scene) -> None:
    """The standard work of the last ten workdays, done but for a skip here and there, and today's as far as it is.

    The sample branch works on a day off too when it is looked at then: an empty day would show nothing.
    """
    now, calendar = clock.now(), Workdays()
    store.write(lambda session: templates.publish(session, lead))
    if not calendar.is_workday(now.date()):
        store.write(lambda session: _work_today(session, lead))
    past: list[date] = []
    while len(past) < DUTY_DAYS:
        past.insert(0, calendar.previous_workday(past[0] if past else now.date()))
    for one in [*past, now.date()]:
        store.write(_generate(lead, one))
    store.write(lambda session: _work(session, lead, past, now, scene))


def _work_today(session: Session, lead: Actor) -> None:
    every_day = json.dumps({"days": "all"})
    ids = session.scalars(select(SopTemplate.id).where(SopTemplate.hidden == 0)).all()
    record(session, lead, [Change("sop_template", id_, {"trigger": every_day}) for id_ in ids], source="sample")


def _generate(lead: Actor, day: date) -> Callable[[Session], object]:
    return lambda session: schedule.generate(session, lead, day)


def _work(session: Session, lead: Actor, past: list[date], now: datetime, scene: Scene) -> None:
    chance = random.Random("work")  # noqa: S311 - reproducible, nothing secret
    tasks = session.execute(
        select(Task.id, Task.staff, Task.date, Task.due_at, SopStep.key, Staff.account, Contact.name)
        .join(SopStep, SopStep.id == Task.step)
        .join(Staff, Staff.id == Task.staff)
        .outerjoin(Contact, Contact.id == Task.contact)
        .where(Task.hidden == 0)
        .order_by(Task.id)
    ).all()
    slip = f"{past[-scene.slip]}"
    changes = []
    for id_, staff, day, due, key, account, name in tasks:
        mine = account == scene.owner
        due_at = datetime.fromisoformat(due or "")
        done_at = due_at + timedelta(minutes=chance.randint(2, 25))
        skip = chance.random() < 0.02 and not mine
        if day == f"{now.date()}":
            if not _done_today(scene, key, name, due_at, now, mine=mine):
                continue
            done_at, skip = min(done_at, now - timedelta(minutes=1)), False
        elif mine and day == slip and key == "poster":
            continue
        changes.append(Change("task", id_, _done(staff, f"{done_at}", skipped=skip)))
    record(session, lead, changes, source="sample")


def _done_today(scene: Scene, key: str, name: str | None, due: datetime, now: datetime, *, mine: bool) -> bool:
    """Whether the task is done by now; for the scene's owner as the scene says."""
    if mine and (key in scene.left_open or key in scene.done_targets):
        return name in scene.done_targets.get(key, ()) and due <= now
    return due <= now - ALREADY or (mine and key in scene.done_first and due <= now)


def _done(staff: str | None, at: str, *, skipped: bool) -> dict[str, str | int | None]:
    if skipped:
        return {"skipped_at": at, "skip_reason": "away"}
    return {"done_at": at, "copied_at": at, "sent_at": at, "done_by": staff}
