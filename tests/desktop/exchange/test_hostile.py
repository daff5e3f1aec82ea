"""More than sixty files made to do harm: each decided in plain words, in little memory, the main process unharmed."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.desktop.exchange.hostile import SET

MOST_MB = 200


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    folder = tmp_path_factory.mktemp("hostile")
    program = [sys.executable, "-W", "ignore", "-m", "tests.desktop.exchange.hostile"]
    root = Path(__file__).parents[3]
    subprocess.run([*program, "make", str(folder)], check=True, timeout=120, cwd=root)
    done = subprocess.run([*program, "open", str(folder)], check=True, capture_output=True, timeout=120, cwd=root)
    return json.loads(done.stdout)


def test_every_file_is_decided_in_plain_words(judged: dict[str, Any]):
    assert len(SET) >= 60
    assert len({one.name for one in SET}) == len(SET)
    wrong = []
    for one, said in zip(SET, judged["said"], strict=True):
        fits = any(words in said["words"] if words else not said["words"] for words in one.said)
        if not fits or not said["plain"] or said["name"] != one.name:
            wrong.append((one.name, said["words"], one.said))
    assert wrong == []


def test_neither_process_takes_much_memory(judged: dict[str, Any]):
    assert judged["own_mb"] < MOST_MB
    assert judged["child_mb"] < MOST_MB
