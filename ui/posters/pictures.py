"""Pictures of codes that arrive by drop, clipboard or file dialog."""

import tempfile
from pathlib import Path

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QImage

FILTER = "*.png *.jpg *.jpeg *.bmp *.webp *.gif"


def carries(data: QMimeData) -> bool:
    """Whether something dropped or copied may be a picture or a folder of them."""
    return data.hasImage() or any(url.isLocalFile() for url in data.urls())


def paths_of(data: QMimeData, name: str) -> list[Path]:
    """The files in `data`; a bare picture is laid into a file of its own, called `name`."""
    files = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    if files or not data.hasImage():
        return files
    image = QImage(data.imageData())
    folder = Path(tempfile.mkdtemp(prefix="taika-"))
    path = folder / f"{name}.png"
    return [path] if image.save(str(path), "PNG") else []
