from desktop.changes import Changes, Done


def test_all_is_the_union_of_every_kind():
    union = Changes.NONE
    for change in Changes:
        union |= change
    assert union == Changes.ALL
    assert not Changes.NONE


def test_a_page_is_concerned_by_any_common_kind():
    done = Done(Changes.CONTACTS | Changes.TAGS, "b1")
    assert done.changes & (Changes.TAGS | Changes.GROUPS)
    assert not done.changes & Changes.GROUPS
    assert (done.batch, done.message, done.count) == ("b1", "", 0)
