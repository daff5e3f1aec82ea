"""The English of the windows is complete, and its files are what the source says."""

import ast
import re
import shutil
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import words

# Every way of asking for a translation, and which of its arguments lupdate has to be able to read.
READ_BY_LUPDATE = {"tr": slice(0, 1), "translate": slice(0, 2)}


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
    return set(re.findall(r"\{\w*[^{}]*\}|%n", text))


def requests(source: str) -> Iterator[tuple[ast.Call, str]]:
    """Every call that asks for a translation, not those that move a rectangle or a painter."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            asked = node.func.value
            moved = node.func.attr == "translate" and not (
                isinstance(asked, ast.Name) and asked.id.endswith("Application")
            )
            if node.func.attr in READ_BY_LUPDATE and not moved:
                yield node, node.func.attr


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


def test_translations_keep_the_placeholders() -> None:
    assert [
        (context, source, form)
        for context, source, text in entries()
        for form in texts(text)
        if placeholders(form) - {"%n"} != placeholders(source) - {"%n"}
    ] == []


@pytest.mark.parametrize("path", words.sources())
def test_only_literal_strings_are_asked_for(path: str) -> None:
    """An f-string or a name inside tr() is never found in the translation."""
    bad = [
        f"{path}:{call.lineno}"
        for call, name in requests((words.ROOT / path).read_text(encoding="utf-8"))
        for argument in call.args[READ_BY_LUPDATE[name]]
        if not (isinstance(argument, ast.Constant) and isinstance(argument.value, str))
    ]
    assert bad == []
