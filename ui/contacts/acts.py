"""What is done with contacts: record, plan, tag, send a script, set the stage; each asks, writes, and can be undone."""

from collections.abc import Callable, Collection
from functools import partial
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication, QObject, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QFileDialog
from sqlalchemy.orm import Session

from db.actor import Actor
from desktop.changes import Done
from desktop.contacts import follow_ups, search, stages, tags, timeline
from desktop.contacts.search import ContactDetail
from desktop.contacts.standing import set_standing
from ui.page import Page


class Picked(NamedTuple):
    """The contacts that a command is for, the dictionary, and how many of them have each tag."""

    contacts: list[str]
    dictionary: list[tags.TagEntry]
    worn: dict[str, int]


class Acts(QObject):
    """Belongs to a page, whose desk it uses; `dialog` is the question that is open."""

    def __init__(self, page: Page, give_back: Callable[[], object]) -> None:
        super().__init__(page)
        self.page = page
        self.dialog: QDialog | None = None
        self._give_back = give_back
        self._detail: ContactDetail | None = None
        self._numbers: list[int] = []
        self._stage: tuple[str, list[int]] = ("", [])

    def record(self, contact: str, kind: str, text: str, then: Callable[[Done], object]) -> None:
        actor = self.page.desk.actor
        self.page.write(lambda session: timeline.log_interaction(session, actor, contact, kind, text), then)

    def plan(self, detail: ContactDetail, proposal: str = "") -> None:
        """Ask for the next step; `proposal` is what one usually does in this view."""
        from ui.contacts.dialogs import FollowUpDialog

        self._detail = detail
        desk = self.page.desk
        dialog = FollowUpDialog(desk.theme, desk.words, detail.row.name, desk.clock.now(), self.page)
        dialog.what.setText(proposal)
        dialog.planned.connect(self._on_planned)
        self.show(dialog)

    def plan_many(self, numbers: list[int], proposal: str) -> None:
        """Ask for the same next step of many."""
        from ui.contacts.dialogs import FollowUpDialog

        self._numbers, desk = numbers, self.page.desk
        dialog = FollowUpDialog(desk.theme, desk.words, f"{len(numbers):,}", desk.clock.now(), self.page)
        dialog.title.set_text(self.tr("约 {count} 位的下一步").format(count=f"{len(numbers):,}"))
        dialog.what.setText(proposal)
        dialog.note.parentWidget().hide()
        dialog.planned.connect(self._on_planned_many)
        self.show(dialog)

    def stand(self, numbers: list[int], standing: str) -> None:
        """Lost, or won back."""
        actor = self.page.desk.actor
        self.page.write(lambda session: set_standing(session, actor, search.contact_ids(session, numbers), standing))

    def export(self, numbers: list[int]) -> None:
        """Ask for a file, and write these contacts into it, masked, off this thread."""
        from desktop.contacts.export import export

        desk, translate = self.page.desk, QCoreApplication.translate
        name = translate("ContactsPage", "客户_{date}.xlsx").format(date=f"{desk.clock.now():%Y%m%d_%H%M}")
        title = translate("ContactsPage", "导出 {count} 位，手机打码").format(count=f"{len(numbers):,}")
        kinds = translate("ContactsPage", "Excel 文件 (*.xlsx)")
        file, _ = QFileDialog.getSaveFileName(self.page, title, str(desk.paths.output / name), kinds)
        if file:
            work = partial(export, desk.store, desk.actor, numbers, Path(file).with_suffix(".xlsx"), desk.words)
            desk.jobs.long.run(self.page, work, self.page.changed.emit, self.page.error.emit)

    def finish(self, detail: ContactDetail) -> None:
        """The next step is done."""
        actor, step = self.page.desk.actor, detail.follow_up
        if step is not None:
            self.page.write(lambda session: follow_ups.finish(session, actor, step))

    def postpone(self, detail: ContactDetail) -> None:
        """Ask for another time of the next step."""
        from ui.contacts.dialogs import PostponeDialog

        if detail.follow_up is not None:
            self._detail = detail
            desk = self.page.desk
            dialog = PostponeDialog(desk.theme, desk.words, detail.row.next_title, desk.clock.now(), self.page)
            dialog.planned.connect(self._on_postponed)
            self.show(dialog)

    def dates(self, detail: ContactDetail) -> None:
        """Ask for the birthday, and for what matures."""
        from ui.contacts.dialogs import DatesDialog

        self._detail = detail
        desk = self.page.desk
        name, born = detail.row.name, detail.birthday
        dialog = DatesDialog(desk.theme, desk.words, name, born, desk.clock.now(), self.page)
        dialog.entered.connect(self._on_dates)
        self.show(dialog)

    def tag(self, numbers: list[int]) -> None:
        """Ask for the tags of the contacts with these list numbers."""
        self.page.read(lambda session: picked(session, numbers), self._on_picked)

    def script(self, detail: ContactDetail) -> None:
        """Ask for a script to copy."""
        from desktop.contacts import scripts

        self._detail = detail
        actor = self.page.desk.actor
        self.page.read(lambda session: scripts.offers(session, actor, detail.row.id), self._on_offers)

    def stage(self, numbers: list[int], stage: str) -> None:
        """Ask why, then set it by hand."""
        from ui.contacts.dialogs import reason_dialog

        self._stage = (stage, numbers)
        dialog = reason_dialog(self.page.theme, stage, len(numbers), self.page)
        dialog.accepted.connect(self._on_reason)
        self.show(dialog)

    def cycle(self, numbers: list[int], lifecycle: str) -> None:
        """Ask which lifecycle and why, beginning at the one there is, then set it by hand."""
        from ui.contacts.cycle_dialog import CycleDialog

        self._numbers = numbers
        dialog = CycleDialog(self.page.theme, lifecycle, len(numbers), self.page)
        dialog.accepted.connect(self._on_cycle)
        self.show(dialog)

    def derive_cycle(self, contact: str) -> None:
        """Back to what the records say of the lifecycle."""
        actor = self.page.desk.actor
        self.page.write(lambda session: stages.set_lifecycle(session, actor, [contact], "", ""))

    def derive_stage(self, contact: str) -> None:
        """Back to what the records say."""
        actor = self.page.desk.actor
        self.page.write(lambda session: stages.set_stage(session, actor, [contact], "", ""))

    def show(self, dialog: QDialog) -> None:
        """Open a question; when it is closed the list has the focus again."""
        self.dialog = dialog
        dialog.finished.connect(self._on_finished)
        dialog.open()

    @Slot()
    def _on_finished(self) -> None:
        self.dialog = None
        self._give_back()

    @Slot(object)
    def _on_planned(self, step) -> None:  # noqa: ANN001 - ui.contacts.dialogs.Step, imported late
        assert self._detail is not None  # noqa: S101 - the dialog was opened for it
        actor, contact = self.page.desk.actor, self._detail.row.id
        self.page.write(lambda session: follow_ups.plan(session, actor, contact, step.at, step.title, step.note))

    @Slot(object)
    def _on_planned_many(self, step) -> None:  # noqa: ANN001 - ui.contacts.dialogs.Step, imported late
        actor, numbers = self.page.desk.actor, self._numbers
        self.page.write(
            lambda session: follow_ups.plan_many(
                session, actor, search.contact_ids(session, numbers), step.at, step.title
            )
        )

    @Slot(object)
    def _on_postponed(self, step) -> None:  # noqa: ANN001 - ui.contacts.dialogs.Step, imported late
        assert self._detail is not None  # noqa: S101 - the dialog was opened for it
        actor, follow_up = self.page.desk.actor, self._detail.follow_up or ""
        self.page.write(lambda session: follow_ups.postpone(session, actor, follow_up, step.at))

    @Slot(object)
    def _on_dates(self, days) -> None:  # noqa: ANN001 - ui.contacts.dialogs.Days, imported late
        from desktop.contacts import dates

        assert self._detail is not None  # noqa: S101 - the dialog was opened for it
        actor, contact = self.page.desk.actor, self._detail.row.id
        if days.changed:
            self.page.write(lambda session: dates.set_birthday(session, actor, contact, days.born))
        if days.day is not None:
            self.page.write(lambda session: dates.add_maturity(session, actor, contact, days.day, days.what))

    def _on_picked(self, found: Picked) -> None:
        from ui.contacts.tag_dialog import TagDialog

        dialog = TagDialog(self.page.theme, found.dictionary, found.worn, len(found.contacts), self.page)
        dialog.setProperty("contacts", found.contacts)
        dialog.assigned.connect(self._on_assigned)
        self.show(dialog)

    @Slot(object, object)
    def _on_assigned(self, put: list[str], off: list[str]) -> None:
        contacts, actor = list(self.sender().property("contacts")), self.page.desk.actor
        self.page.write(lambda session: tags.assign(session, actor, contacts, put, off))

    def _on_offers(self, offers) -> None:  # noqa: ANN001 - list of Offer, imported late
        from ui.contacts.dialogs import ScriptDialog

        assert self._detail is not None  # noqa: S101 - the offers are for this contact
        dialog = ScriptDialog(self.page.theme, offers, self._detail.row.name, self.page)
        dialog.chosen.connect(self._on_script)
        self.show(dialog)

    @Slot(object)
    def _on_script(self, offer) -> None:  # noqa: ANN001 - an Offer
        from desktop.contacts import scripts

        assert self._detail is not None  # noqa: S101 - the offer is for this contact
        QGuiApplication.clipboard().setText(offer.filled.complete())
        actor, contact = self.page.desk.actor, self._detail.row.id
        self.page.write(lambda session: scripts.copied(session, actor, contact, offer.id))

    @Slot()
    def _on_reason(self) -> None:
        stage, numbers = self._stage
        reason, days, actor = self.sender().reason(), self.sender().days(), self.page.desk.actor
        self.page.write(lambda session: set_stage(session, actor, numbers, stage, reason, days))

    @Slot()
    def _on_cycle(self) -> None:
        asked, numbers, actor = self.sender(), self._numbers, self.page.desk.actor
        rung, reason, days = asked.rung(), asked.reason(), asked.days()
        self.page.write(
            lambda session: stages.set_lifecycle(
                session, actor, search.contact_ids(session, numbers), rung, reason, days
            )
        )


def picked(session: Session, numbers: Collection[int]) -> Picked:
    """The contacts behind list numbers, and how many of them have which tag."""
    contacts = search.contact_ids(session, list(numbers))
    return Picked(contacts, tags.dictionary(session), tags.worn(session, contacts))


def set_stage(
    session: Session, actor: Actor, numbers: Collection[int], stage: str, reason: str, days: int | None
) -> Done:
    """Set the stage of the contacts behind list numbers, for some days or for good."""
    return stages.set_stage(session, actor, search.contact_ids(session, list(numbers)), stage, reason, days)
