"""THE STORY, on one page.

    library.receive   recordings from outside ─▶ a meeting folder (found again by the recordings' sha256)
    listen(meeting)   sound as it comes ─▶ live utterances, kept in the journal that `hear` goes on with
    hear(meeting)     recording ─▶ decode ─▶ transcribe ─▶ tidy ─▶ speakers ─▶ MEETING
    write(meeting)    MEETING ─▶ fields ─▶ .docx from templates, and text exports

Both faces (window, terminal) call it; batch calls it many times. It prints nothing and asks nothing.
`Notice`s are facts for people, on the same stream as what was heard; `wording.transcribe` has their sentences.
"""

import contextlib
import time
from collections.abc import Generator, Iterator
from contextlib import closing
from dataclasses import replace

from minutes_app.audio.lanes import identities, lanes_of, measured
from minutes_app.audio.source import Decoder
from minutes_app.audio.window import DecodeSummary, Lane, Tracks, Window
from minutes_app.errors import DecoderStopped, EngineStopped, NotEnoughMemory
from minutes_app.listening import listen, live_key
from minutes_app.logbook import Action, Event, log
from minutes_app.meeting.marked import by_marks
from minutes_app.meeting.model import Heard, Recording, Run, length_ms
from minutes_app.meeting.runs import RunJournal, finished_run_with_key, open_journal, run_key
from minutes_app.meeting.store import OpenMeeting
from minutes_app.progress import Progress, Report, Stage, no_report
from minutes_app.settings import Settings
from minutes_app.speakers import keeps_text, with_run
from minutes_app.tools import Hearing, Notice, Order, Tools, tools_from
from minutes_app.transcribe.echo import Scene, marked
from minutes_app.transcribe.engine import Engine, EngineOptions
from minutes_app.transcribe.weights import check_memory, choose, folders_for
from minutes_app.wording.times import clock
from minutes_app.wording.transcribe import places, skipped
from minutes_app.writing import draft, write

__all__ = [
    "Hearing",
    "Notice",
    "Order",
    "Tools",
    "draft",
    "hear",
    "hearing_from",
    "listen",
    "tools_from",
    "write",
]

ONLINE = 2
"""Lanes: the room, and the far end of an online meeting."""
ATTEMPTS = 2
MOST_FAILED_WINDOWS = 2
"""So many windows in a row that kill the engine twice mean that it is not the sound's fault."""


def hearing_from(
    settings: Settings, *, model: str = "", tracks: Tracks = "mix", again: bool = False, report: Report = no_report
) -> Hearing:
    """How the settings want a meeting heard. Raises ModelError when there is no model for it."""
    weights = choose(model, folders_for(settings.models.folder), default=settings.models.default, report=report)
    chosen = settings.transcribe
    options = EngineOptions(
        language=chosen.language,
        beam_size=chosen.beam_size,
        words=chosen.words,
        hotwords=chosen.hotwords,
        device=chosen.device,
        compute_type=chosen.compute_type,
        threads=chosen.threads,
    )
    return Hearing(weights, options, tracks, again)


def prepare(hearing: Hearing, tools: Tools) -> None:
    """Begin to load the model while the recording is still being received. `hear` works without it, a little later."""
    with contextlib.suppress(NotEnoughMemory):
        check_memory(hearing.weights)
        tools.engine.prepare(hearing.weights.folder, hearing.options)


