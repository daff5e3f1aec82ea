"""Codes and places: taken in, kept apart, found again."""

from pathlib import Path

import pytest
from PIL import Image
from sqlalchemy import select

from db.actor import Actor, Role
from db.engine import Store
from db.operation import Change, record
from db.organisation import Staff
from db.posters import ContactWay
from desktop.changes import Changes
from desktop.errors import AppError, PermissionDenied
from desktop.pictures.decoding import Decoder
from desktop.posters import intake, pieces, qr, records, ways
from tests.desktop.posters.conftest import BRANCH, CONTENT, QR, STAFF

OWN = qr.Answer("ok", "contact_me", CONTENT, reserve=0.33)
OTHER = "https://work.weixin.qq.com/u/vc0123456789abcdef"


def add(store: Store, actor: Actor, name: str, answer: qr.Answer = OWN, **keys: str):
    return store.write(lambda session: ways.add_way(session, actor, STAFF[name], answer, ways.CodeEntry(**keys)))


def test_a_code_is_registered_and_found(store: Store, lead: Actor):
    done = add(store, lead, "王敏", state="cd-c3-wm")
    assert done.changes is Changes.POSTERS
    assert str(done.message) == "已登记 王敏 的二维码"
    with store.session() as session:
        (way,) = ways.ways(session, STAFF["王敏"])
    assert (way.content, way.kind, way.state, way.reserve) == (CONTENT, "contact_me", "cd-c3-wm", 33)


def test_registering_the_same_again_changes_nothing(store: Store, lead: Actor):
    add(store, lead, "王敏")
    assert add(store, lead, "王敏").count == 0


def test_the_same_code_for_two_people_is_refused(store: Store, lead: Actor):
    add(store, lead, "王敏")
    again = qr.Answer("ok", "contact_me", CONTENT + "?v=2")
    with pytest.raises(AppError, match="另一位员工"):
        add(store, lead, "李倩", again)


def test_a_refused_code_is_not_registered(store: Store, lead: Actor):
    with pytest.raises(AppError, match="个人微信"):
        add(store, lead, "王敏", qr.Answer("refuse", "personal", "x", AppError("这是个人微信的码")))


def test_a_mark_that_is_too_long_is_refused(store: Store, lead: Actor):
    with pytest.raises(AppError, match="30"):
        add(store, lead, "王敏", state="x" * 31)
    with pytest.raises(AppError, match="30"):
        store.write(lambda session: ways.add_placement(session, lead, BRANCH, ways.PlaceEntry("柜台", "x" * 31)))


def test_nobody_registers_for_somebody_unknown(store: Store, lead: Actor):
    with pytest.raises(AppError, match="没有这位员工"):
        store.write(lambda session: ways.add_way(session, lead, "nobody", OWN))


def test_a_manager_registers_only_their_own(store: Store):
    manager = Actor(STAFF["李倩"], Role.MANAGER, BRANCH)
    with pytest.raises(PermissionDenied):
        add(store, manager, "王敏")
    assert add(store, manager, "李倩").count == 1


def test_codes_that_have_run_out_are_left_out_and_the_best_kind_goes_first(store: Store, lead: Actor):
    add(store, lead, "王敏", qr.Answer("warn", "group", "https://work.weixin.qq.com/gm/1"))
    add(store, lead, "王敏", qr.Answer("ok", "staff_card", OTHER))
    add(store, lead, "王敏", valid_until="2026-03-11")
    with store.session() as session:
        assert [way.kind for way in ways.ways(session, STAFF["王敏"])] == ["staff_card", "group"]
        assert ways.way_of(session, STAFF["欧阳明哲"]) is None


def test_a_place_may_have_a_code_of_its_own(store: Store, lead: Actor):
    add(store, lead, "王敏")
    add(store, lead, "王敏", qr.Answer("ok", "staff_card", OTHER))
    store.write(lambda session: ways.add_placement(session, lead, BRANCH, ways.PlaceEntry(" 柜台 3 号 ", "c3")))
    with store.session() as session:
        (place,) = ways.placements(session, BRANCH)
        card = session.scalars(select(ContactWay).where(ContactWay.kind == "staff_card")).one().id
        assert ways.way_of(session, STAFF["王敏"], place.id).kind == "contact_me"
    store.write(lambda session: record(session, lead, [Change("placement", place.id, {"contact_way": card})]))
    with store.session() as session:
        assert (place.name, place.state) == ("柜台 3 号", "c3")
        assert ways.way_of(session, STAFF["王敏"], place.id).kind == "staff_card"
        assert ways.way_of(session, STAFF["王敏"], "gone").kind == "contact_me"


