"""Fails when a module of desktop or db is covered less than 90 % by the tests, branches counted."""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

FLOOR = 90.0


def measured() -> dict[str, dict[str, float]]:
    """File → summary, from the data of the last test run."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder, "coverage.json")
        subprocess.run([sys.executable, "-m", "coverage", "json", "-q", "-o", report], check=True)  # noqa: S603 - ours
        files = json.loads(report.read_text(encoding="utf-8"))["files"]
    return {name: file["summary"] for name, file in sorted(files.items())}


def main() -> int:
    low = 0
    for name, summary in measured().items():
        if not name.startswith(("db/", "desktop/")):
            continue
        percent = summary["percent_covered"]
        if percent < FLOOR:
            low += 1
            missed = f"{summary['missing_lines']} lines, {summary['missing_branches']} branches"
            print(f"{name}: {percent:.1f} % covered, {missed} missed")
    print(f"coverage: {low} modules of desktop and db below {FLOOR:.0f} %")
    return 1 if low else 0


if __name__ == "__main__":
    sys.exit(main())
