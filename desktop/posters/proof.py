"""Proves on the finished page that its codes scan: eight readings, the white ring, contrast, every module."""

import io
import math
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from statistics import NormalDist
from typing import Any

import zxingcpp
from PIL import Image, ImageChops, ImageDraw, ImageEnhance, ImageFilter, ImageStat

from desktop.errors import AppError
from desktop.posters import qr
from desktop.posters.layout import Sheet, Symbol, ring

DPI = 150
MM = 25.4
SMALLEST_PITCH = 8  # px a module
LARGEST_PITCH = 12  # px a module: a phone that is as near as that needs no more
READINGS = ("as_is", "small", "blur", "tilt", "dark", "bright", "noise", "jpeg")
CHECKS = (*READINGS, "quiet_zone", "contrast", "modules")
SMALLEST_MODULE = 0.5  # mm, refused below
SMALL_MODULE = 0.8  # mm, warned below
LEAST_RESERVE = 0.5
LEAST_CONTRAST = 0.4
LEAST_LIGHT = 0.95
MOST_WRONG = 0.03
HALF = 128  # grey: darker is dark
BY_WIDTH, BY_MODULE = 10, 550
NEAR = 6.5  # px a module that a phone sees at least when it is near enough to tilt or shake
MARGIN = 2  # modules beside the ring that a crop takes along
TILT = math.radians(25)
NOISE = 25
GRAIN = 10.5  # px a module where noise is laid over it: an A4 poster at DPI has 10


@dataclass(frozen=True, slots=True)
class Proof:
    """What the page proved: `reserve` is the unused error correction (0 to 1), `distance_m` is reckoned, not tried."""

    checks: dict[str, bool]
    reserve: float
    distance_m: float
    problems: list[AppError] = field(default_factory=list)
    warnings: list[AppError] = field(default_factory=list)

    @property
    def passed(self) -> bool:
        return not self.problems and all(self.checks.values())

    def to_json(self) -> dict[str, Any]:
        """The shape that the command line prints and that is kept with a piece."""
        return {
            "passed": self.passed,
            "reserve": round(self.reserve, 2),
            "distance_m": self.distance_m,
            "checks": self.checks,
        }


def resolution(sheet: Sheet) -> float:
    """At how many dpi a page is proven: DPI, finer for small codes, and coarser for those seen from afar.

    A module of four pixels falls between the pixels of a smaller picture, which fails codes that phones read.
    """
    module = min((symbol.module for symbol in sheet.symbols if symbol.module), default=0.0)
    if not module:
        return float(DPI)
    return min(max(float(DPI), SMALLEST_PITCH / module * MM), LARGEST_PITCH / module * MM)


def _scan(picture: Image.Image) -> list[zxingcpp.Barcode]:
    """The QR codes in a picture. The formats are made here: kept in a module, they would outlive their library."""
    formats = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
    return zxingcpp.read_barcodes(picture, formats=formats, try_invert=False, try_downscale=False)


def prove(page: Image.Image, symbols: Sequence[Symbol], expected: str, dpi: float = DPI) -> Proof:
    """Read `page` (grey, trimmed, at `dpi`) as phones would; every symbol on it has to say `expected`."""
    reading = _scan(page)
    looks = [_Look(page, symbol, expected, dpi, reading) for symbol in symbols]
    checks = dict.fromkeys(CHECKS, bool(looks))
    checks["as_is"] = len(reading) == len(looks) > 0 and all(code.text == expected for code in reading)
    for look in looks:
        for name in CHECKS[1:]:
            checks[name] = checks[name] and look.passes(name)
    problems = [_PROBLEMS[name] for name, passed in checks.items() if not passed]
    reserve = min((look.reserve for look in looks), default=0.0)
    if reserve < LEAST_RESERVE and checks["as_is"]:
        problems.append(AppError("纠错余量只剩 {reserve}%", cure="把中间的标志改小", reserve=round(reserve * 100)))
    module = min((symbol.module for symbol in symbols), default=0.0)
    problems += _too_small(module, SMALLEST_MODULE)
    warnings = [] if problems else _too_small(module, SMALL_MODULE)
    return Proof(checks, reserve, distance(symbols), problems, warnings)


def distance(symbols: Sequence[Symbol]) -> float:
    """How far off a phone should still read the smallest symbol, in metres, to five centimetres."""
    reach = min((min(BY_WIDTH * s.box[2], BY_MODULE * s.module) for s in symbols), default=0.0)
    return math.floor(reach / 50 + 1e-9) * 50 / 1000


def _too_small(module: float, least: float) -> list[AppError]:
    if not 0 < module < least:
        return []
    size = f"{module:.2f}"
    return [AppError("二维码每格只有 {module} mm，小于 {least} mm", cure="把码放大", module=size, least=least)]


