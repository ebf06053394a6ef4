"""What the recording lane runs: which inputs there are, how loud they are, and a whole recording with its text.

In: a `Plan`, and orders of the person, each with its moment. Out: values on one stream, as in `work`: what began, what
the watchdogs noticed, what was heard, what is kept. Knows no Qt. The recorders are processes of their own: nothing here
can cost a sample, and when this thread dies another window attaches to them.
"""

import threading
import time
from collections.abc import Callable, Generator, Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path
from queue import Empty, SimpleQueue

from minutes_app.capture.clock import SystemClock
from minutes_app.capture.desk import TrackStatus
from minutes_app.capture.evidence import WATCHED, Entry, read
from minutes_app.capture.pipe import PREFIX
from minutes_app.capture.plan import Track, evidence_path
from minutes_app.capture.preview import Loudness, levels
from minutes_app.capture.recover import interrupted, running
from minutes_app.capture.session import Session, Wish
from minutes_app.child import Child
from minutes_app.errors import ChildDied, DiskError, MeetingFileError, MinutesError, SoundSystemMissing
from minutes_app.gui.errands import Inputs, list_inputs
from minutes_app.listening.course import begun, finished, new_meeting
from minutes_app.listening.text import LiveText
from minutes_app.listening.watching import Noticed
from minutes_app.logbook import Event, log
from minutes_app.meeting.edit import set_occasion
from minutes_app.meeting.model import Heard, Occasion, length_ms
from minutes_app.meeting.revision import Revision
from minutes_app.meeting.runs import heard_so_far
from minutes_app.meeting.store import OpenMeeting, create
from minutes_app.pipeline import hear, hearing_from
from minutes_app.progress import Progress, Report, Stage, undone_by
from minutes_app.settings import Settings, load as load_settings
from minutes_app.tools import Tools
from minutes_app.transcribe.weights import folders_for

LOOK_S = 0.1
NEWS_S = 0.3
SETTINGS: dict[Track, str] = {"mic": "capture.device", "system": "capture.system"}


@dataclass(frozen=True, slots=True)
class Fixed:
    """Tracks whose device the administrator has fixed."""

    tracks: frozenset[Track]


def find_inputs(report: Report) -> Iterator[Inputs | Fixed]:
    """What can be recorded on this PC, and what of it can be chosen. Raises `SoundSystemMissing`, `SettingsError`."""
    told = load_settings()[1]
    yield Fixed(frozenset(track for track, key in SETTINGS.items() if told.of(key).locked))
    yield from list_inputs(report)


def try_inputs(devices: dict[Track, str], report: Report) -> Iterator[tuple[Loudness, ...]]:
    """How loud they are, until it is cancelled. A pipe is left alone: what is read here would be lost."""
    tried = tuple((track, name) for track, name in devices.items() if not name.startswith(PREFIX))
    if not tried:
        return
    try:
        with Child("levels") as child:
            for each in child.stream(levels, tried, report=report):
                report(Progress(Stage.WAIT))
                yield each
    except ChildDied as death:
        raise SoundSystemMissing("library") from death


@dataclass(frozen=True, slots=True)
class LeftBehind:
    """What another window has left in this library: recordings that go on with nobody beside them, and broken ones."""

    going: tuple[Path, ...]
    broken: tuple[Path, ...]


def left_behind(library: Path) -> Iterator[LeftBehind]:
    """Looks at the desks of this PC only, which are nearly always none."""

    def ours(folder: Path) -> bool:
        return folder.parent.absolute() == library.absolute()

    going = tuple(each.folder for each in running() if not each.attended and ours(each.folder))
    yield LeftBehind(going, tuple(folder for folder in interrupted() if ours(folder)))


@dataclass(frozen=True, slots=True)
class Reading:
    """A recording at one moment."""

    position_ms: int
    is_paused: bool
    tracks: tuple[TrackStatus, ...]


