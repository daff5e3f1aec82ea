"""The entry point: hands sub-commands to the command line without loading Qt; otherwise opens the window."""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from db.stamp import Clock

NO_DISPLAY = """\
这里没有显示器，打不开窗口。可以用命令行：taika --help，或 taika demo --out 文件夹。
There is no display for the window. Use the command line: taika --help, or taika demo --out DIR."""
COULD_NOT = 3


def main(argv: Sequence[str] | None = None) -> int:
    """Exit code: that of the sub-command, or 0 when the window was closed, 3 when it could not be opened."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    options, rest = window_options().parse_known_args(arguments)
    if rest:
        from desktop import cli

        _application = application_for_pictures() if "demo" in rest else None
        return cli.main(arguments, shoot=shoot)
    if not has_display():
        print(NO_DISPLAY, file=sys.stderr)  # noqa: T201 - there is nothing else to tell it by
        return COULD_NOT
    from ui.interpreter import begin

    begin()
    from desktop.context import SERVER
    from ui.running import run

    url = "" if options.sample else options.database_url or os.environ.get(SERVER, "")
    return run(options.data_dir, options.lang, options.theme, sample=options.sample, url=url)


def window_options() -> argparse.ArgumentParser:
    """The options of the window; whatever else is given belongs to the command line."""
    parser = argparse.ArgumentParser(prog="taika", add_help=False, allow_abbrev=False, exit_on_error=False)
    parser.add_argument("--sample", action="store_true")
    parser.add_argument("--data-dir", type=Path)
    parser.add_argument("--database-url")
    parser.add_argument("--lang", choices=("zh", "en"))
    parser.add_argument("--theme", choices=("light", "dark", "system"))
    return parser


def has_display() -> bool:
    """On Linux a window needs a display, unless Qt was told to do without."""
    named = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return not sys.platform.startswith("linux") or any(os.environ.get(name) for name in named)


def application_for_pictures() -> object:
    """Qt's application before the pieces are painted, which would make one without windows; to be kept."""
    if not has_display():
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from PySide6.QtWidgets import QApplication

    return QApplication.instance() or QApplication(["taika"])


def shoot(data: Path, folder: Path, clock: "Clock") -> list[Path]:
    """Pictures of the main pages of the sample branch in `data`, for `taika demo`."""
    from ui.shots import shoot_sample

    return shoot_sample(data, folder, clock)


if __name__ == "__main__":
    sys.exit(main())
