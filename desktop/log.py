"""The log: types, places and ids; never an exception's text, never a phone, a name or a card number."""

import logging
import re
import traceback
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

NUMBERS = re.compile(r"\d{5,}")
CHINESE = re.compile(r"[\u3400-\u9fff]+")


class Redacting(logging.Formatter):
    """Blanks long numbers and Chinese text, and prints of an exception only its type and the places it passed."""

    def format(self, record: logging.LogRecord) -> str:
        """One line, then the places of the exception if there is one; what others made of the record is not used."""
        kept, record.exc_text = record.exc_text, None
        try:
            return super().format(record)
        finally:
            record.exc_text = kept

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - logging's name
        """The line, with "#" for long numbers and "…" for Chinese text."""
        return CHINESE.sub("…", NUMBERS.sub("#", super().formatMessage(record)))

    def formatException(  # noqa: N802 - logging's name
        self,
        ei: tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None],
    ) -> str:
        """Type and places: file name, line, function."""
        kind, _, trace = ei
        places = [f"  {Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(trace)]
        return "\n".join([kind.__name__ if kind else "", *places])


def set_up(folder: Path) -> logging.Handler:
    """Log to five files of 1 MB in `folder`; returns the handler, to be closed at the end."""
    folder.mkdir(parents=True, exist_ok=True)
    handler = RotatingFileHandler(folder / "taika.log", maxBytes=1_000_000, backupCount=4, encoding="utf-8")
    handler.setFormatter(Redacting("%(asctime)s %(levelname)s %(name)s %(message)s"))
    root = logging.getLogger("taika")
    root.setLevel(logging.INFO)
    root.addHandler(handler)
    return handler
