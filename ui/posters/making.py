"""What is being made in the studio: read, shown while it is written, proven, and taken back step by step."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QCoreApplication, QEvent, QTimer, Slot
from PySide6.QtGui import QImage, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from sqlalchemy.orm import Session

from desktop.changes import Changes
from desktop.posters import pieces, records, register, trial
from desktop.posters.elements import Template
from desktop.resources import resource
from ui.desk import Desk
from ui.page import Page
from ui.posters import thumbs
from ui.posters.draft import Draft, History
from ui.posters.foot import Foot
from ui.posters.form import Form
from ui.posters.gallery import Gallery, Tile
from ui.posters.known import Known, first_to_mend, read_known
from ui.posters.stage import Stage
from ui.widgets.progress import Progress

PROOF_WAIT = 220  # ms after the last key


class Making(Page):
    """Template, theme, person, place and words are in the draft; the piece is what came of them."""

    def __init__(self, desk: Desk, parent: QWidget | None = None, studio: pieces.Studio | None = None) -> None:
        super().__init__(desk, parent)
        self.studio = studio or pieces.Studio.open(resource(), desk.paths.templates, desk.pictures)
        self.worker = self.studio.twin()
        self._built_in = (self.studio, self.worker)  # with the rules of wording that hold where head office has none
        self._templates: dict[str, Template] = {}
        self._known = Known("", [], [])
        self.history = History()
        self.history.begin(Draft(staff=desk.actor.staff))
        self._trial = ""
        self._order: pieces.Order | None = None
        self._piece: pieces.Piece | None = None
        self._build()
        self._proof_timer = QTimer(self)
        self._proof_timer.setSingleShot(True)
        self._proof_timer.setInterval(PROOF_WAIT)
        self._proof_timer.timeout.connect(self._prove)

    # ------------------------------------------------------------------------------------------------ building

    def _build(self) -> None:
        self.gallery = Gallery(self.theme, self)
        self.stage = Stage(self.theme, self.desk.words, self.studio.painter, self)
        self.form = Form(self.theme, self.desk.words.language, self)
        self.form.take_key = self.take_key
        self.foot = Foot(self.theme, self)
        self.progress = Progress(self.theme, self)
        panes = QHBoxLayout()
        panes.setSpacing(0)
        panes.addWidget(self.gallery)
        panes.addWidget(self.stage, 1)
        panes.addWidget(self.form)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(panes, 1)
        column.addWidget(self.progress)
        column.addWidget(self.foot)

    # ------------------------------------------------------------------------------------------------ for others

    @property
    def draft(self) -> Draft:
        return self.history.draft

    def piece(self) -> pieces.Piece | None:
        """The proven piece that is shown, None while its proof is on its way."""
        return self._piece

    def people(self) -> list[records.Person]:
        return self._known.people

    def template(self, key: str) -> Template:
        return self._templates[key]

    def person_name(self) -> str:
        return next((person.name for person in self._known.people if person.id == self.draft.staff), "")

    def show_places(self) -> None:
        """The choice of places as the draft has it."""
        self.form.set_places(self._known.places, self.draft.place)

    def choose(self, **changed: str) -> None:
        """Another template, person, place or colours: a step that can be undone."""
        self.history.choose(self.draft._replace(**changed))
        self._read_order()

    def show_again(self, hanging: register.Hanging, place: str) -> None:
        """Show what hangs at a place, to be made anew; its template may be gone, then only person and place."""
        known = hanging.template in self._templates
        before, template = self.draft, hanging.template if known else self.draft.template
        self.history.choose(
            before._replace(template=template, theme=hanging.theme, staff=hanging.staff, place=place)
        )  # fmt: skip
        self._show_draft(before)

    # ------------------------------------------------------------------------------------------------ reading

    def refresh(self, changes: Changes) -> None:
        self.read(partial(read_known, actor=self.desk.actor, library=self.studio.library), self._on_known)

    @Slot(object)
    def _on_known(self, known: Known) -> None:
        self._known = known
        self.studio, self.worker = (studio.ruled(known.rules) for studio in self._built_in)
        draft = self.draft
        if known.people and draft.staff not in {person.id for person in known.people}:
            self.history.begin(draft._replace(staff=known.people[0].id))
        self.form.set_branch(known.branch)
        self.form.set_people(known.people, self.draft.staff)
        self.show_places()
        templates = {template.key: template for template in self.studio.library.all()}
        if templates == self._templates:
            self._read_order()
            return
        self._templates = templates
        self._fill_gallery()  # the chosen tile, or the first one, reads
        for fault in self.studio.library.faults.values():
            self.error.emit(fault)

    def _fill_gallery(self) -> None:
        translate = QCoreApplication.translate
        language = self.desk.words.language
        tiles = [
            Tile(template.key, template.named(language), template.noted(language), template.family)
            for template in self._templates.values()
        ]
        families = {
            "card": translate("PostersPage", "台卡与插卡"), "poster": translate("PostersPage", "海报与易拉宝"),
            "badge": translate("PostersPage", "胸牌、名片与贴纸"),
            "phone": translate("PostersPage", "手机图"),
        }  # fmt: skip
        self._order = None
        self.gallery.set_tiles(tiles, families)
        shown = self.gallery.tiles()
        self.gallery.choose(next((tile for tile in shown if tile.template == self.draft.template), shown[0]))
        first = self.gallery.lists()[0]
        self.setTabOrder(first, self.stage.view)
        self.setFocusProxy(first)
        if self.stage.view.hasFocus():
            first.setFocus()

    def _read_order(self) -> None:
        draft = self.draft
        if draft.template in self._templates and self._known.people:
            work = partial(self.orders_for, draft.template, [draft.staff], draft.place)
            self.read(work, self._on_order)

    def orders_for(self, template: str, staff: list[str], place: str, session: Session) -> list[pieces.Order]:
        """One order for each of `staff`; runs in the worker."""
        draft, found = self.draft._replace(template=template), self._templates[template]
        make = partial(
            pieces.order, session, self.desk.actor, self.studio, found, theme=found.theme(draft.theme).key,
            placement=place, filled=draft.own,
        )  # fmt: skip
        return [make(one) for one in staff]

    def orders_now(self, session: Session) -> list[pieces.Order]:
        """What would come out now; runs in the worker."""
        place = "" if self.foot.everybody() else self.draft.place
        orders = self.orders_for(self.draft.template, self._scope(), place, session)
        return [replace(order, reason=self.draft.reason) for order in orders]

    @Slot(object)
    def _on_order(self, orders: list[pieces.Order]) -> None:
        before = self._order
        order = replace(orders[0], reason=self.draft.reason)
        self._order = trial.tried(order, self._trial)
        self.form.set_state(order.record.state)
        self._show_order()
        self._show_scope()
        if before is None or bool(before.record.way) != bool(order.record.way):
            self._draw_thumbs(order)

    # ------------------------------------------------------------------------------------------------ showing

    def _show_order(self) -> None:
        translate = QCoreApplication.translate
        if self._order is None:
            return
        self._piece = None
        self.foot.set_ready(ready=False)
        width, height = self._order.template.page
        note = translate("PostersPage", "{width} × {height} mm，打 1 张").format(
            width=f"{width:g}", height=f"{height:g}"
        )
        self.stage.set_sheet(pieces.lay_out(self.studio, self._order), note)
        self._show_faults()
        self.stage.wait()
        self._proof_timer.start()
        self.state_changed.emit()

    def _show_faults(self) -> None:
        assert self._order is not None  # noqa: S101 - the callers looked
        found = pieces.field_faults(self.studio, self._order, self.desk.clock.now().date())
        words = {key: self.desk.words.text(own[0].message) for key, own in found.items()}
        said = pieces.findings(self.studio, self._order)
        self.form.wording.show_findings(said, self.studio.wording.version)
        self.form.show_faults(words, ask_reason=any(one.level == "warn" for one in said))

    @Slot()
    def _prove(self) -> None:
        if self._order is not None:
            today = self.desk.clock.now().date()
            self.desk.jobs.long.run(self, partial(pieces.make, self.worker, self._order, today), self._on_proven,
                                    self._on_failed)  # fmt: skip

    @Slot(object)
    def _on_proven(self, piece: pieces.Piece) -> None:
        if piece.order is not self._order:
            return  # typed on meanwhile: the next proof is on its way
        self._piece = piece
        self.stage.show_piece(piece)
        self.stage.proof.offer(self._cure(piece)[0])
        self._show_ready()

    def _cure(self, piece: pieces.Piece) -> tuple[str, Callable[[], object]]:
        """What is offered against the first problem of a piece, in words, and how it is done; nothing to cure: ""."""
        key = first_to_mend(self.studio, piece, self.desk.clock.now().date())
        if piece.passed or not piece.order.record.way:
            return "", self.setFocus
        if pieces.needs_reason(self.studio, piece.order) and not self.draft.reason.strip():
            return QCoreApplication.translate("PostersPage", "写上理由 F8"), self.form.reason.setFocus
        if key:
            label = piece.order.template.fields[key].named(self.desk.words.language)
            words = QCoreApplication.translate("PostersPage", "去改“{label}” F8")
            return words.format(label=label), self.form.fields[key].setFocus
        return QCoreApplication.translate("PostersPage", "换一个版式 F8"), partial(self.gallery.step, 1)

    @Slot()
    def cure(self) -> None:
        """Do what is offered against the first problem."""
        words, act = self._cure(self._piece) if self._piece is not None else ("", self.setFocus)
        if words:
            act()

    def _show_ready(self) -> None:
        if self._piece is None or self._order is None or self._trial:
            self.foot.set_ready(ready=False)
        elif self.foot.everybody():
            today = self.desk.clock.now().date()
            wrong = pieces.field_faults(self.studio, self._order, today)
            self.foot.set_ready(ready=bool(self._scope()) and not wrong)
        else:
            self.foot.set_ready(ready=self._piece.passed)

    @Slot()
    def _show_scope(self) -> None:
        translate = QCoreApplication.translate
        scope = self._scope()
        names = [person.name for person in self._known.people if person.id in scope]
        if self.foot.everybody():
            title = translate("PostersPage", "本网点 {people} 人 × 1 版式 = {n} 张").format(
                people=len(names), n=len(names)
            )
            missing = [person.name for person in self._known.people if not person.ways]
            note = translate("PostersPage", "还没有活码：{names}").format(names="、".join(missing)) if missing else ""
        elif self._trial:
            title, note = (
                translate("PostersPage", "试看，不能出图"),
                translate("PostersPage", "Alt ↑↓ 回到员工本人"),
            )
        else:
            title = translate("PostersPage", "{name} 1 张").format(name="".join(names))
            note = ""
        self.foot.set_pieces(names, title, note or translate("PostersPage", "每一张都会先过扫码校验"))
        self._show_ready()

    def _scope(self) -> list[str]:
        """The ids of those whose pieces would come out now."""
        if self.foot.everybody():
            return [person.id for person in self._known.people if person.ways]
        return [self.draft.staff]

    def _draw_thumbs(self, order: pieces.Order) -> None:
        tiles, templates = list(self.gallery.tiles()), dict(self._templates)
        work = partial(thumbs.draw, self.worker, order, tiles, templates, self.draft.theme)
        self.desk.jobs.long.run(self, work, self._on_thumbs)

    @Slot(object)
    def _on_thumbs(self, drawn: list[tuple[Tile, QImage]]) -> None:
        for tile, image in drawn:
            self.gallery.set_image(tile, image)

    # ------------------------------------------------------------------------------------------------ choosing

    @Slot(object)
    def _on_tile(self, tile: Tile) -> None:
        chosen = self.draft._replace(template=tile.template)
        if self.draft.template:
            self.history.choose(chosen)
        else:
            self.history.begin(chosen)
        self._show_form()
        self._read_order()

    def _show_form(self) -> None:
        draft = self.draft
        self.form.set_template(self._templates[draft.template], draft.own, draft.theme)
        self.history.begin(draft.written(self.form.values()))  # so that the first letter is one letter, too

    @Slot(str)
    def _on_theme(self, theme: str) -> None:
        """A colour stays chosen from template to template, and the whole gallery wears it."""
        self.choose(theme=theme)
        if self._order is not None:
            self._draw_thumbs(self._order)

    @Slot()
    def _on_edited(self) -> None:
        if self._order is not None:
            values, reason = self.form.values(), self.form.reason.text()
            self.history.type(self.draft.written(values)._replace(reason=reason))
            self._order = replace(self._order, filled=values, reason=reason)
            self._show_order()

    @Slot(str)
    def _on_staff(self, staff: str) -> None:
        if staff and (staff != self.draft.staff or self._trial):
            self._set_trial("")
            self.form.set_people(self._known.people, staff)
            self.choose(staff=staff)

    @Slot(str)
    def _on_trial(self, name: str) -> None:
        """Show the piece for a made-up record; it cannot leave."""
        self._set_trial(name)
        self._read_order()

    def _set_trial(self, name: str) -> None:
        self._trial = name
        self.form.set_trial(name)

    def _step_staff(self, by: int) -> None:
        """Through the people, then through the made-up records."""
        stops = [*(person.id for person in self._known.people), *self.form.trials()]
        at = self._trial or self.draft.staff
        if at in stops:
            wanted = stops[(stops.index(at) + by) % len(stops)]
            (self._on_trial if wanted in trial.TRIALS else self._on_staff)(wanted)

    @Slot(str)
    def _on_letter(self, key: str) -> None:
        if key == "0":
            self.stage.view.fit()
        else:
            self.gallery.step(1 if key == "]" else -1)

    # ------------------------------------------------------------------------------------------------ undo

    def event(self, event: QEvent) -> bool:
        """Ctrl+Z is the studio's as long as there is something of it to undo; then it is the window's."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self.take_key(event):
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.take_key(event):
            super().keyPressEvent(event)

    def take_key(self, event: QKeyEvent) -> bool:
        """Whether the key goes a step back or ahead here; a pressed one takes it."""
        history = self.history
        ways_back = {
            "Ctrl+Z": (history.can_undo, history.undo), "Ctrl+Y": (history.can_redo, history.redo),
            "Ctrl+Shift+Z": (history.can_redo, history.redo),
        }  # fmt: skip
        can, way = ways_back.get(QKeySequence(event.keyCombination()).toString(), (False, history.undo))
        if can and event.type() == QEvent.Type.KeyPress:
            before = self.draft
            way()
            self._show_draft(before)
        event.setAccepted(can)
        return can

    def _show_draft(self, before: Draft) -> None:
        """Let gallery, form and page show a draft that nobody typed."""
        draft = self.draft
        self._set_trial("")
        if draft.template != before.template:
            self.gallery.mark(next(tile for tile in self.gallery.tiles() if tile.template == draft.template))
        if (draft.template, draft.theme) != (before.template, before.theme):
            self._show_form()
        self.form.set_values(draft.own, draft.reason)
        self.form.set_people(self._known.people, draft.staff)
        self.show_places()
        self._read_order()
