"""Where a file cannot be written: it is said in words, and the old file stays as it was. Real disks where Linux can."""

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from desktop import files
from desktop.errors import AppError
from desktop.exchange import arrival, report, shared_folder, workbook
from desktop.exchange.worker import Reader
from desktop.exchange.writing import SheetSpec
from desktop.headquarters import consolidate
from tests.desktop.exchange.branches import open_branch

ON_SMALL_DISKS = """
import sys
from hashlib import sha256
from pathlib import Path
from db.engine import open_store
from db.operation import Change, record
from pikepdf import Pdf
from desktop import backup, files, settings
from desktop.errors import AppError
from desktop.exchange import rule_files
from desktop.exchange.writing import SheetSpec, write
from desktop.posters import pdf, printers
from desktop.words import Words

full, fixed, own = map(Path, sys.argv[1:])
rows = [[sha256(f"{number} {place}".encode()).hexdigest() for place in range(20)] for number in range(200)]
store = open_store(own / "taika.db", b"k" * 32)
store.write(lambda session: record(session, None, [
    Change("contact", str(number), {"name": f"客户{number}", "remark": "话" * 900}) for number in range(300)]))


def rules(place):
    with store.session() as session:
        rule_files.write(session, place, Words())


def page(place):
    with Pdf.new() as whole:
        whole.add_blank_page()
        whole.pages[0].Contents = whole.make_stream(repr([rows, rows[::-1]]).encode())
        whole.save(own / "page.pdf", compress_streams=False)
    pdf.merge([own / "page.pdf"], place / "海报.pdf")


acts = {
    "settings": lambda place: settings.save(place / "settings.toml", settings.Settings(unknown={"x": "话" * 30000})),
    "printers": lambda place: printers.save(place / "printers.toml", {"机" * 30000: printers.Known(1, 2)}),
    "poster": page,
    "picture": lambda place: files.write(place / "海报.png", bytes(90_000)),
    "workbook": lambda place: write(place / "周报.xlsx", [SheetSpec("表", rows)]),
    "password": lambda place: write(place / "周报.xlsx", [SheetSpec("表", rows)], "a long password"),
    "backup": lambda place: backup.make(store, place / "backups", "hand"),
    "rules": rules,
}
for name, place in (("full", full), ("fixed", fixed)):
    for what, act in acts.items():
        try:
            act(place)
            print(name, what, "written", sep="|")
        except AppError as error:
            print(name, what, error.message, error.cure, sep="|")
    for kept in ("settings.toml", "printers.toml", "海报.pdf", "海报.png"):
        print(name, kept, (place / kept).read_bytes() == b"old", sep="|")
    left = sorted(str(path.relative_to(place)) for path in place.rglob("*") if path.is_file())
    print(name, "left", (place / "周报.xlsx").read_bytes() == b"old", left, sep="|")
"""
MOUNT = """
mount -t tmpfs -o size=128k none "$1" && mount -t tmpfs -o size=128k none "$2" || exit 77
for place in "$1" "$2"; do
    for file in 周报.xlsx settings.toml printers.toml 海报.pdf 海报.png; do printf old > "$place/$file"; done
done
mkdir "$1/backups" "$1/规则" && head -c 95000 /dev/zero > "$1/别人的"
mount -o remount,ro "$2" || exit 77
exec "$4" -c "$5" "$1" "$2" "$3"
"""


WRITTEN = {
    "workbook": "周报.xlsx", "password": "周报.xlsx", "settings": "settings.toml", "printers": "printers.toml",
    "poster": "海报.pdf", "picture": "海报.png",
}  # fmt: skip
"""What is written there → its file."""


def windows(number: int, code: int) -> OSError:
    """An error as Windows raises it."""
    error = PermissionError(code, "denied") if code == errno.EACCES else OSError(code, "said by Windows")
    error.winerror = number
    return error


