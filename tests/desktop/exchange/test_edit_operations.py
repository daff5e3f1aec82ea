"""What single cells come to as operations, and what cannot be taken."""

import pytest

from desktop.exchange import edit_operations
from desktop.exchange.edit_operations import LONGEST, NEXT_STEP, Unfit, read
from desktop.exchange.originals import Originals
from desktop.exchange.pages import CONTACTS, FOLLOW_UPS, GROUPS, TASKS

WRITTEN = Originals({}, {"王敏": "wang"}, {"存款": "t1", "理财": "t2"}, "branch")


class Head:
    """Of the manifest only the export's id is asked for."""

    export_id = "export"


def column(topic, key: str):
    return next(one for one in topic.columns if one.key == key)


def changed(topic, key: str, before: dict[str, str], after: dict[str, str]):
    return edit_operations.changed(topic, column(topic, key), WRITTEN, Head(), "row", before, after)


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("viele", "number"), ("１２", "number"), ("9999999999", "number"), ("morgen", "day"), ("2026/03/01", "day"),
        ("2026-03-01", "time"), ("x" * (LONGEST + 1), "text"), ("身份证 11010519491231002X", "text"),
    ],
)  # fmt: skip
def test_what_does_not_fit_its_column(text: str, form: str):
    with pytest.raises(Unfit) as refused:
        read(text, form)
    assert refused.value.kind == "unfit"


@pytest.mark.parametrize(
    ("text", "form", "value"),
    [("12", "number", 12), ("2026-03-01", "day", "2026-03-01"), ("2026-03-01 09:30:00", "time", "2026-03-01 09:30:00"),
     ("喜欢早上联系", "text", "喜欢早上联系")],
)  # fmt: skip
def test_what_fits_is_taken_as_it_is_stored(text: str, form: str, value: object):
    assert read(text, form) == value


def test_tags_come_and_go_and_strange_ones_are_named():
    made = changed(CONTACTS, "tags", {"tags": "存款"}, {"tags": "理财"})
    assert [(one.fields["tag"], one.fields["present"]) for one in made] == [("t2", 1), ("t1", 0)]
    with pytest.raises(Unfit) as refused:
        changed(CONTACTS, "tags", {"tags": ""}, {"tags": "理财、没有的"})
    assert (refused.value.kind, refused.value.text, len(refused.value.rest)) == ("unknown", "没有的", 1)


def test_a_next_step_is_moved_named_or_made():
    at = "2026-12-01 09:30:00"
    moved = changed(CONTACTS, "next_at", {"next": "f1"}, {"next_at": at})
    assert (moved[0].row, moved[0].fields) == ("f1", {"due_at": at})
    named = changed(CONTACTS, "next_title", {"next": "f1"}, {"next_title": "回访"})
    assert named[0].fields == {"title": "回访"}
    made = changed(CONTACTS, "next_at", {"next": ""}, {"next_at": at, "next_title": "", "owner_name": "王敏"})
    assert (made[0].fields["title"], made[0].fields["staff"], made[0].fresh) == (NEXT_STEP, "wang", True)
    assert changed(CONTACTS, "next_title", {"next": ""}, {"next_title": "回访", "next_at": at}) == []


@pytest.mark.parametrize(
    ("key", "before", "after"),
    [
        ("next_at", {"next": "f1"}, {"next_at": ""}),  # a step does not end by emptying its cell
        ("next_title", {"next": ""}, {"next_title": "回访", "next_at": ""}),  # no time, no step
    ],
)
def test_what_a_cell_alone_cannot_say(key: str, before: dict[str, str], after: dict[str, str]):
    with pytest.raises(Unfit):
        changed(CONTACTS, key, before, after)


def test_added_rows_belong_to_who_is_named_in_them():
    row, made = edit_operations.added(
        CONTACTS, WRITTEN, Head(), {"name": "钱多多", "owner_name": "王敏", "tags": "存款"}
    )
    assert (made[0].row, made[0].fields["owner"], made[0].fields["branch"]) == (row, "wang", "branch")
    assert (made[1].entity, made[1].fresh) == ("contact_tag", True)
    group = edit_operations.added(GROUPS, WRITTEN, Head(), {"name": "新群", "owner_name": "没有的人", "members": "12"})[
        1
    ]
    assert (group[0].fields["members"], group[0].fields["owner"]) == (12, None)
    for topic in (TASKS, FOLLOW_UPS):
        assert edit_operations.added(topic, WRITTEN, Head(), {"count": "3"})[1] == []
    assert edit_operations.added(CONTACTS, WRITTEN, Head(), {"remark": "没有姓名"})[1] == []
    again = edit_operations.added(CONTACTS, WRITTEN, Head(), {"tags": "存款", "owner_name": "王敏", "name": "钱多多"})
    assert again[0] == row
