"""Row-level rights on a real server: what two roles see of two branches, by the program and by plain SQL."""

import io
import json
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import make_url, text

from db import rights
from db.actor import Role
from db.engine import Store
from db.ids import derived_id
from db.merging import export_operations, merge
from db.operation import Change, record
from db.projection import Operation
from db.stamp import FixedClock
from desktop import cli, founding, people, upkeep
from desktop.errors import AppError, Unavailable
from desktop.headquarters import arrivals, consolidate, server_rights
from desktop.headquarters.reading import Readers
from desktop.insights import metrics
from desktop.insights.metrics import Period
from desktop.store import open_memory_store, open_server
from tests.desktop.exchange.branches import ANALYST, BANK, FRIDAY
from tests.server import Server

WEEK = Period.named("2026W47")
REGION, WHOLE = "seer", "writer"


@pytest.fixture(scope="session")
def roles(server: Server) -> None:
    for role in (REGION, WHOLE, "Odd Name"):
        server.execute(f'CREATE ROLE "{role}" LOGIN')


@pytest.fixture
def url(server: Server, roles: None) -> str:
    return server.filled()


@pytest.fixture
def owner(url: str, reports: Path, readers: Readers) -> Iterator[Store]:
    """Head office's database with three branches consolidated."""
    store = open_server(url, FixedClock(FRIDAY))
    store.write(lambda session: founding.found(session, "江海银行", "林静", "linjing", Role.ANALYST))
    consolidate.consolidate(store, ANALYST, [reports], readers=readers, hashed=False)
    upkeep.bring_up_to_date(store)
    yield store
    store.close()


def as_role(url: str, role: str) -> Store:
    return open_server(url.replace("//taika@", f"//{role}@"), FixedClock(FRIDAY))


def seen(store: Store) -> list[str]:
    with store.session() as session:
        found = metrics.counted(session, WEEK).branches
        names = {row[0]: row[1] for row in session.execute(text("SELECT id, name FROM branch"))}
    return sorted(names[id_] for id_ in found if id_ in names)


def test_a_role_sees_the_rows_of_its_branches_and_writes_none(url: str, owner: Store):
    owner.write(lambda session: server_rights.admit(session, REGION, [f"{BANK}/城东支行", "滨江支行"]))
    store = as_role(url, REGION)
    assert store.writable is False
    assert upkeep.bring_up_to_date(store) is False
    assert seen(owner) == ["南浦支行", "城东支行", "滨江支行"]
    assert seen(store) == ["城东支行", "滨江支行"]
    with store.session() as session:
        assert metrics.total(session, WEEK)["contacts"] == 9
        assert {one.branch for one in arrivals.files(session, WEEK)} == {"城东支行", "滨江支行"}
        assert [one.name for one in people.head_office(session)] == ["林静"]
    with pytest.raises(Unavailable, match="没有这个权限"):
        store.write(lambda session: record(session, ANALYST, [Change("tag", "t", {"name": "新的"})]))
    store.close()


def test_plain_sql_sees_no_more(url: str, owner: Store):
    """Whatever program asks: no row of another branch, of the log, of the keys."""
    owner.write(lambda session: server_rights.admit(session, REGION, ["城东支行"]))
    clear = [  # names that came masked are not searched for
        Change("contact", name, {"name": name, "branch": derived_id("branch", f"{BANK}/{name}")})
        for name in ("城东支行", "南浦支行")
    ]
    owner.write(lambda session: record(session, ANALYST, clear))
    other = derived_id("branch", f"{BANK}/南浦支行")
    parsed = make_url(url)
    with psycopg.connect(host=str(parsed.query["host"]), user=REGION, dbname=parsed.database) as connection:
        for name in rights.tables():
            rows = connection.execute(f'SELECT row_to_json(t)::text FROM "{name}" t').fetchall()
            if name not in rights.OPEN:
                assert not [row for row in rows if other in row[0] or "南浦" in row[0]], name
        assert connection.execute("SELECT count(*) FROM contact").fetchone() == (7,)
        assert connection.execute("SELECT count(*) FROM contact_search").fetchone() == (1,)
        assert connection.execute("SELECT count(*) FROM interaction").fetchone() == (6,)
        (log,) = connection.execute("SELECT count(DISTINCT replica) FROM operation").fetchone() or (0,)
        assert log == 2  # of the branch's PC, and of head office what it wrote in that branch
        assert connection.execute("SELECT count(*) FROM setting WHERE key LIKE 'seal%'").fetchone() == (0,)
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("UPDATE contact SET name = 'x'")


def of_another_pc(branch: str) -> list[Operation]:
    """What a PC wrote that has sent no report of its own."""
    store, whose = open_memory_store(FixedClock(FRIDAY)), derived_id("branch", f"{BANK}/{branch}")
    changes = [
        Change("contact", f"pc-{branch}", {"name": branch, "branch": whose}),
        Change("interaction", f"pc-talk-{branch}", {"contact": f"pc-{branch}", "kind": "chat"}),
    ]
    store.write(lambda session: record(session, ANALYST, changes))
    with store.session() as session:
        found = list(export_operations(session, {}))
    store.close()
    return found


