"""Makes pieces: record and form → page → proof → file; nothing leaves the program without having passed."""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Literal, Protocol

from sqlalchemy.orm import Session

from db.actor import Actor
from db.engine import session_clock
from db.ids import new_id
from db.operation import Change, record
from desktop import documents
from desktop.changes import Changes, Done
from desktop.errors import AppError
from desktop.files import file_name
from desktop.library.wording import Finding, Wording
from desktop.pictures.decoding import Decoder
from desktop.posters import pdf, proof, qr, records
from desktop.posters.elements import Picture, Template, Text
from desktop.posters.layout import Art, Sheet, layout
from desktop.posters.paint import MM, Painter
from desktop.posters.template import Library
from desktop.security.roles import Permission, require
from desktop.words import N_

Format = Literal["pdf", "png"]
PNG_DPI = 300
MOST_PIXELS = 40_000_000  # of a PNG: a roll-up at 300 dpi would take 900 MB of memory
LONGEST_NAME = 60  # characters of a file's name, so that an account still fits behind it


@dataclass(frozen=True, slots=True)
class Studio:
    """Everything that makes pieces, read once."""

    painter: Painter
    library: Library
    kinds: qr.Kinds
    brand: records.Brand
    wording: Wording

    @classmethod
    def open(cls, resources: Path, received: Path | None = None, decoder: Decoder | None = None) -> "Studio":
        """`received` is the folder of head office's templates; without a decoder it gets its own."""
        posters = resources / "posters"
        return cls(
            Painter(resources / "fonts", decoder),
            Library(posters, [posters / "art", resources / "icons"], received),
            qr.Kinds(posters / "codes.toml"),
            records.Brand.load(posters / "brand.toml"),
            Wording(resources / "wording" / "rules.toml"),
        )

    def ruled(self, text: str) -> "Studio":
        """The same with head office's rules of wording, of which `text` is the TOML; empty leaves the built-in ones."""
        return replace(self, wording=_wording(text)) if text else self

    def twin(self) -> "Studio":
        """The same with a painter of its own, for a worker's thread."""
        return replace(self, painter=self.painter.twin())


@lru_cache(maxsize=2)
def _wording(text: str) -> Wording:
    return Wording(text=text)


def rules(session: Session) -> str:
    """The TOML of head office's rules of wording, empty where it has sent none."""
    return documents.content(session, "wording") or ""


@dataclass(frozen=True, slots=True)
class Order:
    """One piece that somebody wants: for whom, which template and theme, what the branch filled in."""

    template: Template
    theme: str
    record: records.Record
    filled: Mapping[str, str]
    placement: str = ""
    reason: str = ""

    @property
    def values(self) -> dict[str, str]:
        """What the layout fills in; the records win over the form."""
        defaults = {key: one.default for key, one in self.template.fields.items()}
        return defaults | dict(self.filled) | self.record.values

    @property
    def file_name(self) -> str:
        parts = [self.values["branch"], self.values["name"], self.template.title, self.values["placement"]]
        return file_name("-".join(part for part in parts if part), LONGEST_NAME)


@dataclass(frozen=True, slots=True)
class Piece:
    """A laid out and proven page; `problems` stop it, in the order in which they should be cured."""

    order: Order
    sheet: Sheet
    proof: proof.Proof
    problems: list[AppError] = field(default_factory=list)

    @property
    def passed(self) -> bool:
        return not self.problems


def order(
    session: Session,
    actor: Actor,
    studio: Studio,
    template: Template,
    staff: str,
    *,
    theme: str = "",
    placement: str = "",
    filled: Mapping[str, str] | None = None,
) -> Order:
    """What is needed to make a piece for `staff`; the permission is checked here."""
    found = records.gather(session, studio.brand, studio.painter.decoder, staff, placement)
    require(actor, Permission.MAKE_PIECES, owner=found.staff, branch=found.branch)
    return Order(template, theme or next(iter(template.themes)), found, dict(filled or {}), placement)


