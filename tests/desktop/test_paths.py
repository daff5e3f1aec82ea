import os
import stat

import pytest

from desktop.paths import Paths
from desktop.resources import resource


def test_everything_lies_in_one_folder(tmp_path):
    paths = Paths(tmp_path / "taika")
    for path in (paths.database, paths.sample, paths.settings, paths.logs, paths.output):
        assert path.parent == tmp_path / "taika"
    assert len({paths.database, paths.sample, paths.settings, paths.logs, paths.output}) == 5


@pytest.mark.skipif(os.name != "posix", reason="rights of POSIX")
def test_the_folder_is_ones_own(tmp_path):
    paths = Paths(tmp_path / "deep" / "taika").prepare()
    assert stat.S_IMODE(paths.data.stat().st_mode) == 0o700
    assert paths.prepare() == paths


def test_the_default_is_the_users(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path))
    assert Paths.default().data.name == "Taika"


def test_resources_are_there():
    assert resource("calendar.toml").is_file()
    assert resource("sample", "chengdong").is_dir()
    assert resource() == resource("sample").parent
