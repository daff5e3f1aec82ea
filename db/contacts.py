"""Tables of contacts: the people, their tags, what happened with them and what comes next."""

from sqlalchemy import Index, Integer, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, MaybeNumber, MaybeText, Number, Synced, Words
from db.values import WHOLE_PHONE

HASHED = "phone_hash <> ''"
KNOWN_OUTSIDE = "external_user <> ''"
KNOWN_EVERYWHERE = "union_id <> ''"
LINKED = "person IS NOT NULL"
WATCHED = "recheck_on IS NOT NULL"


class Contact(Synced, Base):
    """A WeCom external contact of one member of staff (`owner`, a staff id)."""

    __tablename__ = "contact"
    __table_args__ = (
        Index("ix_contact_phone", "phone", sqlite_where=text(WHOLE_PHONE), postgresql_where=text(WHOLE_PHONE)),
        Index("ix_contact_owner", "owner"),
        Index("ix_contact_phone_hash", "phone_hash", sqlite_where=text(HASHED), postgresql_where=text(HASHED)),
        Index(
            "ix_contact_external_user",
            "external_user",
            sqlite_where=text(KNOWN_OUTSIDE),
            postgresql_where=text(KNOWN_OUTSIDE),
        ),
        Index(
            "ix_contact_union_id",
            "union_id",
            sqlite_where=text(KNOWN_EVERYWHERE),
            postgresql_where=text(KNOWN_EVERYWHERE),
        ),
    )

    name: Mapped[Words]
    remark: Mapped[Words]
    description: Mapped[Words]
    owner: Mapped[MaybeText]
    owner_name: Mapped[Words]
    owner_account: Mapped[Words]
    owner_departments: Mapped[Words]
    branch: Mapped[MaybeText]
    person: Mapped[MaybeText]
    added_at: Mapped[MaybeText]
    add_way: Mapped[MaybeNumber]
    source: Mapped[Words]  # 来源 as the file says it
    channel: Mapped[Words]
    state: Mapped[Words]  # of the contact way
    placement: Mapped[MaybeText]
    phone: Mapped[Words]  # digits, or as written when it is not a mobile number
    phone_hash: Mapped[Words]  # at head office: keyed hash of the number that the branch keeps
    company: Mapped[Words]
    email: Mapped[Words]
    address: Mapped[Words]
    position: Mapped[Words]
    telephone: Mapped[Words]
    gender: Mapped[Number]
    birthday: Mapped[MaybeText]
    validity: Mapped[Words]  # valid, or not_customer, managed_elsewhere, not_first, out_of_region, not_real_name
    do_not_disturb: Mapped[Number]
    status: Mapped[Words]  # "" active, lost, suspected_lost, recalled
    status_at: Mapped[MaybeText]
    stage_manual: Mapped[Words]  # "" derived; else the stage set by hand
    stage_reason: Mapped[Words]
    stage_by: Mapped[MaybeText]
    stage_at: Mapped[MaybeText]
    stage_until: Mapped[MaybeText]  # day on which the stage set by hand ends, None never
    lifecycle_manual: Mapped[Words]  # the same of the lifecycle
    lifecycle_reason: Mapped[Words]
    lifecycle_by: Mapped[MaybeText]
    lifecycle_at: Mapped[MaybeText]
    lifecycle_until: Mapped[MaybeText]
    imported: Mapped[Words]  # JSON of columns that no field knows
    external_user: Mapped[Words]  # WeCom's external user id, where a file has it
    union_id: Mapped[Words]  # the open platform's union id, where a file has it


class ContactState(Base):
    """Derived, local: what lists sort and filter by; recomputed from what an operation touched.

    `number` is the local row number: the compact id of lists, and the rowid of the search index.
    """

    __tablename__ = "contact_state"
    __table_args__ = (
        Index("ix_contact_state_contact", "contact", unique=True),
        Index("ix_contact_state_owner", "owner", "next_at"),
        Index("ix_contact_state_person", "person", sqlite_where=text(LINKED), postgresql_where=text(LINKED)),
        Index("ix_contact_state_recheck_on", "recheck_on", sqlite_where=text(WATCHED), postgresql_where=text(WATCHED)),
    )

    number: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    contact: Mapped[str] = mapped_column(Text)
    owner: Mapped[MaybeText]
    sort_key: Mapped[Words]  # pinyin of the name
    stage: Mapped[Words]  # aware, interest, purchase, loyal
    stage_at: Mapped[MaybeText]
    status: Mapped[Words]  # active, dormant, lost, suspected_lost, recalled
    tags: Mapped[Number]
    interactions: Mapped[Number]
    last_at: Mapped[MaybeText]
    next_at: Mapped[MaybeText]
    next_title: Mapped[Words]
    person: Mapped[MaybeText]  # the smallest id of the contacts that are one person; None while it is the only one
    lifecycle: Mapped[Words]  # acquired, activated, retained, converted, referring
    lifecycle_at: Mapped[MaybeText]
    stage_event: Mapped[MaybeText]  # the interaction that brought it to the stage
    lifecycle_event: Mapped[MaybeText]  # the one that brought it to the lifecycle
    recheck_on: Mapped[MaybeText]  # day on which time alone may move the stage


class Person(Synced, Base):
    """The same human being behind several contacts (One ID); `root` is the smallest id of the link."""

    __tablename__ = "person"

    name: Mapped[Words]
    root: Mapped[MaybeText]


