"""hear_again(): a stretch of a meeting once more, with another model or more words to expect.

In: a meeting and a stretch of its time line. Out: a run of its own, kept beside the others. It touches no utterance and
takes no lock: whoever has the meeting open shows what was heard, and a person decides (`meeting.edit.exchange`).
"""

import time
from collections.abc import Generator, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

from minutes_app.audio.lanes import identities, placed_lanes, tracks_of
from minutes_app.audio.window import Window
from minutes_app.logbook import Action, Event, log
from minutes_app.meeting.clock import now
from minutes_app.meeting.model import Heard, Meeting, Run, Utterance
from minutes_app.meeting.runs import keep_run, run_key
from minutes_app.progress import Progress, Report, Stage
from minutes_app.tools import Hearing, Notice, Tools
from minutes_app.transcribe.echo import Scene, marked
from minutes_app.transcribe.engine import Loaded
from minutes_app.transcribe.weights import check_memory

ONLINE = 2
"""Tracks: the room, and the far end of an online meeting."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """What is to be heard: `start_ms` to `end_ms` of the time line."""

    start_ms: int
    end_ms: int

    @property
    def length_ms(self) -> int:
        """How long it is."""
        return self.end_ms - self.start_ms

    def holds(self, one: Heard | Utterance) -> bool:
        """Whether the middle of something lies in it."""
        return self.start_ms * 2 <= one.start_ms + one.end_ms <= self.end_ms * 2


def hear_again(
    folder: Path, meeting: Meeting, stretch: Stretch, hearing: Hearing, tools: Tools, report: Report
) -> Iterator[Notice | Run]:
    """Yield what a person should know, and at last the run, which is on the disk then.

    Raises AudioError, ModelError, EngineError, DiskError, Cancelled; then there is no run, and nothing has changed.
    """
    if not tools.engine.has_loaded(hearing.weights.folder, hearing.options):
        check_memory(hearing.weights)
    began = time.monotonic()
    loaded = tools.engine.load(hearing.weights.folder, hearing.options, report)
    log(Event.MODEL_LOADED, model_sha256=hearing.weights.sha256_of_all, device=loaded.device, threads=loaded.threads)
    yield from (Notice(kind, (fact,)) for kind, fact in loaded.notices)
    begun = _run(meeting, stretch, hearing, loaded)
    heard: list[Heard] = []
    with closing(_windows(folder, meeting, stretch, hearing, tools, report)) as windows:
        for window in windows:
            heard += _heard(window, stretch, tools, report, online=len(tracks_of(meeting.recordings)) == ONLINE)
    wall_ms = round((time.monotonic() - began) * 1000)
    found = tuple(sorted(heard, key=lambda each: (each.start_ms, each.track)))
    run = keep_run(folder, replace(begun, finished_at=now(), wall_ms=wall_ms, heard=found))
    tools.audit(Action.TRANSCRIBED, meeting.id, "")
    yield run


def _heard(window: Window, stretch: Stretch, tools: Tools, report: Report, *, online: bool) -> tuple[Heard, ...]:
    def shown(progress: Progress) -> None:
        done = progress.done - stretch.start_ms if progress.stage is Stage.TRANSCRIBE else 0
        report(Progress(Stage.TRANSCRIBE, max(done, 0), stretch.length_ms))

    came = tuple(tools.engine.transcribe(replace(window, raw=b""), shown))
    if online:
        came = marked(
            came, Scene(window.start_ms, window.raw, window.tracks[1], window.tracks[0]), tools.far_end.compared
        )
    return tuple(each for each in came if stretch.holds(each))


def _windows(
    folder: Path, meeting: Meeting, stretch: Stretch, hearing: Hearing, tools: Tools, report: Report
) -> Generator[Window, None, None]:
    """The sound of the stretch and no more. Where the file must be read from its beginning, that is told."""
    lanes = placed_lanes(folder, meeting.recordings, heard=bool(meeting.run_id))
    if not lanes:
        return

    def shown(progress: Progress) -> None:
        report(Progress(Stage.SEEK, min(progress.done, stretch.start_ms), stretch.start_ms))

    span = (stretch.start_ms, stretch.end_ms)
    yield from tools.decoder.stretch(lanes, span, tracks=hearing.tracks, report=shown)


def _run(meeting: Meeting, stretch: Stretch, hearing: Hearing, loaded: Loaded) -> Run:
    """The run as it begins; its key is that of no run of the whole meeting."""
    options = {**hearing.key_options(), "from_ms": stretch.start_ms, "until_ms": stretch.end_ms}
    weights = hearing.weights
    return Run(
        id="",
        key=run_key(identities(meeting.recordings), weights.sha256_of_all, options),
        model=weights.name,
        model_sha256=weights.sha256_of_all,
        options=options,
        device=loaded.device,
        compute_type=loaded.compute_type,
        started_at=now(),
        finished_at="",
        audio_ms=stretch.length_ms,
        wall_ms=0,
        demo=weights.demo,
    )
