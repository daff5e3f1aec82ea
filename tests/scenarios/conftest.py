"""Whole flows through windows share the theme, the desk and the picture's day of the windows' own tests."""

from tests.ui.conftest import actor, desk, registered_fonts, store, theme
from tests.ui.today.conftest import prepared_scene

__all__ = ["actor", "desk", "prepared_scene", "registered_fonts", "store", "theme"]
