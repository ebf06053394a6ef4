"""A person beside a recording: the line that shows it, keys for marks, what the watchdogs notice, and its end.

In: a session that records. Out: the same when all its recorders have closed. What is noticed is said as a sentence and
noted in the technical log; nothing here can cost a sample.
"""

import time

from minutes_app.capture.evidence import WATCHED, Entry
from minutes_app.capture.session import Session
from minutes_app.cli.console import say
from minutes_app.cli.keyboard import Keyboard
from minutes_app.cli.recording_line import RecordingLine
from minutes_app.cli.stop_sign import StopSign
from minutes_app.errors import DiskError, MinutesError
from minutes_app.listening import Final
from minutes_app.listening.plan import LivePlan
from minutes_app.listening.text import LiveText
from minutes_app.listening.watching import Noticed, facts_of
from minutes_app.logbook import Event, log
from minutes_app.meeting.marked import PERSONS
from minutes_app.meeting.model import Heard
from minutes_app.speakers import is_spoken
from minutes_app.transcribe.engine import Draft
from minutes_app.wording import explain, record as words
from minutes_app.wording.capture import watched
from minutes_app.wording.transcribe import notice

MARKS = {str(number): kind for number, kind in enumerate(PERSONS, 1)}
"""Key → kind of mark, as `wording.record.KEYS` says."""

LOOK_S = 0.1
NEWS_S = 0.3


class Attendant:
    """Looks after one recording in the terminal."""

    def __init__(self, session: Session, sign: StopSign, live: LiveText | None = None) -> None:
        self._session = session
        self._sign = sign
        self._live = live
        self._draft = ""
        self._line = RecordingLine()
        self._stopping = False
        self._looked_at = 0.0
        self._agenda = 0
        self._noticed = Noticed()

    def attend(self) -> None:
        """Until the recording is over: stopped by the person or a signal, or ended by itself."""
        with Keyboard() as keyboard:
            say(words.KEYS if keyboard.works else words.NO_KEYS)
            while not self._session.is_over:
                self._obey(keyboard.pressed(LOOK_S))
                if self._sign.count and not self._stopping:
                    self._stop()
                self._tell_news()
                self._tell_text()
                self._line.show(self._session.position_ms, self._session.status(), self._draft)
                if self._stopping and not self._session.wait_until_over():
                    break
        self._looked_at = 0.0
        self._tell_news()
        self._line.clear()

    def hear_to_the_end(self) -> None:
        """The recording is safe: tell what the live text still hears. A Ctrl-C from here on ends the command's work."""
        if self._live is None:
            return
        self._live.end_of_recording()
        self._sign.interrupt_from_now_on()
        while not self._live.wait():
            self._tell_text()
        self._tell_text()

    def _tell_text(self) -> None:
        for each in self._live.news() if self._live is not None else ():
            if isinstance(each, Draft):
                self._draft = each.text
            elif isinstance(each, LivePlan):
                self._say(each.sentence())
            elif isinstance(each, Final):
                self._draft = ""
                self._say_text(each.heard)
            else:
                self._say(explain(each).as_text() if isinstance(each, MinutesError) else notice(each.kind, *each.facts))

    def _say_text(self, heard: Heard) -> None:
        if is_spoken(heard):
            track = self._session.tracks[heard.track] if len(self._session.tracks) > 1 else ""
            self._say(words.said(heard.start_ms, track, heard.text))

    def _obey(self, key: str) -> None:
        """A mark that cannot be written is said; the recording goes on."""
        try:
            self._act(key)
        except DiskError as error:
            self._say(explain(error).as_text())

    def _act(self, key: str) -> None:
        if key in MARKS:
            kind = MARKS[key]
            at_ms = self._session.mark(kind)
            self._agenda += kind == "agenda"
            self._say(words.mark_line(at_ms, kind, self._agenda if kind == "agenda" else 0))
        elif key == "p":
            self._pause_or_resume()
        elif key == "q":
            self._stop()
        elif key in ("?", "h"):
            self._say(words.KEYS)

    def _pause_or_resume(self) -> None:
        if self._session.is_paused:
            self._session.resume()
            self._say(words.RESUMED)
        else:
            self._session.pause()
            self._say(words.PAUSED)

    def _stop(self) -> None:
        if not self._stopping:
            self._stopping = True
            self._say(words.STOPPING)
            self._session.stop()

    def _tell_news(self) -> None:
        now = time.monotonic()
        if now - self._looked_at < NEWS_S:
            return
        self._looked_at = now
        for entry in self._news():
            if entry.kind in WATCHED:
                log(Event.RECORDING_NOTICE, notice=entry.kind, at_ms=entry.at_ms)
                self._tell(entry, now)

    def _news(self) -> list[Entry]:
        try:
            return self._session.news()
        except DiskError:
            return []

    def _tell(self, entry: Entry, now: float) -> None:
        if self._noticed.is_new(entry, now):
            self._say(watched(entry.kind, facts_of(entry)).as_text())

    def _say(self, text: str) -> None:
        self._line.clear()
        say(text)
