"""A run with bad files of every kind among good reports: each gets its verdict, reason and cure, the others merge.

`python -m tests.faults.bad_files`: 400 files, of which one in twenty is bad.
"""

import argparse
import shutil
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from db.actor import Actor, Role
from db.engine import Store
from db.projection import Operation
from db.stamp import FixedClock
from desktop.exchange import manifest, workbook
from desktop.exchange.manifest import Manifest
from desktop.exchange.workbook import SheetSpec
from desktop.headquarters import arrivals, consolidate
from desktop.headquarters.arrivals import File
from desktop.headquarters.reading import Readers
from desktop.insights.metrics import Period
from desktop.security.seals import Signer
from desktop.store import open_memory_store
from tests.bench import reports
from tests.bench.reports import Branch
from tests.desktop.exchange import hostile_files

ANALYST = Actor("", Role.ANALYST, "")
WEEK = Period.named("2026W47")
CONTACTS = 4


class Bad(NamedTuple):
    """A bad file: how it is made, the verdict and flag it must get, and words of the reason."""

    name: str
    make: Callable[["Mill", Path], object]
    verdict: str
    flag: str
    said: str


class Mill:
    """Good reports, and those that differ from one in a single respect."""

    def __init__(self) -> None:
        self.whole = reports.template(CONTACTS)
        self.signer = Signer(Ed25519PrivateKey.generate())
        self._next = 0

    def good(self, folder: Path) -> Path:
        """The report of one more branch."""
        return self.write(self.fresh(), folder)

    def fresh(self) -> Branch:
        """A branch that nobody has written of yet."""
        self._next += 1
        return reports.variant(self.whole, self._next - 1, self.signer)

    def write(self, branch: Branch, folder: Path) -> Path:
        return reports._write(folder, branch)

    def again(
        self, number: int, path: Path, change: Callable[[Manifest], Manifest] = lambda head: head,
        operations: Callable[[list[Operation]], list[Operation]] = list, signer: Signer | None = None,
    ) -> None:  # fmt: skip
        """The report of branch `number` with its head and operations changed, under another export, properly sealed."""
        branch = reports.variant(self.whole, number, self.signer)
        kept = operations(branch.operations)
        signer = signer or self.signer
        head = change(replace(branch.prepared.head, export_id=path.stem, sequence=2))
        head = replace(head, operations=len(kept), key=signer.key)
        pages = [*branch.prepared.sheets[:-2], *manifest.sheets(head, kept, signer)]
        self.write(Branch(branch.prepared._replace(name=path.name, sheets=pages), kept), path.parent)

    def new(self) -> int:
        """The number of a branch that has not reported."""
        self._next += 1
        return self._next - 1


def _edited(mill: Mill, path: Path) -> None:
    branch = mill.fresh()
    pages = [replace(page, rows=[list(row) for row in page.rows]) for page in branch.prepared.sheets]
    contacts = next(page for page in pages if page.name == "客户")
    contacts.rows[2][4] = "自己写的"
    mill.write(Branch(branch.prepared._replace(name=path.name, sheets=pages), branch.operations), path.parent)


def _program_page(mill: Mill, path: Path) -> None:
    branch = mill.fresh()
    pages = [replace(page, rows=[list(row) for row in page.rows]) for page in branch.prepared.sheets]
    ops = next(page for page in pages if page.name == manifest.OPS)
    ops.rows[1][0] = str(ops.rows[1][0]).replace("样板", "别的").replace("第", "弟")
    mill.write(Branch(branch.prepared._replace(name=path.name, sheets=pages), branch.operations), path.parent)


def _cut(mill: Mill, path: Path) -> None:
    whole = mill.write(mill.fresh(), path.parent)
    path.write_bytes(whole.read_bytes()[:-2000])
    whole.unlink()


def _copied(mill: Mill, path: Path) -> None:
    shutil.copyfile(next(path.parent.glob("上报_*第1支行.xlsx")), path)


def _plain(_: Mill, path: Path) -> None:
    workbook.write(path, [SheetSpec("Sheet1", [["网点", "客户"], ["城东", 3]])])


def _bytes(content: bytes) -> Callable[[Mill, Path], object]:
    return lambda _, path: path.write_bytes(content)


def _clone(one: Operation) -> Operation:
    return one._replace(digest="f" * 32)  # what another PC with the same disk wrote under the same number


