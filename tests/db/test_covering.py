"""Who was erased is covered where the rows of others mention them: on every replica, in any order of files."""

import itertools
import json

import pytest
from sqlalchemy import text

from db import covering, merging
from db.covering import Spot
from db.doctor import rebuild, verify
from db.ids import derived_id
from db.operation import Change, undo
from tests.db.test_erasing import content, everything, operations, put, take

NAME, REMARK, PHONE = "赵小琳", "赵姐理财", "13812344821"
COVERED, NUMBER = "＊" * len(NAME), "＊" * len(PHONE)
ODD = 'A"\\琳'


def erase(store, row="c"):
    return put(store, Change("erasure", derived_id("erasure", "contact", row), {"entity": "contact", "row": row}))


def result(*names, **more):
    won = [[name, at] for at, name in enumerate(names)]
    made = {"title": "猜灯谜", "paused_at": "", "rounds": [{"winner": names[0]}], "draws": [{"won": won}], **more}
    return json.dumps(made, ensure_ascii=False)


def live(store):
    """A customer with a name, a remark and a number, and a friend; what mentions them comes in `mention`."""
    put(
        store,
        Change("contact", "c", {"name": NAME, "remark": REMARK, "phone": PHONE}),
        Change("contact", "d", {"name": "钱多多"}),
    )


def mention(store):
    put(
        store,
        Change("activity_run", "run", {"participants": 2, "result": result(NAME, "钱多多", REMARK)}),
        Change("interaction", "i", {"contact": "d", "text": f"同{NAME}一起来，她电话{PHONE}"}),
        Change("follow_up", "f", {"contact": "d", "title": "回访", "note": f"{NAME}介绍，{REMARK}好"}),
    )
    put(store, Change("activity_run", "run", {"participants": 3}))


def row(store, entity, id_, field):
    with store.session() as session:
        return session.execute(text(f'SELECT "{field}" FROM {entity} WHERE id = :id'), {"id": id_}).scalar()


def nothing_left(store):
    said = everything(store)
    return not [one for one in (NAME, f'"{REMARK}', PHONE, "小琳") if one in said]


def test_winners_and_notes_lose_the_name_and_keep_all_else(store):
    live(store)
    mention(store)
    erase(store)
    assert nothing_left(store)
    kept = json.loads(row(store, "activity_run", "run", "result"))
    names = [name for name, _ in kept["draws"][0]["won"]]
    assert (len(set(names)), names[1], kept["title"]) == (3, "钱多多", "猜灯谜")
    assert kept["rounds"][0]["winner"] == names[0]
    assert names[0].startswith("＊")
    assert row(store, "activity_run", "run", "participants") == 3
    assert row(store, "interaction", "i", "text") == f"同{COVERED}一起来，她电话{NUMBER}"
    before = content(store)
    store.write(rebuild)
    assert content(store) == before


def test_the_ledger_never_says_the_name(store):
    live(store)
    mention(store)
    erase(store)
    ledger = [one.fields["row"] for one in operations(store) if one.fields.get("entity") == covering.MENTION]
    assert len(ledger) == 5
    assert all(covering.PLACE.fullmatch(str(place)) for place in ledger)
    assert REMARK in row(store, "follow_up", "f", "note")


def test_files_in_any_order_come_to_the_same(make_store, clock):
    """Also where the name was never known, or came after the mention, or the mention after everything."""
    here, there = make_store(), make_store()
    live(here)
    people = operations(here)
    take(there, people)
    clock.advance(minutes=1)
    mention(there)
    late = [one for one in operations(there) if one not in people]
    clock.advance(minutes=1)
    erase(here)
    ledger = [one for one in operations(here) if one.entity == "erasure"]
    take(there, operations(here))  # knows both, and says where
    places = [one for one in operations(there) if one.entity == "erasure" and one not in ledger]
    assert len(places) == 5
    take(here, operations(there))
    for order in itertools.permutations([people, late, ledger, places]):
        third = make_store()
        for file in order:
            take(third, file)
        assert content(third) == content(here) == content(there)
        assert take(third, [*people, *late]).applied == 0
        assert nothing_left(third)


