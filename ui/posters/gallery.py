"""The gallery at the left: every template as a thumbnail, by family."""

from typing import NamedTuple

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QImage, QKeyEvent, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ui.theme import Theme
from ui.widgets import draw
from ui.widgets.keys import plain_key
from ui.widgets.pane import ScrollPane
from ui.widgets.section import Section

Index = QModelIndex | QPersistentModelIndex
THUMB = (82, 116)
CELL = (93, 168)


class Tile(NamedTuple):
    """A template, and the family that it is shown with."""

    template: str
    name: str
    note: str
    family: str


class TileModel(QAbstractListModel):
    """Tiles of one family, with their thumbnails as they arrive."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.tiles: list[Tile] = []
        self._images: dict[Tile, QImage] = {}

    def set_tiles(self, tiles: list[Tile]) -> None:
        self.beginResetModel()
        self.tiles = tiles
        self.endResetModel()

    def set_image(self, tile: Tile, image: QImage) -> None:
        self._images[tile] = image
        if tile in self.tiles:
            index = self.index(self.tiles.index(tile))
            self.dataChanged.emit(index, index)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.tiles)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self.tiles):
            return None
        tile = self.tiles[index.row()]
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return tile.name
        if role == Qt.ItemDataRole.DecorationRole:
            return self._images.get(tile)
        return tile if role == Qt.ItemDataRole.UserRole else None


class TileDelegate(QStyledItemDelegate):
    """Thumbnail, name, note; the chosen one has the accent ring."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(CELL[0], CELL[1] + self._theme.px(4) - 4)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, tile = self._theme, index.data(Qt.ItemDataRole.UserRole)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        cell = QRectF(option.rect)
        room = QRectF(cell.left() + (cell.width() - THUMB[0]) / 2, cell.top() + 6, *THUMB)
        image = index.data(Qt.ItemDataRole.DecorationRole)
        thumb = _fitted(image, room)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        draw.rounded(painter, thumb.adjusted(-1, -1, 1, 1), 2, theme.color("surface"), theme.color("border2"))
        if image is not None:
            painter.drawImage(thumb, image)
        if chosen:
            draw.rounded(painter, thumb.adjusted(-4, -4, 4, 4), 5, None, theme.color("accent"), 2)
        ink = theme.color("accent" if chosen else "text")
        line = QRectF(cell.left(), room.bottom() + 6, cell.width(), theme.line("table") - 2)
        draw.text(painter, line, tile.name, theme.font("table", bold=chosen), ink, "center")
        line.translate(0, theme.line("table") - 3)
        draw.text(painter, line, tile.note, theme.font("caption"), theme.color("text2"), "center")
        painter.restore()


def _fitted(image: QImage | None, room: QRectF) -> QRectF:
    """Where a picture stands: whole, at the foot of its room, so that tall and wide pieces share a base line."""
    if image is None:
        return room
    scale = min(room.width() / image.width(), room.height() / image.height())
    width, height = image.width() * scale, image.height() * scale
    return QRectF(room.center().x() - width / 2, room.bottom() - height, width, height)


class TileList(QListView):
    """The tiles of one family; `letter` tells keys that are commands of the page."""

    letter = Signal(str)

    def __init__(self, theme: Theme, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.tile_model = TileModel(self)
        self.setModel(self.tile_model)
        self.setItemDelegate(TileDelegate(theme, self))
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.viewport().setAutoFillBackground(False)
        self.setAccessibleName(name)

    def set_tiles(self, tiles: list[Tile]) -> None:
        self.tile_model.set_tiles(tiles)
        rows = (len(tiles) + 1) // 2
        self.setFixedHeight(rows * (CELL[1] + 4) + 4)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if (key := plain_key(event)) in {"[", "]", "0"}:
            self.letter.emit(key)
            return
        super().keyPressEvent(event)


class Gallery(ScrollPane):
    """All tiles by family; one is chosen."""

    chosen = Signal(object)  # Tile
    letter = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "canvas", 216, "right", (10, 12, 4, 12), 4, parent)
        self._lists: dict[str, TileList] = {}
        self._tiles: list[Tile] = []
        self._current: Tile | None = None

    def set_tiles(self, tiles: list[Tile], families: dict[str, str]) -> None:
        """Show `tiles`; `families` names them, in order."""
        self._tiles, self._current = [], None
        while (item := self.body.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        self._lists = {}
        for family, name in families.items():
            own = [tile for tile in tiles if tile.family == family]
            if own:
                self._list(family, name, len(own)).set_tiles(own)
                self._tiles += own
        self.body.addStretch(1)

    def _list(self, family: str, name: str, count: int) -> TileList:
        if family not in self._lists:
            self.body.addWidget(Section(self.theme, name, count, parent=self.inner))
            tiles = TileList(self.theme, name, self.inner)
            tiles.clicked.connect(self._on_clicked)
            tiles.activated.connect(self._on_clicked)
            tiles.letter.connect(self.letter)
            self.body.addWidget(tiles)
            self._lists[family] = tiles
        return self._lists[family]

    def tiles(self) -> list[Tile]:
        return self._tiles

    def current(self) -> Tile | None:
        return self._current

    def lists(self) -> list[TileList]:
        return list(self._lists.values())

    def set_image(self, tile: Tile, image: QImage) -> None:
        self._lists[tile.family].tile_model.set_image(tile, image)

    def choose(self, tile: Tile) -> None:
        """Select `tile` and say so, when it is another."""
        if self.mark(tile):
            self.chosen.emit(tile)

    def mark(self, tile: Tile) -> bool:
        """Select `tile` without a word; False when it was selected already."""
        if tile == self._current:
            return False
        self._current = tile
        for family, view in self._lists.items():
            view.clearSelection()
            if family == tile.family:
                view.setCurrentIndex(view.tile_model.index(view.tile_model.tiles.index(tile)))
                self.ensureWidgetVisible(view, 0, 20)
        return True

    def step(self, by: int) -> None:
        """The next or previous tile, around the end."""
        if self._tiles and self._current in self._tiles:
            self.choose(self._tiles[(self._tiles.index(self._current) + by) % len(self._tiles)])

    @Slot(QModelIndex)
    def _on_clicked(self, index: QModelIndex) -> None:
        self.choose(index.data(Qt.ItemDataRole.UserRole))
