"""The whole meeting on one line: how loud it is, who speaks, what needs a look, and where the player is."""

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPalette, QPen, QPixmap, QPolygon, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from minutes_app.audio.peaks import PEAK_MS
from minutes_app.gui.view_models.editor import EditorModel
from minutes_app.gui.view_models.waveform import Waveform
from minutes_app.gui.views.colours import lighter_text, speaker_colour
from minutes_app.wording.editor import WAVE_NAME
from minutes_app.wording.times import clock

HEIGHT = 76
BAND = 8
FLAG = 7
REDRAW_MS = 200


class WaveView(QWidget):
    """Paints the picture once after each change, and the position above it."""

    wanted = Signal(int)
    """The person clicked at this time, in ms."""

    def __init__(self, model: EditorModel, waveform: Waveform, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._waveform = waveform
        self._picture = QPixmap()
        self._at_ms = 0
        self._redrawing = QTimer(self)
        self._redrawing.setSingleShot(True)
        self._redrawing.setInterval(REDRAW_MS)
        self._redrawing.timeout.connect(self.redraw)
        self.setAccessibleName(WAVE_NAME)
        self.setMouseTracking(True)
        self.setFixedHeight(HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        waveform.changed.connect(self._redraw_soon)
        model.changed.connect(self._redraw_soon)
        model.opened.connect(self._redraw_soon)
        model.doubted.connect(self._redraw_soon)

    def sizeHint(self) -> QSize:
        """As wide as there is room."""
        return QSize(400, HEIGHT)

    def show_position(self, at_ms: int) -> None:
        """Move the line; only what changes is painted."""
        for each in (self._at_ms, at_ms):
            self.update(self._x(each) - 2, 0, 5, HEIGHT)
        self._at_ms = at_ms

    def redraw(self) -> None:
        """Paint the picture anew."""
        self._redrawing.stop()
        ratio = self.devicePixelRatioF()
        self._picture = QPixmap(self.size() * ratio)
        self._picture.setDevicePixelRatio(ratio)
        self._picture.fill(self.palette().color(QPalette.ColorRole.Base))
        if self._model.is_open and self._waveform.length_ms:
            painter = QPainter(self._picture)
            self._paint_levels(painter)
            self._paint_utterances(painter)
            painter.end()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The picture, and the position on it."""
        if self._picture.isNull():
            self.redraw()
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._picture)
        if self._waveform.length_ms:
            painter.fillRect(self._x(self._at_ms) - 1, 0, 2, HEIGHT, self.palette().text())
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width, another picture."""
        self.redraw()

    def changeEvent(self, event: QEvent) -> None:
        """Light or dark."""
        if event.type() == QEvent.Type.PaletteChange:
            self._redraw_soon()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go there."""
        self.wanted.emit(self._ms(event.position().x()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Say the time under the mouse; with the button down, go there."""
        at_ms = self._ms(event.position().x())
        if event.buttons() & Qt.MouseButton.LeftButton:
            self.wanted.emit(at_ms)
        QToolTip.showText(event.globalPosition().toPoint(), clock(at_ms), self)

    def _redraw_soon(self) -> None:
        """Out of sight nothing is painted; the picture is made when it is seen again."""
        if not self.isVisible():
            self._picture = QPixmap()
        elif not self._redrawing.isActive():
            self._redrawing.start()

    def _paint_levels(self, painter: QPainter) -> None:
        levels, width = self._waveform.levels, max(self.width(), 1)
        loudest = max(levels, default=0) or 1
        middle, room = (FLAG + HEIGHT - BAND) / 2, (HEIGHT - BAND - FLAG) / 2 - 2
        colour = lighter_text(self.palette())
        for x in range(width):
            first, last = self._ms(x) // PEAK_MS, max(self._ms(x + 1) // PEAK_MS, self._ms(x) // PEAK_MS + 1)
            level = max(levels[first:last], default=0)
            half = max(room * (level / loudest) ** 0.6, 0.5)
            painter.fillRect(QRectF(x, middle - half, 1, 2 * half), colour)

    def _paint_utterances(self, painter: QPainter) -> None:
        """Who speaks, as a band below; 要確認, as marks above; a voice without text, as a frame around its time."""
        numbers = {speaker.id: number for number, speaker in enumerate(self._model.meeting.speakers)}
        colours = {each: speaker_colour(number, self.palette()) for each, number in numbers.items()}
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.palette().text())
        marked, doubts = -FLAG, self._model.doubts
        for utterance in self._model.meeting.utterances:
            x = self._x(utterance.start_ms)
            colour = colours.get(utterance.speaker_id)
            if colour is not None and not utterance.deleted:
                painter.fillRect(x, HEIGHT - BAND, max(self._x(utterance.end_ms) - x, 1), BAND, colour)
            if doubts.reasons(utterance) and x >= marked + FLAG:
                marked = x
                painter.drawPolygon(QPolygon([QPoint(x - 4, 0), QPoint(x + 4, 0), QPoint(x, FLAG)]))
        self._paint_gaps(painter)

    def _paint_gaps(self, painter: QPainter) -> None:
        painter.setPen(QPen(self.palette().text(), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for gap in self._model.doubts.gaps(self._model.meeting):
            x = self._x(gap.start_ms)
            painter.drawRect(x, FLAG, max(self._x(gap.end_ms) - x, 4), HEIGHT - BAND - FLAG - 2)
            painter.drawPolygon(QPolygon([QPoint(x - 4, 0), QPoint(x + 4, 0), QPoint(x, FLAG)]))

    def _x(self, at_ms: int) -> int:
        return round(at_ms * self.width() / self._waveform.length_ms) if self._waveform.length_ms else 0

    def _ms(self, x: float) -> int:
        return round(min(max(x / max(self.width(), 1), 0), 1) * self._waveform.length_ms)
