"""Whole flows share the theme of the windows' own tests; after each, every database's tables say what its log says."""

from collections.abc import Iterator
from typing import Any

import pytest

from db.doctor import verify
from db.engine import Store
from tests.ui.conftest import registered_fonts, theme

__all__ = ["registered_fonts", "theme"]


def check(store: Store) -> None:
    """Project the log anew and compare: fields, stamps, what newer versions wrote, what was erased."""
    with store.session() as session:
        assert verify(session) == []


@pytest.fixture(autouse=True)
def proven(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Look at every database that the flow opened before it is closed, or at the flow's end."""
    opened: list[Store] = []
    make, close = Store.__init__, Store.close

    def made(self: Store, *given: Any, **named: Any) -> None:
        make(self, *given, **named)
        opened.append(self)

    def closed(self: Store) -> None:
        if self in opened:
            opened.remove(self)
            check(self)
        close(self)

    monkeypatch.setattr(Store, "__init__", made)
    monkeypatch.setattr(Store, "close", closed)
    yield
    for store in opened:
        check(store)