class _Look:
    """One symbol of the page, cut out with its ring, and what can be asked of it."""

    def __init__(
        self, page: Image.Image, symbol: Symbol, expected: str, dpi: float, reading: Sequence[zxingcpp.Barcode]
    ) -> None:  # fmt: skip
        self._symbol = symbol
        self._expected = expected
        self._scale = dpi / 25.4
        self._pitch = symbol.module * self._scale  # px a module
        box = self._symbol_box()
        reach = (4 + MARGIN) * self._pitch
        self._crop_box = (
            max(0, math.floor(box[0] - reach)), max(0, math.floor(box[1] - reach)),
            min(page.width, math.ceil(box[2] + reach)), min(page.height, math.ceil(box[3] + reach)),
        )  # fmt: skip
        self._crop = page.crop(self._crop_box)
        # The symbol within the crop.
        self._left, self._top = box[0] - self._crop_box[0], box[1] - self._crop_box[1]
        self._side = box[2] - box[0]
        self._code = next((code for code in reading if code.text == expected and _within(code, box)), None)

    def _symbol_box(self) -> tuple[float, float, float, float]:
        x, y, side, _height = self._symbol.box
        if self._symbol.turn is not None:
            x, y = 2 * self._symbol.turn.x - x - side, 2 * self._symbol.turn.y - y - side
        return tuple(value * self._scale for value in (x, y, x + side, y + side))  # type: ignore[return-value]

    def passes(self, name: str) -> bool:
        if not self._symbol.modules:
            return False
        if name in _CHANGES:
            return self._reads(_CHANGES[name](self._crop, self._pitch))
        return bool(getattr(self, name)())

    def _reads(self, picture: Image.Image) -> bool:
        return any(code.text == self._expected for code in _scan(picture))

    @property
    def reserve(self) -> float:
        return float(qr.details(self._code).get("UEC", 0.0)) if self._code else 0.0

    def _ring_mask(self) -> Image.Image:
        mask = Image.new("L", self._crop.size, 0)
        draw = ImageDraw.Draw(mask)
        quiet = 4 * self._pitch
        left, top, right, bottom = self._left, self._top, self._left + self._side, self._top + self._side
        draw.rectangle((left - quiet + 1, top - quiet + 1, right + quiet - 2, bottom + quiet - 2), fill=255)
        draw.rectangle((left - 1, top - 1, right + 1, bottom + 1), fill=0)
        return mask

    def quiet_zone(self) -> bool:
        """The ring lies wholly on the page and 95 % of it is light."""
        quiet = 4 * self._pitch - 1
        inside = (
            min(self._left, self._top) >= quiet
            and self._left + self._side + quiet <= self._crop.width
            and self._top + self._side + quiet <= self._crop.height
        )
        mask = self._ring_mask()
        light = self._crop.point(lambda level: 255 if level >= 200 else 0)
        return inside and ImageStat.Stat(light, mask).mean[0] / 255 >= LEAST_LIGHT

    def contrast(self) -> bool:
        """Light and dark of the symbol differ by at least 40 % of luminance."""
        dark, light = [0, 0], [0, 0]  # how many, their sum
        for cells, levels in zip(self._symbol.modules, self._seen, strict=True):
            for is_dark, level in zip(cells, levels, strict=True):
                kind = dark if is_dark else light
                kind[0] += 1
                kind[1] += level
        return (light[1] / light[0] - dark[1] / dark[0]) / 255 >= LEAST_CONTRAST

    def modules(self) -> bool:
        """Beside a fresh encoding none is wrong outside the badge, and 3 % at most in all."""
        code = self._code
        if code is None:
            return False
        extra = qr.details(code)
        fresh = qr.matrix(self._expected, extra["ECLevel"], int(extra["Version"]), int(extra["DataMask"]))
        if len(fresh) != len(self._symbol.modules):
            return False
        wrong = [
            (row, column)
            for row, (cells, levels) in enumerate(zip(fresh, self._seen, strict=True))
            for column, (is_dark, level) in enumerate(zip(cells, levels, strict=True))
            if (level < HALF) != is_dark
        ]
        outside = [spot for spot in wrong if not self._under_badge(*spot)]
        return not outside and len(wrong) <= MOST_WRONG * len(fresh) ** 2

    def _under_badge(self, row: int, column: int) -> bool:
        count = len(self._symbol.modules)
        reach = self._symbol.badge_modules / 2
        middle = (count - 1) / 2
        return abs(row - middle) <= reach and abs(column - middle) <= reach

    @cached_property
    def _seen(self) -> list[bytes]:
        """The grey levels at the middles of the modules, a row of the symbol each, as the symbol itself is turned."""
        count, pitch = len(self._symbol.modules), self._pitch
        corners = (pitch, 0.0, self._left, 0.0, pitch, self._top)
        picked = self._crop.transform((count, count), Image.Transform.AFFINE, corners, Image.Resampling.NEAREST)
        if self._symbol.turn is not None:
            picked = picked.transpose(Image.Transpose.ROTATE_180)
        levels = picked.tobytes()
        return [levels[start : start + count] for start in range(0, count * count, count)]


