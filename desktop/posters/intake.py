"""Takes in codes: pictures, one or a whole folder, matched by name or account, and links."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.actor import Actor
from db.operation import Change, record
from db.organisation import Staff
from desktop.changes import Changes, Done
from desktop.errors import AppError
from desktop.pictures.decoding import Decoder, at_hand
from desktop.posters import qr, ways
from desktop.security.roles import Permission, require
from desktop.words import N_

SUFFIXES = {".png", ".jpg", ".jpeg"}


@dataclass(frozen=True, slots=True)
class Found:
    """One picture: whose it is ("" nobody), what is in it, and why it is refused (None when it is taken).

    A link stands in `file` as a path of its last part.
    """

    file: Path
    staff: str
    answer: qr.Answer
    refusal: AppError | None
    name: str = ""


def pictures(paths: Sequence[Path]) -> list[Path]:
    """The pictures among `paths`, folders opened one level deep."""
    files: list[Path] = []
    for path in paths:
        files += sorted(path.iterdir()) if path.is_dir() else [path]
    return [file for file in files if file.suffix.lower() in SUFFIXES]


def match(stem: str, people: Sequence[Staff]) -> Staff | None:
    """Whose picture is called `stem`: the account or the name, alone or as a part; None when it fits two."""
    exact = [person for person in people if stem.strip() in {person.account, person.name}]
    fits = exact or [person for person in people if person.name and person.name in stem]
    fits = fits or [person for person in people if person.account and person.account.lower() in stem.lower()]
    longest = max((len(person.name) for person in fits), default=0)
    fits = [person for person in fits if len(person.name) == longest]
    return fits[0] if len(fits) == 1 else None


def plan(
    session: Session, actor: Actor, files: Sequence[Path], kinds: qr.Kinds, decoder: Decoder | None = None, *,
    staff: str = "",
) -> list[Found]:  # fmt: skip
    """Look at every picture; with `staff` all are that person's. Nothing is written."""
    query = select(Staff).where(Staff.hidden == 0, Staff.branch == actor.branch, Staff.left_at.is_(None))
    people = list(session.scalars(query))
    known = ways.owners(session)
    found = []
    with at_hand(decoder) as own:
        for file in files:
            person = next((one for one in people if one.id == staff), None) if staff else match(file.stem, people)
            one = _look(file, qr.check_file(file, kinds, own), person, known)
            if one.refusal is None:
                known[qr.token(one.answer.content)] = one.staff
            found.append(one)
    return found


def plan_link(session: Session, link: str, kinds: qr.Kinds, staff: str) -> Found:
    """Look at a link that somebody copied out of WeCom for `staff`, as if it stood in a picture."""
    content = link.strip()
    answer = kinds.classify(content)
    if answer.verdict != "refuse":
        qr.matrix(content)  # AppError when it is too long for a code
    return _look(Path(content.rstrip("/").rpartition("/")[2]), answer, session.get(Staff, staff), ways.owners(session))


def without_code(session: Session, actor: Actor, found: Sequence[Found]) -> list[str]:
    """The names of those in the branch who would still have no code once `found` is taken in."""
    has = set(ways.owners(session).values()) | {one.staff for one in found if one.refusal is None}
    query = select(Staff).where(Staff.hidden == 0, Staff.branch == actor.branch, Staff.left_at.is_(None))
    return [person.name for person in session.scalars(query.order_by(Staff.account)) if person.id not in has]


def _look(file: Path, answer: qr.Answer, person: Staff | None, known: dict[str, str]) -> Found:
    refusal: AppError | None = answer.remark if answer.verdict == "refuse" else None
    if refusal is None and person is None:
        refusal = AppError("看不出 {file} 是谁的码", cure="把文件名改成员工姓名或账号，例如：王敏.png", file=file.name)
    if refusal is None and person is not None:
        try:
            ways.way_change(person, answer, known)
        except AppError as error:
            refusal = error
    return Found(file, person.id if person else "", answer, refusal, person.name if person else "")


def apply(session: Session, actor: Actor, found: Sequence[Found], agreed: Collection[Path] = ()) -> Done:
    """Register what was not refused, in one batch; of those with a warning only the files in `agreed`."""
    require(actor, Permission.REGISTER_CODES, owner=actor.staff, branch=actor.branch)
    own = taken(found, agreed)
    known = ways.owners(session)
    changes: list[Change] = []
    for one in own:
        person = session.get_one(Staff, one.staff)
        require(actor, Permission.REGISTER_CODES, owner=person.id, branch=person.branch)
        changes.append(ways.way_change(person, one.answer, known))
    recorded = record(session, actor, changes)
    return Done(Changes.POSTERS, recorded.batch, N_("已登记 {count} 个二维码", count=len(own)), len(own))


def taken(found: Sequence[Found], agreed: Collection[Path] = ()) -> list[Found]:
    """Those that `apply` would register."""
    return [one for one in found if one.refusal is None and (one.answer.verdict == "ok" or one.file in agreed)]


def complaint(found: Sequence[Found]) -> AppError | None:
    """The refusals in words: the first one whole, the others counted; None when all were taken."""
    refused = [one for one in found if one.refusal is not None]
    if not refused or refused[0].refusal is None:
        return None
    first = refused[0].refusal
    if len(found) == 1:
        return first
    return AppError(
        "{count} 张图没有登记；{file}：{reason}",
        cure="{advice}",
        count=len(refused),
        file=refused[0].file.name,
        reason=first.message,
        advice=first.cure,
    )
