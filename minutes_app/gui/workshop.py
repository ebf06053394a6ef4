"""What all screens share: the settings, the tools in their processes, and the lanes that use them.

The engine lane has decoder and engine, the document lane has the writer: no part is used from two threads. The recorder
lane looks after a recording; while one is made it has an engine and a decoder of its own. What uses none of them
(settings, models, devices) gets a lane of its own, so that it never waits for a meeting.
"""

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from minutes_app.errors import DiskError
from minutes_app.gui.jobs import Lane, wait_for_parted
from minutes_app.logbook import Action, audit_file, record
from minutes_app.settings import Settings, audit_folder
from minutes_app.tools import Tools, tools_from
from minutes_app.word.printer import Printer, find_printer


class Workshop(QObject):
    """Made once by `app`. `close` ends threads and processes."""

    warned = Signal(object)
    """A `MinutesError` that stops nothing but should be known (the audit log cannot be written)."""
    settings_changed = Signal()
    """`settings` are others now; what is begun from now on uses them."""
    closing = Signal()
    """Everything ends now: what is still to be kept is written in this moment."""

    def __init__(self, settings: Settings, tools: Tools | None = None, printer: Printer | None = None) -> None:
        """`tools`: scripted ones; then no program of this PC is looked for, either."""
        super().__init__()
        self.settings = settings
        self.engine = Lane("engine", self)
        self.documents = Lane("documents", self)
        self.recorder = Lane("recorder", self)
        self._own: list[Lane] = []
        self._has_warned = False
        self.printer = printer or (find_printer() if tools is None else Printer(None))
        self.tools = tools or tools_from(self._note)

    @property
    def library(self) -> Path:
        """The folder with all meetings."""
        return Path(self.settings.library.folder)

    def make_live_tools(self) -> Tools:
        """The parts that hear while people speak; they are used beside the others, and closed by who asked."""
        return tools_from(self._note, live=True)

    def lane(self, name: str) -> Lane:
        """Another lane, which is closed with the rest."""
        self._own.append(Lane(name, self))
        return self._own[-1]

    def adopt(self, settings: Settings) -> None:
        """Use other settings from now on. The library stays the one that this window has open."""
        self.settings = replace(settings, library=self.settings.library)
        self.settings_changed.emit()

    def close(self) -> None:
        """Stop what runs (what is finished is on the disk) and end all processes."""
        self.closing.emit()
        for lane in (self.recorder, self.engine, self.documents, *self._own):
            lane.close()
        wait_for_parted()
        self.tools.close()
        self.printer.close()

    def _note(self, action: Action, meeting: str, sha256: str) -> None:
        """Write the audit log, from any lane; when that fails the person is told once and the work goes on."""
        if not self.settings.audit.enabled:
            return
        try:
            record(audit_file(audit_folder(self.settings.audit)), action, meeting=meeting, sha256=sha256)
        except DiskError as error:
            if not self._has_warned:
                self.warned.emit(error)
            self._has_warned = True
