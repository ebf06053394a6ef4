"""What is recorded from: which microphone, which of the PC's sounds, and how loud they are before it begins.

In: the settings, and the choices of the person. Out: names to choose from, and a level for each, ten times a second.
Nothing is kept of what is heard here.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, Signal

from minutes_app.capture.level import SILENT_DB, Judged
from minutes_app.capture.plan import Track
from minutes_app.capture.preview import Loudness
from minutes_app.errors import MinutesError
from minutes_app.gui.errands import Inputs, Read, put_setting
from minutes_app.gui.jobs import Ends, Failure, Job, Work, nothing
from minutes_app.gui.recording import SETTINGS, Fixed, find_inputs, try_inputs
from minutes_app.gui.workshop import Workshop
from minutes_app.listening.course import NOT_RECORDED, devices_of
from minutes_app.listening.watching import Levels, filled
from minutes_app.settings import Settings
from minutes_app.wording import recording_window as words
from minutes_app.wording.message import Message

DEFAULTS: dict[Track, str] = {"mic": "", "system": "default"}
"""What the system's default is called in the settings: "" means for the PC's sound that it is not recorded."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A device that can be chosen: what is shown, and what stands in the settings."""

    shown: str
    value: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A level: its word, and how full the bar is (0 to 1)."""

    word: Judged
    share: float


class SourcesModel(QObject):
    """`look` when the screen is shown, `rest` when something else needs the devices or nobody looks."""

    changed = Signal()
    """Choices, or what is wrong with them."""
    levelled = Signal()

    def __init__(self, workshop: Workshop, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.chosen = _chosen(workshop.settings)
        self.levels: dict[Track, Shown] = {}
        self.trouble: Message | None = None
        self.locked: frozenset[Track] = frozenset()
        self.is_looking = False
        self._inputs = Inputs((), ())
        self._workshop = workshop
        self._heard = Levels()
        self._jobs: list[Job] = []
        workshop.settings_changed.connect(self._adopt)

    @property
    def devices(self) -> dict[Track, str]:
        """What is recorded: a name for each track that is."""
        return devices_of(self.chosen["mic"], self.chosen["system"])

    def choices(self, track: Track) -> list[Choice]:
        """What can be chosen; a device that is not there now stays as long as it is chosen."""
        names = self._inputs.microphones if track == "mic" else self._inputs.outputs
        made = [Choice(words.default_device(names[0] if names else ""), DEFAULTS[track])]
        made += [Choice(words.device_line(name), name) for name in names]
        now = self.chosen[track]
        if now not in (NOT_RECORDED, *(choice.value for choice in made)):
            made.append(Choice(words.device_line(now, is_there=":" in now or self.is_looking), now))
        return [*made, Choice(words.NOT_RECORDED, NOT_RECORDED)]

    def choose(self, track: Track, value: str) -> None:
        """Take another one, and hear how loud it is."""
        if value == self.chosen[track]:
            return
        self.chosen[track] = value
        self.levels.pop(track, None)
        self.trouble = None
        if self.is_looking:
            self.look()
            return
        self.rest()
        self._try()
        self.changed.emit()

    def look(self) -> None:
        """Find what is connected, and hear how loud it is."""
        self.rest()
        self.is_looking, self.trouble = True, None
        self._begin(find_inputs, self._take_inputs)
        self._try()
        self.changed.emit()

    def rest(self) -> None:
        """Let go of the devices; what was asked is not told any more."""
        for job in self._jobs:
            job.cancel()
        self._jobs.clear()
        self.levels.clear()

    def keep(self) -> None:
        """Remember the choice for the next recording."""
        before = _chosen(self._workshop.settings)
        for track, value in self.chosen.items():
            if value != before[track]:
                work = partial(put_setting, SETTINGS[track], value, self._workshop.tools)
                ends = Ends(done=nothing, failed=_nobody, stepped=self._take_kept)
                self._workshop.documents.start(work, ends)

    def _try(self) -> None:
        if self.devices:
            self._begin(partial(try_inputs, self.devices), self._take_levels)

    def _begin(self, work: Work, step: Callable[[object], None]) -> None:
        """A job of which only the one that is still wanted is heard."""
        started: list[Job] = []

        def stepped(value: object) -> None:
            if started[0] in self._jobs:
                step(value)

        def failed(failure: Failure) -> None:
            if started[0] in self._jobs:
                self._fail(failure)

        ends = Ends(done=lambda: self._over(started), failed=failed, stepped=stepped)
        started.append(self._workshop.recorder.start(work, ends))
        self._jobs += started

    def _over(self, started: list[Job]) -> None:
        self._jobs = [job for job in self._jobs if job not in started]

    def _fail(self, failure: Failure) -> None:
        """Nothing is lost yet: it is said where the devices are chosen."""
        self.is_looking = False
        next_step = failure.message.next_step
        if isinstance(failure.error, MinutesError):
            next_step = words.next_step_here(failure.error, next_step)
        self.trouble = Message(failure.message.headline, "", next_step)
        self.changed.emit()

    def _take_inputs(self, value: object) -> None:
        if isinstance(value, Fixed):
            self.locked = value.tracks
        elif isinstance(value, Inputs):
            self._inputs, self.is_looking = value, False
            self.changed.emit()

    def _take_kept(self, value: object) -> None:
        if isinstance(value, Read):
            self._workshop.adopt(value.settings)

    def _adopt(self) -> None:
        """Other settings: what is chosen there is chosen here."""
        self.chosen = _chosen(self._workshop.settings)
        self.changed.emit()

    def _take_levels(self, value: object) -> None:
        now = time.monotonic()
        for each in value if isinstance(value, tuple) else ():
            if isinstance(each, Loudness):
                self._heard.see(each.track, each.peak_db, now)
                self.levels[each.track] = Shown(self._heard.word(each.track, SILENT_DB), filled(each.rms_db))
        self.levelled.emit()


def _chosen(settings: Settings) -> dict[Track, str]:
    return {"mic": settings.capture.device, "system": settings.capture.system or NOT_RECORDED}


def _nobody(_failure: Failure) -> None:
    """A choice that could not be remembered is made again next time."""