@pytest.fixture(scope="module")
def small_disks(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], list[str]]:
    """What is said on a full disk and on one that is read-only: (disk, act) → words."""
    places = [tmp_path_factory.mktemp(name) for name in ("full", "fixed", "own")]
    command = ["unshare", "-rm", "sh", "-c", MOUNT, "sh", *map(str, places), sys.executable, ON_SMALL_DISKS]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    except FileNotFoundError:
        pytest.skip("no unshare here")
    if done.returncode in {1, 77} and "Traceback" not in done.stderr:
        pytest.skip(f"no disk can be mounted here: {done.stderr[:80]}")
    assert done.returncode == 0, done.stderr
    lines = [line.split("|") for line in done.stdout.splitlines()]
    return {(disk, what): rest for disk, what, *rest in lines}


@pytest.mark.parametrize(
    ("disk", "words"), [("full", "没有写成 {file}：磁盘满了"), ("fixed", "{folder} 是只读的，写不进 {file}")]
)
def test_on_a_full_disk_and_a_read_only_one_it_is_said_and_the_old_file_stands(
    small_disks: dict[tuple[str, str], list[str]], disk: str, words: str
):
    for what, file in WRITTEN.items():
        said, cure = small_disks[disk, what]
        assert words.partition("{file}：")[2] in said
        assert file in said
        assert cure
        assert small_disks.get((disk, file), ["True"]) == ["True"]  # the old file is whole
    assert small_disks[disk, "backup"][0] == "备份没有做成，数据没有改动"
    assert "磁盘满了" in small_disks[disk, "rules"][0] or "是只读的" in small_disks[disk, "rules"][0]
    same, left = small_disks[disk, "left"]
    assert same == "True"
    assert ".taika-" not in left
    assert ".part" not in left
    assert ".db" not in left


@pytest.mark.parametrize(
    ("number", "code", "words"),
    [
        (5, errno.EACCES, "正开着"), (32, errno.EACCES, "正开着"), (33, errno.EACCES, "正开着"),
        (19, errno.EACCES, "只读"), (112, errno.ENOSPC, "磁盘满了"), (1295, errno.EINVAL, "磁盘满了"),
        (206, errno.ENOENT, "路径太长"), (53, errno.ENOENT, "网络位置连不上"), (59, errno.EINVAL, "网络位置连不上"),
        (64, errno.ENOENT, "网络位置连不上"), (67, errno.ENOENT, "网络位置连不上"),
        (1231, errno.EINVAL, "网络位置连不上"),
        (123, errno.EINVAL, "said by Windows"),
    ],
)  # fmt: skip
def test_what_windows_says_is_said_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, code: int, words: str
):
    path = tmp_path / "周报.xlsx"
    path.write_bytes(b"old")
    waited: list[float] = []

    def refuse(*_: object) -> None:
        raise windows(number, code)

    monkeypatch.setattr(files.time, "sleep", waited.append)
    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", refuse)
        with pytest.raises(AppError, match=words) as raised:
            workbook.write(path, [SheetSpec("表", [["新"]])])
    assert raised.value.cure
    assert [(one.name, one.read_bytes()) for one in tmp_path.iterdir()] == [("周报.xlsx", b"old")]
    assert waited == (list(files.WAITS) if number in {5, 32, 33} else [])


def test_a_long_path_that_windows_does_not_find_is_called_too_long(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def refuse(*_: object) -> None:
        raise windows(3, errno.ENOENT)

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(AppError, match="路径太长"):
        workbook.write(tmp_path / ("长" * 80) / "长长长" / ("x" * 200 + ".xlsx"), [SheetSpec("表", [["新"]])])
    with pytest.raises(AppError, match="said by Windows"):
        workbook.write(Path(os.path.relpath(tmp_path / "a.xlsx")), [SheetSpec("表", [["新"]])])


def test_a_scanner_that_lets_go_after_a_moment_is_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, reader: Reader
):
    held, put = [32, 5], Path.replace

    def replace(self: Path, target: Path) -> Path:
        if held:
            raise windows(held.pop(), errno.EACCES)
        return put(self, target)

    monkeypatch.setattr(files.time, "sleep", lambda _: None)
    monkeypatch.setattr(Path, "replace", replace)
    workbook.write(tmp_path / "a.xlsx", [SheetSpec("表", [["新"]])])
    assert workbook.read(tmp_path / "a.xlsx", reader=reader).sheets[0].rows == [["新"]]


