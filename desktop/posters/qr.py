"""Reads the QR in a picture, says what it opens and whether it may be printed, and makes it anew at level Q."""

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

import qrcode
import zxingcpp
from PIL import Image, ImageOps

from desktop.errors import AppError
from desktop.pictures.decoding import Decoder, at_hand
from desktop.words import Phrase

Verdict = Literal["ok", "warn", "refuse"]
Matrix = tuple[tuple[bool, ...], ...]

LEVELS = {
    "L": qrcode.constants.ERROR_CORRECT_L,
    "M": qrcode.constants.ERROR_CORRECT_M,
    "Q": qrcode.constants.ERROR_CORRECT_Q,
    "H": qrcode.constants.ERROR_CORRECT_H,
}
OWN_LEVEL = "Q"
FORMAT_ROW, FORMAT_MASK = 8, (2, 3, 4)  # where a code says its mask
SCREEN = 1600  # px; a photograph larger than this is read smaller, which is quicker and reads better
REFUSE_RESERVE = 0.25
ADVISE_RESERVE = 0.50


@dataclass(frozen=True, slots=True)
class Symbol:
    """One QR code as it was found: its text, how it is built, and the share of error correction left (0 to 1)."""

    text: str
    valid: bool
    version: int
    level: str
    mask: int
    reserve: float


@dataclass(frozen=True, slots=True)
class Answer:
    """What a picture's code is: `remark` is the reason of a warning or refusal, or an advice, or None."""

    verdict: Verdict
    kind: str
    content: str = ""
    remark: AppError | None = None
    reserve: float = 0.0


@dataclass(frozen=True, slots=True)
class CodeKind:
    """One line of codes.toml."""

    kind: str
    label: str
    verdict: Verdict
    pattern: re.Pattern[str]
    reason: str
    cure: str


class Kinds:
    """The kinds of codes, in the order in which they are tried."""

    def __init__(self, path: Path) -> None:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        self._kinds = [
            CodeKind(row["kind"], row["label"], row["verdict"], re.compile(row["pattern"], re.IGNORECASE),
                     row.get("reason", ""), row.get("cure", ""))
            for row in table["code"]
        ]  # fmt: skip

    def classify(self, content: str) -> Answer:
        """Say what `content` opens; the last kind fits everything."""
        kind = next(kind for kind in self._kinds if kind.pattern.fullmatch(content.strip()))
        host = urlsplit(content.strip()).netloc if kind.kind == "other_link" else ""
        remark = AppError(kind.reason, cure=kind.cure, host=host) if kind.reason else None
        return Answer(kind.verdict, kind.kind, content, remark)

    def label(self, kind: str) -> Phrase:
        """The name of a kind, or the kind itself."""
        return Phrase(next((one.label for one in self._kinds if one.kind == kind), kind), {})


def open_picture(path: Path, decoder: Decoder | None = None) -> Image.Image:
    """The picture in `path`, upright, in grey on white; AppError when it is no picture or too large."""
    with at_hand(decoder) as own:
        return own.open(path, "L").pixels