def test_what_another_pc_of_the_branch_wrote_is_seen_too(url: str, owner: Store):
    """Its operations came with a handover in the report of the PC that head office knows; nobody said whose it is."""
    for branch in ("城东支行", "南浦支行"):
        owner.write(lambda session, branch=branch: merge(session, of_another_pc(branch)))
    owner.write(lambda session: server_rights.admit(session, REGION, ["城东支行"]))
    store, wanted = as_role(url, REGION), ["pc-talk-城东支行", "pc-城东支行"]
    with store.session() as session:
        rows = [session.execute(text(f"SELECT id FROM {one} WHERE id LIKE 'pc-%'")).scalars().all()
                for one in ("interaction", "contact")]  # fmt: skip
        assert rows == [[wanted[0]], [wanted[1]]]
        assert sorted(session.execute(text("SELECT row FROM operation WHERE row LIKE 'pc-%'")).scalars()) == wanted
    store.close()


def test_a_branch_above_lets_in_to_all_below_it(url: str, owner: Store):
    owner.write(lambda session: server_rights.admit(session, REGION, ["江北分行"]))
    store = as_role(url, REGION)
    assert seen(store) == ["南浦支行", "城东支行", "滨江支行"]
    store.close()


def test_a_second_analyst_of_the_whole_bank_writes(url: str, owner: Store, reports: Path, readers: Readers):
    assert owner.write(lambda session: server_rights.admit(session, WHOLE))[0].whole
    store = as_role(url, WHOLE)
    assert store.writable
    store.write(lambda session: record(session, ANALYST, [Change("tag", "t", {"name": "新的"})]))
    made = consolidate.consolidate(store, ANALYST, [reports], readers=readers)
    assert (made.count("nothing_new"), made.contacts) == (3, 11)
    assert seen(store) == seen(owner)
    with owner.session() as session:
        assert session.execute(text("SELECT name FROM tag WHERE id = 't'")).scalar() == "新的"
    store.close()


def test_rights_are_narrowed_taken_back_and_kept_over_a_migration(url: str, owner: Store, server: Server):
    owner.write(lambda session: server_rights.admit(session, WHOLE))
    owner.write(lambda session: server_rights.admit(session, WHOLE, ["滨江支行"]))
    store = as_role(url, WHOLE)
    assert (store.writable, seen(store)) == (False, ["滨江支行"])
    store.close()
    server.execute("DROP POLICY taika ON contact; REVOKE ALL ON contact FROM writer", make_url(url).database)
    owner.write(lambda session: rights.renew(session.connection()))
    store = as_role(url, WHOLE)
    assert seen(store) == ["滨江支行"]
    store.close()
    assert owner.write(lambda session: server_rights.dismiss(session, WHOLE)) == []
    with pytest.raises(AppError, match="还不能用"):
        as_role(url, WHOLE)
    with pytest.raises(AppError, match="没有开通"):
        owner.write(lambda session: server_rights.dismiss(session, WHOLE))


def test_every_table_has_its_rule():
    assert {*rights.ROWS, *rights.OPEN} == set(rights.tables())
    assert not {*rights.ROWS} & {*rights.OPEN}


def test_before_anybody_was_let_in_there_is_nothing_to_renew(url: str):
    store = open_server(url, FixedClock(FRIDAY))
    store.write(lambda session: rights.renew(session.connection()))
    with store.session() as session:
        assert server_rights.known(session) == []
        assert rights.dismiss(session.connection(), WHOLE) is False
    store.close()


def taika(*args: object) -> tuple[int, object]:
    out = io.StringIO()
    code = cli.main([*map(str, args), "--json", "--quiet"], out=out, clock=FixedClock(FRIDAY))
    return code, json.loads(out.getvalue() or "null")


def test_the_command_lets_in_shows_and_takes_back(url: str, owner: Store, tmp_path: Path):
    common = ("--database-url", url, "--data-dir", tmp_path)
    region = {"role": "Odd Name", "branches": ["城东支行"], "writes": False}
    assert taika("server", "admit", "Odd Name", "--branch", "城东支行", *common) == (0, [region])
    whole = {"role": WHOLE, "branches": [], "writes": True}
    assert taika("server", "admit", WHOLE, *common) == (0, [region, whole])
    assert taika("server", "show", *common) == (0, [region, whole])
    assert taika("server", "dismiss", "Odd Name", *common) == (0, [whole])
    assert taika("server", "admit", *common)[0] == 2


@pytest.mark.parametrize(
    ("role", "branches", "says"), [("nobody-there", [], "没有账号"), (REGION, ["没有的支行"], "没有网点")]
)
def test_who_or_what_is_unknown_is_told(owner: Store, role: str, branches: list[str], says: str):
    with pytest.raises(AppError, match=says):
        owner.write(lambda session: server_rights.admit(session, role, branches))


def test_a_file_has_no_accounts(hq: Store):
    with hq.session() as session, pytest.raises(AppError, match="不在服务器上"):
        server_rights.known(session)
