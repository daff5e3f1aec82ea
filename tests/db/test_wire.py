"""Operations as text are taken apart only when tables and merge can rely on them."""

import json

import pytest

from db import wire

FIELDS = '{"name":"甲","add_way":1,"owner":null}'
SOUND = ("aaaaaaaaaaaa", 1, "01a1f88c80c00000aaaaaaaaaaaa", "", "contact", "c", FIELDS, '{"name":"01a1"}', "b", "", "d")
ODD_STAMPS = ("", "01a1f88c80c00000", "01A1f88c80c00000aaaaaaaaaaaa", "x" * 28, None, "0" * 16 + "\n")
REFUSED = (ValueError, RecursionError)


def text(**wrong: object) -> str:
    places = {"seq": 1, "stamp": 2, "row": 5, "fields": 6, "replaced": 7}
    row = [wrong.get(name, value) for name, value in zip([next((key for key, at in places.items() if at == place), "")
           for place in range(len(SOUND))], SOUND, strict=True)]  # fmt: skip
    return json.dumps([row])


def looked_through(said: str | bytes) -> list[wire.Flat]:
    found = wire.rows(said)
    for one in found:
        wire.check(one)
    return found


def test_a_sound_operation_comes_through_as_it_is():
    assert looked_through(text()) == [SOUND]
    assert wire.fields(SOUND[6]) == {"name": "甲", "add_way": 1, "owner": None}
    assert wire.stamps(SOUND[7]) == {"name": "01a1"}


@pytest.mark.parametrize("seq", [0, -1, 2**62, 1.0, True, "1", None])
def test_a_number_that_is_none(seq: object):
    with pytest.raises(REFUSED):
        looked_through(text(seq=seq))


@pytest.mark.parametrize(
    "stamp", ["", "01a1f88c80c00000", "01A1f88c80c00000aaaaaaaaaaaa", "x" * 28, None, "0" * 16 + "\n"]
)
def test_a_stamp_that_is_none(stamp: object):
    with pytest.raises(REFUSED):
        looked_through(text(stamp=stamp))


@pytest.mark.parametrize(
    "fields",
    [
        "", "1", "[]", "null", ' {"name":"甲"}', '{"name":"甲"} ', '{"name":true}', '{"name":1.5}', '{"name":[1]}',
        '{"name":{}}', '{"name":4611686018427387904}', '{"name":99999999999999999999999}', '{"name":NaN}',
        '{"name":"\\ud800"}', '{"name":"甲"',
    ],
)  # fmt: skip
def test_fields_that_no_column_can_hold(fields: str):
    with pytest.raises(REFUSED):
        looked_through(text(fields=fields))


@pytest.mark.parametrize("replaced", ["[]", '{"name":1}', '{"name":null}', "x", ' {"name":"1"}'])
def test_stamps_that_are_none(replaced: str):
    with pytest.raises(REFUSED):
        looked_through(text(replaced=replaced))


@pytest.mark.parametrize("said", ["", "{}", "[[]]", "[1]", json.dumps([SOUND[:10]]), json.dumps([[*SOUND, ""]])])
def test_what_is_no_list_of_operations(said: str):
    with pytest.raises(REFUSED):
        wire.rows(said)


def test_what_is_nested_without_end_is_refused_too():
    with pytest.raises(REFUSED):
        looked_through(text(fields='{"name":' + "[" * 100_000))
