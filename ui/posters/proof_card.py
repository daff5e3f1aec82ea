"""What the scan proof said, in plain words, floating over the preview."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.posters.pieces import Piece
from desktop.words import Words
from ui.theme import Theme
from ui.widgets import draw
from ui.widgets.card import Card
from ui.widgets.empty import IconLabel
from ui.widgets.link import Link
from ui.widgets.paragraph import Paragraph
from ui.widgets.section import Divider
from ui.widgets.shadow import MARGIN, nine_patch, paint_shadow
from ui.widgets.themed import Themed, smooth

WIDTH = 200
ROW = 23


class CheckRow(Themed, QWidget):
    """One reading: a tick or a cross, what was tried, how it went."""

    def __init__(self, theme: Theme, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words, self._passed, self._result = words, True, ""
        self.follow(theme)
        self.restyle()

    def restyle(self) -> None:
        self.setFixedHeight(self.theme.px(ROW))

    def sizeHint(self) -> QSize:
        return QSize(WIDTH - 32, self.theme.px(ROW))

    def set_result(self, words: str, *, passed: bool) -> None:
        self._passed, self._result = passed, words
        self.setAccessibleName(f"{self._words} {words}")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme, font = smooth(self), self.theme, self.theme.font("table")
        token = "ok" if self._passed else "danger"
        draw.pixmap(painter, 2, self.height() / 2, theme.icon("check" if self._passed else "x", 14, token))
        rect = QRectF(24, 0, self.width() - 24, self.height())
        width = draw.text_width(font, self._result)
        ink = theme.color("text" if self._passed else "danger")
        draw.text(painter, rect.adjusted(0, 0, -width - 4, 0), self._words, font, ink)
        draw.text(painter, rect, self._result, font, theme.color("text2" if self._passed else "danger"), "right")
        painter.end()


class ProofCard(Themed, QWidget):
    """Head with the verdict, the eight readings, and what the code is made of."""

    cure_wanted = Signal()

    def __init__(self, theme: Theme, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._language = words
        outer = QVBoxLayout(self)
        outer.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        inner = QVBoxLayout()
        inner.setContentsMargins(10, 10, 10, 12)
        inner.setSpacing(theme.px(8))
        outer.addLayout(inner)
        inner.addWidget(self._make_head(theme))
        self.rows = {name: CheckRow(theme, said, self) for name, said in self._readings().items()}
        column = QVBoxLayout()
        column.setContentsMargins(6, 0, 6, 0)
        column.setSpacing(0)
        for row in self.rows.values():
            column.addWidget(row)
        inner.addLayout(column)
        self._line = Divider(theme, parent=self)
        inner.addWidget(self._line)
        self.foot = Paragraph(theme, "", "caption", "text2", parent=self)
        inner.addWidget(self.foot)
        self.follow(theme)
        self.restyle()
        self.setAccessibleName(self.tr("扫码校验"))
        self.wait()

    def _make_head(self, theme: Theme) -> Card:
        self.head = Card(theme, "sunken", 6, 10, 0, self)
        line = QHBoxLayout()
        line.setSpacing(10)
        self._icon = IconLabel(theme, "scan-qr-code", 20, "text2", self.head)
        column = QVBoxLayout()
        column.setSpacing(0)
        self.title = Paragraph(theme, "", "table", "text", bold=True, parent=self.head)
        self.note = Paragraph(theme, "", "caption", "text", max_lines=2, parent=self.head)
        self.cure = Link(theme, "", parent=self.head)
        self.cure.clicked.connect(self.cure_wanted)
        column.addWidget(self.title)
        column.addWidget(self.note)
        column.addWidget(self.cure)
        line.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(column, 1)
        self.head.body.addLayout(line)
        return self.head

    def _readings(self) -> dict[str, str]:
        return {
            "as_is": self.tr("近处，正面"),
            "small": self.tr("远处，正面"),
            "tilt": self.tr("斜着 25°"),
            "blur": self.tr("手抖、没对上焦"),
            "dark": self.tr("暗光"),
            "bright": self.tr("强光"),
            "noise": self.tr("画面有噪点"),
            "jpeg": self.tr("转发压缩后"),
        }

    def restyle(self) -> None:
        self._shadow = nine_patch(self.theme.color("shadow"), 8)
        self.setFixedWidth(self.theme.px(WIDTH) + 2 * MARGIN)

    # ------------------------------------------------------------------------------------------------ states

    def wait(self) -> None:
        """The page has changed and is being proven again."""
        self.offer("")
        self._say("sunken", "text2", self.tr("正在校验…"), self.tr("出图前都会先扫一遍"))

    def offer(self, words: str) -> None:
        """The way out of what is wrong, as something to click; empty when there is none."""
        self.cure.setText(words)
        self.cure.setVisible(bool(words))
        self.fit()

    def show_piece(self, piece: Piece) -> None:
        """The verdict on `piece`; a refusal says the reason and the cure."""
        proof = piece.proof
        if piece.problems:
            self._say("danger", "danger", *self._language.render_both(piece.problems[0]))
        else:
            far = self.tr("模拟最远 {far} m").format(far=f"{proof.distance_m:g}")
            self._say("ok", "ok", self.tr("扫码校验通过"), far)
        for name, row in self.rows.items():
            passed = proof.checks[name]
            row.set_result(self.tr("能扫") if passed else self.tr("扫不到"), passed=passed)
        self.foot.set_text("\n".join(self._foot(piece)))
        self.fit()

    def _foot(self, piece: Piece) -> list[str]:
        proof, lines = piece.proof, []
        quiet = self.tr("静区 4 格") if proof.checks["quiet_zone"] else self.tr("静区不够")
        lines.append(self.tr("纠错 Q，{quiet}，余量 {left}%").format(quiet=quiet, left=round(proof.reserve * 100)))
        if proof.checks["modules"]:
            lines.append(self.tr("逐格核对，内容与活码一致"))
        lines += [self._language.text(warning.message) for warning in proof.warnings]
        return lines

    def _say(self, level: str, token: str, title: str, note: str) -> None:
        self.head.set_level(level)
        self._icon.set("shield-alert" if level == "danger" else "scan-qr-code", token)
        self.title.set_text(title)
        self.title.set_token(token)
        self.note.set_text(note)
        self.note.set_token(token)
        self.note.setVisible(bool(note))
        self.fit()

    def set_compact(self, *, compact: bool) -> None:
        """Only the verdict (with its reason), where there is little room for the page."""
        for widget in (*self.rows.values(), self._line, self.foot):
            widget.setHidden(compact)
        self.fit()

    def fit(self) -> None:
        """As high as the words need at this width."""
        layout = self.layout()
        assert layout is not None  # noqa: S101 - made in __init__
        layout.activate()
        self.resize(self.width(), layout.totalHeightForWidth(self.width()))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, inner = smooth(self), self.rect().adjusted(MARGIN, MARGIN, -MARGIN, -MARGIN)
        paint_shadow(painter, inner, self._shadow)
        edge = self.theme.color("border2" if self.theme.dark else "border")
        draw.rounded(painter, QRectF(inner), 8, self.theme.color("raised" if self.theme.dark else "surface"), edge)
        painter.end()
