"""Products and the window in which each is sold; nothing is said about one that is not."""

from collections.abc import Sequence
from datetime import date
from typing import Final, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.actor import Actor
from db.ids import new_id
from db.library import Product
from db.operation import Change, record
from desktop.changes import Changes, Done
from desktop.contacts.dates import TYPED
from desktop.errors import AppError
from desktop.library.checked import checked, wording
from desktop.library.ownership import home_of, may_keep, require_keeping
from desktop.words import N_

OPEN: Final = "open"
SOON: Final = "soon"
OVER: Final = "over"
LONGEST_NAME: Final = 40
LONGEST_TEXT: Final = 500


class Draft(NamedTuple):
    """A product as it was typed; days as ISO dates, "" for no end of the window on that side."""

    name: str
    kind: str
    starts_on: str
    ends_on: str
    text: str


class ProductRow(NamedTuple):
    """A product of the list; `state` is open, soon or over on the day asked for, `own` may be changed here."""

    id: str
    name: str
    kind: str
    starts_on: str
    ends_on: str
    text: str
    state: str
    own: bool


def state_of(starts_on: str | None, ends_on: str | None, day: date) -> str:
    """Whether something sold from `starts_on` to `ends_on`, both included, is sold on this day."""
    if starts_on and f"{day}" < starts_on:
        return SOON
    return OVER if ends_on and f"{day}" > ends_on else OPEN


def rows(session: Session, actor: Actor, day: date) -> list[ProductRow]:
    """Head office's products and the branch's own: open ones by their end, then those to come, then those over."""
    found = session.scalars(
        select(Product).where(Product.hidden == 0, Product.branch.is_(None) | (Product.branch == actor.branch))
    )
    made = [
        ProductRow(
            one.id, one.name, one.kind, one.starts_on or "", one.ends_on or "", one.text,
            state_of(one.starts_on, one.ends_on, day), may_keep(actor, one.branch),
        )
        for one in found
    ]  # fmt: skip
    order = (OPEN, SOON, OVER)
    return sorted(made, key=lambda one: (order.index(one.state), one.ends_on or "9999", one.starts_on, one.name))


def typed_day(text: str, today: date) -> str:
    """3-14, 3月14日 or 2026-03-14 as an ISO date, of this year where none is said; "" stays "". AppError otherwise."""
    if not text.strip():
        return ""
    found = TYPED.fullmatch(text.strip())
    try:
        if found is not None:
            return date(int(found["year"] or today.year), int(found["month"]), int(found["day"])).isoformat()
    except ValueError:
        pass
    raise AppError("看不懂这个日期：{text}", cure="写成 3-14 或 2026-03-14。", text=text.strip())


def save(session: Session, actor: Actor, draft: Draft, product: str = "") -> Done:
    """Add a product, or change one; AppError for a name, window or wording that will not do."""
    home = home_of(actor)
    if product:
        require_keeping(actor, session.get_one(Product, product))
    name, text = " ".join(draft.name.split()), draft.text.strip()
    if not 0 < len(name) <= LONGEST_NAME or len(text) > LONGEST_TEXT:
        raise AppError("产品名要 1 到 {name} 个字，怎么说最多 {text} 个字", name=LONGEST_NAME, text=LONGEST_TEXT)
    if draft.starts_on and draft.ends_on and draft.ends_on < draft.starts_on:
        raise AppError("结束日期 {ends} 早于开始日期 {starts}", cure="请改结束日期。",
                       ends=draft.ends_on, starts=draft.starts_on)  # fmt: skip
    checked(session, text, draft.kind)
    fields: dict[str, str | int | None] = {
        "name": name, "kind": draft.kind, "starts_on": draft.starts_on or None, "ends_on": draft.ends_on or None,
        "text": text, "branch": home,
    }  # fmt: skip
    recorded = record(session, actor, [Change("product", product or new_id(), fields)], source="library")
    return _done(recorded.batch, N_("“{name}”记好了", name=name))


def retire(session: Session, actor: Actor, product: str) -> Done:
    """Take a product out of the calendar."""
    row = session.get_one(Product, product)
    require_keeping(actor, row)
    recorded = record(session, actor, [Change("product", product, {"hidden": 1})], source="library")
    return _done(recorded.batch, N_("已停用“{name}”", name=row.name))


def kinds(session: Session) -> Sequence[str]:
    """The kinds for which the wording rules require a line; "" for the others."""
    return ("", *wording(session).product_kinds)


def _done(batch: str, said: str) -> Done:
    return Done(Changes.LIBRARY if batch else Changes.NONE, batch, said, 1)
