"""確認に回す in the window: a face of 会議録, and what waits tried in the background. Wired once, by `app`.

In: the window. Out: its new face.
"""

from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from minutes_app.gui.view_models.open_points import OpenPoint
from minutes_app.gui.view_models.publishing import PublishModel
from minutes_app.gui.views.closing import Ending
from minutes_app.gui.views.publish_panel import PublishPanel
from minutes_app.gui.views.window import Window
from minutes_app.wording import handing, publishing as words


class PublishDoor(QObject):
    """Lives as long as its window."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._view = window.documents_view
        self.model = PublishModel(window.workshop, window.documents, self._view.sharing, self)
        self.model.borrow = window.borrowed
        self.panel = PublishPanel(self.model)
        self._view.tabs.addTab(self.panel, words.TAB)
        self._view.sharing.changed.connect(self.panel.show_all)
        self.panel.folder_wanted.connect(self._choose_folder)
        self.panel.people_wanted.connect(lambda: self._view.go_to(OpenPoint("", "attendees")))
        self.panel.mend_wanted.connect(self._view.go_to)
        self.panel.begins.connect(self._view.settle)
        self.panel.begins.connect(self._view.preview.model.give_way)
        self.model.arrived.connect(lambda line: window.message.say("good", line))
        self.model.failed.connect(window.show_failure)
        window.closing.watch(Ending(self.model.progress, words.CLOSE_BUSY, words.CLOSE_BUSY_HINT))

    def _choose_folder(self) -> None:
        sharing = self._view.sharing
        if name := QFileDialog.getExistingDirectory(self._view, handing.SHARE_CHOOSE, sharing.folder):
            sharing.choose(Path(name))
