"""Every message of this area has its English, also those that the collector of AppError does not see."""

import ast
from pathlib import Path
from string import Formatter

from desktop.words import catalogue

ROOT = Path(__file__).parents[3] / "desktop"


def faults() -> set[str]:
    """The literals of `table.fault(key, "…")`."""
    found = set()
    for path in (ROOT / "posters").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "fault":
                assert isinstance(node.args[1], ast.Constant), ast.unparse(node)
                found.add(node.args[1].value)
    return found


def test_what_is_wrong_with_a_template_is_translated():
    assert len(faults()) > 20
    assert faults() <= set(catalogue("en"))


def test_translations_keep_the_values():
    def names(text: str) -> set[str]:
        return {name for _text, name, _form, _how in Formatter().parse(text) if name}

    assert [text for text, english in catalogue("en").items() if names(text) != names(english)] == []
