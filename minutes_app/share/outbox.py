"""送信待ち: what is to go to a shared folder lies here, whole, until it is there. Survives restarts and kills.

In: finished files and their record. Out: what became of each, now or at a later try. A job is a folder in `.outbox` of
the library; it is there with all its files or not at all, and one process at a time works on it. What was made 非公開
or deleted meanwhile is not sent any more.
"""

import contextlib
import os
import secrets
import shutil
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from minutes_app.child import Child, Limits
from minutes_app.errors import ChildDied, DiskError, MeetingFileError, MeetingMissing
from minutes_app.files import disk_errors, patiently, sync_folder, write_atomic
from minutes_app.logbook import Action, Auditor
from minutes_app.meeting.clock import now
from minutes_app.meeting.lock import Lock
from minutes_app.meeting.model import Meeting
from minutes_app.meeting.place import OUTBOX, find_by_id
from minutes_app.meeting.sealed import NotReadable, open_seal, seal
from minutes_app.meeting.store import load
from minutes_app.progress import Report, no_report, undone_by
from minutes_app.share.delivery import Put, Task, place_all, remove_part
from minutes_app.word.reply_form import Publication, PublishedFile, record_of, to_json

QUICK = Limits(silent_s=4.0)
"""For a try that nobody has asked for: a share that does not answer is left alone."""
PATIENT = Limits(silent_s=60.0)
PAUSE_S = 30.0
"""Between two tries that nobody has asked for."""

_JOB, _STATE = "job.json", "state.json"
_NEW = ".new-"
_LEFT_OVER_S = 3600.0


@dataclass(frozen=True, slots=True)
class Job:
    """What waits. `meeting`: its folder; `shown`, `concealed`: its utterances then, by what could be seen."""

    publication: Publication
    meeting: str
    shown: tuple[str, ...]
    concealed: tuple[str, ...]
    tried_at: str = ""


@dataclass(frozen=True, slots=True)
class _State:
    """How far a job is; it changes with every file, and a job is written once."""

    files: tuple[PublishedFile, ...]
    tried_at: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """A job that is not done: how many of its files wait, for which folder."""

    place: Path
    publication: Publication
    tried_at: str

    @property
    def count(self) -> int:
        """Files."""
        return len(self.publication.waits)


def outbox_of(library: Path) -> Path:
    """Where the jobs of a library lie; it need not exist."""
    return library / OUTBOX


def stage(library: Path, job: Job, contents: Sequence[bytes]) -> Path:
    """Put a job down, all of it or nothing, and its record beside the meeting. Raises `DiskError`."""
    outbox = outbox_of(library)
    place = outbox / job.publication.id
    new = outbox / f"{_NEW}{secrets.token_hex(6)}"
    with disk_errors(outbox):
        outbox.mkdir(parents=True, exist_ok=True)
        _sweep(outbox)
        new.mkdir()
    with undone_by(lambda: shutil.rmtree(new, ignore_errors=True)):
        for number, content in enumerate(contents):
            write_atomic(_file(new, number), content)
        write_atomic(new / _JOB, seal(job))
        _keep_state(new, job)
        patiently(lambda: os.rename(new, place), place)
    with disk_errors(outbox):
        sync_folder(outbox)
    _keep_record(Path(job.meeting), job.publication)
    return place


def waiting(library: Path) -> tuple[Waiting, ...]:
    """Jobs that are not done, the oldest first. Raises `DiskError`."""
    return tuple(one for one in _jobs(library) if one.count)


def deliver(
    library: Path, place: Path, audit: Auditor, report: Report = no_report, *, limits: Limits = PATIENT
) -> Iterator[Put]:
    """Try to bring the files of a job to their folder, and yield what became of each. What is there whole stays there.

    Each that gets there is an entry of the audit log.
    Raises `MeetingInUse` where another process is at it, `DiskError`, `Cancelled`.
    """
    with Lock(place):
        job = _read(place)
        if job is not None:
            for put in _delivered(library, place, job, limits, report):
                if put.path is not None:
                    audit(Action.PUBLISHED, job.publication.meeting, put.sha256)
                yield put
    _remove_done(place)


def retry(
    library: Path, audit: Auditor, report: Report = no_report, *, by_itself: bool = False
) -> Iterator[tuple[Publication, Put]]:
    """As `deliver`, for every job. `by_itself`: nobody has asked, so not again and again, and quickly."""
    for one in _jobs(library):
        if by_itself and one.count and _was_just_tried(one):
            continue
        try:
            for put in deliver(library, one.place, audit, report, limits=QUICK if by_itself else PATIENT):
                yield one.publication, put
        except MeetingFileError:
            continue


def _jobs(library: Path) -> list[Waiting]:
    """Every job, the oldest first; one of which nothing waits was killed before it could tidy up."""
    outbox = outbox_of(library)
    with disk_errors(outbox):
        places = [one for one in outbox.iterdir() if not one.name.startswith(".")] if outbox.is_dir() else []
    found = [Waiting(place, job.publication, job.tried_at) for place in places if (job := _read(place)) is not None]
    return sorted(found, key=lambda one: (one.publication.at, one.place.name))


