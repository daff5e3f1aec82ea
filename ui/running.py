"""The program with its window, from its start to its end."""

import logging
import sys
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from desktop import log
from desktop.paths import Paths
from ui.interpreter import Collector, settle
from ui.session import TaikaSession


def run(data_dir: Path | None, language: str | None, mode: str | None, *, sample: bool, url: str = "") -> int:
    """Open the window and stay until it is closed."""
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)  # noqa: S101 - nothing else made one
    paths = (Paths(data_dir) if data_dir else Paths.default()).prepare()
    session = TaikaSession(app, paths)
    handler = log.set_up(paths.logs)
    session.load_settings(language, mode)
    session.install()
    Collector(session)
    session.first_shown.connect(settle)
    session.main_opened.connect(settle, Qt.ConnectionType.SingleShotConnection)
    if sample:
        session.open_sample()
    elif url:
        session.open_server(url)
    else:
        session.open_first()
    try:
        return app.exec()
    finally:
        session.close()
        logging.getLogger("taika").removeHandler(handler)
        handler.close()
