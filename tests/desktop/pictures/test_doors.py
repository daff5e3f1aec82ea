"""No other place opens a picture: every call that decodes one is either the child's, or of what is our own."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[3]

DECODERS = {
    "Image.open", "QImageReader", "QImage.fromData", "QPixmap.fromImageReader", "QMovie", "QSvgRenderer", "QSvgWidget",
    "QPdfDocument", "ImageFile.Parser", "ImageGrab.grabclipboard", "loadFromData", "QPicture", "QIcon.fromTheme",
    "imageData", "createScaledContents", "zxingcpp.read_barcodes",
}  # fmt: skip
BY_PATH = {"QImage", "QPixmap", "QIcon", "QBitmap", "QSplashScreen"}
"""They decode when they are given a path, or anything else that is neither a size nor pixels."""

NAMED = re.compile("|".join(re.escape(name.rpartition(".")[2]) + r"\(" for name in DECODERS | BY_PATH))

OWN = {
    "desktop/pictures/decoding.py: Image.open": "in the limited child",
    "desktop/posters/artwork.py: QImage.fromData": "thumbnails, and photos that records.gather encoded anew",
    "desktop/posters/artwork.py: QSvgRenderer": "drawings that check_svg has read; vectors cannot be encoded anew",
    "desktop/posters/proof.py: Image.open": "a JPEG that it has just made in memory",
    "desktop/posters/proof.py: zxingcpp.read_barcodes": "pixels",
    "desktop/posters/qr.py: zxingcpp.read_barcodes": "pixels of the decoder",
    "desktop/posters/share.py: Image.open": "a picture that it has just made in memory",
    "ui/capture/customer_code.py: loadFromData": "slides that were painted here",
    "ui/clipboard.py: QImage.fromData": "pictures of the library, encoded anew",
    "ui/icons.py: QSvgRenderer": "icons of the program",
    "ui/library/material_dialog.py: loadFromData": "the picture encoded anew",
    "ui/library/pictures_view.py: loadFromData": "the picture encoded anew",
    "ui/library/script_pane.py: loadFromData": "the picture encoded anew",
    "ui/posters/batch_dialog.py: QImage.fromData": "thumbnails that were painted here",
    "ui/posters/outlet.py: QImage": "the piece that was just written",
    "ui/posters/pictures.py: QImage": "the system's bare pixels",
    "ui/posters/pictures.py: imageData": "the system's bare pixels",
    "ui/today/dock_face.py: loadFromData": "the picture encoded anew",
}
"""Place → why what it decodes is not foreign."""


def calls(path: Path) -> Iterator[str]:
    """The decoding calls of a module; one that does not name any need not be parsed."""
    source = path.read_text(encoding="utf-8")
    for node in ast.walk(ast.parse(source)) if NAMED.search(source) else ():
        if not isinstance(node, ast.Call):
            continue
        parts = ast.unparse(node.func).split(".")
        name, last = ".".join(parts[-2:]), parts[-1]
        if known := {name, last} & DECODERS:
            yield known.pop()
        elif last in BY_PATH and len(node.args) == 1 and not sized(node.args[0]):
            yield last


def sized(argument: ast.expr) -> bool:
    """Whether it is clearly a size or a pixmap that was painted here."""
    said = ast.unparse(argument)
    return "size" in said.lower() or "self.icon(" in said


def found(root: Path) -> set[str]:
    modules = (path for folder in ("db", "desktop", "ui") for path in (root / folder).rglob("*.py"))
    return {f"{path.relative_to(root).as_posix()}: {call}" for path in modules for call in calls(path)}


def test_nothing_but_the_child_opens_what_comes_from_outside():
    assert found(ROOT) == set(OWN)


def test_the_check_sees_what_it_is_there_for(tmp_path: Path):
    (tmp_path / "ui").mkdir()
    (tmp_path / "ui" / "a.py").write_text(
        "Image.open(p)\nPIL.Image.open(p)\nQtGui.QImage(path)\nQPixmap(str(p))\nQImage(w, h, f)\nQPixmap()\n"
        "pixmap.loadFromData(x)\nQImageReader(p)\n"
    )
    assert {one.rpartition(" ")[2] for one in found(tmp_path)} == {
        "Image.open", "QImage", "QPixmap", "loadFromData", "QImageReader"
    }  # fmt: skip
