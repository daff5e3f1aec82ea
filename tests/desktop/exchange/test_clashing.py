"""A field that head office and the branch have both set: seen before the pack is taken, chosen, and given back."""

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import text

from db.actor import Actor, Role
from db.doctor import verify
from db.engine import Store
from db.ids import derived_id
from db.operation import Change, record
from db.projection import Place
from desktop.errors import PermissionDenied
from desktop.exchange import clashing, conflicts, incoming, pack
from desktop.exchange.clashing import OURS, THEIRS
from desktop.exchange.incoming import Incoming
from desktop.exchange.worker import Reader
from desktop.undo import undo
from tests.desktop.exchange.branches import ANALYST, lead_of

LEAD = lead_of("城东支行")
SCRIPT = derived_id("script", "HX-90")
PLACE = Place("script", SCRIPT, "text")


def say(store: Store, words: str) -> None:
    store.write(lambda session: record(session, LEAD, [Change("script", SCRIPT, {"text": words})]))


def said(store: Store) -> str:
    with store.session() as session:
        assert verify(session) == []
        return str(session.execute(text("SELECT text FROM script")).scalar())


@pytest.fixture
def send(hq: Store, tmp_path: Path, reader: Reader) -> Callable[[str], Incoming]:
    def send(words: str) -> Incoming:
        change = Change("script", SCRIPT, {"key": "HX-90", "title": "问候", "text": words})
        hq.write(lambda session: record(session, ANALYST, [change]))
        return incoming.read(pack.build(hq, ANALYST, tmp_path).file, reader)

    return send


@pytest.fixture
def both(branch, send: Callable[[str], Incoming]) -> tuple[Store, Incoming]:
    """The branch has changed what head office sent, and so has head office."""
    store, _ = branch
    first = send("您好")
    store.write(lambda session: incoming.take(session, LEAD, first, compared=True))
    say(store, "本网点的话")
    return store, send("总行的新话")


def test_it_is_seen_before_anything_is_changed(both):
    store, sent = both
    with store.session() as session:
        (one,) = incoming.look(session, LEAD, sent).clashing
    assert (one.place, one.topic, one.title, one.field) == (PLACE, "话术", "问候", "内容")
    assert (one.ours, one.theirs) == ("本网点的话", "总行的新话")
    assert said(store) == "本网点的话"


@pytest.mark.parametrize(("whose", "stays"), [(OURS, "本网点的话"), (THEIRS, "总行的新话")])
def test_the_choice_stands_is_listed_no_more_and_is_given_back(both, whose: str, stays: str):
    store, sent = both
    done = store.write(lambda session: incoming.take(session, LEAD, sent, choices={PLACE: whose}))
    assert said(store) == stays
    with store.session() as session:
        assert conflicts.open_count(session) == 0
    store.write(lambda session: undo(session, LEAD, done.batch))
    assert said(store) == "本网点的话"


def test_without_a_choice_the_rule_decides_and_it_stays_listed(both):
    store, sent = both
    with store.session() as session:
        (one,) = incoming.look(session, LEAD, sent).clashing
    store.write(lambda session: incoming.take(session, LEAD, sent))
    assert said(store) == {OURS: one.ours, THEIRS: one.theirs}[one.wins]
    with store.session() as session:
        (open_,) = conflicts.disputes(session, LEAD)
    assert {side.value: (side.head_office, side.ours) for side in (open_.winner, open_.loser)} == {
        "总行的新话": (True, False), "本网点的话": (False, True),
    }  # fmt: skip


def test_what_head_office_has_seen_is_no_dispute(branch, send):
    store, _ = branch
    store.write(lambda session: incoming.take(session, LEAD, send("您好"), compared=True))
    with store.session() as session:
        assert incoming.look(session, LEAD, send("您好，又一句")).clashing == []
        assert clashing.clashing(session, []) == []


def test_only_who_decides_chooses(both):
    store, sent = both
    teller = Actor("t", Role.TELLER, LEAD.branch)
    with pytest.raises(PermissionDenied):
        store.write(lambda session: incoming.take(session, teller, sent, choices={PLACE: OURS}))
    assert said(store) == "本网点的话"
