"""Finds the messages of the program in its source: the literals given to AppError, its kinds, and N_."""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent.parent
MARKS = {"N_", "AppError", "IsReport", "Protected", "PermissionDenied", "WrongPassword", "TooSoon", "unwritable"}
LITERAL_MARKS = MARKS - {"unwritable"}


class Message(NamedTuple):
    """A message, where it stands, and the names given with it; `literal` is None when it is put together."""

    place: str
    literal: str | None
    given: frozenset[str]
    spread: bool  # **values


def messages(folder: str = "desktop") -> Iterator[Message]:
    for path in sorted((ROOT / folder).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in LITERAL_MARKS:
                yield from _of_call(f"{path.relative_to(ROOT)}:{node.lineno}", node)


def _of_call(place: str, node: ast.Call) -> Iterator[Message]:
    names = frozenset(keyword.arg for keyword in node.keywords if keyword.arg not in {None, "cure"})
    spread = any(keyword.arg is None for keyword in node.keywords)
    texts = [*node.args[:1], *(keyword.value for keyword in node.keywords if keyword.arg == "cure")]
    for text in texts:
        literal = text.value if isinstance(text, ast.Constant) and isinstance(text.value, str) else None
        yield Message(place, literal, names, spread)
