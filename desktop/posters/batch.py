"""Makes many pieces one after the other: each is proven; those that fail are named, the rest go on."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from desktop.errors import AppError
from desktop.posters import pieces


@dataclass(slots=True)
class Batch:
    """What came of it: pieces that passed with their files (none when they go to a printer), and the others."""

    made: list[pieces.Piece] = field(default_factory=list)
    files: list[Path] = field(default_factory=list)
    refused: list[pieces.Piece] = field(default_factory=list)

    def complaint(self) -> AppError | None:
        """The first refusal in words, with how many there are; None when all passed."""
        if not self.refused:
            return None
        first = self.refused[0]
        return AppError(
            "{count} 张没有出：{name}：{reason}",
            cure="{advice}",
            count=len(self.refused),
            name=first.order.values["name"],
            reason=first.problems[0].message,
            advice=first.problems[0].cure,
        )


def run(
    studio: pieces.Studio,
    orders: Iterable[pieces.Order],
    today: date,
    format: pieces.Format | None,  # noqa: A002 - the word of the trade
    folder: Path | None,
    progress: Callable[[str], None] | None = None,
) -> Batch:
    """Make and prove every order, and write it into `folder`; without a format nothing is written."""
    batch = Batch()
    for order in orders:
        if progress:
            progress(order.file_name)
        piece = pieces.make(studio, order, today)
        if not piece.passed:
            batch.refused.append(piece)
            continue
        if format is not None and folder is not None:
            batch.files.append(pieces.write(studio, piece, format, folder))
        batch.made.append(piece)
    return batch
