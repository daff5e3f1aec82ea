"""All conditions of the list in one window."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from desktop.contacts import own_conditions
from desktop.contacts.facet_counts import FacetCounts
from desktop.contacts.filters import NEW_DAYS, ContactQuery
from desktop.contacts.own_conditions import OwnCondition
from desktop.contacts.stages import LIFECYCLE, STAGES
from desktop.words import Words
from ui.contacts import words
from ui.contacts.conditions import FACETS
from ui.contacts.own_line import OwnLine
from ui.contacts.own_words import not_filled
from ui.theme import Theme
from ui.widgets.button import Button
from ui.widgets.chip import Chip
from ui.widgets.dialog import Dialog
from ui.widgets.flow import FlowLayout
from ui.widgets.keys import plain_key
from ui.widgets.label import PlainLabel
from ui.widgets.pane import ScrollPane
from ui.widgets.pill import stage_name
from ui.widgets.segmented import Segmented

if TYPE_CHECKING:
    from desktop.contacts.own_facets import OwnFacet

HEIGHT: Final = 300
FLAGS: Final = ("recent", "untagged", "any_tag")
"""Conditions that are on or off."""
Pair = tuple[str, str]
Group = tuple[str, str, list[Pair]]


def offered(counts: FacetCounts | None) -> list[Group]:
    """(facet, title, (key, words)…) of every condition that can be chosen now."""
    translate = QCoreApplication.translate
    days = translate("ContactsPage", "{days} 天内添加").format(days=NEW_DAYS)
    groups = [
        ("recent", translate("ContactsPage", "添加时间"), [("yes", days)]),
        ("stages", translate("ContactsPage", "阶段"), [(stage, stage_name(stage)) for stage in STAGES]),
        ("lifecycles", translate("FacetPane", "周期"), [(one, words.lifecycle_name(one)) for one in LIFECYCLE]),
    ]
    if counts is not None:
        channels = [(one.key, words.channel_name(one.key)) for one in counts.channels]
        validities = [(one.key, words.validity_name(one.key)) for one in counts.validities]
        groups += [
            ("channels", translate("ContactsPage", "来源"), channels),
            ("tags", translate("ContactsPage", "标签"), [(one.key, one.label) for one in counts.tags]),
            ("untagged", translate("ContactsPage", "标签数"), [("yes", translate("ContactsPage", "没有标签"))]),
            ("owners", translate("ContactsPage", "归属"), [(one.key, one.label) for one in counts.owners]),
            ("validities", translate("FacetPane", "有效性"), validities),
            *(("own", one.field.title, _choices(one)) for one in counts.own if one.field.choices),
        ]
    return [group for group in groups if group[2]]


def _choices(facet: "OwnFacet") -> list[Pair]:
    """The values of one of head office's fields, and that it has none."""
    key = facet.field.key
    values = [(OwnCondition(key, "=", value).text, value) for value in facet.values]
    return [*values, (OwnCondition(key, "!").text, not_filled())]


def typed(counts: FacetCounts | None) -> "list[OwnFacet]":
    """Head office's fields of which one types what is looked for."""
    return [one for one in counts.own if not one.field.choices] if counts is not None else []


def chosen(query: ContactQuery) -> set[Pair]:
    """The conditions of a query as pairs of facet and key."""
    picked = {(facet, key) for facet in FACETS for key in getattr(query, facet)}
    return picked | {(name, "yes") for name in FLAGS if getattr(query, name)}


def with_conditions(query: ContactQuery, picked: Collection[Pair]) -> ContactQuery:
    """The query with just these conditions; the reverse of `chosen`."""
    facets = {facet: tuple(key for name, key in picked if name == facet) for facet in FACETS}
    return replace(query, **facets, **{name: (name, "yes") in picked for name in FLAGS})


