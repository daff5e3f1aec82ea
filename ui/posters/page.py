"""The studio: choose a template, fill it in, see it in millimetres, know that it scans, let it out."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from desktop.changes import Changes
from desktop.posters import pieces
from desktop.security.roles import Permission, allowed
from ui.desk import Desk
from ui.page import Command, Hint, Status
from ui.posters import pictures
from ui.posters.acts import StudioActs
from ui.posters.making import Making


class PostersPage(Making):
    """The studio as a page of the window: its words, keys and commands."""

    name = "posters"
    concerned = Changes.POSTERS | Changes.STAFF
    has_primary = True

    def __init__(self, desk: Desk, parent: QWidget | None = None, studio: pieces.Studio | None = None) -> None:
        super().__init__(desk, parent, studio)
        self.acts = StudioActs(self, self.worker)
        self._connect()
        self._make_shortcuts()
        self.setAcceptDrops(True)

    def _connect(self) -> None:
        acts = self.acts
        self.gallery.chosen.connect(self._on_tile)
        self.gallery.letter.connect(self._on_letter)
        self.stage.proof.cure_wanted.connect(self.cure)
        self.stage.letter.connect(self._on_letter)
        self.stage.codeless.choose.connect(acts.choose_pictures)
        self.stage.codeless.paste.connect(acts.paste)
        self.stage.codeless.folder.connect(acts.intake.choose_folder)
        self.form.edited.connect(self._on_edited)
        self.form.staff_chosen.connect(self._on_staff)
        self.form.trial_chosen.connect(self._on_trial)
        self.form.place_chosen.connect(acts.place)
        self.form.theme_chosen.connect(self._on_theme)
        self.form.photo_wanted.connect(acts.photo)
        self.form.photo_gone.connect(acts.no_photo)
        self.foot.pdf.connect(acts.pdf)
        self.foot.png.connect(acts.png)
        self.foot.printed.connect(acts.print)
        self.foot.scope_changed.connect(self._show_scope)
        self.foot.batch.connect(acts.batch)
        self.foot.copied.connect(acts.copy)
        self.foot.register.connect(acts.open_register)

    def _make_shortcuts(self) -> None:
        acts = self.acts
        wanted: list[tuple[str, Callable[[], object]]] = [
            ("Ctrl+P", acts.print), ("Ctrl+E", acts.pdf), ("Ctrl+Shift+E", acts.png),
            ("Alt+Up", partial(self._step_staff, -1)), ("Alt+Down", partial(self._step_staff, 1)),
            ("Ctrl++", self.stage.zoom_in), ("Ctrl+=", self.stage.zoom_in), ("Ctrl+-", self.stage.zoom_out),
            ("Ctrl+0", self.stage.view.fit), ("Ctrl+B", acts.batch), ("Ctrl+R", acts.open_register),
            ("Ctrl+Shift+C", self.foot.copy_button.click), ("Ctrl+Alt+C", self.foot.file_button.click),
            ("Ctrl+V", acts.paste), ("F8", self.cure), ("Ctrl+T", acts.open_workbench),
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
        theme = self._templates[tile.template].theme(self.draft.theme)
        return f"{theme.named(self.desk.words.language)} · {tile.name}"

    def hints(self) -> list[Hint]:
        found = [
            Hint("Ctrl P", self.tr("打印")), Hint("Ctrl E", self.tr("导出 PDF")), Hint("[ ]", self.tr("换版式")),
            Hint("Alt ↑↓", self.tr("换员工")), Hint("Ctrl B", self.tr("选人选版式")),
            Hint("Ctrl R", self.tr("活码和点位")), Hint("0", self.tr("适合窗口")),
        ]  # fmt: skip
        if self.may_design():
            found.insert(-1, Hint("Ctrl T", self.tr("版式工作台")))
        return found

    def status(self) -> list[Status]:
        if self._order is None:
            return []
        found = [Status("layout-template", self.tr("版式 {version}").format(version=self._order.template.version))]
        if self._known.ending:
            found.append(Status("hourglass", self.tr("{n} 件快到期").format(n=self._known.ending)))
        return found

    def commands(self) -> list[Command]:
        acts = self.acts
        found = [
            Command(self.tr("导入一个文件夹的二维码图片"), "", acts.intake.choose_folder),
            Command(self.tr("活码和点位：什么挂在哪里，快到期的"), "Ctrl R", acts.open_register),
            Command(self.tr("批量出图：选人选版式"), "Ctrl B", acts.batch),
            Command(self.tr("复制图片，发到微信"), "Ctrl Shift C", self.foot.copy_button.click),
            Command(self.tr("复制成文件，发到微信"), "Ctrl Alt C", self.foot.file_button.click),
            Command(self.tr("导出海报台卡 PDF"), "Ctrl E", acts.pdf),
            Command(self.tr("打印海报台卡"), "Ctrl P", acts.print),
        ]
        if self.may_design():
            found.append(Command(self.tr("版式工作台：改版式，随包下发"), "Ctrl T", acts.open_workbench))
        return found

    def panes(self) -> list[QWidget]:
        lists: list[QWidget] = list(self.gallery.lists())
        return [*lists[:1], self.stage.view, self.form.staff, self.foot.pdf_button]

    def open(self, argument: object) -> None:
        """`argument` is the id of a member of staff."""
        if isinstance(argument, str):
            self._on_staff(argument)

    def may_design(self) -> bool:
        """Head office makes templates."""
        return allowed(self.desk.actor, Permission.BUILD_PACK)

    # ------------------------------------------------------------------------------------------------ taking in codes

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if pictures.carries(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.acts.intake.take_data(event.mimeData(), self.draft.staff)
