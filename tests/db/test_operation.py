"""The one write path, and undo on top of it."""

import json

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from db.contacts import Contact, ContactTag
from db.doctor import verify
from db.engine import open_memory_store, session_replica
from db.merging import export_operations, merge
from db.operation import Change, UndoRefusedError, history, record, undo
from db.projection import Operation, encode, encode_flat
from db.stamp import make_stamp


def write(store, actor, *changes, source=""):
    return store.write(lambda session: record(session, actor, changes, source=source))


def contact(store, id_="c"):
    with store.session() as session:
        return session.get(Contact, id_)


def test_a_change_becomes_an_operation_and_a_row(store, lead):
    done = write(store, lead, Change("contact", "c", {"name": "赵小琳", "phone": "13812344821"}), source="import")
    assert (done.operations, done.created, done.changed) == (1, 1, 0)
    row = contact(store)
    assert (row.name, row.phone, row.hidden, row.birthday) == ("赵小琳", "13812344821", 0, None)
    with store.session() as session:
        (operation,) = history(session, "contact", "c")
        assert operation.actor == "staff-1"
        assert operation.source == "import"
        assert operation.batch == done.batch
        assert operation.replica == session_replica(session)
        assert operation.replaced is None
    assert json.loads(row.stamps) == {"name": operation.stamp, "phone": operation.stamp}


def test_what_changes_nothing_is_not_written(store, lead):
    write(store, lead, Change("contact", "c", {"name": "赵小琳"}))
    again = write(store, lead, Change("contact", "c", {"name": "赵小琳", "remark": ""}))
    assert again == ("", 0, 0, 0)


WORDS = st.text(st.characters(exclude_categories=["Cs"]))


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(WORDS, WORDS | st.integers() | st.none(), max_size=6))
@example({"b": 1, "a": None, "c": 'x"\n\u2028\x00é🌸\\/<', "n": -5, "z": "", "big": 2**70})
@example({"all": "".join(map(chr, range(0x180)))})
def test_the_quick_text_of_fields_is_the_usual_one(fields):
    """Digests and files of earlier versions rest on it, to the byte."""
    assert encode_flat(fields) == encode(fields)


def test_rows_that_are_new_are_written_as_merging_would(store, lead, clock):
    """The quick way of an import against the slow one of a merge: the same rows from the same operations."""
    fields = {"name": '赵"小琳', "phone": "13812344821", "add_way": None, "gender": 2}
    write(store, lead, Change("contact", "c", fields), Change("contact", "d", {"name": "=1+1", "later": "?"}))
    other = open_memory_store(clock=clock)
    with store.session() as session:
        operations = list(export_operations(session, {}))
        written = session.execute(text("SELECT * FROM contact ORDER BY id")).all()
    other.write(lambda session: merge(session, operations))
    with other.session() as session:
        assert session.execute(text("SELECT * FROM contact ORDER BY id")).all() == written
    with store.session() as session:
        assert verify(session) == []
    other.close()


def test_a_new_row_of_defaults_exists(store, lead):
    assert write(store, lead, Change("contact", "c", {"remark": ""})).created == 1
    assert contact(store).remark == ""


def test_changes_of_one_row_become_one_operation(store, lead):
    done = write(store, lead, Change("contact", "c", {"name": "赵"}), Change("contact", "c", {"name": "赵小琳"}))
    assert done.operations == 1
    assert contact(store).name == "赵小琳"


def test_a_change_replaces_and_remembers_what_it_saw(store, lead, clock):
    write(store, lead, Change("contact", "c", {"name": "赵"}))
    clock.advance(minutes=1)
    write(store, lead, Change("contact", "c", {"name": "赵小琳", "remark": "李总"}))
    with store.session() as session:
        first, second = history(session, "contact", "c")
    assert second.replaced == {"name": first.stamp}
    assert second.stamp > first.stamp


def test_an_edit_outranks_a_value_from_a_clock_that_runs_ahead(store, lead, clock):
    clock.advance(days=400)
    write(store, lead, Change("contact", "c", {"name": "将来"}))
    clock.advance(days=-400)
    store.write(lambda session: session.execute(text("UPDATE replica SET stamp = ''")))
    write(store, lead, Change("contact", "c", {"name": "现在"}))
    assert contact(store).name == "现在"


def test_unknown_fields_are_kept_beside_the_columns(store):
    write(store, None, Change("contact", "c", {"mood": "好"}))
    assert json.loads(contact(store).extra) == {"mood": "好"}


@pytest.mark.parametrize("value", [1.5, ["a"], {"a": 1}, b"a", True])
def test_only_text_integers_and_none_are_values(store, value):
    with pytest.raises(TypeError):
        write(store, None, Change("contact", "c", {"name": value}))


def test_an_unknown_entity_is_a_mistake_of_the_caller(store):
    with pytest.raises(KeyError):
        write(store, None, Change("nothing", "c", {"name": "a"}))


