"""Which cells of a workbook hold a formula: the reader gives only what they came to."""

import re
import zipfile
from collections.abc import Collection
from pathlib import Path, PurePosixPath
from typing import Final
from xml.parsers import expat

from desktop.exchange.gate import DAMAGED, MEGABYTE

WORKBOOK: Final = "xl/workbook.xml"
CELL: Final = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
MOST: Final = 10_000  # cells of a sheet that are told

Cells = frozenset[tuple[int, int]]
"""(row, column), both from 1."""


def find(path: Path, parts: Collection[str]) -> dict[str, Cells]:
    """Sheet → its cells with a formula, of those parts of a container that passed the gate."""
    if not parts:
        return {}
    try:
        with zipfile.ZipFile(path) as archive:
            named = _sheets(archive)
            return {named[part]: _cells(archive, part) for part in parts if part in named}
    except (*DAMAGED, KeyError, expat.ExpatError):
        return {}


def _sheets(archive: zipfile.ZipFile) -> dict[str, str]:
    """Part → the name of the sheet that lies in it."""
    relations: dict[str, str] = {}
    names: dict[str, str] = {}

    def relation(tag: str, attributes: dict[str, str]) -> None:
        if tag.endswith("Relationship"):
            target = attributes.get("Target", "")
            place = PurePosixPath(target) if target.startswith("/") else PurePosixPath("/xl", target)
            relations[attributes.get("Id", "")] = str(place).lstrip("/")

    def sheet(tag: str, attributes: dict[str, str]) -> None:
        if tag.rpartition(":")[2] == "sheet":
            key = next((value for name, value in attributes.items() if name.endswith(":id")), "")
            names[relations.get(key, "")] = attributes.get("name", "")

    _walk(archive.read("xl/_rels/workbook.xml.rels"), relation)
    _walk(archive.read(WORKBOOK), sheet)
    return names


def _walk(content: bytes, start: object) -> None:
    parser = expat.ParserCreate()
    parser.StartElementHandler = start  # type: ignore[assignment]
    parser.Parse(content, True)


def _cells(archive: zipfile.ZipFile, part: str) -> Cells:
    found: set[tuple[int, int]] = set()
    row = column = 0

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal row, column
        match tag.rpartition(":")[2]:
            case "row":
                row, column = _number(attributes.get("r", ""), row + 1), 0
            case "c":
                at = CELL.fullmatch(attributes.get("r", ""))
                column = _column(at[1]) if at else column + 1
                row = int(at[2]) if at else row
            case "f" if len(found) < MOST:
                found.add((row, column))

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    with archive.open(part) as content:
        while block := content.read(MEGABYTE):
            parser.Parse(block, False)
    parser.Parse(b"", True)
    return frozenset(found)


def _number(text: str, other: int) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 8 else other


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
