"""What is asked of one of head office's own fields, in words."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from desktop.contacts.own_conditions import OwnCondition


def own_words(asked: Sequence[OwnCondition]) -> str:
    """R1、R2; ≥ 100; 2026-03-01 – 2026-06-30; 含“餐饮”; 没填."""
    translate = QCoreApplication.translate
    between = translate("ConditionBar", "、")
    signs: dict[str, list[str]] = {}
    for one in asked:
        signs.setdefault(one.sign, []).append(one.value)
    said = []
    either = [*signs.get("=", []), *([not_filled()] if "!" in signs else [])]
    if either:
        said.append(between.join(either))
    least, most = signs.get(">=", [""])[-1], signs.get("<=", [""])[-1]
    if least and most:
        said.append(f"{least} – {most}")
    elif least or most:
        said.append(f"≥ {least}" if least else f"≤ {most}")
    said += [translate("ConditionBar", "含“{words}”").format(words=words) for words in signs.get("~", [])]
    return between.join(said)


def not_filled() -> str:
    """Who has no value there."""
    return QCoreApplication.translate("ConditionBar", "没填")
