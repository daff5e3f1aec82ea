"""Measures ours against the floor of the same run: `make bench`, `make bench ARGS="import --json"`.

Every module bench_NAME.py beside this one has `measure() -> Iterable[Figure]`.
"""

import argparse
import importlib
import json
import sys
from pathlib import Path

from tests.bench.figure import Figure

PREFIX = "bench_"


def names() -> list[str]:
    return sorted(path.stem.removeprefix(PREFIX) for path in Path(__file__).parent.glob(f"{PREFIX}*.py"))


def main() -> int:
    """0 when every ratio is within its limit."""
    parser = argparse.ArgumentParser(description="Ours against the floor of the same run.")
    parser.add_argument("name", nargs="*", help=f"of {', '.join(names())}; all when left out")
    parser.add_argument("--size", type=int, help="how much a bench that has a SIZE shall work on")
    parser.add_argument("--json", action="store_true", help="one JSON value instead of lines")
    options = parser.parse_args()
    figures: list[Figure] = []
    for name in options.name or names():
        module = importlib.import_module(f"tests.bench.{PREFIX}{name}")
        sized = options.size is not None and hasattr(module, "SIZE")
        for figure in module.measure(options.size) if sized else module.measure():
            figures.append(figure)
            if not options.json:
                print(figure.line(), flush=True)
    if options.json:
        print(json.dumps([figure.value() for figure in figures], ensure_ascii=False))
    return 0 if all(figure.passed for figure in figures) else 1


if __name__ == "__main__":
    sys.exit(main())
