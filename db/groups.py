"""Tables of customer groups and their days."""

from sqlalchemy import Index
from sqlalchemy.orm import Mapped

from db.base import Base, MaybeText, Number, Synced, Words


class Group(Synced, Base):
    """A customer group (社群); `owner` is a staff id where the name is known."""

    __tablename__ = "group"

    name: Mapped[Words]
    kind: Mapped[Words]
    owner: Mapped[MaybeText]
    owner_name: Mapped[Words]
    owner_departments: Mapped[Words]
    branch: Mapped[MaybeText]
    created_at: Mapped[MaybeText]
    members: Mapped[Number]
    capacity: Mapped[Number]  # 0 = the WeCom limit
    templates_off: Mapped[Words]  # JSON: ids of the SOP templates that do not concern this group


class GroupDay(Synced, Base):
    """What was counted in a group on one day."""

    __tablename__ = "group_day"
    __table_args__ = (Index("ix_group_day_group", "group", "date"),)

    group: Mapped[MaybeText]
    date: Mapped[MaybeText]
    members: Mapped[Number]
    spoke: Mapped[Number]  # members who spoke or took part
    messages: Mapped[Number]
