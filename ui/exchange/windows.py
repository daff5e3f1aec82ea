"""The windows that the exchange page opens: a file is looked at by the one that its kind asks for."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.exchange import incoming, proposals, protection
from desktop.exchange.history import Passage
from desktop.exchange.shared_folder import Waiting
from desktop.security.roles import Permission, allowed
from ui.desk import Desk
from ui.exchange.about_dialog import AboutDialog
from ui.exchange.conflict_dialog import ConflictDialog
from ui.exchange.hand_dialog import HandDialog
from ui.exchange.handover_dialog import HandoverDialog
from ui.exchange.handover_take_dialog import HandoverTakeDialog
from ui.exchange.import_dialog import ImportDialog
from ui.exchange.pack_dialog import PackDialog
from ui.exchange.undoing import ImportUndo


class ExchangeWindows(QObject):
    """`changed` tells of what was written, `failed` of errors, `shared` that another folder may be shared now."""

    changed = Signal(object)
    failed = Signal(object)
    shared = Signal()

    def __init__(self, desk: Desk, page: QWidget) -> None:
        super().__init__(page)
        self.desk, self._page = desk, page
        self.may_import = allowed(desk.actor, Permission.IMPORT)
        self.may_take = allowed(desk.actor, Permission.TAKE_PACK)
        self.may_settle = allowed(desk.actor, Permission.ACCEPT_HAND_EDITS)
        self.may_decide = proposals.may_decide(desk.actor)
        self.may_hand_over = allowed(desk.actor, Permission.HAND_OVER)
        self.undoing = ImportUndo(desk, page)
        self.undoing.undone.connect(self.changed)
        self.undoing.failed.connect(self.failed)
        self.about_dialog: AboutDialog | None = None
        self.handover_dialog: HandoverDialog | None = None
        self.waiting: list[Waiting] = []  # files of the shared folder that were not taken in

    def choose(self) -> None:
        """Choose a file in the import window; who may only take packs in chooses one at once."""
        if self.may_import:
            self.take(None)
        elif self.may_take:
            translate = QCoreApplication.translate
            words, kinds = translate("ExchangePage", "选总行的下发包"), translate("ExchangePage", "下发包 (*.xlsx)")
            file, _ = QFileDialog.getOpenFileName(self._page, words, "", kinds)
            if file:
                self.take_pack(Path(file))

    @Slot(object, str)
    def take_table(self, path: Path | None, password: str = "") -> None:
        """A table, in the import window."""
        dialog = ImportDialog(self.desk, self._page)
        dialog.taken.connect(self.changed)
        dialog.pack_met.connect(self.take_pack)
        dialog.begin(path, password)

    def take(self, path: Path | None) -> None:
        """Whatever was dropped or chosen: a file of Taika by its sheets, else a table."""
        if path is not None and (incoming.is_ours(path) or protection.protected(path) or not self.may_import):
            self.take_pack(path)
        else:
            self.take_table(path)

    @Slot(object)
    @Slot(object, str)
    def take_pack(self, path: Path, password: str = "") -> None:
        """A pack, or whatever else of ours turns out to be behind a password."""
        dialog = PackDialog(self.desk, self._page)
        dialog.taken.connect(self.changed)
        dialog.report_met.connect(self.look_at_edits)
        dialog.handover_met.connect(self.take_handover)
        dialog.table_met.connect(self.take_table)
        dialog.begin(path, password)

    @Slot(object)
    @Slot(object, str)
    def take_handover(self, path: Path, password: str = "") -> None:
        """A handover of another PC."""
        dialog = HandoverTakeDialog(self.desk, self._page)
        dialog.taken.connect(self.changed)
        dialog.begin(path, password)

    def hand_over(self) -> None:
        """Make a handover, take one, share a folder."""
        if self.may_hand_over:
            dialog = HandoverDialog(self.desk, self._page)
            dialog.written.connect(self._on_handed)
            dialog.take_wanted.connect(self.take_handover)
            dialog.stopped.connect(self.shared)
            self.handover_dialog = dialog
            dialog.begin(self.waiting)

    def tell_about(self, passage: Passage | None) -> None:
        """The chosen file in full, and what has gone where."""
        dialog = AboutDialog(self.desk, passage, may_undo=self.may_import, parent=self._page)
        if passage is not None:
            dialog.undo_wanted.connect(partial(self.undo, passage))
        self.about_dialog = dialog
        dialog.begin()

    def undo(self, passage: Passage) -> None:
        """Take a file back."""
        if passage.batch:
            self.undoing.take_back(passage.batch)

    @Slot(object, str)
    def look_at_edits(self, path: Path | None = None, password: str = "") -> None:
        """What was changed by hand: in this report of the branch, or all that waits."""
        if self.may_decide:
            dialog = HandDialog(self.desk, self._page)
            dialog.settled.connect(self.changed)
            dialog.begin(path, password)

    def settle(self) -> None:
        """What two PCs have written differently."""
        if self.may_settle:
            dialog = ConflictDialog(self.desk, self._page)
            dialog.settled.connect(self.changed)
            dialog.begin()

    @Slot(object)
    def _on_handed(self, done: object) -> None:
        self.changed.emit(done)
        self.shared.emit()
