"""Adding or editing a product: its window, and what is said about it."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout
from sqlalchemy.orm import Session

from desktop.changes import Done
from desktop.library import products
from desktop.library.checked import findings, wording
from desktop.library.products import Draft, ProductRow
from desktop.library.wording import Wording
from ui.library.editor import Editor
from ui.page import Page
from ui.posters.wording_card import WordingCard
from ui.widgets.field import ComboBox, Labelled, LineEdit, TextEdit

WIDTH = 560


class ProductDialog(Editor):
    """`row` None adds a product."""

    def __init__(self, page: Page, row: ProductRow | None = None) -> None:
        super().__init__(page, self.tr("编辑产品") if row else self.tr("加产品"), WIDTH)
        self.row = row
        self._rules: Wording | None = None
        theme = self.theme
        self.name = LineEdit(theme, self.tr("例如：大额存单 3 年期"), parent=self)
        self.kind = ComboBox(theme, parent=self)
        self.first = LineEdit(theme, self.tr("3-1；不写就已开售"), icon="calendar", parent=self)
        self.last = LineEdit(theme, self.tr("3-31；不写就长期"), icon="calendar", parent=self)
        self.text = TextEdit(theme, self.tr("一段话加一个关键词，例如：想了解的朋友回复“存单”"), 5, self)
        self.card = WordingCard(theme, self)
        days = QHBoxLayout()
        days.setSpacing(theme.px(12))
        days.addWidget(Labelled(theme, self.tr("开售"), self.first, parent=self))
        days.addWidget(Labelled(theme, self.tr("结束"), self.last, parent=self))
        head = QHBoxLayout()
        head.setSpacing(theme.px(12))
        head.addWidget(Labelled(theme, self.tr("产品"), self.name, parent=self), 2)
        head.addWidget(Labelled(theme, self.tr("类型（决定风险提示）"), self.kind, parent=self), 1)
        self.body.addLayout(head)
        self.body.addLayout(days)
        self.body.addWidget(Labelled(theme, self.tr("怎么说"), self.text, parent=self))
        self.body.addWidget(self.card)
        self.finish()
        if row is not None:
            self.name.setText(row.name)
            self.first.setText(row.starts_on)
            self.last.setText(row.ends_on)
            self.text.setPlainText(row.text)
        self.text.textChanged.connect(self._on_text)
        self.kind.currentIndexChanged.connect(self._on_text)
        page.read(lambda session: (wording(session), products.kinds(session)), self._on_rules)
        self.name.setFocus()

    @Slot(object)
    def _on_rules(self, found: tuple[Wording, tuple[str, ...]]) -> None:
        self._rules, kinds = found
        names = [(kind, kind or self.tr("存款、服务等")) for kind in kinds]
        self.kind.set_choices(names, self.row.kind if self.row else "")
        self._on_text()

    @Slot()
    def _on_text(self) -> None:
        if self._rules is not None:
            found = findings(self._rules, self.text.toPlainText().strip(), str(self.kind.currentData() or ""))
            self.card.show_findings(found, self._rules.version)
            self.keep.setEnabled(not any(one.level == "block" for one in found))
            self.fault.hide()
            self.fit()

    @Slot()
    def save(self) -> None:
        if not self.keep.isEnabled():
            return
        actor, today = self.page.desk.actor, self.page.desk.clock.now().date()
        name, kind, text = self.name.text(), str(self.kind.currentData() or ""), self.text.toPlainText()
        first, last, known = self.first.text(), self.last.text(), self.row.id if self.row else ""

        def work(session: Session) -> tuple[str, Done]:
            days = (products.typed_day(first, today), products.typed_day(last, today))
            return known, products.save(session, actor, Draft(name, kind, *days, text), known)

        self.write(work)
