"""The months as bars, painted by the window itself: before beside now, each with its number above it.

The bars of before are hatched and those of now are full, so that they are told apart without colour; the same is
said in words beside the chart, for a screen reader.
"""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QFontMetrics, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from minutes_app.minutes.effect import Month
from minutes_app.wording import effect as words

HEIGHT = 230
MOST = 24
"""So many months fit; the newest are shown."""
GAP = 6
KEY = 14


class EffectChart(QWidget):
    """Paints months."""

    def __init__(self) -> None:
        super().__init__()
        self._months: tuple[Month, ...] = ()
        self.setAccessibleName(words.CHART)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """As high as its letters need."""
        return QSize(300, HEIGHT + 3 * QFontMetrics(self.font()).height())

    def show_months(self, months: tuple[Month, ...], text: str) -> None:
        """Other bars; `text` says the same."""
        self._months = months[-MOST:]
        self.setAccessibleDescription(text)
        self.setVisible(bool(months))
        self.updateGeometry()
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Key, bars, numbers, names of months."""
        painter = QPainter(self)
        painter.setPen(self.palette().color(QPalette.ColorRole.Text))
        letters = QFontMetrics(self.font()).height()
        self._paint_key(painter, letters)
        top, bottom = 3.0 * letters, self.height() - 1.5 * letters
        painter.drawLine(0, round(bottom), self.width(), round(bottom))
        highest = max((max(one.before, one.now) for one in self._months), default=0.0)
        if highest <= 0:
            return
        wide = self.width() / max(len(self._months), 6)
        for at, month in enumerate(self._months):
            slot = QRectF(at * wide, top, wide, bottom - top)
            self._paint_month(painter, slot, month, highest)

    def _paint_key(self, painter: QPainter, letters: int) -> None:
        x = 0.0
        for name, brush in ((words.BEFORE, self._hatched()), (words.NOW, self._full())):
            box = QRectF(x, (letters - KEY) / 2, KEY, KEY)
            self._paint_box(painter, box, brush)
            painter.drawText(QRectF(x + KEY + GAP, 0, 300, letters), Qt.AlignmentFlag.AlignLeft, name)
            x += KEY + 4 * GAP + painter.fontMetrics().horizontalAdvance(name)
        painter.drawText(QRectF(x, 0, 300, letters), Qt.AlignmentFlag.AlignLeft, words.UNIT)

    def _paint_month(self, painter: QPainter, slot: QRectF, month: Month, highest: float) -> None:
        bar = (slot.width() - 3 * GAP) / 2
        for at, (minutes, brush) in enumerate(((month.before, self._hatched()), (month.now, self._full()))):
            high = slot.height() * minutes / highest
            box = QRectF(slot.left() + GAP + at * (bar + GAP), slot.bottom() - high, bar, high)
            self._paint_box(painter, box, brush)
            place = QRectF(box.center().x() - 40, box.top() - painter.fontMetrics().height(), 80, 40)
            painter.drawText(place, Qt.AlignmentFlag.AlignHCenter, words.hours(minutes))
        below = QRectF(slot.left(), slot.bottom() + 2, slot.width(), 40)
        painter.drawText(below, Qt.AlignmentFlag.AlignHCenter, words.short_month(month.name))

    def _paint_box(self, painter: QPainter, box: QRectF, brush: QBrush) -> None:
        painter.save()
        painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Text), 1))
        painter.setBrush(brush)
        painter.drawRect(box)
        painter.restore()

    def _hatched(self) -> QBrush:
        return QBrush(self.palette().color(QPalette.ColorRole.Text), Qt.BrushStyle.BDiagPattern)

    def _full(self) -> QBrush:
        return QBrush(self.palette().color(QPalette.ColorRole.Accent))
