"""The page of posters beside its picture: gallery, form, proof, people, places."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from db.ids import derived_id
from db.operation import Change, record
from db.posters import Placement
from desktop.changes import Changes
from desktop.posters import pieces
from desktop.words import Words
from tests.ui.posters.acts import prove
from tests.ui.posters.conftest import STAFF, draw_thumbs
from ui.desk import Desk
from ui.jobs import Jobs
from ui.posters.form import NEW_PLACE
from ui.posters.page import PostersPage


def test_the_frame_of_the_picture(page: PostersPage):
    assert page.gallery.width() == 216
    assert page.form.width() == 320
    assert page.stage.down.width() == 22
    assert page.stage.across.height() == 22
    assert page.foot.height() == 64
    assert page.stage.view.geometry().width() == page.width() - 216 - 320 - 22


def test_what_is_there_at_the_first_look(page: PostersPage):
    assert page.title() == "海报台卡"
    assert page.subtitle() == "绛红 · 客户经理桌牌"
    assert [hint.keys for hint in page.hints()] == ["Ctrl P", "Ctrl E", "[ ]", "Alt ↑↓", "Ctrl B", "Ctrl R", "0"]
    assert [tile.template for tile in page.gallery.tiles()] == [
        "tent-a4", "vfold", "insert-a5", "insert-a6", "poster-a4", "poster-a3", "activity-a4", "roll-up",
        "badge", "name-card", "sticker", "phone", "invite",
    ]  # fmt: skip
    assert [view.accessibleName() for view in page.gallery.lists()] == [
        "台卡与插卡", "海报与易拉宝", "胸牌、名片与贴纸", "手机图",
    ]  # fmt: skip
    assert page.form.staff.currentText() == "王敏"
    assert page.form.branch.currentText() == "江海银行 城东支行"
    assert [page.form.place.itemText(i) for i in range(3)] == ["不指定", "柜台 3 号", "＋ 新点位…"]
    assert page.status()[0].text == "版式 2026-11"
    assert {command.keys for command in page.commands()} >= {"Ctrl E", "Ctrl P"}
    assert page.panes()
    assert all(isinstance(pane, QWidget) for pane in page.panes())


def test_the_proof_is_said_in_plain_words(page: PostersPage):
    card = page.stage.proof
    assert card.isVisible()
    assert card.title.text() == "扫码校验通过"
    assert card.note.text() == "模拟最远 0.55 m"
    assert [row.accessibleName() for row in card.rows.values()][:2] == ["近处，正面 能扫", "远处，正面 能扫"]
    assert "余量" in card.foot.text()
    assert page.foot.print_button.isEnabled()


def test_nothing_leaves_while_the_proof_is_on_its_way(page: PostersPage):
    page.form.fields["prompt"].setText("扫一扫")
    assert not page.foot.pdf_button.isEnabled()
    assert page.stage.proof.title.text() == "正在校验…"
    prove(page)
    assert page.foot.pdf_button.isEnabled()


def test_an_outdated_proof_is_not_shown(page: PostersPage):
    old = page._piece
    page.form.fields["prompt"].setText("扫一扫")
    page._on_proven(old)
    assert page._piece is None


def test_typing_shows_at_once_on_the_page(page: PostersPage):
    page.form.fields["title"].setPlainText("早来早办好")
    sheet = page.stage.view.sheet()
    assert "早来早办好" in {line.text for line in sheet.lines}
    assert page.form._labels["title"].note.text() == "5/14 字"


def test_a_field_that_is_too_long_turns_red_and_stops(page: PostersPage):
    page.form.fields["prompt"].setText("一二三四五六七八九十一二三四五")
    prove(page)
    label = page.form._labels["prompt"]
    assert label.note.text() == "15/14 字"
    assert "超过 14 个字" in label.fault.text()
    assert "超过 14 个字" in page.stage.proof.title.text()
    assert not page.foot.print_button.isEnabled()


def test_a_word_that_needs_a_reason_opens_the_line_for_it(page: PostersPage):
    page.form.fields["benefit1"].setText("存款有礼")
    prove(page)
    assert page.form._reason.isVisibleTo(page)
    assert not page.foot.pdf_button.isEnabled()
    page.form.reason.setText("分行批复")
    prove(page)
    assert page.foot.pdf_button.isEnabled()


def test_what_was_written_stays_with_its_template(page: PostersPage):
    page.form.fields["title"].setPlainText("我的标题")
    for key in "]]]]":
        page.gallery.letter.emit(key)
    assert page.subtitle() == "绛红 · 客户经理海报"
    assert page.form.fields["title"].toPlainText() == "您身边的客户经理"
    page.gallery.step(-4)
    assert page.form.fields["title"].toPlainText() == "我的标题"


def test_the_last_template_is_followed_by_the_first(page: PostersPage):
    page.gallery.step(-1)
    assert page.subtitle() == "绛红 · 活动邀请函"
    page.gallery.step(1)
    assert page.subtitle() == "绛红 · 客户经理桌牌"


def test_brackets_and_zero_work_in_the_gallery_and_on_the_page(page: PostersPage, qtbot: QtBot):
    first = page.gallery.lists()[0]
    first.setFocus()
    qtbot.keyClicks(first, "]")
    assert page.subtitle() == "绛红 · 社群台卡"
    qtbot.keyClicks(page.stage.view, "[")
    assert page.subtitle() == "绛红 · 客户经理桌牌"
    percent = page.stage.percent.text()
    page.stage.zoom_in()
    assert page.stage.percent.text() != percent
    qtbot.keyClicks(page.stage.view, "0")
    assert page.stage.percent.text() == percent


def test_a_click_chooses_a_tile(page: PostersPage, qtbot: QtBot):
    tiles = page.gallery.lists()[1]
    index = tiles.model().index(1, 0)
    qtbot.mouseClick(tiles.viewport(), Qt.MouseButton.LeftButton, pos=tiles.visualRect(index).center())
    assert page.subtitle() == "绛红 · 网点海报"
    assert index.data(Qt.ItemDataRole.DecorationRole) is None
    draw_thumbs(page, page._order)
    assert index.data(Qt.ItemDataRole.DecorationRole).width() == 164
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "网点海报"


def test_a_colour_stays_from_template_to_template(page: PostersPage, qtbot: QtBot):
    colours = page.form.colours
    colours.setFocus()
    qtbot.keyClick(colours, Qt.Key.Key_Right)
    assert page.subtitle() == "藏青 · 客户经理桌牌"
    assert page._order.theme == "navy"
    page.gallery.step(1)
    assert page.subtitle() == "藏青 · 社群台卡"
    assert page.form.colours.value() == "navy"
    assert page._order.theme == "navy"


def test_tall_and_wide_pieces_keep_their_shape_in_the_gallery(page: PostersPage):
    draw_thumbs(page, page._order)
    sizes = {}
    for view in page.gallery.lists():
        for row, tile in enumerate(view.tile_model.tiles):
            image = view.tile_model.index(row, 0).data(Qt.ItemDataRole.DecorationRole)
            sizes[tile.template] = (image.width(), image.height())
    assert sizes["roll-up"] == (93, 232)
    assert sizes["name-card"] == (164, 98)
    assert not page.gallery.grab().isNull()


def test_stepping_through_the_people(page: PostersPage, qtbot: QtBot):
    """After the last of them come the records that are only for a look."""
    seen = []
    for _ in range(5):
        qtbot.keyClick(page, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
        seen.append(page.form.trial.currentData() or page.form.staff.currentText())
    assert seen == ["longest", "photoless", "李倩", "欧阳明哲", "王敏"]
    page.open(STAFF["李倩"])
    assert page.form.staff.currentText() == "李倩"
    page.open(None)
    assert page.form.staff.currentText() == "李倩"


def test_a_place_shows_its_mark(page: PostersPage):
    page.form.place_chosen.emit("place-1")
    assert page._order.values["placement"] == "柜台 3 号"
    assert page._order.file_name.endswith("柜台 3 号")


def test_a_new_place_is_added(page: PostersPage, branch: Desk):
    page.acts.ask_place = lambda: "排队机"
    page.form.place_chosen.emit(NEW_PLACE)
    page.refresh(Changes.POSTERS)
    with branch.store.session() as session:
        assert session.get(Placement, derived_id("placement", branch.actor.branch, "排队机")) is not None
    assert page.form.place.findText("排队机") > 0
    page.acts.ask_place = lambda: ""
    page.form.place_chosen.emit(NEW_PLACE)


def test_a_state_is_shown_when_the_code_has_one(page: PostersPage):
    page.form.set_state("cd-c3-wm")
    assert page.form.state.text() == "活码标识 cd-c3-wm"


def test_an_empty_branch_shows_no_page(desk: Desk, qtbot: QtBot):
    desk.store.write(lambda session: record(session, None, [Change("staff", desk.actor.staff, {"hidden": 1})]))
    page = PostersPage(desk)
    qtbot.addWidget(page)
    page.refresh(Changes.ALL)
    assert page.stage.view.sheet() is None
    assert page.status() == []
    assert not page.foot.pdf_button.isEnabled()


def test_shortcuts_do_not_share_keys(page: PostersPage):
    from PySide6.QtGui import QShortcut

    keys = [shortcut.key().toString() for shortcut in page.findChildren(QShortcut)]
    assert len(keys) == len(set(keys))
    assert QKeySequence("Ctrl+P").toString() in keys


def test_names_of_the_templates_in_english(branch: Desk, qtbot: QtBot, studio: pieces.Studio):
    branch.words = Words("en")
    page = PostersPage(branch, studio=studio)
    qtbot.addWidget(page)
    page.refresh(Changes.ALL)
    assert page.subtitle() == "Crimson · Manager tent card"
    assert page.form.fields["title"].accessibleName() == "Headline"
    assert page.gallery.tiles()[0].name == "Manager tent card"
    assert page.gallery.tiles()[0].note == "A4 folded"


def test_the_proof_runs_beside_the_window(branch: Desk, qtbot: QtBot, studio: pieces.Studio):
    """With real workers: typing goes on while a page is proven, and the last state is the one that counts."""
    branch.jobs = Jobs(branch.store)
    page = PostersPage(branch, studio=studio)
    qtbot.addWidget(page)
    page.resize(1294, 688)
    page.show()
    page.refresh(Changes.ALL)
    qtbot.waitUntil(lambda: page._order is not None)
    for words in ("扫一扫", "扫一扫，加我", "扫一扫，添加我"):
        page.form.fields["prompt"].setText(words)
        page._prove()
    qtbot.waitUntil(lambda: page._piece is not None, timeout=20_000)
    assert page._piece.order.values["prompt"] == "扫一扫，添加我"
    assert page.foot.pdf_button.isEnabled()
    qtbot.waitUntil(branch.jobs.idle, timeout=20_000)
    branch.jobs.close()
