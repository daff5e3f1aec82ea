"""What tests of pieces share: the studio, read once, and a branch of people with codes."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from db.actor import Actor, Role
from db.engine import Store
from db.ids import derived_id
from db.operation import Change, record
from db.stamp import FixedClock
from desktop.pictures.decoding import Decoder
from desktop.posters import intake, pieces
from desktop.resources import resource
from desktop.store import open_memory_store

QR = Path(__file__).parents[2] / "data" / "qr"
PATH = "江海银行/江北分行/城东支行"
BRANCH = derived_id("branch", PATH)
TODAY = date(2026, 3, 12)
PEOPLE = {
    "王敏": ("wangmin", "理财经理", "帮您把养老金算明白", "AFP 金融理财师"),
    "李倩": ("liqian", "客户经理", "", ""),
    "陈楠": ("chennan", "理财经理", "家庭资产一起规划", ""),
    "欧阳明哲": ("ouyangmingzhe", "", "", ""),
}
STAFF = {name: derived_id("staff", account) for name, (account, *_rest) in PEOPLE.items()}


@pytest.fixture(scope="session")
def studio(decoder: Decoder) -> pieces.Studio:
    return pieces.Studio.open(resource(), decoder=decoder)


@pytest.fixture
def lead() -> Actor:
    return Actor(STAFF["王敏"], Role.LEAD, BRANCH)


@pytest.fixture
def store() -> Iterator[Store]:
    """Four people, none with a code."""
    store = open_memory_store(FixedClock(datetime(2026, 3, 12, 10, 0)))
    branch = {
        "name": "城东支行", "path": PATH, "kind": "sub_branch", "bank": "江海银行", "name_en": "Chengdong Branch",
        "address": "江海市城东路 188 号", "phone": "0000-8800 1188", "hours": "周一至周日 9:00–17:00",
    }  # fmt: skip
    rows = [Change("branch", BRANCH, branch)]
    for name, (account, position, persona, certificate) in PEOPLE.items():
        fields = {
            "account": account, "name": name, "branch": BRANCH, "position": position, "persona": persona,
            "certificate": certificate,
        }  # fmt: skip
        rows.append(Change("staff", STAFF[name], fields))
    store.write(lambda session: record(session, None, rows))
    yield store
    store.close()


@pytest.fixture
def coded(store: Store, lead: Actor, studio: pieces.Studio) -> Store:
    """王敏 and 李倩 have codes."""
    with store.session() as session:
        found = intake.plan(session, lead, [QR / "王敏.png", QR / "李倩.png"], studio.kinds, studio.painter.decoder)
    store.write(lambda session: intake.apply(session, lead, found))
    return store


CONTENT = "https://work.weixin.qq.com/ct/wcde028bdb658980ccfb8eff8f5dc3cc10cb"  # 王敏.png, as any phone reads it


VALUES = {
    "bank": "江海银行", "bank_en": "JIANGHAI BANK", "branch": "城东支行", "branch_en": "CHENGDONG BRANCH",
    "address": "江海市城东路 188 号", "hours": "周一至周日 9:00–17:00", "phone": "0000-8800 1188", "name": "王敏",
    "position": "理财经理", "persona": "帮您把养老金算明白", "certificate": "AFP 金融理财师", "photo": "",
    "code": CONTENT, "placement": "",
}  # fmt: skip


def order_of(studio: pieces.Studio, key: str, theme: str, **values: str) -> pieces.Order:
    """A piece without a branch behind it: what the records would say is given."""
    record = pieces.records.Record("s", "wangmin", "b", "w", "", VALUES | values)
    return pieces.Order(studio.library.load(key), theme, record, {})


@pytest.fixture
def order(coded: Store, lead: Actor, studio: pieces.Studio) -> pieces.Order:
    """The A4 poster of 王敏."""
    with coded.session() as session:
        return pieces.order(session, lead, studio, studio.library.load("poster-a4"), STAFF["王敏"])
