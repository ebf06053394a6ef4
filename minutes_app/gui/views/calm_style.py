"""Check boxes and radio buttons that can be seen, light and dark: Fusion's own have no border on a dark window."""

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPalette, QPen
from PySide6.QtWidgets import QProxyStyle, QStyle, QStyleOption, QWidget

SIDE = 18
_BOXES = (QStyle.PrimitiveElement.PE_IndicatorCheckBox, QStyle.PrimitiveElement.PE_IndicatorItemViewItemCheck)
_SIZES = (
    QStyle.PixelMetric.PM_IndicatorWidth,
    QStyle.PixelMetric.PM_IndicatorHeight,
    QStyle.PixelMetric.PM_ExclusiveIndicatorWidth,
    QStyle.PixelMetric.PM_ExclusiveIndicatorHeight,
)


class CalmStyle(QProxyStyle):
    """Fusion with our indicators."""

    def __init__(self) -> None:
        super().__init__("Fusion")

    def pixelMetric(
        self, metric: QStyle.PixelMetric, option: QStyleOption | None = None, widget: QWidget | None = None
    ) -> int:
        """Larger indicators."""
        return SIDE if metric in _SIZES else super().pixelMetric(metric, option, widget)

    def drawPrimitive(
        self,
        element: QStyle.PrimitiveElement,
        option: QStyleOption,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        """The two indicators; all else as Fusion does."""
        if element in _BOXES:
            _draw(painter, option, is_round=False)
        elif element is QStyle.PrimitiveElement.PE_IndicatorRadioButton:
            _draw(painter, option, is_round=True)
        else:
            super().drawPrimitive(element, option, painter, widget)


def _draw(painter: QPainter, option: QStyleOption, *, is_round: bool) -> None:
    rect: QRect = option.rect
    palette: QPalette = option.palette
    state: QStyle.StateFlag = option.state
    on = bool(state & QStyle.StateFlag.State_On)
    text = palette.color(QPalette.ColorRole.Text)
    box = QRectF(rect).adjusted(1.5, 1.5, -1.5, -1.5)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(text if on else palette.color(QPalette.ColorRole.PlaceholderText), 1.5))
    painter.setBrush(palette.color(QPalette.ColorRole.Base))
    if is_round:
        painter.drawEllipse(box)
    else:
        painter.drawRoundedRect(box, 3, 3)
    if on and is_round:
        painter.setBrush(text)
        painter.drawEllipse(box.center(), box.width() / 4, box.height() / 4)
    elif on:
        pen = QPen(text, 2.2)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        at = [(0.22, 0.52), (0.43, 0.74), (0.8, 0.26)]
        points = [QPointF(box.x() + x * box.width(), box.y() + y * box.height()) for x, y in at]
        painter.drawPolyline(points)
    painter.restore()
