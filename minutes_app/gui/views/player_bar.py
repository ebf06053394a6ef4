"""The player's buttons, the position and the speed."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLabel, QPushButton, QSlider, QWidget

from minutes_app.gui.view_models.keyboard import Keyboard
from minutes_app.gui.view_models.playback import SPEEDS, Playback
from minutes_app.wording import editor as words
from minutes_app.wording.times import clock

SKIP_MS = 3000
HEIGHT = 34


class PlayerBar(QWidget):
    """Shows a `Playback`, and moves it."""

    def __init__(self, playback: Playback, keyboard: Keyboard, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._playback, self._keyboard = playback, keyboard
        self.play = self._button(words.PLAY, playback.toggle)
        self.back = self._button(words.BACK_3, lambda: playback.skip(-SKIP_MS))
        self.ahead = self._button(words.AHEAD_3, lambda: playback.skip(SKIP_MS))
        self.speed, self.skip = QComboBox(self), QCheckBox(words.SKIP_SILENCE, self)
        self.slider, self.time = QSlider(Qt.Orientation.Horizontal, self), QLabel(self)
        self._helped = {"play": self.play, "back": self.back, "ahead": self.ahead, "skip": self.skip}
        self._lay_out()
        self.speed.activated.connect(lambda place: playback.set_rate(SPEEDS[place]))
        self.skip.toggled.connect(playback.set_skips_silence)
        self.slider.actionTriggered.connect(self._stepped)
        playback.moved.connect(self._show)
        playback.playing_changed.connect(self._show_state)
        keyboard.changed.connect(self._show_keys)
        self._show_keys()
        self._show_state()
        self._show(0)

    def show_length(self) -> None:
        """Another meeting."""
        self.slider.setRange(0, self._playback.length_ms)
        self.slider.setSingleStep(1000)
        self.slider.setPageStep(10_000)
        self._show(self._playback.at_ms)

    def _lay_out(self) -> None:
        self.speed.setAccessibleName(words.SPEED_NAME)
        self.speed.addItems([words.shown_speed(rate) for rate in SPEEDS])
        self.slider.setAccessibleName(words.POSITION_NAME)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        for widget in (self.play, self.back, self.ahead, self.slider, self.time, self.skip, self.speed):
            widget.setMinimumHeight(HEIGHT)
            row.addWidget(widget, stretch=int(widget is self.slider))

    def _button(self, text: str, pressed: object) -> QPushButton:
        button = QPushButton(text, self)
        button.setMinimumHeight(HEIGHT)
        button.clicked.connect(pressed)
        return button

    def _show_keys(self) -> None:
        for intent, widget in self._helped.items():
            widget.setToolTip(words.with_key(words.KEYS[intent], self._keyboard.first(intent)))

    def _show(self, at_ms: int) -> None:
        if not self.slider.isSliderDown():
            self.slider.setValue(at_ms)
        self.time.setText(words.position(clock(at_ms), clock(self._playback.length_ms)))

    def _show_state(self) -> None:
        self.play.setText(words.PAUSE if self._playback.is_playing else words.PLAY)
        self.speed.setCurrentIndex(SPEEDS.index(self._playback.rate))
        self.skip.setChecked(self._playback.skips_silence)

    def _stepped(self, _action: int) -> None:
        self._playback.seek(self.slider.sliderPosition())
