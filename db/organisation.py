"""Tables of the organisation: branches in one tree, and the staff in them."""

from sqlalchemy import Index
from sqlalchemy.orm import Mapped

from db.base import Base, MaybeText, Number, Synced, Words


class Branch(Synced, Base):
    """An outlet, sub-branch, branch or head office; `path` is the department path of the address book."""

    __tablename__ = "branch"

    name: Mapped[Words]
    path: Mapped[Words]
    parent: Mapped[MaybeText]
    kind: Mapped[Words]  # head_office, branch, sub_branch, department
    code: Mapped[Words]
    bank: Mapped[Words]
    name_en: Mapped[Words]
    address: Mapped[Words]
    phone: Mapped[Words]
    hours: Mapped[Words]


class Staff(Synced, Base):
    """A member of staff; `account` is the key in every file."""

    __tablename__ = "staff"
    __table_args__ = (Index("ix_staff_account", "account"),)

    account: Mapped[Words]
    name: Mapped[Words]
    alias: Mapped[Words]
    position: Mapped[Words]
    departments: Mapped[Words]  # paths joined by ；
    branch: Mapped[MaybeText]
    role: Mapped[Words]
    gender: Mapped[Number]  # 0 unknown, 1 male, 2 female
    phone: Mapped[Words]
    landline: Mapped[Words]
    email: Mapped[Words]
    work_email: Mapped[Words]
    address: Mapped[Words]
    channels_account: Mapped[Words]  # 视频号
    activation: Mapped[Words]
    disabled: Mapped[Words]
    plugin: Mapped[Words]
    persona: Mapped[Words]  # the line on card and poster
    certificate: Mapped[Words]
    photo: Mapped[Words]
    left_at: Mapped[MaybeText]
