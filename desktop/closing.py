"""What holds a process or a thread, and is closed at the end of a block."""

from abc import ABC, abstractmethod
from typing import Self


class Closing(ABC):
    """Usable as a context manager, whose end closes it."""

    @abstractmethod
    def close(self) -> None:
        """Give back what it holds; may be called twice."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
