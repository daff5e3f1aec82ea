"""A limited child process that reads workbooks: a file made to do harm takes only this process with it.

What comes back is JSON in frames of a thousand rows: nothing of the child's is ever run here (as unpickling would), and
the windows stay alive between two frames.
"""

import contextlib
import json
import multiprocessing
import os
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date, datetime
from functools import partial
from io import BytesIO
from itertools import islice
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from desktop.closing import Closing
from desktop.errors import AppError
from desktop.exchange import old_excel
from desktop.exchange.gate import LIMITS, MEGABYTE, OLE, Limits, Protected
from desktop.words import N_

Rows = list[list[Any]]
Sheets = list[tuple[str, Rows]]

Serving = Callable[[Path, Limits], Iterator[bytes]]
Answering = Callable[[bytes, Limits], Iterator[bytes]]

ERROR = b"!"  # before the name of what the child ran into
PLAIN = b"="  # before bytes that may begin with anything
FRAME_ROWS = 1_000
FRAME = 64 * MEGABYTE  # more than a thousand rows of the gate's limits ever need


class Unreadable(Exception):  # noqa: N818 - it is an answer
    """The child says that the reader could not make sense of the file."""


class Reader(Closing):
    """Reads workbooks in a child process, which is kept for the next file and replaced after a crash or a limit.

    Use as a context manager, or call `close`. `serving` is what the child makes of a path: frames, by default the
    workbook's sheets; `answering` is the same of any bytes. Functions of a module, since the child imports them.
    """

    def __init__(
        self, limits: Limits = LIMITS, serving: Serving | None = None, answering: Answering | None = None
    ) -> None:
        self._limits = limits
        self._answering = answering or partial(at_path, serving or frames)
        self._process: BaseProcess | None = None
        self._pipe: Connection | None = None

    def read(self, path: Path) -> Sheets:
        """All sheets of a workbook that passed the gate: name, and rows of str, int, float, bool, date or None.

        Raises AppError when the child could not read it, or ran into a limit of time, memory or size.
        """
        with self._telling(path):
            sheets: Sheets = []
            for frame in self._frames(str(path).encode()):
                _take(sheets, json.loads(frame, object_hook=_date))
            return sheets

    def raw(self, path: Path) -> list[bytes]:
        """What the child made of a path, frame by frame as it came; raises AppError as `read` does."""
        with self._telling(path):
            return list(self._frames(str(path).encode()))

    @property
    def alive(self) -> bool:
        """Whether the child is there for the next file."""
        return self._pipe is not None and self._process is not None and self._process.is_alive()

    def ask(self, request: bytes, seconds: float | None = None) -> list[bytes]:
        """What the child made of these bytes; `seconds` other than the limit's.

        Raises Unreadable when it could not make sense of them; OSError or EOFError when it ran into a limit or died,
        and is gone.
        """
        try:
            return list(self._frames(request, seconds))
        except (EOFError, OSError):
            self.close()
            raise

    @contextlib.contextmanager
    def _telling(self, path: Path) -> Iterator[None]:
        """Say in words what went wrong with the child."""
        try:
            yield
        except Unreadable as error:
            if str(error) in TOLD:
                raise _refused(path, str(error)) from error
            raise AppError("{file} 读不懂", cure="请重新导出，或用 Excel、WPS 打开后另存。", file=path.name) from error
        except (EOFError, OSError, ValueError) as error:
            self.close()
            raise AppError(
                "{file} 读不下去，已停下", cure="请让发件人重新导出一份干净的 .xlsx。", file=path.name
            ) from error

    def _frames(self, request: bytes, seconds: float | None = None) -> Iterator[bytes]:
        """Frames until the empty one; raises OSError when the file takes too long or brings too much."""
        pipe = self.start()
        pipe.send_bytes(request)
        until = time.monotonic() + (self._limits.seconds if seconds is None else seconds)
        size = 0
        while True:
            if not pipe.poll(max(0.0, until - time.monotonic())):
                raise TimeoutError
            frame = pipe.recv_bytes(FRAME)
            size += len(frame)
            if size > self._limits.unpacked:
                raise OSError(size)
            if not frame:
                return
            if frame.startswith(ERROR):
                raise Unreadable(frame[len(ERROR) :].decode(errors="replace"))
            yield frame

    def kill(self) -> None:
        """End the child, from another thread too: who waits for it gets its AppError at once."""
        if self._process is not None:
            self._process.kill()

    def close(self) -> None:
        """End the child."""
        if self._pipe is not None:
            self._pipe.close()
        if self._process is not None:
            self._process.kill()
            self._process.join()
        self._process = self._pipe = None

    def start(self) -> Connection:
        """The pipe to the child, which is started when there is none."""
        if self._pipe is not None and self.alive:
            return self._pipe
        self.close()
        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=serve, args=(theirs, self._limits, self._answering), daemon=True)
        with bare_main():
            self._process.start()
        theirs.close()
        return self._pipe


