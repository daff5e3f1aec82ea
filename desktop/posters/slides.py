"""The branch's posters as pictures for the screen that customers see."""

from pathlib import Path
from typing import Final

from sqlalchemy import text

from db.actor import Actor
from db.engine import Store
from desktop.errors import AppError
from desktop.pictures.decoding import Decoder
from desktop.posters import pieces
from desktop.posters.template import Library

FAMILIES: Final = ("poster", "phone")
DEFAULT: Final = "poster-a4"
MOST: Final = 4
PRINTED = """
SELECT template FROM poster_print WHERE branch = :branch AND hidden = 0 GROUP BY template ORDER BY max(made_at) DESC
"""


def slides(store: Store, actor: Actor, resources: Path, height: int, decoder: Decoder | None = None) -> list[bytes]:
    """PNGs, `height` pixels high, of the posters last printed here, else of the plain one; [] when none can be made."""
    studio = pieces.Studio.open(resources, decoder=decoder)
    with store.session() as session:
        printed = session.execute(text(PRINTED), {"branch": actor.branch}).scalars().all()
        templates = chosen(studio.library, list(printed))
        try:
            orders = [pieces.order(session, actor, studio, studio.library.load(key), actor.staff) for key in templates]
        except AppError:
            return []
    return [studio.painter.thumbnail(pieces.lay_out(studio, order), height) for order in orders]


def chosen(library: Library, printed: list[str]) -> list[str]:
    """Of the templates printed here those that hang on a wall or go on a phone; cards and badges are no slides."""
    known = set(library.keys())
    fitting = [key for key in printed if key in known and library.load(key).family in FAMILIES]
    return fitting[:MOST] or [DEFAULT]
