"""Head office's page on real workbooks: taken in, judged, shown, put out."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtWidgets import QLineEdit

from db.actor import Actor, Role
from db.engine import Store
from db.operation import Change, record
from db.stamp import FixedClock
from desktop.changes import Changes, Done
from desktop.errors import AppError
from desktop.exchange import protection, report
from desktop.exchange.arrival import Taken
from desktop.headquarters import course
from desktop.headquarters.arrivals import Late
from desktop.headquarters.course import Pace
from desktop.headquarters.reading import Readers
from desktop.paths import Paths
from desktop.settings import Settings
from desktop.store import open_memory_store
from desktop.words import N_, Words
from tests.desktop.exchange.branches import ANALYST, FRIDAY, open_branch
from ui.desk import Desk
from ui.headquarters.files import without_name
from ui.headquarters.page import HeadquartersPage
from ui.headquarters.running import Run, pace_words
from ui.jobs import InlineJobs
from ui.theme import Theme


@pytest.fixture(scope="session")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("reports")
    for name in ("城东支行", "滨江支行"):
        store, lead = open_branch(name, 2)
        report.export(store, lead, folder)
        store.close()
    return folder


@pytest.fixture
def reports(written: Path, tmp_path: Path) -> Path:
    folder = Path(shutil.copytree(written, tmp_path / "收件"))
    (folder / "坏的.xlsx").write_bytes(b"PK\x03\x04")
    return folder


@pytest.fixture
def store() -> Iterator[Store]:
    store = open_memory_store(FixedClock(FRIDAY))
    yield store
    store.close()


def page_for(store: Store, theme: Theme, folder: Path, actor: Actor = ANALYST, words: str = "zh") -> HeadquartersPage:
    desk = Desk(
        store, actor, InlineJobs(store), theme, theme.icons, store.clock, Words(words), Settings(), Paths(folder)
    )
    return HeadquartersPage(desk)


@pytest.fixture
def page(qtbot, store: Store, theme: Theme, tmp_path: Path, readers: Readers) -> HeadquartersPage:
    page = page_for(store, theme, tmp_path)
    page.readers = readers
    qtbot.addWidget(page)
    page.changed.connect(lambda done: page.refresh(done.changes))
    page.resize(1294, 688)
    page.refresh(Changes.ALL)
    page.show()
    return page


def texts(page: HeadquartersPage, key: str) -> list[str]:
    model = page.table.id_model
    return [model.text_of(model.row_at(row), key) for row in range(model.rowCount())]


def test_before_the_first_file_it_says_what_to_do(page: HeadquartersPage):
    assert page.stack.currentWidget() is page.empty
    assert page.subtitle() == "第 47 周，11-16 至 11-22"
    assert page.side.all_in.text() == "收到第一份上报表后，这里列出还没交的"
    assert page.panes() == [page.folder_button]


def test_a_folder_is_taken_in_and_every_file_gets_its_verdict(page: HeadquartersPage, reports: Path):
    said: list[Done] = []
    page.changed.connect(said.append)
    page.ask_place = lambda: reports
    page.add_button.click()
    assert said[0].message == "并入 2 份 · 拒收 1 份"
    assert sorted(texts(page, "state")) == ["已并入", "已并入", "拒收"]
    assert "客户 2，互动 2" in texts(page, "said")
    assert page.run_bar.figure.text() == "3"
    assert page.run_bar.of.text() == "/ 3 份"
    assert {kind: label.text() for kind, label in page.run_bar.numbers.items()}["merged"] == "2"
    assert page.side.card.numbers["contacts"].text() == "4"
    assert page.side.all_in.text() == "都交了"
    assert not page.run_bar.cancel.isVisible()
    assert page.status() == []


def test_the_same_folder_again_counts_nothing_twice(page: HeadquartersPage, reports: Path):
    said: list[Done] = []
    page.take([reports])
    page.changed.connect(said.append)
    page.take([reports])
    assert said[0].message == "没有新内容 2 份 · 拒收 1 份"
    assert page.side.card.numbers["contacts"].text() == "4"
    assert page.table.id_model.rowCount() == 3


def test_an_empty_folder_is_told(page: HeadquartersPage, tmp_path: Path):
    said: list[Done] = []
    page.changed.connect(said.append)
    empty = tmp_path / "空的"
    empty.mkdir()
    page.take([empty])
    assert said[0].message == "文件夹里没有上报表"


def test_the_tabs_and_keys_of_the_list(qtbot, page: HeadquartersPage, reports: Path):
    page.take([reports])
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_F)
    assert (page.tabs.value(), texts(page, "state")) == ("troubled", ["拒收"])
    qtbot.keyClick(page.table, Qt.Key.Key_F)
    assert len(texts(page, "state")) == 3
    page.tabs.set_value("merged")
    assert texts(page, "state") == ["已并入", "已并入"]
    page.table.select_id(page.table.id_model.id_at(0))
    qtbot.keyClick(page.table, Qt.Key.Key_J)
    assert page.table.currentIndex().row() == 1
    qtbot.keyClick(page.table, Qt.Key.Key_K)
    assert page.table.currentIndex().row() == 0
    qtbot.keyClick(page.table, Qt.Key.Key_K)
    assert page.table.currentIndex().row() == 0


def test_the_summary_goes_where_the_user_says(page: HeadquartersPage, reports: Path, tmp_path: Path):
    page.take([reports])
    said: list[Done] = []
    page.changed.connect(said.append)
    page.ask_target = lambda: tmp_path / "out"
    page.export_button.click()
    assert said[0].message == "已导出 上报汇总_2026W47.xlsx"
    assert (tmp_path / "out" / "上报汇总_2026W47.xlsx").is_file()
    page.ask_target = lambda: None
    page.export_button.click()
    assert len(said) == 1


def test_files_may_be_chosen_or_dropped(page: HeadquartersPage, reports: Path):
    files = sorted(reports.glob("上报*.xlsx"))
    page.ask_files = lambda: files[:1]
    page.files_button.click()
    assert len(texts(page, "state")) == 1
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(files[1]))])
    copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    page.dropEvent(QDropEvent(QPointF(5, 5), copy, data, left, Qt.KeyboardModifier.NoModifier))
    assert len(texts(page, "state")) == 2


def test_who_is_late_is_listed_and_copied(page: HeadquartersPage, store: Store, reports: Path):
    page.take([reports])
    late = {"name": "<b>西塘支行", "kind": "sub_branch"}
    store.write(lambda session: record(session, None, [Change("branch", "x", late)]))
    page.refresh(Changes.ALL)
    assert page.side.late_head.link.isVisible()
    assert page.side.rows.itemAt(0).widget().accessibleName() == "<b>西塘支行  没收到"
    said: list[Done] = []
    page.changed.connect(said.append)
    page.side.late_head.link.click()
    assert QGuiApplication.clipboard().text() == "<b>西塘支行 没收到"
    assert said[0].message == "已复制 1 家没交的网点"


def test_one_of_the_late_is_copied_by_key_or_by_its_button(qtbot, page: HeadquartersPage, store: Store, reports: Path):
    page.take([reports])
    for name in ("西塘支行", "桥头分理处"):
        late = {"name": name, "kind": "sub_branch"}
        store.write(lambda session, late=late: record(session, None, [Change("branch", late["name"], late)]))
    page.refresh(Changes.ALL)
    first, second = page.side.late_rows()
    assert page.panes() == [page.table, first.copy]  # F6 leads there
    assert "F6 ↑↓ ↵" in [hint.keys for hint in page.hints()]
    said: list[Done] = []
    page.changed.connect(said.append)
    page.side.go_to_late()
    qtbot.keyClick(first.copy, Qt.Key.Key_Down)
    qtbot.keyClick(first.copy, Qt.Key.Key_Down)
    assert page.focusWidget() is second.copy
    qtbot.keyClick(second.copy, Qt.Key.Key_Return)
    assert QGuiApplication.clipboard().text() == f"{second.late.name} 没收到"
    assert said[-1].message == f"已复制 {second.late.name}"
    page.side.late_rows()[0].copy.click()
    assert QGuiApplication.clipboard().text() == f"{first.late.name} 没收到"
    qtbot.keyClick(page.side.late_rows()[0].copy, "c")  # the letters of the foot work beside the list, too
    assert len(QGuiApplication.clipboard().text().splitlines()) == 2


def test_after_the_first_files_the_keys_of_the_foot_work_at_once(qtbot, page: HeadquartersPage, reports: Path):
    page.folder_button.setFocus()
    page.take([reports])
    assert page.focusWidget() is page.table


def test_a_failed_run_is_told_and_the_page_goes_on(
    page: HeadquartersPage, reports: Path, monkeypatch: pytest.MonkeyPatch
):
    def fail(*_: object, **__: object) -> None:
        raise AppError("磁盘满了")

    monkeypatch.setattr("ui.headquarters.running.consolidate.consolidate", fail)
    errors: list[BaseException] = []
    page.error.connect(errors.append)
    page.take([reports])
    assert [str(error) for error in errors] == ["磁盘满了"]
    assert page.add_button.isEnabled()


def taken(file: str, verdict: str = "merged", *flags: str) -> Taken:
    return Taken(file, verdict, flags, N_("没有新内容"), "b", "城东支行", {"contacts": 1})


def test_while_it_runs_the_verdicts_come_in_and_it_can_be_stopped(qtbot, page: HeadquartersPage):
    """As between two files of a long run: the work itself is replaced by what it would report."""
    run = page._run = Run()
    page._set_running(running=True)
    run.report(1, 5, taken("1.xlsx"))
    run.report(2, 5, taken("2.xlsx", "stale"))
    page._on_poll()
    assert page.run_bar.figure.text() == "2"
    assert page.run_bar.of.text() == "/ 5 份"
    assert page.run_bar.now.text() == "2.xlsx"
    assert texts(page, "file") == ["2.xlsx", "1.xlsx"]
    assert page.status()[0].text == "正在汇总"
    qtbot.keyClick(page.table, Qt.Key.Key_P)
    assert (run.control.paused, page.status()[0].text, page.run_bar.pause.text()) == (True, "已暂停", "继续")
    page.run_bar.pause.click()
    assert (run.control.paused, page.run_bar.pause.text()) == (False, "暂停")
    assert not page.add_button.isEnabled()
    page._on_poll()
    page.refresh(Changes.ALL)
    page.take([Path("ignored")])
    assert texts(page, "file") == ["2.xlsx", "1.xlsx"]
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    assert run.control.stopped
    page._end_run()
    page._on_poll()
    assert not page.run_bar.cancel.isVisible()


@pytest.mark.parametrize(
    ("verdict", "flag", "said"),
    [
        ("merged", "hand_edited", "被改动"),
        ("merged", "clone", "复制盘"),
        ("merged", "gap", "缺一段"),
        ("doubled", "", "重复"),
    ],
)
def test_what_has_to_be_looked_at_says_so(page: HeadquartersPage, verdict: str, flag: str, said: str):
    page._run = Run()
    page._run.report(1, 1, taken("1.xlsx", verdict, *([flag] if flag else [])))
    page._on_poll()
    assert texts(page, "state") == [said]
    assert not page.grab().isNull()
    page._end_run()


def test_others_may_look_but_not_consolidate(qtbot, store: Store, theme: Theme, tmp_path: Path):
    page = page_for(store, theme, tmp_path, Actor("x", Role.TELLER, "b"))
    qtbot.addWidget(page)
    page.refresh(Changes.ALL)
    assert not page.add_button.isEnabled()
    assert not page.export_button.isEnabled()
    page.take([tmp_path])
    page._on_add()
    page._on_export()
    assert page._run is None


def test_a_reason_does_not_say_the_files_name_again():
    told = N_("没有打开 {file}：{reason}", file="坏.xlsx", reason=N_("含有宏"))
    assert without_name(Words().text(told), "坏.xlsx") == "没有打开：含有宏"
    assert without_name("x.xlsx is empty", "x.xlsx") == "Is empty"


def test_figures_carry_their_definition(page: HeadquartersPage):
    assert page.side.card.numbers["on_time"].toolTip() == "到期当天或之前完成的跟进 ÷ 本期到期的跟进"


def test_the_commands_of_the_palette_print_their_keys(page: HeadquartersPage):
    assert [(one.text, one.keys) for one in page.commands()] == [
        ("加上报表文件夹", "Ctrl O"), ("定手工改动", "H"), ("看不一致的地方", "D"), ("暂停或接着汇总", "P"),
        ("写退回表", "B"), ("给有密码的上报表输密码", "O"), ("复制催报名单", "C"),
        ("复制一家没交的网点", "F6 ↑↓ ↵"), ("按规则全定归属", "A"), ("盯住文件夹，或不再盯", "W"),
        ("导出总表", "Ctrl E"),
    ]  # fmt: skip
    assert [hint.keys for hint in page.hints()] == [
        "Ctrl O", "F", "J K", "Ctrl E", "C", "B", "O", "W", "P", "Esc",
    ]  # fmt: skip
    page.side.show_edits(2)
    assert "H" in [hint.keys for hint in page.hints()]
    assert page.title() == "汇总"
    assert page.top_bar_widgets() == [page.add_button, page.export_button]


def test_a_run_that_was_cut_off_is_offered_and_taken_up(qtbot, page: HeadquartersPage, store: Store, reports: Path):
    run = store.write(lambda session: course.begin(session, ANALYST, [reports], 3))
    page.refresh(Changes.ALL)
    assert page.run_bar.pause.text() == "接着汇总"
    assert page.run_bar.now.text() == "上次汇总在第 0 份中断，共 3 份"
    qtbot.keyClick(page.table, Qt.Key.Key_P)
    assert sorted(texts(page, "state")) == ["已并入", "已并入", "拒收"]
    assert not page.run_bar.pause.isVisible()
    with store.session() as session:
        assert len(course.done(session, run).files) == 3


def test_the_pace_is_said_in_words_and_drawn(page: HeadquartersPage):
    pace = Pace()
    assert pace_words(pace, 5) == ""
    for second in range(9):
        pace.note(second, 4 * second)
    assert pace_words(pace, 20) == "每秒 4.0 份，还要约 5 秒"
    assert pace_words(pace, 4_800) == "每秒 4.0 份，还要约 20 分钟"
    before = page.grab().toImage()
    page.run_bar.line.set_rates(pace.history)
    assert page.grab().toImage() != before


def test_a_file_with_a_problem_says_its_cure_and_goes_back(
    qtbot, page: HeadquartersPage, reports: Path, tmp_path: Path
):
    page.take([reports])
    bad = next(one for one in page._files if one.verdict == "refused")
    page.table.setFocus()
    page.table.select_id(bad.id)
    assert page.run_bar.now.text() == "请重新导出或重新发送这个文件。"
    page.resize(952, 620)  # time and branch give way to the reason, which is told in full above
    page.table.current_changed.emit(bad.id)
    assert page.run_bar.now.text() == "已损坏，解不开　请重新导出或重新发送这个文件。"
    qtbot.waitUntil(lambda: page.table.horizontalScrollBar().maximum() == 0)
    page.resize(1294, 688)
    said: list[Done] = []
    page.changed.connect(said.append)
    page.ask_target = lambda: tmp_path / "退"
    qtbot.keyClick(page.table, Qt.Key.Key_B)
    assert said[0].message == "写了 1 份退回表"
    assert [path.name for path in (tmp_path / "退").iterdir()] == ["退回_2026W47_认不出的网点.xlsx"]
    (reports / "坏的.xlsx").unlink()
    page.ask_target = lambda: None
    qtbot.keyClick(page.table, Qt.Key.Key_B)
    assert len(said) == 1


def test_a_watched_folder_is_taken_in_as_files_arrive(qtbot, page: HeadquartersPage, reports: Path, tmp_path: Path):
    inbox = tmp_path / "收件箱"
    inbox.mkdir()
    page.ask_place = lambda: inbox
    next(one for one in page.commands() if one.keys == "W").run()
    assert page.status()[0].text == "盯着 收件箱"
    assert page.watch.timer.isActive()
    shutil.copy(min(reports.glob("上报*")), inbox)
    page.watch.look()
    assert page._files == []
    page.watch.look()
    assert texts(page, "state") == ["已并入"]
    page.watch.look()
    page.refresh(Changes.ALL)
    assert page.watch.folder == inbox
    qtbot.keyClick(page.table, Qt.Key.Key_W)
    assert page.watch.folder is None
    assert not page.watch.timer.isActive()
    assert page.status() == []


def test_who_missed_several_weeks_is_told_so(page: HeadquartersPage):
    page.side.show_late([Late("b", "西塘支行", "江北分行", "2026W44", 3), Late("c", "桥头", "", "2026W46")], known=True)
    page.side.copy_late()
    assert QGuiApplication.clipboard().text() == "江北分行 西塘支行 连续 3 周没交\n桥头 只交到第 46 周"
    assert not page.grab().isNull()


def test_reports_with_a_password_are_asked_for_and_read_again(
    qtbot, page: HeadquartersPage, written: Path, tmp_path: Path
):
    secret, (name, *_) = "一二三四 five6", sorted(path.name for path in written.glob("上报*.xlsx"))
    folder = tmp_path / "加密"
    folder.mkdir()
    (folder / name).write_bytes(protection.seal((written / name).read_bytes(), secret, name))
    page.take([folder], by_hand=False)
    assert page.passwords.dialog is None  # a watched folder asks nobody
    qtbot.keyClick(page.table, Qt.Key.Key_O)
    question = page.passwords.dialog
    assert name in question.text.text()
    assert question.password.echoMode() is QLineEdit.EchoMode.Password
    question.password.setText("不是这个密码")
    qtbot.keyClick(question.password, Qt.Key.Key_Return)
    page.refresh(Changes.ALL)
    assert [str(one.reason)[:5] for one in page._files] == ["密码打不开"]
    again = page.passwords.dialog
    assert again is not question
    again.password.setText(secret)
    qtbot.keyClick(again.password, Qt.Key.Key_Return)
    page.refresh(Changes.ALL)
    assert [one.verdict for one in page._files] == ["merged"]
    with qtbot.waitSignal(page.changed) as told:
        qtbot.keyClick(page.table, Qt.Key.Key_O)
    assert told.args[0].message == "没有等着输密码的上报表"
