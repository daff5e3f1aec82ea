"""Puts proven pieces on paper: one page each, at their real size."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QMarginsF, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QWidget

from desktop.errors import AppError
from desktop.posters.layout import Sheet
from desktop.posters.paint import UNIT, Painter
from desktop.posters.pieces import Piece

INCH = 25.4


def ask_printer(parent: QWidget, sheet: Sheet) -> QPrinter | None:
    """The printer that the user chose, set to the size of `sheet`; None when they changed their mind."""
    printer = make_printer(sheet)
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle(QCoreApplication.translate("PostersPage", "打印"))
    return printer if dialog.exec() else None


def make_printer(sheet: Sheet) -> QPrinter:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    width, height = sheet.page
    size = QPageSize(QSizeF(width, height), QPageSize.Unit.Millimeter, "", QPageSize.SizeMatchPolicy.FuzzyMatch)
    printer.setFullPage(True)
    printer.setPageLayout(QPageLayout(size, QPageLayout.Orientation.Portrait, QMarginsF(0, 0, 0, 0)))
    return printer


def print_pieces(printer: QPrinter, painter: Painter, pieces: Sequence[Piece]) -> None:
    """Print at 100 %, the trimmed corner at the corner of the paper; AppError when the printer does not start."""
    pen = QPainter()
    if not pen.begin(printer):
        raise AppError("打印机没有响应", cure="请检查打印机是否开机、有纸，再打一次")
    try:
        scale = printer.resolution() / INCH / UNIT
        for number, piece in enumerate(pieces):
            if number:
                printer.newPage()
            pen.save()
            pen.scale(scale, scale)
            painter.paint(pen, piece.sheet)
            pen.restore()
    finally:
        pen.end()
