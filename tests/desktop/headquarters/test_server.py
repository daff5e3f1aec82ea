"""Head office on a PostgreSQL server: the same state, several analysts at once, the same search."""

import io
import json
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import make_url, text

from db.doctor import state_hash, verify
from db.engine import Store
from db.operation import Change, record
from db.sheaf import bound
from db.stamp import FixedClock
from desktop import cli
from desktop.contacts import filters, search
from desktop.contacts.filters import ContactQuery
from desktop.errors import AppError
from desktop.exchange import workbook
from desktop.headquarters import arrivals, consolidate, summary
from desktop.headquarters.reading import Readers
from desktop.insights.metrics import Period
from desktop.store import open_server
from tests.desktop.exchange.branches import ANALYST, FRIDAY, lead_of, live_in
from tests.server import Server

Open = Callable[[], Store]


@pytest.fixture
def url(server: Server) -> str:
    return server.filled()


@pytest.fixture
def connect(url: str) -> Iterator[Open]:
    opened: list[Store] = []

    def open_one() -> Store:
        opened.append(open_server(url, FixedClock(FRIDAY)))
        return opened[-1]

    yield open_one
    for store in opened:
        store.close()


def test_the_state_is_that_of_the_file(hq: Store, connect: Open, reports: Path, readers: Readers, tmp_path: Path):
    (reports / "坏的.xlsx").write_bytes(b"PK\x03\x04")
    far = connect()
    near = consolidate.consolidate(hq, ANALYST, [reports], readers=readers)
    made = consolidate.consolidate(far, ANALYST, [reports], readers=readers)
    assert made._replace(files=[]) == near._replace(files=[])
    assert [one.verdict for one in made.files] == [one.verdict for one in near.files]
    again = consolidate.consolidate(far, ANALYST, [reports], readers=readers)
    assert (again.state, again.count("nothing_new")) == (near.state, 3)
    found = []
    for store, place in ((hq, tmp_path / "1"), (far, tmp_path / "2")):
        with store.session() as session:
            assert verify(session) == []
            assert len(arrivals.files(session, Period.named("2026W47"))) == 4
        found.append([sheet.rows for sheet in workbook.read(summary.export(store, ANALYST, place)).sheets])
    assert found[0] == found[1]


def test_two_analysts_at_once_lose_nothing(hq: Store, connect: Open, reports: Path):
    """Each takes all reports, in another order, at the same time."""
    files = sorted(reports.iterdir())
    near = consolidate.consolidate(hq, ANALYST, [reports])

    def work(places: list[Path]) -> consolidate.Consolidated:
        with Readers(1) as readers:
            return consolidate.consolidate(connect(), ANALYST, places, readers=readers)

    with ThreadPoolExecutor(2) as threads:
        both = list(threads.map(work, (files, files[::-1])))
    assert sum(one.count("merged") for one in both) == len(files)
    assert all(one.count("refused") == 0 for one in both)
    with connect().session() as session:
        assert state_hash(session) == near.state
        assert verify(session) == []
        counted = session.execute(text("SELECT count(*) FROM operation")).scalar()
        assert (counted, session.execute(text("SELECT count(*) FROM contact_state")).scalar()) == (near.operations, 11)


def test_a_value_that_the_server_cannot_hold_refuses_only_its_file(
    connect: Open, reports: Path, readers: Readers, monkeypatch: pytest.MonkeyPatch
):
    from desktop.headquarters import reading

    apart = reading.taken_apart

    def with_nul(file: str, frames):
        read = apart(file, frames)
        if "南浦" not in file:
            return read
        return read._replace(sheaf=bound([(*row[:9], "\x00", row[10]) for row in read.sheaf.rows]))

    monkeypatch.setattr(reading, "taken_apart", with_nul)
    made = consolidate.consolidate(connect(), ANALYST, [reports], readers=readers)
    assert (made.count("merged"), made.count("refused")) == (2, 1)
    assert "有存不下的值" in next(one.reason for one in made.files if one.verdict == "refused")


def test_search_finds_the_same_contacts(hq: Store, connect: Open):
    """Where the file has FTS5 the server has its own text search."""
    lead, found = lead_of("城东支行"), []
    typed = ("赵", "小琳", "zxl", "zhaoxiao", "4821", "客户2", "kehu", "存款", "没有这个人", "x'y")
    for store in (hq, connect()):
        live_in(store, "城东支行", 4)
        with store.session() as session:
            numbers = [search.ids(session, lead, ContactQuery(text=one)) for one in typed]
            found.append([{row.name for row in search.rows(session, lead, some)} for some in numbers])
    assert found[0] == found[1]
    assert found[0][:2] == [{"赵小琳"}, {"赵小琳"}]
    assert found[0][-2:] == [set(), set()]


@pytest.mark.parametrize("view", filters.VIEWS)
def test_every_view_and_order_is_the_same(hq: Store, connect: Open, view: str):
    lead, found = lead_of("城东支行"), []
    for store in (hq, connect()):
        live_in(store, "城东支行", 4)
        with store.session() as session:
            found.append([
                [row.name for row in search.rows(session, lead, search.ids(session, lead, query))]
                for sort in filters.SORTS
                for descending in (False, True)
                for query in [ContactQuery(view=view, sort=sort, descending=descending)]
            ])  # fmt: skip
    assert found[0] == found[1]


def taika(*args: object) -> tuple[int, dict]:
    out = io.StringIO()
    code = cli.main([*map(str, args), "--json", "--quiet"], out=out, clock=FixedClock(FRIDAY))
    return code, json.loads(out.getvalue())


def test_the_command_line_works_on_the_server(url: str, reports: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    code, made = taika("consolidate", reports, "--database-url", url, "--data-dir", tmp_path, "--out", tmp_path)
    assert (code, made["merged"], made["contacts"]) == (0, 3, 11)
    monkeypatch.setenv("TAIKA_DATABASE_URL", url)
    assert taika("doctor", "--data-dir", tmp_path) == (0, {"ok": True, "state": made["state"], "problems": []})
    assert not (tmp_path / "taika.db").exists()


@pytest.mark.parametrize(
    ("address", "says"),
    [("mysql://x", "看不懂"), ("postgresql+psycopg://u:geheim@/none?host=/nowhere", "连不上")],
)
def test_an_address_that_leads_nowhere_is_told_without_its_password(address: str, says: str):
    with pytest.raises(AppError, match=says) as error:
        open_server(address)
    assert "geheim" not in f"{error.value}{error.value.cure}"


def test_a_newer_or_badly_sorting_database_is_told(server: Server, url: str):
    server.execute("UPDATE alembic_version SET version_num = '9999'", make_url(url).database)
    with pytest.raises(AppError, match="更新版本"):
        open_server(url)
    server.execute("CREATE DATABASE sorting TEMPLATE template0 LOCALE_PROVIDER icu ICU_LOCALE 'zh' LOCALE 'C'")
    with pytest.raises(AppError, match="不按字符排序"):
        open_server(f"postgresql+psycopg://taika@/sorting?host={server.folder}")


def test_writing_on_the_server_goes_the_one_way(connect: Open):
    store = connect()
    lead = live_in(store, "城东支行", 2)
    done = store.write(lambda session: record(session, lead, [Change("contact", "new", {"name": "新来的"})]))
    assert done.created == 1
    with store.session() as session:
        assert verify(session) == []
