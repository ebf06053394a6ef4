"""listen(): the text of a meeting while it is recorded.

In: an open meeting, its growing recording and an engine. Out: drafts while somebody speaks and each utterance once it
has ended, kept in the run's journal before it is shown, so that `hear` goes on where this ended, whatever ended it. It
never touches the recorder: a lag, a crash or a kill here costs text that comes later, never sound.
"""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace

from minutes_app.errors import EngineStopped
from minutes_app.logbook import Event, log
from minutes_app.meeting.model import Heard, Meeting
from minutes_app.meeting.runs import RunJournal, open_journal, run_key
from minutes_app.meeting.store import OpenMeeting
from minutes_app.progress import Report
from minutes_app.tools import Hearing, Notice, Tools
from minutes_app.transcribe.engine import Draft, Settled
from minutes_app.transcribe.live import Ear, Feed, ears_for, follow
from minutes_app.transcribe.weights import check_memory
from minutes_app.wording.times import length

SETTLE_MS = 5_000
"""What is done is noted so often; after a kill no more than this is heard again."""
BEHIND_MS, CAUGHT_UP_MS = 10_000, 2_000


@dataclass(frozen=True, slots=True)
class Final:
    """An utterance as it will stand in the meeting. It is on the disk."""

    heard: Heard


def live_key(meeting: Meeting, hearing: Hearing) -> str:
    """The key of a run over a recording that is not finished, and has no sha256 yet.

    The words to know are no part of it: who adds an attendee in the middle keeps the text that is there.
    """
    return run_key((f"live:{meeting.id}",), hearing.weights.sha256_of_all, hearing.key_options() | {"hotwords": ""})


def listen(
    book: OpenMeeting, hearing: Hearing, tools: Tools, feed: Feed, report: Report
) -> Iterator[Draft | Final | Notice]:
    """Yield what is said while it is recorded, until the recording is over and all of it has been heard.

    The same call after a kill goes on where the journal ends. Raises ModelError, EngineError, DiskError, Cancelled.
    """
    hearing = hearing.knowing(book.meeting.occasion.words)
    if not tools.engine.has_loaded(hearing.weights.folder, hearing.options):
        check_memory(hearing.weights)
    loaded = tools.engine.load(hearing.weights.folder, hearing.options, report)
    log(Event.MODEL_LOADED, model_sha256=hearing.weights.sha256_of_all, device=loaded.device, threads=loaded.threads)
    yield from (Notice(kind, (fact,)) for kind, fact in loaded.notices)
    key = live_key(book.meeting, hearing)
    journal = open_journal(book.folder, hearing.header(key))
    feed = replace(feed, compare=tools.far_end.compared, cleaner=tools.far_end.cleaner)
    ears = ears_for(feed, journal.done_ms, journal.heard_until)
    lag = _Lag()
    try:
        for each in _kept_alive(feed, ears, tools, journal, report):
            if isinstance(each, Settled):
                _settle(journal, ears)
                yield from lag.told(ears)
            elif isinstance(each, Heard):
                journal.append(journal.done_ms, journal.done_ms, heard=(each,))
                yield Final(each)
            else:
                yield each
    finally:
        for ear in ears:
            ear.close()


def _kept_alive(
    feed: Feed, ears: tuple[Ear, ...], tools: Tools, journal: RunJournal, report: Report
) -> Iterator[Heard | Draft | Settled | Notice]:
    """What `follow` yields; an engine that dies is started again. One that dies twice of the same sound is not: `hear`
    will find out what to do about that sound when the recording is finished.
    """
    before: tuple[tuple[int, int], ...] = ()
    while True:
        try:
            with closing(follow(feed, ears, tools.engine, report)) as stream:
                yield from stream
            return
        except EngineStopped:
            place = tuple((ear.settled_ms, ear.heard_until_ms) for ear in ears)
        again, before = place == before, place
        try:
            loaded = None if again else tools.engine.revive(report)
        except EngineStopped:
            loaded = None
        if loaded is None:
            yield Notice("live_stopped")
            return
        yield from (Notice(kind, (fact,)) for kind, fact in loaded.notices)
        yield Notice("live_engine_restarted")


def _settle(journal: RunJournal, ears: tuple[Ear, ...]) -> None:
    """Note how far all tracks are done."""
    over = all(ear.ended and not ear.held for ear in ears)
    done_ms = max(ear.read_ms for ear in ears) if over else min(ear.done_ms for ear in ears)
    if done_ms > journal.done_ms and (over or done_ms - journal.done_ms >= SETTLE_MS):
        journal.append(journal.done_ms, done_ms, heard=())


class _Lag:
    """Says once that the text is behind, and once that it is not any more."""

    def __init__(self) -> None:
        self._is_behind = False

    def told(self, ears: tuple[Ear, ...]) -> Iterator[Notice]:
        lag_ms = max(ear.lag_ms for ear in ears)
        if lag_ms >= BEHIND_MS and not self._is_behind:
            self._is_behind = True
            yield Notice("live_behind", (length(lag_ms),))
        elif lag_ms <= CAUGHT_UP_MS and self._is_behind:
            self._is_behind = False
            yield Notice("live_caught_up")
