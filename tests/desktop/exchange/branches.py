"""Small branches in memory, lived in through the one write path, for what reports and head office do with them."""

from datetime import datetime

from db.actor import Actor, Role
from db.engine import Store
from db.ids import derived_id
from db.operation import Change, record
from db.stamp import FixedClock
from desktop.store import open_memory_store

FRIDAY = datetime(2026, 11, 20, 10, 42)
BANK = "江海银行/江北分行"
ANALYST = Actor("", Role.ANALYST, "")
SECRETS = (
    "13812344821",
    "备注里的话",
    "家住江海路",
    "0000-88123456",
    "赵小琳",
    "想买三年期",
    "约她周五来",
    "secret@example.com",
)
"""What must never stand in clear in a file that leaves the branch."""


def lead_of(name: str) -> Actor:
    return Actor(derived_id("staff", f"lead-{name}"), Role.LEAD, derived_id("branch", f"{BANK}/{name}"))


def branch_changes(name: str) -> list[Change]:
    """江北分行, the branch below it and its lead."""
    lead, above = lead_of(name), derived_id("branch", BANK)
    return [
        Change("branch", above, {"name": "江北分行", "path": BANK, "kind": "branch", "bank": "江海银行"}),
        Change("branch", lead.branch, {
            "name": name, "path": f"{BANK}/{name}", "kind": "sub_branch", "bank": "江海银行", "parent": above,
        }),
        Change("staff", lead.staff, {
            "account": f"lead-{name}", "name": "王敏", "branch": lead.branch, "role": "lead", "phone": "13900001111",
        }),
    ]  # fmt: skip


def contact_changes(name: str, number: int) -> list[Change]:
    """A contact with a tag, talks, a next step and a consent; every third one was added this week."""
    lead = lead_of(name)
    id_ = derived_id("contact", name, str(number))
    day = "2026-11-17" if number % 3 == 0 else "2026-10-05"
    fields = {
        "name": "赵小琳" if number == 0 else f"=1+{number}" if number == 1 else f"客户{number}", "owner": lead.staff,
        "owner_name": "王敏", "branch": lead.branch, "added_at": f"{day} 09:00:00", "phone": "13812344821",
        "remark": "备注里的话", "address": "家住江海路", "telephone": "0000-88123456", "channel": "lobby",
        "email": "secret@example.com", "source": "扫一扫",
    }  # fmt: skip
    talk = {"contact": id_, "kind": "chat", "at": "2026-11-18 10:00:00", "staff": lead.staff, "text": "想买三年期"}
    step = {"contact": id_, "staff": lead.staff, "due_at": "2026-11-19 10:00:00", "title": "约她周五来"}
    tag = derived_id("tag", "意向", "存款")
    return [
        Change("contact", id_, fields),
        Change("contact_tag", derived_id("contact_tag", id_, tag), {"contact": id_, "tag": tag, "present": 1}),
        Change("interaction", derived_id("talk", id_), talk),
        Change(
            "follow_up", derived_id("step", id_), {**step, "done_at": "2026-11-19 09:00:00" if number % 2 else None}
        ),
    ]


def other_changes(name: str) -> list[Change]:
    """The tag, a group with a day, two tasks, a printed piece."""
    lead = lead_of(name)
    group, tag_group = derived_id("group", name), derived_id("tag_group", "意向")
    day = {"group": group, "date": "2026-11-18", "members": 100, "spoke": 30}
    task = {"date": "2026-11-18", "staff": lead.staff, "branch": lead.branch, "title": "台卡到位检查"}
    return [
        Change("tag_group", tag_group, {"name": "意向"}),
        Change("tag", derived_id("tag", "意向", "存款"), {"name": "存款", "tag_group": tag_group}),
        Change("group", group, {"name": "+理财群", "branch": lead.branch, "owner_name": "王敏", "members": 100}),
        Change("group_day", derived_id("day", name), day),
        Change("task", derived_id("task", name, "1"), {**task, "done_at": "2026-11-18 09:30:00"}),
        Change("task", derived_id("task", name, "2"), {
            **task, "skipped_at": "2026-11-18 09:30:00", "skip_reason": "away",
        }),
        Change("poster_print", derived_id("print", name), {"template": "poster-a4", "staff": lead.staff, "copies": 2}),
    ]  # fmt: skip


def live_in(store: Store, name: str, contacts: int) -> Actor:
    """Fill a store with a branch of that name; returns its lead."""
    lead = lead_of(name)
    people = [change for number in range(contacts) for change in contact_changes(name, number)]
    changes = [*branch_changes(name), *other_changes(name), *people]
    store.write(lambda session: record(session, lead, changes))
    return lead


def open_branch(name: str, contacts: int = 6) -> tuple[Store, Actor]:
    """A branch in memory and its lead."""
    store = open_memory_store(FixedClock(FRIDAY))
    return store, live_in(store, name, contacts)
