"""The active time of a person at the meeting before him, kept on this PC as it grows; nothing where the office says so.

In: which meeting is worked on, and `touch` and `play` as they happen. Out: lines in the person's own data folder, one
for each minute of work or less. A line that cannot be written costs the figure, not the work; it is told once.
"""

from datetime import date
from functools import partial

from PySide6.QtCore import QObject

from minutes_app.errors import MinutesError
from minutes_app.gui.editing.active import ActiveClock
from minutes_app.gui.effect_work import keep_work
from minutes_app.gui.jobs import Ends, Failure, nothing
from minutes_app.gui.workshop import Workshop

KEPT_EVERY_S = 60
"""So much active time a kill can cost."""


class ActiveTime(QObject):
    """`work_on` a meeting, `touch`, `play`."""

    def __init__(self, workshop: Workshop, clock: ActiveClock | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workshop = workshop
        self._lane = workshop.lane("active")
        self._clock = clock or ActiveClock(workshop.settings.effect.idle_seconds)
        self._meeting = ""
        self._has_warned = False
        workshop.closing.connect(self._keep)
        workshop.settings_changed.connect(self._adopt)

    def work_on(self, meeting: str) -> None:
        """This meeting is before the person now; "" = none. Going there is the last deed at the one before."""
        if meeting == self._meeting:
            return
        self.touch()
        self._keep()
        self._clock.leave()
        self._clock.drop()
        self._meeting = meeting
        self.touch()

    def touch(self) -> None:
        """A key, a click, an edit."""
        if self._counts:
            self._clock.touch()
            self._keep_long()

    def play(self) -> None:
        """The recording sounds."""
        if self._counts:
            self._clock.play()
            self._keep_long()

    @property
    def _counts(self) -> bool:
        return bool(self._meeting) and self._workshop.settings.effect.measure

    def _adopt(self) -> None:
        """Other settings: what is measured when it is switched off is not kept."""
        self._clock.idle_s = self._workshop.settings.effect.idle_seconds
        if not self._workshop.settings.effect.measure:
            self._clock.leave()
            self._clock.drop()

    def _keep_long(self) -> None:
        if self._clock.seconds >= KEPT_EVERY_S:
            self._keep()

    def _keep(self) -> None:
        seconds = self._clock.take()
        if seconds and self._counts:
            work = partial(keep_work, self._meeting, seconds, date.today())
            self._lane.start(work, Ends(done=nothing, failed=self._warn), must_finish=True)

    def _warn(self, failure: Failure) -> None:
        if not self._has_warned and isinstance(failure.error, MinutesError):
            self._has_warned = True
            self._workshop.warned.emit(failure.error)
