"""Tables of printed pieces: the codes, where they stand, what was printed."""

from sqlalchemy import Index
from sqlalchemy.orm import Mapped

from db.base import Base, MaybeText, Number, Synced, Words


class ContactWay(Synced, Base):
    """A "contact me" code of one member of staff; `content` is the text in the QR, `state` comes back with the add."""

    __tablename__ = "contact_way"
    __table_args__ = (Index("ix_contact_way_staff", "staff"),)

    staff: Mapped[MaybeText]
    branch: Mapped[MaybeText]
    kind: Mapped[Words]  # as classified by desktop.posters.qr
    content: Mapped[Words]
    state: Mapped[Words]
    label: Mapped[Words]
    material: Mapped[Words]  # table_card, poster …; see desktop.posters.ways.MATERIALS
    valid_until: Mapped[MaybeText]
    reserve: Mapped[Number]  # unused error correction of the supplied picture, per cent


class Placement(Synced, Base):
    """The one place a printed code stands: counter 3, queue machine, a company's canteen."""

    __tablename__ = "placement"
    __table_args__ = (Index("ix_placement_branch", "branch"),)

    branch: Mapped[MaybeText]
    name: Mapped[Words]
    channel: Mapped[Words]
    material: Mapped[Words]
    state: Mapped[Words]
    contact_way: Mapped[MaybeText]


class PosterTemplate(Synced, Base):
    """A template that came in a pack; the built-in ones are in resources."""

    __tablename__ = "poster_template"

    key: Mapped[Words]
    version: Mapped[Words]
    title: Mapped[Words]
    format: Mapped[Words]
    content: Mapped[Words]


class PosterPrint(Synced, Base):
    """A piece that left the program: who, when, which version, where it stands, what the scan proof said."""

    __tablename__ = "poster_print"
    __table_args__ = (Index("ix_poster_print_staff", "staff"),)

    template: Mapped[Words]
    version: Mapped[Words]
    theme: Mapped[Words]
    staff: Mapped[MaybeText]
    branch: Mapped[MaybeText]
    placement: Mapped[MaybeText]
    contact_way: Mapped[MaybeText]
    format: Mapped[Words]  # pdf, png, printer
    made_at: Mapped[MaybeText]
    made_by: Mapped[MaybeText]
    review: Mapped[Words]
    valid_until: Mapped[MaybeText]
    proof: Mapped[Words]  # JSON
    copies: Mapped[Number]
