import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QImage, QKeySequence
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from db.ids import derived_id
from db.operation import Change, record
from db.posters import ContactWay, Placement, PosterPrint
from desktop.changes import Changes, Done
from desktop.errors import AppError
from desktop.posters import intake, pieces
from desktop.posters.impose import plan
from desktop.words import Words
from tests.ui.posters.conftest import QR, STAFF, draw_thumbs
from ui.desk import Desk
from ui.jobs import Jobs
from ui.posters.form import NEW_PLACE
from ui.posters.intake_report import IntakeReport
from ui.posters.output import Job, make_printer
from ui.posters.page import PostersPage


def prove(page: PostersPage) -> None:
    page._proof_timer.stop()
    page._prove()


def choose(page: PostersPage, name: str) -> None:
    box = page.form.staff
    box.setCurrentIndex(box.findText(name))
    prove(page)


def errors_of(page: PostersPage) -> list[str]:
    said: list[str] = []
    page.error.connect(lambda error: said.append(str(error)))
    return said


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


def test_somebody_without_code_is_helped(page: PostersPage):
    choose(page, "欧阳明哲")
    assert page.stage.codeless.isVisible()
    assert not page.stage.proof.isVisible()
    assert page.stage.codeless.title.text() == "欧阳明哲还没有活码，去登记"
    assert not page.foot.pdf_button.isEnabled()
    assert all(symbol.modules == () for symbol in page.stage.view.sheet().symbols)


def test_a_dropped_picture_registers_the_code(page: PostersPage, branch: Desk):
    choose(page, "欧阳明哲")
    changed: list[Done] = []
    page.changed.connect(changed.append)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(QR / "陈楠-手机翻拍.jpg"))])
    enter = QDragEnterEvent(QPoint(9, 9), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton,
                            Qt.KeyboardModifier.NoModifier)  # fmt: skip
    page.dragEnterEvent(enter)
    assert enter.isAccepted()
    page.dropEvent(QDropEvent(QPointF(9, 9), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton,
                              Qt.KeyboardModifier.NoModifier))  # fmt: skip
    assert [done.changes for done in changed] == [Changes.POSTERS]
    page.refresh(Changes.POSTERS)
    prove(page)
    assert not page.stage.codeless.isVisible()
    assert page.foot.pdf_button.isEnabled()


def test_text_that_is_dropped_is_left_alone(page: PostersPage):
    data = QMimeData()
    data.setText("text")
    event = QDragEnterEvent(QPoint(9, 9), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton,
                            Qt.KeyboardModifier.NoModifier)  # fmt: skip
    event.ignore()
    page.dragEnterEvent(event)
    assert not event.isAccepted()
    page.acts.intake.take_data(data, "x")  # nothing happens


def test_a_copied_picture_is_pasted(page: PostersPage, branch: Desk):
    choose(page, "欧阳明哲")
    QGuiApplication.clipboard().setImage(QImage(str(QR / "赵可.png")))
    page.stage.codeless.clip.click()
    with branch.store.session() as session:
        row = session.scalars(select(ContactWay).where(ContactWay.staff == STAFF["欧阳明哲"])).one()
        assert row.kind == "staff_card"
    QGuiApplication.clipboard().clear()


def test_a_bad_picture_is_refused_with_the_reason(page: PostersPage, branch: Desk):
    said = errors_of(page)
    choose(page, "欧阳明哲")
    page.acts.intake.take([QR / "坏-个人微信.png"], STAFF["欧阳明哲"])
    assert said == ["这是个人微信的码，不是企业微信：客户会加到私人号上"]
    page.acts.intake.take([QR / "王敏.png"], STAFF["欧阳明哲"])
    assert "另一位员工" in said[1]
    with branch.store.session() as session:
        assert session.scalars(select(ContactWay).where(ContactWay.staff == STAFF["欧阳明哲"])).all() == []


@pytest.mark.parametrize("agreed", [True, False])
def test_a_doubtful_code_is_asked_about(page: PostersPage, branch: Desk, agreed: bool):
    page.acts.intake.ask_anyway = lambda _found: agreed
    page.acts.intake.take([QR / "坏-客户群码.png"], STAFF["欧阳明哲"])
    with branch.store.session() as session:
        rows = session.scalars(select(ContactWay).where(ContactWay.kind == "group")).all()
        assert len(rows) == int(agreed)


