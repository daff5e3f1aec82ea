import io
import logging

import pytest

from desktop import log

NAME, PHONE = "欧阳明哲", "13812344821"


@pytest.fixture
def logged(tmp_path):
    """The lines of the log so far."""
    handler = log.set_up(tmp_path / "logs")
    yield lambda: (tmp_path / "logs" / "taika.log").read_text(encoding="utf-8")
    logging.getLogger("taika").removeHandler(handler)
    handler.close()


def test_names_and_numbers_are_blanked(logged):
    logging.getLogger("taika.test").info("row 12 of %s, %s", NAME, PHONE)
    line = logged()
    assert "row 12 of …, #" in line
    assert NAME not in line
    assert PHONE not in line


def fail():
    raise ValueError(f"{NAME} {PHONE}")


def test_of_an_exception_only_type_and_places(logged):
    logger = logging.getLogger("taika.test")
    other = logging.StreamHandler(io.StringIO())  # formats first, and keeps the text in the record
    logger.addHandler(other)
    try:
        fail()
    except ValueError:
        logger.exception("could not import %s", NAME)
    finally:
        logger.removeHandler(other)
    text = logged()
    assert PHONE in other.stream.getvalue()
    assert "ValueError" in text
    assert "test_log.py" in text
    assert "fail" in text
    assert "could not import …" in text
    assert NAME not in text
    assert PHONE not in text


def test_an_empty_exception_is_no_harm():
    assert log.Redacting().formatException((None, None, None)) == ""


def test_five_files_of_a_megabyte(tmp_path):
    handler = log.set_up(tmp_path)
    try:
        assert handler.maxBytes == 1_000_000
        assert handler.backupCount + 1 == 5
    finally:
        logging.getLogger("taika").removeHandler(handler)
        handler.close()
