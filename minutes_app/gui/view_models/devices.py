"""音声デバイス: what can be recorded from, tried out for five seconds and heard, and made the one that is used.

In: a device of the list. Out: how loud it is, in words and for a bar; then the sound itself. The sound of a trial lies
in a folder of its own until the page is left.
"""

import tempfile
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from minutes_app.capture.source import Kind
from minutes_app.capture.tryout import Level
from minutes_app.gui import errands
from minutes_app.gui.errands import Inputs
from minutes_app.gui.jobs import Ends, Failure, Job
from minutes_app.gui.view_models.options import OptionsModel
from minutes_app.gui.view_models.playback import Deck, Decks
from minutes_app.gui.workshop import Workshop
from minutes_app.wording import settings_window as words

TICK_MS = 100
KEYS: dict[Kind, str] = {"microphone": "capture.device", "system": "capture.system"}
_FILE = "trial.wav"


class DevicesModel(QObject):
    """`look`, then `try_out` one, then `use` it."""

    changed = Signal()
    failed = Signal(object)
    """A `Failure`."""

    def __init__(
        self, workshop: Workshop, options: OptionsModel, find_decks: Decks, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.found: Inputs | None = None
        self.is_looking = False
        self.trying: tuple[Kind, str] | None = None
        self.is_playing = False
        self.level: Level | None = None
        self.line = ""
        """What is going on, or what the last trial came to."""
        self.folder: tempfile.TemporaryDirectory[str] | None = None
        self._workshop = workshop
        self._options = options
        self._lane = workshop.lane("devices")
        self._find_decks = find_decks
        self._deck: Deck | None = None
        self._job: Job | None = None
        self._leaves = False
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self._tick)

    def chosen(self, kind: Kind) -> str:
        """The name that the settings have; "" where they leave it to the PC (for the PC's sound: not recorded)."""
        capture = self._workshop.settings.capture
        return capture.device if kind == "microphone" else capture.system

    def names(self, kind: Kind) -> tuple[str, ...]:
        """The devices that are connected, the PC's own choice first."""
        if self.found is None:
            return ()
        return self.found.microphones if kind == "microphone" else self.found.outputs

    def is_locked(self, kind: Kind) -> bool:
        """Whether the policy says which is used."""
        origin = self._options.of(KEYS[kind])
        return origin is not None and origin.locked

    def look(self) -> None:
        """Ask the PC again."""
        if self.is_looking:
            return
        self.is_looking = True
        ends = Ends(done=self._looked, failed=self._not_looked, stepped=self._take, stopped=self._looked)
        self._lane.start(errands.list_inputs, ends)
        self.changed.emit()

    def try_out(self, kind: Kind, name: str) -> None:
        """Record a few seconds from it and play them."""
        if self._job is not None:
            return
        self._leaves = False
        self._silence()
        self._forget()
        self.folder = tempfile.TemporaryDirectory(prefix="minutes-", ignore_cleanup_errors=True)
        into = Path(self.folder.name) / _FILE
        self.trying, self.level, self.line = (kind, name), None, words.TRYING
        ends = Ends(done=self._play, failed=self._not_tried, stepped=self._hear, stopped=self._over)
        self._job = self._lane.start(partial(errands.try_device, name, kind, into), ends)
        self.changed.emit()

    def use(self, kind: Kind, name: str) -> None:
        """Record from it from now on."""
        self._options.put(KEYS[kind], name)

    def stop(self) -> None:
        """Stop recording or playing."""
        if self._job is not None:
            self._job.cancel()
        elif self.is_playing:
            self._over()

    def leave(self) -> None:
        """The page is left: be silent, and forget what was recorded."""
        self._leaves = True
        self.stop()
        self._silence()
        if self._job is None:
            self._forget()

    def _forget(self) -> None:
        if self.folder is not None:
            self.folder.cleanup()
            self.folder = None

    def _take(self, value: object) -> None:
        if isinstance(value, Inputs):
            self.found = value

    def _looked(self) -> None:
        self.is_looking = False
        self.changed.emit()

    def _not_looked(self, failure: Failure) -> None:
        self.found = Inputs((), ())
        self._looked()
        self.failed.emit(failure)

    def _hear(self, value: object) -> None:
        if isinstance(value, Level):
            self.level = value
            self.changed.emit()

    def _not_tried(self, failure: Failure) -> None:
        self._job = None
        self.line = ""
        self._over()
        self.failed.emit(failure)

    def _play(self) -> None:
        """Recorded: say what it was like, and let it be heard."""
        self._job = None
        self.line = words.TRIALS[self.level.overall if self.level is not None else "silent"]
        make = None if self._leaves else self._find_decks()
        if make is None or self.folder is None:
            self.line += "" if self._leaves else words.NOTHING_TO_HEAR_WITH
            self._over()
            return
        self._deck = make()
        self._deck.go(Path(self.folder.name) / _FILE, 0)
        self._deck.play()
        self.is_playing = True
        self._timer.start()
        self.changed.emit()

    def _tick(self) -> None:
        if self._deck is not None and self._deck.is_over:
            self._over()

    def _over(self) -> None:
        self._job = None
        self._silence()
        self.trying = None
        if self.line == words.TRYING:
            self.line = ""
        if self._leaves:
            self._forget()
        self.changed.emit()

    def _silence(self) -> None:
        self._timer.stop()
        self.is_playing = False
        if self._deck is not None:
            self._deck.close()
            self._deck = None