def test_a_place_needs_a_name(store: Store, lead: Actor):
    with pytest.raises(AppError, match="名字"):
        store.write(lambda session: ways.add_placement(session, lead, BRANCH, ways.PlaceEntry("  ")))


# ---------------------------------------------------------------------------------------------------- pictures


def plan(store: Store, actor: Actor, studio: pieces.Studio, files: list[Path], staff: str = "") -> list[intake.Found]:
    with store.session() as session:
        return intake.plan(session, actor, files, studio.kinds, studio.painter.decoder, staff=staff)


def test_a_folder_is_matched_by_name(store: Store, lead: Actor, studio: pieces.Studio):
    found = {one.file.name: one for one in plan(store, lead, studio, intake.pictures([QR]))}
    assert len(found) == 16
    taken = {name for name, one in found.items() if one.refusal is None}
    assert taken == {"王敏.png", "李倩.png", "陈楠.png", "陈楠-手机翻拍.jpg"}
    assert found["陈楠-手机翻拍.jpg"].staff == STAFF["陈楠"]
    assert "吴桐.png" in str(found["吴桐.png"].refusal)
    done = store.write(lambda session: intake.apply(session, lead, list(found.values())))
    with store.session() as session:
        assert {name: len(ways.ways(session, staff)) for name, staff in STAFF.items()} == {
            "王敏": 1, "李倩": 1, "陈楠": 1, "欧阳明哲": 0,
        }  # fmt: skip
    assert done.batch
    assert "16" not in str(done.message)
    complaint = intake.complaint(list(found.values()))
    assert str(complaint).startswith("12 张图没有登记")


def test_one_picture_is_that_of_the_person_shown(store: Store, lead: Actor, studio: pieces.Studio):
    (found,) = plan(store, lead, studio, [QR / "吴桐.png"], staff=STAFF["欧阳明哲"])
    assert (found.staff, found.refusal) == (STAFF["欧阳明哲"], None)
    assert intake.complaint([found]) is None


def test_the_reason_of_one_bad_picture_is_said_as_it_is(store: Store, lead: Actor, studio: pieces.Studio):
    found = plan(store, lead, studio, [QR / "坏-空白.png"], staff=STAFF["王敏"])
    assert "没有找到二维码" in str(intake.complaint(found))


def test_a_doubtful_code_is_taken_only_when_somebody_agrees(store: Store, lead: Actor, studio: pieces.Studio):
    found = plan(store, lead, studio, [QR / "坏-客户群码.png"], staff=STAFF["王敏"])
    assert found[0].refusal is None
    assert store.write(lambda session: intake.apply(session, lead, found)).count == 0
    assert store.write(lambda session: intake.apply(session, lead, found, [found[0].file])).count == 1


def test_one_code_under_two_names_is_refused(store: Store, lead: Actor, studio: pieces.Studio, tmp_path: Path):
    files = [tmp_path / "王敏.png", tmp_path / "李倩.png"]
    for file in files:
        file.write_bytes((QR / "王敏.png").read_bytes())
    first, second = plan(store, lead, studio, files)
    assert first.refusal is None
    assert "另一位员工" in str(second.refusal)


def test_a_teller_may_not_register(store: Store, studio: pieces.Studio):
    teller = Actor(STAFF["李倩"], Role.TELLER, BRANCH)
    found = plan(store, teller, studio, [QR / "李倩.png"])
    with pytest.raises(PermissionDenied):
        store.write(lambda session: intake.apply(session, teller, found))


@pytest.mark.parametrize(
    ("stem", "name"),
    [
        ("王敏", "王敏"),
        ("城东-王敏-活码", "王敏"),
        ("wangmin", "王敏"),
        ("QR_ouyangmingzhe_2", "欧阳明哲"),
        ("王敏敏", "王敏敏"),
        ("张三", ""),
        ("王敏和李倩", ""),
    ],
)
def test_whose_picture_it_is(stem: str, name: str):
    people = [
        Staff(name=one, account=account)
        for one, account in [("王敏", "wangmin"), ("王敏敏", "wmm"), ("李倩", "lq"), ("欧阳明哲", "ouyangmingzhe")]
    ]
    found = intake.match(stem, people)
    assert (found.name if found else "") == name


def test_only_pictures_are_taken_from_a_folder(tmp_path: Path):
    Image.new("L", (4, 4)).save(tmp_path / "a.PNG")
    (tmp_path / "b.txt").touch()
    assert intake.pictures([tmp_path, tmp_path / "c.jpg"]) == [tmp_path / "a.PNG", tmp_path / "c.jpg"]


