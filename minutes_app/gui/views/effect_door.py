"""The way from the window to 効果の測定, what measures it, and the question on 操作感. Wired once, by `app`.

The page is made when it is wanted for the first time.
"""

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QVBoxLayout

from minutes_app.gui.view_models.active_time import ActiveTime
from minutes_app.gui.view_models.effect import EffectModel
from minutes_app.gui.view_models.feeling import FeelingModel
from minutes_app.gui.views.effect_page import EffectPage
from minutes_app.gui.views.feeling_bar import FeelingBar
from minutes_app.gui.views.window import Window
from minutes_app.gui.views.work_watch import WorkWatch
from minutes_app.wording import effect as words

SECTION = "effect"
Offer = Callable[[str, Callable[[], object]], object]
"""The words of an entry, and what it does."""


class EffectDoor(QObject):
    """Lives as long as its window."""

    def __init__(self, window: Window, offer: Offer) -> None:
        """`offer` puts an entry into the menu."""
        super().__init__(window)
        self.window = window
        self.page: EffectPage | None = None
        self.model = EffectModel(window.workshop, self)
        self.active = ActiveTime(window.workshop, parent=self)
        self.feeling = FeelingModel(window.workshop, self)
        self.bar = FeelingBar(self.feeling)
        WorkWatch(window, self.active)
        middle = window.centralWidget()
        layout = middle.layout() if middle is not None else None
        assert isinstance(layout, QVBoxLayout)
        layout.insertWidget(layout.indexOf(window.pages), self.bar)
        offer(words.MENU, self.open)
        window.documents.finished.connect(self.feeling.consider)
        window.pages.currentChanged.connect(lambda _page: self.bar.hide())
        for model in (self.model, self.feeling):
            model.failed.connect(window.show_failure)
        for told in (self.model.saved, self.feeling.told):
            told.connect(lambda sentence: window.message.say("good", sentence))

    def open(self) -> None:
        """Show the page, with new figures."""
        if self.page is None:
            self.page = EffectPage(self.model)
            self.page.back_wanted.connect(self.window.go_home)
            self.page.settings_wanted.connect(lambda: self.window.settings_wanted.emit(SECTION))
            self.window.pages.addWidget(self.page)
        self.model.read()
        self.window.pages.setCurrentWidget(self.page)
        self.page.period.setFocus()
