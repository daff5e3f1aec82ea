"""The questions of head office's page: which folder, which files."""

from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.headquarters.consolidate import KINDS
from ui.desk import Desk


def ask_folder(parent: QWidget, desk: Desk) -> Path | None:
    """A folder, beginning with that of our output; None when nobody chose one."""
    desk.paths.output.mkdir(parents=True, exist_ok=True)
    words = QCoreApplication.translate("HeadquartersPage", "选文件夹")
    name = QFileDialog.getExistingDirectory(parent, words, str(desk.paths.output))
    return Path(name) if name else None


def ask_files(parent: QWidget) -> list[Path]:
    """Reports, none when nobody chose any."""
    words = QCoreApplication.translate("HeadquartersPage", "选上报表")
    names, _ = QFileDialog.getOpenFileNames(parent, words, "", f"Excel ({' '.join(KINDS)})")
    return [Path(name) for name in names]
