"""Errors that the user can understand and mend; everything else is a mistake of the program."""

from collections.abc import Callable

from desktop.words import Phrase


class AppError(Exception):
    """What happened, to which file, row or field (`message`), and what to do (`cure`), in Chinese templates.

    The templates' {names} are given as keywords, so that the message can be shown in another language.
    """

    def __init__(self, message: str, *, cure: str = "", **values: object) -> None:
        self.message = Phrase(message, values)
        self.cure = Phrase(cure, values)
        super().__init__(str(self.message))

    def __reduce__(self) -> tuple[Callable[..., "AppError"], tuple[object, ...]]:
        """For the way from another process."""
        return again, (type(self), self.message.template, self.cure.template, self.message.values)


class PermissionDenied(AppError):  # noqa: N818 - reads as what happened
    """The person at the keyboard may not do this."""


class Unavailable(AppError):  # noqa: N818 - reads as what happened
    """The database cannot be reached or written just now; nothing of the step was kept."""


def again(kind: type[AppError], message: str, cure: str, values: dict[str, object]) -> AppError:
    """An error that was told in parts, as by another process."""
    return kind(message, cure=cure, **values)
