"""The branch's posters for the screen that customers see."""

from desktop.posters.slides import chosen
from desktop.posters.template import Library
from desktop.resources import resource


def test_what_was_printed_and_hangs_on_a_wall():
    posters = resource("posters")
    library = Library(posters, [posters / "art", resource("icons")])
    assert chosen(library, ["badge", "poster-a3", "gone", "phone"]) == ["poster-a3", "phone"]
    assert chosen(library, ["badge"]) == ["poster-a4"]
