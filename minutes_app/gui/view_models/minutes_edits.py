"""Edits of the page 会議録, and their undo: in 校正, where it has the meeting open, else straight onto the disk.

In: what is to be made of the meeting. Out: edits in the journal, the page read again. Edits in 校正 are undone there,
one history for both pages; the others here, as long as the same meeting stays on the page.
"""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from minutes_app.gui.editing import answering
from minutes_app.gui.jobs import Ends, Failure, nothing
from minutes_app.gui.minutes_work import (
    Asked,
    Make,
    Outdated,
    commit_change,
    confirm_meeting,
    edit_meeting,
    note_confirmed,
)
from minutes_app.gui.view_models.documents import DocumentsModel
from minutes_app.gui.view_models.editor import EditorModel
from minutes_app.gui.workshop import Workshop
from minutes_app.meeting.change import Change, Misfit, inverse
from minutes_app.meeting.model import Occasion
from minutes_app.minutes.confirming import Verdict
from minutes_app.progress import Report
from minutes_app.wording.edits import edit_name
from minutes_app.wording.minutes_faces import cannot_undo

FindEditor = Callable[[Path], EditorModel | None]
"""校正 of a folder where it has it open and may edit it; else None."""


class MinutesEdits(QObject):
    """`do`, `undo`, `redo` and `confirm` for the meeting that a `DocumentsModel` shows."""

    changed = Signal()
    """What can be undone and redone."""
    judged = Signal(object)
    """The `Verdict` after `confirm`."""

    def __init__(
        self, workshop: Workshop, documents: DocumentsModel, find: FindEditor, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._workshop = workshop
        self._documents = documents
        self._find = find
        self._folder = Path()
        self._done: list[Change] = []
        self._undone: list[Change] = []
        self._wished: list[bool] = []
        """Undo (True) and redo that wait for the edits that are on their way."""
        self._waiting: list[Callable[[], object]] = []
        self._running = 0
        documents.changed.connect(self._follow)

    @property
    def undo_name(self) -> str:
        """What `undo` would take back, or ""."""
        editor = self._editor()
        if editor is not None:
            return editor.undo_name
        return edit_name(self._done[-1].label) if self._done else ""

    @property
    def redo_name(self) -> str:
        """What `redo` would do again, or ""."""
        editor = self._editor()
        if editor is not None:
            return editor.redo_name
        return edit_name(self._undone[-1].label) if self._undone else ""

    def do(self, make: Make) -> None:
        """Make an edit. It is kept even when the window is closed at once."""
        editor = self._editor()
        if editor is not None:
            editor.do(make(editor.meeting))
            self._read_again()
        else:
            self._run(partial(edit_meeting, self._documents.folder, make, self._workshop.tools), self._did)

    def when_kept(self, then: Callable[[], object]) -> None:
        """Call it now, or as soon as every edit that is on its way is on the disk or has failed."""
        if self._running:
            self._waiting.append(then)
        else:
            then()

    def keep(self, said: Occasion) -> None:
        """New 開催概要 out of a form."""
        self.do(lambda meeting: answering.keep_occasion(meeting, said))

    def undo(self) -> None:
        """Take the last edit back."""
        editor = self._editor()
        if editor is not None:
            editor.undo()
            self._read_again()
        else:
            self._move(back=True)

    def redo(self) -> None:
        """Make the edit again that was taken back last."""
        editor = self._editor()
        if editor is not None:
            editor.redo()
            self._read_again()
        else:
            self._move(back=False)

    def confirm(self, reason: str, seen: tuple[str, ...]) -> None:
        """確定; `judged` tells what came of it. `seen`: the sentences that the person overrules with the reason."""
        editor = self._editor()
        asked = Asked(reason, seen, editor.meeting if editor is not None else None)
        work = partial(confirm_meeting, self._documents.folder, asked, self._workshop.tools)
        self._run(work, lambda value: self._take_verdict(value, editor, asked))

    def _editor(self) -> EditorModel | None:
        return self._find(self._documents.folder)

    def _run(self, work: Callable[[Report], Iterator[object]], step: Callable[[object], None]) -> None:
        folder = self._documents.folder

        def stepped(value: object) -> None:
            if folder == self._documents.folder:
                step(value)

        self._running += 1
        ends = Ends(done=self._end, failed=self._fail, stepped=stepped)
        self._workshop.documents.start(work, ends, must_finish=True)

    def _end(self) -> None:
        """The page is read again after the last of the edits that are on their way."""
        self._running -= 1
        self._go_on()
        if not self._running:
            self._read_again()
            self._call_waiting()

    def _fail(self, failure: Failure) -> None:
        """What was to be undone after it is another edit now: nothing is."""
        self._running -= 1
        self._wished.clear()
        self._documents.failed.emit(failure)
        if not self._running:
            self._call_waiting()

    def _call_waiting(self) -> None:
        waiting, self._waiting = self._waiting, []
        for then in waiting:
            then()

    def _read_again(self) -> None:
        editor = self._editor()
        self._documents.refresh(editor.meeting if editor is not None else None)
        self.changed.emit()

    def _did(self, value: object) -> None:
        if isinstance(value, Change) and value.splices:
            self._done.append(value)
            self._undone.clear()

    def _move(self, *, back: bool) -> None:
        self._wished.append(back)
        self._go_on()

    def _go_on(self) -> None:
        """The next undo or redo, once every edit before it is on the disk: it takes back the last of them."""
        while self._wished and not self._running:
            if self._wished.pop(0):
                self._commit(self._done, self._undone)
            else:
                self._commit(self._undone, self._done)

    def _commit(self, source: list[Change], onto: list[Change]) -> None:
        """The inverse of the last change of one list; it goes from there onto the other once it is on the disk."""
        if not source:
            return
        change = inverse(source[-1])

        def step(value: object) -> None:
            if isinstance(value, Outdated):
                self._forget()
                self._documents.failed.emit(Failure(cannot_undo(), Misfit()))
            elif source:
                source.pop()
                onto.append(change)

        self._run(partial(commit_change, self._documents.folder, change, self._workshop.tools), step)

    def _take_verdict(self, value: object, editor: EditorModel | None, asked: Asked) -> None:
        if not isinstance(value, Verdict):
            return
        if value.change is not None and editor is not None:
            if self._editor() is not editor or editor.meeting is not asked.meeting:
                self.judged.emit(Verdict(value.findings, value.sentences))
                return
            editor.do(value.change)
            work = partial(note_confirmed, editor.meeting.id, value, self._workshop.tools)
            self._workshop.documents.start(work, Ends(done=nothing, failed=self._documents.failed.emit))
        elif value.change is not None:
            self._did(value.change)
        self.judged.emit(value)

    def _follow(self) -> None:
        """Another meeting has another history; what 校正 edits is undone there."""
        if self._documents.folder != self._folder or self._editor() is not None:
            self._folder = self._documents.folder
            self._forget()
        self.changed.emit()

    def _forget(self) -> None:
        self._wished.clear()
        self._done.clear()
        self._undone.clear()
