"""Pictures that go with scripts and products: made small once, kept in the encrypted file, copied as pictures."""

import base64
import binascii
import io
from pathlib import Path
from typing import Final, NamedTuple

from PIL import Image
from sqlalchemy import select
from sqlalchemy.orm import Session

from db.actor import Actor
from db.engine import session_clock
from db.ids import new_id
from db.library import Material, Product, Script
from db.operation import Change, record
from db.sop import Task
from desktop.changes import Changes, Done
from desktop.errors import AppError
from desktop.library import uses
from desktop.library.ownership import home_of, may_keep, require_keeping
from desktop.library.uses import Use
from desktop.pictures.decoding import Decoder, at_hand
from desktop.words import N_

LONGEST_SIDE: Final = 1600  # px: sharp on a phone held upright
SMALLEST_SIDE: Final = 80
MOST_BYTES: Final = 300_000  # a chat makes it smaller anyway, and it travels in packs
MOST_KEPT: Final = 1_000_000  # bytes of a picture that somebody else's file brings
QUALITIES: Final = (88, 80, 70, 60, 45)
LONGEST_TITLE: Final = 40


class Picture(NamedTuple):
    """A picture as it is kept: `kind` png or jpeg, its size in pixels, its bytes."""

    kind: str
    width: int
    height: int
    data: bytes


class MaterialRow(NamedTuple):
    """A picture of the list, without its bytes; `over` when its last day is past, or its product no longer sold."""

    id: str
    title: str
    kind: str
    product: str
    product_name: str
    valid_until: str
    over: bool
    own: bool
    scripts: int
    uses: Use


class Draft(NamedTuple):
    """What is said about a picture; product id and last day may be ""."""

    title: str
    product: str = ""
    valid_until: str = ""


def open_picture(path: Path, decoder: Decoder | None = None) -> Picture:
    """The picture in a file, upright, at most 1,600 px long and 300 KB; AppError when it is none or too large.

    It is laid on white: some messengers show what is transparent in black.
    """
    with at_hand(decoder) as own:
        found = own.open(path, "RGB", LONGEST_SIDE)
    if min(found.width, found.height) < SMALLEST_SIDE:
        raise AppError("图片 {file} 太小（{width} × {height}）", cure="请换一张短边不小于 {least} 像素的",
                       file=path.name, width=found.width, height=found.height, least=SMALLEST_SIDE)  # fmt: skip
    return _small_enough(found.pixels, path.name, lossless=found.form == "PNG")


def _small_enough(picture: Image.Image, name: str, *, lossless: bool) -> Picture:
    """A PNG stays one where it fits, since writing stays sharp; everything else becomes a JPEG that does."""
    if lossless:
        data = _encoded(picture, "PNG", optimize=True)
        if len(data) <= MOST_BYTES:
            return Picture("png", *picture.size, data)
    for quality in QUALITIES:
        data = _encoded(picture, "JPEG", quality=quality)
        if len(data) <= MOST_BYTES:
            return Picture("jpeg", *picture.size, data)
    raise AppError("图片 {file} 压到最小还是太大", cure="请裁掉一些再加", file=name)


def _encoded(picture: Image.Image, form: str, **options: object) -> bytes:
    memory = io.BytesIO()
    picture.save(memory, form, **options)
    return memory.getvalue()


def data_of(content: str, decoder: Decoder) -> bytes:
    """A kept picture, decoded and encoded anew; b"" for what is no sound PNG or JPEG of a size that may be shown.

    A row may come from anybody's file. It stays as it came, or the copies of the branches would part; so it is cleaned
    whenever it is shown, once a session.
    """
    if len(content) > MOST_KEPT * 4 // 3 + 4:
        return b""
    try:
        return decoder.cleaned(base64.b64decode(content, validate=True), LONGEST_SIDE)
    except (binascii.Error, ValueError):
        return b""


