"""Pictures on the clipboard: as a picture, or as a file for messengers that discolour pasted pictures."""

from pathlib import Path

from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QGuiApplication, QImage

from desktop.files import file_name, write

PNG = b"\x89PNG"  # how such a file begins


def put_picture(data: bytes) -> bool:
    """A PNG or JPEG as an opaque picture; False when it is none, or another program holds the clipboard."""
    image = QImage.fromData(data)
    if image.isNull():
        return False
    clipboard = QGuiApplication.clipboard()
    clipboard.setImage(image.convertToFormat(QImage.Format.Format_RGB32))
    return not clipboard.image().isNull()


def put_picture_file(data: bytes, title: str, folder: Path) -> bool:
    """The same as a file in `folder`, to be pasted or sent as one; AppError when it cannot be written."""
    path = folder / f"{file_name(title)}.{'png' if data.startswith(PNG) else 'jpg'}"
    write(path, data)
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    clipboard = QGuiApplication.clipboard()
    clipboard.setMimeData(mime)
    return [Path(url.toLocalFile()) for url in clipboard.mimeData().urls()] == [path]
