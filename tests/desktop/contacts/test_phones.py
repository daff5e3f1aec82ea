"""Numbers as they are typed, pasted and drawn."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.contacts.capture import valid_phone
from desktop.contacts.phones import digits_of, national
from desktop.errors import AppError

NUMBER = st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True)
WIDE = str.maketrans("0123456789", "０１２３４５６７８９")


@given(NUMBER, st.sampled_from(["{}", "+86 {}", "86-{}", "0086{}", "（{}）"]), st.booleans())
def test_every_way_of_writing_it_is_the_same_number(number: str, way: str, wide: bool):
    written = way.format(number).translate(WIDE if wide else {})
    assert national(written) == valid_phone(written) == number


@given(st.text())
def test_any_text_gives_plain_digits_or_none(typed: str):
    found = digits_of(typed)
    assert found == "" or (found.isascii() and found.isdecimal())
    with suppress(AppError):
        assert valid_phone(typed).isascii()


@pytest.mark.parametrize("typed", ["1358814206²", "135881420६7", "①③⑤⑧⑧①④②⓪⑥⑦"])
def test_what_only_looks_like_a_digit_is_none(typed: str):
    with pytest.raises(AppError):
        valid_phone(typed)


def test_a_prefix_is_only_one_before_eleven_digits():
    assert (national("8613"), national("86135881420671"), national("")) == ("8613", "86135881420671", "")