class Gauge:
    """What stands on the desk, for the window to read ten times a second while this room looks after the recording."""

    def __init__(self, session: Session) -> None:
        self._session: Session | None = session
        self._looking = threading.Lock()

    def read(self) -> Reading | None:
        """Now; None when the recording is over."""
        with self._looking:
            session = self._session
            return Reading(session.position_ms, session.is_paused, session.status()) if session is not None else None

    def close(self) -> None:
        """Let go of the desk; recorders that were not told to stop go on for a while."""
        with self._looking:
            session, self._session = self._session, None
        if session is not None:
            session.close()


@dataclass(frozen=True, slots=True)
class Order:
    """What the person wants, at a moment of the recording's clock. `text`, `number`: of the agenda item that begins.

    `revision`: how 開催概要 is to be another one.
    """

    what: str
    text: str = ""
    number: int = 0
    revision: Revision | None = None
    at: float = field(default_factory=SystemClock().monotonic)


PAUSE, RESUME, STOP, REVISE = "pause", "resume", "stop", "revise"
"""Orders that are no marks."""


@dataclass(frozen=True, slots=True)
class Began:
    """The first sample is on the disk. `attached`: it was there before this window, with these marks and this text."""

    folder: Path
    occasion: Occasion
    tracks: tuple[Track, ...]
    gauge: Gauge
    attached: bool
    marks: tuple[Entry, ...] = ()
    heard: tuple[Heard, ...] = ()


@dataclass(frozen=True, slots=True)
class Done:
    """An order was carried out, at this place of the recording; -1: it has none. `said`: 開催概要 as it is now."""

    order: Order
    at_ms: int = -1
    said: Occasion | None = None


@dataclass(frozen=True, slots=True)
class NotDone:
    """An order could not be noted on the disk; the recording goes on."""

    order: Order
    error: MinutesError


@dataclass(frozen=True, slots=True)
class Kept:
    """The recording is a part of its meeting. `lost_ms`: sound noted as lost; `is_only_kept`: no text follows."""

    length_ms: int
    lost_ms: int
    is_only_kept: bool