def rows(session: Session, actor: Actor) -> list[MaterialRow]:
    """The pictures of this person, those in use first, then by title."""
    day = f"{session_clock(session).now().date()}"
    used, carried = uses.by_material(session), _scripts_by_material(session)
    found = session.execute(
        select(
            Material.id, Material.title, Material.kind, Material.product, Material.valid_until, Material.branch,
            Product.name, Product.ends_on,
        )
        .outerjoin(Product, Product.id == Material.product)
        .where(Material.hidden == 0, Material.branch.is_(None) | (Material.branch == actor.branch))
    )  # fmt: skip
    made = [
        MaterialRow(
            id_, title, kind, product or "", name or "", until or "",
            bool((until and until < day) or (ends_on and ends_on < day)), may_keep(actor, branch),
            carried.get(id_, 0), used.get(id_, Use(0, "")),
        )
        for id_, title, kind, product, until, branch, name, ends_on in found
    ]  # fmt: skip
    return sorted(made, key=lambda one: (one.over, one.title, one.id))


def _scripts_by_material(session: Session) -> dict[str, int]:
    """Material → how many scripts it goes with."""
    found = session.scalars(select(Script.material).where(Script.hidden == 0, Script.material.is_not(None)))
    kept: dict[str, int] = {}
    for material in found:
        if material:
            kept[material] = kept.get(material, 0) + 1
    return kept


def picture(session: Session, material: str, decoder: Decoder) -> bytes:
    """The bytes of one picture, b"" when there is none that can be shown."""
    content = session.scalar(select(Material.content).where(Material.id == material, Material.hidden == 0))
    return data_of(content, decoder) if content else b""


def of_script(session: Session, script: str | None, decoder: Decoder) -> bytes:
    """The picture that goes with a script, b"" without one."""
    material = session.scalar(select(Script.material).where(Script.id == script)) if script else None
    return picture(session, material, decoder) if material else b""


def of_task(session: Session, task: str, decoder: Decoder) -> bytes:
    """The picture that goes with the words of a task, b"" without one."""
    return of_script(session, session.scalar(select(Task.script).where(Task.id == task)), decoder)


def add(session: Session, actor: Actor, draft: Draft, kept: Picture) -> tuple[str, Done]:
    """Keep a picture: the branch's own, or at head office one for all. Gives its id."""
    home = home_of(actor)
    fields = _fields(draft) | {
        "kind": kept.kind, "content": base64.b64encode(kept.data).decode("ascii"), "branch": home,
        "locked": int(home is None),
    }  # fmt: skip
    id_ = new_id()
    recorded = record(session, actor, [Change("material", id_, fields)], source="library")
    return id_, _done(recorded.batch, N_("已加图片“{title}”", title=str(fields["title"])))


def edit(session: Session, actor: Actor, material: str, draft: Draft) -> Done:
    """Another title, product or last day."""
    require_keeping(actor, session.get_one(Material, material))
    fields = _fields(draft)
    recorded = record(session, actor, [Change("material", material, fields)], source="library")
    return _done(recorded.batch, N_("“{title}”改好了", title=str(fields["title"])))


def retire(session: Session, actor: Actor, material: str) -> Done:
    """Offer a picture no longer."""
    row = session.get_one(Material, material)
    require_keeping(actor, row)
    recorded = record(session, actor, [Change("material", material, {"hidden": 1})], source="library")
    return _done(recorded.batch, N_("已停用“{title}”", title=row.title))


def _fields(draft: Draft) -> dict[str, str | int | None]:
    title = " ".join(draft.title.split())
    if not 0 < len(title) <= LONGEST_TITLE:
        raise AppError("标题要 1 到 {longest} 个字", longest=LONGEST_TITLE)
    return {"title": title, "product": draft.product or None, "valid_until": draft.valid_until or None}


def _done(batch: str, said: str) -> Done:
    return Done(Changes.LIBRARY if batch else Changes.NONE, batch, said if batch else "", 1)
