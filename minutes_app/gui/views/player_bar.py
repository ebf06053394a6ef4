"""The player's buttons, the position and the speed."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QPushButton, QSlider, QWidget

from minutes_app.gui.editing.keys import first_key
from minutes_app.gui.view_models.playback import SPEEDS, Playback
from minutes_app.wording import editor as words
from minutes_app.wording.times import clock

SKIP_MS = 3000
HEIGHT = 34


class PlayerBar(QWidget):
    """Shows a `Playback`, and moves it."""

    def __init__(self, playback: Playback, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._playback = playback
        self.play = self._button(words.PLAY, "play", playback.toggle)
        self.back = self._button(words.BACK_3, "back", lambda: playback.skip(-SKIP_MS))
        self.ahead = self._button(words.AHEAD_3, "ahead", lambda: playback.skip(SKIP_MS))
        self.speed = QComboBox(self)
        self.speed.setMinimumHeight(HEIGHT)
        self.speed.setAccessibleName(words.SPEED_NAME)
        self.speed.addItems([words.shown_speed(rate) for rate in SPEEDS])
        self.speed.activated.connect(lambda place: playback.set_rate(SPEEDS[place]))
        self.slider = QSlider(Qt.Orientation.Horizontal, self)
        self.slider.setMinimumHeight(HEIGHT)
        self.slider.setAccessibleName(words.POSITION_NAME)
        self.slider.actionTriggered.connect(self._stepped)
        self.time = QLabel(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        for widget in (self.play, self.back, self.ahead):
            row.addWidget(widget)
        row.addWidget(self.slider, stretch=1)
        row.addWidget(self.time)
        row.addWidget(self.speed)
        playback.moved.connect(self._show)
        playback.playing_changed.connect(self._show_state)
        self._show_state()
        self._show(0)

    def show_length(self) -> None:
        """Another meeting."""
        self.slider.setRange(0, self._playback.length_ms)
        self.slider.setSingleStep(1000)
        self.slider.setPageStep(10_000)
        self._show(self._playback.at_ms)

    def _button(self, text: str, intent: str, pressed: object) -> QPushButton:
        button = QPushButton(text, self)
        button.setMinimumHeight(HEIGHT)
        button.setToolTip(words.with_key(words.KEYS[intent], first_key(intent)))
        button.clicked.connect(pressed)
        return button

    def _show(self, at_ms: int) -> None:
        if not self.slider.isSliderDown():
            self.slider.setValue(at_ms)
        self.time.setText(words.position(clock(at_ms), clock(self._playback.length_ms)))

    def _show_state(self) -> None:
        self.play.setText(words.PAUSE if self._playback.is_playing else words.PLAY)
        self.speed.setCurrentIndex(SPEEDS.index(self._playback.rate))

    def _stepped(self, _action: int) -> None:
        self._playback.seek(self.slider.sliderPosition())
