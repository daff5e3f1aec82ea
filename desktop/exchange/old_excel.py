"""A look at .xls and .et files before they are read, in the limited process: OLE containers of BIFF records."""

import struct
from pathlib import Path
from typing import Final

from desktop.exchange.gate import Limits

STREAMS: Final = ("Workbook", "Book")
BOF, FILEPASS = (0x0809, 0x0009, 0x0209, 0x0409), 0x002F
ROWS: Final = {0x0203, 0x00FD, 0x0201, 0x027E, 0x00BD, 0x0204, 0x0006, 0x0205, 0x00BE, 0x00D6, 0x0003, 0x0002, 0x0004}
"""Records of cells; all begin with row and column."""
MANY: Final = {0x00BD, 0x00BE}  # of several cells, with the last column at the end


class HasMacros(Exception):  # noqa: N818 - it is an answer
    """The file holds a program."""


class HasObjects(Exception):  # noqa: N818
    """The file holds embedded objects."""


class IsProtected(Exception):  # noqa: N818
    """The file has a password."""


class TooLarge(Exception):  # noqa: N818
    """More rows or cells than the limits, or cells far apart."""


def check(path: Path, limits: Limits) -> None:
    """Raise one of the above unless the file is harmless; OSError when it is no workbook at all."""
    import olefile

    with olefile.OleFileIO(str(path)) as container:
        for entry in container.listdir(storages=True):
            names = [name.lower() for name in entry]
            if any("vba" in name or name == "_vba_project_cur" for name in names):
                raise HasMacros
            if any(name.startswith(("mbd", "\x01ole10native")) or name == "objectpool" for name in names):
                raise HasObjects
        name = next((one for one in STREAMS if container.exists(one)), None)
        if name is None:
            raise OSError(path.name)
        _scan(container.openstream(name).read(), limits)


def _scan(stream: bytes, limits: Limits) -> None:
    """Walk the records: no password, and the extent of each sheet within the limits."""
    at = cells = here = bottom = right = 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        start, at = at + 4, at + 4 + length
        if kind == FILEPASS:
            raise IsProtected
        if kind in BOF:
            _measure(bottom * right, here, limits)
            here = bottom = right = 0
        elif kind in ROWS and length >= 4 and at <= len(stream):
            row, column = struct.unpack_from("<HH", stream, start)
            if kind in MANY:
                column = struct.unpack_from("<H", stream, at - 2)[0]
            cells, here = cells + 1, here + 1
            bottom, right = max(bottom, row + 1), max(right, column + 1)
            if cells > limits.cells or bottom * right > limits.area or right > limits.columns:
                raise TooLarge
    _measure(bottom * right, here, limits)


def _measure(area: int, cells: int, limits: Limits) -> None:
    if limits.too_wide(area, cells):
        raise TooLarge
