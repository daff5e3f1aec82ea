"""Settings of this PC: one dataclass, one TOML file. Personal data never stand here."""

import tomllib
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import Any

import tomli_w

from desktop import files
from desktop.errors import AppError

CHOICES = {"language": ("zh", "en"), "theme": ("light", "dark", "system"), "reminders": ("off", "window", "tray")}
LEAST_SCALE, GREATEST_SCALE = 90, 150


@dataclass(frozen=True)
class Settings:
    """How the window looks and where it was left; `font_scale` in per cent."""

    language: str = "zh"
    theme: str = "light"
    font_scale: int = 100
    last_staff: str = ""
    last_page: str = "today"
    reminders: str = "window"
    unknown: dict[str, Any] = field(default_factory=dict)  # keys of a newer version, kept as they are

    def with_(self, **changes: object) -> "Settings":
        """A copy with other values."""
        return replace(self, **changes)  # type: ignore[arg-type]


def load(path: Path) -> Settings:
    """The settings in a file; defaults when there is none. Raises AppError naming file and key that is wrong."""
    if not path.exists():
        return Settings()
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise AppError(
            "设置文件 {file} 读不懂", cure="改正或删除它再启动；删除后用默认设置。", file=path.name
        ) from error
    kinds = {one.name: type(one.default) for one in fields(Settings) if one.name != "unknown"}
    for key, kind in kinds.items():
        if key in values and not _valid(key, kind, values[key]):
            raise AppError("设置文件 {file} 的 {key} 不对", cure="改正或删除这一行再启动。", file=path.name, key=key)
    known = {key: value for key, value in values.items() if key in kinds}
    return Settings(**known, unknown={key: value for key, value in values.items() if key not in kinds})


def _valid(key: str, kind: type, value: object) -> bool:
    if type(value) is not kind or (key in CHOICES and value not in CHOICES[key]):
        return False
    return key != "font_scale" or LEAST_SCALE <= int(str(value)) <= GREATEST_SCALE


def save(path: Path, settings: Settings) -> None:
    """Write the settings, the old file standing until the new one is whole; AppError when they cannot be written."""
    values = asdict(settings)
    content = values.pop("unknown") | values
    files.write(path, tomli_w.dumps(content).encode())