def test_undo_puts_the_old_values_back(store, lead, clock):
    write(store, lead, Change("contact", "c", {"name": "赵小琳", "remark": "老客户"}))
    clock.advance(minutes=1)
    done = write(store, lead, Change("contact", "c", {"remark": "", "company": "江海纺织"}))
    undone = store.write(lambda session: undo(session, lead, done.batch))
    row = contact(store)
    assert (row.remark, row.company, undone.changed) == ("老客户", "", 1)
    redone = store.write(lambda session: undo(session, lead, undone.batch))
    assert redone.changed == 1
    assert contact(store).company == "江海纺织"


def test_undo_hides_new_rows_and_writing_shows_them_again(store, lead):
    made = [Change("contact", "c", {"name": "赵小琳"}), Change("contact_tag", "t", {"contact": "c", "present": 1})]
    done = write(store, lead, *made)
    store.write(lambda session: undo(session, lead, done.batch))
    assert contact(store).hidden == 1
    write(store, lead, *made)
    with store.session() as session:
        assert session.get(Contact, "c").hidden == 0
        assert session.get(ContactTag, "t").hidden == 0


def test_undo_refuses_when_a_later_change_touched_the_field_unless_forced(store, lead, clock):
    write(store, lead, Change("contact", "c", {"remark": "一"}))
    clock.advance(minutes=1)
    done = write(store, lead, Change("contact", "c", {"remark": "二"}))
    clock.advance(minutes=1)
    write(store, lead, Change("contact", "c", {"remark": "三"}))
    with pytest.raises(UndoRefusedError) as refused:
        store.write(lambda session: undo(session, lead, done.batch))
    assert refused.value.fields == [("contact", "c", "remark")]
    assert contact(store).remark == "三"
    store.write(lambda session: undo(session, lead, done.batch, force=True))
    assert contact(store).remark == "一"


def test_undo_leaves_later_changes_of_other_fields_alone(store, lead, clock):
    write(store, lead, Change("contact", "c", {"remark": "一"}))
    clock.advance(minutes=1)
    done = write(store, lead, Change("contact", "c", {"remark": "二"}))
    clock.advance(minutes=1)
    write(store, lead, Change("contact", "c", {"company": "江海纺织"}))
    store.write(lambda session: undo(session, lead, done.batch))
    assert (contact(store).remark, contact(store).company) == ("一", "江海纺织")


def test_undo_of_a_new_row_refuses_when_somebody_worked_on_it(store, lead, clock):
    done = write(store, lead, Change("contact", "c", {"name": "赵小琳"}))
    clock.advance(minutes=1)
    write(store, lead, Change("contact", "c", {"remark": "手写"}))
    with pytest.raises(UndoRefusedError):
        store.write(lambda session: undo(session, lead, done.batch))


def test_steps_are_undone_one_after_the_other(store, lead, clock):
    batches = []
    for remark in ("一", "二", "三"):
        clock.advance(minutes=1)
        batches.append(write(store, lead, Change("contact", "c", {"remark": remark})).batch)
    seen = []
    for batch in reversed(batches[1:]):
        clock.advance(minutes=1)
        store.write(lambda session, batch=batch: undo(session, lead, batch))
        seen.append(contact(store).remark)
    assert seen == ["二", "一"]


def test_a_step_that_was_done_again_stands_in_the_way_of_the_one_before(store, lead, clock):
    first, second = (write(store, lead, Change("contact", "c", {"remark": one})).batch for one in "一二")
    clock.advance(minutes=1)
    undone = store.write(lambda session: undo(session, lead, second))
    clock.advance(minutes=1)
    store.write(lambda session: undo(session, lead, undone.batch))
    with pytest.raises(UndoRefusedError):
        store.write(lambda session: undo(session, lead, first))


def test_undo_of_an_unknown_batch_is_a_mistake_of_the_caller(store, lead):
    with pytest.raises(KeyError):
        store.write(lambda session: undo(session, lead, "none"))


def test_the_derived_tables_are_told_what_was_touched(clock, lead):
    told = []
    store = open_memory_store(clock=clock, derive=lambda _, touched: told.append(touched))
    write(store, lead, Change("contact", "c", {"name": "赵"}), Change("tag", "t", {"name": "代发"}))
    write(store, lead, Change("contact", "c", {"name": "赵"}))
    assert told == [{"contact": {"c"}, "tag": {"t"}}]
    write(store, lead, Change("contact_tag", "x", {"contact": "c", "tag": "t", "present": 1}))
    write(store, lead, Change("contact_tag", "x", {"present": 0}), Change("tag", "t", {"name": "代发户"}))
    assert told[1:] == [{"contact": {"c"}}, {"contact_tag": {"x"}, "tag": {"t"}}]
    store.close()


def test_an_operation_survives_its_flat_form(store, lead):
    write(store, lead, Change("contact", "c", {"name": "=1+1", "add_way": 1, "birthday": "2000-01-01"}))
    with store.session() as session:
        (operation,) = history(session, "contact", "c")
    assert Operation.from_row(operation.to_row()) == operation


def test_a_flat_form_that_is_no_map_is_refused():
    flat = ("r", 1, make_stamp(1, 0, "r"), "", "contact", "c", "[]", "", "b", "", "d")
    with pytest.raises(ValueError, match="object"):
        Operation.from_row(flat)
