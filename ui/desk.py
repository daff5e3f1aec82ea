"""What a page needs to do its work, built once by `ui.app` and passed in."""

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from db.actor import Actor
from db.engine import Store
from db.stamp import Clock
from desktop.paths import Paths
from desktop.settings import Settings
from desktop.words import Words
from ui.icons import Icons
from ui.jobs import Jobs
from ui.theme import Theme

if TYPE_CHECKING:
    from desktop.pictures.decoding import Decoder


@dataclass
class Desk:
    """The person at the keyboard (`actor`), their branch's database and the look of the window."""

    store: Store
    actor: Actor
    jobs: Jobs
    theme: Theme
    icons: Icons
    clock: Clock
    words: Words
    settings: Settings
    paths: Paths
    staff_name: str = ""
    branch_name: str = ""
    sample: bool = False
    shared: bool = False  # on a server, where others write too

    @cached_property
    def pictures(self) -> "Decoder":
        """Decodes what comes from outside; its process starts with the first picture. Loaded late: it brings Pillow."""
        from desktop.pictures.decoding import Decoder

        return Decoder()

    def close(self) -> None:
        """End what runs beside the program for the windows."""
        if "pictures" in vars(self):
            self.pictures.close()
