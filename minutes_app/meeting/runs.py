"""What the engine heard: finished runs, immutable, and the journal of a run still in work.

In: windows as the engine finishes them. Out: `runs/<id>.json`, and after a kill the windows that were finished.
Does not touch meeting.json. One process writes at a time: the one that holds the meeting's lock.
"""

import hashlib
import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import TypeVar

import msgspec

from minutes_app.errors import MeetingDamaged, MeetingFileError, MeetingMissing, MeetingTooNew
from minutes_app.files import disk_errors, write_atomic
from minutes_app.meeting.clock import now, stamp
from minutes_app.meeting.heard_list import HeardList
from minutes_app.meeting.model import SCHEMA, Heard, Ms, Run
from minutes_app.meeting.sealed import (
    NotReadable,
    append_line,
    decode,
    decode_gently,
    encode,
    encode_gently,
    lines_of,
    open_seal,
    seal,
)
from minutes_app.progress import undone_by

T = TypeVar("T", "_Loose", "RunSummary", "_HeardOnly")
Options = dict[str, str | int | float | bool]

SAME_MS = 100
"""Times of the same thing heard twice differ by no more."""

_FOLDER = "runs"
_PARTIAL = ".partial.jsonl"
_ID = re.compile(r"[0-9A-Za-z][0-9A-Za-z_-]{0,79}")
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class RunHeader:
    """What is known when a run begins. `open_journal` fills in `id` and `started_at` where they are ""."""

    key: str
    model: str
    model_sha256: str
    options: Options
    started_at: str = ""
    id: str = ""
    demo: bool = False
    schema: int = SCHEMA


@dataclass(frozen=True, slots=True)
class HeardWindow:
    """One finished window. `failed`: the engine could not work on it, and nothing was heard."""

    start_ms: Ms
    end_ms: Ms
    heard: tuple[Heard, ...] = ()
    failed: bool = False


@dataclass(frozen=True, slots=True)
class RunSummary:
    """A finished run without what was heard."""

    id: str
    key: str
    model: str
    started_at: str
    finished_at: str
    audio_ms: Ms
    wall_ms: Ms
    schema: int


@dataclass(frozen=True, slots=True)
class _HeardOnly:
    schema: int
    heard: tuple[msgspec.Raw, ...] = ()


@dataclass(frozen=True, slots=True)
class _Loose(Run):
    heard: tuple[msgspec.Raw, ...] = ()  # type: ignore[assignment] # each is encoded and decoded on its own


@dataclass(frozen=True, slots=True)
class _Schema:
    schema: int