def test_two_that_find_it_apart_enter_the_same_place(make_store):
    here, there = make_store(), make_store()
    live(here)
    mention(here)
    take(there, operations(here))
    for store in (here, there):
        erase(store)
    assert content(here) == content(there)
    take(here, operations(there))
    take(there, operations(here))
    assert content(here) == content(there)
    with here.session() as session:
        assert session.execute(text("SELECT count(*) FROM conflict")).scalar() == 0


def test_two_names_that_overlap_erased_on_two_pcs_leave_the_same_everywhere(make_store, clock):
    """Who covered the one does not find the other any more: the ledger says where it stood."""
    here, there = make_store(), make_store()
    put(here, Change("contact", "a", {"name": "赵小琳"}), Change("contact", "b", {"name": "小琳琳"}),
        Change("contact", "c", {"name": "赵小琳琳"}), Change("contact", "d", {"name": "钱多多"}))  # fmt: skip
    people = operations(here)
    put(here, Change("interaction", "i", {"contact": "d", "text": "赵小琳琳来了，赵小琳"}),
        Change("contact", "d", {"remark": "同小琳琳"}))  # fmt: skip
    take(there, operations(here))
    all_clear = operations(here)
    clock.advance(minutes=1)
    for gone in ("c", "a"):
        erase(here, gone)
    for gone in ("c", "b"):
        erase(there, gone)
    mine, theirs = operations(here), operations(there)
    assert row(here, "interaction", "i", "text") != row(there, "interaction", "i", "text")
    for _ in range(3):
        take(here, operations(there))
        take(there, operations(here))
    assert row(here, "interaction", "i", "text") == "＊＊＊＊来了，＊＊＊"
    for order in itertools.permutations([people, all_clear, mine, theirs]):
        third = make_store()
        for file in order:
            take(third, file)
        for _ in range(3):
            take(here, operations(third))
            take(third, operations(here))
        take(there, operations(here))
        assert len({content(one) for one in (third, here, there)}) == 1
        assert row(third, "interaction", "i", "text") == "＊＊＊＊来了，＊＊＊"


def test_a_text_that_was_covered_as_it_was_written_loses_later_names_and_nothing_else(make_store, clock):
    """The smallest of a random history: one of two names was gone before the text came, the other went afterwards."""
    here, there = make_store(), make_store()
    put(here, Change("contact", "a", {"name": "赵小琳"}), Change("contact", "b", {"name": "琳大力"}),
        Change("interaction", "i", {"contact": "d", "text": "赵小琳来了"}))  # fmt: skip
    people = operations(here)
    erase(here, "a")
    put(here, Change("interaction", "i", {"text": "赵小琳大力好，琳大力＊赵小"}))
    assert row(here, "interaction", "i", "text") == "＊＊＊大力好，琳大力＊赵小"
    take(there, people)
    clock.advance(minutes=1)
    erase(there, "b")
    for _ in range(3):
        take(here, operations(there))
        take(there, operations(here))
    assert row(here, "interaction", "i", "text") == "＊＊＊大力好，＊＊＊＊赵小"
    assert content(here) == content(there)


@pytest.fixture
def overlapping(make_store, clock):
    """Of a row the older text mentions one, the newer both of two whose names overlap; each is erased on another PC.

    Who erased the one never saw the newer text. All in clear, and the two ledgers.
    """
    here, there = make_store(), make_store()
    put(here, Change("contact", "a", {"name": "赵小琳"}), Change("contact", "b", {"name": "琳大力"}),
        Change("interaction", "i", {"contact": "d", "text": "琳大力来了"}))  # fmt: skip
    take(there, operations(here))
    put(here, Change("interaction", "i", {"text": "赵小琳大力好"}))
    clear = operations(here)
    clock.advance(minutes=1)
    erase(here, "a")
    erase(there, "b")
    return clear, *([one for one in operations(store) if one.entity == "erasure"] for store in (here, there))


