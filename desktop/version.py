"""Which version of the program this is."""

from importlib.metadata import PackageNotFoundError, version


def app_version() -> str:
    """The version of the installed program; "0" when it runs without being installed."""
    try:
        return version("taika")
    except PackageNotFoundError:
        return "0"
