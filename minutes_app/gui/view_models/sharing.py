"""共有フォルダーへ: where it is, who decides that, and putting documents there.

In: documents, the setting. Out: a line for each document, or the sentence why it did not get there.
"""

from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from minutes_app.errors import MinutesError
from minutes_app.gui.handing_work import share_documents
from minutes_app.gui.jobs import Failure
from minutes_app.gui.view_models.one_job import OneJob
from minutes_app.gui.work import Borrow
from minutes_app.gui.workshop import Workshop
from minutes_app.settings import change, load
from minutes_app.share import Published
from minutes_app.wording import handing as words
from minutes_app.wording.gui import explain_here

KEY = "documents.shared_folder"


class SharingModel(OneJob):
    """`choose` a folder, `share` documents."""

    told = Signal(str)
    """A line about a document that is there now."""
    shared = Signal(object)
    """Its path."""

    def __init__(self, workshop: Workshop, borrow: Borrow, parent: QObject | None = None) -> None:
        super().__init__(workshop.documents, parent)
        self.is_locked = False
        self._workshop = workshop
        self._borrow = borrow

    @property
    def folder(self) -> str:
        """The shared folder; "" while nobody has chosen one."""
        return self._workshop.settings.documents.shared_folder

    @property
    def line(self) -> str:
        """Where it is, in words."""
        if not self.folder:
            return words.SHARE_NONE_LOCKED if self.is_locked else words.SHARE_NONE
        return f"{self.folder}{words.SHARE_LOCKED if self.is_locked else ''}"

    def learn(self) -> None:
        """Find out whether the office decides. Settings that cannot be read decide nothing."""
        try:
            self.is_locked = load()[1].of(KEY).locked
        except MinutesError:
            self.is_locked = False
        self.changed.emit()

    def choose(self, folder: Path) -> bool:
        """Remember the folder in the person's settings; False (and `failed`) where that may not be."""
        try:
            change(KEY, str(folder))
        except MinutesError as error:
            self.failed.emit(Failure(explain_here(error), error))
            return False
        settings = self._workshop.settings
        documents = replace(settings.documents, shared_folder=str(folder))
        self._workshop.settings = replace(settings, documents=documents)
        self.changed.emit()
        return True

    def share(self, meeting: Path, documents: tuple[Path, ...]) -> None:
        """Copy finished documents of a meeting there; never over what a person has changed."""
        if self.is_busy or not documents or not self.folder:
            return
        work = partial(share_documents, meeting, self._borrow(meeting), documents, Path(self.folder))
        self._run(partial(work, self._workshop.tools), self._tell)

    def _tell(self, value: object) -> None:
        if not isinstance(value, Published):
            return
        if value.export is None:
            self.told.emit(words.shared_already(value.path))
        else:
            if value.why:
                self.told.emit(words.shared_beside(value.path.name))
            self.told.emit(words.shared_as(value.path))
        self.shared.emit(value.path)