def test_pictures_and_folders_are_chosen_by_dialog(page: PostersPage, monkeypatch: pytest.MonkeyPatch):
    taken: list[tuple[list[Path], str]] = []
    monkeypatch.setattr(page.acts.intake, "take", lambda paths, staff: taken.append((paths, staff)))
    dialogs = "ui.posters.code_intake.QFileDialog"
    monkeypatch.setattr(f"{dialogs}.getOpenFileNames", lambda *_: (["/a/b.png"], ""))
    monkeypatch.setattr(f"{dialogs}.getExistingDirectory", lambda *_: "/a")
    page.stage.codeless.file.click()
    page.commands()[0].run()
    monkeypatch.setattr(f"{dialogs}.getExistingDirectory", lambda *_: "")
    page.commands()[0].run()
    assert taken == [([Path("/a/b.png")], page.draft.staff), ([Path("/a")], ""), ([], "")]
    monkeypatch.setattr(f"{dialogs}.getExistingDirectory", lambda *_: "/all")
    page.stage.codeless.all.click()
    assert taken[-1] == ([Path("/all")], "")


def test_a_copied_link_is_pasted(page: PostersPage, branch: Desk):
    choose(page, "欧阳明哲")
    QGuiApplication.clipboard().setText(" https://work.weixin.qq.com/u/vc0123456789abcdef?v=1 ")
    page.stage.codeless.clip.click()
    with branch.store.session() as session:
        row = session.scalars(select(ContactWay).where(ContactWay.staff == STAFF["欧阳明哲"])).one()
        assert (row.kind, row.content) == ("staff_card", "https://work.weixin.qq.com/u/vc0123456789abcdef?v=1")
    QGuiApplication.clipboard().clear()


def test_a_refused_link_says_why(page: PostersPage):
    said = errors_of(page)
    page.acts.intake.take_link("https://u.wechat.com/EAAA", page.draft.staff)
    page.acts.intake.take_link("https://work.weixin.qq.com/x/" + "a" * 3000, page.draft.staff)
    assert said == ["这是个人微信的码，不是企业微信：客户会加到私人号上", "这个链接太长，放不进二维码"]


def test_a_folder_is_reported_before_it_is_taken(page: PostersPage, branch: Desk, tmp_path: Path):
    for name, source in (("欧阳明哲", "赵可"), ("李倩-旧", "坏-空白"), ("ouyangmingzhe-群", "坏-客户群码")):
        shutil.copy(QR / f"{source}.png", tmp_path / f"{name}.png")
    seen: list[IntakeReport] = []

    def look(found: list[intake.Found], without: list[str]) -> list[Path] | None:
        report = IntakeReport(page.theme, branch.words, page.studio.kinds, found, without, page)
        seen.append(report)
        assert report.register.text() == "登记 1 个"
        (tick,) = report._ticks.values()
        tick.click()
        assert report.register.text() == "登记 2 个"
        assert report.text.text() == "1 张可以登记，1 张要再看一眼，1 张不能用"
        assert not report.grab().isNull()
        return report.agreed()

    page.acts.intake.ask_report = look
    page.acts.intake.take([tmp_path], page.draft.staff)
    with branch.store.session() as session:
        rows = session.scalars(select(ContactWay).where(ContactWay.staff == STAFF["欧阳明哲"])).all()
    assert sorted(row.kind for row in rows) == ["group", "staff_card"]
    assert not seen[0].without.isVisible()
    page.acts.intake.ask_report = lambda *_: None
    page.acts.intake.take([tmp_path], page.draft.staff)  # the user changed their mind


# ---------------------------------------------------------------------------------------------------- out


