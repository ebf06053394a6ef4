"""The ways from the window to 回答の取りまとめ, 確定版と保管 and 保管の一覧; the pages are made when they are wanted.

In: the window, what puts an entry into its menu. Out: a face of 会議録, entries of the menu. Wired once, by `app`.
"""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject

from minutes_app.gui.sound import find_decks
from minutes_app.gui.view_models.filing import FilingModel
from minutes_app.gui.view_models.replies import RepliesModel
from minutes_app.gui.views.closing import Ending
from minutes_app.gui.views.filing import FilingView
from minutes_app.gui.views.follow_up import FollowUp
from minutes_app.gui.views.replies import RepliesView
from minutes_app.gui.views.shelf_door import ShelfDoor
from minutes_app.gui.views.window import Window
from minutes_app.wording import filing_page, replies_page, shelf

Offer = Callable[[str, Callable[[], object]], object]
"""The words of an entry, and what it does."""


class FilingDoor(QObject):
    """Lives as long as its window."""

    def __init__(self, window: Window, offer: Offer) -> None:
        super().__init__(window)
        self.window = window
        self.replies: RepliesView | None = None
        self.filing: FilingView | None = None
        self.face = FollowUp()
        view = window.documents_view
        view.tabs.addTab(self.face, replies_page.TAB)
        self.face.replies_wanted.connect(lambda: self.open_replies(window.documents.folder))
        self.face.filing_wanted.connect(lambda: self.open_filing(window.documents.folder))
        offer(replies_page.MENU, lambda: self._for_current(self.open_replies))
        offer(filing_page.MENU, lambda: self._for_current(self.open_filing))
        self.shelf = ShelfDoor(window, self.open_filing)
        offer(shelf.MENU, self.shelf.open)
        window.pages.currentChanged.connect(lambda _at: self._turn())

    def open_replies(self, folder: Path) -> None:
        """回答の取りまとめ; the editor gives the meeting back first: a reply changes what is on the disk."""
        if self.replies is None:
            model = RepliesModel(self.window.workshop, self)
            self.replies = RepliesView(model, find_decks)
            self.replies.back_wanted.connect(lambda: self.window.open_documents(model.folder))
            model.failed.connect(self.window.show_failure)
            self.window.closing.watch(Ending(model.progress))
            self.window.pages.addWidget(self.replies)
        self._give_back()
        self.replies.model.open(folder)
        self.window.pages.setCurrentWidget(self.replies)

    def open_filing(self, folder: Path) -> None:
        """確定版と保管, as above."""
        if self.filing is None:
            model = FilingModel(self.window.workshop, self)
            self.filing = FilingView(model)
            self.filing.back_wanted.connect(lambda: self.window.open_documents(model.folder))
            model.failed.connect(self.window.show_failure)
            self.window.closing.watch(Ending(model.progress))
            self.window.pages.addWidget(self.filing)
        self._give_back()
        self.filing.model.open(folder)
        self.window.pages.setCurrentWidget(self.filing)

    def _give_back(self) -> None:
        """What is typed comes to the disk before the page reads it."""
        if self.window.documents_view.isVisible():
            self.window.documents_view.settle()
        self.window.editor.leave()

    def _for_current(self, opening: Callable[[Path], None]) -> None:
        """Of the meeting that the person looks at."""
        window, at = self.window, self.window.pages.currentWidget()
        if at is window.editor:
            opening(window.editor.model.folder)
        elif at is window.documents_view:
            opening(window.documents.folder)
        else:
            window.message.say("warning", replies_page.OPEN_FIRST)

    def _turn(self) -> None:
        """The sound ends when its page is left."""
        if self.replies is not None and self.window.pages.currentWidget() is not self.replies:
            self.replies.leave()
