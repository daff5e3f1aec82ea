"""The shelf of scripts: what there is, how it would read, where it came from, and who uses it."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Final, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.actor import Actor
from db.contacts import Contact
from db.engine import session_clock
from db.exchange import Setting
from db.library import Product, Script
from db.operation import history
from db.organisation import Branch, Staff
from db.stamp import local_text
from desktop.changes import Changes, Done
from desktop.contacts.tokens import name_tokens
from desktop.library import uses
from desktop.library.checked import findings, wording
from desktop.library.ownership import may_keep
from desktop.library.products import OPEN, state_of
from desktop.library.uses import ByPerson, Use
from desktop.library.wording import Finding
from desktop.security.roles import Permission, Reach, reach
from desktop.sop.scripts import VARIABLE, Filled, fill_as_known
from desktop.sop.variables import ADDRESS, NAME, Values, spoken

KINDS: Final = ("lobby", "contact", "group", "activity", "moments")
VIEWS: Final = ("all", "favourite", "own", "recommended", "retired")
FAVOURITES: Final = "library.favourites."
PRODUCT_VALUES: Final = ("产品", "产品介绍", "产品截止")
"""Variables that the product of a script fills in."""


class Wanted(NamedTuple):
    """What the list is to hold; `kind` "" is any, `text` is searched in key, title, words and product."""

    text: str = ""
    kind: str = ""
    view: str = "all"


class ShelfRow(NamedTuple):
    """A script of the list; `state` of its product's window is open, soon or over, "" without a product."""

    id: str
    key: str
    title: str
    kind: str
    text: str
    version: int
    locked: bool
    product: str
    product_name: str
    state: str
    branch: str
    branch_name: str
    favourite: bool
    retired: bool
    recommended_at: str
    material: str
    uses: Use


class Version(NamedTuple):
    """What a script said from then on, and who wrote it ("" the program or another PC)."""

    at: str
    name: str
    text: str


class Detail(NamedTuple):
    """What stands beside the list for one script."""

    row: ShelfRow
    filled: Filled
    variables: tuple[str, ...]
    findings: tuple[Finding, ...]
    rules: str
    versions: tuple[Version, ...]
    family: tuple[tuple[str, str, str], ...]  # (id, key, title) of those that may stand for it
    people: tuple[ByPerson, ...]
    may_keep: bool
    note: str
    recommendation: str
    ends_on: str
    contact: str  # whose name was typed, "" where that is nobody or not only one


def rows(session: Session, actor: Actor, wanted: Wanted) -> list[ShelfRow]:
    """The scripts of this person that fit, in order of kind and key."""
    made = _all(session, actor)
    words = wanted.text.strip().casefold()
    return [one for one in made if _in_view(one, actor, wanted.view) and _fits(one, wanted.kind, words)]


def counts(session: Session, actor: Actor) -> dict[str, int]:
    """How many scripts each of `VIEWS` and each of `KINDS` (of those in use) holds."""
    made = _all(session, actor)
    found = {view: sum(_in_view(one, actor, view) for one in made) for view in VIEWS}
    return found | {kind: sum(one.kind == kind and _in_view(one, actor, "all") for one in made) for kind in KINDS}


def detail(session: Session, actor: Actor, script: str, typed: Mapping[str, str] | None = None) -> Detail | None:
    """One script in full, with variables as `typed`; None when it is not this person's to see."""
    row = next((one for one in _all(session, actor) if one.id == script), None)
    if row is None:
        return None
    stored = session.get_one(Script, script)
    rules = wording(session)
    product = session.get(Product, row.product) if row.product else None
    given = dict(typed or {})
    contact = addressee(session, actor, given.get(NAME, ""))
    return Detail(
        row=row,
        filled=fill_as_known(row.text, values(session, actor, stored, contact) | given),
        variables=tuple(dict.fromkeys(VARIABLE.findall(row.text))),
        findings=tuple(findings(rules, row.text, product.kind if product else "")),
        rules=rules.version,
        versions=tuple(versions(session, script)),
        family=tuple(_family(session, stored)),
        people=tuple(uses.people(session, script)),
        may_keep=may_keep(actor, stored.branch),
        note=stored.note,
        recommendation=stored.recommendation,
        ends_on=(product.ends_on or "") if product else "",
        contact=contact,
    )


def addressee(session: Session, actor: Actor, name: str) -> str:
    """The contact of this person who alone bears the name, "" where there is none or several."""
    if not name:
        return ""
    query = select(Contact.id).where(Contact.owner == actor.staff, Contact.hidden == 0, Contact.name == name).limit(2)
    found = session.scalars(query).all()
    return found[0] if len(found) == 1 else ""


