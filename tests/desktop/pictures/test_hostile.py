"""Pictures made to do harm: each refused in plain words or taken without its harm, in little memory."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.desktop.pictures.hostile import REFUSED, TAKEN

MOST_MB = 200

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="memory is measured by /proc")


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    folder = tmp_path_factory.mktemp("hostile")
    program = [sys.executable, "-W", "ignore", "-m", "tests.desktop.pictures.hostile"]
    root = Path(__file__).parents[3]
    subprocess.run([*program, "make", str(folder)], check=True, timeout=120, cwd=root)
    done = subprocess.run([*program, "open", str(folder)], check=True, capture_output=True, timeout=120, cwd=root)
    return json.loads(done.stdout)


def test_every_hostile_picture_is_refused_by_name_and_with_a_cure(judged: dict[str, Any]):
    for name in REFUSED:
        for said in judged["said"][name]:
            message, _, cure = said.partition("|")
            assert name in message
            assert cure.endswith("。")


def test_what_is_harmless_in_a_hostile_picture_is_taken(judged: dict[str, Any]):
    large = {"png of 20 million pixels": (4472, 4472), "jpeg of 59 million pixels": (4500, 3300)}
    for name in TAKEN:
        assert judged["said"][name][0] == str(large.get(name, (400, 400)))


def test_neither_process_takes_much_memory(judged: dict[str, Any]):
    assert 0 < judged["own_mb"] < MOST_MB
    assert 0 < judged["child_mb"] < MOST_MB