TOLD = {
    "HasMacros": N_("含有宏"),
    "HasObjects": N_("嵌入了别的对象"),
    "TooLarge": N_("行数或单元格太多"),
    "IsProtected": "",
}
"""What the child may find in an old workbook, in words."""


def _refused(path: Path, found: str) -> AppError:
    if found == "IsProtected":
        return Protected("{file} 设了打开密码", cure="请去掉密码另存为 .xlsx，再导入。", file=path.name)
    return AppError(
        "没有打开 {file}：{reason}", cure="请让发件人重新导出一份干净的 .xlsx。", file=path.name, reason=TOLD[found]
    )


def _take(sheets: Sheets, frame: Any) -> None:  # noqa: ANN401 - whatever the child sent
    """Add a frame to what is there: {"sheet": name}, or a list of rows; ValueError for any other."""
    if isinstance(frame, dict) and isinstance(frame.get("sheet"), str):
        sheets.append((frame["sheet"], []))
    elif isinstance(frame, list) and sheets and all(isinstance(row, list) for row in frame):
        sheets[-1][1].extend(frame)
    else:
        raise ValueError(type(frame).__name__)


def _date(value: dict[str, Any]) -> Any:  # noqa: ANN401
    if "at" in value:
        return datetime.fromisoformat(value["at"])
    return date.fromisoformat(value["on"]) if "on" in value else value


@contextlib.contextmanager
def bare_main() -> Any:  # noqa: ANN401 - a generator
    """Keep `spawn` from importing the main program again in the child: it needs only this module."""
    main = sys.modules["__main__"]
    spec, file = getattr(main, "__spec__", None), getattr(main, "__file__", None)
    main.__spec__ = None
    if file is not None:
        del main.__file__
    try:
        yield
    finally:
        main.__spec__ = spec
        if file is not None:
            main.__file__ = file


def serve(pipe: Connection, limits: Limits, answering: Answering) -> None:
    """The child's work: answer what it is asked, until the pipe closes or nobody listens any more."""
    limit_memory(limits.memory)
    with contextlib.suppress(EOFError, OSError):
        while True:
            _answer(pipe, pipe.recv_bytes(), limits, answering)


def at_path(serving: Serving, request: bytes, limits: Limits) -> Iterator[bytes]:
    """What is made of the file whose path is asked for."""
    return serving(Path(request.decode()), limits)


def _answer(pipe: Connection, request: bytes, limits: Limits, answering: Answering) -> None:
    try:
        for frame in answering(request, limits):
            pipe.send_bytes(frame)
    except BaseException as error:  # noqa: BLE001 - the reader's panics are no Exception
        pipe.send_bytes(ERROR + type(error).__name__.encode())
    else:
        pipe.send_bytes(b"")


def frames(path: Path, limits: Limits) -> Iterator[bytes]:
    """A workbook in frames: before the rows of each sheet its name."""
    encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=_plain).encode
    for name, rows in parse(path, limits):
        yield encode({"sheet": name}).encode()
        while part := list(islice(rows, FRAME_ROWS)):
            yield encode(part).encode()