class ConditionDialog(Dialog):
    """All conditions as chips. Sends `applied` with the pairs of facet and key that are chosen.

    A tag's chip goes round: has it, has it not (the facet `without`), either. Alt+A: all of the tags, or any.
    """

    applied = Signal(object)

    def __init__(
        self, theme: Theme, words_: Words, groups: Sequence[tuple[str, str, Sequence[Pair]]],
        typed: "Sequence[OwnFacet]", chosen: Collection[Pair], parent: QWidget,
    ) -> None:  # fmt: skip
        """`groups` are (facet, title, (key, words)…); `chosen` pairs of facet and key; `typed` fields get lines."""
        words = self.tr("同一行里选几个，符合其一就算；标签点一下是“有”，再点是“不含”")
        super().__init__(theme, self.tr("加条件"), words, 460, parent)
        self.chips: list[Chip] = []
        self._without: set[str] = set()
        pane = ScrollPane(theme, "raised" if theme.dark else "surface", margins=(0, 0, 0, 0), parent=self)
        pane.setFixedHeight(theme.px(HEIGHT))
        self.body.addWidget(pane)
        for facet, title, values in groups:
            pane.body.addWidget(PlainLabel(theme, title, "caption", "text2", bold=True, parent=pane.inner))
            holder = QWidget(pane.inner)
            flow = FlowLayout(holder, 6)
            for key, name in values:
                flow.addWidget(self._chip(facet, key, name, chosen, holder))
            pane.body.addWidget(holder)
        asked = own_conditions.read(key for facet, key in chosen if facet == "own")
        self.lines = [OwnLine(theme, words_, one, asked, pane.inner) for one in typed]
        for line in self.lines:
            pane.body.addWidget(line)
        pane.body.addStretch(1)
        self.rule = Segmented(theme, [("all", self.tr("标签全部符合")), ("any", self.tr("标签符合其一"))], self)
        self.rule.set_value("any" if ("any_tag", "yes") in chosen else "all")
        self.rule.setAccessibleName(self.tr("几个标签怎么算"))
        self.body.addWidget(self.rule)
        self.add_button(Button(theme, self.tr("取消"), "ghost", keys="Esc", parent=self), "reject")
        yes = self.add_button(Button(theme, self.tr("就看这些"), "primary", "check", "↵", parent=self))
        yes.clicked.connect(self.save)
        yes.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if plain_key(event) == "Enter":
            self.save()
        else:
            super().keyPressEvent(event)

    @Slot()
    def save(self) -> None:
        picked = [(str(chip.property("facet")), str(chip.property("key"))) for chip in self.chips if chip.isChecked()]
        picked += [("without", key) for key in sorted(self._without)]
        own = [line.asked() for line in self.lines]
        if None in own:
            return
        picked += [("own", one.text) for asked in own for one in asked or ()]
        self.applied.emit([*picked, *([("any_tag", "yes")] if self.rule.value() == "any" else [])])
        self.accept()

    def _chip(self, facet: str, key: str, name: str, chosen: Collection[Pair], parent: QWidget) -> Chip:
        chip = Chip(self.theme, name, (facet, key) in chosen, checkable=True, parent=parent)
        chip.setProperty("facet", facet)
        chip.setProperty("key", key)
        chip.setProperty("name", name)
        if facet == "tags":
            chip.clicked.connect(self._on_tag)
            if ("without", key) in chosen:
                self._set_without(chip, key, without=True)
        self.chips.append(chip)
        return chip

    @Slot()
    def _on_tag(self) -> None:
        """It was ticked before: now the contact must not have it."""
        chip = self.sender()
        assert isinstance(chip, Chip)  # noqa: S101 - only chips are connected
        key = str(chip.property("key"))
        if key in self._without:
            chip.setChecked(False)
            self._set_without(chip, key, without=False)
        elif not chip.isChecked():
            self._set_without(chip, key, without=True)

    def _set_without(self, chip: Chip, key: str, *, without: bool) -> None:
        name = str(chip.property("name"))
        words = self.tr("不含 {name}").format(name=name) if without else name
        self._without = self._without | {key} if without else self._without - {key}
        chip.setText(words)
        chip.setAccessibleName(words)