class TagGroup(Synced, Base):
    """A group of tags; HQ's are locked."""

    __tablename__ = "tag_group"

    name: Mapped[Words]
    locked: Mapped[Number]
    position: Mapped[Number]


class Tag(Synced, Base):
    """A tag of one group."""

    __tablename__ = "tag"
    __table_args__ = (Index("ix_tag_tag_group", "tag_group"),)

    tag_group: Mapped[MaybeText]
    name: Mapped[Words]
    locked: Mapped[Number]
    position: Mapped[Number]
    retired: Mapped[Number]


class ContactTag(Synced, Base):
    """A tag on a contact; taking it off sets `present` to 0."""

    __tablename__ = "contact_tag"
    __table_args__ = (Index("ix_contact_tag_contact", "contact"), Index("ix_contact_tag_tag", "tag"))

    contact: Mapped[MaybeText]
    tag: Mapped[MaybeText]
    present: Mapped[Number]


class Interaction(Synced, Base):
    """One event of the timeline.

    `kind`: added, copied, sent, replied, call, chat, visit, queue_talk, purchase, maturity, referral, activity,
    group_joined, group_left, stage, owner, lost, recalled, follow_up (suspected_lost only where it is told).
    """

    __tablename__ = "interaction"
    __table_args__ = (Index("ix_interaction_contact", "contact", "at"),)

    contact: Mapped[MaybeText]
    kind: Mapped[Words]
    at: Mapped[MaybeText]
    staff: Mapped[MaybeText]
    branch: Mapped[MaybeText]
    text: Mapped[Words]
    source: Mapped[MaybeText]  # id of the task, activity run, group … it came from


class FollowUp(Synced, Base):
    """The next step agreed with a contact."""

    __tablename__ = "follow_up"
    __table_args__ = (Index("ix_follow_up_contact", "contact"), Index("ix_follow_up_staff", "staff", "due_at"))

    contact: Mapped[MaybeText]
    staff: Mapped[MaybeText]
    due_at: Mapped[MaybeText]
    title: Mapped[Words]
    note: Mapped[Words]
    done_at: Mapped[MaybeText]
    result: Mapped[Words]


class Consent(Synced, Base):
    """What a contact agreed to, when, before whom; withdrawn when `withdrawn_at` is set."""

    __tablename__ = "consent"
    __table_args__ = (Index("ix_consent_contact", "contact"),)

    contact: Mapped[MaybeText]
    basis: Mapped[Words]
    purposes: Mapped[Words]
    channels: Mapped[Words]
    notice: Mapped[Words]  # version of the notice that was shown
    given_at: Mapped[MaybeText]
    staff: Mapped[MaybeText]
    withdrawn_at: Mapped[MaybeText]


class Tally(Synced, Base):
    """People spoken to who left no number: a count, nothing about the person."""

    __tablename__ = "tally"
    __table_args__ = (Index("ix_tally_branch", "branch", "date"),)

    branch: Mapped[MaybeText]
    staff: Mapped[MaybeText]
    date: Mapped[MaybeText]
    at: Mapped[MaybeText]
    channel: Mapped[Words]
    count: Mapped[Number]


class ContactValue(Synced, Base):
    """The value of a field of head office's own on a contact; `field` is the key in the document of own fields."""

    __tablename__ = "contact_value"
    __table_args__ = (Index("ix_contact_value_contact", "contact"), Index("ix_contact_value_field", "field", "value"))

    contact: Mapped[MaybeText]
    field: Mapped[Words]
    value: Mapped[Words]


class LinkDecision(Synced, Base):
    """What was decided about two contacts that may be one person; `a` is the smaller id."""

    __tablename__ = "link_decision"
    __table_args__ = (Index("ix_link_decision_pair", "a", "b"), Index("ix_link_decision_b", "b"))

    a: Mapped[MaybeText]
    b: Mapped[MaybeText]
    verdict: Mapped[Words]  # same, different, merged, both_serve
    owner: Mapped[MaybeText]  # staff whose customer the person is, where that was decided
    rule: Mapped[Words]  # first_add, most_contact; "" by hand
    at: Mapped[MaybeText]
    by: Mapped[MaybeText]


class Transfer(Synced, Base):
    """A contact handed from one member of staff to another: planned in the list, carried out in WeCom, noted here.

    What a manager proposes the lead agrees to, or not, before it is on the list.
    """

    __tablename__ = "transfer"
    __table_args__ = (Index("ix_transfer_contact", "contact"),)

    contact: Mapped[MaybeText]
    from_staff: Mapped[MaybeText]
    to_staff: Mapped[MaybeText]
    reason: Mapped[Words]  # left, in_post
    state: Mapped[Words]  # proposed, planned, declined, done, refused, withdrawn
    planned_at: Mapped[MaybeText]
    done_at: Mapped[MaybeText]
    by: Mapped[MaybeText]  # who planned or proposed it
    decided_by: Mapped[MaybeText]  # the lead who agreed to what was proposed, or declined
    decided_at: Mapped[MaybeText]


class Erasure(Synced, Base):
    """The ledger of what customers had erased: it wins over everything and is never undone."""

    __tablename__ = "erasure"
    __table_args__ = (Index("ix_erasure_row", "entity", "row"),)

    entity: Mapped[Words]
    row: Mapped[Words]
    at: Mapped[MaybeText]
    by: Mapped[MaybeText]
    reason: Mapped[Words]
