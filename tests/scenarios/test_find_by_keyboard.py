"""Anybody found by keys: by sound, tag and remark; conditions with counts, kept as a chip; copied masked, exported."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog
from python_calamine import CalamineWorkbook
from sqlalchemy import text

from db.engine import Store
from desktop.contacts.tokens import readings
from tests.scenarios.test_people_by_keyboard import Keys, keys, page_of, store, taken_in, window
from ui.contacts.page import ContactsPage
from ui.widgets.facet import FacetRow

__all__ = ["keys", "store", "taken_in", "window"]

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
ENTER, ESC, DOWN = Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Down


def names(page: ContactsPage) -> list[str]:
    return [page.model.row_at(row).name for row in range(len(page.model.ids))]


def test_by_every_sound_of_a_name_by_remark_and_tag(keys: Keys, store: Store):
    page = page_of(keys)
    several = page.model.row_at(next(row for row in range(50) if len(page.model.row_at(row).name) == 3)).name
    whole = "".join(readings(one)[0] for one in several)
    keys.press("/", *whole, ENTER)
    assert several in names(page)
    with store.session() as session:
        tag, worn = session.execute(text(
            "SELECT g.name, count(*) FROM contact_tag t JOIN tag g ON g.id = t.tag WHERE t.hidden = 0 "
            "GROUP BY g.id ORDER BY count(*) LIMIT 1"
        )).one()  # fmt: skip
    contact = page.panel.shown.detail.row
    keys.press("e")
    page.records.form.inputs["remark"].setFocus()
    page.records.form.inputs["remark"].insert("养了两只猫")
    keys.press(ENTER)
    for words, least in ((tag, worn), ("两只猫", 1)):
        keys.press("/")
        page.field.clear()
        page.field.insert(words)  # an input method writes Chinese
        keys.press(ENTER)
        assert len(page.model.ids) >= least
    assert contact.name in names(page)
    keys.press("/", ESC)
    assert page.query.text == ""


def test_conditions_with_counts_kept_copied_and_exported(keys: Keys, tmp_path, monkeypatch, qtbot):
    page = page_of(keys)
    all_of_them = len(page.model.ids)
    rows = [row for row in page.facets.findChildren(FacetRow) if row.isCheckable() and row.isVisible()]
    stage = next(row for row in rows if 0 < (row.count() or 0) < all_of_them)
    stage.setFocus()  # F6 and the arrows lead there
    keys.press(Qt.Key.Key_Space)
    assert len(page.model.ids) == stage.count() < all_of_them
    kept = len(page.model.ids)
    keys.press(Qt.Key.Key_S, modifier=CTRL)
    page.acts.dialog.field.insert("常看的")
    keys.press(ENTER)
    assert [chip.text() for chip in page.saved.chips] == [f"常看的 {kept:,}"]
    page.clear()
    keys.press(Qt.Key.Key_1, modifier=ALT)
    assert len(page.model.ids) == kept
    page.table.setFocus()
    keys.press(Qt.Key.Key_Space, Qt.Key.Key_Space)
    keys.press(Qt.Key.Key_C, modifier=CTRL)
    lines = [line.split("\t") for line in QApplication.clipboard().text().splitlines() if line]
    assert {page.model.row_at(0).name, page.model.row_at(1).name} <= {cell for line in lines for cell in line}
    assert not any(cell.isdigit() and len(cell) == 11 for line in lines for cell in line)  # masked
    path = tmp_path / "常看的.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    keys.press(Qt.Key.Key_A, modifier=CTRL)
    assert page.table.marked() == kept
    with qtbot.waitSignal(page.changed):
        keys.press(Qt.Key.Key_E, modifier=CTRL)
    assert len(CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()) == kept + 1