def test_a_name_that_overlaps_one_covered_before_is_found_when_the_clear_text_comes_again(make_store, overlapping):
    """Before that nobody can: a part of the name is left, and the ledger has a digest of the whole."""
    clear, of_a, of_b = overlapping
    late, early = make_store(), make_store()
    for file in (of_a, clear[2:], of_b):  # the texts alone, without a word of who is called what
        take(late, file)
    assert row(late, "interaction", "i", "text") == "＊＊＊大力好"
    for file in (clear[2:], [*of_a, *of_b]):  # heard of both at once: the text is still whole
        take(early, file)
    assert row(early, "interaction", "i", "text") == "＊＊＊＊＊好"
    alone = make_store()
    for file in (of_a, clear[2:], of_b, clear[2:]):
        take(alone, file)
    assert row(alone, "interaction", "i", "text") == "＊＊＊＊＊好"
    for _ in range(2):  # where it was found is told to all
        take(late, operations(early))
        take(alone, operations(late))
        take(early, operations(alone))
    assert len({content(store) for store in (late, early, alone)}) == 1
    assert row(late, "interaction", "i", "text") == "＊＊＊＊＊好"


def test_in_one_file_the_order_of_texts_and_ledgers_is_nothing(make_store, overlapping, monkeypatch):
    """Also when it is so long that it is merged in steps."""
    clear, of_a, of_b = overlapping
    monkeypatch.setattr(merging, "PART", 2)
    for parts in itertools.permutations([of_a, clear[2:], of_b]):
        store = make_store()
        take(store, [one for part in parts for one in part])
        assert row(store, "interaction", "i", "text") == "＊＊＊＊＊好"


def test_what_is_covered_without_a_word_of_the_ledger_is_covered_everywhere(make_store):
    """The PC that erased somebody broke down, and of its last file only a part came: the part says enough."""
    here, there, third = make_store(), make_store(), make_store()
    live(here)
    mention(here)
    put(here, Change("interaction", "j", {"contact": "d", "text": "＊号客户"}))
    for store in (there, third):
        take(store, operations(here))
    clear = content(there)
    erase(here)
    take(there, [one for one in operations(here) if one.row == "j"])
    assert content(there) == clear  # a star that somebody typed covers nobody
    fourth = make_store()
    take(fourth, [one for one in operations(here) if one.entity != "erasure"])
    for store in (there, third):
        take(store, operations(fourth))
        take(fourth, operations(store))
    assert row(third, "interaction", "i", "text") == f"同{COVERED}一起来，她电话{NUMBER}"
    assert row(third, "activity_run", "run", "result") == row(here, "activity_run", "run", "result")
    for _ in range(2):
        for store in (here, there, third):
            take(store, operations(fourth))
            take(fourth, operations(store))
    assert len({content(store) for store in (here, there, third, fourth)}) == 1


def test_of_two_values_of_a_cloned_disk_the_greater_stays_also_when_it_is_covered(make_store):
    """A tie goes to the greater value; covered, it may be the other: tables and log say the same."""
    here, there = make_store(), make_store()
    live(here)
    [one] = [one for one in operations(here) if one.row == "d"]
    twin = one._replace(entity="interaction", row="i", replica="aaaaaaaaaaaa", seq=1, replaced=None)
    for number, said in enumerate((f"{NAME}好", "赵大好")):
        take(here, [twin._replace(fields={"contact": "d", "text": said}, digest=f"{number:032x}")])
    take(there, operations(here))
    erase(here)
    assert content(here)
    take(there, operations(here))
    assert content(there) == content(here)


def test_what_others_are_called_too_stays_theirs(store):
    live(store)
    put(store, Change("contact", "e", {"name": NAME}), Change("staff", "s", {"name": "赵姐理财师"}))
    mention(store)
    erase(store)
    assert row(store, "interaction", "i", "text") == f"同{NAME}一起来，她电话{NUMBER}"
    kept = row(store, "activity_run", "run", "result")
    assert NAME in kept
    assert REMARK not in kept


