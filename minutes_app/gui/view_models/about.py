"""情報: versions, places, and the licence of everything that this program consists of."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal, qVersion

from minutes_app import __version__
from minutes_app.gui.jobs import Ends, nothing
from minutes_app.gui.parts_list import Part, licence_text, parts, version_of
from minutes_app.gui.workshop import Workshop
from minutes_app.progress import Report
from minutes_app.settings import log_folder, user_path
from minutes_app.transcribe.registry import known
from minutes_app.wording import settings_window as words

_NAMED = (("faster-whisper", "faster-whisper"), ("CTranslate2", "ctranslate2"), ("PySide6", "PySide6-Essentials"))


class AboutModel(QObject):
    """`read` once; `show_licence` for one part."""

    changed = Signal()
    licence_read = Signal(str)
    failed = Signal(object)
    """A `Failure`."""

    def __init__(self, workshop: Workshop, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.parts: tuple[Part, ...] = ()
        self.versions = ""
        self._workshop = workshop
        self._lane = workshop.lane("about")

    def read(self) -> None:
        """Ask every library what it is."""
        self._lane.start(self._read, Ends(done=self.changed.emit, failed=self.failed.emit))

    def show_licence(self, name: str) -> None:
        """The text of a part's licence."""
        work = partial(_licence, name)
        self._lane.start(work, Ends(done=nothing, failed=self.failed.emit, stepped=self.licence_read.emit))

    def places(self) -> str:
        """Where meetings, settings and the log lie."""
        return words.places(str(self._workshop.library), str(user_path()), str(self.log))

    @property
    def log(self) -> Path:
        """The folder of the technical log."""
        return log_folder(self._workshop.settings.logs)

    def models(self) -> str:
        """The licence of each recognition model."""
        return "\n".join(f"{model.name}: {model.licence}" for model in known())

    def _read(self, _report: Report) -> Iterator[object]:
        named = [(shown, version_of(name)) for shown, name in _NAMED]
        self.versions = words.versions(__version__, [("Qt", str(qVersion())), *named])
        self.parts = parts()
        yield self.parts


def _licence(name: str, _report: Report) -> Iterator[str]:
    yield licence_text(name) or words.NO_LICENCE_TEXT
