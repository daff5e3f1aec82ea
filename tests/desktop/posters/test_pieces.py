import errno
import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PIL import Image
from sqlalchemy import select

from db.actor import Actor, Role
from db.engine import Store
from db.operation import record
from db.posters import PosterPrint
from desktop import documents, files
from desktop.errors import AppError, PermissionDenied
from desktop.posters import batch, pieces, production
from desktop.resources import resource
from tests.desktop.posters.conftest import BRANCH, STAFF, TODAY


def problems(studio: pieces.Studio, order: pieces.Order, today: date = TODAY) -> str:
    return "；".join(str(problem) for problem in pieces.make(studio, order, today).problems)


def filled(order: pieces.Order, **fields: str) -> pieces.Order:
    return replace(order, filled=fields)


def test_a_piece_passes_and_is_written(studio: pieces.Studio, order: pieces.Order, tmp_path: Path):
    piece = pieces.make(studio, order, TODAY)
    assert piece.passed
    path = pieces.write(studio, piece, "pdf", tmp_path / "new")
    assert path.name == "城东支行-王敏-客户经理海报.pdf"
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_nothing_leaves_that_has_not_passed(studio: pieces.Studio, order: pieces.Order, tmp_path: Path):
    piece = pieces.make(studio, filled(order, title=""), TODAY)
    for stopped in (piece, replace(piece, problems=[], proof=replace(piece.proof, checks={"as_is": False}))):
        with pytest.raises(AppError):
            pieces.write(studio, stopped, "pdf", tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"title": " "}, "“主标题”没有填"),
        ({"title": "一二三四五六七八九十一二三四五六七"}, "“主标题”超过 16 个字"),
        ({"title": "稳赚不赔"}, "“稳赚”不能用"),
        ({"benefit1": "存款有礼"}, "要写明理由"),
        ({"valid_until": "2026-03-11"}, "2026-03-11 已过"),
        ({"valid_until": "明年"}, "“有效期至”要写成"),
        ({"valid_until": ""}, "“有效期至”没有填"),
        ({"title": "王\U0002a6d6"}, "字体里没有“\U0002a6d6”"),
        ({"benefit1": "MMMMMM", "benefit1_note": "WWWWWWWWWW"}, ""),
        ({"title": "MMMMMMMMMMMMMMMM"}, "文字放不下"),
    ],
)
def test_what_stops_a_piece(studio: pieces.Studio, order: pieces.Order, fields: dict[str, str], said: str):
    found = problems(studio, filled(order, **fields))
    assert said in found
    assert bool(found) == bool(said)


def test_text_that_overflows_names_its_field(studio: pieces.Studio, order: pieces.Order):
    piece = pieces.make(studio, filled(order, title="MMMMMMMMMMMMMMMM"), TODAY)
    assert [str(problem.cure) for problem in piece.problems] == ["请缩短“主标题”"]


def test_a_record_that_overflows_names_its_element(studio: pieces.Studio, order: pieces.Order):
    record = order.record._replace(values=order.record.values | {"address": "很长的地址" * 30})
    piece = pieces.make(studio, replace(order, record=record), TODAY)
    assert [str(problem.cure) for problem in piece.problems] == ["请缩短“address”"]


def test_a_warning_goes_with_a_reason_that_is_kept(
    studio: pieces.Studio, order: pieces.Order, coded: Store, lead: Actor
):
    warned = replace(filled(order, benefit1="存款有礼"), reason="分行 2026-03 号批复")
    assert pieces.needs_reason(studio, warned)
    piece = pieces.make(studio, warned, TODAY)
    assert piece.passed
    coded.write(lambda session: pieces.keep(session, lead, [piece], "pdf"))
    with coded.session() as session:
        (row,) = session.scalars(select(PosterPrint))
        assert json.loads(row.proof)["reason"] == "分行 2026-03 号批复"


def test_the_line_about_a_person_is_checked_too(studio: pieces.Studio, order: pieces.Order):
    record = order.record._replace(values=order.record.values | {"persona": "保本理财找我"})
    assert "“保本”不能用" in problems(studio, replace(order, record=record))


def test_a_template_without_the_mandatory_line_is_refused(studio: pieces.Studio, order: pieces.Order):
    template = replace(order.template, products=("理财", "基金"))
    assert "“基金”的必备" in problems(studio, replace(order, template=template))


def test_somebody_without_code_gets_no_piece(studio: pieces.Studio, coded: Store, lead: Actor, order: pieces.Order):
    with coded.session() as session:
        without = pieces.order(session, lead, studio, order.template, STAFF["欧阳明哲"])
    assert problems(studio, without) == "欧阳明哲 还没有活码"


def test_the_records_win_over_the_form(order: pieces.Order):
    assert filled(order, name="别人", title="标题").values["name"] == "王敏"


def test_a_long_name_and_a_rare_one_pass(studio: pieces.Studio, order: pieces.Order):
    for name in ("欧阳明哲", "买买提·艾合买提江", "王喆", "李䶮"):
        record = order.record._replace(values=order.record.values | {"name": name})
        found = problems(studio, replace(order, record=record))
        assert found in ("", "字体里没有“䶮”")


def test_a_file_name_has_no_signs_that_windows_refuses(order: pieces.Order):
    record = order.record._replace(values=order.record.values | {"name": 'a/b:c*"', "placement": "柜台 3 号"})
    assert replace(order, record=record).file_name == "城东支行-a_b_c__-客户经理海报-柜台 3 号"
    record = order.record._replace(values=order.record.values | {"name": "很长的名字" * 60, "placement": "反\u202e向"})
    assert len(replace(order, record=record).file_name.encode()) < 200


