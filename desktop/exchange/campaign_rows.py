"""What came of head office's campaigns in this branch: leads that it was given, held and contacted, prizes.

A lead is known by the keyed hash of the phone only, so that a branch without the bank's pepper holds none.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator
from typing import NamedTuple

from sqlalchemy import bindparam, text
from sqlalchemy.orm import Session

from db.projection import chunks
from desktop.exchange import policy
from desktop.insights.metrics import OUTGOING

CAMPAIGNS = "SELECT id, name, starts_on, ends_on FROM campaign WHERE hidden = 0 ORDER BY coalesce(starts_on, ''), name"
LEADS = "SELECT campaign, phone_hash FROM whitelist_entry WHERE hidden = 0 AND branch = :branch"
PHONES = "SELECT id, phone FROM contact WHERE hidden = 0 AND phone <> ''"
TALKS = text(
    f"SELECT contact, max(at) FROM interaction WHERE hidden = 0 AND kind IN {OUTGOING} AND contact IN :ids "
    "GROUP BY contact"
).bindparams(bindparam("ids", expanding=True))
PRIZES = (
    "SELECT d.campaign, count(*), sum(p.fen) FROM draw d JOIN prize p ON p.id = d.prize WHERE d.hidden = 0 "
    "GROUP BY d.campaign"
)


class Row(NamedTuple):
    """A campaign: its leads here, how many are customers now and were talked to since it began, prizes in yuan."""

    id: str
    name: str
    starts_on: str | None
    ends_on: str | None
    leads: int
    held: int
    contacted: int
    prizes: int
    yuan: float


def rows(session: Session, branch: str) -> Iterator[Row]:
    """Every campaign that is not withdrawn."""
    campaigns = session.execute(text(CAMPAIGNS)).all()
    leads: defaultdict[str, set[str]] = defaultdict(set)
    for campaign, hash_ in session.execute(text(LEADS), {"branch": branch}):
        leads[campaign].add(hash_)
    holders = _holders(session, set().union(*leads.values()))
    last = _last_talks(session, holders.values())
    prizes = {campaign: (int(count), int(fen or 0)) for campaign, count, fen in session.execute(text(PRIZES))}
    for id_, name, starts, ends in campaigns:
        held = [holders[hash_] for hash_ in leads[id_] & holders.keys()]
        talked = sum(any(last.get(one, "") >= (starts or "0") for one in some) for some in held)
        count, fen = prizes.get(id_, (0, 0))
        yield Row(id_, name, starts, ends, len(leads[id_]), len(held), talked, count, fen / 100)


def _holders(session: Session, wanted: Collection[str]) -> dict[str, list[str]]:
    """Hash → the contacts that have this phone, of those hashes that are wanted."""
    pepper = policy.pepper(session)
    found: defaultdict[str, list[str]] = defaultdict(list)
    for id_, phone in session.execute(text(PHONES)) if wanted and pepper else ():
        hash_ = policy.keyed_hash(pepper, phone)
        if hash_ in wanted:
            found[hash_].append(id_)
    return dict(found)


def _last_talks(session: Session, contacts: Collection[list[str]]) -> dict[str, str]:
    """Contact → when they were last talked to."""
    found: dict[str, str] = {}
    for part in chunks([one for some in contacts for one in some]):
        found |= {contact: at for contact, at in session.execute(TALKS, {"ids": part})}  # noqa: C416
    return found
