"""The dictionary of tags: groups, limits of WeCom, making, renaming, merging, retiring, and how much each is used."""

from collections.abc import Collection, Iterable
from datetime import timedelta
from typing import Final, NamedTuple

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from db.actor import Actor
from db.contacts import ContactTag, Tag, TagGroup
from db.engine import session_clock
from db.ids import derived_id, new_id
from db.operation import Change, record
from db.projection import Fields
from db.stamp import make_stamp
from desktop.changes import Changes, Done
from desktop.contacts import tags
from desktop.errors import AppError
from desktop.security.roles import Permission, Reach, reach, require
from desktop.words import N_, Phrase

LONGEST: Final = 30  # what WeCom's interface takes
CONSOLE: Final = 15  # what its console takes: longer names cannot be typed in there
MOST: Final = 100  # groups, and tags in a group
RECENT_DAYS: Final = 30
JOINS: Final = ",，、;；"
"""What separates the tags of a cell in WeCom's workbooks: a name with one of these would come back as two."""
MERGED: Final = "merged:"
"""Before the id of the tag that took the contacts over, in the source of the batch that merged."""
TOUCHED: Final = Changes.TAGS | Changes.CONTACTS


class GroupEntry(NamedTuple):
    """A group: HQ's own is `locked`; `tags` counts those not retired."""

    id: str
    name: str
    locked: bool
    tags: int


class TagUse(NamedTuple):
    """A tag with its use: contacts that have it, members of staff whose they are, put on in the last 30 days."""

    id: str
    name: str
    group: str  # id
    locked: bool
    retired: bool
    used: int
    staff: int
    recent: int


class Dictionary(NamedTuple):
    """All of it, in order; `contacts` is how many there are, the whole of every share."""

    groups: list[GroupEntry]
    tags: list[TagUse]
    contacts: int


USES = """
SELECT t.id, t.name, coalesce(t.tag_group, ''), t.locked, t.retired, coalesce(u.used, 0), coalesce(u.staff, 0),
  coalesce(u.recent, 0)
FROM tag t LEFT JOIN tag_group g ON g.id = t.tag_group
LEFT JOIN (SELECT x.tag, count(*) AS used, count(DISTINCT c.owner) AS staff,
    sum(CASE WHEN json_extract(x.stamps, '$.present') >= :since THEN 1 ELSE 0 END) AS recent
  FROM contact_tag x JOIN contact c ON c.id = x.contact AND c.hidden = 0
  WHERE x.present = 1 AND x.hidden = 0 GROUP BY x.tag) u ON u.tag = t.id
WHERE t.hidden = 0 ORDER BY g.position, g.name, t.retired, t.position, t.name
"""
GROUPS = """
SELECT g.id, g.name, g.locked, (SELECT count(*) FROM tag t WHERE t.tag_group = g.id AND t.hidden = 0 AND t.retired = 0)
FROM tag_group g WHERE g.hidden = 0 ORDER BY g.position, g.name
"""
MERGES = """
SELECT o."row", o.source FROM tag t JOIN operation o ON o."row" = t.id AND o.entity = 'tag'
WHERE t.retired = 1 AND t.hidden = 0 AND o.source LIKE 'merged:%' ORDER BY o.stamp
"""


def read(session: Session) -> Dictionary:
    """Groups, tags and their use; tags of no group stand in one whose id and name are empty."""
    since = session_clock(session).now_ms() - round(timedelta(days=RECENT_DAYS).total_seconds() * 1000)
    found = session.execute(text(USES), {"since": make_stamp(since, 0, "")})
    uses = [
        TagUse(id_, name, group, bool(locked), bool(retired), *n) for id_, name, group, locked, retired, *n in found
    ]
    groups = [GroupEntry(id_, name, bool(locked), n) for id_, name, locked, n in session.execute(text(GROUPS))]
    loose = sum(not one.retired for one in uses if not one.group)
    if loose:
        groups.append(GroupEntry("", "", False, loose))
    contacts = session.execute(text("SELECT count(*) FROM contact WHERE hidden = 0")).scalar_one()
    return Dictionary(groups, uses, contacts)


