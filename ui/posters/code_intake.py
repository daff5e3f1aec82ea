"""Takes in pictures of codes that are dropped, pasted or chosen; asks before a doubtful one is registered."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QMimeData, QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.posters import intake, pieces
from ui.desk import Desk
from ui.posters import pictures
from ui.posters.dialogs import ask_anyway


class CodeIntake(QObject):
    """`looked_at` tells what was found and which doubtful files somebody agreed to; nothing is written here."""

    looked_at = Signal(object, object)  # list[Found], list[Path]
    error = Signal(object)

    def __init__(self, desk: Desk, worker: pieces.Studio, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self._worker, self._window = desk, worker, parent
        self.ask_anyway: Callable[[intake.Found], bool] = self._ask_anyway

    def take(self, paths: list[Path], staff: str) -> None:
        """Look at pictures and folders; a single picture is that of `staff`."""
        files = intake.pictures(paths)
        if files:
            single = staff if len(files) == 1 else ""
            work = partial(
                intake.plan, actor=self._desk.actor, files=files, kinds=self._worker.kinds, staff=single
            )  # fmt: skip
            self._desk.jobs.long.read(self, work, self._on_planned, self.error.emit)

    def take_data(self, data: QMimeData, staff: str) -> None:
        """What was dropped."""
        self.take(pictures.paths_of(data, staff), staff)

    def paste(self, staff: str) -> None:
        self.take_data(QGuiApplication.clipboard().mimeData(), staff)

    def choose_pictures(self, staff: str) -> None:
        chosen, _filter = QFileDialog.getOpenFileNames(
            self._window, self.tr("选二维码图片"), "", pictures.FILTER
        )  # fmt: skip
        self.take([Path(name) for name in chosen], staff)

    def choose_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self._window, self.tr("选放二维码图片的文件夹"))
        self.take([Path(chosen)] if chosen else [], "")

    def _on_planned(self, found: list[intake.Found]) -> None:
        if (refused := intake.complaint(found)) is not None:
            self.error.emit(refused)
        doubtful = [one for one in found if one.refusal is None and one.answer.verdict == "warn"]
        agreed = [one.file for one in doubtful if self.ask_anyway(one)]
        if intake.taken(found, agreed):
            self.looked_at.emit(found, agreed)

    def _ask_anyway(self, found: intake.Found) -> bool:
        return ask_anyway(self._window, self._desk.theme, self._desk.words, found)