def read(picture: Image.Image) -> list[Symbol]:
    """Every QR code in `picture` (grey), each text once; codes that cannot be corrected have `valid` False."""
    small = picture.copy()
    small.thumbnail((SCREEN, SCREEN))
    padded = ImageOps.expand(small, border=max(small.size) // 10, fill=255)
    tries = [small, padded] if small.size == picture.size else [small, picture, padded]
    formats = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
    found: list[Symbol] = []
    for attempt in tries:
        codes = zxingcpp.read_barcodes(attempt, formats=formats, return_errors=True)
        found = [_symbol(code) for code in codes]
        if any(symbol.valid for symbol in found):
            break
    return list({(symbol.text, symbol.valid): symbol for symbol in found}.values())


def _symbol(code: zxingcpp.Barcode) -> Symbol:
    extra = details(code)
    version = str(extra.get("Version", "0"))
    return Symbol(
        text=code.text,
        valid=code.valid,
        version=int(version) if version.isdigit() else 0,
        level=str(extra.get("ECLevel", "")),
        mask=int(extra.get("DataMask", 0)),
        reserve=float(extra.get("UEC", 0.0)),
    )


def details(code: zxingcpp.Barcode) -> dict[str, Any]:
    """What zxing-cpp says beside the text: Version, ECLevel, DataMask, UEC."""
    return code.extra if isinstance(code.extra, dict) else {}


def check(picture: Image.Image, kinds: Kinds) -> Answer:
    """What the one code in `picture` is and whether it may be printed."""
    found = read(picture)
    valid = {symbol.text: symbol for symbol in found if symbol.valid}
    if len(valid) > 1:
        remark = AppError("图里有 {count} 个不同的二维码，分不清用哪一个", cure="请裁成一张图一个码", count=len(valid))
        return Answer("refuse", "several", remark=remark)
    if not valid:
        return _unreadable(found)
    return _judge(next(iter(valid.values())), kinds)


def _unreadable(found: list[Symbol]) -> Answer:
    if any(symbol.version for symbol in found):
        remark = AppError(
            "找到了二维码，但读不出来：中间的头像遮住太多，或者图片不清楚",
            cure="请在企业微信里换小头像或不带头像，重新保存二维码",
        )
        return Answer("refuse", "damaged", remark=remark)
    return Answer("refuse", "none", remark=AppError("图里没有找到二维码", cure="请换成企业微信保存的二维码原图"))


def _judge(symbol: Symbol, kinds: Kinds) -> Answer:
    answer = kinds.classify(symbol.text)
    remark, verdict = answer.remark, answer.verdict
    if answer.verdict != "refuse" and symbol.reserve < REFUSE_RESERVE:
        verdict = "refuse"
        remark = AppError(
            "二维码只剩 {reserve}% 的纠错余量，头像遮住太多",
            cure="请在企业微信里换小头像或不带头像，重新保存二维码",
            reserve=round(symbol.reserve * 100),
        )
    elif answer.verdict == "ok" and symbol.reserve < ADVISE_RESERVE:
        remark = AppError(
            "原图纠错余量 {reserve}%，直接印不保险", cure="出图时会按内容重新绘制", reserve=round(symbol.reserve * 100)
        )
    return Answer(verdict, answer.kind, answer.content, remark, symbol.reserve)


def check_file(path: Path, kinds: Kinds, decoder: Decoder | None = None) -> Answer:
    """As `check`, for a file; one that is no picture is refused, too."""
    try:
        return check(open_picture(path, decoder), kinds)
    except AppError as error:
        return Answer("refuse", "unreadable", remark=error)


def token(content: str) -> str:
    """What makes two codes the same: the link without its query, which only carries the version of the app."""
    parts = urlsplit(content.strip())
    return f"{parts.netloc.lower()}{parts.path}" if parts.netloc else content.strip()


def matrix(content: str, level: str = OWN_LEVEL, version: int | None = None, mask: int | None = None) -> Matrix:
    """The modules of a code without quiet zone, True is dark; AppError when the text does not fit into a code.

    Which mask is best is asked of the other encoder, which takes a hundredth of the time.
    """
    chosen = _best_mask(content, level) if mask is None else mask
    smallest = _encoded(content, level, None, chosen)
    if version is None or len(smallest) == 17 + 4 * version:
        return smallest
    return _encoded(content, level, version, chosen)


@lru_cache(maxsize=512)
def _encoded(content: str, level: str, version: int | None, mask: int | None) -> Matrix:
    code = qrcode.QRCode(version=version, error_correction=LEVELS[level], border=0, mask_pattern=mask)
    # One segment of bytes, as WeCom makes it, so that a fresh encoding is comparable.
    code.add_data(qrcode.util.QRData(content.encode(), mode=qrcode.util.MODE_8BIT_BYTE))
    try:
        code.make(fit=version is None)
    except (qrcode.exceptions.DataOverflowError, ValueError) as error:
        raise AppError("这个链接太长，放不进二维码", cure="请换成企业微信生成的短链接") from error
    return tuple(tuple(bool(cell) for cell in row) for row in code.get_matrix())


@lru_cache(maxsize=512)
def _best_mask(content: str, level: str) -> int | None:
    """The mask that zxing-cpp would take, None when it cannot make the code."""
    try:
        code = zxingcpp.create_barcode(content, zxingcpp.BarcodeFormat.QRCode, ec_level=level)
        drawn = zxingcpp.write_barcode_to_image(code, scale=1, add_quiet_zones=False)
    except ValueError:
        return None
    # The mask stands in the format, beside the upper left corner: three modules, themselves masked with 101.
    modules = Image.fromarray(drawn)
    bits = [modules.getpixel((column, FORMAT_ROW)) == 0 for column in FORMAT_MASK]
    return int(not bits[0]) << 2 | int(bits[1]) << 1 | int(not bits[2])
