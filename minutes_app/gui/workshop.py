"""What all screens share: the settings, the tools in their processes, and the two lanes that use them.

The engine lane has decoder and engine, the document lane has the writer: no part is used from two threads.
"""

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from minutes_app.errors import DiskError
from minutes_app.gui.jobs import Lane
from minutes_app.logbook import Action, audit_file, record
from minutes_app.settings import Settings, audit_folder
from minutes_app.tools import Tools, tools_from


class Workshop(QObject):
    """Made once by `app`. `close` ends threads and processes."""

    warned = Signal(object)
    """A `MinutesError` that stops nothing but should be known (the audit log cannot be written)."""

    def __init__(self, settings: Settings, tools: Tools | None = None) -> None:
        super().__init__()
        self.settings = settings
        self.engine = Lane("engine", self)
        self.documents = Lane("documents", self)
        self._audit = audit_file(audit_folder(settings.audit))
        self._has_warned = False
        self.tools = tools or tools_from(self._note)

    @property
    def library(self) -> Path:
        """The folder with all meetings."""
        return Path(self.settings.library.folder)

    def close(self) -> None:
        """Stop what runs (what is finished is on the disk) and end all processes."""
        self.engine.close()
        self.documents.close()
        self.tools.close()

    def _note(self, action: Action, meeting: str, sha256: str) -> None:
        """Write the audit log, from any lane; when that fails the person is told once and the work goes on."""
        if not self.settings.audit.enabled:
            return
        try:
            record(self._audit, action, meeting=meeting, sha256=sha256)
        except DiskError as error:
            if not self._has_warned:
                self.warned.emit(error)
            self._has_warned = True
