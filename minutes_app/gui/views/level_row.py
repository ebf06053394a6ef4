"""A source of sound in a line: which one, how loud it is as a bar, in a word, and in a colour."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QGridLayout, QLabel, QProgressBar, QWidget

from minutes_app.capture.plan import Track
from minutes_app.gui.view_models.sources import Shown, SourcesModel
from minutes_app.gui.views.parts import set_look
from minutes_app.wording import recording_window as words

FULL = 100
BAR_WIDTH = 120
MIN_HEIGHT = 34


class LevelRow:
    """Three widgets in one line of a grid."""

    def __init__(self, track: Track, model: SourcesModel, parent: QWidget) -> None:
        self.track = track
        self._model = model
        self.box = QComboBox(parent)
        self.box.setAccessibleName(words.SOURCES[track])
        self.box.setAccessibleDescription(words.SOURCE_HINTS[track])
        self.box.setMinimumHeight(MIN_HEIGHT)
        self.box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.box.setMinimumContentsLength(14)
        self.box.activated.connect(self._choose)
        self.bar = QProgressBar(parent)
        self.bar.setRange(0, FULL)
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(BAR_WIDTH)
        self.bar.setAccessibleName(words.LEVEL_NAME.format(words.SOURCES[track]))
        self.word = QLabel(parent)
        self.word.setAlignment(Qt.AlignmentFlag.AlignCenter)
        longest = max(self.word.fontMetrics().horizontalAdvance(word) for word in words.LEVELS.values())
        self.word.setMinimumWidth(longest + 20)

    def put_into(self, grid: QGridLayout, line: int) -> None:
        """Stand in a grid."""
        caption = QLabel(words.SOURCES[self.track])
        caption.setBuddy(self.box)
        for column, widget in enumerate((caption, self.box, self.bar, self.word)):
            grid.addWidget(widget, line, column)

    def fill(self, *, may_choose: bool) -> None:
        """The choices as they are now."""
        choices = self._model.choices(self.track)
        self.box.blockSignals(True)
        self.box.clear()
        for choice in choices:
            self.box.addItem(choice.shown, choice.value)
        self.box.setCurrentIndex([choice.value for choice in choices].index(self._model.chosen[self.track]))
        self.box.setToolTip(f"{words.SOURCE_HINTS[self.track]}\n{self.box.currentText()}")
        self.box.blockSignals(False)
        self.box.setEnabled(may_choose and self.track not in self._model.locked)

    def show_level(self, level: Shown | None) -> None:
        """How loud it is; None = nobody listens to it."""
        self.bar.setValue(round(level.share * FULL) if level is not None else 0)
        word = level.word if level is not None else ""
        text = words.LEVELS[word] if word else ""
        if self.word.text() != text:
            self.word.setText(text)
            self.bar.setAccessibleDescription(text)
            for widget in (self.word, self.bar):
                set_look(widget, "level", word)

    def _choose(self, index: int) -> None:
        self._model.choose(self.track, self.box.itemData(index))
