"""Pictures of codes, and links, that arrive by drop, clipboard or file dialog."""

import tempfile
from pathlib import Path

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QImage

LONGEST_LINK = 2000
FILTER = "*.png *.jpg *.jpeg"


def carries(data: QMimeData) -> bool:
    """Whether something dropped or copied may be a picture, a folder of them, or a link."""
    return data.hasImage() or any(url.isLocalFile() for url in data.urls()) or bool(link_of(data))


def link_of(data: QMimeData) -> str:
    """The one link in `data`, or nothing."""
    text = data.text().strip()
    one = len(text) <= LONGEST_LINK and not any(character.isspace() for character in text)
    return text if one and text.lower().startswith(("http://", "https://")) else ""


def paths_of(data: QMimeData, name: str) -> list[Path]:
    """The files in `data`; a bare picture is laid into a file of its own, called `name`."""
    files = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    if files or not data.hasImage():
        return files
    image = QImage(data.imageData())
    folder = Path(tempfile.mkdtemp(prefix="taika-"))
    path = folder / f"{name}.png"
    return [path] if image.save(str(path), "PNG") else []
