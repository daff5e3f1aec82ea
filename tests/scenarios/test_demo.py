"""`taika demo` as a user runs it on a machine without a display: all steps, and what lies in the folder afterwards."""

import json
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import cv2
import pytest
import zxingcpp
from PIL import Image

from desktop.resources import resource
from desktop.sample import BRANCHES

ROOT = Path(__file__).parent.parent.parent
CODE = tomllib.loads(resource("sample", "expected.toml").read_text(encoding="utf-8"))["codes"]["王敏"]

SAID = "导入客户列表 再次导入 撤销 活码 退回 快速登记 今日 海报 桌牌 上报表 换个顺序 汇总工作簿 自检 截图"


@pytest.fixture(scope="module")
def ran(tmp_path_factory):
    """The command's result and its folder; run once for this file."""
    out = tmp_path_factory.mktemp("demo")
    hidden = {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}
    environment = {name: value for name, value in os.environ.items() if name not in hidden}
    command = [sys.executable, "-m", "ui.app", "demo", "--out", str(out), "--json", "--data-dir", str(out / "own")]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=240, check=False)
    return done, out


def test_it_ends_well_and_tells_each_step(ran):
    done, out = ran
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert (told["ok"], told["out"]) == (True, str(out))
    assert [step["step"] for step in told["steps"]] == list(range(1, len(told["steps"]) + 1))
    texts = "\n".join(step["text"] for step in told["steps"])
    for word in SAID.split():
        assert word in texts, word
    assert all(re.search(r"\d", step["text"]) for step in told["steps"])
    assert "Traceback" not in done.stderr


def test_the_files_are_there(ran):
    _, out = ran
    assert len(list((out / "reports").glob("*.xlsx"))) == len(BRANCHES)
    assert len(list((out / "summary").glob("*.xlsx"))) == 1
    assert len(list((out / "screens").glob("*.png"))) >= 4
    assert {path.suffix for path in (out / "pieces").iterdir()} == {".pdf", ".png"}
    assert (out / "客户列表_拒收.xlsx").exists()


def test_the_pdfs_scan_with_two_decoders(ran, tmp_path):
    _, out = ran
    pdfs = sorted((out / "pieces").glob("*.pdf"))
    assert len(pdfs) == 2
    for number, pdf in enumerate(pdfs):
        target = tmp_path / str(number)
        subprocess.run(["pdftoppm", "-r", "150", "-png", str(pdf), str(target)], check=True)
        (page,) = tmp_path.glob(f"{number}-*.png")
        with Image.open(page) as picture:
            found = zxingcpp.read_barcodes(picture)
        assert {one.text for one in found} == {CODE}
        _, texts, _, _ = cv2.QRCodeDetector().detectAndDecodeMulti(cv2.imread(str(page)))
        assert CODE in texts


def test_databases_are_encrypted(ran):
    _, out = ran
    databases = sorted((out / "data").rglob("*.db"))
    assert len(databases) == len(BRANCHES) + 2
    for database in databases:
        assert not database.read_bytes().startswith(b"SQLite format 3")
