"""What is done in the studio: let pieces out, take codes and photos in, name places, open the register."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PIL.Image import Image
from PySide6.QtCore import QObject, Slot
from sqlalchemy.orm import Session

from desktop.changes import Done
from desktop.posters import intake, photo, pieces, ways
from ui.posters.batch_dialog import BatchDialog
from ui.posters.code_intake import CodeIntake
from ui.posters.crop import ask_file, ask_square
from ui.posters.dialogs import ask_place
from ui.posters.form import NEW_PLACE
from ui.posters.outlet import Outlet
from ui.posters.register_window import RegisterWindow
from ui.posters.workbench_window import WorkbenchWindow

if TYPE_CHECKING:
    from ui.posters.page import PostersPage


class StudioActs(QObject):
    """Belongs to the page, which knows what is being made; the `ask_` functions may be replaced."""

    def __init__(self, page: "PostersPage", worker: pieces.Studio) -> None:
        super().__init__(page)
        desk = page.desk
        self.page = page
        self.outlet = Outlet(desk, worker, page.progress, page)
        self.intake = CodeIntake(desk, worker, page)
        self.ask_place: Callable[[], str] = partial(ask_place, page, desk.theme)
        self.ask_file: Callable[[], Path | None] = partial(ask_file, page)
        self.ask_square: Callable[[Image, str], str] = partial(ask_square, page, desk.theme)
        self.register: RegisterWindow | None = None
        self.workbench: WorkbenchWindow | None = None
        self.outlet.left.connect(self._on_left)
        self.outlet.error.connect(page.error)
        self.intake.looked_at.connect(self._on_looked_at)
        self.intake.error.connect(page.error)

    # ------------------------------------------------------------------------------------------------ letting out

    @Slot()
    def pdf(self) -> None:
        if self.page.foot.pdf_button.isEnabled():
            self.outlet.export(self.page.orders_now, "pdf")

    @Slot()
    def png(self) -> None:
        if self.page.foot.png_button.isEnabled():
            self.outlet.export(self.page.orders_now, "png")

    @Slot()
    def print(self) -> None:
        if self.page.foot.print_button.isEnabled():
            self.outlet.print(self.page.orders_now)

    @Slot(bool)
    def copy(self, as_file: bool) -> None:
        if (piece := self.page.piece()) is not None:
            self.outlet.copy(piece, as_file=as_file)

    @Slot()
    def batch(self) -> None:
        tile = self.page.gallery.current()
        if tile is not None:
            self.make_batch(tile.template).exec()

    def make_batch(self, template: str) -> BatchDialog:
        """The window for staff × templates, with `template` ticked."""
        page = self.page
        templates = [page.template(tile.template) for tile in page.gallery.tiles()]
        dialog = BatchDialog(page.desk, page.people(), templates, self._batch_orders, template, page)
        dialog.left.connect(self._on_left)
        return dialog

    def _batch_orders(self, session: Session, staff: list[str], templates: list[str]) -> list[pieces.Order]:
        """Runs in the worker."""
        reason = self.page.form.reason.text()
        orders = [one for key in templates for one in self.page.orders_for(key, staff, "", session)]
        return [replace(order, reason=reason) for order in orders]

    @Slot(object, str, int)
    def _on_left(self, made: list[pieces.Left], how: str, copies: int = 1) -> None:
        self.page.write(partial(pieces.keep, actor=self.page.desk.actor, pieces=made, format=how, copies=copies))

    # ------------------------------------------------------------------------------------------------ taking in

    @Slot()
    def paste(self) -> None:
        self.intake.paste(self.page.draft.staff)

    @Slot()
    def choose_pictures(self) -> None:
        self.intake.choose_pictures(self.page.draft.staff)

    @Slot(object, object)
    def _on_looked_at(self, found: list[intake.Found], agreed: list[Path]) -> None:
        self.page.write(partial(intake.apply, actor=self.page.desk.actor, found=found, agreed=agreed))

    @Slot()
    def photo(self) -> None:
        """Choose a file; it is opened off the GUI thread, then somebody chooses its square."""
        jobs, decoder = self.page.desk.jobs.long, self.page.desk.pictures
        jobs.run(self, decoder.start)
        if (path := self.ask_file()) is not None:
            then = partial(self._on_photo, self.page.draft.staff, self.page.person_name())
            jobs.run(self, partial(photo.open_photo, path, decoder), then, self.page.error.emit)

    def _on_photo(self, staff: str, name: str, picture: Image) -> None:
        if kept := self.ask_square(picture, name):
            self._set_photo(staff, kept)

    @Slot()
    def no_photo(self) -> None:
        self._set_photo(self.page.draft.staff, "")

    def _set_photo(self, staff: str, kept: str) -> None:
        page = self.page
        page.write(partial(photo.set_photo, actor=page.desk.actor, staff=staff, kept=kept))

    # ------------------------------------------------------------------------------------------------ places

    @Slot(str)
    def place(self, place: str) -> None:
        """A place was chosen, or a new one is wanted."""
        if place != NEW_PLACE:
            self.page.choose(place=place)
            return
        self.page.show_places()
        if named := self.ask_place():
            self.page.write(partial(self._add_place, named))

    def _add_place(self, named: str, session: Session) -> Done:
        actor = self.page.desk.actor
        return ways.add_placement(session, actor, actor.branch, ways.PlaceEntry(named))

    @Slot()
    def open_register(self) -> None:
        """The window of codes, places and what runs out."""
        self.register = RegisterWindow(self.page)
        self.register.replace_wanted.connect(self._on_replace)
        self.register.folder_wanted.connect(self.intake.choose_folder)
        self.register.open()

    @Slot(object, str)
    def _on_replace(self, hanging: object, place: str) -> None:
        """Make again what hangs at a place: the same template, colours and person, ready to be printed."""
        self.page.show_again(hanging, place)

    @Slot()
    def open_workbench(self) -> None:
        """Head office's window for making templates."""
        if self.page.may_design():
            self.workbench = WorkbenchWindow(self.page)
            self.workbench.open()
