"""What the lanes run: the story of `pipeline` for one meeting, as generators of values. Knows no Qt.

In: files, folders, what a person said, the tools. Out, on one stream: what began, what was heard, notices, paths.
"""

import contextlib
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from minutes_app.batch import plan
from minutes_app.capture.recover import interrupted, recover as mend_recording
from minutes_app.closing.restoring import is_disposed
from minutes_app.errors import AudioError, EditsWaiting, MinutesError
from minutes_app.library import discard, receive
from minutes_app.logbook import Action
from minutes_app.meeting.edit import set_occasion
from minutes_app.meeting.information import merge
from minutes_app.meeting.model import Meeting, Occasion, length_ms
from minutes_app.meeting.revision import Revision
from minutes_app.meeting.store import OpenMeeting, load, recover
from minutes_app.pace import Pace
from minutes_app.pipeline import Notice, Order, Tools, hear, hearing_from, prepare, write
from minutes_app.progress import Progress, Report, Stage
from minutes_app.settings import Settings
from minutes_app.transcribe.weights import DEMO_ONLY, State, folders_for, listing

MOMENT_S = 0.2
PATIENCE_S = 10.0
"""So long work waits for edits that a disk does not take."""


@dataclass(frozen=True, slots=True)
class Begun:
    """A meeting that is being heard now. `pace`: how fast this PC was last time."""

    folder: Path
    meeting: Meeting
    pace: Pace


def import_and_hear(
    sources: tuple[Path, ...], said: Occasion, settings: Settings, tools: Tools, report: Report
) -> Iterator[object]:
    """Recordings → a meeting with its text. Yields `Begun`, then as `hear`. The same files go on where they stopped."""
    hearing = hearing_from(settings, report=report)
    prepare(hearing.knowing(said.words), tools)
    received = receive(
        sources,
        Path(settings.library.folder),
        said,
        decoder=tools.decoder,
        report=report,
        is_disposed=is_disposed,
    )
    try:
        with OpenMeeting(received.folder) as book:
            tools.audit(Action.OPENED if received.known else Action.IMPORTED, book.meeting.id, "")
            if received.known:
                _keep_said(book, said, tools)
            for source, _recording in received.kept_out:
                yield Notice("disposed", (source.name,))
            yield from _heard(book, settings, tools, report)
    except AudioError:
        if not received.known and discard(received.folder):
            tools.audit(Action.DELETED, "", "")
        raise


def hear_meeting(folder: Path, settings: Settings, tools: Tools, report: Report) -> Iterator[object]:
    """The text of a meeting whose recordings are there already; goes on where it was stopped.

    A recording that was interrupted is mended first.
    """
    with OpenMeeting(folder) as book:
        tools.audit(Action.OPENED, book.meeting.id, "")
        if folder in interrupted():
            done = mend_recording(book)
            tools.audit(Action.RECOVERED, book.meeting.id, done.finished.meeting.recordings[0].sha256)
        yield from _heard(book, settings, tools, report)


def gather(places: tuple[Path, ...], report: Report) -> Iterator[Path | MinutesError]:
    """The recordings in files and folders that a person dropped, in the order a person would count them."""
    for job in plan(list(places), as_one=False):
        report(Progress(Stage.WAIT))
        yield from job.sources
        if job.error is not None:
            yield job.error


def look_for_models(settings: Settings) -> Iterator[str]:
    """ "" when there is a model for real meetings, else "demo_only" or "no_model"."""
    ready = [each for each in listing(folders_for(settings.models.folder)) if each.state is State.READY]
    yield "" if any(not each.demo for each in ready) else "demo_only" if ready else "no_model"


@dataclass(frozen=True, slots=True)
class Lent:
    """The meeting that 校正 has open. `settle`: wait so many seconds; whether every edit is on the disk then."""

    book: OpenMeeting
    settle: Callable[[float], bool]


Borrow = Callable[[Path], Lent | None]
"""The meeting of a folder, where 校正 has it."""


def read_meeting(folder: Path, lent: Lent | None) -> Iterator[Meeting]:
    """The meeting as it stands on the disk, in a moment; `lent` where this window has it open."""
    if lent is not None:
        lent.settle(MOMENT_S)
    yield lent.book.meeting if lent is not None else load(folder)


def revise_occasion(folder: Path, revision: Revision, tools: Tools) -> Iterator[Meeting]:
    """開催概要 that a person has changed while other things about it came to be known, kept on disk."""
    with OpenMeeting(folder) as book:
        yield book.commit(set_occasion(book.meeting, revision.applied(book.meeting.occasion)))
        tools.audit(Action.CHANGED, book.meeting.id, "")


def write_documents(
    folder: Path, lent: Lent | None, order: Order, tools: Tools, report: Report
) -> Iterator[Path | Notice]:
    """As `pipeline.write`. Raises `EditsWaiting`."""
    with held(folder, lent, report) as opened:
        yield from write(opened, order, tools, report, today=date.today())


def mend_meeting(folder: Path, tools: Tools) -> Iterator[int]:
    """Bring a damaged meeting back to its last good state; yields how many edits could not be read."""
    saved = recover(folder)
    tools.audit(Action.RECOVERED, saved.meeting.id, "")
    yield saved.lost_edits


def _heard(book: OpenMeeting, settings: Settings, tools: Tools, report: Report) -> Iterator[object]:
    hearing = hearing_from(settings, report=report)
    pace = Pace.of(hearing.weights.name, hearing.options.device)
    yield Begun(book.folder, book.meeting, pace)
    if hearing.weights.demo or hearing.weights.notice:
        yield Notice(DEMO_ONLY if hearing.weights.demo else hearing.weights.notice)
    began, whole = time.monotonic(), True
    for each in hear(book, hearing, tools, report):
        whole = whole and not (isinstance(each, Notice) and each.kind in ("resumed", "already_done"))
        yield each
    if whole:
        pace.learn(length_ms(book.meeting.recordings), round((time.monotonic() - began) * 1000))


def _keep_said(book: OpenMeeting, said: Occasion, tools: Tools) -> None:
    """A known meeting takes over what the person says about it now."""
    occasion = merge(book.meeting.occasion, said)
    if occasion != book.meeting.occasion:
        book.commit(set_occasion(book.meeting, occasion))
        tools.audit(Action.CHANGED, book.meeting.id, "")


@contextlib.contextmanager
def held(folder: Path, lent: Lent | None, report: Report) -> Iterator[OpenMeeting]:
    """The book that this window has open already, else one for as long as it is needed.

    Entered either way: who has it open may leave it before this work is done, or before it begins. What a person has
    changed is on the disk then. Raises `EditsWaiting`, `Cancelled`.
    """
    settle(folder, lent, report)
    with lent.book if lent is not None else OpenMeeting(folder) as opened:
        yield opened


def settle(folder: Path, lent: Lent | None, report: Report) -> None:
    """Wait, in the lane and not in the window's thread, until every edit is on the disk. Raises as `held`."""
    until = time.monotonic() + PATIENCE_S
    while lent is not None and not lent.settle(MOMENT_S):
        report(Progress(Stage.WAIT))
        if time.monotonic() > until:
            raise EditsWaiting(folder)