class RunJournal:
    """A run in work: every finished window is on the disk. Made by `open_journal`."""

    def __init__(self, path: Path, header: RunHeader, windows: tuple[HeardWindow, ...], length: int) -> None:
        self.path = path
        self.header = header
        self._windows = list(windows)
        self._length = length
        self._heard_until: dict[int, int] = {}
        self._note(*windows)

    @property
    def done_ms(self) -> int:
        """Where the next window begins at the earliest, on the meeting's time line."""
        return self._windows[-1].end_ms if self._windows else 0

    @property
    def failed_ms(self) -> int:
        """How much sound lies in windows that failed."""
        return sum(window.end_ms - window.start_ms for window in self._windows if window.failed)

    def heard(self) -> tuple[Heard, ...]:
        """Everything heard so far, in the order of its starts."""
        heard = (heard for window in self._windows for heard in window.heard)
        return tuple(sorted(heard, key=lambda each: (each.start_ms, each.track)))

    def heard_until(self, track: int) -> int:
        """Where the last thing heard on that track ends; live text may be ahead of `done_ms`."""
        return self._heard_until.get(track, 0)

    def has_heard(self, heard: Heard) -> bool:
        """Whether it is part of what was heard ahead of `done_ms`."""
        return self.done_ms <= heard.start_ms < self.heard_until(heard.track) - SAME_MS

    def append(self, start_ms: int, end_ms: int, *, heard: tuple[Heard, ...], failed: bool = False) -> None:
        """Keep a finished window; it is on the disk when this returns. Raises `DiskError`."""
        window = HeardWindow(start_ms, end_ms, heard, failed)
        if not self.done_ms <= start_ms <= end_ms:
            raise ValueError(f"window {start_ms}-{end_ms} after {self.done_ms}")
        line = seal(window)
        self._windows.append(open_seal(line, HeardWindow))
        with undone_by(self._windows.pop):
            self._length = append_line(self.path, line, at=self._length)
        self._note(window)

    def _note(self, *windows: HeardWindow) -> None:
        for heard in (heard for window in windows for heard in window.heard):
            self._heard_until[heard.track] = max(self.heard_until(heard.track), heard.end_ms)

    def finish(
        self,
        *,
        device: str,
        compute_type: str,
        audio_ms: int,
        wall_ms: int,
        skipped: tuple[int, int] = (0, 0),
        key: str = "",
    ) -> Run:
        """Write the finished run and remove the journal. `skipped`: places of broken sound, and their ms in all.

        `key` "" = as begun; a live run learns its own only when the recording is finished.
        """
        header = self.header
        run = Run(
            id=header.id,
            key=key or header.key,
            model=header.model,
            model_sha256=header.model_sha256,
            options=header.options,
            device=device,
            compute_type=compute_type,
            started_at=header.started_at,
            finished_at=now(),
            audio_ms=audio_ms,
            wall_ms=wall_ms,
            heard=self.heard(),
            skipped=skipped[0],
            skipped_ms=skipped[1],
            failed_ms=self.failed_ms,
            demo=header.demo,
        )
        return self._put(run)

    def _put(self, run: Run) -> Run:
        path = self.path.parent / f"{run.id}.json"
        if path.exists():
            raise FileExistsError(path)
        sealed = _sealed(run)
        written = _whole(open_seal(sealed, _Loose))
        write_atomic(path, sealed)
        with disk_errors(self.path):
            self.path.unlink(missing_ok=True)
        return written


def keep_run(folder: Path, run: Run) -> Run:
    """Write a run that was heard in one piece, under an id of its own, and return it as kept. Raises `DiskError`."""
    runs = folder / _FOLDER
    with disk_errors(runs):
        runs.mkdir(exist_ok=True)
    sealed = _sealed(replace(run, id=_new_id(runs, run.key)))
    kept = _whole(open_seal(sealed, _Loose))
    write_atomic(runs / f"{kept.id}.json", sealed)
    return kept


def run_key(recordings: tuple[str, ...], model_sha256: str, options: Options) -> str:
    """Hex sha256 over the recordings' sha256s in order, the model, and the options that change the text."""
    work = [list(recordings), model_sha256, sorted(options.items())]
    return hashlib.sha256(encode(work)).hexdigest()


def open_journal(folder: Path, header: RunHeader, *, also: str = "") -> RunJournal:
    """The journal of a run with this key: the one that was interrupted (with the key `also`, if not ""), or a new one.

    Of an interrupted one everything up to the first damaged line is used. Raises `MeetingMissing`, `DiskError`.
    """
    if not folder.is_dir():
        raise MeetingMissing(folder)
    for path in sorted(_files(folder, _PARTIAL)):
        found = _journal_in(path)
        if (path.parent / path.name.replace(_PARTIAL, ".json")).exists():
            with disk_errors(path):
                path.unlink()
        elif found and found.header.key in {header.key, also or header.key}:
            return found
    return _new_journal(folder, header)


def heard_so_far(folder: Path) -> tuple[Heard, ...]:
    """What the newest run in work has heard; () where there is none. Raises `DiskError`."""
    journals = (_journal_in(path) for path in sorted(_files(folder, _PARTIAL)))
    found = [journal.heard() for journal in journals if journal is not None]
    return found[-1] if found else ()


def load_run(folder: Path, run_id: str) -> Run:
    """A finished run. Raises `MeetingMissing`, `MeetingDamaged`, `MeetingTooNew`, `DiskError`."""
    path = folder / _FOLDER / f"{run_id}.json"
    if not _ID.fullmatch(run_id) or not path.is_file():
        raise MeetingMissing(path)
    try:
        return _whole(_run_in(path, _Loose))
    except NotReadable as error:
        raise MeetingDamaged(path, str(error), None) from None


