"""Lets pieces out: as files into a folder, or onto paper. What fails the proof stays inside and is named."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QMimeData, QObject, QUrl, Signal
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget
from sqlalchemy.orm import Session

from desktop.errors import AppError
from desktop.posters import batch, pieces, share
from desktop.posters.impose import plan
from ui.desk import Desk
from ui.posters import output
from ui.posters.print_dialog import PrintDialog
from ui.widgets.progress import Progress

Orders = Callable[[Session], list[pieces.Order]]
PRINTER = "printer"
PRINTERS = "printers.toml"


class Outlet(QObject):
    """`left` tells which pieces left and how; `ask_folder` and `ask_printer` may be replaced."""

    left = Signal(object, str, int)  # list[Piece], format, copies
    error = Signal(object)

    def __init__(self, desk: Desk, worker: pieces.Studio, progress: Progress, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self._worker, self._progress, self._window = desk, worker, progress, parent
        self.ask_folder: Callable[[], Path | None] = self._ask_folder
        self.ask_printer: Callable[[list[pieces.Piece]], output.Job | None] = self._ask_printer

    def export(self, orders: Orders, format: pieces.Format) -> None:  # noqa: A002 - the word of the trade
        """Ask for a folder and write there."""
        folder = self.ask_folder()
        if folder is not None:
            self._run(orders, format, folder)

    def print(self, orders: Orders) -> None:
        """Prove all, then ask for the printer."""
        self._run(orders, None, None)

    def copy(self, piece: pieces.Piece, *, as_file: bool) -> None:
        """Put a proven piece on the clipboard, as a picture or as a file to paste into a chat."""
        work = partial(share.write, self._worker, piece, self._desk.paths.output)
        self._desk.jobs.long.run(self, work, partial(self._on_copied, piece, as_file), self.error.emit)

    def _on_copied(self, piece: pieces.Piece, as_file: bool, path: Path) -> None:
        data = QMimeData()
        if as_file:
            data.setUrls([QUrl.fromLocalFile(str(path))])
        else:
            data.setImageData(QImage(str(path)))
        QGuiApplication.clipboard().setMimeData(data)
        self.left.emit([piece], path.suffix[1:], 1)

    def _run(self, orders: Orders, format: pieces.Format | None, folder: Path | None) -> None:  # noqa: A002
        self._progress.start(self.tr("正在出图"))
        work = partial(self._make_all, orders, format, folder)
        self._desk.jobs.long.read(self, work, partial(self._on_made, format or PRINTER), self._on_failed)

    def _make_all(
        self, orders: Orders, format: pieces.Format | None, folder: Path | None, session: Session  # noqa: A002
    ) -> batch.Batch:  # fmt: skip
        """Runs in the worker."""
        studio = self._worker.ruled(pieces.rules(session))
        return batch.run(studio, orders(session), self._desk.clock.now().date(), format, folder)

    def _on_made(self, how: str, made: batch.Batch) -> None:
        self._progress.stop()
        if (complaint := made.complaint()) is not None:
            self.error.emit(complaint)
        copies = self._print(made.made) if how == PRINTER and made.made else 1
        if made.made and copies:
            self.left.emit(made.made, how, copies)

    def _on_failed(self, error: BaseException) -> None:
        self._progress.stop()
        self.error.emit(error)

    def _print(self, made: list[pieces.Piece]) -> int:
        """How many copies came out; 0 when the user changed their mind or the printer is off."""
        job = self.ask_printer(made)
        if job is None:
            return 0
        try:
            # The worker is done, so its painter is free.
            output.print_sheets(job, self._worker.painter, plan(made[0].sheet), [piece.sheet for piece in made])
        except AppError as error:
            self.error.emit(error)
            return 0
        return job.copies

    def _ask_folder(self) -> Path | None:
        chosen = QFileDialog.getExistingDirectory(self._window, self.tr("存到哪个文件夹"))
        return Path(chosen) if chosen else None

    def _ask_printer(self, made: list[pieces.Piece]) -> output.Job | None:
        desk = self._desk
        dialog = PrintDialog(
            desk.theme, desk.words, self._worker.painter, made, desk.paths.data / PRINTERS, self._window
        )  # fmt: skip
        jobs: list[output.Job] = []  # the dialog is gone when it has been closed
        dialog.accepted.connect(lambda: jobs.append(dialog.job()))
        return jobs[0] if dialog.exec() == QDialog.DialogCode.Accepted and jobs else None
