"""One manager's day in the sample branch: the people one meets on the pages, at times relative to now."""

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Any, Final, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.actor import Actor
from db.ids import beside_id, derived_id, grouped_id
from db.operation import Change, record
from db.organisation import Branch, Staff
from desktop.resources import resource
from desktop.sop.toml_file import load_toml

DAY: Final = re.compile(r"([+-]\d+) (\d\d):(\d\d)")
MINUTES: Final = re.compile(r"-(\d+)m")
BIRTHDAY: Final = re.compile(r"\+(\d+)/(\d+)")


class Scene(NamedTuple):
    """What `scene.toml` says: people, and how far the owner's day is."""

    owner: str
    people: tuple[Mapping[str, Any], ...]
    days_quiet: Mapping[str, int]
    spoke: Mapping[str, int]
    left_open: frozenset[str]
    done_first: frozenset[str]
    done_targets: Mapping[str, list[str]]
    slip: int

    @classmethod
    def load(cls) -> "Scene":
        """The scene of the sample branch."""
        found: dict[str, Any] = dict(load_toml(resource("sample", "scene.toml")))
        people = tuple(found.pop("person"))
        left_open, done_first = frozenset(found.pop("left_open")), frozenset(found.pop("done_first"))
        return cls(people=people, left_open=left_open, done_first=done_first, **found)


def moment(text: str, now: datetime) -> datetime:
    """`-3 09:47`, `+1 10:00` or `-26m` seen from now; what should be over is never in the future. ValueError else."""
    if minutes := MINUTES.fullmatch(text):
        return now - timedelta(minutes=int(minutes[1]))
    found = DAY.fullmatch(text)
    if found is None:
        raise ValueError(text)
    at = datetime.combine(now.date() + timedelta(days=int(found[1])), datetime.min.time())
    at = at.replace(hour=int(found[2]), minute=int(found[3]))
    return min(at, now - timedelta(minutes=1)) if text.startswith("-") else at


def born(text: str, today: date) -> date:
    """The birthday of somebody who is `age` in so many days: `+1/41`. A 29 February becomes the 28th."""
    found = BIRTHDAY.fullmatch(text)
    if found is None:
        raise ValueError(text)
    day = today + timedelta(days=int(found[1]))
    return day.replace(year=day.year - int(found[2]), day=min(day.day, 28) if day.month == 2 else day.day)


def meet(session: Session, lead: Actor, scene: Scene, now: datetime) -> None:
    """Enter the people with what happened and what comes next."""
    owner = session.scalars(select(Staff).where(Staff.account == scene.owner)).one()
    path = session.get_one(Branch, lead.branch).path
    changes = [change for person in scene.people for change in _person(person, owner, path, now)]
    record(session, lead, changes, source="sample")


def _person(person: Mapping[str, Any], owner: Staff, path: str, now: datetime) -> Iterator[Change]:
    at = moment(person["added"], now)
    id_ = grouped_id("contact", owner.account, person["name"], f"{at:%Y-%m-%d %H:%M:%S}")
    place = person.get("placement", "")
    fields: dict[str, str | int | None] = {
        "name": person["name"], "phone": person["phone"], "owner": owner.id, "owner_name": owner.name,
        "owner_account": owner.account, "owner_departments": path, "branch": owner.branch,
        "added_at": f"{at:%Y-%m-%d %H:%M:%S}", "source": person.get("source", "扫描二维码"),
        "channel": person.get("channel", "offline_scene" if "食堂" in place else "lobby"),
    }  # fmt: skip
    if place:
        fields["placement"] = derived_id("placement", owner.branch or "", place)
    if "birthday" in person:
        fields["birthday"] = f"{born(person['birthday'], now.date())}"
    yield Change("contact", id_, fields)
    agreed = {"basis": "consent", "purposes": "service", "channels": "wecom", "notice": "2026-11"}
    given = {"contact": id_, "given_at": fields["added_at"], "staff": owner.id, **agreed}
    yield Change("consent", derived_id("sample", "consent", id_), given)
    for tag in person.get("tags", ()):
        tag_id = derived_id("tag", *tag.split("/"))
        yield Change(
            "contact_tag", beside_id("contact_tag", id_, tag_id), {"contact": id_, "tag": tag_id, "present": 1}
        )
    yield from _history(person, id_, owner, now)


def _history(person: Mapping[str, Any], contact: str, owner: Staff, now: datetime) -> Iterator[Change]:
    for number, (kind, when, words) in enumerate(person["talks"]):
        at = f"{moment(when, now):%Y-%m-%d %H:%M:%S}"
        fields = {"contact": contact, "kind": kind, "at": at, "staff": owner.id, "branch": owner.branch, "text": words}
        yield Change("interaction", derived_id("sample", "scene", contact, str(number)), fields)
    if "next" in person:
        when, title, note = person["next"]
        due = f"{moment(when, now):%Y-%m-%d %H:%M:%S}"
        step = {"contact": contact, "staff": owner.id, "due_at": due, "title": title, "note": note}
        yield Change("follow_up", derived_id("sample", "next", contact), step)
