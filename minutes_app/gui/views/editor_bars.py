"""Two lines above the transcript that come and go: a voice without text where one stands, and marks that wait."""

from collections.abc import Callable

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from minutes_app.gui.editing.doubts import Gap
from minutes_app.gui.views.parts import label
from minutes_app.wording import correcting as words
from minutes_app.wording.editor import warned

HEIGHT = 34


class Bar(QFrame):
    """A sentence and some buttons beside it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setProperty("kind", "warning")
        self.text = label()
        self._row = QHBoxLayout(self)
        self._row.addWidget(self.text, 1)
        self.hide()

    def add_button(self, text: str, pressed: SignalInstance) -> QPushButton:
        """A button that emits a signal."""
        made = QPushButton(text, self)
        made.setMinimumHeight(HEIGHT)
        made.setAutoDefault(False)
        made.clicked.connect(pressed)
        self._row.addWidget(made)
        return made

    def say(self, sentence: str) -> None:
        """Show it; "" = nothing to show."""
        self.text.setText(warned(sentence) if sentence else "")
        self.setVisible(bool(sentence))


class GapBar(Bar):
    """What to do about speech without text."""

    hear = Signal()
    again = Signal()
    write = Signal()
    leave = Signal()

    def __init__(self, parent: QWidget, *, rehears: bool) -> None:
        """`rehears`: a stretch can be heard again here."""
        super().__init__(parent)
        self.add_button(words.HEAR, self.hear)
        editing = [(words.NEW_BUTTON, self.write), (words.LEAVE, self.leave)]
        editing = [(words.AGAIN_BUTTON, self.again), *editing] if rehears else editing
        self._editing = [self.add_button(text, pressed) for text, pressed in editing]

    def show_gap(self, gap: Gap | None, key: str, *, editable: bool) -> None:
        """The gap where the position stands; `key`: the one that leaves it as it is."""
        for each in self._editing:
            each.setVisible(editable)
        self._editing[-1].setToolTip(words.left(key))
        self.say(words.gap_here(gap.start_ms, gap.end_ms) if gap is not None else "")


class MarksBar(Bar):
    """Marks that were pressed while recording."""

    take = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.add_button(words.TAKE_MARKS, self.take)
        later = QPushButton(words.LEAVE_MARKS, self)
        later.setMinimumHeight(HEIGHT)
        later.clicked.connect(self._leave)
        self._row.addWidget(later)
        self._left = False

    def show_marks(self, count: Callable[[], dict[str, int]], *, fresh: bool = False) -> None:
        """How many wait, unless they were put off; `fresh`: another meeting, in which nobody has."""
        self._left = self._left and not fresh
        counts = {} if self._left else count()
        self.say(words.marks_waiting(counts) if counts else "")

    def _leave(self) -> None:
        self._left = True
        self.say("")
