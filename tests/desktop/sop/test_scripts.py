import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.errors import AppError
from desktop.sop.scripts import VARIABLE, fill, fill_as_known

VALUES = {"客户": "赵小琳", "称呼": "女士", "员工": "王敏"}


def test_variables_are_filled_and_marked():
    filled = fill_as_known("{客户}{称呼}您好，我是{员工}。", VALUES)
    assert filled.text == "赵小琳女士您好，我是王敏。"
    assert [segment.text for segment in filled.segments if segment.marked] == ["赵小琳", "王敏"]
    assert filled.complete() == filled.text


def test_a_missing_variable_blocks_and_names_itself():
    filled = fill_as_known("{早报要点}，{早报要点}，{权益}", VALUES)
    assert filled.missing == ("早报要点", "权益")
    assert filled.text == "{早报要点}，{早报要点}，{权益}"
    with pytest.raises(AppError, match="早报要点、权益"):
        filled.complete()
    with pytest.raises(AppError, match="权益"):
        fill("{权益}", VALUES)


def test_an_unknown_form_of_address_is_left_out():
    assert fill("{客户}{称呼}您好", {"客户": "赵小琳", "称呼": ""}) == "赵小琳您好"


@given(st.lists(st.sampled_from(["{客户}", "{员工}", "{没有}", "话", "，", "\n", "<b>"])))
def test_filling_loses_nothing(parts: list[str]):
    text = "".join(parts)
    filled = fill_as_known(text, VALUES)
    assert filled.text == VARIABLE.sub(lambda found: VALUES.get(found[1], found[0]), text)
    assert bool(filled.missing) == ("{没有}" in text)