# ---------------------------------------------------------------------------------------------------- records


def test_what_the_records_say(coded: Store, studio: pieces.Studio):
    with coded.session() as session:
        found = records.gather(session, studio.brand, studio.painter.decoder, STAFF["王敏"])
    assert found.values["bank_en"] == "JIANGHAI BANK"
    assert found.values["branch_en"] == "CHENGDONG BRANCH"
    assert found.values["certificate"] == "AFP 金融理财师"
    assert found.values["code"] == CONTENT
    assert found.branch == BRANCH


def test_somebody_without_branch_still_has_a_bank(store: Store, studio: pieces.Studio, lead: Actor):
    store.write(lambda session: record(session, lead, [Change("staff", STAFF["李倩"], {"branch": None})]))
    with store.session() as session:
        found = records.gather(session, studio.brand, studio.painter.decoder, STAFF["李倩"])
    assert (found.values["bank"], found.values["branch"], found.way) == ("江海银行", "", "")


def test_another_bank_does_not_get_our_english_name(store: Store, studio: pieces.Studio, lead: Actor):
    store.write(lambda session: record(session, lead, [Change("branch", BRANCH, {"bank": "某某银行"})]))
    with store.session() as session:
        assert records.gather(session, studio.brand, studio.painter.decoder, STAFF["李倩"]).values["bank_en"] == ""


def test_people_are_found_by_account_name_or_id(coded: Store, decoder: Decoder):
    with coded.session() as session:
        assert [person.ways for person in records.people(session, BRANCH)] == [0, 1, 0, 1]
        for wanted in ("wangmin", "王敏", STAFF["王敏"]):
            assert records.find(session, BRANCH, wanted).name == "王敏"
        with pytest.raises(AppError, match="张三"):
            records.find(session, BRANCH, "张三")
        with pytest.raises(AppError, match="没有这位员工"):
            records.gather(session, records.Brand("a", "b"), decoder, "nobody")


def test_two_of_one_name_have_to_be_told_apart(coded: Store, lead: Actor):
    coded.write(lambda session: record(session, lead, [Change("staff", STAFF["李倩"], {"name": "王敏"})]))
    with coded.session() as session, pytest.raises(AppError, match="2 位") as caught:
        records.find(session, BRANCH, "王敏")
    assert "账号" in caught.value.cure


@pytest.mark.parametrize(
    ("link", "said"),
    [
        (" https://work.weixin.qq.com/ct/wcde028bdb658980ccfb8eff8f5dc3cc10cb\n", ""),
        ("https://u.wechat.com/EAAA", "个人微信"),
        ("https://wework.qpic.cn/wwpic/1.png", "一张图片的地址"),
        ("不是链接", "不是链接"),
    ],
)
def test_a_link_is_treated_as_a_code(store: Store, lead: Actor, studio: pieces.Studio, link: str, said: str):
    with store.session() as session:
        one = intake.plan_link(session, link, studio.kinds, STAFF["王敏"])
    if said:
        assert said in str(one.refusal)
        return
    assert (one.refusal, one.name, one.answer.kind) == (None, "王敏", "contact_me")
    store.write(lambda session: intake.apply(session, lead, [one]))
    with store.session() as session:
        again = intake.plan_link(session, link, studio.kinds, STAFF["李倩"])
    assert "另一位员工" in str(again.refusal)


def test_a_link_too_long_for_a_code(store: Store, studio: pieces.Studio):
    with store.session() as session, pytest.raises(AppError, match="太长"):
        intake.plan_link(session, "https://work.weixin.qq.com/x/" + "a" * 3000, studio.kinds, STAFF["王敏"])


def test_every_sample_in_one_folder(store: Store, lead: Actor, studio: pieces.Studio):
    """王敏, 李倩 and 陈楠 are in the branch; the photographed code of 陈楠 is the same as the picture."""
    with store.session() as session:
        found = {
            one.file.name: one
            for one in intake.plan(session, lead, intake.pictures([QR]), studio.kinds, studio.painter.decoder)
        }
        without = intake.without_code(session, lead, list(found.values()))
    good = {name for name, one in found.items() if one.refusal is None}
    assert good == {"王敏.png", "李倩.png", "陈楠.png", "陈楠-手机翻拍.jpg"}
    assert found["陈楠-手机翻拍.jpg"].name == "陈楠"
    assert all(found[name].refusal for name in found if name.startswith("坏-"))
    assert "看不出" in str(found["赵可.png"].refusal)
    assert without == ["欧阳明哲"]