def test_a_report_whose_old_file_is_open_gets_another_name_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, reader: Reader
):
    store, lead = open_branch("城东支行", 1)
    first = report.export(store, lead, tmp_path)
    before, put = first.file.read_bytes(), Path.replace

    def replace(self: Path, target: Path) -> Path:
        if target == first.file:
            raise windows(32, errno.EACCES)
        return put(self, target)

    monkeypatch.setattr(files.time, "sleep", lambda _: None)
    monkeypatch.setattr(Path, "replace", replace)
    for number in (2, 3):
        made = report.export(store, lead, tmp_path, password="a long password" if number == 3 else "")
        assert made.file.name == f"{first.file.stem}({number}).xlsx"
        assert str(made.done.message) == f"{first.file.name} 正开着，另存成了 {made.file.name}"
    assert arrival.read(tmp_path / f"{first.file.stem}(2).xlsx", reader).manifest.sequence == first.sequence
    assert first.file.read_bytes() == before
    assert len(list(tmp_path.iterdir())) == 3
    store.close()


def test_a_share_that_knows_of_no_rights_is_written_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def refuse(*_: object) -> None:
        raise PermissionError(errno.EPERM, "no rights here")

    monkeypatch.setattr(Path, "chmod", refuse)
    workbook.write(tmp_path / "a.xlsx", [SheetSpec("表", [["新"]])])
    assert [one.name for one in tmp_path.iterdir()] == ["a.xlsx"]


def test_a_file_where_a_folder_should_be_is_said(tmp_path: Path):
    (tmp_path / "周报").write_bytes(b"old")
    for path in (tmp_path / "周报" / "a.xlsx", tmp_path / "周报" / "deep" / "a.xlsx"):
        with pytest.raises(AppError, match="不是文件夹"):
            workbook.write(path, [SheetSpec("表", [["新"]])])
    assert (tmp_path / "周报").read_bytes() == b"old"


def test_a_name_of_255_bytes_is_written(tmp_path: Path):
    name = "长" * 83 + "x.xlsx"
    assert len(name.encode()) == 255
    workbook.write(tmp_path / name, [SheetSpec("表", [["新"]])])
    assert [one.name for one in tmp_path.iterdir()] == [name]


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("CON", "_CON"), ("nul.支行", "_nul.支行"), ("COM1", "_COM1"), ("lpt¹", "_lpt¹"), ("CONIN$", "_CONIN$"),
        ("CONTO", "CONTO"), ("COM10", "COM10"), ("支行CON", "支行CON"), ("aux ", "_aux"), ("支行.", "支行"),
    ],
)  # fmt: skip
def test_what_windows_takes_for_a_device_is_no_name(name: str, safe: str):
    assert files.file_name(name) == safe


def test_a_share_that_goes_away_half_way_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    store, lead = open_branch("城东支行", 1)
    folder = tmp_path / "shared"
    folder.mkdir()
    store.write(lambda session: shared_folder.choose(session, lead, folder, "a long password"))

    def gone(*_: object, **__: object) -> None:
        raise OSError(errno.EHOSTDOWN, "gone")

    monkeypatch.setattr(shared_folder.handover, "make", gone)
    with pytest.raises(AppError, match="打不开共享文件夹 shared"):
        shared_folder.sync(store, lead, tmp_path)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Path, "rglob", gone)
        with pytest.raises(AppError, match="打不开文件夹 shared"):
            consolidate.workbooks([folder])
    store.close()
