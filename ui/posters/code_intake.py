"""Takes in pictures of codes that are dropped, pasted or chosen; asks before a doubtful one is registered."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QMimeData, QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget
from sqlalchemy.orm import Session

from desktop.posters import intake, pieces
from ui.desk import Desk
from ui.posters import pictures
from ui.posters.dialogs import ask_anyway
from ui.posters.intake_report import IntakeReport


class CodeIntake(QObject):
    """`looked_at` tells what was found and which doubtful files somebody agreed to; nothing is written here."""

    looked_at = Signal(object, object)  # list[Found], list[Path]
    error = Signal(object)

    def __init__(self, desk: Desk, worker: pieces.Studio, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self._worker, self._window = desk, worker, parent
        self.ask_anyway: Callable[[intake.Found], bool] = self._ask_anyway
        self.ask_report: Callable[[list[intake.Found], list[str]], list[Path] | None] = self._ask_report

    def take(self, paths: list[Path], staff: str) -> None:
        """Look at pictures and folders; a single picture is that of `staff`."""
        files = intake.pictures(paths)
        if files:
            single = staff if len(files) == 1 and not any(path.is_dir() for path in paths) else ""
            self._desk.jobs.long.read(self, partial(self._look, files, single), self._on_planned, self.error.emit)

    def take_link(self, link: str, staff: str) -> None:
        """Look at a link; it is that of `staff`."""
        work = partial(intake.plan_link, link=link, kinds=self._worker.kinds, staff=staff)
        self._desk.jobs.long.read(self, work, self._on_one, self.error.emit)

    def _look(self, files: list[Path], single: str, session: Session) -> tuple[list[intake.Found], list[str]]:
        """Runs in the worker."""
        actor = self._desk.actor
        found = intake.plan(session, actor, files, self._worker.kinds, self._desk.pictures, staff=single)
        return found, intake.without_code(session, actor, found)

    def take_data(self, data: QMimeData, staff: str) -> None:
        """What was dropped or copied."""
        files = pictures.paths_of(data, staff)
        if files:
            self.take(files, staff)
        elif link := pictures.link_of(data):
            self.take_link(link, staff)

    def paste(self, staff: str) -> None:
        self.take_data(QGuiApplication.clipboard().mimeData(), staff)

    def choose_pictures(self, staff: str) -> None:
        self._desk.jobs.long.run(self, self._desk.pictures.start)  # ready by the time somebody has chosen
        chosen, _filter = QFileDialog.getOpenFileNames(
            self._window, self.tr("选二维码图片"), "", pictures.FILTER
        )  # fmt: skip
        self.take([Path(name) for name in chosen], staff)

    def choose_folder(self) -> None:
        self._desk.jobs.long.run(self, self._desk.pictures.start)
        chosen = QFileDialog.getExistingDirectory(self._window, self.tr("选放二维码图片的文件夹"))
        self.take([Path(chosen)] if chosen else [], "")

    def _on_planned(self, looked: tuple[list[intake.Found], list[str]]) -> None:
        found, without = looked
        if len(found) == 1:
            self._on_one(found[0])
            return
        agreed = self.ask_report(found, without)
        if agreed is not None and intake.taken(found, agreed):
            self.looked_at.emit(found, agreed)

    def _on_one(self, one: intake.Found) -> None:
        if one.refusal is not None:
            self.error.emit(one.refusal)
            return
        agreed = [one.file] if one.answer.verdict == "warn" and self.ask_anyway(one) else []
        if intake.taken([one], agreed):
            self.looked_at.emit([one], agreed)

    def _ask_report(self, found: list[intake.Found], without: list[str]) -> list[Path] | None:
        report = IntakeReport(self._desk.theme, self._desk.words, self._worker.kinds, found, without, self._window)
        agreed: list[Path] = []  # the ticks are gone when the dialog has been closed
        report.accepted.connect(lambda: agreed.extend(report.agreed()))
        return agreed if report.exec() == QDialog.DialogCode.Accepted else None

    def _ask_anyway(self, found: intake.Found) -> bool:
        return ask_anyway(self._window, self._desk.theme, self._desk.words, found)
