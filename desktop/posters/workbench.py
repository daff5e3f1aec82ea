"""Head office's work on a template: begun from one that is there, tried while it is written, its faults by line."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

from desktop.errors import AppError
from desktop.files import write
from desktop.pictures import gate
from desktop.pictures.decoding import Decoder, at_hand, encoded
from desktop.posters.elements import Template
from desktop.posters.packed import ARTWORK, DESIGN, LARGEST, NAME
from desktop.posters.template import Library

HEADER: Final = re.compile(r"\s*\[+\s*([^\[\]]+?)\s*\]+\s*(#.*)?")
POSITION: Final = re.compile(r"at line (\d+), column \d+")


class Fault(NamedTuple):
    """What is wrong with a template; `line` counts from 1, 0 where no line of it is to blame."""

    error: AppError
    line: int


def drafts(folder: Path) -> list[str]:
    """The names of the templates that are being worked on."""
    return sorted(path.parent.name for path in folder.glob(f"*/{DESIGN}"))


def begin(folder: Path, source: Template) -> str:
    """Copy a template to work on it; its name, or that with a number when it is taken."""
    names = set(drafts(folder))
    free = (f"{source.key}-{number}" if number > 1 else source.key for number in range(1, 1000))
    name = next(name for name in free if name not in names and NAME.fullmatch(name))
    try:
        (folder / name).mkdir(parents=True, exist_ok=True)
        for path in source.folder.iterdir():
            if path.is_file() and path.suffix.lower() in ARTWORK:
                shutil.copyfile(path, folder / name / path.name)
    except OSError as error:
        raise _unwritable(name) from error
    return name


def add_artwork(folder: Path, files: list[Path], decoder: Decoder | None = None) -> list[str]:
    """Put pictures beside a template, those of pixels encoded anew; AppError for one that cannot be artwork."""
    for file in files:
        if file.suffix.lower() not in ARTWORK - {".toml"}:
            raise AppError("{file} 不能当版式的图", cure="可以用 SVG、PNG、JPEG", file=file.name)
        if file.is_file() and file.stat().st_size > LARGEST:
            raise AppError("图片 {file} 太大", cure="请把图片压小，或改用 SVG", file=file.name)
    with at_hand(decoder) as own:
        contents = {file.name: _artwork(file, own) for file in files}
    for name, content in contents.items():
        write(folder / name, content)
    return [file.name for file in files]


def _artwork(file: Path, decoder: Decoder) -> bytes:
    """What is kept of a picture's file."""
    content = gate.read(file)
    if file.suffix.lower() == ".svg":
        return content
    lossless = content.startswith(gate.PNG)
    return encoded(decoder.decode(content, file.name, "RGBA" if lossless else "RGB"))


def save(folder: Path, text: str) -> None:
    """Write template.toml; what was there stays whole when the disk is full."""
    write(folder / DESIGN, text.encode())


def look(library: Library, folder: Path, text: str) -> Template | Fault:
    """The template as it is being written, or what is wrong with it and where."""
    try:
        return library.read(folder, text)
    except AppError as error:
        return Fault(error, line_of(text, error))


def line_of(text: str, error: AppError) -> int:
    """The line of `text` that a fault speaks of: that of the key, else of its table; 0 for none."""
    values = error.message.values
    if found := POSITION.search(str(values.get("what", ""))):
        return int(found[1])
    place, key = values.get("place", ""), str(values.get("key", ""))
    inner = getattr(place, "values", {})
    blocks = list(_blocks(text.splitlines()))
    if "id" in inner:
        fits = [one for one in blocks if one.name == "element" and one.has("id", str(inner["id"]))]
    elif "number" in inner:
        fits = [one for one in blocks if one.name == "element"][inner["number"] - 1 : inner["number"]]
    else:
        fits = [one for one in blocks if one.name == place]
        if not fits:  # of the file itself, or of a table that is not there
            return next((line for one in blocks for line in (one.line_of(str(place)),) if line), 0)
    return next((one.line_of(key) or one.first for one in fits), 0)


class _Block(NamedTuple):
    """A table of the TOML: its name, the number of its head, and its lines."""

    name: str
    first: int
    lines: list[str]

    def line_of(self, key: str) -> int:
        """The number of the line that sets `key`, 0 for none."""
        setting = re.compile(rf"\s*{re.escape(key)}\s*=") if key else None
        found = (number for number, line in enumerate(self.lines, self.first) if setting and setting.match(line))
        return next(found, 0)

    def has(self, key: str, value: str) -> bool:
        setting = re.compile(rf"""\s*{re.escape(key)}\s*=\s*["']{re.escape(value)}["']""")
        return any(setting.match(line) for line in self.lines)


def _blocks(lines: list[str]) -> Iterator[_Block]:
    """The tables in order; the first one has no name."""
    block = _Block("", 1, [])
    for number, line in enumerate(lines, start=1):
        if head := HEADER.fullmatch(line):
            yield block
            block = _Block(head[1], number, [])
        block.lines.append(line)
    yield block


def _unwritable(name: str) -> AppError:
    return AppError("写不了文件 {file}", cure="请检查磁盘空间，或关掉正打开它的程序", file=name)
