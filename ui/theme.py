"""Colours, type roles and sizes of the window, from `resources/theme.toml`; light or dark, 90 to 150 %."""

import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QIcon, QPalette, QPixmap

from ui.icons import Icons
from ui.style_sheet import style_sheet

MODES = ("light", "dark")


def load_tokens(path: Path) -> dict[str, Any]:
    """The tables of `theme.toml`; a token that one mode lacks is a mistake of ours and raises KeyError."""
    tokens = tomllib.loads(path.read_text("utf-8"))
    if missing := set(tokens["light"]) ^ set(tokens["dark"]):
        raise KeyError(f"{path.name}: {sorted(missing)} in one mode only")
    return tokens


def present(families: Iterable[str]) -> list[str]:
    """Those of the wished families that this computer has; Qt would search long for the others."""
    known = set(QFontDatabase.families())
    return [family for family in families if family in known] or ["sans-serif"]


class Theme(QObject):
    """Gives colours, fonts and icons by name, and says when they have changed."""

    changed = Signal()

    def __init__(
        self,
        tokens: dict[str, Any],
        icons: Icons,
        mode: str = "light",
        scale: float = 1.0,
        parent: QObject | None = None,
    ) -> None:
        """`scale` is the font scale, 0.9 to 1.5."""
        super().__init__(parent)
        self.icons = icons
        self._tokens = tokens
        self._roles: dict[str, tuple[int, int, bool]] = {k: tuple(v) for k, v in tokens["fonts"]["roles"].items()}
        self._families = present(tokens["fonts"]["families"])
        self._mode = mode
        self._scale = scale
        self._fill_caches()

    @property
    def dark(self) -> bool:
        return self._mode == "dark"

    @property
    def scale(self) -> float:
        return self._scale

    def set_mode(self, mode: str) -> None:
        """`light` or `dark`; anything else keeps what is set."""
        if mode in MODES and mode != self._mode:
            self._mode = mode
            self._tell()

    def set_scale(self, scale: float) -> None:
        if scale != self._scale:
            self._scale = scale
            self._tell()

    def color(self, token: str) -> QColor:
        """A colour of the tokens; KeyError for a name that is not there."""
        return self._colors[token]

    def avatar(self, number: int) -> tuple[QColor, QColor]:
        """Disc and letter colours of one of the eight muted hues."""
        hues = self._tokens["avatars"]
        index = number % len(hues["hues"])
        disc = QColor(hues["hues"][index])
        disc.setAlphaF(0.22 if self.dark else 0.15)
        return disc, QColor(hues[self._mode][index])

    def font(self, role: str, *, bold: bool | None = None) -> QFont:
        """The font of a type role, in pixels; `bold` overrides the role's weight."""
        size, _, role_bold = self._roles[role]
        key = (role, role_bold if bold is None else bold)
        if key not in self._fonts:
            self._fonts[key] = self.sized_font(size, bold=key[1])
        return self._fonts[key]

    def sized_font(self, pixels: float, *, bold: bool = False) -> QFont:
        """A font of so many design pixels, for what paints by measure (avatars, rings)."""
        font = QFont()
        font.setFamilies(self._families)
        font.setPixelSize(max(6, self.px(pixels)))
        font.setWeight(QFont.Weight.Bold if bold else QFont.Weight.Normal)
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        return font

    def line(self, role: str) -> int:
        """Line pitch of a type role in pixels."""
        return self.px(self._roles[role][1])

    def px(self, pixels: float) -> int:
        """A design pixel at the font scale."""
        return round(pixels * self._scale)

    def icon(self, name: str, size: int = 16, token: str = "text2") -> QPixmap:
        """A Lucide icon, `size` design pixels, in the colour of the token."""
        return self.icons.pixmap(name, self.px(size), self.color(token), self._ratio())

    def qicon(self, name: str, size: int = 16, token: str = "text2") -> QIcon:
        return QIcon(self.icon(name, size, token))

    def style_sheet(self) -> str:
        """What Qt's own widgets (inputs, menus, scroll bars, tool tips) need; the kit's widgets paint themselves."""
        return style_sheet(self._tokens[self._mode], self.px)

    def palette(self) -> QPalette:
        """The roles of Qt's palette in our colours, for what no style sheet reaches."""
        palette = QPalette()
        for role, token in (
            ("Window", "surface"), ("WindowText", "text"), ("Base", "surface"), ("AlternateBase", "canvas"),
            ("Text", "text"), ("Button", "surface"), ("ButtonText", "text"), ("PlaceholderText", "text3"),
            ("Highlight", "accent"), ("HighlightedText", "onAccent"), ("ToolTipBase", "raised"),
            ("ToolTipText", "text"), ("Link", "accent"),
        ):  # fmt: skip
            palette.setColor(getattr(QPalette.ColorRole, role), self.color(token))
        for role in (QPalette.ColorRole.Text, QPalette.ColorRole.WindowText, QPalette.ColorRole.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, role, self.color("disabled"))
        return palette

    def _tell(self) -> None:
        self._fill_caches()
        self.changed.emit()

    def _fill_caches(self) -> None:
        self._fonts: dict[tuple[str, bool], QFont] = {}
        self._colors = {name: QColor(value) for name, value in self._tokens[self._mode].items()}

    def _ratio(self) -> float:
        app = QGuiApplication.instance()
        return app.devicePixelRatio() if isinstance(app, QGuiApplication) else 1.0