@dataclass(frozen=True, slots=True)
class Written:
    """The meeting has its text; `is_final`: by the model that the minutes are made with."""

    is_final: bool


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be recorded: a new meeting, or (`folder`) one whose recorders go on without a window."""

    said: Occasion = field(default_factory=Occasion)
    wish: Wish | None = None
    folder: Path | None = None
    with_text: bool = True


class Attendance:
    """One recording from its beginning to its text. Called in the lane; `order` may be called from the window."""

    def __init__(self, plan: Plan, settings: Settings, make_tools: Callable[[], Tools]) -> None:
        self._plan = plan
        self._settings = settings
        self._make_tools = make_tools
        self._orders: SimpleQueue[Order] = SimpleQueue()
        self._noticed = Noticed()
        self._looked_at = 0.0
        self._stopping = False
        self.keep_only = False
        """The text is left for later; may be set at any time."""

    def order(self, what: str, text: str = "", number: int = 0) -> None:
        """Something that the person wants now; it counts from this moment, however long it takes."""
        self._orders.put(Order(what, text, number))

    def revise(self, revision: Revision) -> None:
        """開催概要 is to be another one. As an order; one that comes too late is carried out at the end."""
        self._orders.put(Order(REVISE, revision=revision))

    def __call__(self, report: Report) -> Iterator[object]:
        """Everything, until the recording has its text or is only kept. Raises CaptureError, DiskError, Cancelled."""
        folder = self._plan.folder or create(Path(self._settings.library.folder), new_meeting(self._plan.said))
        with OpenMeeting(folder) as book, closing(self._make_tools()) as tools:
            session = begun(book, self._plan.wish) if self._plan.wish is not None else Session.attach(book)
            try:
                text = yield from self._recorded(book, session, tools, report)
                yield from self._ended(book, text, tools, report)
            finally:
                self._revise_late(book)

    def _recorded(
        self, book: OpenMeeting, session: Session, tools: Tools, report: Report
    ) -> Generator[object, None, LiveText | None]:
        """From its beginning, or from where another window left it, until its recorders have closed."""
        gauge, folder = Gauge(session), book.folder
        with closing(gauge):
            attached = self._plan.folder is not None
            began = Began(folder, book.meeting.occasion, session.tracks, gauge, attached)
            yield replace(began, marks=_marks_in(folder), heard=heard_so_far(folder)) if attached else began
            text = self._text(book, session, tools)
            with undone_by(lambda: _cancel(text)):
                yield from self._attend(book, session, text, report)
        return text

    def _text(self, book: OpenMeeting, session: Session, tools: Tools) -> LiveText | None:
        if not self._plan.with_text:
            return None
        folders = folders_for(self._settings.models.folder)
        return LiveText(
            book, session.tracks, lambda report: hearing_from(self._settings, report=report), tools, folders
        )

    def _attend(self, book: OpenMeeting, session: Session, text: LiveText | None, report: Report) -> Iterator[object]:
        while not session.is_over:
            report(Progress(Stage.WAIT))
            try:
                order = self._orders.get(timeout=LOOK_S)
            except Empty:
                order = None
            if order is not None:
                yield self._obeyed(book, session, order)
            yield from self._news(session)
            yield from text.news() if text is not None else ()
            if self._stopping and not session.wait_until_over():
                break
        self._looked_at = 0.0
        yield from self._news(session)

    def _obeyed(self, book: OpenMeeting, session: Session, order: Order) -> Done | NotDone:
        """A mark that cannot be written is said; the recording goes on."""
        try:
            if order.what == PAUSE:
                session.pause()
            elif order.what == RESUME:
                session.resume()
            elif order.what == STOP:
                self._stopping = True
                session.stop()
            elif order.revision is not None:
                return Done(order, said=_revised(book, order.revision))
            else:
                return Done(order, session.note("mark", at=order.at, kind=order.what, text=order.text))
        except (DiskError, MeetingFileError) as error:
            return NotDone(order, error)
        return Done(order)

    def left_over(self) -> list[Revision]:
        """What the person has changed and nobody has carried out; it is the caller's then."""
        orders = [self._orders.get_nowait() for _ in range(self._orders.qsize())]
        return [order.revision for order in orders if order.revision is not None]

    def _revise_late(self, book: OpenMeeting) -> None:
        """What the person has changed while the text was being finished. Raises `DiskError`, `MeetingFileError`."""
        for revision in self.left_over():
            _revised(book, revision)

    def _news(self, session: Session) -> Iterator[Entry]:
        now = time.monotonic()
        if now - self._looked_at < NEWS_S:
            return
        self._looked_at = now
        try:
            fresh = session.news()
        except DiskError:
            return
        for entry in fresh:
            if entry.kind in WATCHED:
                log(Event.RECORDING_NOTICE, notice=entry.kind, at_ms=entry.at_ms)
                if self._noticed.is_new(entry, now):
                    yield entry

    def _ended(self, book: OpenMeeting, text: LiveText | None, tools: Tools, report: Report) -> Iterator[object]:
        try:
            done = finished(book, tools.audit)
            yield Kept(length_ms(done.meeting.recordings), done.lost_ms, self.keep_only)
            if text is None or self.keep_only:
                return
            text.end_of_recording()
            while not text.wait(LOOK_S):
                report(Progress(Stage.WAIT))
                yield from text.news()
            yield from text.news()
            if text.plan is not None and text.plan.kind != "none":
                yield from hear(book, text.plan.hearing, tools, report)
                yield Written(text.plan.kind == "live")
        finally:
            _cancel(text)


def _marks_in(folder: Path) -> tuple[Entry, ...]:
    """What the person has pressed before this window was there. Raises `DiskError`."""
    return tuple(entry for entry in read(evidence_path(folder, None)) if entry.kind == "mark")


def _revised(book: OpenMeeting, revision: Revision) -> Occasion:
    """開催概要 as it is on the disk now. Raises `DiskError`, `MeetingFileError`."""
    occasion = book.meeting.occasion
    return book.commit(set_occasion(book.meeting, revision.applied(occasion))).occasion


def _cancel(text: LiveText | None) -> None:
    if text is not None:
        text.cancel()
