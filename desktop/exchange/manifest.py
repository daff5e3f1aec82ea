"""The program's sheets of a workbook: the operations, and the manifest that says what they are, sealed and signed."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, fields, replace
from hashlib import sha256
from typing import Any

from db import wire
from db.projection import Operation
from db.values import encode_flat
from desktop.errors import AppError
from desktop.exchange.workbook import Book, Cell, Sheet, SheetSpec
from desktop.insights.metrics import Period
from desktop.security import seals
from desktop.security.seals import Signer

FORMAT = 2
OPS, MANIFEST = "_ops", "_manifest"
PIECE = 32_000  # characters of a cell; what is longer goes on in further columns
OPS_HEAD = "operation"
STAMP = re.compile(r"[0-9a-f]{16}.+")
PEPPER_BYTES = 32


class NotOurs(AppError):  # noqa: N818 - reads as what it is
    """The workbook has not the program's sheets: somebody's own table, perhaps."""


@dataclass(frozen=True)
class Manifest:
    """What a workbook is: who made it, when, which part of the log it holds, and the seal over it."""

    kind: str
    branch: str
    branch_name: str
    replica: str
    export_id: str
    sequence: int
    period: str
    made_at: str
    operations: int
    since: str  # JSON {replica: seq}; {} is everything
    have: str  # JSON {replica: seq} that the reader has afterwards
    counts: str  # JSON
    app: str = ""
    targets: str = "[]"  # JSON: the branches that a pack is for; [] is all
    note: str = ""
    key: str = ""  # public key of the database that made it, hex
    stamp: str = ""  # greater than any that the file can hold: what somebody edits in it comes after
    rows: str = ""  # the readable rows as they were written, packed: see `desktop.exchange.originals`
    heads: str = "{}"  # JSON {replica: hash} of what `have` counts: see `db.having.heads`
    tips: str = "{}"  # JSON {replica: digest} of the last that `have` counts: see `db.having.tips`
    before: str = "{}"  # the same of the last that `since` counts
    part: int = 1  # of `parts` files that were written together
    parts: int = 1
    pages: str = "{}"  # JSON {name: digest} of the readable pages of a pack
    pepper: str = ""  # hex; only in a file with a password to open
    format: int = FORMAT
    seal: str = ""
    signature: str = ""  # by the key over the seal, hex


UNSEALED = frozenset({"seal", "signature"})
LATER = frozenset({"heads", "tips", "before", "part", "parts", "pages"})  # not in every file of this format


def sheets(manifest: Manifest, operations: Sequence[Operation], signer: Signer) -> list[SheetSpec]:
    """The two hidden sheets, sealed and signed."""
    rows = list(flat(operations))
    manifest = replace(manifest, key=signer.key)
    mark = seal(manifest, rows)
    sealed = asdict(manifest) | {"seal": mark, "signature": signer.sign(mark.encode())}
    ops = SheetSpec(OPS, [[OPS_HEAD], *rows], head=0, state="hidden", plain=True)
    lines = [[key, *pieces(str(value))] for key, value in sealed.items()]
    return [ops, SheetSpec(MANIFEST, lines, head=0, state="hidden", plain=True)]


def flat(operations: Iterable[Operation]) -> Iterator[list[str]]:
    """Operations as JSON lists of texts that fill a cell each, in several cells if one operation is longer than that.

    A spreadsheet may turn a number into another but leaves text alone; and one cell is written faster than sixty.
    """
    waiting: list[str] = []
    length = 0
    for operation in operations:
        text = encode_flat(operation.to_row())
        if waiting and length + len(text) > PIECE:
            yield pieces(f"[{','.join(waiting)}]")
            waiting, length = [], 0
        waiting.append(text)
        length += len(text) + 1
    if waiting:
        yield pieces(f"[{','.join(waiting)}]")


def pieces(text: str) -> list[str]:
    """A text cut into what cells can hold, at least one."""
    return [text[start : start + PIECE] for start in range(0, len(text), PIECE)] or [""]


def seal(manifest: Manifest, rows: Iterable[Sequence[Cell]]) -> str:
    """SHA-256 over the manifest (without seal and signature) and the operations, in canonical form."""
    return _mark({key: str(value) for key, value in asdict(manifest).items()}, rows)


def _mark(values: Mapping[str, str], rows: Iterable[Sequence[Cell]]) -> str:
    """The same over whatever keys the manifest has: a newer version may have more."""
    digest = sha256()
    plain = {key: value for key, value in values.items() if key not in UNSEALED}
    digest.update(json.dumps(plain, ensure_ascii=False, sort_keys=True).encode())
    for row in rows:
        digest.update(f"{_joined(row)}\n".encode())
    return digest.hexdigest()


def _joined(row: Sequence[Any]) -> str:
    return "".join(map(_text, row))


def read(book: Book, file: str) -> tuple[Manifest, list[Operation]]:
    """Manifest and operations of a workbook.

    Raises AppError when it has none, they are damaged, not signed by the key they name, or too new.
    """
    manifest, found = texts(book, file)
    return manifest, [Operation.from_row(row) for text in found for row in json.loads(text)]


def texts(book: Book, file: str) -> tuple[Manifest, list[str]]:
    """The same, the operations as JSON lists of flat rows, every one of which has been looked through."""
    sheet, ops = book.sheet(MANIFEST), book.sheet(OPS)
    if sheet is None:
        raise NotOurs("{file} 不是台卡导出的文件：没有“_manifest”页", cure="请发台卡导出的原文件。", file=file)
    if ops is None:
        raise AppError("{file} 的“_ops”页被删掉了", cure="请对方重新导出，不要改动隐藏的页。", file=file)
    values = _values(sheet)
    manifest = _manifest(values, file)
    found = list(map(_joined, ops.rows[1:]))
    if _mark(values, ([one] for one in found)) != manifest.seal:
        raise AppError("{file} 的程序页被改动过，校验不符", cure="请对方重新导出，不要改动隐藏的页。", file=file)
    if not seals.verified(manifest.key, manifest.signature, manifest.seal.encode()):
        raise AppError("{file} 没有签名，或签名不符", cure="请对方用台卡重新导出，不要经别的程序转存。", file=file)
    if sum(map(_sound, found)) != manifest.operations:
        raise AppError("{file} 的程序页读不懂", cure="请对方重新导出。", file=file)
    return manifest, found


def kind_of(book: Book) -> str:
    """What a workbook says it is: report, pack, handover, or "" when it is none of ours."""
    sheet = book.sheet(MANIFEST)
    rows = sheet.rows if sheet is not None else []
    return next((_text(row[1]) for row in rows if len(row) > 1 and _text(row[0]) == "kind"), "")


def _values(sheet: Sheet) -> dict[str, str]:
    return {_text(row[0]): "".join(_text(cell) for cell in row[1:]) for row in sheet.rows if len(row) > 1}


def _manifest(values: Mapping[str, str], file: str) -> Manifest:
    try:
        number = int(values["format"])
    except (KeyError, ValueError) as error:
        raise AppError("{file} 的“_manifest”页读不懂", cure="请对方重新导出。", file=file) from error
    if number > FORMAT:
        raise AppError("{file} 是更新版本的台卡导出的", cure="请先升级这台电脑上的台卡。", file=file)
    try:
        typed = {one.name: int(values[one.name]) if one.type is int else values[one.name]
                 for one in fields(Manifest) if one.name in values or one.name not in LATER}  # fmt: skip
        manifest = Manifest(**typed)  # type: ignore[arg-type]
        Period.named(manifest.period)
        whole = all(type(number) is int for number in json.loads(manifest.counts).values())
        whole &= all(isinstance(branch, str) for branch in json.loads(manifest.targets))
        whole &= all(type(number) is int for number in json.loads(manifest.have).values())
        whole &= all(type(number) is int for number in json.loads(manifest.since).values())
        for said in (manifest.heads, manifest.tips, manifest.before, manifest.pages):
            whole &= all(isinstance(one, str) for one in json.loads(said).values())
        whole &= 0 < manifest.part <= manifest.parts
        whole &= manifest.pepper == "" or len(bytes.fromhex(manifest.pepper)) == PEPPER_BYTES
        whole &= STAMP.fullmatch(manifest.stamp) is not None or not (manifest.stamp or manifest.rows)
    except (KeyError, ValueError, AttributeError, TypeError, RecursionError) as error:
        raise AppError("{file} 的“_manifest”页读不懂", cure="请对方重新导出。", file=file) from error
    if not whole:
        raise AppError("{file} 的“_manifest”页读不懂", cure="请对方重新导出。", file=file)
    return manifest


def _text(cell: Any) -> str:  # noqa: ANN401 - a cell
    return "" if cell is None else str(cell)


def _sound(text: str) -> int:
    """How many operations a text holds; a number beyond all when one is not what tables and merge rely on.

    A seal can be made by anybody.
    """
    try:
        operations = wire.rows(text)
        for one in operations:
            wire.check(one)
        return len(operations)
    except (ValueError, RecursionError):
        return wire.LARGEST
