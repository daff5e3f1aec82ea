"""The entry point: what goes to the command line, and that it goes there without Qt."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from ui import app

PROBE = """
import sys
from ui.app import main
code = main(sys.argv[1:])
print(any(name.startswith("PySide6") for name in sys.modules), code)
"""


def probe(*arguments: str, **environment: str) -> tuple[str, str]:
    inherited = {key: value for key, value in os.environ.items() if key not in {"DISPLAY", "WAYLAND_DISPLAY"}}
    inherited.pop("QT_QPA_PLATFORM", None)
    done = subprocess.run(
        [sys.executable, "-c", PROBE, *arguments], capture_output=True, text=True, check=False, timeout=60,
        env=inherited | environment,
    )  # fmt: skip
    return done.stdout.strip().splitlines()[-1] if done.stdout.strip() else "", done.stderr


def test_sub_commands_load_no_qt(tmp_path: Path) -> None:
    assert probe("import", "no-such-file.xlsx", "--data-dir", str(tmp_path), TAIKA_PASSWORD="x")[0].startswith("False")


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only there a display can be missing")
def test_without_a_display_it_says_what_else_there_is() -> None:
    out, err = probe()
    assert out == "False 3"
    assert "taika demo" in err


@pytest.mark.parametrize(
    ("arguments", "rest"),
    [
        (["--sample", "--lang", "en", "--theme", "dark"], []),
        (["--data-dir", "x"], []),
        (["import", "x.xlsx"], ["import", "x.xlsx"]),
        (["--help"], ["--help"]),
        (["--sam"], ["--sam"]),
    ],
)
def test_options_of_the_window(arguments: list[str], rest: list[str]) -> None:
    options, left = app.window_options().parse_known_args(arguments)
    assert left == rest
    assert options.data_dir in {None, Path("x")}


def test_commands_are_handed_over_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    from desktop import cli

    seen = []
    monkeypatch.setattr(cli, "main", lambda argv, **options: seen.append((argv, options["shoot"])) or 1)
    assert app.main(["import", "x.xlsx", "--json"]) == 1
    assert seen == [(["import", "x.xlsx", "--json"], app.shoot)]


def test_the_window_gets_its_options(monkeypatch: pytest.MonkeyPatch) -> None:
    from ui import running

    seen = []
    monkeypatch.setattr(running, "run", lambda *given, **named: seen.append((given, named)) or 0)
    assert app.main(["--sample", "--lang", "en"]) == 0
    assert seen == [((None, "en", None), {"sample": True, "url": ""})]


def test_the_window_opens_head_offices_server(monkeypatch: pytest.MonkeyPatch) -> None:
    from ui import running

    seen = []
    monkeypatch.setattr(running, "run", lambda *given, **named: seen.append(named["url"]) or 0)
    monkeypatch.setenv("TAIKA_DATABASE_URL", "postgresql+psycopg://kept/apart")
    app.main([])
    app.main(["--database-url", "postgresql+psycopg://said/here"])
    app.main(["--sample"])
    assert seen == ["postgresql+psycopg://kept/apart", "postgresql+psycopg://said/here", ""]