def make(studio: Studio, wanted: Order, today: date) -> Piece:
    """Lay `wanted` out, paint it and prove it; problems are gathered, not raised."""
    sheet = lay_out(studio, wanted)
    problems = faults(studio, wanted, today)
    problems += [AppError("文字放不下", cure="请缩短“{label}”", label=label) for label in _overflowing(wanted, sheet)]
    problems += _coarse(studio, wanted, sheet)
    if missing := studio.painter.missing(sheet):
        problems.append(AppError("字体里没有“{characters}”", cure="请换一个字", characters="".join(missing)))
    dpi = proof.resolution(sheet)
    page = studio.painter.page(sheet, dpi)
    proven = proof.prove(page, sheet.symbols if wanted.record.way else [], wanted.values["code"], dpi)
    if wanted.record.way:
        problems += proven.problems
    return Piece(wanted, sheet, proven, problems)


def lay_out(studio: Studio, wanted: Order) -> Sheet:
    """The page of `wanted`, as the preview shows it while it is being filled in."""
    return layout(wanted.template, wanted.values, studio.painter.measure, wanted.theme)


def _overflowing(wanted: Order, sheet: Sheet) -> list[str]:
    """The labels of the fields whose text does not fit, or the names of the elements that show none."""
    found: list[str] = []
    for element in sheet.overflow:
        found += [wanted.template.fields[key].label for key in _fields_of(wanted.template, element)] or [element]
    return list(dict.fromkeys(found))


def overflowing_fields(wanted: Order, sheet: Sheet) -> list[str]:
    """The keys of the fields whose text does not fit."""
    return [key for element in sheet.overflow for key in _fields_of(wanted.template, element)]


def _fields_of(template: Template, element: str) -> list[str]:
    """The fields that an element shows."""
    text = next((one.text for one in template.elements if isinstance(one, Text) and one.id == element), "")
    return [key for key in template.fields if f"{{{key}" in text]


def _coarse(studio: Studio, wanted: Order, sheet: Sheet) -> list[AppError]:
    """The pictures that have too few pixels for the size in which the template prints them."""
    least = {one.id: one.min_dpi for one in wanted.template.elements if isinstance(one, Picture)}
    found = []
    for art in sheet.items:
        if isinstance(art, Art) and least.get(art.element) and art.path.suffix.lower() != ".svg":
            dpi = studio.painter.pixels(art) / max(art.box[2], art.box[3]) * MM
            if dpi < least[art.element]:
                found.append(AppError(
                    "照片印出来只有 {dpi} dpi，会糊", cure="请换一张更大的照片（这里至少 {least} dpi）", dpi=round(dpi),
                    least=round(least[art.element]),
                ))  # fmt: skip
    return found


def faults(studio: Studio, wanted: Order, today: date) -> list[AppError]:
    """What is wrong with the form and the records, before anything is painted."""
    found: list[AppError] = []
    if not wanted.record.way:
        found.append(AppError("{name} 还没有活码", cure="先导入这位员工的二维码图片", name=wanted.values["name"]))
    for own in field_faults(studio, wanted, today).values():
        found += own
    found += [finding.error() for finding in _stopping(studio.wording, wanted.values["persona"], wanted.reason)]
    locked = "\n".join(one.text for one in wanted.template.elements if isinstance(one, Text) and one.locked)
    for product in studio.wording.lacking(locked, wanted.template.products):
        found.append(AppError("版式缺少“{product}”的必备风险提示", cure="请用总行下发的版式", product=product))
    return found


def field_faults(studio: Studio, wanted: Order, today: date) -> dict[str, list[AppError]]:
    """What is wrong with each field of the form; fields that are right are left out."""
    found: dict[str, list[AppError]] = {}
    for key, one in wanted.template.fields.items():
        value = wanted.values[key]
        own = _value_faults(one.label, value, most=one.most, required=one.required)
        if one.kind == "date":
            own += _date_faults(one.label, value, today)
        else:
            own += [finding.error() for finding in _stopping(studio.wording, value, wanted.reason)]
        if own:
            found[key] = own
    return found


