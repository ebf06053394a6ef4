"""What stands in the list of the recording screen: words as they are heard, marks, and notes, in the order they came.

In: values of the live text, lines of others. Out: lines, the draft of what is being said, and what is promised.
"""

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from minutes_app.capture.plan import Track
from minutes_app.errors import MinutesError
from minutes_app.listening import Final
from minutes_app.listening.plan import LivePlan
from minutes_app.pipeline import Notice
from minutes_app.speakers import is_spoken
from minutes_app.transcribe.engine import Draft
from minutes_app.transcribe.weights import DEMO_ONLY
from minutes_app.wording import record as record_words, recording_window as words
from minutes_app.wording.gui import explain_here, notice_here

KNOWN = ("live_resumed", "already_done")
"""Notices that say nothing new to who has watched the text grow."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the record. `kind`: "text", "mark", "note" or "alarm"."""

    kind: str
    text: str


class LiveRecord(QObject):
    """The record of one recording at a time."""

    added = Signal(object)
    """A `Line` more."""
    drafted = Signal()
    """`draft` has changed."""
    promised = Signal()
    """`promise` has changed."""
    cleared = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.lines: list[Line] = []
        self.draft = ""
        self.promise = ""
        """What this PC can do, once it was measured."""

    def clear(self, promise: str = "") -> None:
        """A new recording."""
        self.lines, self.draft, self.promise = [], "", promise
        self.cleared.emit()

    def add(self, kind: str, text: str) -> None:
        """A line more."""
        self.lines.append(Line(kind, text))
        self.added.emit(self.lines[-1])

    def take(self, value: object, tracks: tuple[Track, ...]) -> None:
        """A value of the live text; others are not ours."""
        if isinstance(value, Draft):
            self._put_draft(value.text)
        elif isinstance(value, Final):
            self._put_draft("")
            if is_spoken(value.heard):
                track = tracks[value.heard.track] if len(tracks) > 1 else ""
                self.add("text", record_words.said(value.heard.start_ms, track, value.heard.text))
        elif isinstance(value, LivePlan):
            self._promise(value)
        elif isinstance(value, Notice) and value.kind not in KNOWN:
            self.add("note", notice_here(value.kind, *value.facts))
        elif isinstance(value, MinutesError):
            message = explain_here(value)
            self._say_promise(f"{words.NO_MODEL}{message.headline}{message.next_step}")

    def _put_draft(self, text: str) -> None:
        if text != self.draft:
            self.draft = text
            self.drafted.emit()

    def _promise(self, plan: LivePlan) -> None:
        self._say_promise(plan.sentence())
        if plan.hearing.weights.demo and plan.kind != "none":
            self.add("note", notice_here(DEMO_ONLY))

    def _say_promise(self, sentence: str) -> None:
        self.promise = sentence
        self.promised.emit()
