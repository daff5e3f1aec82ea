"""The studio: choose a template, fill it in, see it in millimetres, know that it scans, let it out."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import (
    QDragEnterEvent,
    QDropEvent,
    QImage,
    QKeySequence,
    QShortcut,
)
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from sqlalchemy.orm import Session

from db.actor import Actor
from db.organisation import Branch
from desktop.changes import Changes
from desktop.errors import AppError
from desktop.posters import intake, photo, pieces, records, ways
from desktop.resources import resource
from ui.desk import Desk
from ui.page import Command, Hint, Page, Status
from ui.posters import pictures
from ui.posters.batch_dialog import BatchDialog
from ui.posters.code_intake import CodeIntake
from ui.posters.crop import ask_photo
from ui.posters.dialogs import ask_place
from ui.posters.foot import Foot
from ui.posters.form import NEW_PLACE, Form
from ui.posters.gallery import THUMB, Gallery, Tile
from ui.posters.outlet import Outlet
from ui.posters.stage import Stage
from ui.widgets.progress import Progress

PROOF_WAIT = 220  # ms after the last key


class Known(NamedTuple):
    """What the form offers, read in one go."""

    branch: str
    people: list[records.Person]
    places: list[ways.Place]


def read_known(session: Session, actor: Actor) -> Known:
    branch = session.get(Branch, actor.branch)
    name = f"{branch.bank} {branch.name}".strip() if branch else ""
    return Known(name, records.people(session, actor.branch), ways.placements(session, actor.branch))


class PostersPage(Page):
    """Holds what is being made: template, theme, person, place, and what the branch wrote."""

    name = "posters"
    concerned = Changes.POSTERS | Changes.STAFF
    has_primary = True

    def __init__(self, desk: Desk, parent: QWidget | None = None, studio: pieces.Studio | None = None) -> None:
        super().__init__(desk, parent)
        self.studio = studio or pieces.Studio.open(resource())
        self._worker = self.studio.twin()
        self._templates = {template.key: template for template in self.studio.library.all()}
        self._known = Known("", [], [])
        self._filled: dict[str, dict[str, str]] = {}
        self._staff, self._place, self._theme = desk.actor.staff, "", ""
        self._order: pieces.Order | None = None
        self._piece: pieces.Piece | None = None
        self.ask_place: Callable[[], str] = partial(ask_place, self, desk.theme)
        self.ask_photo: Callable[[str], str] = partial(ask_photo, self, desk.theme)
        self._build()
        self._connect()
        self._proof_timer = QTimer(self)
        self._proof_timer.setSingleShot(True)
        self._proof_timer.setInterval(PROOF_WAIT)
        self._proof_timer.timeout.connect(self._prove)
        self._make_shortcuts()
        self.setAcceptDrops(True)

    # ------------------------------------------------------------------------------------------------ building

    def _build(self) -> None:
        self.gallery = Gallery(self.theme, self)
        self.stage = Stage(self.theme, self.desk.words, self.studio.painter, self)
        self.form = Form(self.theme, self.desk.words.language, self)
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
        self.outlet = Outlet(self.desk, self._worker, self.progress, self)
        self.intake = CodeIntake(self.desk, self._worker, self)

    def _connect(self) -> None:
        self.gallery.chosen.connect(self._on_tile)
        self.gallery.letter.connect(self._on_letter)
        self.stage.letter.connect(self._on_letter)
        self.stage.codeless.choose.connect(self._on_choose)
        self.stage.codeless.paste.connect(self._on_paste)
        self.stage.codeless.folder.connect(self.intake.choose_folder)
        self.form.edited.connect(self._on_edited)
        self.form.staff_chosen.connect(self._on_staff)
        self.form.place_chosen.connect(self._on_place)
        self.form.theme_chosen.connect(self._on_theme)
        self.form.photo_wanted.connect(self._on_photo)
        self.form.photo_gone.connect(self._on_no_photo)
        self.foot.pdf.connect(self._on_pdf)
        self.foot.png.connect(self._on_png)
        self.foot.printed.connect(self._on_print)
        self.foot.scope_changed.connect(self._show_scope)
        self.foot.batch.connect(self._on_batch)
        self.foot.copied.connect(self._on_copied)
        self.outlet.left.connect(self._on_left)
        self.outlet.error.connect(self.error)
        self.intake.looked_at.connect(self._on_looked_at)
        self.intake.error.connect(self.error)

    def _make_shortcuts(self) -> None:
        wanted: list[tuple[str, Callable[[], object]]] = [
            ("Ctrl+P", self._on_print), ("Ctrl+E", self._on_pdf), ("Ctrl+Shift+E", self._on_png),
            ("Alt+Up", partial(self._step_staff, -1)), ("Alt+Down", partial(self._step_staff, 1)),
            ("Ctrl++", self.stage.zoom_in), ("Ctrl+=", self.stage.zoom_in), ("Ctrl+-", self.stage.zoom_out),
            ("Ctrl+0", self.stage.view.fit), ("Ctrl+B", self._on_batch),
            ("Ctrl+Shift+C", self.foot.copy_button.click), ("Ctrl+Alt+C", self.foot.file_button.click),
            ("Ctrl+V", self._on_paste),
            ("Ctrl+Alt+[", partial(self.gallery.step, -1)),
            ("Ctrl+Alt+]", partial(self.gallery.step, 1)),
        ]  # fmt: skip
        for keys, run in wanted:
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(run)

    # ------------------------------------------------------------------------------------------------ as a page

    def title(self) -> str:
        return self.tr("海报台卡")

    def subtitle(self) -> str:
        tile = self.gallery.current()
        if tile is None:
            return ""
        theme = self._templates[tile.template].theme(self._theme)
        return f"{theme.named(self.desk.words.language)} · {tile.name}"

    def hints(self) -> list[Hint]:
        return [
            Hint("Ctrl P", self.tr("打印")), Hint("Ctrl E", self.tr("导出 PDF")), Hint("[ ]", self.tr("换版式")),
            Hint("Alt ↑↓", self.tr("换员工")), Hint("Ctrl B", self.tr("选人选版式")), Hint("0", self.tr("适合窗口")),
        ]  # fmt: skip

    def status(self) -> list[Status]:
        if self._order is None:
            return []
        return [Status("layout-template", self.tr("版式 {version}").format(version=self._order.template.version))]

    def commands(self) -> list[Command]:
        return [
            Command(self.tr("导入一个文件夹的二维码图片"), "", self.intake.choose_folder),
            Command(self.tr("批量出图：选人选版式"), "Ctrl B", self._on_batch),
            Command(self.tr("复制图片，发到微信"), "Ctrl Shift C", self.foot.copy_button.click),
            Command(self.tr("复制成文件，发到微信"), "Ctrl Alt C", self.foot.file_button.click),
            Command(self.tr("导出海报台卡 PDF"), "Ctrl E", self._on_pdf),
            Command(self.tr("打印海报台卡"), "Ctrl P", self._on_print),
        ]

    def panes(self) -> list[QWidget]:
        lists: list[QWidget] = list(self.gallery.lists())
        return [*lists[:1], self.stage.view, self.form.staff, self.foot.pdf_button]

    def refresh(self, changes: Changes) -> None:
        self.read(partial(read_known, actor=self.desk.actor), self._on_known)

    def open(self, argument: object) -> None:
        """`argument` is the id of a member of staff."""
        if isinstance(argument, str):
            self._on_staff(argument)

    # ------------------------------------------------------------------------------------------------ reading

    @Slot(object)
    def _on_known(self, known: Known) -> None:
        self._known = known
        if known.people and self._staff not in {person.id for person in known.people}:
            self._staff = known.people[0].id
        self.form.set_branch(known.branch)
        self.form.set_people(known.people, self._staff)
        self.form.set_places(known.places, self._place)
        if self.gallery.tiles():
            self._read_order()
        else:
            self._fill_gallery()  # the first tile is chosen, and reads

    def _fill_gallery(self) -> None:
        language = self.desk.words.language
        tiles = [
            Tile(template.key, template.named(language), template.noted(language), template.family)
            for template in self._templates.values()
        ]
        families = {
            "card": self.tr("台卡与插卡"), "poster": self.tr("海报与易拉宝"), "badge": self.tr("胸牌、名片与贴纸"),
            "phone": self.tr("手机图"),
        }  # fmt: skip
        self.gallery.set_tiles(tiles, families)
        self.gallery.choose(self.gallery.tiles()[0])
        first = self.gallery.lists()[0]
        self.setTabOrder(first, self.stage.view)
        self.setFocusProxy(first)
        if self.stage.view.hasFocus():
            first.setFocus()

    def _read_order(self) -> None:
        tile = self.gallery.current()
        if tile is not None and self._known.people:
            self.read(partial(self._orders_for, tile, [self._staff], self._place), self._on_order)

    def _orders_for(self, tile: Tile, staff: list[str], place: str, session: Session) -> list[pieces.Order]:
        """Runs in the worker."""
        template, filled = self._templates[tile.template], self._filled.get(tile.template, {})
        theme, actor = template.theme(self._theme).key, self.desk.actor
        make = partial(pieces.order, session, actor, self.studio, template, theme=theme, placement=place, filled=filled)
        return [make(one) for one in staff]

    @Slot(object)
    def _on_order(self, orders: list[pieces.Order]) -> None:
        before = self._order
        self._order = replace(orders[0], reason=self.form.reason.text())
        self.form.set_state(self._order.record.state)
        self._show_order()
        self._show_scope()
        if before is None or bool(before.record.way) != bool(self._order.record.way):
            self._draw_thumbs(self._order)

    # ------------------------------------------------------------------------------------------------ showing

    def _show_order(self) -> None:
        if self._order is None:
            return
        self._piece = None
        self.foot.set_ready(ready=False)
        width, height = self._order.template.page
        note = self.tr("{width} × {height} mm，打 1 张").format(width=f"{width:g}", height=f"{height:g}")
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
            self.desk.jobs.long.run(self, partial(pieces.make, self._worker, self._order, today), self._on_proven,
                                    self._on_failed)  # fmt: skip

    @Slot(object)
    def _on_proven(self, piece: pieces.Piece) -> None:
        if piece.order is not self._order:
            return  # typed on meanwhile: the next proof is on its way
        self._piece = piece
        self.stage.show_piece(piece)
        self._show_ready()

    def _show_ready(self) -> None:
        if self._piece is None or self._order is None:
            self.foot.set_ready(ready=False)
        elif self.foot.everybody():
            today = self.desk.clock.now().date()
            wrong = pieces.field_faults(self.studio, self._order, today)
            self.foot.set_ready(ready=bool(self._scope()) and not wrong)
        else:
            self.foot.set_ready(ready=self._piece.passed)

    @Slot()
    def _show_scope(self) -> None:
        scope = self._scope()
        names = [person.name for person in self._known.people if person.id in scope]
        if self.foot.everybody():
            title = self.tr("本网点 {people} 人 × 1 版式 = {n} 张").format(people=len(names), n=len(names))
            missing = [person.name for person in self._known.people if not person.ways]
            note = self.tr("还没有活码：{names}").format(names="、".join(missing)) if missing else ""
        else:
            title = self.tr("{name} 1 张").format(name="".join(names))
            note = ""
        self.foot.set_pieces(names, title, note or self.tr("每一张都会先过扫码校验"))
        self._show_ready()

    def _scope(self) -> list[str]:
        """The ids of those whose pieces would come out now."""
        if self.foot.everybody():
            return [person.id for person in self._known.people if person.ways]
        return [self._staff]

    def _draw_thumbs(self, order: pieces.Order) -> None:
        work = partial(self._thumbs, order, list(self.gallery.tiles()), self._theme)
        self.desk.jobs.long.run(self, work, self._on_thumbs)

    def _thumbs(self, order: pieces.Order, tiles: list[Tile], theme: str) -> list[tuple[Tile, QImage]]:
        """Runs in the worker."""
        found = []
        for tile in tiles:
            template = self._templates[tile.template]
            own = replace(order, template=template, theme=template.theme(theme).key, filled={})
            sheet = pieces.lay_out(self._worker, own)
            pitch = min(2 * side / length for side, length in zip(THUMB, sheet.page, strict=True))
            found.append((tile, self._worker.painter.raster(sheet, pitch * 25.4)))
        return found

    @Slot(object)
    def _on_thumbs(self, thumbs: list[tuple[Tile, QImage]]) -> None:
        for tile, image in thumbs:
            self.gallery.set_image(tile, image)

    # ------------------------------------------------------------------------------------------------ choosing

    @Slot(object)
    def _on_tile(self, tile: Tile) -> None:
        if self._order is None or tile.template != self._order.template.key:
            filled = self._filled.get(tile.template, {})
            self.form.set_template(self._templates[tile.template], filled, self._theme)
        self._read_order()

    @Slot(str)
    def _on_theme(self, theme: str) -> None:
        """A colour stays chosen from template to template, and the whole gallery wears it."""
        self._theme = theme
        self._read_order()
        if self._order is not None:
            self._draw_thumbs(self._order)

    @Slot()
    def _on_edited(self) -> None:
        if self._order is not None:
            self._filled[self._order.template.key] = self.form.values()
            self._order = replace(self._order, filled=self.form.values(), reason=self.form.reason.text())
            self._show_order()

    @Slot(str)
    def _on_staff(self, staff: str) -> None:
        if staff and staff != self._staff:
            self._staff = staff
            self.form.set_people(self._known.people, staff)
            self._read_order()

    @Slot()
    def _on_photo(self) -> None:
        try:
            kept = self.ask_photo(self._name())
        except AppError as error:
            self.error.emit(error)
            return
        if kept:
            self.write(partial(photo.set_photo, actor=self.desk.actor, staff=self._staff, kept=kept))

    @Slot()
    def _on_no_photo(self) -> None:
        self.write(partial(photo.set_photo, actor=self.desk.actor, staff=self._staff, kept=""))

    def _name(self) -> str:
        return next((person.name for person in self._known.people if person.id == self._staff), "")

    def _step_staff(self, by: int) -> None:
        ids = [person.id for person in self._known.people]
        if self._staff in ids:
            self._on_staff(ids[(ids.index(self._staff) + by) % len(ids)])

    @Slot(str)
    def _on_place(self, place: str) -> None:
        if place == NEW_PLACE:
            self.form.set_places(self._known.places, self._place)
            named = self.ask_place()
            if named:
                self.write(partial(self._add_place, named))
            return
        self._place = place
        self._read_order()

    def _add_place(self, named: str, session: Session):  # noqa: ANN202 - Done
        return ways.add_placement(session, self.desk.actor, self.desk.actor.branch, named)

    @Slot(str)
    def _on_letter(self, key: str) -> None:
        if key == "0":
            self.stage.view.fit()
        else:
            self.gallery.step(1 if key == "]" else -1)

    # ------------------------------------------------------------------------------------------------ letting out

    def _orders_now(self, session: Session) -> list[pieces.Order]:
        """What would come out now; runs in the worker."""
        tile = self.gallery.current()
        assert tile is not None  # noqa: S101 - the buttons are off until there is one
        place = "" if self.foot.everybody() else self._place
        orders = self._orders_for(tile, self._scope(), place, session)
        return [replace(order, reason=self.form.reason.text()) for order in orders]

    @Slot()
    def _on_pdf(self) -> None:
        if self.foot.pdf_button.isEnabled():
            self.outlet.export(self._orders_now, "pdf")

    @Slot()
    def _on_png(self) -> None:
        if self.foot.png_button.isEnabled():
            self.outlet.export(self._orders_now, "png")

    @Slot()
    def _on_print(self) -> None:
        if self.foot.print_button.isEnabled():
            self.outlet.print(self._orders_now)

    @Slot(bool)
    def _on_copied(self, as_file: bool) -> None:
        if self._piece is not None:
            self.outlet.copy(self._piece, as_file=as_file)

    @Slot()
    def _on_batch(self) -> None:
        tile = self.gallery.current()
        if tile is not None:
            self.make_batch(tile.template).exec()

    def make_batch(self, template: str) -> BatchDialog:
        """The window for staff × templates, with `template` ticked."""
        known, templates = self._known.people, [self._templates[tile.template] for tile in self.gallery.tiles()]
        dialog = BatchDialog(self.desk, known, templates, self._batch_orders, template, self)
        dialog.left.connect(self._on_left)
        return dialog

    def _batch_orders(self, session: Session, staff: list[str], templates: list[str]) -> list[pieces.Order]:
        """Runs in the worker."""
        reason = self.form.reason.text()
        tiles = [Tile(key, "", "", "") for key in templates]
        orders = [one for tile in tiles for one in self._orders_for(tile, staff, "", session)]
        return [replace(order, reason=reason) for order in orders]

    @Slot(object, str)
    def _on_left(self, made: list[pieces.Left], how: str) -> None:
        self.write(partial(pieces.keep, actor=self.desk.actor, pieces=made, format=how))

    # ------------------------------------------------------------------------------------------------ taking in codes

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if pictures.carries(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.intake.take_data(event.mimeData(), self._staff)

    @Slot()
    def _on_paste(self) -> None:
        self.intake.paste(self._staff)

    @Slot()
    def _on_choose(self) -> None:
        self.intake.choose_pictures(self._staff)

    @Slot(object, object)
    def _on_looked_at(self, found: list[intake.Found], agreed: list[Path]) -> None:
        self.write(partial(intake.apply, actor=self.desk.actor, found=found, agreed=agreed))
