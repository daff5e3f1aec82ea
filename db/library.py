"""Tables of the library: activities, scripts, products, materials, and the documents of head office."""

from sqlalchemy import Index
from sqlalchemy.orm import Mapped

from db.base import Base, MaybeText, Number, Synced, Words


class Activity(Synced, Base):
    """A group game or event that a manager picks from the library."""

    __tablename__ = "activity"

    key: Mapped[Words]
    title: Mapped[Words]
    kind: Mapped[Words]
    version: Mapped[Number]
    locked: Mapped[Number]
    minutes: Mapped[Number]
    content: Mapped[Words]  # TOML as of a file in resources/activities, with one activity
    branch: Mapped[MaybeText]  # whose own it is; NULL for head office's
    recommended_at: Mapped[MaybeText]  # since when the branch commends it to head office
    recommendation: Mapped[Words]  # what came of it


class ActivityRun(Synced, Base):
    """An activity carried out in a group."""

    __tablename__ = "activity_run"
    __table_args__ = (Index("ix_activity_run_group", "group"),)

    activity: Mapped[MaybeText]
    group: Mapped[MaybeText]
    staff: Mapped[MaybeText]
    started_at: Mapped[MaybeText]
    ended_at: Mapped[MaybeText]
    participants: Mapped[Number]
    result: Mapped[Words]  # JSON


class Script(Synced, Base):
    """Words to say or send, with {variables}."""

    __tablename__ = "script"

    key: Mapped[Words]
    title: Mapped[Words]
    kind: Mapped[Words]
    text: Mapped[Words]
    version: Mapped[Number]
    locked: Mapped[Number]
    alternative_to: Mapped[MaybeText]
    product: Mapped[MaybeText]  # it is said only while this one is sold
    material: Mapped[MaybeText]  # the picture that goes with it
    note: Mapped[Words]  # why words that the rules ask about are right here
    branch: Mapped[MaybeText]  # whose own it is; NULL for head office's
    recommended_at: Mapped[MaybeText]  # since when the branch commends it to head office
    recommendation: Mapped[Words]  # what came of it


class ScriptUse(Synced, Base):
    """A script or a material that was copied by hand, outside the day's tasks."""

    __tablename__ = "script_use"
    __table_args__ = (Index("ix_script_use_script", "script"),)

    script: Mapped[MaybeText]
    material: Mapped[MaybeText]
    staff: Mapped[MaybeText]
    branch: Mapped[MaybeText]
    group: Mapped[MaybeText]
    at: Mapped[MaybeText]


class Product(Synced, Base):
    """A product with its window in the calendar."""

    __tablename__ = "product"

    name: Mapped[Words]
    kind: Mapped[Words]
    starts_on: Mapped[MaybeText]
    ends_on: Mapped[MaybeText]
    text: Mapped[Words]
    branch: Mapped[MaybeText]  # whose own it is; NULL for head office's


class Material(Synced, Base):
    """A picture that goes with a script, a step or a product."""

    __tablename__ = "material"

    key: Mapped[Words]
    title: Mapped[Words]
    kind: Mapped[Words]
    product: Mapped[MaybeText]
    valid_until: Mapped[MaybeText]
    content: Mapped[Words]  # base64 of a PNG or JPEG
    locked: Mapped[Number]
    branch: Mapped[MaybeText]  # whose own it is; NULL for head office's


class Document(Synced, Base):
    """A rule or table that head office sends whole: holidays, wording, field policy, stages, tag rules, own fields.

    `kind` names the reader, `key` tells several of a kind apart, `content` is the TOML that the reader checks.
    """

    __tablename__ = "document"
    __table_args__ = (Index("ix_document_kind", "kind"),)

    kind: Mapped[Words]
    key: Mapped[Words]
    title: Mapped[Words]
    version: Mapped[Words]
    content: Mapped[Words]
    locked: Mapped[Number]