def test_a_pdf_is_written_and_recorded(page: PostersPage, branch: Desk, tmp_path: Path, qtbot: QtBot):
    page.acts.outlet.ask_folder = lambda: tmp_path
    changed: list[Done] = []
    page.changed.connect(changed.append)
    qtbot.keyClick(page, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    assert [path.name for path in tmp_path.iterdir()] == ["城东支行-王敏-客户经理桌牌.pdf"]
    assert [str(done.message) for done in changed] == ["已出 1 张"]
    with branch.store.session() as session:
        assert [row.format for row in session.scalars(select(PosterPrint))] == ["pdf"]


def test_the_whole_branch_at_once(page: PostersPage, tmp_path: Path):
    page.foot.scope.set_value("all")
    assert page.foot.title.text() == "本网点 2 人 × 1 版式 = 2 张"
    assert page.foot.note.text() == "还没有活码：欧阳明哲"
    assert page.foot.print_button.text() == "打印 2 张"
    page.acts.outlet.ask_folder = lambda: tmp_path
    page.foot.png_button.click()
    assert len(list(tmp_path.glob("*.png"))) == 2


def test_a_fault_in_the_form_stops_the_whole_branch(page: PostersPage):
    page.foot.scope.set_value("all")
    page.form.fields["title"].setPlainText("稳赚")
    prove(page)
    assert not page.foot.print_button.isEnabled()


def test_nobody_with_a_code_means_nothing_to_print(page: PostersPage, branch: Desk):
    with branch.store.session() as session:
        gone = [Change("contact_way", row.id, {"hidden": 1}) for row in session.scalars(select(ContactWay))]
    branch.store.write(lambda session: record(session, None, gone))
    page.refresh(Changes.POSTERS)
    page.foot.scope.set_value("all")
    prove(page)
    assert not page.foot.print_button.isEnabled()


def test_a_folder_that_is_not_chosen_writes_nothing(page: PostersPage, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("ui.posters.outlet.QFileDialog.getExistingDirectory", lambda *_: "")
    changed: list[Done] = []
    page.changed.connect(changed.append)
    page.foot.pdf_button.click()
    assert changed == []


def test_a_folder_that_cannot_be_written_is_said(page: PostersPage, tmp_path: Path):
    said = errors_of(page)
    (tmp_path / "file").touch()
    page.acts.outlet.ask_folder = lambda: tmp_path / "file"
    page.foot.pdf_button.click()
    assert "写不了文件" in said[0]


def test_what_fails_in_the_batch_is_named(page: PostersPage, branch: Desk, tmp_path: Path):
    said = errors_of(page)
    page.foot.scope.set_value("all")
    rare = [Change("staff", STAFF["李倩"], {"name": "李\U0002a6d6"})]
    branch.store.write(lambda session: record(session, None, rare))
    page.acts.outlet.ask_folder = lambda: tmp_path
    page.foot.pdf_button.click()
    assert "1 张没有出" in said[0]
    assert len(list(tmp_path.iterdir())) == 1


def test_printing_in_real_size(page: PostersPage, branch: Desk, tmp_path: Path, qtbot: QtBot):
    page.foot.scope.set_value("all")
    printer = make_printer(plan(page.stage.view.sheet()))
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    page.acts.outlet.ask_printer = lambda _made: Job(printer)
    qtbot.keyClick(page, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    import pikepdf

    with pikepdf.open(tmp_path / "printed.pdf") as document:
        assert len(document.pages) == 2
        assert [float(value) for value in document.pages[0].MediaBox][2:] == pytest.approx([595, 842], abs=1)
    with branch.store.session() as session:
        assert {row.format for row in session.scalars(select(PosterPrint))} == {"printer"}


def test_changing_ones_mind_at_the_printer(page: PostersPage, branch: Desk, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("ui.posters.outlet.PrintDialog.exec", lambda _self: 0)
    page.foot.print_button.click()
    with branch.store.session() as session:
        assert session.scalars(select(PosterPrint)).all() == []


def test_a_printer_that_does_not_answer(page: PostersPage, branch: Desk, monkeypatch: pytest.MonkeyPatch):
    from ui.posters import output

    said = errors_of(page)
    page.acts.outlet.ask_printer = lambda made: Job(make_printer(plan(made[0].sheet)))
    monkeypatch.setattr(output.QPainter, "begin", lambda *_: False)
    page.acts.outlet._print([page._piece])
    assert "打印机没有响应" in said[0]
    with branch.store.session() as session:
        assert session.scalars(select(PosterPrint)).all() == []


# ---------------------------------------------------------------------------------------------------- places


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


# -------------------------------------------------------------------------------------------------- a look, a step back


def test_a_made_up_record_is_shown_and_never_leaves(page: PostersPage):
    page.form.trial.setCurrentIndex(1)
    prove(page)
    assert any("买买提" in line.text for line in page.stage.view.sheet().lines)
    assert page._piece.passed
    assert page.foot.title.text() == "试看，不能出图"
    assert not page.foot.pdf_button.isEnabled()
    page.form.trial.setCurrentIndex(0)
    prove(page)
    assert page.foot.pdf_button.isEnabled()
    assert page.foot.title.text() == "王敏 1 张"


def test_what_was_typed_and_chosen_is_taken_back_step_by_step(page: PostersPage, qtbot: QtBot):
    title, prompt = page.form.fields["title"], page.form.fields["prompt"]
    default = prompt.text()
    prompt.setFocus()
    prompt.end(False)
    qtbot.keyClicks(prompt, "abc")
    page.form.theme_chosen.emit("jade")
    page.form.fields["title"].setPlainText("我的标题")
    assert page.draft.theme == "jade"
    undo(qtbot, page.form.fields["prompt"])
    assert page.form.fields["title"].toPlainText() == page.template("tent-a4").fields["title"].default
    undo(qtbot, page.form.fields["prompt"])
    assert page._order.theme == "crimson"
    assert page.form.fields["prompt"].text() == f"{default}abc"
    undo(qtbot, page.form.fields["prompt"])
    assert page.form.fields["prompt"].text() == default
    assert page._order.values["prompt"] == default
    redo(qtbot, page.form.fields["prompt"])
    assert page.form.fields["prompt"].text() == f"{default}abc"
    assert title is not page.form.fields["title"]  # the colours made the form anew


def test_ctrl_z_outside_the_fields_goes_back_to_the_template_and_the_person(page: PostersPage, qtbot: QtBot):
    page.gallery.step(1)
    choose(page, "李倩")
    undo(qtbot, page.stage.view)
    assert page.form.staff.currentText() == "王敏"
    undo(qtbot, page.stage.view)
    assert page.gallery.current().template == "tent-a4"
    assert page._order.template.key == "tent-a4"
    undo(qtbot, page.stage.view)  # nothing left: the window's own undo may have the key
    assert page.gallery.current().template == "tent-a4"
    redo(qtbot, page.stage.view)
    assert page.gallery.current().template != "tent-a4"


def test_a_reason_is_taken_back_too(page: PostersPage, qtbot: QtBot):
    page.form.fields["benefit1"].setText("存款有礼")
    page.form.reason.setText("分行批复")
    undo(qtbot, page.form.reason)
    assert page.form.reason.text() == ""
    assert page.form.fields["benefit1"].text() == "存款有礼"


def test_what_is_wrong_says_and_offers_its_cure(page: PostersPage, qtbot: QtBot):
    """The field that is too long, the reason that is missing, another template where the page itself will not do."""
    card, window = page.stage.proof, page.window()
    assert not card.cure.isVisible()
    page.form.fields["prompt"].setText("一二三四五六七八九十一二三四五")
    prove(page)
    assert card.cure.text() == "去改“码下方的话” F8"
    qtbot.keyClick(page, Qt.Key.Key_F8)
    assert window.focusWidget() is page.form.fields["prompt"]
    page.form.fields["prompt"].setText("扫一扫")
    page.form.fields["benefit1"].setText("存款有礼")
    prove(page)
    assert card.cure.text() == "写上理由 F8"
    card.cure.click()
    assert window.focusWidget() is page.form.reason
    page.form.reason.setText("分行批复")
    prove(page)
    assert not card.cure.isVisible()
    piece = replace(page._piece, problems=[AppError("离远了扫不到", cure="把码放大")])
    page._on_proven(piece)
    assert card.cure.text() == "换一个版式 F8"
    page.cure()
    assert page.draft.template != "tent-a4"


def undo(qtbot: QtBot, widget: QWidget) -> None:
    qtbot.keyClick(widget, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)


def redo(qtbot: QtBot, widget: QWidget) -> None:
    qtbot.keyClick(widget, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
