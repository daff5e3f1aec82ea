"""The words of messages that arise below the windows: Chinese in the code, other languages from resources."""

import tomllib
from functools import cache
from string import Formatter
from typing import Any, Self

from desktop.resources import resource

LANGUAGES = ("zh", "en")


class Phrase(str):
    """A Chinese message with its values filled in, that still knows its template, so that it can be translated."""

    __slots__ = ("template", "values")
    template: str
    values: dict[str, Any]

    def __new__(cls, template: str, values: dict[str, Any]) -> Self:
        phrase = super().__new__(cls, fill(template, values))
        phrase.template, phrase.values = template, values
        return phrase

    def __reduce__(self) -> tuple[type[Self], tuple[str, dict[str, Any]]]:
        """For the way from another process."""
        return type(self), (self.template, self.values)


def N_(template: str, **values: object) -> Phrase:  # noqa: N802 - the name that readers of translated programs expect
    """A message to be shown later in the user's language; the template must be a literal (a test collects them)."""
    return Phrase(template, values)


def fill(template: str, values: dict[str, Any]) -> str:
    """The template with its {names} replaced; values are data, so braces within them stay as they are."""
    parts = []
    for text, name, form, _ in Formatter().parse(template):
        parts.append(text)
        if name is not None:
            parts.append(format(values[name], form or ""))
    return "".join(parts)


class Words:
    """The words of one language, `zh` or `en`."""

    def __init__(self, language: str = "zh") -> None:
        self.language = language if language in LANGUAGES else "zh"

    def text(self, message: str) -> str:
        """A message in this language; one that has no translation stays Chinese."""
        if not isinstance(message, Phrase) or self.language == "zh":
            return str(message)
        values = {name: self.text(value) if isinstance(value, str) else value for name, value in message.values.items()}
        return fill(catalogue(self.language).get(message.template, message.template), values)

    def render(self, error: BaseException) -> str:
        """An error's message and cure in one text."""
        return "\n".join(part for part in self.render_both(error) if part)

    def render_both(self, error: BaseException) -> tuple[str, str]:
        """An error's message and its cure, either of which may be empty."""
        return self.text(getattr(error, "message", str(error))), self.text(getattr(error, "cure", ""))


@cache
def catalogue(language: str) -> dict[str, str]:
    """Chinese → other language, of all files in `resources/i18n/desktop`."""
    found: dict[str, str] = {}
    for path in sorted(resource("i18n", "desktop").glob(f"*.{language}.toml")):
        found |= tomllib.loads(path.read_text(encoding="utf-8"))
    return found