def _plain(value: object) -> object:
    """Dates as JSON, anything else that calamine may give as text."""
    if isinstance(value, datetime):
        return {"at": value.isoformat()}
    return {"on": value.isoformat()} if isinstance(value, date) else str(value)


def parse(path: Path, limits: Limits) -> Iterator[tuple[str, Iterator[list[Any]]]]:
    """Read with calamine: integers that it gives as floats become int, empty cells None, texts are cut off nowhere.

    Raises ValueError for a sheet beyond the limits.
    """
    import python_calamine

    content = path.read_bytes()
    if content.startswith(OLE):
        old_excel.check(path, limits)
    book = python_calamine.CalamineWorkbook.from_filelike(BytesIO(content))
    cells = 0
    for name in book.sheet_names:
        sheet = book.get_sheet_by_name(name)
        cells += sheet.width * sheet.height
        if sheet.width > limits.columns or sheet.height > limits.rows or cells > limits.cells * 2:
            raise ValueError(name)
        yield name, ([_cell(value) for value in row] for row in sheet.iter_rows())


def _cell(value: Any) -> Any:  # noqa: ANN401 - what calamine gives
    if value == "" and isinstance(value, str):
        return None
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value


def limit_memory(most: int) -> None:
    """Let this process have at most `most` bytes: by RLIMIT_AS, on Windows by a job object."""
    if sys.platform == "win32":
        _limit_memory_windows(most)
        return
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.nice(5)


def _limit_memory_windows(most: int) -> None:  # pragma: no cover - runs on Windows only
    """A job object with a limit on the process's memory; it ends with its last handle."""
    import ctypes
    from ctypes import wintypes

    class Basic(ctypes.Structure):
        _fields_ = (
            ("PerProcessUserTimeLimit", ctypes.c_int64),
            ("PerJobUserTimeLimit", ctypes.c_int64),
            ("LimitFlags", wintypes.DWORD),
            ("MinimumWorkingSetSize", ctypes.c_size_t),
            ("MaximumWorkingSetSize", ctypes.c_size_t),
            ("ActiveProcessLimit", wintypes.DWORD),
            ("Affinity", ctypes.c_size_t),
            ("PriorityClass", wintypes.DWORD),
            ("SchedulingClass", wintypes.DWORD),
        )

    class Extended(ctypes.Structure):
        _fields_ = (
            ("Basic", Basic),
            ("IoInfo", ctypes.c_uint64 * 6),
            ("ProcessMemoryLimit", ctypes.c_size_t),
            ("JobMemoryLimit", ctypes.c_size_t),
            ("PeakProcessMemoryUsed", ctypes.c_size_t),
            ("PeakJobMemoryUsed", ctypes.c_size_t),
        )

    kernel = ctypes.WinDLL("kernel32", use_last_error=True)  # type: ignore[attr-defined]
    kernel.SetErrorMode(0x8003)  # no window of the system when the reader aborts: it would wait for a click
    kernel.CreateJobObjectW.restype = wintypes.HANDLE
    kernel.CreateJobObjectW.argtypes = (ctypes.c_void_p, wintypes.LPCWSTR)
    kernel.SetInformationJobObject.argtypes = (wintypes.HANDLE, ctypes.c_int, ctypes.c_void_p, wintypes.DWORD)
    kernel.AssignProcessToJobObject.argtypes = (wintypes.HANDLE, wintypes.HANDLE)
    job = kernel.CreateJobObjectW(None, None)
    wanted = Extended()
    wanted.Basic.LimitFlags = 0x100 | 0x400 | 0x20  # memory of the process, no dialog on a crash, its priority
    wanted.Basic.PriorityClass = 0x4000  # below normal
    wanted.ProcessMemoryLimit = most
    limited = job and kernel.SetInformationJobObject(job, 9, ctypes.byref(wanted), ctypes.sizeof(wanted))
    if not limited or not kernel.AssignProcessToJobObject(job, wintypes.HANDLE(-1)):
        raise OSError(ctypes.get_last_error(), "job object")  # type: ignore[attr-defined]
