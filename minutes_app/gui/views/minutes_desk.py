"""Keeps what a person decides on the page 会議録: its faces on one side, the edits on the other."""

from pathlib import Path

from PySide6.QtCore import QObject

from minutes_app.gui.view_models.editor import EditorModel
from minutes_app.gui.view_models.minutes_edits import MinutesEdits
from minutes_app.gui.views.documents import DocumentsView
from minutes_app.gui.views.editor_page import EditorPage
from minutes_app.gui.workshop import Workshop


class MinutesDesk(QObject):
    """One a page."""

    def __init__(self, workshop: Workshop, view: DocumentsView, editor: EditorPage) -> None:
        super().__init__(view)
        self._editor = editor
        self.edits = MinutesEdits(workshop, view.model, self._editing, self)
        self._faces = view.faces
        view.said.connect(self.edits.keep)
        self._faces.did.connect(self.edits.do)
        self._faces.confirm_wanted.connect(self.edits.confirm)
        self._faces.undo_wanted.connect(self.edits.undo)
        self._faces.redo_wanted.connect(self.edits.redo)
        self._faces.point_wanted.connect(editor.show_point)
        self.edits.changed.connect(self._tell)
        self.edits.judged.connect(self._faces.tell_verdict)

    def _editing(self, folder: Path) -> EditorModel | None:
        """校正, where it has the meeting open and may edit it."""
        model = self._editor.model
        return model if self._editor.has(folder) and not model.session.read_only else None

    def _tell(self) -> None:
        self._faces.tell_edits(self.edits.undo_name, self.edits.redo_name)
