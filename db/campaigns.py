"""Tables of acquisition campaigns. Money is integer fen."""

from sqlalchemy import Index
from sqlalchemy.orm import Mapped

from db.base import Base, MaybeText, Number, Synced, Words


class Campaign(Synced, Base):
    """An acquisition campaign with its window and second metric."""

    __tablename__ = "campaign"

    name: Mapped[Words]
    goal: Mapped[Words]
    starts_on: Mapped[MaybeText]
    ends_on: Mapped[MaybeText]
    rules: Mapped[Words]  # JSON


class Prize(Synced, Base):
    """A prize of a campaign's pool: `fen` each, `count` of them."""

    __tablename__ = "prize"

    campaign: Mapped[MaybeText]
    name: Mapped[Words]
    fen: Mapped[Number]
    count: Mapped[Number]


class Draw(Synced, Base):
    """A prize drawn by a contact."""

    __tablename__ = "draw"
    __table_args__ = (Index("ix_draw_campaign", "campaign"),)

    campaign: Mapped[MaybeText]
    prize: Mapped[MaybeText]
    contact: Mapped[MaybeText]
    at: Mapped[MaybeText]
    paid_at: Mapped[MaybeText]


class WhitelistEntry(Synced, Base):
    """A customer that a campaign is open to, with the branch that manages them; the phone only as keyed hash."""

    __tablename__ = "whitelist_entry"
    __table_args__ = (Index("ix_whitelist_entry_phone_hash", "phone_hash"),)

    campaign: Mapped[MaybeText]
    phone_hash: Mapped[Words]
    branch: Mapped[MaybeText]
    staff: Mapped[MaybeText]
