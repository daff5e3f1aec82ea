"""Gathers what a piece says about a person: from the records of staff, branch and code, never from the form."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.organisation import Branch, Staff
from db.posters import Placement
from desktop.errors import AppError
from desktop.pictures.decoding import Decoder
from desktop.posters import photo, ways


@dataclass(frozen=True, slots=True)
class Brand:
    """The bank's names, where the branch's record does not say."""

    name: str
    name_en: str

    @classmethod
    def load(cls, path: Path) -> "Brand":
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        return cls(table["name"], table["name_en"])


class Person(NamedTuple):
    """Somebody who may stand on a piece, and whether there is a code for them."""

    id: str
    name: str
    account: str
    position: str
    persona: str
    ways: int
    has_photo: bool = False


class Record(NamedTuple):
    """What the records say for one piece; `way` is "" while the person has no code."""

    staff: str
    account: str
    branch: str
    way: str
    state: str
    values: dict[str, str]


def people(session: Session, branch: str) -> list[Person]:
    """The staff of a branch, in the order of their accounts."""
    query = select(Staff).where(Staff.branch == branch, Staff.hidden == 0, Staff.left_at.is_(None))
    rows = session.scalars(query.order_by(Staff.account))
    return [
        Person(
            row.id, row.name, row.account, row.position, row.persona, len(ways.ways(session, row.id)), bool(row.photo)
        )
        for row in rows
    ]


def find(session: Session, branch: str, wanted: str) -> Person:
    """The one of `people` whose id, account or name is `wanted`."""
    fits = [one for one in people(session, branch) if wanted in {one.id, one.account, one.name}]
    if len(fits) > 1:
        raise AppError("有 {count} 位员工都叫 {name}", cure="请用账号指明", count=len(fits), name=wanted)
    if not fits:
        raise AppError("本网点没有员工 {name}", name=wanted)
    return fits[0]


def gather(session: Session, brand: Brand, decoder: Decoder, staff: str, placement: str = "") -> Record:
    """The values of a piece for `staff`; AppError when there is no such person."""
    person = session.get(Staff, staff)
    if person is None or person.hidden:
        raise AppError("没有这位员工")
    branch = session.get(Branch, person.branch) if person.branch else None
    place = session.get(Placement, placement) if placement else None
    way = ways.way_of(session, staff, placement)
    values = {
        "bank": (branch.bank if branch else "") or brand.name,
        "bank_en": brand.name_en if not branch or branch.bank in {"", brand.name} else "",
        "branch": branch.name if branch else "",
        "branch_en": branch.name_en.upper() if branch else "",
        "address": branch.address if branch else "",
        "hours": branch.hours if branch else "",
        "phone": branch.phone if branch else "",
        "name": person.name,
        "position": person.position,
        "persona": person.persona,
        "certificate": person.certificate,
        "photo": photo.cleaned(person.photo, decoder),
        "placement": place.name if place else "",
        "code": way.content if way else "",
    }
    code = (way.id, way.state) if way else ("", "")
    return Record(person.id, person.account, person.branch or "", *code, values)
