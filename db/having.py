"""What a database has of the log of each replica, how that is told to others, and what they lack by what they tell."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from hashlib import blake2b

from sqlalchemy import Connection, text
from sqlalchemy.orm import Session

from db.engine import session_lineage
from db.projection import chunks, marks
from db.runs import runs

TWIN = "."  # between the id of a replica and the digest of an operation that a clone of it wrote
TWINS = re.compile(r"(.{12,})\.[0-9a-f]{12}")  # other ids with a dot are shorter before it
TIP = 12  # hex digits of a digest
FORK = "/fork"  # after the id of a replica, among the tips: what is here of the log of it and its clones
FORKED = re.compile(rf"(\d{{1,18}}) ([0-9a-f]{{{TIP}}})?((?: [0-9a-f]{{{TIP}}})*)")
MOST_FORKED = 20_000  # operations of a fork that are told one by one; more are sent again each time


def have(session: Session) -> dict[str, int]:
    """Replica → the greatest seq up to which nothing is missing here."""
    return {row[0]: row[1] for row in session.execute(text("SELECT id, seq FROM replica WHERE seq > 0"))}


def missing(session: Session) -> dict[str, list[tuple[int, int]]]:
    """Replica → the runs of numbers (first, last) that have not come, though later ones have."""
    found: dict[str, list[tuple[int, int]]] = {}
    statement = text("SELECT seq FROM operation WHERE replica = :replica AND seq > :whole ORDER BY seq")
    known = session.execute(text(
        "SELECT r.id, r.seq FROM replica r WHERE r.own = 0 AND r.id NOT LIKE '%.%' AND "
        "(SELECT max(o.seq) FROM operation o WHERE o.replica = r.id) > r.seq"
    )).all()  # fmt: skip
    for replica, whole in known:
        last = whole
        for first, until in runs(session.execute(statement, {"replica": replica, "whole": whole}).scalars()):
            found.setdefault(replica, []).append((last + 1, first - 1))
            last = until
    return found


def heads(session: Session, until: Mapping[str, int] | None = None) -> dict[str, str]:
    """Replica → what its operations come to, up to which nothing is missing here or up to those numbers.

    It goes with `have`, and tells the log of a cloned disk from the true one, in which the same numbers stand for other
    operations: a hash of the digests of a replica and its clones, whichever of them was met first.
    """
    until = have(session) if until is None else until
    digests: defaultdict[str, list[tuple[int, str]]] = defaultdict(list)
    rows = session.connection().exec_driver_sql("SELECT replica, seq, digest FROM operation ORDER BY replica, seq")
    for replica, seq, digest in rows.fetchall():
        base = base_of(replica)
        if seq <= until.get(base, 0):
            digests[base].append((seq, digest))
    return {
        replica: blake2b("".join(digest for _, digest in sorted(found)).encode(), digest_size=16).hexdigest()
        for replica, found in digests.items()
    }


def since(session: Session, theirs: Mapping[str, int], hashes: Mapping[str, str]) -> dict[str, int]:
    """From where on somebody lacks our operations, by their `have` and `heads`.

    All of a replica is to be sent where what they have is not the same as ours up to there, or is more of our own than
    we ever wrote here: then this database was put back.
    """
    ours, same, own = have(session), heads(session, theirs), session_lineage(session)
    return {
        replica: seq
        if (ours.get(replica, 0) < seq and replica not in own) or same.get(replica) == hashes.get(replica)
        else 0
        for replica, seq in theirs.items()
    }


def tips(session: Session, replicas: Collection[str] | None = None) -> dict[str, str]:
    """Replica → the start of the digest of the last operation that `have` counts.

    It says what `heads` says, short and fast enough for thousands of replicas: what two cloned disks wrote under the
    same number never has the same digest.
    """
    asked = "SELECT r.id, o.digest FROM replica r JOIN operation o ON o.replica = r.id AND o.seq = r.seq"
    found = session.execute(text(asked)).all()
    return {id_: digest[:TIP] for id_, digest in found if replicas is None or id_ in replicas}


def mistaken(session: Session, theirs: Mapping[str, int], tips: Mapping[str, str]) -> set[str]:
    """The replicas of which somebody, by their `have` and `tips`, has other operations than we under the same numbers.

    Or more of our own than we ever wrote: this database was put back. All of those is to be sent.
    """
    ours, own = have(session), session_lineage(session)
    asked = text(
        "SELECT substr(digest, 1, :tip) FROM operation WHERE seq = :seq AND (replica = :id OR (replica > :low AND "
        "replica < :high))"
    )
    found = {replica for replica in own if theirs.get(replica, 0) > ours.get(replica, 0)}
    for replica in theirs.keys() & tips.keys() & ours.keys():
        values = {"tip": TIP, "seq": theirs[replica], "id": replica, "low": f"{replica}.", "high": f"{replica}/"}
        here = set(session.execute(asked, values).scalars())
        if here and tips[replica] not in here:
            found.add(replica)
    return found


def forks(session: Session) -> dict[str, str]:
    """Replica/fork → where its clones began to differ, the tip before that, and the tip of every operation since.

    By this a cloned disk sees that all it wrote has come, though `have` can count one log of the id only: its old log
    ends there, and would be sent again every week.
    """
    found = {}
    for replica in session.execute(text("SELECT id FROM replica WHERE own = 0")).scalars().all():
        first = session.execute(FIRST_TWIN, _around(replica)).scalar()
        if first is None:
            continue
        before = text("SELECT count(*), max(CASE WHEN seq = :last THEN digest ELSE '' END) FROM operation "
                      "WHERE replica = :id AND seq <= :last")  # fmt: skip
        count, tip = session.execute(before, {"id": replica, "last": first - 1}).one()
        after = [digest[:TIP] for _, seq, digest in _with_clones(session, replica) if seq >= first]
        if count == first - 1 and len(after) <= MOST_FORKED:
            found[f"{replica}{FORK}"] = " ".join([str(first), (tip or "")[:TIP], *sorted(after)])
    return found


def beyond_forks(session: Session, told: Mapping[str, str]) -> dict[str, int]:
    """From where on somebody who tells such `forks` lacks our operations of those replicas and their clones."""
    found: dict[str, int] = {}
    for key, value in told.items():
        match = FORKED.fullmatch(value) if key.endswith(FORK) else None
        ours = list(_with_clones(session, key.removesuffix(FORK))) if match is not None else []
        if match is None or not ours:
            continue
        first, tips = int(match[1]), set(match[3].split())
        if first > 1 and match[2] not in {digest[:TIP] for _, seq, digest in ours if seq == first - 1}:
            continue
        for replica in {one[0] for one in ours}:
            mine = [(seq, seq >= first and digest[:TIP] not in tips) for id_, seq, digest in ours if id_ == replica]
            lacking = [seq for seq, lacks in mine if lacks]
            found[replica] = min(lacking) - 1 if lacking else max(seq for seq, _ in mine)
    return found


FIRST_TWIN = text("SELECT min(seq) FROM operation WHERE replica > :low AND replica < :high")


def _around(replica: str) -> dict[str, str]:
    """Between which ids the clones of a replica are filed."""
    return {"low": f"{replica}{TWIN}", "high": f"{replica}/"}


def _with_clones(session: Session, replica: str) -> Iterable[tuple[str, int, str]]:
    """(id, seq, digest) of the operations of a replica and its clones."""
    asked = text(
        "SELECT replica, seq, digest FROM operation WHERE replica = :id OR (replica > :low AND replica < :high)"
    )
    rows = session.execute(asked, {"id": replica, **_around(replica)})
    return [(row[0], row[1], row[2]) for row in rows]


def trust_again(session: Session, replicas: Iterable[str]) -> None:
    """Count again what is here of replicas that were distrusted, and have now been sent from their start."""
    update = text("UPDATE replica SET seq = :seq WHERE id = :id AND own = 0 AND seq = 0")
    for replica in replicas:
        if session.execute(FIRST_TWIN, _around(replica)).scalar() is None and (
            until := whole_until(session, replica, 0)
        ):
            session.execute(update, {"id": replica, "seq": until})


def tips_at(session: Session, numbers: Mapping[str, int]) -> dict[str, str]:
    """The same of the operations with these numbers, where they are here."""
    asked = text("SELECT digest FROM operation WHERE replica = :id AND seq = :seq")
    found = {id_: session.execute(asked, {"id": id_, "seq": seq}).scalar() for id_, seq in numbers.items() if seq}
    return {id_: digest[:TIP] for id_, digest in found.items() if digest}


def distrust(session: Session, replicas: Iterable[str]) -> None:
    """Count nothing of these as had, so that the next pack asks for all of it: two disks write under one id."""
    for replica in replicas:
        session.execute(text("UPDATE replica SET seq = 0 WHERE id = :id AND own = 0"), {"id": replica})


def is_twin(replica: str) -> bool:
    """Whether this is the id under which an operation of a cloned disk is filed."""
    return base_of(replica) != replica


def base_of(replica: str) -> str:
    """The id under which a disk was cloned; any other id as it is."""
    found = TWINS.fullmatch(replica) if TWIN in replica else None
    return replica if found is None else found[1]


def marked(connection: Connection, replicas: Collection[str]) -> Iterator[tuple[str, str, int, int | None, int | None]]:
    """Of each replica, noted now if it was not: id, stamp and seq as noted, least and greatest number in the log."""
    mark = marks(connection, 1)
    number = "SELECT {}(o.seq) FROM operation o WHERE o.replica = r.id"
    asked = (
        f"SELECT r.id, r.stamp, r.seq, ({number.format('min')}), ({number.format('max')}) FROM replica r WHERE r.id IN"
    )
    for part in chunks(replicas):
        noting = f"INSERT INTO replica (id) VALUES ({mark}) ON CONFLICT (id) DO NOTHING"
        connection.exec_driver_sql(noting, [(one,) for one in part])
        found = connection.exec_driver_sql(f"{asked} ({marks(connection, len(part))})", tuple(part))
        yield from map(tuple, found.fetchall())


def whole_until(session: Session, replica: str, start: int) -> int:
    """The greatest seq reachable from `start` without a gap."""
    gap = session.execute(
        text(
            "SELECT min(seq) FROM operation AS o WHERE replica = :id AND seq >= :start AND NOT EXISTS "
            "(SELECT 1 FROM operation AS n WHERE n.replica = o.replica AND n.seq = o.seq + 1)"
        ),
        {"id": replica, "start": max(start, 1)},
    ).scalar()
    first = session.execute(
        text("SELECT 1 FROM operation WHERE replica = :id AND seq = :start"), {"id": replica, "start": max(start, 1)}
    ).scalar()
    return int(gap) if gap is not None and first else start
