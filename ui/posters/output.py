"""Puts proven pieces on paper at their real size: one on its own page, or several on a sheet with cut marks."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QLineF, QMarginsF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QImage, QPageLayout, QPageSize, QPainter, QPen
from PySide6.QtPrintSupport import QPrinter

from desktop.errors import AppError
from desktop.posters.impose import Plan, filled
from desktop.posters.layout import Sheet
from desktop.posters.paint import UNIT, Painter

INCH = 25.4
MARK_WIDTH = 0.25 / 72 * INCH  # mm: a quarter of a point


@dataclass(frozen=True, slots=True)
class Job:
    """A printer, how far (mm) it prints off its place, which is taken back, and how often each piece is wanted."""

    printer: QPrinter
    offset: tuple[float, float] = (0.0, 0.0)
    copies: int = 1


def make_printer(plan: Plan, name: str = "") -> QPrinter:
    """A printer set to the paper of `plan`, without margins of its own; the system's first one without a name."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    if name:
        printer.setPrinterName(name)
    width, height = plan.paper
    size = QPageSize(QSizeF(width, height), QPageSize.Unit.Millimeter, "", QPageSize.SizeMatchPolicy.FuzzyMatch)
    printer.setFullPage(True)
    printer.setPageLayout(QPageLayout(size, QPageLayout.Orientation.Portrait, QMarginsF(0, 0, 0, 0)))
    return printer


def repeated(sheets: Sequence[Sheet], copies: int) -> list[Sheet]:
    """Every piece as often as it is wanted, side by side, so that small ones share the paper."""
    return [sheet for sheet in sheets for _ in range(copies)]


def print_sheets(job: Job, painter: Painter, plan: Plan, sheets: Sequence[Sheet]) -> None:
    """Print at 100 %; AppError when the printer does not start."""
    pen = QPainter()
    if not pen.begin(job.printer):
        raise AppError("打印机没有响应", cure="请检查打印机是否开机、有纸，再打一次")
    try:
        scale = job.printer.resolution() / INCH / UNIT
        for number, paper in enumerate(filled(repeated(sheets, job.copies), plan)):
            if number:
                job.printer.newPage()
            pen.save()
            pen.scale(scale, scale)
            pen.translate(job.offset[0] * UNIT, job.offset[1] * UNIT)
            compose(pen, painter, plan, paper)
            pen.restore()
    finally:
        pen.end()


def compose(pen: QPainter, painter: Painter, plan: Plan, paper: Sequence[Sheet]) -> None:
    """One sheet of paper; one unit of `pen` is a hundredth of a millimetre."""
    for (x, y), sheet in zip(plan.spots, paper, strict=False):
        pen.save()
        pen.translate(x * UNIT, y * UNIT)
        if plan.marks:  # the bleed of one piece must not reach into the next
            edge = plan.bleed * UNIT
            page = QRectF(0, 0, sheet.page[0] * UNIT, sheet.page[1] * UNIT)
            pen.setClipRect(page.adjusted(-edge, -edge, edge, edge))
        painter.paint(pen, sheet)
        pen.restore()
    pen.setPen(QPen(QColor("black"), MARK_WIDTH * UNIT))
    for stroke in plan.marks:
        pen.drawLine(QLineF(*(value * UNIT for value in stroke)))


def picture(painter: Painter, plan: Plan, paper: Sequence[Sheet], height: int, density: float = 1.0) -> QImage:
    """One sheet of paper as the preview shows it, `height` pixels high."""
    pitch = height * density / plan.paper[1]
    image = QImage(round(plan.paper[0] * pitch), round(height * density), QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    pen = QPainter(image)
    pen.scale(pitch / UNIT, pitch / UNIT)
    compose(pen, painter, plan, paper)
    pen.end()
    image.setDevicePixelRatio(density)
    return image
