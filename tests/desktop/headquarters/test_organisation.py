"""The tree of branches with what hangs on each, and the people of one."""

from datetime import datetime

from db.exchange import ImportRun
from db.operation import Change, record
from db.stamp import FixedClock
from desktop.headquarters import organisation
from desktop.store import open_memory_store
from tests.desktop.exchange.branches import branch_changes, lead_of


def test_the_tree_its_counts_and_its_people():
    store = open_memory_store(FixedClock(datetime(2026, 11, 20, 10, 42)))
    lead = lead_of("城东支行")
    changes = [
        *branch_changes("城东支行"), *branch_changes("滨江支行"),
        Change("branch", "hq", {"name": "江海银行", "path": "江海银行", "kind": "head_office"}),
        Change("staff", "li", {"name": "李倩", "account": "a-li", "branch": lead.branch, "role": "manager"}),
        Change("staff", "gone", {"name": "走了", "account": "a-gone", "branch": lead.branch, "left_at": "2026-11-01"}),
        Change("contact", "c1", {"name": "赵", "branch": lead.branch, "owner": "li"}),
        Change("contact", "c2", {"name": "钱", "branch": lead.branch, "owner": "li", "hidden": 1}),
    ]  # fmt: skip
    store.write(lambda session: record(session, None, changes))
    runs = [("a", "2026W46", "merged"), ("b", "2026W47", "merged"), ("c", "2026W48", "refused")]
    store.write(
        lambda session: session.add_all(
            ImportRun(id=id_, kind="report", branch=lead.branch, period=period, verdict=verdict)
            for id_, period, verdict in runs
        )
    )
    with store.session() as session:
        nodes = organisation.tree(session)
        people = organisation.members(session, lead.branch)
    store.close()
    assert [(node.name, node.depth) for node in nodes] == [
        ("江海银行", 0), ("江北分行", 1), ("城东支行", 2), ("滨江支行", 2),
    ]  # fmt: skip
    east = nodes[2]
    assert (east.staff, east.contacts, east.reported, east.outlet) == (2, 1, "2026W47", True)
    assert (nodes[3].contacts, nodes[3].reported, nodes[1].outlet) == (0, "", False)
    assert [(one.name, one.contacts, one.left) for one in people] == [
        ("王敏", 0, ""), ("李倩", 1, ""), ("走了", 0, "2026-11-01"),
    ]  # fmt: skip
    assert [node.name for node in organisation.found(nodes, "滨江")] == ["江海银行", "江北分行", "滨江支行"]
    assert organisation.found(nodes, " ") == nodes
    assert organisation.found(nodes, "没有") == []