def hear(book: OpenMeeting, hearing: Hearing, tools: Tools, report: Report) -> Iterator[Heard | Notice]:
    """Yield what is heard as it is heard; what is finished is on disk before the next window begins.

    The same call after a stop, a crash or a kill goes on where the last finished window ended. Afterwards
    `book.meeting` has the utterances. Raises AudioError, ModelError, EngineError, DiskError, Cancelled.
    """
    hearing = hearing.knowing(book.meeting.occasion.words)
    key = run_key(identities(book.meeting.recordings), hearing.weights.sha256_of_all, hearing.key_options())
    done = finished_run_with_key(book.folder, key)
    if done is not None and not hearing.again:
        if book.meeting.run_id != done.id and not keeps_text(book.meeting):
            yield from _take_over(book, done)
        yield Notice("already_done")
        return
    if not tools.engine.has_loaded(hearing.weights.folder, hearing.options):
        check_memory(hearing.weights)
    began = time.monotonic()
    loaded = tools.engine.load(hearing.weights.folder, hearing.options, report)
    log(Event.MODEL_LOADED, model_sha256=hearing.weights.sha256_of_all, device=loaded.device, threads=loaded.threads)
    yield from (Notice(kind, (fact,)) for kind, fact in loaded.notices)
    journal = open_journal(book.folder, hearing.header(key), also=live_key(book.meeting, hearing))
    if journal.done_ms:
        log(Event.RUN_RESUMED, meeting=book.meeting.id, at_ms=journal.done_ms)
        yield Notice("resumed" if journal.header.key == key else "live_resumed", (clock(journal.done_ms),))
    recordings = yield from _hear_all(book, hearing, tools, journal, report)
    book.replace(replace(book.meeting, recordings=recordings))
    run = journal.finish(
        key=key,
        device=loaded.device,
        compute_type=loaded.compute_type,
        audio_ms=length_ms(recordings),
        wall_ms=round((time.monotonic() - began) * 1000),
        skipped=(sum(one.skipped for one in recordings), sum(one.skipped_ms for one in recordings)),
    )
    tools.audit(Action.TRANSCRIBED, book.meeting.id, "")
    _log_run(book.meeting.id, run)
    yield from _take_over(book, run)


def _hear_all(
    book: OpenMeeting, hearing: Hearing, tools: Tools, journal: RunJournal, report: Report
) -> Generator[Heard | Notice, None, tuple[Recording, ...]]:
    recordings = book.meeting.recordings
    lanes = lanes_of(book.folder, recordings, journal.done_ms)
    if not lanes:
        return recordings
    shown = _with_total(report, length_ms(recordings))
    failed: list[Window] = []
    with closing(_windows(tools.decoder, lanes, hearing.tracks, from_ms=journal.done_ms, report=shown)) as stream:
        for each in stream:
            if isinstance(each, DecodeSummary):
                _keep_failed(failed, journal)
                yield from _cut_off(lanes, recordings, each)
                return measured(recordings, lanes, each)
            shown(Progress(Stage.TRANSCRIBE, each.start_ms))
            came = _hear_window(each, tools.engine, shown)
            heard = yield from (_without_echo(came, each, tools) if len(lanes) == ONLINE else came)
            if isinstance(heard, EngineStopped):
                failed.append(each)
                if len(failed) >= MOST_FAILED_WINDOWS or not journal.done_ms:
                    raise EngineStopped(failed[0].start_ms, heard.exit_code, heard.why)
                continue
            _keep_failed(failed, journal)
            new = tuple(one for one in heard if not journal.has_heard(one))
            journal.append(each.start_ms, each.start_ms + each.duration_ms, heard=new)
            shown(Progress(Stage.TRANSCRIBE, each.start_ms + each.duration_ms))
    raise AssertionError("a decode ends with its summary")


def _windows(
    decoder: Decoder, lanes: tuple[Lane, ...], tracks: Tracks, *, from_ms: int, report: Report
) -> Generator[Window | DecodeSummary, None, None]:
    """The decoder's windows; a decoder that was killed is started once more where it was."""
    for attempt in range(1, ATTEMPTS + 1):
        try:
            for each in decoder.windows(lanes, tracks=tracks, from_ms=from_ms, report=report):
                if isinstance(each, Window):
                    from_ms = each.start_ms + each.duration_ms
                yield each
            return
        except DecoderStopped as error:
            if attempt == ATTEMPTS or error.why != "crash":
                raise


