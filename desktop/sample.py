"""The sample branch: 江海银行 城东支行 with a month of history, and two smaller branches for head office.

Made from files in the genuine formats (`resources/sample`) through the same imports and writes as any branch's; what
people did in the month before is invented by a seeded generator. Everybody in it is invented.
"""

import random
from datetime import datetime
from pathlib import Path
from typing import Final

from sqlalchemy.orm import Session

from db.actor import Actor, Role
from db.engine import Store
from db.ids import derived_id
from db.operation import Change, record
from db.stamp import Clock, FixedClock
from desktop import people, sample_month, sample_scene
from desktop.exchange import intake
from desktop.exchange.worker import Reader
from desktop.posters import intake as pictures
from desktop.posters import qr
from desktop.resources import resource
from desktop.sample_scene import Scene
from desktop.security.vault import SAMPLE_KEY
from desktop.store import open_store

MAIN: Final = "chengdong"
PERSON: Final = "wangmin"
"""Whose day the scene tells."""
BRANCHES: Final = ("chengdong", "binjiang", "nanpu")
FILES: Final = ("通讯录.xlsx", "客户列表.xlsx", "客户群列表.xlsx")


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
    """Codes and places, the month before, and with `with_day` the day of the scene; `key` seeds the chance."""
    now, scene = clock.now(), Scene.load() if with_day else None
    chance = random.Random(key)  # noqa: S311 - reproducible, nothing secret
    store.write(lambda session: register(session, lead, codes))
    store.write(lambda session: sample_month.live(session, lead, now, chance, scene))
    if scene is not None:
        store.write(lambda session: sample_scene.meet(session, lead, scene, now))
        sample_month.plan_days(store, lead, clock, scene)


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
    words = sample_month.words()
    changes = [Change("branch", lead.branch, words["branch"])]
    for place in words["place"]:
        fields = {"branch": lead.branch, "material": "table_card", **place}
        changes.append(Change("placement", derived_id("placement", lead.branch, place["name"]), fields))
    record(session, lead, changes)
    kinds = qr.Kinds(resource("posters", "codes.toml"))
    found = pictures.plan(session, lead, pictures.pictures([folder]), kinds)
    pictures.apply(session, lead, [one for one in found if one.refusal is None])


def fixed_day() -> FixedClock:
    """The day that `demo` and the tests live through: the Friday on which the sample files were exported."""
    return FixedClock(datetime(2026, 11, 20, 10, 42))