def values(session: Session, actor: Actor, script: Script, contact: str = "") -> dict[str, str]:
    """What its variables are filled in with; to somebody whose address is not known, none is written."""
    day = session_clock(session).now().date()
    known = {ADDRESS: "", **Values.of(session, actor, day, [contact] if contact else []).of_target(contact, None)}
    product = session.get(Product, script.product) if script.product else None
    if product is None:
        return known
    ends = spoken(datetime.fromisoformat(product.ends_on).date()) if product.ends_on else ""
    told = dict(zip(PRODUCT_VALUES, (product.name, product.text, ends), strict=True))
    return {**known, **{name: value for name, value in told.items() if value}}


def versions(session: Session, script: str) -> list[Version]:
    """Every text it had, the latest first."""
    names = {one.id: one.name for one in session.execute(select(Staff.id, Staff.name))}
    found = [
        Version(local_text(one.stamp)[:16], names.get(one.actor, ""), str(one.fields["text"]))
        for one in history(session, "script", script)
        if "text" in one.fields
    ]
    return found[::-1]


def favour(session: Session, actor: Actor, script: str) -> Done:
    """Put a script among this person's favourites, or take it out; kept on this PC."""
    kept = favourites(session, actor)
    kept.symmetric_difference_update({script})
    session.merge(Setting(key=FAVOURITES + actor.staff, value=json.dumps(sorted(kept))))
    return Done(Changes.LIBRARY, count=len(kept))


def favourites(session: Session, actor: Actor) -> set[str]:
    """Ids of this person's favourites; what a damaged line holds is passed over."""
    found = session.get(Setting, FAVOURITES + actor.staff)
    try:
        kept = json.loads(found.value) if found else []
    except json.JSONDecodeError:
        return set()
    return {one for one in kept if isinstance(one, str)} if isinstance(kept, list) else set()


def _all(session: Session, actor: Actor) -> list[ShelfRow]:
    """Everything this person may see: head office's and the branch's own; to head office also what is commended."""
    query = (
        select(Script, Product.name, Product.starts_on, Product.ends_on, Branch.name.label("home"))
        .outerjoin(Product, Product.id == Script.product)
        .outerjoin(Branch, Branch.id == Script.branch)
    )
    if reach(actor, Permission.EDIT_DICTIONARY) is Reach.ALL:
        query = query.where(Script.branch.is_(None) | Script.recommended_at.is_not(None))
    else:
        query = query.where(Script.branch.is_(None) | (Script.branch == actor.branch))
    day = session_clock(session).now().date()
    liked, used = favourites(session, actor), uses.by_script(session)
    made = []
    for script, product, starts_on, ends_on, home in session.execute(query):
        state = state_of(starts_on, ends_on, day) if script.product else ""
        made.append(
            ShelfRow(
                script.id, script.key, script.title, script.kind, script.text, script.version, bool(script.locked),
                script.product or "", product or "", state, script.branch or "", home or "", script.id in liked,
                bool(script.hidden), script.recommended_at or "", script.material or "",
                used.get(script.id, Use(0, "")),
            )
        )  # fmt: skip
    order = {kind: at for at, kind in enumerate(KINDS)}
    return sorted(made, key=lambda one: (order.get(one.kind, len(order)), one.key, one.id))


def _in_view(row: ShelfRow, actor: Actor, view: str) -> bool:
    match view:
        case "favourite":
            return row.favourite and not row.retired
        case "own":
            return bool(row.branch) and row.branch == actor.branch and not row.retired
        case "recommended":
            return bool(row.recommended_at) and not row.retired
        case "retired":
            return row.retired
        case _:
            return not row.retired


def _fits(row: ShelfRow, kind: str, words: str) -> bool:
    if kind and row.kind != kind:
        return False
    if not words:
        return True
    plain = f"{row.key} {row.title} {row.text} {row.product_name}".casefold()
    return words in plain or any(one.startswith(words) for one in name_tokens(row.title) if len(words) > 1)


def _family(session: Session, script: Script) -> list[tuple[str, str, str]]:
    root = script.alternative_to or script.id
    found = session.execute(
        select(Script.id, Script.key, Script.title)
        .where(Script.hidden == 0, (Script.id == root) | (Script.alternative_to == root), Script.id != script.id)
        .order_by(Script.key)
    )
    return [(id_, key, title) for id_, key, title in found]


def sellable(row: ShelfRow) -> bool:
    """Whether it may be said today."""
    return row.state in {"", OPEN}