def _hear_window(
    window: Window, engine: Engine, report: Report
) -> Generator[Heard | Notice, None, tuple[Heard, ...] | EngineStopped]:
    """What is heard in one window, or how the engine died of it the second time."""
    for attempt in range(ATTEMPTS):
        heard: list[Heard] = []
        try:
            for each in engine.transcribe(replace(window, raw=b""), report):
                heard.append(each)
                yield each
            return tuple(heard)
        except EngineStopped as error:
            death = error
        if attempt + 1 < ATTEMPTS:
            yield from _revived(engine, window, report)
    yield Notice("window_failed", (f"{clock(window.start_ms)}～{clock(window.start_ms + window.duration_ms)}",))
    return death


def _without_echo(
    stream: Generator[Heard | Notice, None, tuple[Heard, ...] | EngineStopped], window: Window, tools: Tools
) -> Generator[Heard | Notice, None, tuple[Heard, ...] | EngineStopped]:
    """The same once the window is done, what is an echo of the far end flagged."""
    heard = yield from _notices(stream)
    if isinstance(heard, EngineStopped):
        return heard
    flagged = marked(
        heard, Scene(window.start_ms, window.raw, window.tracks[1], window.tracks[0]), tools.far_end.compared
    )
    yield from flagged
    return flagged


def _notices(
    stream: Generator[Heard | Notice, None, tuple[Heard, ...] | EngineStopped],
) -> Generator[Notice, None, tuple[Heard, ...] | EngineStopped]:
    while True:
        try:
            each = next(stream)
        except StopIteration as end:
            heard: tuple[Heard, ...] | EngineStopped = end.value
            return heard
        if isinstance(each, Notice):
            yield each


def _revived(engine: Engine, window: Window, report: Report) -> Iterator[Notice]:
    try:
        loaded = engine.revive(report)
    except EngineStopped as error:
        raise replace(error, at_ms=window.start_ms) from error
    yield from (Notice(kind, (fact,)) for kind, fact in loaded.notices)
    yield Notice("engine_restarted", (clock(window.start_ms),))


def _keep_failed(failed: list[Window], journal: RunJournal) -> None:
    for window in failed:
        end_ms = window.start_ms + window.duration_ms
        unheard = Heard(window.start_ms, end_ms, "", confidence=0.0, flags=("failed",))
        journal.append(window.start_ms, end_ms, heard=(unheard,), failed=True)
    failed.clear()


def _take_over(book: OpenMeeting, run: Run) -> Iterator[Notice]:
    """Put what a run heard into the meeting, and say what a person should look at."""
    if keeps_text(book.meeting):
        yield Notice("kept_edits")
    book.replace(by_marks(with_run(book.meeting, run)))
    if run.skipped:
        yield Notice("skipped", (skipped(run.skipped, run.skipped_ms),))
    unheard = [heard.start_ms for heard in run.heard if "no_text" in heard.flags]
    if unheard:
        yield Notice("no_text", (f"{len(unheard)}か所", places(unheard)))
    if not any(heard.text for heard in run.heard):
        yield Notice("nothing_heard")


def _cut_off(lanes: tuple[Lane, ...], recordings: tuple[Recording, ...], summary: DecodeSummary) -> Iterator[Notice]:
    """Recordings that end before the end that their own header tells: copies that were not finished."""
    names = {recording.file: recording.source_name for recording in recordings}
    parts = (part for lane in lanes for part in lane)
    for part, heard_ms, lacks_ms in zip(parts, summary.durations_ms, summary.missing_ms, strict=False):
        if lacks_ms:
            yield Notice("cut_off", (names[part.path.name], clock(heard_ms + lacks_ms), clock(heard_ms)))


def _log_run(meeting: str, run: Run) -> None:
    log(
        Event.RUN_ENDED,
        meeting=meeting,
        run=run.id,
        device=run.device,
        audio_ms=run.audio_ms,
        wall_ms=run.wall_ms,
        skipped=run.skipped,
        skipped_ms=run.skipped_ms,
    )


def _with_total(report: Report, total: int) -> Report:
    """The same report, told how long the whole recording is."""

    def shown(progress: Progress) -> None:
        report(replace(progress, total=total) if progress.stage is Stage.TRANSCRIBE else progress)

    return shown
