"""A folder that is watched: what arrives in it is handed over once it has arrived whole."""

from pathlib import Path

from sqlalchemy import text
from sqlalchemy.orm import Session

from db.actor import Actor
from db.exchange import Setting
from desktop.exchange import arrival
from desktop.headquarters.consolidate import workbooks
from desktop.security.roles import Permission, require

KEY = "consolidation.watch."


class Watch:
    """Looks into a folder now and then; a file counts when it has not grown between two looks."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._seen: dict[Path, tuple[int, int]] = {}
        self._given: dict[Path, tuple[int, int]] = {}

    def look(self) -> list[Path]:
        """The workbooks that have come to rest since they were last handed over."""
        now = {path: mark for path in workbooks([self.folder]) if (mark := _mark(path)) is not None}
        rested = [path for path, mark in now.items() if self._seen.get(path) == mark and self._given.get(path) != mark]
        self._seen = now
        self._given |= {path: now[path] for path in rested}
        return rested


def _mark(path: Path) -> tuple[int, int] | None:
    """Size and time of a file; None when it has gone."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_size, found.st_mtime_ns


def unknown(session: Session, paths: list[Path]) -> list[Path]:
    """Those of these files that never came in from this place with this content."""
    asked = text("SELECT 1 FROM import_run WHERE kind = 'report' AND sha256 = :digest AND place = :place LIMIT 1")
    return [
        path for path in paths
        if session.execute(asked, {"digest": arrival.digest(path), "place": str(path)}).first() is None
    ]  # fmt: skip


def folder(session: Session, actor: Actor) -> Path | None:
    """The folder that this person has watched, None for none."""
    kept = session.get(Setting, KEY + actor.staff)
    return Path(kept.value) if kept is not None and kept.value else None


def remember(session: Session, actor: Actor, place: Path | None) -> None:
    """Watch this folder from now on, None for none."""
    require(actor, Permission.CONSOLIDATE)
    session.merge(Setting(key=KEY + actor.staff, value=str(place) if place else ""))