def drop(place: Path) -> None:
    """Give a job up: what is in the folder stays, the rest is not sent. Raises `MeetingInUse`, `DiskError`."""
    with Lock(place):
        job = _read(place)
        if job is None:
            return
        meeting = Path(job.meeting)
        _forget(place, job, meeting if meeting.is_dir() else None)
    _remove_done(place)


def _delivered(library: Path, place: Path, job: Job, limits: Limits, report: Report) -> Iterator[Put]:
    meeting = _meeting_of(library, job)
    if meeting is None or _tells_secrets(meeting[1], job):
        _forget(place, job, meeting[0] if meeting is not None else None)
        yield from (Put(one.name, why="withdrawn") for one in job.publication.waits)
        return
    job = replace(job, tried_at=now())
    _keep_state(place, job)
    folder = Path(job.publication.folder)
    left = list(job.publication.waits)
    try:
        if not left:
            return
        with Child("share", limits) as child:
            for put in child.stream(place_all, folder, _tasks(place, job), report=report):
                left.pop(0)
                if put.path is not None:
                    job = replace(job, publication=_with(job.publication, put))
                    _keep_state(place, job)
                yield put
    except ChildDied:
        yield from (Put(one.name, why="away") for one in left)
    finally:
        _keep_record(meeting[0], job.publication)


def _tasks(place: Path, job: Job) -> tuple[Task, ...]:
    """What is still to be done, in the order of the record."""
    files, main = job.publication.files, job.publication.way == "copies"
    return tuple(
        Task(_file(place, number), one.name, one.sha256, read_only=main and not one.person)
        for number, one in enumerate(files)
        if not one.delivered_at
    )


def _with(publication: Publication, put: Put) -> Publication:
    """The record with one more file that is there, under the name it came to have."""
    assert put.path is not None
    name = put.path.name
    files = tuple(
        replace(one, name=name, delivered_at=now()) if one.name == put.name and not one.delivered_at else one
        for one in publication.files
    )
    return replace(publication, files=files)


def _meeting_of(library: Path, job: Job) -> tuple[Path, Meeting] | None:
    """The meeting and its folder, wherever that is now; None where it is gone. Raises `MeetingFileError`."""
    for folder in (Path(job.meeting), find_by_id(library, job.publication.meeting)):
        with contextlib.suppress(MeetingMissing):
            if folder is not None and (meeting := load(folder)).id == job.publication.meeting:
                return folder, meeting
    return None


def _tells_secrets(meeting: Meeting, job: Job) -> bool:
    """Whether something was hidden or deleted meanwhile; what is gone may have become part of something hidden."""
    seen = {one.id for one in meeting.utterances if not one.hidden and not one.deleted}
    unseen = {one.id for one in meeting.utterances} - seen
    return bool(unseen - set(job.concealed)) or not seen.issuperset(job.shown)


def _forget(place: Path, job: Job, meeting: Path | None) -> None:
    """Only what was delivered is remembered; half-written files go, if the folder is there."""
    folder, publication = Path(job.publication.folder), job.publication
    for one in publication.waits:
        remove_part(folder, one.sha256)
    rest = replace(publication, files=tuple(one for one in publication.files if one.delivered_at))
    _keep_state(place, replace(job, publication=rest))
    if meeting is None:
        return
    if rest.files:
        _keep_record(meeting, rest)
        return
    with contextlib.suppress(OSError):
        record_of(meeting, publication.id).unlink(missing_ok=True)


def _keep_state(place: Path, job: Job) -> None:
    write_atomic(place / _STATE, seal(_State(job.publication.files, job.tried_at)))


def _keep_record(meeting: Path, publication: Publication) -> None:
    write_atomic(record_of(meeting, publication.id), to_json(publication))


def _read(place: Path) -> Job | None:
    """The job; None for what is none (somebody else's folder, a damaged one)."""
    try:
        with disk_errors(place):
            job = open_seal((place / _JOB).read_bytes(), Job)
            state = open_seal((place / _STATE).read_bytes(), _State)
    except (NotReadable, DiskError):
        return None
    return replace(job, publication=replace(job.publication, files=state.files), tried_at=state.tried_at)


def _remove_done(place: Path) -> None:
    job = _read(place)
    if job is not None and not job.publication.waits:
        shutil.rmtree(place, ignore_errors=True)
        with contextlib.suppress(OSError):
            place.parent.rmdir()


def _file(place: Path, number: int) -> Path:
    return place / f"{number:04}.docx"


def _was_just_tried(one: Waiting) -> bool:
    with contextlib.suppress(ValueError):
        return abs(time.time() - datetime.fromisoformat(one.tried_at).timestamp()) < PAUSE_S
    return False


def _sweep(outbox: Path) -> None:
    """What a kill left before a job was whole."""
    for left in outbox.glob(f"{_NEW}*"):
        with contextlib.suppress(OSError):
            if time.time() - left.stat().st_mtime > _LEFT_OVER_S:
                shutil.rmtree(left, ignore_errors=True)
