"""録音: a recording as its screen, the strip, the tray and the bar above other screens know it.

In: what the person wants, and the values of `gui.recording`. Out: time, levels, text, alarms that stay until they are
read, and in the end the folder of the meeting. The window's thread only reads the desk.
"""

import time
from dataclasses import dataclass, replace
from enum import Enum
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from minutes_app.capture.desk import State, TrackStatus
from minutes_app.capture.evidence import Entry
from minutes_app.capture.level import SILENT_DB
from minutes_app.capture.plan import WINDOW_ORPHAN_S, Track
from minutes_app.errors import BadArguments, MinutesError
from minutes_app.gui.jobs import Ends, Failure, nothing
from minutes_app.gui.recording import (
    PAUSE,
    RESUME,
    STOP,
    Attendance,
    Began,
    Done,
    Gauge,
    Kept,
    LeftBehind,
    NotDone,
    Plan,
    Written,
    left_behind,
)
from minutes_app.gui.view_models.live_record import LiveRecord
from minutes_app.gui.view_models.preparation import PreparationModel
from minutes_app.gui.view_models.progress import ProgressModel
from minutes_app.gui.view_models.sources import Shown, SourcesModel
from minutes_app.gui.workshop import Workshop
from minutes_app.listening import Final
from minutes_app.listening.course import wish_of
from minutes_app.listening.watching import Levels, facts_of, filled, free_hours
from minutes_app.meeting.model import AgendaItem, Heard, Occasion
from minutes_app.meeting.revision import Revision
from minutes_app.wording import recording_window as words
from minutes_app.wording.gui import explain_here
from minutes_app.wording.message import Message

TICK_MS = 100
GRAVE = (
    *("no_data", "silence", "device_gone", "server_gone", "disk_out", "write_error", "mirror_only", "recorder_died"),
    *("long_silence", "max_reached", "orphaned"),
)
"""Kinds of evidence that a person must act on: the sound is in danger, or the recording has ended by itself."""
GOOD = ("data_back", "sound_back", "device_back", "clock_changed")
"""Kinds of evidence that are no reason to worry: they stand in the record, and nobody need read them."""


class Phase(Enum):
    """What the screen is doing; the values are the names of the states in `wording`."""

    READY = "ready"
    STARTING = "starting"
    RECORDING = "recording"
    PAUSED = "paused"
    SAVING = "saving"
    WRITING = "writing"


class Outcome(Enum):
    """What comes after a recording: its text is there, it is still to be heard, or it was only kept."""

    TEXT = "text"
    HEAR = "hear"
    KEPT = "kept"


@dataclass(frozen=True, slots=True)
class Alarm:
    """What a watchdog noticed, until somebody has read it. `is_grave`: the recording itself is in danger."""

    message: Message
    is_grave: bool


