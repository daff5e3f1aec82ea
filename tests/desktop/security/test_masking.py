import pytest

from desktop.security.masking import TWO_CHARACTER_SURNAMES, mask_id, mask_name, mask_phone


@pytest.mark.parametrize(
    ("phone", "shown"),
    [("13812344821", "138****4821"), ("", ""), ("5551234", "****34"), ("8", "****8"), ("8613812344821", "861****4821")],
)
def test_phone(phone, shown):
    assert mask_phone(phone) == shown


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("张三", "张*"), ("张小明", "张*明"), ("欧阳明哲", "欧阳**"), ("欧阳峰", "欧阳*"), ("欧阳", "欧*"),
        ("", ""), ("李", "*"), ("Anna Maria", "A***a"), ("王小小小小明", "王***明"),
    ],
)  # fmt: skip
def test_name(name, shown):
    assert mask_name(name) == shown


@pytest.mark.parametrize(
    ("value", "shown"), [("wmAbcdef9f3a", "wm****9f3a"), ("short", "****"), ("1234567", "12****4567")]
)
def test_id(value, shown):
    assert mask_id(value) == shown


def test_surnames_have_two_characters():
    assert {len(name) for name in TWO_CHARACTER_SURNAMES} == {2}
    assert {"欧阳", "诸葛", "司马", "西门", "上官"} <= TWO_CHARACTER_SURNAMES
