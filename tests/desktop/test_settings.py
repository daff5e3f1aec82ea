import pytest

from desktop import settings
from desktop.errors import AppError
from desktop.settings import Settings


def test_without_a_file_the_defaults(tmp_path):
    assert settings.load(tmp_path / "settings.toml") == Settings()


def test_saved_is_loaded(tmp_path):
    file = tmp_path / "new" / "settings.toml"
    wanted = Settings().with_(language="en", theme="dark", font_scale=125, last_staff="s1", last_page="contacts")
    settings.save(file, wanted)
    assert settings.load(file) == wanted
    assert [path.name for path in file.parent.iterdir()] == ["settings.toml"]


def test_keys_of_a_newer_version_are_kept(tmp_path):
    file = tmp_path / "settings.toml"
    file.write_text('language = "en"\nfuture = [1, 2]\n', encoding="utf-8")
    loaded = settings.load(file)
    assert loaded.language == "en"
    settings.save(file, loaded.with_(theme="dark"))
    assert settings.load(file).unknown == {"future": [1, 2]}


def test_a_key_of_this_version_wins_over_an_unknown_one_of_the_same_name(tmp_path):
    file = tmp_path / "settings.toml"
    settings.save(file, Settings(unknown={"language": "xx"}))
    assert settings.load(file).language == "zh"


@pytest.mark.parametrize("content", [b"language = ", b"\xff\xfe\x00"])
def test_a_file_that_cannot_be_read_is_named(tmp_path, content):
    file = tmp_path / "settings.toml"
    file.write_bytes(content)
    with pytest.raises(AppError, match=r"settings\.toml"):
        settings.load(file)


@pytest.mark.parametrize(
    ("line", "key"),
    [
        ('language = "fr"', "language"),
        ('theme = "pink"', "theme"),
        ("font_scale = 89", "font_scale"),
        ("font_scale = 151", "font_scale"),
        ("font_scale = true", "font_scale"),
        ("last_staff = 3", "last_staff"),
    ],
)
def test_a_wrong_value_is_named_by_file_and_key(tmp_path, line, key):
    file = tmp_path / "settings.toml"
    file.write_text(line, encoding="utf-8")
    with pytest.raises(AppError, match=key) as caught:
        settings.load(file)
    assert "settings.toml" in str(caught.value)
    assert caught.value.cure


@pytest.mark.parametrize("scale", [90, 150])
def test_the_ends_of_the_scale_are_allowed(tmp_path, scale):
    file = tmp_path / "settings.toml"
    settings.save(file, Settings(font_scale=scale))
    assert settings.load(file).font_scale == scale
