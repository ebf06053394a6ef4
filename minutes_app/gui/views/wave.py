"""The whole meeting on one line: how loud it is, who speaks, what needs a look, and where the player is."""

import time
from collections.abc import Iterator

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QHideEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPixmap,
    QPolygon,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from minutes_app.gui.editing.doubts import Doubts
from minutes_app.gui.view_models.editor import EditorModel
from minutes_app.gui.view_models.waveform import Waveform
from minutes_app.gui.views.colours import lighter_text, speaker_colour
from minutes_app.meeting.model import Meeting
from minutes_app.wording.editor import WAVE_NAME
from minutes_app.wording.times import clock

HEIGHT = 76
BAND = 8
FLAG = 7
REDRAW_MS = 200
SLICE_S = 0.008
"""So long the window may be busy with the picture at a time."""
Stroke = tuple[QRectF | QRect | QPolygon, QColor] | None
"""A shape in its colour (a `QRect`: only its frame); None where there is nothing to paint, to look at the time."""


class WaveView(QWidget):
    """Paints the picture once after each change, a slice at a time, and the position above it."""

    wanted = Signal(int)
    """The person clicked at this time, in ms."""

    def __init__(self, model: EditorModel, waveform: Waveform, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._waveform = waveform
        self._picture = QPixmap()
        self._drawing: _Drawing | None = None
        self._slicing = QTimer(self)
        self._slicing.setInterval(0)
        self._slicing.timeout.connect(self._slice)
        self._at_ms = 0
        self._redrawing = QTimer(self)
        self._redrawing.setSingleShot(True)
        self._redrawing.setInterval(REDRAW_MS)
        self._redrawing.timeout.connect(self._begin_in_turn)
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
        """Paint the picture anew, now."""
        self._begin()
        while self._drawing is not None:
            self._slice()

    def _begin(self) -> None:
        """Paint it anew: the first slice now, the others when the window has nothing else to do."""
        self._redrawing.stop()
        known = self._model.is_open and self._waveform.length_ms
        strokes = self._strokes(self._model.meeting, self._model.doubts) if known else iter(())
        self._drawing = _Drawing(self, strokes)
        self._slicing.start()
        self._slice()

    def _begin_in_turn(self) -> None:
        """A picture in the making is finished first, or none ever would be while sound is still being read."""
        if self._drawing is not None:
            self._redrawing.start()
        else:
            self._begin()

    def _slice(self) -> None:
        if self._drawing is not None and self._drawing.go_on():
            self._picture, self._drawing = self._drawing.picture, None
            self._slicing.stop()
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The picture, and the position on it."""
        if self._picture.isNull() and self._drawing is None:
            self._begin()
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.palette().base())
        painter.drawPixmap(self.rect(), self._picture)
        if self._waveform.length_ms:
            painter.fillRect(self._x(self._at_ms) - 1, 0, 2, HEIGHT, self.palette().text())
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width, another picture."""
        if self.isVisible():
            self._begin()

    def hideEvent(self, event: QHideEvent) -> None:
        """Out of sight nothing is painted."""
        self._slicing.stop()
        self._redrawing.stop()
        self._picture, self._drawing = QPixmap(), None

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

    def _strokes(self, meeting: Meeting, doubts: Doubts) -> Iterator[Stroke]:
        yield from self._levels()
        yield from self._utterances(meeting, doubts)

    def _levels(self) -> Iterator[Stroke]:
        wave, width = self._waveform, max(self.width(), 1)
        loudest = wave.loudest or 1
        middle, room = (FLAG + HEIGHT - BAND) / 2, (HEIGHT - BAND - FLAG) / 2 - 2
        colour = lighter_text(self.palette())
        for x in range(width):
            level = wave.loudest_between(self._ms(x), self._ms(x + 1))
            half = max(room * (level / loudest) ** 0.6, 0.5)
            yield QRectF(x, middle - half, 1, 2 * half), colour

    def _utterances(self, meeting: Meeting, doubts: Doubts) -> Iterator[Stroke]:
        """Who speaks, as a band below; 要確認, as marks above; a voice without text, as a frame around its time."""
        numbers = {speaker.id: number for number, speaker in enumerate(meeting.speakers)}
        colours = {each: speaker_colour(number, self.palette()) for each, number in numbers.items()}
        text = self.palette().text().color()
        marked, painted = -FLAG, (-1, -1, "")
        for utterance in meeting.utterances:
            x = self._x(utterance.start_ms)
            colour = colours.get(utterance.speaker_id)
            if colour is not None and not utterance.deleted:
                band = (x, max(self._x(utterance.end_ms) - x, 1), utterance.speaker_id)
                if band != painted:
                    painted = band
                    yield QRectF(x, HEIGHT - BAND, band[1], BAND), colour
            if doubts.reasons(utterance) and x >= marked + FLAG:
                marked = x
                yield _mark(x), text
            yield None
        for gap in doubts.gaps(meeting):
            x = self._x(gap.start_ms)
            yield QRect(x, FLAG, max(self._x(gap.end_ms) - x, 4), HEIGHT - BAND - FLAG - 2), text
            yield _mark(x), text

    def _x(self, at_ms: int) -> int:
        return round(at_ms * self.width() / self._waveform.length_ms) if self._waveform.length_ms else 0

    def _ms(self, x: float) -> int:
        return round(min(max(x / max(self.width(), 1), 0), 1) * self._waveform.length_ms)


class _Drawing:
    """A picture in the making."""

    def __init__(self, view: QWidget, strokes: Iterator[Stroke]) -> None:
        ratio = view.devicePixelRatioF()
        self.picture = QPixmap(view.size() * ratio)
        self.picture.setDevicePixelRatio(ratio)
        self.picture.fill(view.palette().color(QPalette.ColorRole.Base))
        self._strokes = strokes

    def go_on(self) -> bool:
        """Paint for a moment; whether it is finished."""
        painter = QPainter(self.picture)
        painter.setPen(Qt.PenStyle.NoPen)
        until = time.monotonic() + SLICE_S
        for number, stroke in enumerate(self._strokes):
            if stroke is not None:
                _paint(painter, *stroke)
            if number % 32 == 0 and time.monotonic() > until:
                painter.end()
                return False
        painter.end()
        return True


def _mark(x: int) -> QPolygon:
    return QPolygon([QPoint(x - 4, 0), QPoint(x + 4, 0), QPoint(x, FLAG)])


def _paint(painter: QPainter, shape: QRectF | QRect | QPolygon, colour: QColor) -> None:
    if isinstance(shape, QRectF):
        painter.setBrush(colour)  # the first fillRect would build a table of 180 gradients
        painter.drawRect(shape)
    elif isinstance(shape, QRect):
        painter.setPen(colour)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(shape)
        painter.setPen(Qt.PenStyle.NoPen)
    else:
        painter.setBrush(colour)
        painter.drawPolygon(shape)
