"""Checks advertising wording: phrases that block, phrases that need a reason, lines that a product requires."""

import re
import tomllib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from desktop.errors import AppError

STRIPPED = re.compile(r"[\s*·•]+")


def fold(text: str) -> str:
    """`text` as rules see it: NFKC, without blanks, * and ·, so that 保 本 is found."""
    return STRIPPED.sub("", unicodedata.normalize("NFKC", text))


def _fold_pattern(pattern: str) -> str:
    """Fold what NFKC changes, but keep the blanks and stars that mean something in a pattern."""
    return unicodedata.normalize("NFKC", pattern).replace(" ?", "").replace("·", "")


@dataclass(frozen=True, slots=True)
class Finding:
    """A phrase in a text and the rule that it meets."""

    level: Literal["block", "warn"]
    rule: str
    name: str
    phrase: str
    basis: str
    proposal: str = ""  # what could be written instead, from the rule; "" when it says nothing

    def error(self) -> AppError:
        if self.level == "block":
            return AppError(
                "“{phrase}”不能用：{name}", cure="依据：{basis}", phrase=self.phrase, name=self.name, basis=self.basis
            )
        return AppError(
            "“{phrase}”要写明理由：{name}", cure="依据：{basis}", phrase=self.phrase, name=self.name, basis=self.basis
        )


@dataclass(frozen=True, slots=True)
class _Rule:
    id: str
    level: Literal["block", "warn"]
    name: str
    pattern: re.Pattern[str]
    basis: str
    proposal: str
    allow_if: re.Pattern[str] | None


class Wording:
    """The rules of one file; the bank's compliance officer edits it."""

    def __init__(self, path: Path | None = None, text: str = "") -> None:
        """The rules of a file, or of a document's text."""
        table = tomllib.loads(path.read_text(encoding="utf-8") if path is not None else text)
        self.version = str(table["version"])
        # The longest first: taking out 非保本 must not leave the rest of 非保本浮动收益.
        self._allowed = sorted((fold(phrase) for phrase in table["allow"]["phrases"]), key=len, reverse=True)
        self._rules = [
            _Rule(
                row["id"],
                row["level"],
                row["name"],
                re.compile(_fold_pattern(row["pattern"]), re.IGNORECASE),
                row["basis"],
                row.get("proposal", ""),
                re.compile(_fold_pattern(row["allow_if"])) if "allow_if" in row else None,
            )
            for row in table["rule"]
        ]
        self._required = {
            product: [re.compile(_fold_pattern(pattern)) for pattern in patterns]
            for product, patterns in table["require"].items()
        }

    @property
    def product_kinds(self) -> tuple[str, ...]:
        """The kinds of product for which a line is required."""
        return tuple(kind for kind, patterns in self._required.items() if patterns)

    def check(self, text: str) -> list[Finding]:
        """Every rule that `text` meets, those that block first."""
        folded = fold(text)
        rest = folded
        for phrase in self._allowed:
            rest = rest.replace(phrase, "\n")
        found = []
        for rule in self._rules:
            match = rule.pattern.search(rest)
            if match and not (rule.allow_if and rule.allow_if.search(folded)):
                found.append(Finding(rule.level, rule.id, rule.name, match[0], rule.basis, rule.proposal))
        return sorted(found, key=lambda finding: finding.level != "block")

    def lacking(self, text: str, products: Iterable[str]) -> list[str]:
        """The products whose mandatory line is not in `text`."""
        folded = fold(text)
        return [
            product
            for product in products
            if not all(pattern.search(folded) for pattern in self._required.get(product, []))
        ]
