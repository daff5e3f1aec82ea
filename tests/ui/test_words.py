"""The English of the windows is complete, and its files are what the source says."""

import ast
import re
import shutil
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import words


def entries() -> list[tuple[str, str, ET.Element]]:
    """Context, source and translation of every entry."""
    tree = ET.parse(words.TARGET)
    return [
        (context.findtext("name", ""), message.findtext("source", ""), message.find("translation"))
        for context in tree.iter("context")
        for message in context.iter("message")
    ]


def texts(translation: ET.Element) -> list[str]:
    """The forms of a translation: two for a counted one."""
    forms = translation.findall("numerusform")
    return [form.text or "" for form in forms] if forms else [translation.text or ""]


def placeholders(text: str) -> set[str]:
    """The names in braces; %n may be left out, as in "one person"."""
    return set(re.findall(r"\{(\w*)[^{}]*\}", text))


def requests(source: str) -> Iterator[ast.Call]:
    """Every call that asks for a translation, not those that move a rectangle or a painter."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        asked = ast.unparse(node.func)
        if asked.endswith(".tr") or asked in {
            "tr",
            "translate",
            "QCoreApplication.translate",
            "QApplication.translate",
        }:
            yield node


def readable(call: ast.Call) -> bool:
    """lupdate reads literals only, and takes the class around `self.tr` for the context."""
    asked = ast.unparse(call.func)
    count = 2 if asked.endswith("translate") else 1
    literal = [isinstance(given, ast.Constant) and isinstance(given.value, str) for given in call.args[:count]]
    return asked != "tr" and (count == 2 or asked == "self.tr") and literal == [True] * count


def test_collecting_again_changes_nothing(tmp_path: Path) -> None:
    copy = tmp_path / words.TARGET.name
    shutil.copy(words.TARGET, copy)
    words.collect(copy)
    assert copy.read_text(encoding="utf-8") == words.TARGET.read_text(encoding="utf-8"), "run `make words`"


def test_the_compiled_words_are_those_of_the_source(tmp_path: Path) -> None:
    words.compile_to(tmp_path / "again.qm")
    assert (tmp_path / "again.qm").read_bytes() == words.TARGET.with_suffix(".qm").read_bytes(), "run `make words`"


def test_no_entry_is_unfinished_or_empty() -> None:
    found = entries()
    assert found
    assert [(context, source) for context, source, text in found if text.get("type") or not all(texts(text))] == []


def given() -> dict[str, set[str]]:
    """Source text → the values that `.format(…)` hands to it, in every module of the windows."""
    found: dict[str, set[str]] = {}
    for path in words.sources():
        for node in ast.walk(ast.parse((words.ROOT / path).read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "format"):
                continue
            for asked in ast.walk(node.func.value):
                if isinstance(asked, ast.Constant) and isinstance(asked.value, str):
                    found.setdefault(asked.value, set()).update(name.arg for name in node.keywords if name.arg)
    return found


def test_translations_use_the_values_of_their_source() -> None:
    """All of them, or, where the order of a date differs, others that are handed over too."""
    handed = given()
    wrong = []
    for context, source, text in entries():
        for form in texts(text):
            used, wanted = placeholders(form), placeholders(source)
            if used != wanted and not (used and used <= handed.get(source, set())):
                wrong.append((context, source, form))
    assert wrong == []


@pytest.mark.parametrize("path", words.sources())
def test_every_request_is_one_that_lupdate_can_read(path: str) -> None:
    """An f-string, a name, `tr = …` or another object's `tr` would never find its translation."""
    calls = requests((words.ROOT / path).read_text(encoding="utf-8"))
    bad = [f"{path}:{call.lineno}" for call in calls if not readable(call)]
    assert bad == []
