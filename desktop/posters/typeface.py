"""The typefaces of pieces: measured for the layout, set for the painter, and asked for characters they lack."""

from pathlib import Path

from PySide6.QtGui import QFont, QFontDatabase, QFontMetricsF

from desktop.errors import AppError
from desktop.posters.layout import Sheet

# Text is set in hundredths of a millimetre, so that a size in whole pixels is fine enough and hinting has no say.
UNIT = 100
FACES = {
    ("sans", 400): "NotoSansSC-Regular.ttf",
    ("sans", 700): "NotoSansSC-Bold.ttf",
    ("serif", 400): "NotoSerifSC-Bold.ttf",
    ("serif", 700): "NotoSerifSC-Bold.ttf",
}
WIDTHS_KEPT = 20_000


class Typeface:
    """The fonts of one folder, and the widths they have been asked for."""

    def __init__(self, families: dict[tuple[str, int], str]) -> None:
        self._families = families
        self._metrics: dict[tuple[str, int], QFontMetricsF] = {}
        self._fonts: dict[tuple[str, int, int], QFont] = {}
        self._widths: dict[tuple[str, str, int], float] = {}

    @classmethod
    def load(cls, folder: Path) -> "Typeface":
        return cls({face: _family(folder / file) for face, file in FACES.items()})

    def twin(self) -> "Typeface":
        """The same fonts for another thread; what it keeps is its own."""
        return Typeface(self._families)

    def measure(self, text: str, face: str, weight: int, size: float) -> float:
        """Width of `text` in millimetres; see layout.Measure."""
        key = (text, face, weight)
        if key not in self._widths:
            if len(self._widths) > WIDTHS_KEPT:
                self._widths.clear()
            self._widths[key] = self._of(face, weight).horizontalAdvance(text) / 1000
        return self._widths[key] * size

    def _of(self, face: str, weight: int) -> QFontMetricsF:
        key = (face, weight)
        if key not in self._metrics:
            self._metrics[key] = QFontMetricsF(self.font(face, weight, 1000 / UNIT))
        return self._metrics[key]

    def font(self, face: str, weight: int, size: float) -> QFont:
        """A font of `size` millimetres in units of the painter."""
        key = (face, weight, max(1, round(size * UNIT)))
        if key not in self._fonts:
            font = QFont(self._families[face, weight])
            font.setPixelSize(key[2])
            font.setWeight(QFont.Weight.Bold if weight >= 700 or face == "serif" else QFont.Weight.Normal)
            font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
            # No other font steps in for a character that ours lacks: `missing` names it instead.
            font.setStyleStrategy(QFont.StyleStrategy(QFont.StyleStrategy.NoFontMerging))
            self._fonts[key] = font
        return self._fonts[key]

    def missing(self, sheet: Sheet) -> list[str]:
        """The characters of `sheet` that the fonts do not have, each once."""
        lacking: dict[str, None] = {}
        for line in sheet.lines:
            metrics = self._of(line.face, line.weight)
            for character in line.text:
                if not character.isspace() and not metrics.inFontUcs4(ord(character)):
                    lacking[character] = None
        return list(lacking)


def _family(path: Path) -> str:
    number = QFontDatabase.addApplicationFont(str(path))
    families = QFontDatabase.applicationFontFamilies(number) if number >= 0 else []
    if not families:
        raise AppError("字体文件 {file} 打不开", cure="请重新安装台卡", file=path.name)
    return str(families[0])
