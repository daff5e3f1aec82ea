"""Where a person's data lie on this PC."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Paths:
    """The files in one data folder."""

    data: Path

    @classmethod
    def default(cls) -> "Paths":
        """The folder of the signed-in user."""
        import platformdirs

        return cls(Path(platformdirs.user_data_dir("Taika", appauthor=False)))

    @property
    def database(self) -> Path:
        return self.data / "taika.db"

    @property
    def sample(self) -> Path:
        """The sample branch, apart from real data."""
        return self.data / "sample"

    @property
    def settings(self) -> Path:
        return self.data / "settings.toml"

    @property
    def logs(self) -> Path:
        return self.data / "logs"

    @property
    def output(self) -> Path:
        """Where files go that nobody chose a place for."""
        return self.data / "output"

    @property
    def templates(self) -> Path:
        """The poster templates that head office sent, written out to be painted."""
        return self.data / "templates"

    @property
    def workbench(self) -> Path:
        """The poster templates that head office is working on."""
        return self.data / "workbench"

    def prepare(self) -> "Paths":
        """Make the folder, readable by its owner only."""
        self.data.mkdir(parents=True, exist_ok=True, mode=0o700)
        return self
