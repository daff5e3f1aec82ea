"""Collects the strings of the windows and compiles their translation: `make words` (python -m tests.words).

lupdate and lrelease come with PySide6-Essentials. The compiled .qm is kept in git beside the .ts: an installation by
pip, on Windows too, then needs no tool of Qt's; a test compiles it again and compares.
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import PySide6

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "resources" / "i18n"
TARGET = FOLDER / "taika_en.ts"
# Qt's own strings in its dialogs are translated by Qt's files; these are only ours.
COLLECT = ("-source-language", "zh_CN", "-target-language", "en_US", "-no-obsolete", "-locations", "none", "-silent")


def tool(name: str) -> Path:
    """The program of Qt's that PySide6-Essentials brings along."""
    return Path(PySide6.__file__).parent / (f"{name}.exe" if sys.platform == "win32" else name)


def sources() -> list[str]:
    """The modules of the windows, in an order that is the same everywhere."""
    return sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "ui").rglob("*.py"))


def collect(target: Path) -> None:
    """Bring `target` up to the strings in the source: new ones come in unfinished, gone ones leave."""
    with tempfile.TemporaryDirectory() as folder:
        names = Path(folder, "sources.lst")
        names.write_text("\n".join(sources()), encoding="utf-8")
        _run(tool("lupdate"), *COLLECT, f"@{names}", "-ts", target)


def compile_to(target: Path, source: Path = TARGET) -> None:
    """Compile the .ts into the .qm that Qt loads; unfinished entries stay out."""
    _run(tool("lrelease"), "-silent", source, "-qm", target)


def _run(*command: str | Path) -> None:
    subprocess.run([str(part) for part in command], cwd=ROOT, check=True)


def main() -> None:
    """Work on a copy: when a tool fails, the files stay as they were."""
    with tempfile.TemporaryDirectory() as folder:
        words = Path(folder, TARGET.name)
        if TARGET.exists():
            shutil.copy(TARGET, words)
        collect(words)
        compiled = words.with_suffix(".qm")
        compile_to(compiled, words)
        FOLDER.mkdir(exist_ok=True)
        shutil.copy(words, TARGET)
        shutil.copy(compiled, FOLDER)
    print(f"{TARGET.relative_to(ROOT)}: {TARGET.read_text(encoding='utf-8').count('unfinished')} unfinished")


if __name__ == "__main__":
    main()
