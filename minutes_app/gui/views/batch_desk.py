"""What is said of 一括 outside its own page: what was left unfinished, that nothing new came, that all is over."""

from collections.abc import Callable

from PySide6.QtCore import QObject

from minutes_app.gui.view_models.batch import summary_of
from minutes_app.gui.views.batch import BatchView
from minutes_app.gui.views.parts import Actions, MessageBar
from minutes_app.wording import batch as words


class BatchDesk(QObject):
    """Between the queue's page, the bar above all pages (`message`) and the one of the list (`offer`)."""

    def __init__(
        self, view: BatchView, message: MessageBar, offer: MessageBar, show: Callable[[], object], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._view, self._model = view, view.model
        self._message, self._offer, self._show = message, offer, show
        self._model.added.connect(self._tell_added)
        self._model.restored.connect(self._offer_rest)
        self._model.ended.connect(self._tell_over)

    def _offer_rest(self) -> None:
        """The queue that a kill, or closing, left unfinished."""
        left = self._model.counts().to_come
        if left:
            actions: Actions = {words.GO_ON: self._go_on, words.SHOW: self._show}
            self._offer.say("warning", words.unfinished(left), actions=actions)

    def _go_on(self) -> None:
        self._show()
        self._model.resume()

    def _tell_added(self, count: int) -> None:
        if not count:
            self._message.say("warning", words.NOTHING_NEW)

    def _tell_over(self) -> None:
        if not self._view.isVisible():
            self._message.say("good", summary_of(self._model.counts()), actions={words.SHOW: self._show})