def test_words_that_anybody_may_write_are_not_taken_for_a_name(store):
    """A remark such as 老客户, and a nickname of two characters, cover nothing but a winner of just that name."""
    put(store, Change("contact", "c", {"name": "平安", "remark": "老客户"}),
        Change("interaction", "i", {"contact": "d", "text": "平安险到期，老客户介绍"}),
        Change("activity_run", "run", {"result": result("平安", "老客户", "平安夜")}))  # fmt: skip
    erase(store)
    assert row(store, "interaction", "i", "text") == "平安险到期，老客户介绍"
    won = json.loads(row(store, "activity_run", "run", "result"))["draws"][0]["won"]
    assert [name for name, _ in won][2] == "平安夜"
    assert {"平安", "老客户"}.isdisjoint(name for name, _ in won)


def test_a_window_that_still_has_the_name_cannot_write_it_back_nor_can_an_undo(store):
    live(store)
    mention(store)
    changed = put(store, Change("activity_run", "run", {"result": result("钱多多")}))
    erase(store)
    store.write(lambda session: undo(session, None, changed.batch))
    assert json.loads(row(store, "activity_run", "run", "result"))["draws"][0]["won"][1] == ["钱多多", 1]
    put(store, Change("activity_run", "run", {"result": result(NAME)}))
    assert nothing_left(store)


def test_a_dispute_about_such_a_text_is_covered_too(make_store, clock):
    here, there = make_store(), make_store()
    live(here)
    mention(here)
    take(there, operations(here))
    clock.advance(minutes=1)
    put(here, Change("follow_up", "f", {"note": f"{NAME}说好"}))
    put(there, Change("follow_up", "f", {"note": f"{NAME}说不好"}))
    assert take(here, operations(there)).conflicts == 1
    erase(here)
    assert nothing_left(here)
    with here.session() as session:
        values = session.execute(text("SELECT winner_value, loser_value FROM conflict")).one()
    assert sorted(map(json.loads, values)) == [f"{COVERED}说不好", f"{COVERED}说好"]


def test_names_with_signs_of_their_own_are_found(store):
    put(store, Change("contact", "c", {"name": ODD}),
        Change("activity_run", "run", {"result": result(ODD, "琳")}))  # fmt: skip
    erase(store)
    won = json.loads(row(store, "activity_run", "run", "result"))["draws"][0]["won"]
    assert [name for name, _ in won][1] == "琳"
    assert won[0][0].startswith("＊")


def test_the_doctor_sees_what_is_left(store):
    live(store)
    mention(store)
    erase(store)
    statement = text("UPDATE operation SET fields = :fields WHERE \"row\" = 'i'")
    put_back = {"fields": json.dumps({"text": NAME}, ensure_ascii=False)}
    store.write(lambda session: session.execute(statement, put_back))
    with store.session() as session:
        assert any("still hold" in line for line in verify(session))


@pytest.mark.parametrize(
    "place",
    [
        "",
        "activity_run",
        "branch:b:3:00",
        "contact:c:0:00",
        "contact:c:x:00",
        "contact:c:1000:0",
        "a:b:c:d:e",
        "contact:c:3:zzzzzzzzzz",
    ],
)
def test_a_file_may_call_anything_a_place(store, place):
    live(store)
    put(store, Change("erasure", "e", {"entity": covering.MENTION, "row": place}))
    with store.session() as session:
        assert covering.spots(session.connection()) == {}
    assert row(store, "contact", "c", "name") == NAME


def test_a_place_is_only_what_was_meant():
    one = covering.spot("interaction", "i", NAME)
    assert Spot("interaction", "i", 3, one.mark) == one
    assert covering.cover([one], {"text": f"{NAME}和{NAME}", "kind": NAME, "staff": None}) == {
        "text": f"{COVERED}和{COVERED}", "kind": NAME, "staff": None,
    }  # fmt: skip
    assert covering.spot("interaction", "j", NAME).mark != one.mark
    odd = covering.spot("interaction", "a:b", NAME)
    assert covering.named([(covering.MENTION, str(odd)), ("contact", str(one))]) == {("interaction", "a:b"): {odd}}
