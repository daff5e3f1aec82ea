"""What the studio's form offers, read in one go."""

from datetime import date
from typing import NamedTuple

from sqlalchemy.orm import Session

from db.actor import Actor
from db.organisation import Branch
from desktop.posters import packed, pieces, records, register, ways
from desktop.posters.template import Library


class Known(NamedTuple):
    """What the form offers, read in one go."""

    branch: str
    people: list[records.Person]
    places: list[ways.Place]
    ending: int = 0  # codes and pieces that run out soon
    rules: str = ""  # head office's rules of wording


def read_known(session: Session, actor: Actor, library: Library) -> Known:
    """Reads also what head office sent, so that the gallery has it."""
    if library.received is not None:
        packed.unpack(session, library.received)
    branch = session.get(Branch, actor.branch)
    name = f"{branch.bank} {branch.name}".strip() if branch else ""
    ending = len(register.read(session, actor).expiries)
    people, places = records.people(session, actor.branch), ways.placements(session, actor.branch)
    return Known(name, people, places, ending, pieces.rules(session))


def first_to_mend(studio: pieces.Studio, piece: pieces.Piece, today: date) -> str:
    """The key of the first field that is wrong or does not fit; empty when no field is to blame."""
    wrong = pieces.field_faults(studio, piece.order, today)
    return next(iter([*wrong, *pieces.overflowing_fields(piece.order, piece.sheet)]), "")
