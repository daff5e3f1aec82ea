"""How often words and pictures were used, and which of a family a customer has not had yet."""

import json
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Final, NamedTuple

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from db.actor import Actor
from db.engine import session_clock
from db.ids import new_id
from db.library import Material, Product, Script
from db.operation import Change, record
from db.organisation import Staff
from desktop.changes import Changes, Done
from desktop.errors import AppError
from desktop.library.products import OPEN, state_of
from desktop.security.roles import Permission, require
from desktop.words import N_

RECENT_DAYS: Final = 90
"""Uses older than this are not counted."""

# Every way in which words go out: the day's tasks, a contact's own page, the library.
COPIES: Final = """
SELECT script, staff, contact, copied_at AS at FROM task WHERE hidden = 0 AND copied_at IS NOT NULL AND date >= :since
UNION ALL SELECT source, staff, contact, at FROM interaction WHERE hidden = 0 AND kind = 'copied' AND at >= :since
UNION ALL SELECT script, staff, NULL, at FROM script_use WHERE hidden = 0 AND script IS NOT NULL AND at >= :since
"""


HAD: Final = text(
    f"SELECT contact, script, max(at) FROM ({COPIES}) AS u WHERE contact IN (SELECT value FROM json_each(:contacts)) "
    "GROUP BY contact, script"
)


class Use(NamedTuple):
    """How often, and when last, within the last `RECENT_DAYS`."""

    times: int
    last_at: str


class ByPerson(NamedTuple):
    """One person's use of a script."""

    name: str
    times: int
    last_at: str


def by_script(session: Session) -> dict[str, Use]:
    """Script → its uses; those never used are not there."""
    found = session.execute(
        text(f"SELECT script, count(*), max(at) FROM ({COPIES}) AS u GROUP BY script"), {"since": _since(session)}
    )
    return {script: Use(times, at) for script, times, at in found if script}


def by_material(session: Session) -> dict[str, Use]:
    """Material → how often it was copied."""
    found = session.execute(
        text("SELECT material, count(*), max(at) FROM script_use WHERE hidden = 0 AND material IS NOT NULL "
             "AND at >= :since GROUP BY material"), {"since": _since(session)},
    )  # fmt: skip
    return {material: Use(times, at) for material, times, at in found}


def people(session: Session, script: str) -> list[ByPerson]:
    """Who used a script, the most frequent first."""
    found = session.execute(
        text(f"SELECT s.name, count(*), max(u.at) FROM ({COPIES}) u JOIN staff s ON s.id = u.staff "
             "WHERE u.script = :script GROUP BY s.id ORDER BY count(*) DESC, s.name"),
        {"since": _since(session), "script": script},
    )  # fmt: skip
    return [ByPerson(*row) for row in found]


def copied(session: Session, actor: Actor, *, script: str = "", material: str = "", group: str | None = None) -> Done:
    """Words or a picture of the library went to the clipboard; AppError while their product is not sold."""
    home = session.scalar(select(Staff.branch).where(Staff.id == actor.staff)) or actor.branch
    require(actor, Permission.EDIT, owner=actor.staff, branch=home)
    title, day = "", f"{session_clock(session).now().date()}"
    if script:
        row = session.get_one(Script, script)
        title = row.title
        require_sold(session, row.product)
    if material:
        picture = session.get_one(Material, material)
        title = title or picture.title
        require_sold(session, picture.product)
        if picture.valid_until and picture.valid_until < day:
            raise AppError("图片“{title}”只用到 {day}", cure="换一张图，或请负责人改日期。",
                           title=picture.title, day=picture.valid_until)  # fmt: skip
    fields: dict[str, str | int | None] = {
        "script": script or None, "material": material or None, "staff": actor.staff, "branch": actor.branch,
        "group": group, "at": session_clock(session).text(),
    }  # fmt: skip
    recorded = record(session, actor, [Change("script_use", new_id(), fields)], source="library")
    return Done(Changes.LIBRARY, recorded.batch, N_("已复制“{title}”，去企业微信粘贴", title=title), 1)


def require_sold(session: Session, product: str | None) -> None:
    """Raise AppError, naming the window, when the product is not sold today."""
    row = session.get(Product, product) if product else None
    if row is None:
        return
    day = session_clock(session).now().date()
    if row.hidden or state_of(row.starts_on, row.ends_on, day) != OPEN:
        raise AppError("“{name}”现在不在销售期（{first} 至 {last}）", cure="换一条话术，或请负责人改产品日历。",
                       name=row.name, first=row.starts_on or "—", last=row.ends_on or "—")  # fmt: skip


class Family(NamedTuple):
    """A script with those that may stand for it, in order of their keys."""

    scripts: tuple[str, ...]

    def after(self, script: str, had: Mapping[str, str]) -> str:
        """The next one round from `script`: first those the customer never had, then the one longest ago."""
        start = self.scripts.index(script) if script in self.scripts else 0
        others = [self.scripts[(start + step) % len(self.scripts)] for step in range(1, len(self.scripts))]
        return min(others, key=lambda one: had.get(one, ""), default=script)


def families(session: Session) -> dict[str, Family]:
    """Script → its family, for those that have more than one; what is not sold today is left out."""
    day = session_clock(session).now().date()
    rows = session.execute(
        select(Script.id, Script.alternative_to, Product.starts_on, Product.ends_on)
        .outerjoin(Product, Product.id == Script.product)
        .where(Script.hidden == 0)
        .order_by(Script.key, Script.id)
    )
    members: dict[str, list[str]] = {}
    for script, root, starts_on, ends_on in rows:
        if state_of(starts_on, ends_on, day) == OPEN:
            members.setdefault(root or script, []).append(script)
    made = [Family(tuple(found)) for found in members.values() if len(found) > 1]
    return {script: family for family in made for script in family.scripts}


def had(session: Session, contacts: Sequence[str]) -> dict[str, dict[str, str]]:
    """Contact → script → when they had it last."""
    if not contacts:
        return {}
    found = session.execute(HAD, {"since": "", "contacts": json.dumps(list(contacts))})
    kept: dict[str, dict[str, str]] = {}
    for contact, script, at in found:
        if script:
            kept.setdefault(contact, {})[script] = at
    return kept


def unrepeated(session: Session, made: Sequence[Change], known: Mapping[str, Family]) -> list[Change]:
    """New tasks as they were made, but with other words of the family where the customer had these already."""
    pairs = [
        (at, str(contact), str(script))
        for at, (_, _, fields) in enumerate(made)
        if (script := fields.get("script")) in known and (contact := fields.get("contact"))
    ]
    before = had(session, sorted({contact for _, contact, _ in pairs}))
    changes = list(made)
    for at, contact, script in pairs:
        if script in before.get(contact, {}):
            other = known[script].after(script, before[contact])
            changes[at] = Change("task", made[at].row, {**made[at].fields, "script": other})
    return changes


def _since(session: Session) -> str:
    return f"{session_clock(session).now().date() - timedelta(days=RECENT_DAYS)}"
