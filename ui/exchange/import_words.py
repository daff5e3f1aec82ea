"""What the import wizard calls fields, targets, values, and the ways they were found."""

from PySide6.QtCore import QCoreApplication

from desktop.contacts.own_fields import OwnField
from desktop.exchange import mapping
from desktop.exchange.look import Look, WordLook
from desktop.exchange.wecom import vocabulary
from desktop.fields import KINDS, Field
from ui.contacts.words import coded_name

Choice = tuple[str, str]
"""What is stored, and what people read."""


def field_label(one: Field, language: str) -> str:
    """A field's name in the user's language."""
    if one.key == "owner_account":
        return QCoreApplication.translate("ImportDialog", "归属（账号或姓名）")
    return one.label if language == "zh" else one.english


def target_name(target: str, kind: str, own: list[OwnField], language: str) -> str:
    """What a column is taken in as."""
    translate = QCoreApplication.translate
    if target == mapping.KEPT:
        return translate("ImportDialog", "原样保留")
    if target == mapping.LEFT_OUT:
        return translate("ImportDialog", "不导入")
    if target.startswith(mapping.TAG):
        group = target.removeprefix(mapping.TAG)
        named = translate("ImportDialog", "标签（{group}）").format(group=group)
        return named if group else translate("ImportDialog", "标签（按名字找）")
    if target.startswith(mapping.OWN):
        key = target.removeprefix(mapping.OWN)
        return next((one.title for one in own if one.key == key), key)
    return next((field_label(one, language) for one in KINDS[kind] if one.key == target), target)


def targets(look: Look, head: str, language: str) -> list[Choice]:
    """Everything a column can be."""
    kind, own = look.mapping.kind, look.own
    found = [one.key for one in KINDS[kind]]
    if kind == "contacts":
        found += [mapping.OWN + one.key for one in own] + [mapping.TAG]
        found += [mapping.TAG + head] if head else []
    found += [mapping.KEPT, mapping.LEFT_OUT]
    return [(target, target_name(target, kind, own, language)) for target in found]


def how_name(how: str) -> str:
    """How a column was found."""
    translate = QCoreApplication.translate
    return {
        "head": translate("ImportDialog", "表头"), "also": translate("ImportDialog", "表头相近"),
        "content": translate("ImportDialog", "看内容"), "last": translate("ImportDialog", "和上次一样"),
        "hand": translate("ImportDialog", "手工选的"),
    }.get(how, "")  # fmt: skip


def kind_names() -> list[Choice]:
    """The records a table may hold."""
    translate = QCoreApplication.translate
    return [
        ("contacts", translate("ImportDialog", "客户")), ("staff", translate("ImportDialog", "员工")),
        ("groups", translate("ImportDialog", "客户群")),
    ]  # fmt: skip


def value_name(word_key: str, value: str, people: list[Choice]) -> str:
    """What a value of a field is called."""
    if not value:
        return "—"
    if word_key == "owner_account":
        name = dict(people).get(value, "")
        return f"{name} {value}".strip()
    return coded_name(word_key, value)


def values(word: WordLook, look: Look) -> list[Choice]:
    """Everything a text may mean."""
    if word.key == "owner_account":
        return [(account, value_name(word.key, account, look.people)) for account, _ in look.people]
    kind = next(one.kind for one in KINDS[look.mapping.kind] if one.key == word.key)
    known = dict.fromkeys(vocabulary()[kind].values())
    found = [(value, value_name(word.key, value, [])) for value in known]
    return [*found, ("", QCoreApplication.translate("ImportDialog", "不填，原样另存"))]