def may_change(actor: Actor, *, locked: bool) -> bool:
    """Whether this person may change a tag or group; HQ's only HQ."""
    found = reach(actor, Permission.EDIT_DICTIONARY)
    return found is Reach.ALL or (found is not None and not locked)


def checked_name(typed: str, taken: Collection[str]) -> str:
    """The name without blanks around it; raises AppError when WeCom would not take it, or it is taken."""
    name = " ".join(typed.split())
    if not name:
        raise AppError("名称是空的", cure="写几个字，例如：养老规划。")
    if len(name) > LONGEST:
        raise AppError(
            "名称有 {length} 字，企业微信最多 {most} 字", cure="请写短一些。", length=len(name), most=LONGEST
        )
    if wrong := [one for one in JOINS if one in typed.strip()]:
        raise AppError("名称里不能有“{sign}”", cure="企业微信的表用它分开几个标签，请去掉。", sign=wrong[0])
    if name.casefold() in {one.casefold() for one in taken}:
        raise AppError("已经有“{name}”", cure="请换个名称，或直接用已有的。", name=name)
    return name


def advice(typed: str) -> Phrase | None:
    """What to mind about a name that is allowed; None when nothing."""
    name = " ".join(typed.split())
    if CONSOLE < len(name) <= LONGEST:
        return N_("超过 {most} 字：企业微信后台里输不进，只能用接口建", most=CONSOLE)
    return None


def create_group(session: Session, actor: Actor, name: str) -> Done:
    """A new group; HQ's are locked."""
    require(actor, Permission.EDIT_DICTIONARY, branch=actor.branch)
    known = session.execute(select(TagGroup.name, TagGroup.position).where(TagGroup.hidden == 0)).all()
    name = checked_name(name, [one for one, _ in known])
    if len(known) >= MOST:
        raise AppError(
            "标签组已有 {count} 个，企业微信最多 {most} 个", cure="请先合并或停用。", count=len(known), most=MOST
        )
    fields: Fields = {"name": name, "position": 1 + max((at for _, at in known), default=0), "locked": _lock(actor)}
    change = Change("tag_group", _free(session, TagGroup, derived_id("tag_group", name)), fields)
    return _done(session, actor, [change], N_("已建标签组“{name}”", name=name))


def create(session: Session, actor: Actor, group: str, name: str) -> Done:
    """A new tag in a group; one that was retired under this name is taken back into use."""
    home = session.get_one(TagGroup, group)
    _require(actor, home)
    rows = _of_group(session, group)
    name = checked_name(name, [row.name for row in rows if not row.retired])
    live = sum(not row.retired for row in rows)
    if live >= MOST:
        raise AppError("“{group}”已有 {count} 个标签，企业微信一组最多 {most} 个", cure="请换一组，或先停用几个。",
                       group=home.name, count=live, most=MOST)  # fmt: skip
    message = N_("已建标签“{name}”", name=name)
    if old := next((row for row in rows if row.retired and row.name.casefold() == name.casefold()), None):
        return _done(session, actor, [Change("tag", old.id, {"retired": 0, "name": name})], message)
    fields: Fields = {"name": name, "tag_group": group, "locked": _lock(actor)}
    fields["position"] = 1 + max((row.position for row in rows), default=0)
    id_ = _free(session, Tag, derived_id("tag", home.name, name))
    return _done(session, actor, [Change("tag", id_, fields)], message)


def rename(session: Session, actor: Actor, tag: str, name: str) -> Done:
    """Another name for a tag; every contact keeps it, and files that bring the old name mean this one."""
    row = session.get_one(Tag, tag)
    _require(actor, row)
    name = checked_name(name, [one.name for one in _of_group(session, row.tag_group) if one.id != tag])
    message = N_("“{old}”改名为“{name}”", old=row.name, name=name)
    return _done(session, actor, [Change("tag", tag, {"name": name})], message)


