"""One file of the history in full, what head office has got of us, and what has not come."""

from typing import NamedTuple

from PySide6.QtCore import QCoreApplication, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QWidget
from sqlalchemy.orm import Session

from desktop.exchange import whereabouts
from desktop.exchange.history import Passage
from desktop.exchange.whereabouts import About, Whereabouts
from desktop.security.roles import Permission, allowed
from ui.desk import Desk
from ui.exchange.words import kind_name, outcome
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.dialog import Dialog
from ui.widgets.keys import plain_key
from ui.widgets.label import PlainLabel

WIDTH = 560
MOST = 5  # gaps that are named


class Found(NamedTuple):
    """What the window shows; `about` None when no file is chosen."""

    about: About | None
    where: Whereabouts


class AboutDialog(Dialog):
    """`undo_wanted` asks for the file to be taken back."""

    undo_wanted = Signal()

    def __init__(self, desk: Desk, passage: Passage | None, *, may_undo: bool, parent: QWidget | None = None) -> None:
        super().__init__(desk.theme, QCoreApplication.translate("AboutDialog", "往来详情"), width=WIDTH, parent=parent)
        self.desk, self.passage = desk, passage
        self.card, self._file = self._card(self.tr("这个文件"))
        self.head_office = allowed(desk.actor, Permission.BUILD_PACK)
        what = self.tr("本机，还缺什么") if self.head_office else self.tr("总行收到了什么，还缺什么")
        self.where_card, self._where = self._card(what)
        self.card.setVisible(passage is not None)
        self.body.addWidget(self.card)
        self.body.addWidget(self.where_card)
        self.undo = self.add_button(
            Button(desk.theme, self.tr("撤销这次导入"), "secondary", "undo-2", "U", parent=self)
        )
        self.undo.setVisible(may_undo and passage is not None and bool(passage.batch))
        self.undo.clicked.connect(self._on_undo)
        self.add_button(Button(desk.theme, self.tr("关闭"), "ghost", keys="Esc", parent=self), "reject")

    def begin(self) -> None:
        """Open and read."""
        self.open()
        id_ = self.passage.id if self.passage is not None else ""

        def work(session: Session) -> Found:
            return Found(whereabouts.about(session, id_) if id_ else None, whereabouts.whereabouts(session))

        self.desk.jobs.read(self, work, self._on_found, self.desk.jobs.failed.emit)

    def lines(self) -> list[str]:
        """Everything that is said, for reading aloud and for tests."""
        grids = (self._file, self._where)
        return [grid.itemAt(at).widget().text() for grid in grids for at in range(grid.count())]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if plain_key(event) == "U" and self.undo.isVisible():
            self._on_undo()
        else:
            super().keyPressEvent(event)

    def _card(self, title: str) -> tuple[Card, QGridLayout]:
        card = Card(self.theme, parent=self)
        card.body.addWidget(PlainLabel(self.theme, title, "table", bold=True, parent=card))
        grid = QGridLayout()
        grid.setHorizontalSpacing(self.theme.px(16))
        grid.setVerticalSpacing(self.theme.px(4))
        grid.setColumnStretch(1, 1)
        card.body.addLayout(grid)
        return card, grid

    def _say(self, grid: QGridLayout, head: str, words: str, token: str = "text") -> None:
        row = grid.rowCount()
        parent = grid.parentWidget()
        grid.addWidget(PlainLabel(self.theme, head, "caption", "text2", parent=parent), row, 0)
        grid.addWidget(PlainLabel(self.theme, words, "table", token, elide=True, parent=parent), row, 1)

    def _on_found(self, found: Found) -> None:
        if found.about is not None:
            self._show_file(found.about)
        self._show_where(found.where)
        self.fit()

    def _show_file(self, about: About) -> None:
        assert self.passage is not None  # noqa: S101 - asked for with one
        say = self._file
        self._say(say, self.tr("文件"), about.file)
        self._say(say, self.tr("类别"), kind_name(about.kind))
        if about.sequence:
            self._say(say, self.tr("序号"), f"{about.sequence}　{about.period}".strip())
        self._say(say, self.tr("时间"), f"{about.at[:16]}　{about.who}".strip())
        self._say(say, self.tr("结果"), outcome(self.passage))
        self._say(say, self.tr("校验码"), about.sha256[:32])
        names = {
            "gaps": self.tr("中间缺记录的电脑"),
            "clones": self.tr("整盘复制的电脑"),
            "fast": self.tr("时间快的电脑"),
        }
        for name, count in about.flags.items():
            self._say(say, names[name], self.tr("{count} 台").format(count=count), "warn")

    def _show_where(self, where: Whereabouts) -> None:
        say = self._where
        if not self.head_office:
            self._show_received(where)
        if where.fingerprint:
            self._say(say, self.tr("本机钥匙指纹"), where.fingerprint)
        elif self.head_office:
            self._say(say, self.tr("本机钥匙指纹"), self.tr("生成第一份下发包时才有"))
        if not where.gaps:
            self._say(say, self.tr("还缺"), self.tr("什么都不缺"), "ok")
        asked = self.tr("电脑 {replica} 的第 {first} 到 {last} 条；下一份下发包会请网点补上")
        words = asked if self.head_office else self.tr("电脑 {replica} 的第 {first} 到 {last} 条；请它再做一次交接包")
        for gap in where.gaps[:MOST]:
            self._say(
                say, self.tr("还缺"), words.format(replica=gap.replica[:4], first=gap.first, last=gap.last), "warn"
            )
        if len(where.gaps) > MOST:
            self._say(say, "", self.tr("另外还有 {count} 段").format(count=len(where.gaps) - MOST), "warn")

    def _show_received(self, where: Whereabouts) -> None:
        """What head office has got of a branch."""
        say = self._where
        if where.pack:
            words = self.tr("本机 {written:,} 条里的 {got:,} 条（第 {pack} 号下发包说的）")
        else:
            words = self.tr("还没收过下发包；本机有 {written:,} 条，上报时全带上")
        self._say(say, self.tr("总行已收到"), words.format(**where._asdict()))
        waiting = where.written - where.got
        if where.pack and waiting:
            self._say(say, self.tr("下次带上"), self.tr("{count} 条").format(count=waiting))
        if where.reports:
            self._say(say, self.tr("之后交的"), self.tr("、").join(where.reports))

    @Slot()
    def _on_undo(self) -> None:
        self.accept()
        self.undo_wanted.emit()
