"""会議録 among the pages of the window: its page, and what goes from it to the editor and to the desk of 受け渡し."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QStackedWidget

from minutes_app.gui.jobs import Ends, Failure
from minutes_app.gui.view_models.documents import DocumentsModel
from minutes_app.gui.view_models.preview import PreviewModel
from minutes_app.gui.view_models.sharing import SharingModel
from minutes_app.gui.views.documents import DocumentsView
from minutes_app.gui.views.editor_page import EditorPage
from minutes_app.gui.views.minutes_desk import MinutesDesk
from minutes_app.gui.work import Borrow, revise_occasion
from minutes_app.gui.workshop import Workshop
from minutes_app.meeting.edit import set_occasion
from minutes_app.meeting.revision import Revision

"""The book of a meeting that the editor has open."""


class DocumentsPart(QObject):
    """One a window."""

    failed = Signal(object)
    """A `Failure`."""
    edit_wanted = Signal(object, object)
    """The folder of a meeting, and the utterances that are to be heard there."""
    revised = Signal()
    """開催概要 of a meeting has become another one behind this page."""
    hand_over_wanted = Signal(object, object)
    """The folder of a meeting, and the `Meeting`."""

    def __init__(self, workshop: Workshop, pages: QStackedWidget, editor: EditorPage, borrow: Borrow) -> None:
        super().__init__(pages)
        self.model = DocumentsModel(workshop, borrow, self)
        preview, sharing = PreviewModel(workshop, self), SharingModel(workshop, borrow, self)
        self.view = DocumentsView(self.model, preview, sharing)
        self._workshop, self._editor = workshop, editor
        for each in (self.model, self.model.forms, sharing):
            each.failed.connect(self._tell)
        self.view.edit_wanted.connect(lambda: self.edit_wanted.emit(self.model.folder, ()))
        self.view.utterances_wanted.connect(lambda ids: self.edit_wanted.emit(self.model.folder, ids))
        self.minutes = MinutesDesk(workshop, self.view, editor)
        self.view.hand_over_wanted.connect(self._hand_over)
        editor.model.saved.connect(self._follow_saved)
        pages.currentChanged.connect(lambda _page: self.view.look(pages.currentWidget() is self.view))

    def when_kept(self, then: Callable[[], object]) -> None:
        """Call it once everything that was typed and decided on this page is on the disk."""
        if self.view.isVisible():
            self.view.settle()
        self.minutes.edits.when_kept(then)

    def revise(self, folder: Path, revision: Revision) -> None:
        """開催概要 of a meeting that is perhaps open in the editor, and not on this page."""
        editor = self._editor.model
        if self._editor.has(folder) and not editor.session.read_only:
            editor.do(set_occasion(editor.meeting, revision.applied(editor.meeting.occasion)))
            return
        work = partial(revise_occasion, folder, revision, self._workshop.tools)
        ends = Ends(done=self.revised.emit, failed=self._tell)
        self._workshop.documents.start(lambda _report: work(), ends, must_finish=True)

    def _follow_saved(self) -> None:
        """Pages are made of what is on the disk: what came to it late is on them, too."""
        editor = self._editor.model
        if not self._editor.has(self.model.folder) or not self.view.isVisible():
            return
        self.view.warn(editor.trouble)
        if not editor.unsaved:
            self.view.preview.model.outdate()

    def _tell(self, failure: Failure) -> None:
        self.failed.emit(failure)

    def _hand_over(self) -> None:
        if self.model.meeting is not None:
            self.hand_over_wanted.emit(self.model.folder, self.model.meeting)
