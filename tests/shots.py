"""`make shots`: all pages, windows and printed pieces of the sample branch as PNG."""

import argparse
import os
import sys
import tempfile
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from db.actor import Actor
    from db.engine import Store

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

MOMENT = datetime(2026, 11, 20, 10, 42)  # a Friday, the last day in the files of the sample


def main(argv: list[str]) -> int:
    from db.actor import Role
    from db.stamp import FixedClock
    from desktop import people, sample
    from ui.shots import LANGUAGES, MODES, take

    parser = argparse.ArgumentParser(description="Every page and window, and every printed piece, as PNG.")
    parser.add_argument("folder", nargs="?", type=Path, default=Path("shots"))
    folder = parser.parse_args(argv).folder
    with tempfile.TemporaryDirectory() as data:
        store = sample.open_branch(Path(data), sample.MAIN, FixedClock(MOMENT))
        with store.session() as session:
            actor = people.at_keyboard(session, "", Role.LEAD)
        files = take(store, actor, folder, MODES, LANGUAGES, windows=True)
        files += take_pieces(store, actor, folder / "pieces")
        store.close()
    print(f"{len(files)} pictures in {folder}")
    return 0


def take_pieces(store: "Store", actor: "Actor", folder: Path) -> list[Path]:
    """Every built-in piece in every theme, 1,400 pixels high."""
    from desktop.posters import pieces
    from desktop.resources import resource

    folder.mkdir(parents=True, exist_ok=True)
    studio = pieces.Studio.open(resource())
    files = []
    with store.session() as session:
        for template in studio.library.all():
            for theme in template.themes:
                wanted = pieces.order(session, actor, studio, template, actor.staff, theme=theme)
                path = folder / f"{template.key}-{theme}.png"
                studio.painter.png(pieces.lay_out(studio, wanted), path, 1400 / template.page[1] * 25.4)
                files.append(path)
    return files


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
