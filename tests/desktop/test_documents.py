"""Documents of head office, and the built-in ones they replace."""

import pytest

from db.operation import record
from desktop import documents
from desktop.errors import AppError
from desktop.store import open_memory_store


def test_the_built_in_file_holds_until_head_office_sends_one():
    store = open_memory_store()
    change = documents.change("policy", "字段规则", "2", "[contact]\nclear = []\n")
    with store.session() as session:
        assert documents.table(session, "policy", "exchange", "policy.toml")["contact"]["clear"]
    store.write(lambda session: record(session, None, [change]))
    with store.session() as session:
        assert documents.table(session, "policy", "exchange", "policy.toml") == {"contact": {"clear": []}}
    store.close()


def test_a_broken_document_names_its_line():
    with pytest.raises(AppError) as refused:
        documents.parsed("a = 1\nb = ?\nc = 2\n", "节假日")
    assert "line 2" in str(refused.value.message)
