"""Lets pieces out: as files into a folder, or onto paper. What fails the proof stays inside and is named."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QFileDialog, QWidget
from sqlalchemy.orm import Session

from desktop.posters import batch, pieces
from ui.desk import Desk
from ui.posters import output
from ui.widgets.progress import Progress

Orders = Callable[[Session], list[pieces.Order]]
PRINTER = "printer"


class Outlet(QObject):
    """`left` tells which pieces left and how; `ask_folder` and `ask_printer` may be replaced."""

    left = Signal(object, str)  # list[Piece], format
    error = Signal(object)

    def __init__(self, desk: Desk, worker: pieces.Studio, progress: Progress, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self._worker, self._progress, self._window = desk, worker, progress, parent
        self.ask_folder: Callable[[], Path | None] = self._ask_folder
        self.ask_printer: Callable[[pieces.Piece], QPrinter | None] = self._ask_printer

    def export(self, orders: Orders, format: pieces.Format) -> None:  # noqa: A002 - the word of the trade
        """Ask for a folder and write there."""
        folder = self.ask_folder()
        if folder is not None:
            self._run(orders, format, folder)

    def print(self, orders: Orders) -> None:
        """Prove all, then ask for the printer."""
        self._run(orders, None, None)

    def _run(self, orders: Orders, format: pieces.Format | None, folder: Path | None) -> None:  # noqa: A002
        self._progress.start(self.tr("正在出图"))
        work = partial(self._make_all, orders, format, folder)
        self._desk.jobs.long.read(self, work, partial(self._on_made, format or PRINTER), self._on_failed)

    def _make_all(
        self, orders: Orders, format: pieces.Format | None, folder: Path | None, session: Session  # noqa: A002
    ) -> batch.Batch:  # fmt: skip
        """Runs in the worker."""
        return batch.run(self._worker, orders(session), self._desk.clock.now().date(), format, folder)

    def _on_made(self, how: str, made: batch.Batch) -> None:
        self._progress.stop()
        if (complaint := made.complaint()) is not None:
            self.error.emit(complaint)
        if made.made and (how != PRINTER or self._print(made.made)):
            self.left.emit(made.made, how)

    def _on_failed(self, error: BaseException) -> None:
        self._progress.stop()
        self.error.emit(error)

    def _print(self, made: list[pieces.Piece]) -> bool:
        printer = self.ask_printer(made[0])
        if printer is None:
            return False
        # The worker is done, so its painter is free.
        output.print_pieces(printer, self._worker.painter, made)
        return True

    def _ask_folder(self) -> Path | None:
        chosen = QFileDialog.getExistingDirectory(self._window, self.tr("存到哪个文件夹"))
        return Path(chosen) if chosen else None

    def _ask_printer(self, piece: pieces.Piece) -> QPrinter | None:
        return output.ask_printer(self._window, piece.sheet)
