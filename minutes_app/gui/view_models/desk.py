"""What the window does before any screen: looks for a model, gathers what was dropped, mends a damaged meeting.

In: wishes of the person. Out: signals in the window thread.
"""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from minutes_app.errors import MinutesError
from minutes_app.files import bundled
from minutes_app.gui.jobs import Ends, Failure, nothing
from minutes_app.gui.view_models.handover import split_kaigi
from minutes_app.gui.work import gather, look_for_models, mend_meeting
from minutes_app.gui.workshop import Workshop
from minutes_app.meeting.information import read_information
from minutes_app.meeting.model import Occasion
from minutes_app.progress import Report
from minutes_app.wording.gui import explain_here

SAMPLE = ("resources", "demo")
SAMPLE_SOUND = "見本会議.mp3"
SAMPLE_SAID = "会議情報.toml"


class DeskModel(QObject):
    """Everything that belongs to no screen."""

    model_judged = Signal(str)
    """ "", "demo_only" or "no_model"."""
    gathered = Signal(object)
    """The recordings, a tuple of paths; () when there were none."""
    kaigi_found = Signal(object)
    """A .kaigi among what was dropped."""
    mended = Signal(object)
    """The folder."""
    failed = Signal(object)
    """A `Failure`."""

    def __init__(self, workshop: Workshop, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workshop = workshop

    def look_for_models(self) -> None:
        """Judge the installed models."""
        self._start(lambda _report: look_for_models(self._workshop.settings), self.model_judged.emit, nothing)

    def gather(self, places: tuple[Path, ...]) -> None:
        """Find the recordings in what was dropped or chosen."""
        meetings, places = split_kaigi(places)
        for path in meetings:
            self.kaigi_found.emit(path)
        if meetings and not places:
            return
        found: list[Path] = []

        def step(value: object) -> None:
            if isinstance(value, Path):
                found.append(value)
            elif isinstance(value, MinutesError):
                self.failed.emit(Failure(explain_here(value), value))

        self._start(partial(gather, places), step, lambda: self.gathered.emit(tuple(dict.fromkeys(found))))

    def mend(self, folder: Path) -> None:
        """Bring a damaged meeting back to its last good state."""
        tools = self._workshop.tools
        self._start(lambda _report: mend_meeting(folder, tools), _ignored, lambda: self.mended.emit(folder))

    def sample(self) -> tuple[Path, Occasion]:
        """The recording and the 開催概要 of the sample meeting."""
        folder = bundled(*SAMPLE)
        return folder / SAMPLE_SOUND, read_information(folder / SAMPLE_SAID)

    def _start(
        self, work: Callable[[Report], Iterator[object]], step: Callable[[object], object], done: Callable[[], object]
    ) -> None:
        def stepped(value: object) -> None:
            step(value)

        def ended() -> None:
            done()

        self._workshop.documents.start(work, Ends(done=ended, failed=self.failed.emit, stepped=stepped))


def _ignored(_value: object) -> None:
    """A value that nobody needs."""
