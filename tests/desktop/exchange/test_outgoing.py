"""Names of files that go out, of branches with whatever name."""

import pytest

from desktop import files
from desktop.exchange import report
from tests.desktop.exchange.branches import open_branch


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("城东支行", "城东支行"), ("城东/支行\\一", "城东_支行_一"), ("a:b*c?d<e>f|g", "a_b_c_d_e_f_g"),
        ("反\u202e向", "反_向"), ("隐\u200b形", "隐_形"), ("𬭎江🌸", "𬭎江🌸"), (" 前后. ", "前后"), ("...", "_"),
        ("", "_"), ("坏\ud800", "坏_"),
    ],
)  # fmt: skip
def test_what_no_system_takes_is_left_out(name: str, safe: str):
    assert files.file_name(name) == safe


def test_a_very_long_name_still_makes_a_file(tmp_path):
    store, lead = open_branch("很长的名字" * 30, 1)
    file = store.write(lambda session: report.build(session, lead, tmp_path)).file
    store.close()
    assert file.exists()
    assert len(file.name.encode()) < 255
