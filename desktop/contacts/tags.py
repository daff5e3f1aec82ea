"""Tags: the dictionary, and putting them on and off contacts."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.actor import Actor
from db.contacts import Contact, ContactTag, Tag, TagGroup
from db.ids import beside_id
from db.operation import Change, record
from db.projection import chunks
from desktop.changes import Changes, Done
from desktop.security.roles import Permission, require
from desktop.words import N_


class TagEntry(NamedTuple):
    """A tag of the dictionary with the number of contacts that have it."""

    id: str
    name: str
    group: str
    locked: bool
    used: int


def dictionary(session: Session) -> list[TagEntry]:
    """All tags in use or ready to be, by group and position."""
    used = (
        select(ContactTag.tag, func.count().label("n"))
        .where(ContactTag.present == 1, ContactTag.hidden == 0)
        .group_by(ContactTag.tag)
        .subquery()
    )
    found = session.execute(
        select(Tag.id, Tag.name, TagGroup.name, Tag.locked, func.coalesce(used.c.n, 0))
        .outerjoin(TagGroup, TagGroup.id == Tag.tag_group)
        .outerjoin(used, used.c.tag == Tag.id)
        .where(Tag.hidden == 0, Tag.retired == 0)
        .order_by(TagGroup.position, TagGroup.name, Tag.position, Tag.name)
    )
    return [TagEntry(id_, name, group or "", bool(locked), n) for id_, name, group, locked, n in found]


def favourites(session: Session, count: int = 9) -> list[TagEntry]:
    """The tags used most, for the digit keys of quick capture; always in the same order for the same counts."""
    return sorted(dictionary(session), key=lambda tag: (-tag.used, tag.name))[:count]


def add(session: Session, actor: Actor, contacts: Sequence[str], tag: str) -> Done:
    """Put a tag on contacts, as one step to undo."""
    return _set(session, actor, contacts, tag, present=1)


def remove(session: Session, actor: Actor, contacts: Sequence[str], tag: str) -> Done:
    """Take a tag off contacts, as one step to undo."""
    return _set(session, actor, contacts, tag, present=0)


def assign(session: Session, actor: Actor, contacts: Sequence[str], put: Sequence[str], off: Sequence[str]) -> Done:
    """Put some tags on contacts and take others off, as one step to undo."""
    _may_edit(session, actor, contacts)
    have = _worn(session, contacts, [*put, *off])
    made = [
        change for tag in put for contact in contacts if contact not in have[tag] for change in changes(contact, [tag])
    ]
    made += [change for tag in off for contact in sorted(have[tag]) for change in changes(contact, [tag], present=0)]
    recorded = record(session, actor, made)
    message = N_("标签改好了，{count} 处", count=recorded.operations)
    return Done(Changes.TAGS | Changes.CONTACTS, recorded.batch, message, recorded.operations)


def worn(session: Session, contacts: Sequence[str]) -> dict[str, int]:
    """Tag → how many of these contacts have it; tags that none of them has are left out."""
    found: Counter[str] = Counter()
    for part in chunks(contacts):
        counted = (
            select(ContactTag.tag, func.count())
            .where(ContactTag.contact.in_(part), ContactTag.present == 1, ContactTag.hidden == 0)
            .group_by(ContactTag.tag)
        )
        for tag, count in session.execute(counted):
            found[tag or ""] += count
    return dict(found)


def changes(contact: str, tags: Iterable[str], *, present: int = 1) -> list[Change]:
    """The changes that put tags on a contact, or off it."""
    return [
        Change(
            "contact_tag", beside_id("contact_tag", contact, tag), {"contact": contact, "tag": tag, "present": present}
        )
        for tag in tags
    ]


def _set(session: Session, actor: Actor, contacts: Sequence[str], tag: str, *, present: int) -> Done:
    name = session.get_one(Tag, tag).name
    _may_edit(session, actor, contacts)
    made = [change for contact in contacts for change in changes(contact, [tag], present=present)]
    recorded = record(session, actor, made)
    message = N_("已给 {count} 位打上“{tag}”", count=recorded.operations, tag=name)
    if not present:
        message = N_("已去掉 {count} 位的“{tag}”", count=recorded.operations, tag=name)
    return Done(Changes.TAGS | Changes.CONTACTS, recorded.batch, message, recorded.operations)


def _may_edit(session: Session, actor: Actor, contacts: Sequence[str]) -> None:
    for part in chunks(contacts):
        owners = select(Contact.owner, Contact.branch).where(Contact.id.in_(part)).distinct()
        for owner, branch in session.execute(owners):
            require(actor, Permission.EDIT, owner=owner, branch=branch)


def _worn(session: Session, contacts: Sequence[str], tags: Sequence[str]) -> dict[str, set[str]]:
    """Tag → those of the contacts that have it: nothing is written about the others."""
    worn: dict[str, set[str]] = {tag: set() for tag in tags}
    for part in chunks(contacts):
        found = select(ContactTag.tag, ContactTag.contact).where(
            ContactTag.contact.in_(part), ContactTag.tag.in_(tags), ContactTag.present == 1, ContactTag.hidden == 0
        )
        for tag, contact in session.execute(found):
            worn[tag or ""].add(contact or "")
    return worn
