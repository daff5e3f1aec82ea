"""The records that a template is tried with: the longest name, nobody's photo, characters that few fonts have."""

from collections.abc import Mapping
from typing import Final

from desktop.posters.elements import Template
from desktop.posters.pieces import Order
from desktop.posters.records import Record

TRIALS: Final[Mapping[str, Mapping[str, str]]] = {
    "longest": {
        "name": "阿卜杜热西提·买买提伊敏江", "position": "高级私人财富管理顾问", "certificate": "CFP 国际金融理财师",
        "branch": "江海新区滨江大道科技园支行", "branch_en": "BINJIANG AVENUE SCIENCE PARK BRANCH",
        "persona": "帮您把养老、教育、传承三笔账一起算明白",
        "address": "江海市江海新区滨江大道 1288 号科技园 3 号楼一层（地铁 2 号线）",
    },
    "photoless": {"photo": ""},
    "bare": {
        "position": "", "persona": "", "certificate": "", "branch_en": "", "address": "", "phone": "", "hours": "",
        "photo": "",
    },
    "rare": {"name": "\u4dae\U0002b4e7垚", "branch": "\U0002c488溪支行"},
}  # fmt: skip
"""Name of a trial → what the records would say; shown, never printed."""
SAMPLE: Final[Mapping[str, str]] = {
    "bank": "江海银行", "bank_en": "JIANGHAI BANK", "branch": "城东支行", "branch_en": "CHENGDONG BRANCH",
    "address": "江海市城东路 188 号", "hours": "周一至周日 9:00–17:00", "phone": "0000-8800 1188", "name": "王敏",
    "position": "理财经理", "persona": "帮您把养老金算明白", "certificate": "AFP 金融理财师", "photo": "",
    "placement": "", "code": "https://work.weixin.qq.com/ct/wcde0123456789abcdef0123456789abcdef0",
}  # fmt: skip
"""Somebody invented, for head office, which has no counter of its own."""


def sample(template: Template, theme: str, trial: str) -> Order:
    """A piece of the invented person, or of one of TRIALS."""
    record = Record("", "", "", "sample", "", {**SAMPLE, **TRIALS.get(trial, {})})
    return Order(template, template.theme(theme).key, record, {})


def tried(order: Order, trial: str) -> Order:
    """`order` for a made-up record; the same one without a trial."""
    values = order.record.values | dict(TRIALS.get(trial, {}))
    return Order(
        order.template, order.theme, order.record._replace(values=values), order.filled, order.placement, order.reason
    )
