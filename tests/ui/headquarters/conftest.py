"""Windows of head office read with the same processes as its functions do."""

from tests.desktop.headquarters.conftest import readers

__all__ = ["readers"]
