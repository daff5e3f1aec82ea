import pytest

from desktop.library.wording import Wording, fold
from desktop.resources import resource
from desktop.words import Words

WORDING = Wording(resource("wording", "rules.toml"))


@pytest.mark.parametrize(
    ("text", "level", "phrase"),
    [
        ("本产品保 本", "block", "保本"),
        ("稳*赚·不赔", "block", "稳赚"),
        ("收益最高，唯一选择", "block", "唯一"),
        ("理财就是更好的存款", "block", "理财就是更好的存款"),
        ("ＮＯ．１", "block", "NO.1"),
        ("老客户推荐有礼", "warn", None),
        ("存款送米", "warn", "存款送"),
        ("年化 3％", "warn", "年化"),
        ("请提供验证码", "warn", "验证码"),
    ],
)
def test_a_phrase_is_found(text: str, level: str, phrase: str | None):
    found = WORDING.check(text)
    if phrase is None:
        assert not [one for one in found if one.level == "block"]
    else:
        assert (found[0].level, found[0].phrase) == (level, phrase)


@pytest.mark.parametrize(
    "text",
    [
        "理财非存款、产品有风险、投资须谨慎。",
        "我行工作人员不会向您索要密码、短信验证码，也不会要求您转账。",
        "您身边的客户经理",
        "到期提醒　存款理财不错过",
        "第一时间回复，最近的网点办理",
        "",
    ],
)
def test_what_is_right_passes(text: str):
    assert WORDING.check(text) == []


def test_what_blocks_goes_first():
    assert [one.level for one in WORDING.check("存款送礼，保本")] == ["block", "warn"]


def test_mandatory_lines_are_missed():
    assert WORDING.lacking("理财非存款，产品有风险，投资须谨慎", ["理财", "基金"]) == ["基金"]
    assert WORDING.lacking("", []) == []
    assert WORDING.lacking("随便", ["没有规则的"]) == []


def test_a_finding_says_phrase_rule_and_basis():
    block, warn = WORDING.check("保本，日息低")
    assert "“保本”不能用：保本保收益承诺" in str(block.error())
    assert "广告法" in str(block.error().cure)
    assert "要写明理由" in str(warn.error())
    assert "may not be used" in Words("en").render(block.error())


def test_folding():
    assert fold(" Ａ，保·本* \n") == "A,保本"
    assert WORDING.version


def test_every_rule_proposes_something_that_no_rule_stops():
    for phrase in ("保本", "最好", "抢购", "理财存款", "监管推荐", "专家推荐", "年化 3%", "免息", "存款有礼", "密码"):
        (finding, *_rest) = WORDING.check(phrase)
        assert finding.proposal
        assert not [one for one in WORDING.check(finding.proposal) if one.level == "block" and one.rule != finding.rule]
