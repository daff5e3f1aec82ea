"""Where everything is: what one file held, what head office has got of us, and what has not come to us."""

import json
from collections.abc import Mapping
from typing import NamedTuple

from sqlalchemy import text
from sqlalchemy.orm import Session

from db.engine import session_lineage
from db.having import missing
from desktop.errors import AppError
from desktop.exchange.incoming import current_sequence, received
from desktop.security import seals


class About(NamedTuple):
    """All that is known of a file that came in or went out; `flags` are gaps, clones, fast, counted."""

    file: str
    sha256: str
    kind: str
    sequence: int
    period: str
    at: str
    who: str
    verdict: str
    counts: Mapping[str, int]
    flags: Mapping[str, int]


class Gap(NamedTuple):
    """Numbers that have not come from a PC, which is told by the start of its id and the last file it sent."""

    replica: str
    first: int
    last: int
    file: str


class Whereabouts(NamedTuple):
    """`written` operations of ours, of which head office has `got`, as its pack number `pack` says (0: none came).

    `reports` are the files that were sent since that pack; `fingerprint` is that of this PC's key, "" before its first
    use.
    """

    written: int
    got: int
    pack: int
    reports: list[str]
    gaps: list[Gap]
    fingerprint: str = ""


def about(session: Session, id_: str) -> About:
    """A passage of the history in full; AppError when it is not there."""
    row = session.execute(
        text(
            "SELECT i.file, i.sha256, i.kind, i.sequence, i.period, i.at, coalesce(s.name, ''), i.verdict, i.counts, "
            "i.detail FROM import_run i LEFT JOIN staff s ON s.id = i.staff WHERE i.id = :id UNION ALL "
            "SELECT e.file, e.sha256, e.kind, e.sequence, e.period, e.at, coalesce(s.name, ''), '', e.counts, '' "
            "FROM export_run e LEFT JOIN staff s ON s.id = e.staff WHERE e.id = :id"
        ),
        {"id": id_},
    ).first()
    if row is None:
        raise AppError("这条往来已经不在了", cure="请刷新再看。")
    told = json.loads(row[9] or "{}")
    flags = {name: len(told.get(name, ())) for name in ("gaps", "clones", "fast") if told.get(name)}
    return About(
        file=row[0], sha256=row[1], kind=row[2], sequence=row[3], period=row[4], at=row[5] or "", who=row[6],
        verdict=row[7], counts=json.loads(row[8] or "{}"), flags=flags,
    )  # fmt: skip


def whereabouts(session: Session) -> Whereabouts:
    """What head office has of us, and what we lack of others."""
    have, own = received(session), session_lineage(session)
    written = got = 0
    for replica, seq in session.execute(text("SELECT id, seq FROM replica WHERE seq > 0")):
        if replica in own:
            written += seq
            got += min(have.get(replica, 0), seq)
    pack = current_sequence(session)
    since = session.execute(
        text("SELECT coalesce(max(at), '') FROM import_run WHERE kind = 'pack' AND sequence = :pack"), {"pack": pack}
    ).scalar_one()
    reports = session.execute(
        text("SELECT file FROM export_run WHERE kind = 'report' AND at > :since ORDER BY at"), {"since": since}
    ).scalars()
    files = _files(session)
    gaps = [
        Gap(replica, first, last, files.get(replica, ""))
        for replica, runs in sorted(missing(session).items())
        for first, last in runs
    ]
    return Whereabouts(written, got, pack, list(reports), gaps, seals.own_fingerprint(session))


def _files(session: Session) -> dict[str, str]:
    """Replica → the last file that its PC sent."""
    rows = session.execute(text("SELECT file, detail FROM import_run WHERE kind = 'handover' ORDER BY at, id"))
    return {json.loads(detail).get("replica", ""): file for file, detail in rows if detail}