def test_a_teller_makes_only_their_own(studio: pieces.Studio, coded: Store, order: pieces.Order):
    teller = Actor(STAFF["李倩"], Role.TELLER, BRANCH)
    with coded.session() as session:
        assert pieces.order(session, teller, studio, order.template, STAFF["李倩"]).record.way
        with pytest.raises(PermissionDenied):
            pieces.order(session, teller, studio, order.template, STAFF["王敏"])
    piece = pieces.make(studio, order, TODAY)
    with pytest.raises(PermissionDenied):
        coded.write(lambda session: pieces.keep(session, teller, [piece], "pdf"))


def test_what_left_is_recorded(studio: pieces.Studio, order: pieces.Order, coded: Store, lead: Actor):
    piece = pieces.make(studio, order, TODAY)
    done = coded.write(lambda session: pieces.keep(session, lead, [piece], "printer"))
    assert (str(done.message), done.batch) == ("已出 1 张", "")
    with coded.session() as session:
        (row,) = session.scalars(select(PosterPrint))
        assert (row.template, row.theme, row.format, row.staff) == ("poster-a4", "crimson", "printer", STAFF["王敏"])
        assert (row.made_at, row.made_by, row.copies) == ("2026-03-12 10:00:00", lead.staff, 1)
        assert (row.review, row.valid_until) == ("JH-CD-2026-0118", "2027-06-30")
        assert json.loads(row.proof) == piece.proof.to_json()
        assert row.contact_way == order.record.way


def test_a_place_that_cannot_be_written_leaves_nothing(studio: pieces.Studio, order: pieces.Order, tmp_path: Path):
    (tmp_path / "file").touch()
    piece = pieces.make(studio, order, TODAY)
    for kind in ("pdf", "png"):
        with pytest.raises(AppError, match="不是文件夹"):
            pieces.write(studio, piece, kind, tmp_path / "file" / "folder")


def test_a_disk_that_is_full_leaves_no_half_file(
    studio: pieces.Studio, order: pieces.Order, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    piece = pieces.make(studio, order, TODAY)
    written = [pieces.write(studio, piece, kind, tmp_path) for kind in ("pdf", "png")]
    before = [path.read_bytes() for path in written]

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(files.os, "fsync", full)
    for kind in ("pdf", "png"):
        with pytest.raises(AppError, match="磁盘满了") as caught:
            pieces.write(studio, piece, kind, tmp_path)
        assert "原来的文件没有动" in str(caught.value.cure)
    assert [path.read_bytes() for path in written] == before
    assert len(list(tmp_path.iterdir())) == 2


def test_a_batch_goes_on_after_a_refusal(studio: pieces.Studio, coded: Store, lead: Actor, tmp_path: Path):
    template, told = studio.library.load("tent-a4"), []
    with coded.session() as session:
        orders = [pieces.order(session, lead, studio, template, STAFF[name]) for name in ("欧阳明哲", "王敏", "李倩")]
    made = batch.run(studio, orders, TODAY, "pdf", tmp_path, told.append)
    assert [path.name for path in made.files] == ["城东支行-王敏-客户经理桌牌.pdf", "城东支行-李倩-客户经理桌牌.pdf"]
    assert len(told) == 3
    assert str(made.complaint()) == "1 张没有出：欧阳明哲：欧阳明哲 还没有活码"
    dry = batch.run(studio, orders[1:], TODAY, None, None)
    assert (len(dry.made), dry.files, dry.complaint()) == (2, [], None)


def test_every_theme_is_laid_out_in_its_colours(studio: pieces.Studio, coded: Store, lead: Actor, order: pieces.Order):
    with coded.session() as session:
        navy = pieces.order(session, lead, studio, order.template, STAFF["王敏"], theme="navy")
    assert pieces.lay_out(studio, navy) != pieces.lay_out(studio, order)


def test_the_wording_rules_of_head_office_hold(studio: pieces.Studio, order: pieces.Order, coded: Store, lead: Actor):
    text = resource("wording", "rules.toml").read_text(encoding="utf-8")
    text += """
[[rule]]
id = "own"
level = "block"
name = "总行自己的"
pattern = "扫一扫"
basis = "总行"
"""
    with coded.session() as session:
        assert pieces.rules(session) == ""
        assert studio.ruled("") is studio
    change = documents.change("wording", "用语", "2", text)
    coded.write(lambda session: record(session, None, [change]))
    with coded.session() as session:
        ruled = studio.ruled(pieces.rules(session))
    assert pieces.make(studio, order, TODAY).passed
    assert "总行自己的" in str(pieces.make(ruled, order, TODAY).problems[0])
    task = production.tasks([order], "pdf", Path("nowhere"), TODAY, rules=text)[0]
    assert not production.make(resource(), task).passed


def test_a_picture_with_too_few_pixels_is_refused(studio: pieces.Studio, order: pieces.Order, tmp_path: Path):
    for side, passes in ((100, False), (600, True)):
        Image.new("RGB", (side, side + 20), (90, 90, 90)).save(tmp_path / f"{side}.png")
        own = order.record._replace(values={**order.record.values, "photo": str(tmp_path / f"{side}.png")})
        piece = pieces.make(studio, replace(order, record=own), TODAY)
        assert piece.passed is passes
    assert "会糊" in str(pieces.make(studio, replace(order, record=own._replace(
        values={**own.values, "photo": str(tmp_path / "100.png")})), TODAY).problems[0])  # fmt: skip