def load_heard(folder: Path, run_id: str) -> HeardList:
    """What a finished run heard, as `load_run`, but quick and small: words are decoded where they are asked for."""
    path = folder / _FOLDER / f"{run_id}.json"
    if not _ID.fullmatch(run_id) or not path.is_file():
        raise MeetingMissing(path)
    parts = _run_in(path, _HeardOnly).heard
    try:
        return HeardList.read(parts)
    except NotReadable as error:
        raise MeetingDamaged(path, str(error), None) from None


def runs_of(folder: Path) -> tuple[RunSummary, ...]:
    """The finished runs, oldest first; those that cannot be read are left out. Raises `DiskError`."""
    return tuple(sorted(_summaries(folder), key=lambda run: (run.started_at, run.id)))


def finished_run_with_key(folder: Path, key: str) -> Run | None:
    """The latest finished run of the same work, or None. Raises `DiskError`."""
    for summary in reversed(runs_of(folder)):
        if summary.key == key:
            return load_run(folder, summary.id)
    return None


def _summaries(folder: Path) -> Iterator[RunSummary]:
    for path in _files(folder, ".json"):
        try:
            yield _run_in(path, RunSummary)
        except MeetingFileError as error:
            _log.warning("a run is left out: %s", type(error).__name__)


def _sealed(run: Run) -> bytes:
    """As `seal`, piece by piece: ten hours of words at once would keep the window from drawing."""
    parts = {field.name: getattr(run, field.name) for field in fields(Run)}
    return seal(_Loose(**parts | {"heard": encode_gently(run.heard)}))


def _whole(loose: _Loose) -> Run:
    """The run, its parts read one after the other. Raises `NotReadable`."""
    parts = {field.name: getattr(loose, field.name) for field in fields(Run)}
    return Run(**parts | {"heard": decode_gently(loose.heard, Heard)})


def _run_in(path: Path, kind: type[T]) -> T:
    with disk_errors(path):
        raw = path.read_bytes()
    try:
        run = open_seal(raw, kind)
        schema = run.schema
    except NotReadable as error:
        if (schema := _schema_of(raw)) <= SCHEMA:
            raise MeetingDamaged(path, str(error), None) from None
    if schema > SCHEMA:
        raise MeetingTooNew(path, schema, SCHEMA)
    return run


def _schema_of(raw: bytes) -> int:
    """The schema that a file names which we cannot read; 0 where it names none."""
    try:
        return decode(raw, _Schema).schema
    except NotReadable:
        return 0


def _files(folder: Path, ending: str) -> Iterator[Path]:
    runs = folder / _FOLDER
    with disk_errors(runs):
        entries = tuple(runs.iterdir()) if runs.is_dir() else ()
    return (path for path in entries if path.name.endswith(ending) and _ID.fullmatch(path.name.removesuffix(ending)))


def _journal_in(path: Path) -> RunJournal | None:
    """The journal in a file; None when not even its header can be read."""
    with disk_errors(path):
        lines = lines_of(path.read_bytes()).whole
    try:
        header = open_seal(lines[0], RunHeader) if lines else None
    except NotReadable:
        return None
    if header is None or header.schema != SCHEMA:
        return None
    windows: list[HeardWindow] = []
    length = len(lines[0]) + 1
    for line in lines[1:]:
        try:
            windows.append(open_seal(line, HeardWindow))
        except NotReadable:
            break
        length += len(line) + 1
    return RunJournal(path, replace(header, id=path.name.removesuffix(_PARTIAL)), tuple(windows), length)


def _new_journal(folder: Path, header: RunHeader) -> RunJournal:
    runs = folder / _FOLDER
    with disk_errors(runs):
        runs.mkdir(exist_ok=True)
    header = replace(header, started_at=header.started_at or now(), id=header.id or _new_id(runs, header.key))
    path = runs / f"{header.id}{_PARTIAL}"
    return RunJournal(path, header, (), append_line(path, seal(header), at=0))


def _new_id(runs: Path, key: str) -> str:
    base = f"{stamp()}-{key[:6]}"
    names = [base, *(f"{base}-{number}" for number in range(2, 1000))]
    return next(name for name in names if not any((runs / f"{name}{end}").exists() for end in (".json", _PARTIAL)))