def rename_group(session: Session, actor: Actor, group: str, name: str) -> Done:
    """Another name for a group."""
    row = session.get_one(TagGroup, group)
    _require(actor, row)
    taken = session.scalars(select(TagGroup.name).where(TagGroup.hidden == 0, TagGroup.id != group)).all()
    name = checked_name(name, taken)
    message = N_("标签组“{old}”改名为“{name}”", old=row.name, name=name)
    return _done(session, actor, [Change("tag_group", group, {"name": name})], message)


def merge(session: Session, actor: Actor, source: str, target: str) -> Done:
    """Contacts with `source` get `target` instead, and `source` is retired; files that bring it mean `target`."""
    row, into = session.get_one(Tag, source), session.get_one(Tag, target)
    _require(actor, row)
    if source == target or into.retired:
        raise AppError("不能并到“{name}”", cure="请选另一个在用的标签。", name=into.name)
    worn = session.scalars(
        select(ContactTag.contact).where(ContactTag.tag == source, ContactTag.present == 1, ContactTag.hidden == 0)
    )
    contacts = sorted(filter(None, worn))
    changes = [Change("tag", source, {"retired": 1})]
    for contact in contacts:
        changes += [*tags.changes(contact, [target]), *tags.changes(contact, [source], present=0)]
    message = N_("“{old}”已并到“{name}”，改了 {count} 位客户", old=row.name, name=into.name, count=len(contacts))
    return _done(session, actor, changes, message, f"{MERGED}{target}")


def retire(session: Session, actor: Actor, tag: str, *, retired: bool = True) -> Done:
    """Offer a tag no longer (those who have it keep it), or offer it again."""
    row = session.get_one(Tag, tag)
    _require(actor, row)
    message = N_("已停用“{name}”，已打上的保留", name=row.name) if retired else N_("又可以用“{name}”", name=row.name)
    if not retired:
        checked_name(row.name, [one.name for one in _of_group(session, row.tag_group) if not one.retired])
    return _done(session, actor, [Change("tag", tag, {"retired": int(retired)})], message)


def remove_group(session: Session, actor: Actor, group: str) -> Done:
    """Take an empty group out of sight; AppError while it has tags in use."""
    row = session.get_one(TagGroup, group)
    _require(actor, row)
    if live := sum(not one.retired for one in _of_group(session, group)):
        raise AppError("“{name}”里还有 {count} 个在用的标签", cure="请先停用或合并它们。", name=row.name, count=live)
    return _done(session, actor, [Change("tag_group", group, {"hidden": 1})], N_("已删标签组“{name}”", name=row.name))


def merged(session: Session) -> dict[str, str]:
    """Retired tag → the tag it was merged into, followed to the end; for what files bring under the old name."""
    into = {row: source.removeprefix(MERGED) for row, source in session.execute(text(MERGES))}
    return {tag: _end(into, tag) for tag in into}


def _end(into: dict[str, str], tag: str) -> str:
    seen: set[str] = set()
    while tag in into and tag not in seen:
        seen.add(tag)
        tag = into[tag]
    return tag


def _require(actor: Actor, row: Tag | TagGroup) -> None:
    require(actor, Permission.EDIT_DICTIONARY, branch=actor.branch)
    if not may_change(actor, locked=bool(row.locked)):
        raise AppError("“{name}”是总行的，网点不能改", cure="请向总行提，或在自己的组里另建一个。", name=row.name)


def _lock(actor: Actor) -> int:
    """What HQ makes is locked."""
    return int(reach(actor, Permission.EDIT_DICTIONARY) is Reach.ALL)


def _of_group(session: Session, group: str | None) -> list[Tag]:
    return list(session.scalars(select(Tag).where(Tag.tag_group == group, Tag.hidden == 0)))


def _free(session: Session, table: type[Tag | TagGroup], id_: str) -> str:
    """The id two PCs would both choose, unless it is taken by one that was renamed meanwhile."""
    taken = session.scalar(select(table.id).where(table.id == id_, table.hidden == 0))
    return new_id() if taken else id_


def _done(session: Session, actor: Actor, changes: Iterable[Change], message: Phrase, source: str = "") -> Done:
    recorded = record(session, actor, changes, source=source)
    return Done(TOUCHED, recorded.batch, message, recorded.operations)
