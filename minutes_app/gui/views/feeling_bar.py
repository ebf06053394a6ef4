"""The one question on 操作感, above the page: five answers, not now, never again. Who turns to other work has answered
not now: it stops nobody, least of all a meeting that begins in two minutes.
"""

from functools import partial

from PySide6.QtWidgets import QFrame, QVBoxLayout

from minutes_app.gui.view_models.feeling import FeelingModel
from minutes_app.gui.views.parts import button, label, row
from minutes_app.wording import effect as words


class FeelingBar(QFrame):
    """Hidden until the question is due."""

    def __init__(self, model: FeelingModel) -> None:
        super().__init__()
        self._model = model
        self.setProperty("kind", "good")
        self.setAccessibleName(words.QUESTION)
        self.answers = {mark: button(text, partial(self._answer, mark)) for mark, text in words.ANSWERS.items()}
        self.later = button(words.NOT_NOW, self.hide)
        self.never = button(words.NEVER, self._stop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 10, 14, 10)
        layout.addWidget(label(words.QUESTION, "section"))
        layout.addWidget(label(words.QUESTION_HINT))
        layout.addLayout(row(*self.answers.values(), None))
        layout.addLayout(row(self.later, self.never, None))
        model.due.connect(self.show)
        self.hide()

    def _answer(self, mark: int) -> None:
        self.hide()
        self._model.answer(mark)

    def _stop(self) -> None:
        self.hide()
        self._model.stop_asking()
