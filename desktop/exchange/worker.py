"""A limited child process that reads workbooks: a file made to do harm takes only this process with it."""

import contextlib
import multiprocessing
import os
import sys
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from desktop.errors import AppError
from desktop.exchange.gate import LIMITS, Limits

Rows = list[list[Any]]
Sheets = list[tuple[str, Rows]]


class Reader:
    """Reads workbooks in a child process, which is kept for the next file and replaced after a crash or a limit.

    Use as a context manager, or call `close`.
    """

    def __init__(self, limits: Limits = LIMITS) -> None:
        self._limits = limits
        self._process: BaseProcess | None = None
        self._pipe: Connection | None = None

    def read(self, path: Path) -> Sheets:
        """All sheets of a workbook that passed the gate: name, and rows of str, float, bool, date or None.

        Raises AppError when the child could not read it, or ran into a limit of time or memory.
        """
        pipe = self._start()
        cause: Exception | None = None
        try:
            pipe.send(str(path))
            answer = pipe.recv() if pipe.poll(self._limits.seconds) else None
        except (EOFError, OSError) as error:
            answer, cause = None, error
        if answer is None:
            self.close()
            raise AppError(
                "{file} 读不下去，已停下", cure="请让发件人重新导出一份干净的 .xlsx。", file=path.name
            ) from cause
        if isinstance(answer, str):
            raise AppError("{file} 读不懂", cure="请重新导出，或用 Excel、WPS 打开后另存。", file=path.name)
        sheets: Sheets = answer
        return sheets

    def close(self) -> None:
        """End the child."""
        if self._pipe is not None:
            self._pipe.close()
        if self._process is not None:
            self._process.terminate()
            self._process.join()
        self._process = self._pipe = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _start(self) -> Connection:
        if self._pipe is not None and self._process is not None and self._process.is_alive():
            return self._pipe
        self.close()
        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=serve, args=(theirs, self._limits), daemon=True)
        with _bare_main():
            self._process.start()
        theirs.close()
        return self._pipe


@contextlib.contextmanager
def _bare_main() -> Any:  # noqa: ANN401 - a generator
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


def serve(pipe: Connection, limits: Limits) -> None:
    """The child's work: read the files it is told, until the pipe closes."""
    limit_memory(limits.memory)
    while True:
        try:
            path = pipe.recv()
        except (EOFError, OSError):
            return
        try:
            answer: Sheets | str = parse(Path(path), limits)
        except (OSError, ValueError, ArithmeticError, MemoryError) as error:
            answer = type(error).__name__
        except BaseException as error:  # noqa: BLE001 - the reader's panics are no Exception
            answer = type(error).__name__
        pipe.send(answer)


def parse(path: Path, limits: Limits) -> Sheets:
    """Read with calamine: integers that it gives as floats become int, empty cells None, texts are cut off nowhere."""
    import python_calamine

    book = python_calamine.CalamineWorkbook.from_path(str(path))
    sheets: Sheets = []
    cells = 0
    for name in book.sheet_names:
        sheet = book.get_sheet_by_name(name)
        if sheet.width > limits.columns or sheet.height > limits.rows:
            raise ValueError(name)
        cells += sheet.width * sheet.height
        if cells > limits.cells * 2:
            raise ValueError(name)
        sheets.append((name, [[_cell(value) for value in row] for row in sheet.iter_rows()]))
    return sheets


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
    kernel.CreateJobObjectW.restype = wintypes.HANDLE
    job = kernel.CreateJobObjectW(None, None)
    wanted = Extended()
    wanted.Basic.LimitFlags = 0x100  # JOB_OBJECT_LIMIT_PROCESS_MEMORY
    wanted.ProcessMemoryLimit = most
    kernel.SetInformationJobObject(wintypes.HANDLE(job), 9, ctypes.byref(wanted), ctypes.sizeof(wanted))
    kernel.AssignProcessToJobObject(wintypes.HANDLE(job), wintypes.HANDLE(-1))