def _within(code: zxingcpp.Barcode, box: tuple[float, float, float, float]) -> bool:
    """Whether the middle of a code that was read lies in `box`."""
    corners = code.position.top_left, code.position.bottom_right
    x, y = (sum(getattr(corner, axis) for corner in corners) / 2 for axis in ("x", "y"))
    return bool(box[0] <= x <= box[2] and box[1] <= y <= box[3])


def _small(crop: Image.Image, pitch: float) -> Image.Image:
    return _shrunk(crop, pitch, 2)


def _shrunk(crop: Image.Image, pitch: float, wanted: float) -> Image.Image:
    """At most `wanted` pixels a module."""
    if pitch <= wanted:
        return crop
    share = wanted / pitch
    return crop.resize((round(crop.width * share), round(crop.height * share)), Image.Resampling.BOX)


def _blur(crop: Image.Image, pitch: float) -> Image.Image:
    near = min(pitch, NEAR)
    return _shrunk(crop, pitch, NEAR).filter(ImageFilter.GaussianBlur(0.3 * near))


def _tilt(crop: Image.Image, pitch: float) -> Image.Image:
    """Seen from two and a half widths away, turned about the upright axis."""
    crop = _shrunk(crop, pitch, NEAR)
    centre_x, centre_y = crop.width / 2, crop.height / 2
    away = math.tan(TILT) / (2.5 * crop.width)
    base = 1 + centre_x * away
    stretch = 1 / math.cos(TILT)
    numbers = (
        (stretch - centre_x * away) / base, 0, (centre_x * base - centre_x * stretch) / base,
        -centre_y * away / base, 1 / base, (centre_y * base - centre_y) / base,
        -away / base, 0,
    )  # fmt: skip
    return crop.transform(crop.size, Image.Transform.PERSPECTIVE, numbers, Image.Resampling.BILINEAR, fillcolor=255)


def _dark(crop: Image.Image, _pitch: float) -> Image.Image:
    return ImageEnhance.Brightness(crop).enhance(0.5)


def _bright(crop: Image.Image, _pitch: float) -> Image.Image:
    return ImageEnhance.Brightness(crop).enhance(1.3)


_GAUSS = [round(128 + max(-127, min(127, NormalDist(0, NOISE).inv_cdf((level + 0.5) / 256)))) for level in range(256)]


def _noise(crop: Image.Image, pitch: float) -> Image.Image:
    """The same noise every time: a proof has to be repeatable. Its grain is that of a camera at arm's length."""
    crop = _shrunk(crop, pitch, GRAIN)
    return ImageChops.add(crop, _grains(crop.size), offset=-128)


@lru_cache(maxsize=4)
def _grains(size: tuple[int, int]) -> Image.Image:
    grains = random.Random(7).randbytes(size[0] * size[1])  # noqa: S311 - no secret
    return Image.frombytes("L", size, grains).point(_GAUSS)


def _jpeg(crop: Image.Image, _pitch: float) -> Image.Image:
    memory = io.BytesIO()
    crop.save(memory, "JPEG", quality=50)
    return Image.open(memory)


_CHANGES: dict[str, Callable[[Image.Image, float], Image.Image]] = {
    "small": _small,
    "blur": _blur,
    "tilt": _tilt,
    "dark": _dark,
    "bright": _bright,
    "noise": _noise,
    "jpeg": _jpeg,
}

_PROBLEMS = {
    "as_is": AppError("成品上的码读出来和活码不一致", cure="换一张二维码，或换一个版式"),
    "small": AppError("离远了扫不到", cure="把码放大"),
    "blur": AppError("手抖一点就扫不到", cure="把码放大"),
    "tilt": AppError("斜着扫不到", cure="把码放大，或把中间的标志改小"),
    "dark": AppError("暗处扫不到", cure="码要印成纯黑，底要纯白"),
    "bright": AppError("强光下扫不到", cure="码要印成纯黑，底要纯白"),
    "noise": AppError("手机拍出噪点就扫不到", cure="把码放大"),
    "jpeg": AppError("图片压缩后扫不到", cure="把码放大"),
    "quiet_zone": AppError("码的四周留白不够 4 格", cure="把码周围的文字和图案移开"),
    "contrast": AppError("码和底色对比不够", cure="码要印成纯黑，底要纯白"),
    "modules": AppError("码上有格子被遮住或画错", cure="移开盖在码上的东西，把中间的标志改小"),
}

__all__ = ["CHECKS", "DPI", "READINGS", "Proof", "distance", "prove", "resolution", "ring"]
