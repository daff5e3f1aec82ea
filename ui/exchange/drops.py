"""Files that are dropped on a window."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QDropEvent


def local_files(event: QDropEvent) -> list[Path]:
    """Dropped files of this PC; a file of a network share, which Qt calls local too, is left out."""
    if not event.mimeData().hasUrls() or not event.possibleActions() & Qt.DropAction.CopyAction:
        return []
    paths = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
    return [Path(path) for path in paths if path and not path.startswith(("//", "\\\\"))]
