"""Whole flows through windows share the theme of the windows' own tests."""

from tests.ui.conftest import registered_fonts, theme

__all__ = ["registered_fonts", "theme"]
