"""What is being made in the studio, and the way back: every choice and every stretch of typing can be undone."""

from collections.abc import Mapping
from typing import Final, NamedTuple

KEPT: Final = 200  # steps back


class Draft(NamedTuple):
    """Template, colours, person, place, the reason for doubtful wording, and by template what the branch wrote."""

    template: str = ""
    theme: str = ""
    staff: str = ""
    place: str = ""
    reason: str = ""
    filled: Mapping[str, Mapping[str, str]] = {}

    @property
    def own(self) -> dict[str, str]:
        """What was written for the chosen template."""
        return dict(self.filled.get(self.template, {}))

    def written(self, values: Mapping[str, str]) -> "Draft":
        """The same with these values in the fields of the chosen template."""
        return self._replace(filled={**self.filled, self.template: dict(values)})


class History:
    """The drafts before and after the one that is shown; typing on in a field makes one step, not many."""

    def __init__(self) -> None:
        self.draft = Draft()
        self._back: list[Draft] = []
        self._ahead: list[Draft] = []
        self._typing = ("", 0)  # the field, and whether it grows (1) or shrinks (-1)

    def begin(self, draft: Draft) -> None:
        """Show `draft` without a step back to what was there: nobody chose it."""
        self.draft = draft

    def choose(self, draft: Draft) -> None:
        """Another template, person, place or colours."""
        if draft != self.draft:
            self._step(draft, ("", 0))

    def type(self, draft: Draft) -> None:
        """Something was written; letter after letter in one field joins the step before."""
        typing = _typing(self.draft, draft)
        if typing[0] and typing == self._typing and not self._ahead:
            self.draft = draft
        elif draft != self.draft:
            self._step(draft, typing)

    def _step(self, draft: Draft, typing: tuple[str, int]) -> None:
        self._back = [*self._back[-KEPT + 1 :], self.draft]
        self._ahead.clear()
        self.draft, self._typing = draft, typing

    @property
    def can_undo(self) -> bool:
        return bool(self._back)

    @property
    def can_redo(self) -> bool:
        return bool(self._ahead)

    def undo(self) -> Draft:
        """The draft before; the same one when there is none."""
        if self._back:
            self._ahead.append(self.draft)
            self.draft = self._back.pop()
        self._typing = ("", 0)
        return self.draft

    def redo(self) -> Draft:
        """The draft that was undone last."""
        if self._ahead:
            self._back.append(self.draft)
            self.draft = self._ahead.pop()
        self._typing = ("", 0)
        return self.draft


def _typing(old: Draft, new: Draft) -> tuple[str, int]:
    """The field in which one or two characters came or went, and which; ("", 0) for anything else."""
    before, after = {**old.own, "": old.reason}, {**new.own, "": new.reason}
    changed = [key for key in after if after[key] != before.get(key, "")]
    if len(changed) != 1:
        return "", 0
    grown = len(after[changed[0]]) - len(before.get(changed[0], ""))
    if abs(grown) not in {1, 2}:
        return "", 0
    return f"field {changed[0]}", 1 if grown > 0 else -1
