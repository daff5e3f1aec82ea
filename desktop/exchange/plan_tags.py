"""What taking in a customer list puts on contacts beside their fields: tags, stages, head office's own fields."""

from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import text
from sqlalchemy.orm import Session

from db.engine import session_clock
from db.ids import beside_id
from db.operation import Change
from desktop.contacts import own_fields
from desktop.contacts.tag_rules import Maker, TagRule
from desktop.exchange.plan import Plan
from desktop.exchange.wecom import Parsed

LOOSE: Final = "导入的标签"
"""The group of tags that neither the table nor the dictionary gives one."""


class Extras:
    """What only tables of one's own bring: stages, and values of head office's own fields."""

    def __init__(self, session: Session, made: Plan, parsed: list[Parsed]) -> None:
        self._made, self._now = made, session_clock(session).text()
        staged = any(one.values.get("stage_manual") for one in parsed)
        self._stages: dict[str, str] = {}
        if staged:
            found = session.execute(text("SELECT contact, stage FROM contact_state"))
            self._stages = {contact: stage for contact, stage in found}  # noqa: C416 - rows, not pairs
        self._own: dict[tuple[str, str], str] = {}
        if any(one.own for one in parsed):
            values = session.execute(text("SELECT contact, field, value FROM contact_value WHERE hidden = 0"))
            self._own = {(contact, field): value for contact, field, value in values}

    def stage(self, id_: str, fields: dict[str, Any]) -> None:
        """A stage set by the file, unless the contact is in it already."""
        stage = fields.pop("stage_manual", "")
        if stage and self._stages.get(id_) != stage:
            fields |= {"stage_manual": stage, "stage_at": self._now, "stage_by": self._made.staff or None}
            fields["stage_reason"] = self._made.file

    def own(self, id_: str, values: Mapping[str, str]) -> int:
        """Record the values that differ; returns how many."""
        changes = [
            own_fields.change(id_, key, value) for key, value in values.items()
            if value and self._own.get((id_, key), "") != value
        ]  # fmt: skip
        self._made.changes += changes
        return len(changes)


class Tags:
    """The tags of a file and of the rules: makes those that are missing, puts them on contacts that lack them."""

    def __init__(self, session: Session, rules: list[TagRule], *, loose: bool) -> None:
        on = session.execute(text("SELECT id, present, hidden FROM contact_tag")).all()
        self._on = {id_ for id_, present, hidden in on if present and not hidden}
        self._decided = {id_ for id_, _, _ in on} if rules else set()
        self._rules = rules
        self._maker = Maker(session)
        self._put: list[Change] = []
        self._groups = _groups(session) if loose else {}

    @property
    def changes(self) -> list[Change]:
        """Groups and tags that are made, then what is put on."""
        return [*self._maker.changes, *self._put]

    def put(self, contact: str, wanted: list[tuple[str, str]], fields: Mapping[str, Any]) -> list[str]:
        """Put tags on a contact; returns the names of those it did not have.

        A rule puts a tag on only where nobody has decided about it yet.
        """
        added = []
        known, on = self._maker.ids, self._on
        for group, name in wanted:
            tag = known.get((group, name)) or self._tag(group, name)
            id_ = beside_id("contact_tag", contact, tag)
            if id_ not in on:
                on.add(id_)
                self._put.append(Change("contact_tag", id_, {"contact": contact, "tag": tag, "present": 1}))
                added.append(name)
        return added + self._by_rule(contact, fields) if self._rules else added

    def _tag(self, group: str, name: str) -> str:
        return self._maker.tag(group or self._groups.get(name, LOOSE), name)

    def _by_rule(self, contact: str, fields: Mapping[str, Any]) -> list[str]:
        """The tags of the rules that nobody has decided about yet."""
        tags = [self._tag(rule.group, rule.tag) for rule in self._rules if rule.fits(fields)]
        ids = {beside_id("contact_tag", contact, tag): tag for tag in tags}
        new = {id_: tag for id_, tag in ids.items() if id_ not in self._decided and id_ not in self._on}
        self._on |= new.keys()
        self._put += [
            Change("contact_tag", id_, {"contact": contact, "tag": tag, "present": 1}) for id_, tag in new.items()
        ]
        return [rule.tag for rule in self._rules if self._maker.ids.get((rule.group, rule.tag)) in new.values()]


def _groups(session: Session) -> dict[str, str]:
    """Name of a tag → its group, for tags of a column that names no group."""
    found = session.execute(
        text(
            "SELECT t.name, g.name FROM tag t JOIN tag_group g ON g.id = t.tag_group AND g.hidden = 0 "
            "WHERE t.hidden = 0 AND t.retired = 0 ORDER BY g.position DESC, g.name DESC"
        )
    )
    return {name: group for name, group in found}  # noqa: C416 - rows, not pairs
