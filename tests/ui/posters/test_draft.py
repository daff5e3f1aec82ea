"""The way back through what was written and chosen."""

from ui.posters.draft import KEPT, Draft, History


def history() -> History:
    made = History()
    made.begin(Draft(template="t", staff="s"))
    return made


def typed(made: History, *texts: str, field: str = "title") -> None:
    for text in texts:
        made.type(made.draft.written({**made.draft.own, field: text}))


def test_letters_of_one_field_are_one_step():
    made = history()
    typed(made, "早", "早来", "早来早")
    assert made.undo().own == {}
    assert not made.can_undo
    assert made.redo().own == {"title": "早来早"}


def test_another_field_a_paste_and_a_turn_are_steps_of_their_own():
    made = history()
    typed(made, "a", "ab")
    typed(made, "x", field="prompt")
    typed(made, "abcdefgh")
    typed(made, "abcdefg")
    assert [made.undo().own for _ in range(3)] == [
        {"title": "abcdefgh", "prompt": "x"}, {"title": "ab", "prompt": "x"}, {"title": "ab"},
    ]  # fmt: skip


def test_a_choice_after_a_step_back_ends_the_way_ahead():
    made = history()
    made.choose(made.draft._replace(theme="jade"))
    made.undo()
    assert made.can_redo
    made.choose(made.draft._replace(theme="navy"))
    assert not made.can_redo
    assert made.redo().theme == "navy"


def test_the_same_again_is_no_step():
    made = history()
    made.choose(made.draft)
    made.type(made.draft)
    assert not made.can_undo
    assert made.undo() == Draft(template="t", staff="s")


def test_the_way_back_is_long_but_ends():
    made = history()
    for number in range(KEPT + 20):
        made.choose(made.draft._replace(place=f"{number}"))
    steps = 0
    while made.can_undo:
        made.undo()
        steps += 1
    assert steps == KEPT
