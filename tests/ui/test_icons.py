"""Icons: tinted, cached, and all that the code names are there."""

import re

import pytest
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication

from desktop.resources import resource
from ui.icons import Icons
from ui.theme import Theme


@pytest.fixture
def icons(qapp: QApplication) -> Icons:
    return Icons(resource("icons"))


def inks(image: QImage) -> set[str]:
    """Colours of the pixels that are fully painted."""
    points = [(x, y) for x in range(image.width()) for y in range(image.height())]
    return {image.pixelColor(x, y).name() for x, y in points if image.pixelColor(x, y).alpha() == 255}


def test_an_icon_is_painted_in_the_colour_asked_for(icons: Icons) -> None:
    pixmap = icons.pixmap("square", 32, QColor("#0B716F"))
    assert (pixmap.width(), pixmap.height()) == (32, 32)
    assert inks(pixmap.toImage()) == {"#0b716f"}


def test_a_second_asking_paints_nothing(icons: Icons) -> None:
    first = icons.pixmap("users", 16, QColor("red"))
    assert icons.pixmap("users", 16, QColor("red")).cacheKey() == first.cacheKey()
    assert icons.pixmap("users", 16, QColor("blue")).cacheKey() != first.cacheKey()
    assert icons.pixmap("users", 20, QColor("red")).cacheKey() != first.cacheKey()


def test_a_fine_screen_gets_more_pixels(icons: Icons) -> None:
    pixmap = icons.pixmap("users", 16, QColor("red"), 2.0)
    assert (pixmap.width(), pixmap.devicePixelRatio()) == (32, 2.0)


def test_a_missing_icon_is_named(icons: Icons) -> None:
    with pytest.raises(KeyError, match="no-such-icon"):
        icons.pixmap("no-such-icon", 16, QColor("red"))


def test_a_token_tints_an_icon(theme: Theme) -> None:
    assert inks(theme.icon("square", 32, "danger").toImage()) == {theme.color("danger").name()}
    assert not theme.qicon("square").isNull()


def test_every_icon_that_the_kit_names_exists(icons: Icons) -> None:
    known = set(icons.names())
    named: set[str] = set()
    for path in resource("..", "ui").resolve().rglob("*.py"):
        source = path.read_text("utf-8")
        call = r"(?:theme\.q?icon|IconLabel|IconButton)\((?:self\.theme, |theme, )?\"([a-z0-9-]+)\""
        named |= set(re.findall(call, source))
        named |= set(re.findall(r"icon=\"([a-z0-9-]+)\"", source))
    assert {"search", "check", "x"} <= named
    assert not named - known
