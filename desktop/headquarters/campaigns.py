"""What came of campaigns and of the leads that head office allotted: held, contacted, how soon; prizes and their cost.

A lead is a whitelisted customer; a branch holds it when a contact has the same keyed hash of the phone.
"""

from datetime import date
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from sqlalchemy import text
from sqlalchemy.orm import Session

from desktop.insights.metrics import OUTGOING, share


class Result(NamedTuple):
    """A campaign in one branch, "" for all together, and of it at one manager, "" for all of the branch.

    Money in fen, days from the start to the first contact.
    """

    campaign: str
    branch: str
    starts_on: str
    ends_on: str
    leads: int
    held: int
    contacted: int
    days: float | None
    prizes: int
    fen: int
    staff: str = ""

    @property
    def accepted(self) -> float | None:
        """Leads that a branch holds ÷ leads."""
        return share(self.held, self.leads)

    @property
    def cost(self) -> float | None:
        """Fen of prizes for each lead held."""
        return share(self.fen, self.held)


class _Lead(NamedTuple):
    campaign: str
    branch: str
    staff: str
    contact: str | None
    first: str | None


def results(session: Session) -> list[Result]:
    """Every campaign: one line for the whole, then each branch that leads were allotted to, and each manager in it."""
    campaigns = session.execute(
        text(
            "SELECT id, name, coalesce(starts_on, ''), coalesce(ends_on, '') FROM campaign WHERE hidden = 0 "
            "ORDER BY 3, 2"
        )
    ).all()
    leads = _leads(session)
    prizes = _prizes(session)
    found = []
    for id_, name, starts, ends in campaigns:
        mine = [one for one in leads if one.campaign == id_]
        found.append(_result(name, "", starts, ends, mine, prizes.get(id_, (0, 0))))
        for branch, of_branch in _grouped(mine, "branch"):
            found.append(_result(name, branch, starts, ends, of_branch, (0, 0)))
            found += [
                _result(name, branch, starts, ends, own, (0, 0))._replace(staff=staff)
                for staff, own in _grouped(of_branch, "staff")
                if staff
            ]
    return found


def _grouped(leads: list[_Lead], key: str) -> list[tuple[str, list[_Lead]]]:
    by = attrgetter(key)
    return [(name, list(some)) for name, some in groupby(sorted(leads, key=by), key=by)]


def _result(name: str, branch: str, starts: str, ends: str, leads: list[_Lead], prizes: tuple[int, int]) -> Result:
    firsts = [one.first for one in leads if one.first]
    days = (
        [max(0, (date.fromisoformat(one[:10]) - date.fromisoformat(starts)).days) for one in firsts] if starts else []
    )
    held = sum(one.contact is not None for one in leads)
    return Result(
        name, branch, starts, ends, len(leads), held, len(firsts), sum(days) / len(days) if days else None, *prizes
    )


def _leads(session: Session) -> list[_Lead]:
    """Each lead with a contact of the same phone in the branch it was allotted to, and the first word to them since."""
    rows = session.execute(
        text(
            "SELECT w.campaign, coalesce(b.name, ''), coalesce(s.name, ''), c.id, "
            f"(SELECT min(i.at) FROM interaction i WHERE i.contact = c.id AND i.hidden = 0 "
            f"AND i.kind IN {OUTGOING} AND i.at >= coalesce(k.starts_on, '')) "
            "FROM whitelist_entry w JOIN campaign k ON k.id = w.campaign LEFT JOIN branch b ON b.id = w.branch "
            "LEFT JOIN staff s ON s.id = w.staff "
            "LEFT JOIN contact c ON c.id = (SELECT min(x.id) FROM contact x WHERE x.hidden = 0 AND "
            "x.phone_hash = w.phone_hash AND x.phone_hash <> '' AND (w.branch IS NULL OR x.branch = w.branch)) "
            "WHERE w.hidden = 0"
        )
    )
    return [_Lead(*row) for row in rows]


def _prizes(session: Session) -> dict[str, tuple[int, int]]:
    """Campaign → prizes drawn, and what they cost in fen."""
    rows = session.execute(
        text(
            "SELECT d.campaign, count(*), sum(p.fen) FROM draw d JOIN prize p ON p.id = d.prize WHERE d.hidden = 0 "
            "GROUP BY d.campaign"
        )
    )
    return {campaign: (int(number), int(fen or 0)) for campaign, number, fen in rows}
