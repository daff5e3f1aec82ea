"""Tables of the day's list: templates, their steps, and the tasks made from them."""

from sqlalchemy import Index, text
from sqlalchemy.orm import Mapped

from db.base import Base, MaybeText, Number, Synced, Words

ABOUT = "contact IS NOT NULL"


class SopTemplate(Synced, Base):
    """A piece of standard work; HQ's are locked and versioned."""

    __tablename__ = "sop_template"

    key: Mapped[Words]
    title: Mapped[Words]
    kind: Mapped[Words]  # daily, weekly, programme …
    version: Mapped[Number]
    locked: Mapped[Number]
    retired: Mapped[Number]  # rests in every branch that has made no choice of its own
    audience: Mapped[Words]  # JSON: roles, persona
    trigger: Mapped[Words]  # JSON: workdays, weekdays, day offsets


class SopStep(Synced, Base):
    """One step of a template: when, who, for whom, with which words."""

    __tablename__ = "sop_step"
    __table_args__ = (Index("ix_sop_step_template", "template"),)

    template: Mapped[MaybeText]
    key: Mapped[Words]
    position: Mapped[Number]
    title: Mapped[Words]
    kind: Mapped[Words]  # lobby, contact, group, activity, moments
    target: Mapped[Words]  # branch, group, contact
    filter: Mapped[Words]  # JSON: which contacts or groups
    time: Mapped[Words]  # HH:MM
    until: Mapped[Words]  # HH:MM
    day: Mapped[Number]  # offset of a programme
    must: Mapped[Number]
    expected: Mapped[Number]
    script: Mapped[MaybeText]
    material: Mapped[Words]
    hint: Mapped[Words]


class SopShift(Synced, Base):
    """The time at which a branch does a step of head office, where it is not the one the step says."""

    __tablename__ = "sop_shift"

    branch: Mapped[MaybeText]
    step: Mapped[MaybeText]
    time: Mapped[Words]  # HH:MM
    until: Mapped[Words]  # HH:MM


class SopChoice(Synced, Base):
    """Whether a branch does a template, where that is not what the template says for all."""

    __tablename__ = "sop_choice"

    branch: Mapped[MaybeText]
    template: Mapped[MaybeText]
    taken_up: Mapped[Number]


class Task(Synced, Base):
    """One step for one person, day and target. Copied is not done."""

    __tablename__ = "task"
    __table_args__ = (
        Index("ix_task_staff", "staff", "date"),
        Index("ix_task_date", "date"),
        Index("ix_task_contact", "contact", sqlite_where=text(ABOUT), postgresql_where=text(ABOUT)),
    )

    template: Mapped[MaybeText]
    step: Mapped[MaybeText]
    version: Mapped[Number]
    date: Mapped[MaybeText]
    staff: Mapped[MaybeText]
    branch: Mapped[MaybeText]
    contact: Mapped[MaybeText]
    group: Mapped[MaybeText]
    title: Mapped[Words]
    kind: Mapped[Words]
    must: Mapped[Number]
    script: Mapped[MaybeText]
    due_at: Mapped[MaybeText]
    until_at: Mapped[MaybeText]
    copied_at: Mapped[MaybeText]
    sent_at: Mapped[MaybeText]
    done_at: Mapped[MaybeText]
    skipped_at: Mapped[MaybeText]
    skip_reason: Mapped[Words]
    postponed_to: Mapped[MaybeText]
    count: Mapped[Number]
    done_by: Mapped[MaybeText]


class Absence(Synced, Base):
    """Days on which a member of staff is away, first and last included, and who stands in."""

    __tablename__ = "absence"
    __table_args__ = (Index("ix_absence_staff", "staff", "starts_on"),)

    staff: Mapped[MaybeText]
    starts_on: Mapped[MaybeText]
    ends_on: Mapped[MaybeText]
    kind: Mapped[Words]  # leave, training, duty elsewhere
    substitute: Mapped[MaybeText]
    note: Mapped[Words]