OTHER = Signer(Ed25519PrivateKey.generate())
KINDS = (
    Bad("两遍", _copied, "doubled", "", "和先前收的那份相同"),
    Bad("没新的", lambda mill, path: mill.again(0, path), "nothing_new", "", "没有新内容"),
    Bad("上一周", lambda mill, path: mill.again(mill.new(), path, lambda head: replace(head, period="2026W46")),
        "stale", "", "报的是第 46 周"),
    Bad("手工改过", _edited, "merged", "hand_edited", "行导出后被改过"),
    Bad("缺一段", lambda mill, path: mill.again(mill.new(), path, operations=lambda found: found[5:]), "merged", "gap",
        "缺第 1 到 5 条"),
    Bad("复制盘", lambda mill, path: mill.again(1, path, operations=lambda found: [*map(_clone, found[:3])]), "merged",
        "clone", "并入"),
    Bad("别人的钥匙", lambda mill, path: mill.again(0, path, signer=OTHER), "refused", "",
        "签名和这台电脑登记过的不同"),
    Bad("程序页被改", _program_page, "refused", "", "校验不符"),
    Bad("下发包", lambda mill, path: mill.again(0, path, lambda head: replace(head, kind="pack")), "refused", "",
        "不是上报表"),
    Bad("自己的表", _plain, "refused", "", "没有“_manifest”页"),
    Bad("空的", _bytes(b""), "refused", "", "空文件"),
    Bad("半截", _cut, "refused", "", "已损坏"),
    Bad("加了密码", _bytes(bytes.fromhex("d0cf11e0a1b11ae1") + "EncryptedPackage".encode("utf-16-le")), "refused", "",
        "密码"),
    Bad("防泄密", _bytes(b"\x62\x14\x23\x65" * 400), "refused", "", "防泄密"),
    Bad("压缩炸弹", lambda _, path: hostile_files.bomb(path), "refused", "", ""),
    Bad("有宏", lambda _, path: hostile_files.with_part("xl/vbaProject.bin", b"x")(path), "refused", "", "含有宏"),
    Bad("连到别处", lambda _, path: hostile_files.with_part("xl/externalLinks/externalLink1.xml", "<x/>")(path),
        "refused", "", "链接到别的文件"),
)  # fmt: skip
"""Every kind once; those that differ from a good report refer to branches 0 and 1, whose reports come first."""


def fill(folder: Path, good: int, bad: int) -> tuple[dict[str, Bad], int]:
    """Write so many good reports and bad files, kind after kind; what each name must get, and how many are good."""
    folder.mkdir(parents=True, exist_ok=True)
    mill, wanted = Mill(), {}
    for _ in range(good):
        mill.good(folder)
    for number in range(bad):
        kind = KINDS[number % len(KINDS)]
        path = folder / f"坏_{number:02}_{kind.name}.xlsx"  # after the good ones, in order
        kind.make(mill, path)
        wanted[path.name] = kind
    return wanted, good


def run(store: Store, folder: Path, readers: Readers) -> dict[str, File]:
    """Consolidate, and give each file as head office's page lists it."""
    consolidate.consolidate(store, ANALYST, [folder], readers=readers, hashed=False)
    with store.session() as session:
        return {one.file: one for one in arrivals.files(session, WEEK)}


def wrong(found: dict[str, File], wanted: dict[str, Bad]) -> list[str]:
    """What is not as it must be, in a line each; empty when all is well."""
    faults = []
    for name, bad in wanted.items():
        one = found[name]
        told = bad.said in str(one.reason) and (bad.verdict != "refused" or bool(str(one.cure)))
        if one.verdict != bad.verdict or (bad.flag and bad.flag not in one.flags) or not told:
            faults.append(f"{name}: {one.verdict} {one.flags} {one.reason} / {one.cure}")
    faults += [
        f"{name}: {one.verdict} {one.flags} {one.reason}"
        for name, one in found.items()
        if name not in wanted and (one.verdict != "merged" or one.flags)
    ]
    return faults


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--files", type=int, default=400)
    parser.add_argument("--share", type=float, default=0.05)
    options = parser.parse_args()
    bad = round(options.files * options.share)
    with tempfile.TemporaryDirectory() as name, Readers() as readers:
        wanted, good = fill(Path(name), options.files - bad, bad)
        store = open_memory_store(FixedClock(reports.FRIDAY))
        found = run(store, Path(name), readers)
        store.close()
    faults = wrong(found, wanted)
    print(f"{good} good and {len(wanted)} bad files: {len(faults)} with another verdict than they must have")
    print("\n".join(faults))
    return 1 if faults or len(found) != options.files else 0


if __name__ == "__main__":
    sys.exit(main())
