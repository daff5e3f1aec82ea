"""The project's papers keep their word: README's commands, ARCHITECTURE's layers, pins without hosts."""

import ast
import re
import subprocess
import tomllib
from pathlib import Path

import pytest

from desktop import cli
from ui.app import window_options

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
ARCHITECTURE = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
PYPROJECT_TEXT = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
PYPROJECT = tomllib.loads(PYPROJECT_TEXT)
LAYERS = ("ui", "desktop", "db")
PAINTERS = {f"desktop/posters/{name}.py" for name in ("paint", "artwork", "strokes", "typeface")}
# Places of one machine, and ways to name an index of packages; spelled so that this file does not hold them.
PLACES = re.compile("|".join(("/wor" + "k/", "/ro" + "ot/", "/hom" + "e/[a-z]", "/op" + "t/", "--index-" + "url")))


def tracked() -> list[Path]:
    """Every file of ours that git keeps, or would keep."""
    listing = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(listing, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [path for name in names.split("\0") if name and (path := ROOT / name).is_file()]


def imports(path: Path) -> set[str]:
    """The modules that a file imports, at any depth of its functions."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found.update(name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            found.add(node.module or "")
            found.update(f"{node.module}.{name.name}" for name in node.names)
    return found


def modules(layer: str) -> list[Path]:
    return sorted((ROOT / layer).rglob("*.py"))


def make_words() -> set[str]:
    return set(re.findall(r"\bmake ([a-z]+)", README))


def taika_lines() -> list[str]:
    """Every call of the command line that README shows in code marks."""
    return sorted(set(re.findall(r"`taika ([^`]+)`", README)))


def test_readme_names_jobs_and_all_of_them_are_in_the_makefile() -> None:
    targets = set(re.findall(r"^([a-z]+):", MAKEFILE, re.MULTILINE))
    assert {"run", "test"} <= make_words() <= targets


def test_every_job_says_what_it_does() -> None:
    targets = re.search(r"^\.PHONY: (.*)$", MAKEFILE, re.MULTILINE)
    assert targets
    assert set(re.findall(r"^([a-z]+):.* ## \S", MAKEFILE, re.MULTILINE)) == set(targets[1].split())


@pytest.mark.parametrize("line", [line for line in taika_lines() if line.split()[0].islower() and line[0] != "-"])
def test_readme_shows_commands_and_options_that_there_are(line: str, capsys: pytest.CaptureFixture[str]) -> None:
    command, *rest = line.split()
    assert cli.main([command, "--help"]) == 0
    text = capsys.readouterr().out
    assert [option for option in rest if option.startswith("--") and option not in text] == []


def test_readme_shows_options_of_the_window_that_there_are() -> None:
    shown = [f"`taika {line}`" for line in taika_lines() if line.startswith("--")]
    assert shown
    given = set(re.findall(r"--[a-z-]+", " ".join(shown)))
    assert given <= set(window_options().format_usage().replace("[", " ").replace("]", " ").split())


@pytest.mark.parametrize("below", range(1, len(LAYERS)))
def test_a_layer_never_imports_the_one_above(below: int) -> None:
    above = set(LAYERS[:below])
    bad = [
        f"{path.relative_to(ROOT)} imports {name}"
        for path in modules(LAYERS[below])
        for name in sorted(imports(path))
        if name.split(".")[0] in above
    ]
    assert bad == []


def test_only_the_painter_knows_qt_below_the_windows() -> None:
    knowing = {
        path.relative_to(ROOT).as_posix(): {name for name in imports(path) if name.startswith("PySide6")}
        for layer in ("db", "desktop")
        for path in modules(layer)
    }
    assert {path for path, names in knowing.items() if names} == PAINTERS
    assert not {name for names in knowing.values() for name in names if "QtWidgets" in name}


def test_architecture_draws_the_layers_that_are_checked() -> None:
    contract = PYPROJECT["tool"]["importlinter"]["contracts"][0]
    assert contract["layers"] == list(LAYERS)
    assert " → ".join(contract["layers"]) in ARCHITECTURE


def test_architecture_names_folders_and_modules_that_there_are() -> None:
    areas = re.findall(r"^\| (`.*`) \|", ARCHITECTURE, re.MULTILINE)
    named = {area for cell in areas for area in re.findall(r"`(\w+)`", cell)}
    assert named
    assert [area for area in sorted(named) if not any((ROOT / layer / area).is_dir() for layer in LAYERS)] == []
    paths = re.findall(r"`((?:db|desktop|ui|resources|tests)/[\w/.]+)`", ARCHITECTURE)
    assert [path for path in paths if not (ROOT / path).exists()] == []


def test_every_area_has_its_line_in_architecture() -> None:
    areas = {path.parent.name for layer in ("desktop", "ui") for path in (ROOT / layer).glob("*/__init__.py")}
    assert [area for area in sorted(areas - {"widgets"}) if f"`{area}`" not in ARCHITECTURE] == []


def test_pins_are_names_and_versions_without_hosts() -> None:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pins = [line for line in lines if line and not line.startswith("#")]
    assert [line for line in pins if not re.fullmatch(r"[A-Za-z0-9._-]+==[A-Za-z0-9.]+", line)] == []
    pinned = {re.sub(r"[-_.]+", "-", line.split("==")[0]).lower() for line in pins}
    project = PYPROJECT["project"]
    wanted = [
        *project["dependencies"],
        *(name for extra in project["optional-dependencies"].values() for name in extra),
    ]
    names = {re.sub(r"[-_.]+", "-", re.split(r"[\[<>=]", entry)[0]).lower() for entry in wanted} - {"taika"}
    assert names - pinned == set()


def test_qt_stays_below_the_release_that_crashes() -> None:
    assert "PySide6-Essentials>=6.8.0.2,<6.12" in PYPROJECT["project"]["dependencies"]


def test_every_ignored_rule_has_its_reason() -> None:
    ignored = re.search(r"^ignore = \[\n(.*?)^\]", PYPROJECT_TEXT, re.MULTILINE | re.DOTALL)
    assert ignored
    assert [line for line in ignored[1].splitlines() if not re.search(r', # [\w"`…]', line)] == []


def test_nothing_names_a_place_of_one_machine() -> None:
    found = []
    for path in tracked():
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        found += [f"{path.relative_to(ROOT)}: {match[0]}" for match in PLACES.finditer(text)]
    assert found == []