class RecordingModel(QObject):
    """One recording at a time."""

    changed = Signal()
    """Another phase, other marks, an alarm more or less."""
    ticked = Signal()
    """Time and levels, ten times a second."""
    alarmed = Signal(object)
    """An `Alarm` more."""
    ended = Signal(object, object)
    """The folder, and the `Outcome`."""
    failed = Signal(object, object)
    """A `Failure`, and the folder of a recording that is kept (or None)."""
    late = Signal(object, object)
    """The folder of a recording that is over, and a `Revision` of its 開催概要 that came too late for it."""
    left = Signal(object)
    """Recordings that were interrupted: their folders."""

    def __init__(self, workshop: Workshop, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.sources = SourcesModel(workshop, self)
        self.record = LiveRecord(self)
        self.progress = ProgressModel(self)
        self.phase = Phase.READY
        self.said = Occasion()
        self.with_text = True
        self.alarms: list[Alarm] = []
        self._workshop = workshop
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self._tick)
        self._forget()

    def _forget(self) -> None:
        """As before a recording."""
        self.folder: Path | None = None
        self.tracks: tuple[Track, ...] = ()
        self.position_ms = 0
        self.is_waiting = False
        self.free_hours = 0.0
        self.levels: dict[Track, Shown] = {}
        self.agenda_at = 0
        self._kept = False
        self._outcome = Outcome.HEAR
        self._heard = Levels()
        self._gauge: Gauge | None = None
        self._attendance: Attendance | None = None

    @property
    def is_active(self) -> bool:
        """Whether anything is being recorded, saved or finished."""
        return self.phase is not Phase.READY

    @property
    def is_under_way(self) -> bool:
        """Whether it records (or stands still for a while), so that marks can be made."""
        return self.phase in (Phase.RECORDING, Phase.PAUSED)

    @property
    def state(self) -> str:
        """The name of the state, for `wording`."""
        return "waiting" if self.phase is Phase.RECORDING and self.is_waiting else self.phase.value

    @property
    def agenda(self) -> tuple[AgendaItem, ...]:
        """What is on the agenda."""
        return self.said.agenda

    def records(self, folder: Path) -> bool:
        """Whether this window records that meeting."""
        return self.folder == folder

    def put(self, title: str, agenda: str) -> None:
        """What the person has typed about the meeting that is to be recorded."""
        sheet = PreparationModel(base=self.said)
        sheet.feeds = True
        sheet.put("title", title)
        sheet.put("agenda", agenda)
        self.said = sheet.understood().occasion

    def revise(self, revision: Revision) -> None:
        """開催概要 of the meeting that is recorded is to be another one."""
        if self._attendance is not None:
            self._attendance.revise(revision)

    def look_around(self) -> None:
        """Whether another window has left a recording; one that goes on is taken over."""
        library = self._workshop.library
        ends = Ends(done=nothing, failed=lambda failure: self.failed.emit(failure, None), stepped=self._take_left)
        self._workshop.recorder.start(lambda _report: left_behind(library), ends)

    def start(self) -> None:
        """Record."""
        if self.is_active:
            return
        capture = self._workshop.settings.capture
        try:
            wish = wish_of(capture, self.sources.devices, orphan_s=WINDOW_ORPHAN_S)
        except BadArguments as error:
            self._refuse(Failure(explain_here(error), error), None)
            return
        self.sources.keep()
        self._begin(Plan(self.said, wish, with_text=self.with_text))
        self.record.add("note", words.CONSENT)

    def attach(self, folder: Path) -> None:
        """Go on with a recording whose window has died."""
        if not self.is_active:
            self._begin(Plan(folder=folder, with_text=self.with_text))

    def toggle_pause(self) -> None:
        """Stand still, or go on."""
        if self._attendance is not None and self.is_under_way:
            self._attendance.order(RESUME if self.phase is Phase.PAUSED else PAUSE)

    def stop(self, *, keep_only: bool = False) -> None:
        """End it. `keep_only`: the text is left for later, also when it was stopped already."""
        if self._attendance is None:
            return
        self._attendance.keep_only = self._attendance.keep_only or keep_only
        if self.phase is Phase.STARTING or self.is_under_way:
            self._attendance.order(STOP)
            self._enter(Phase.SAVING)

    def mark(self, kind: str) -> None:
        """A mark at this moment."""
        if self._attendance is None or not self.is_under_way:
            return
        text, number = "", 0
        if kind == "agenda":
            self.agenda_at += 1
            text, number = self.title_of(self.agenda_at), self.agenda_at
        self._attendance.order(kind, text, number)
        self.changed.emit()

    def title_of(self, number: int) -> str:
        """The title of agenda item `number`, from 1; "" where there is none."""
        return self.agenda[number - 1].title if 0 < number <= len(self.agenda) else ""

    def read_alarm(self) -> None:
        """The person has read the newest alarm."""
        if self.alarms:
            self.alarms.pop()
            self.changed.emit()

    def _begin(self, plan: Plan) -> None:
        self.sources.rest()
        self._forget()
        self.record.clear(words.PREPARING if plan.with_text else words.NO_TEXT_WANTED)
        self._attendance = Attendance(plan, self._workshop.settings, self._workshop.make_live_tools)
        ends = Ends(
            done=self._finish,
            failed=self._fail,
            stepped=self._step,
            progressed=self.progress.see,
            stopped=self._rest,
        )
        self._workshop.recorder.start(self._attendance, ends)
        self._enter(Phase.STARTING)

    def _enter(self, phase: Phase) -> None:
        self.phase = phase
        self.changed.emit()

    def _step(self, value: object) -> None:
        if isinstance(value, Began):
            self._take_began(value)
        elif isinstance(value, Done):
            self._take_done(value)
        elif isinstance(value, NotDone):
            self._take_not_done(value)
        elif isinstance(value, Entry):
            self._take_entry(value)
        elif isinstance(value, Kept):
            self._take_kept(value)
        elif isinstance(value, Written):
            self._outcome = Outcome.TEXT if value.is_final else Outcome.HEAR
        else:
            self.record.take(value, self.tracks)

    def _take_began(self, began: Began) -> None:
        self.folder, self.tracks, self._gauge = began.folder, began.tracks, began.gauge
        self.said = began.occasion
        if began.attached:
            self.record.add("note", words.CAUGHT)
            self._add_earlier(began)
        self._timer.start()
        if self.phase is Phase.STARTING:
            reading = began.gauge.read()
            self._enter(Phase.PAUSED if reading is not None and reading.is_paused else Phase.RECORDING)
        self._tick()

    def _take_done(self, done: Done) -> None:
        what = done.order.what
        if what in (PAUSE, RESUME):
            if self.is_under_way:
                self._enter(Phase.PAUSED if what == PAUSE else Phase.RECORDING)
            self.record.add("mark", words.turned(self.position_ms, paused=what == PAUSE))
        elif done.said is not None:
            self._take_said(done.said)
        elif done.at_ms >= 0:
            line = words.mark_line(done.at_ms, what, done.order.number, done.order.text)
            self.record.add("mark", line)

    def _take_said(self, said: Occasion) -> None:
        """開催概要 is another one; the agenda item that is spoken of is still the same, wherever it stands now."""
        ids = [item.id for item in self.agenda[: self.agenda_at]]
        self.said = said
        now = [place for place, item in enumerate(self.agenda, 1) if ids and item.id == ids[-1]]
        self.agenda_at = now[0] if now else self.agenda_at
        self.record.add("note", words.REVISED)
        self.changed.emit()

    def _add_earlier(self, began: Began) -> None:
        """What was heard and pressed before this window was there, in order."""
        earlier: list[Heard | Entry] = [*began.heard, *began.marks]
        for value in sorted(earlier, key=_place):
            if isinstance(value, Heard):
                self.record.take(Final(value), self.tracks)
                continue
            kind = str(value.facts.get("kind", ""))
            self.agenda_at += kind == "agenda"
            number = self.agenda_at if kind == "agenda" else 0
            self.record.add("mark", words.mark_line(value.at_ms, kind, number, str(value.facts.get("text", ""))))

    def _take_not_done(self, not_done: NotDone) -> None:
        """Nothing that the person asked for is silently left out."""
        self._alarm(explain_here(not_done.error), self.position_ms, is_grave=True)

    def _take_entry(self, entry: Entry) -> None:
        message = words.watched_here(entry.kind, facts_of(entry))
        if entry.kind in GOOD:
            self.record.add("note", words.noted(entry.at_ms, message.headline, is_good=True))
        else:
            self._alarm(message, entry.at_ms, is_grave=entry.kind in GRAVE)

    def _alarm(self, message: Message, at_ms: int, *, is_grave: bool) -> None:
        self.record.add("alarm", words.noted(at_ms, message.headline))
        self.alarms.append(Alarm(message, is_grave))
        self.alarmed.emit(self.alarms[-1])
        self.changed.emit()

    def _take_kept(self, kept: Kept) -> None:
        self._stop_reading()
        self._kept = True
        self._outcome = Outcome.KEPT if kept.is_only_kept else Outcome.HEAR
        self.record.add("note", words.saved(kept.length_ms, kept.lost_ms))
        self.progress.begin()
        self._enter(Phase.WRITING)

    def _take_left(self, value: object) -> None:
        if not isinstance(value, LeftBehind) or self.is_active:
            return
        if value.going:
            self.attach(value.going[0])
        if value.broken:
            self.left.emit(value.broken)

    def _finish(self) -> None:
        folder, outcome = self.folder, self._outcome
        self._rest()
        if folder is not None:
            self.ended.emit(folder, outcome)

    def _fail(self, failure: Failure) -> None:
        """Why it could not begin, or go on to its text; what is recorded is kept in any case."""
        folder = self.folder if self._kept else None
        self._rest()
        self._refuse(failure, folder)

    def _refuse(self, failure: Failure, folder: Path | None) -> None:
        message = failure.message
        if isinstance(failure.error, MinutesError):
            message = replace(message, next_step=words.next_step_here(failure.error, message.next_step))
        self.failed.emit(Failure(message, failure.error), folder)

    def _rest(self) -> None:
        """Nothing is recorded any more."""
        for revision in self._attendance.left_over() if self._attendance is not None else ():
            self.late.emit(self.folder, revision)
        self._stop_reading()
        self.progress.end()
        self.said, self.folder, self._attendance = Occasion(), None, None
        self._enter(Phase.READY)

    def _stop_reading(self) -> None:
        self._timer.stop()
        self._gauge = None

    def _tick(self) -> None:
        reading = self._gauge.read() if self._gauge is not None else None
        if reading is None:
            return
        self.position_ms = reading.position_ms
        self.is_waiting = any(each.state is State.WAITING for each in reading.tracks)
        self.free_hours = free_hours(reading.tracks)
        now = time.monotonic()
        for each in reading.tracks:
            self._see(each, now)
        self.ticked.emit()

    def _see(self, status: TrackStatus, now: float) -> None:
        is_there = status.written_ms > 0 and status.state is not State.WAITING
        self._heard.see(status.track, status.peak_db if is_there else SILENT_DB, now)
        share = filled(status.rms_db) if is_there else 0.0
        self.levels[status.track] = Shown(self._heard.word(status.track), share)


def _place(value: Heard | Entry) -> int:
    return value.start_ms if isinstance(value, Heard) else value.at_ms
