"""Where the shipped data lie: beside the packages, also in a frozen program."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent / "resources"


def resource(*parts: str) -> Path:
    """The path of a file or folder in `resources`."""
    return ROOT.joinpath(*parts)