def findings(studio: Studio, wanted: Order) -> list[Finding]:
    """What the wording rules say to everything that somebody has written, those that block first; each phrase once."""
    texts = [wanted.values[key] for key in (*wanted.template.fields, "persona")]
    found = {(one.rule, one.phrase): one for text in texts for one in studio.wording.check(text)}
    return sorted(found.values(), key=lambda one: one.level != "block")


def needs_reason(studio: Studio, wanted: Order) -> bool:
    """Whether some wording is allowed only with a reason."""
    return any(one.level == "warn" for one in findings(studio, wanted))


def _stopping(wording: Wording, text: str, reason: str) -> list[Finding]:
    """The findings that stop a piece: those that block, and without a reason those that warn."""
    return [one for one in wording.check(text) if one.level == "block" or not reason.strip()]


def _value_faults(label: str, value: str, *, most: int, required: bool) -> list[AppError]:
    if required and not value.strip():
        return [AppError("“{label}”没有填", label=label)]
    if len(value) > most:
        return [AppError("“{label}”超过 {most} 个字", cure="请缩短", label=label, most=most)]
    return []


def _date_faults(label: str, value: str, today: date) -> list[AppError]:
    try:
        until = date.fromisoformat(value)
    except ValueError:
        return [AppError("“{label}”要写成 2026-12-31 这样的日期", label=label)] if value else []
    if until < today:
        return [AppError("宣传有效期 {date} 已过", cure="请填新的审核编号和有效期", date=value)]
    return []


def write(
    studio: Studio,
    piece: Piece,
    format: Format,  # noqa: A002 - the word of the trade
    folder: Path,
    stem: str = "",
) -> Path:
    """Write a proven piece into `folder` as `stem`, or by its own name; AppError with the first problem of another."""
    if piece.problems:
        raise piece.problems[0]
    if not piece.proof.passed:
        raise AppError("没有通过扫码校验，不能出图")
    target = folder / f"{stem or piece.order.file_name}.{format}"
    if format == "pdf":
        title = f"{piece.order.values['name']} · {piece.order.template.title}"
        pdf.write(target, piece.sheet.page, piece.sheet.bleed, *studio.painter.document(piece.sheet, title))
    else:
        studio.painter.png(piece.sheet, target, png_resolution(piece.sheet))
    return target


def png_resolution(sheet: Sheet) -> float:
    """Dots an inch of a PNG: 300, and less for a page as tall as a person."""
    width, height = sheet.page
    return min(float(PNG_DPI), math.sqrt(MOST_PIXELS / (width * height)) * MM)


class Left(Protocol):
    """A piece that left the program, whole or as the slip of a batch."""

    @property
    def order(self) -> Order: ...

    @property
    def proof(self) -> proof.Proof: ...


def keep(
    session: Session,
    actor: Actor,
    pieces: Sequence[Left],
    format: str,  # noqa: A002
    copies: int = 1,
) -> Done:
    """Record that `pieces` left the program: who, when, which version, where, how often, and what the proof said."""
    changes = [_print_change(session, actor, piece, format, copies) for piece in pieces]
    for piece in pieces:
        require(actor, Permission.MAKE_PIECES, owner=piece.order.record.staff, branch=piece.order.record.branch)
    record(session, actor, changes)
    # No batch: a file that has left cannot be called back.
    return Done(Changes.POSTERS, "", N_("已出 {count} 张", count=len(pieces) * copies), len(pieces))


def _print_change(session: Session, actor: Actor, piece: Left, format: str, copies: int) -> Change:  # noqa: A002
    wanted, values = piece.order, piece.order.values
    said = piece.proof.to_json() | ({"reason": wanted.reason} if wanted.reason else {})
    fields = {
        "template": wanted.template.key,
        "version": wanted.template.version,
        "theme": wanted.theme,
        "staff": wanted.record.staff,
        "branch": wanted.record.branch or None,
        "placement": wanted.placement or None,
        "contact_way": wanted.record.way or None,
        "format": format,
        "made_at": session_clock(session).text(),
        "made_by": actor.staff,
        "review": values.get("review", ""),
        "valid_until": values.get("valid_until") or None,
        "proof": json.dumps(said, ensure_ascii=False, sort_keys=True),
        "copies": copies,
    }
    return Change("poster_print", new_id(), fields)
