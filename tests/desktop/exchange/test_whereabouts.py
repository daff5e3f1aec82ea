"""What one file held, what head office has of us, what is missing."""

import pytest

from db.actor import Actor
from db.engine import Store
from desktop.errors import AppError
from desktop.exchange import report, whereabouts


def test_what_went_out_in_full(branch: tuple[Store, Actor], tmp_path):
    store, lead = branch
    made = store.write(lambda session: report.build(session, lead, tmp_path))
    with store.session() as session:
        (id_,) = session.connection().exec_driver_sql("SELECT id FROM export_run").one()
        found = whereabouts.about(session, id_)
        where = whereabouts.whereabouts(session)
    assert (found.file, found.kind, len(found.sha256), found.flags) == (made.file.name, "report", 64, {})
    assert (where.got, where.pack, where.reports, where.gaps) == (0, 0, [made.file.name], [])
    assert where.written == made.operations


def test_what_is_not_there_is_said(branch: tuple[Store, Actor]):
    with branch[0].session() as session, pytest.raises(AppError, match="不在了"):
        whereabouts.about(session, "none")
