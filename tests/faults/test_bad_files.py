"""Every kind of bad file in one run over good ones; `make faults` does it with one bad in twenty of 400."""

import re
from pathlib import Path

from db.stamp import FixedClock
from desktop.headquarters.reading import Readers
from desktop.store import open_memory_store
from desktop.words import N_, Words
from tests.bench import reports
from tests.faults import bad_files


def test_every_kind_of_bad_file_gets_its_verdict(tmp_path: Path):
    wanted, good = bad_files.fill(tmp_path, 4, len(bad_files.KINDS))
    store = open_memory_store(FixedClock(reports.FRIDAY))
    with Readers(2) as readers:
        found = bad_files.run(store, tmp_path, readers)
    store.close()
    assert bad_files.wrong(found, wanted) == []
    macro = next(one for name, one in found.items() if "有宏" in name)
    assert Words("en").text(macro.reason) == f"{macro.file} was not opened: {Words('en').text(N_('含有宏'))}"
    assert not re.search("[\u4e00-\u9fff]", Words("en").text(macro.reason).replace(macro.file, ""))
    assert len(found) == good + len(wanted)


def test_a_wrong_verdict_would_be_seen():
    from desktop.headquarters.arrivals import File
    from desktop.words import N_

    kind = bad_files.KINDS[0]
    merged = File("1", "a.xlsx", "", "", "merged", (), N_("没有新内容"), "", {})
    assert bad_files.wrong({"a.xlsx": merged}, {"a.xlsx": kind}) != []
    assert bad_files.wrong({"b.xlsx": merged._replace(flags=("gap",))}, {}) != []
