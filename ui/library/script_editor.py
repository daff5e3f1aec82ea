"""Adding or editing a script: its words with their variables, checked while they are typed, and how they will read."""

from typing import NamedTuple

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget
from sqlalchemy.orm import Session

from desktop.changes import Done
from desktop.library import keeping, pictures, products, shelf
from desktop.library.checked import findings, wording
from desktop.library.keeping import Draft
from desktop.library.shelf import KINDS, PRODUCT_VALUES
from desktop.library.wording import Wording
from desktop.sop.scripts import fill_as_known
from desktop.sop.variables import Values
from ui.library import words
from ui.library.editor import Editor
from ui.page import Page
from ui.posters.wording_card import WordingCard
from ui.widgets.card import Card
from ui.widgets.chip import Chip
from ui.widgets.field import ComboBox, Labelled, LineEdit, TextEdit
from ui.widgets.flow import FlowLayout
from ui.widgets.paragraph import Paragraph

WIDTH = 640
OFFERED = ("客户", "称呼", "员工", "网点", "银行", "今天", "群", *PRODUCT_VALUES)
"""Variables that chips put in; others may be typed."""


class Ground(NamedTuple):
    """What the window needs from the database."""

    draft: Draft
    products: list[products.ProductRow]
    pictures: list[pictures.MaterialRow]
    rules: Wording
    values: dict[str, str]


class ScriptEditor(Editor):
    """`script` "" adds one; `copy` makes an own one out of it, in the same family."""

    def __init__(self, page: Page, script: str = "", *, copy: bool = False) -> None:
        title = self.tr("加话术") if not script else self.tr("复制成本网点的话术") if copy else self.tr("编辑话术")
        super().__init__(page, title, WIDTH)
        self.script, self.copy = script, copy
        self.ground: Ground | None = None
        theme = self.theme
        self.name = LineEdit(theme, self.tr("例如：到店提醒，约好时间的客户"), parent=self)
        self.kind = ComboBox(theme, parent=self)
        self.kind.set_choices([(kind, words.kind_name(kind)) for kind in KINDS], "contact")
        self.product = ComboBox(theme, parent=self)
        self.material = ComboBox(theme, parent=self)
        self.text = TextEdit(theme, self.tr("要说的话；变量写成 {客户} 这样，复制时自动填"), 6, self)
        self.note = LineEdit(theme, self.tr("例如：分行 3 月活动，已报备"), parent=self)
        self.noted = Labelled(theme, self.tr("合规备注"), self.note, parent=self)
        self.card = WordingCard(theme, self)
        self.preview_card = Card(theme, "sunken", 8, 12, parent=self)
        self.preview = Paragraph(theme, parent=self.preview_card)
        self.preview_card.body.addWidget(self.preview)
        self._lay_out()
        self.finish()
        self.text.textChanged.connect(self._on_text)
        self.product.currentIndexChanged.connect(self._on_text)
        actor = page.desk.actor

        def work(session: Session) -> Ground:
            day = page.desk.clock.now().date()
            return Ground(
                keeping.draft_of(session, script) if script else Draft("", "contact", ""),
                products.rows(session, actor, day), pictures.rows(session, actor), wording(session),
                Values.of(session, actor, day, []).of_target(None, None),
            )  # fmt: skip

        page.read(work, self._on_ground)

    def _lay_out(self) -> None:
        theme = self.theme
        first = QHBoxLayout()
        first.setSpacing(theme.px(12))
        first.addWidget(Labelled(theme, self.tr("标题"), self.name, parent=self), 2)
        first.addWidget(Labelled(theme, self.tr("用在"), self.kind, parent=self), 1)
        second = QHBoxLayout()
        second.setSpacing(theme.px(12))
        second.addWidget(Labelled(theme, self.tr("说哪个产品"), self.product, parent=self), 1)
        second.addWidget(Labelled(theme, self.tr("配图"), self.material, parent=self), 1)
        holder = QWidget(self)
        flow = FlowLayout(holder, theme.px(6))
        self.chips = []
        for name in OFFERED:
            chip = Chip(theme, name, icon="plus", parent=holder)
            chip.clicked.connect(self._on_chip)
            flow.addWidget(chip)
            self.chips.append(chip)
        self.body.addLayout(first)
        self.body.addWidget(Labelled(theme, self.tr("话术"), self.text, parent=self))
        self.body.addWidget(holder)
        self.body.addLayout(second)
        self.body.addWidget(self.preview_card)
        self.body.addWidget(self.card)
        self.body.addWidget(self.noted)

    @Slot(object)
    def _on_ground(self, ground: Ground) -> None:
        self.ground, draft = ground, ground.draft
        none = ("", self.tr("不说产品"))
        self.product.set_choices([none, *((one.id, one.name) for one in ground.products)], draft.product)
        bare = ("", self.tr("不配图"))
        self.material.set_choices([bare, *((one.id, one.title) for one in ground.pictures)], draft.material)
        self.name.setText(draft.title)
        self.kind.set_choices([(kind, words.kind_name(kind)) for kind in KINDS], draft.kind)
        self.note.setText(draft.note)
        self.text.setPlainText(draft.text)
        self._on_text()
        self.name.setFocus()

    @Slot()
    def _on_text(self) -> None:
        """Say at once what the rules say, and how it will read."""
        if self.ground is None:
            return
        typed = self.text.toPlainText().strip()
        chosen = next((one for one in self.ground.products if one.id == self.product.currentData()), None)
        values = dict(self.ground.values)
        if chosen is not None:
            given = (chosen.name, chosen.text, words.day_name(chosen.ends_on))
            values |= dict(zip(shelf.PRODUCT_VALUES, given, strict=True))
        filled = fill_as_known(typed, values)
        self.preview.set_text(filled.text, filled.marks)
        self.preview_card.setVisible(bool(typed))
        found = findings(self.ground.rules, typed, chosen.kind if chosen else "")
        self.card.show_findings(found, self.ground.rules.version)
        self.noted.setVisible(any(one.level == "warn" for one in found))
        self.keep.setEnabled(not any(one.level == "block" for one in found))
        self.fault.hide()
        self.fit()

    @Slot()
    def _on_chip(self) -> None:
        chip = self.sender()
        if isinstance(chip, Chip):
            self.text.insertPlainText(f"{{{chip.text()}}}")
            self.text.setFocus()

    def draft(self) -> Draft:
        """What stands in the fields."""
        return Draft(
            self.name.text(), str(self.kind.currentData()), self.text.toPlainText(),
            str(self.product.currentData() or ""), str(self.material.currentData() or ""), self.note.text(),
            self.script if self.copy else self.ground.draft.alternative_to if self.ground else "",
        )  # fmt: skip

    @Slot()
    def save(self) -> None:
        if not self.keep.isEnabled():
            return
        actor, draft, script = self.page.desk.actor, self.draft(), self.script
        new = self.copy or not script

        def work(session: Session) -> tuple[str, Done]:
            saved = keeping.add(session, actor, draft) if new else keeping.edit(session, actor, script, draft)
            return saved.id, saved.done

        self.write(work)
