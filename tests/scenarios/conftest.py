"""Whole flows share theme, desk and day of the windows' own tests; after each, tables say what the log says."""

from collections.abc import Iterator
from typing import Any

import pytest

from db.doctor import verify
from db.engine import Store
from tests.ui.conftest import actor, desk, registered_fonts, store, theme
from tests.ui.today.conftest import prepared_scene

__all__ = ["actor", "desk", "prepared_scene", "registered_fonts", "store", "theme"]


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
    for one in opened:
        check(one)
