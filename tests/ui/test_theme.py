"""The tokens: contrast computed, both modes whole, fonts in pixels that follow the scale."""

import re
import tomllib

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.resources import resource
from ui.theme import Theme, load_tokens

TOKENS = load_tokens(resource("theme.toml"))
TEXT, GRAPHIC = 4.5, 3.0
GROUNDS = ("canvas", "rail", "surface", "raised", "sunken", "hover", "selected")
ON_GROUND = [(ink, ground) for ink in ("text", "text2", "text3") for ground in GROUNDS]
PAIRS = [
    *ON_GROUND,
    *[("accent", ground) for ground in ("canvas", "rail", "surface", "raised", "selected", "accentSoft")],
    ("accentHover", "accentSoft2"),
    ("onAccent", "accent"),
    ("onAccent", "heat4"),
    *[("text", heat) for heat in ("heat1", "heat2", "heat3")],
    *[(tone, f"{tone}Soft") for tone in ("danger", "warn", "ok", "info")],
    *[(tone, ground) for tone in ("danger", "warn", "ok", "info") for ground in ("surface", "canvas")],
    *[(f"st{stage}Text", f"st{stage}") for stage in "AIPL"],
    ("toastText", "toast"),
    ("toastAccent", "toast"),
]
EDGES = [("control", ground) for ground in ("surface", "canvas", "raised")]


def luminance(color: QColor) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(part) for part in color.getRgbF()[:3])
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: QColor, other: QColor) -> float:
    """WCAG 2.1."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_the_measure_itself_knows_black_on_white_and_grey() -> None:
    assert contrast(QColor("#000"), QColor("#FFF")) == pytest.approx(21)
    assert contrast(QColor("#777777"), QColor("#FFF")) == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), PAIRS)
def test_text_can_be_read(mode: str, ink: str, ground: str) -> None:
    tokens = TOKENS[mode]
    assert contrast(QColor(tokens[ink]), QColor(tokens[ground])) >= TEXT


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize(("edge", "ground"), EDGES)
def test_edges_of_controls_can_be_seen(mode: str, edge: str, ground: str) -> None:
    tokens = TOKENS[mode]
    assert contrast(QColor(tokens[edge]), QColor(tokens[ground])) >= GRAPHIC


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("number", range(8))
def test_letters_of_avatars_can_be_read(theme: Theme, mode: str, number: int) -> None:
    theme.set_mode(mode)
    disc, ink = theme.avatar(number)
    ground = theme.color("surface")
    part = disc.alphaF()
    parts = zip(disc.getRgbF()[:3], ground.getRgbF()[:3], strict=True)
    mixed = QColor.fromRgbF(*(over * part + below * (1 - part) for over, below in parts))
    assert contrast(ink, mixed) >= TEXT


def test_a_token_of_one_mode_only_is_refused(tmp_path) -> None:
    path = tmp_path / "theme.toml"
    path.write_text('[light]\na = "#000"\nb = "#111"\n[dark]\na = "#000"\n', "utf-8")
    with pytest.raises(KeyError, match="b"):
        load_tokens(path)


def test_every_value_is_a_colour() -> None:
    for mode in ("light", "dark"):
        assert all(re.fullmatch(r"#([0-9A-F]{2})?[0-9A-F]{6}", value) for value in TOKENS[mode].values())


def test_no_colour_stands_anywhere_else_in_the_windows() -> None:
    """The one place is theme.toml; posters have colours of their own."""
    folder = resource("..", "ui").resolve()
    for path in folder.rglob("*.py"):
        assert not re.search(r"\"#[0-9A-Fa-f]{6,8}\"", path.read_text("utf-8")), path.name


def test_fonts_are_set_in_pixels_and_follow_the_scale(theme: Theme) -> None:
    assert theme.font("body").pixelSize() == 14
    assert theme.line("body") == 24
    assert theme.font("title").bold()
    assert not theme.font("title", bold=False).bold()
    theme.set_scale(1.5)
    assert theme.font("body").pixelSize() == 21
    assert theme.line("body") == 36
    assert theme.px(36) == 54


def test_caption_is_the_floor_for_chinese() -> None:
    roles = tomllib.loads(resource("theme.toml").read_text("utf-8"))["fonts"]["roles"]
    assert all(size >= 12 for name, (size, _, _) in roles.items() if name != "micro")


def test_a_change_of_mode_is_told_once_and_changes_the_whole_window(
    qtbot: QtBot, qapp: QApplication, theme: Theme
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    with qtbot.waitSignal(theme.changed):
        theme.set_mode("dark")
    assert theme.dark
    assert theme.color("surface") == QColor("#191F21")
    assert window.grab().toImage().pixelColor(5, 5) == QColor("#191F21")
    assert "#191F21" in qapp.styleSheet()
    with qtbot.assertNotEmitted(theme.changed):
        theme.set_mode("dark")
        theme.set_mode("purple")
        theme.set_scale(theme.scale)


def test_the_style_sheet_leaves_no_placeholder(theme: Theme) -> None:
    assert "$" not in theme.style_sheet()
    assert theme.color("accent").name().upper() in theme.style_sheet()


def test_an_unknown_token_is_a_mistake(theme: Theme) -> None:
    with pytest.raises(KeyError):
        theme.color("purple")
