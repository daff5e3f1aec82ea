"""Messages keep their template, and each has its English."""

import pickle

import pytest

from desktop.errors import AppError, PermissionDenied
from desktop.words import N_, Phrase, Words, catalogue, fill
from tests.desktop.messages import messages

FOLDERS = ("desktop", "ui")
PUT_TOGETHER = {
    "desktop/posters/qr.py",  # its words stand in resources/posters/codes.toml
    "desktop/headquarters/reading.py",  # says again what its process said
}


def test_every_message_is_a_literal_and_has_its_english():
    known = catalogue("en")
    found = [message for folder in FOLDERS for message in messages(folder)]
    assert len(found) > 300
    built = {message.place for message in found if message.literal is None}
    assert {place for place in built if place.split(":")[0] not in PUT_TOGETHER} == set()
    missing = {f"{one.place} {one.literal}" for one in found if one.literal and one.literal not in known}
    assert missing == set()


def test_every_value_of_a_message_is_given():
    from string import Formatter

    for folder in FOLDERS:
        for message in messages(folder):
            if message.literal is None or message.spread:
                continue
            wanted = {name for _, name, _, _ in Formatter().parse(message.literal) if name}
            assert wanted <= message.given, message


def test_english_holds_no_chinese_but_examples():
    allowed = "客户名称添加人账号时间王敏"  # columns of WeCom, and a name as an example
    for chinese, english in catalogue("en").items():
        strange = {one for one in english if "\u4e00" <= one <= "\u9fff"} - set(allowed)
        assert not strange or chinese == english, english


def test_a_phrase_is_its_chinese_text_and_translates():
    phrase = N_("{count} 个数据库自检无误", count=5)
    assert phrase == "5 个数据库自检无误"
    assert isinstance(phrase, Phrase)
    assert Words("zh").text(phrase) == "5 个数据库自检无误"
    assert Words("en").text(phrase) == "5 databases are sound"


def test_phrases_within_a_phrase_translate_too():
    phrase = N_("没有做到：{what}", what=N_("号码已打码"))
    assert Words("en").text(phrase) == "Not so: the number is masked"


def test_what_has_no_english_stays_chinese():
    assert Words("en").text(N_("没有这句话的英文")) == "没有这句话的英文"
    assert Words("en").text("plain") == "plain"


def test_an_unknown_language_is_chinese():
    assert Words("fr").language == "zh"


def test_values_are_data():
    assert fill("{name} {{x}} {n:.1f}", {"name": "{evil}", "n": 1.25}) == "{evil} {x} 1.2"
    with pytest.raises(KeyError):
        fill("{name}", {})


def test_an_error_is_rendered_with_its_cure():
    error = AppError("没有账号 {account}", cure="先导入通讯录，或改用通讯录里的账号。", account="ghost")
    assert str(error) == "没有账号 ghost"
    assert Words().render(error) == "没有账号 ghost\n先导入通讯录，或改用通讯录里的账号。"
    assert Words("en").render_both(error) == (
        "There is no account ghost",
        "Import the address book first, or use an account that is in it.",
    )


def test_a_foreign_error_is_rendered_too():
    assert Words().render(ValueError("so")) == "so"


def test_gate_reasons_are_translated():
    import ast

    from tests.desktop.messages import ROOT

    tree = ast.parse((ROOT / "desktop" / "exchange" / "gate.py").read_text(encoding="utf-8"))
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)]
    reasons = {
        node.args[1].value for node in calls if node.func.id == "_refused" and isinstance(node.args[1], ast.Constant)
    }
    from desktop.exchange.gate import DANGEROUS

    reasons |= {reason for _, reason in DANGEROUS}
    assert len(reasons) > 8
    assert {reason for reason in reasons if reason not in catalogue("en")} == set()


@pytest.mark.parametrize("kind", [AppError, PermissionDenied])
def test_an_error_comes_whole_out_of_another_process(kind):
    error = kind("没有账号 {account}", cure="没做到 {account}", account="ghost")
    again = pickle.loads(pickle.dumps(error))
    assert type(again) is kind
    assert Words("en").text(again.message) == "There is no account ghost"
    assert again.cure == "没做到 ghost"
