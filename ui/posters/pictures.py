"""Pictures of codes, and links, that arrive by drop, clipboard or file dialog."""

import tempfile
from pathlib import Path

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QImage

LONGEST_LINK = 2000
FILTER = "*.png *.jpg *.jpeg"
SHARES = ("//", "\\\\")  # a file of a network share, which Qt calls local too, is left out
ENCODED = ("image/png", "image/jpeg")


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
    named = [url.toLocalFile() for url in data.urls() if url.isLocalFile()]
    files = [Path(name) for name in named if not name.startswith(SHARES)]
    kind = next((kind for kind in ENCODED if data.hasFormat(kind)), "")
    if files or not (kind or data.hasImage()):
        return files
    path = Path(tempfile.mkdtemp(prefix="taika-")) / f"{name}.png"
    if kind:
        # As the other program gave it: only the limited process decodes it.
        path.write_bytes(bytes(data.data(kind).data()))
        return [path]
    image = QImage(data.imageData())  # the system's bare pixels
    return [path] if image.save(str(path), "PNG") else []
