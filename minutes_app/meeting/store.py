"""The meeting folder: create it, read it, write edits into it, mend it.

In: meetings and changes. Out: a folder from which the same meeting is read again, whatever is killed when.
meeting.json and its copy meeting.json.bak are the same complete snapshot; edits.jsonl has every edit since.
A snapshot is written copy first, and edits are dropped only when both hold them: any one file may be lost. What is
dropped goes on to history.jsonl, which nobody needs for the truth: it says who changed what, and when (`past`).
Does not decide what an edit means (`edit`), and does not keep what the engine heard (`runs`).
"""

import contextlib
import logging
import secrets
import threading
import time
from dataclasses import dataclass, replace
from pathlib import Path
from types import TracebackType

from minutes_app.errors import DiskError, MeetingDamaged, MeetingInUse, MeetingMissing
from minutes_app.files import PATIENCE_S, disk_errors, patiently, write_atomic
from minutes_app.meeting import model
from minutes_app.meeting.change import Change, apply
from minutes_app.meeting.clock import stamp
from minutes_app.meeting.lock import LOCK, Lock, user_name
from minutes_app.meeting.model import Meeting
from minutes_app.meeting.place import BACKUP, HISTORY, JOURNAL, SNAPSHOT, find_by_recording, folder_names
from minutes_app.meeting.sealed import NotReadable, append_line, check_of, lines_of
from minutes_app.meeting.snapshot import (
    Replayed,
    Snapshot,
    read_edit,
    read_snapshot,
    replay,
    salvage,
    write_edit,
    write_snapshot,
)
from minutes_app.progress import undone_by

__all__ = ["OpenMeeting", "Recovered", "create", "find_by_recording", "load", "recover"]

FOLD_BYTES = 1 << 20
"""A journal longer than this is folded into the snapshot when the meeting is closed."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Recovered:
    """What `recover` saved. `lost_edits`: journal lines that were damaged or no longer fit."""

    meeting: Meeting
    lost_edits: int


def create(library: Path, meeting: Meeting) -> Path:
    """Make the meeting's folder in the library and return it. Raises `DiskError`; then nothing is left behind."""
    content = write_snapshot(Snapshot(meeting))
    for name in folder_names(library, meeting):
        folder = library / name
        with disk_errors(folder):
            if folder.exists() and not folder.is_dir():
                continue
            folder.mkdir(parents=True, exist_ok=True)
        if _settled(folder, content):
            return folder
    raise AssertionError("every name for the folder is taken")


def load(folder: Path) -> Meeting:
    """The meeting as it is on disk; the last edit is left out when its line was cut off.

    Raises `MeetingMissing`, `MeetingDamaged` (with the state that `recover` can offer), `MeetingTooNew`, `DiskError`.
    """
    return _read(folder).snapshot.meeting


def recover(folder: Path) -> Recovered:
    """Make a damaged meeting usable from its last good state and every edit that still fits.

    The damaged files stay beside it as `*.damaged-<time>.*`. Raises `MeetingDamaged` when there is no good state,
    `MeetingMissing`, `MeetingTooNew`, `MeetingInUse`, `DiskError`.
    """
    with Lock(folder):
        with contextlib.suppress(MeetingDamaged):
            return Recovered(_read(folder).snapshot.meeting, 0)
        journal = _bytes_of(folder / JOURNAL) or b""
        best = salvage(_last_good(folder), journal)
        _keep_aside(folder)
        _write_both(folder, write_snapshot(replace(best.snapshot, chain=_new_chain())))
        _write_file(folder / JOURNAL, b"")
    return Recovered(best.snapshot.meeting, best.lost + best.torn)


class OpenMeeting:
    """A meeting open for writing: `with OpenMeeting(folder) as opened`. `commit` and `fold` may run in two threads.

    Whoever is given an open one and may outlast who opened it enters it too: the last to leave gives the lock back.
    """

    def __init__(self, folder: Path, *, who: str = "", take_over: bool = False) -> None:
        self.folder = folder
        self.torn = False
        self._who = who or user_name()
        self._take_over = take_over
        self._lock = Lock(folder)
        self._state: Snapshot
        self._length = 0
        self._writing = threading.RLock()
        self._folding = threading.RLock()
        self._entering = threading.Lock()
        self._users = 0

    @property
    def meeting(self) -> Meeting:
        """The meeting after every committed edit."""
        return self._state.meeting

    def commit(self, change: Change, *, who: str = "") -> Meeting:
        """Make a change; it is on the disk when this returns. A change of nothing writes nothing.

        `who`: where it is not simply the person who has the meeting open.
        Raises `Misfit` or `NotReadable` when the change is wrong (a bug), `MeetingInUse` when the lock was taken from
        us, `DiskError`. After an error the meeting is as before.
        """
        with self._writing:
            if not change.splices:
                return self.meeting
            line = write_edit(self._state, change, who or self._who)
            meeting = apply(self.meeting, read_edit(line, model.SCHEMA).change)
            self._lock.confirm()
            path = self.folder / JOURNAL
            self._length = patiently(lambda: append_line(path, line, at=self._length), path)
            self._state = replace(self._state, meeting=meeting, seq=self._state.seq + 1, chain=check_of(line))
            return meeting

    def replace(self, meeting: Meeting) -> Meeting:
        """Put a whole new state in the place of the old, at once or not at all. Raises as `commit`."""
        with self._folding, self._writing:
            state = replace(self._state, meeting=meeting, chain=_new_chain())
            self._write(state)
            self._state = state
            self._drop_folded(self._length)
            return meeting

    def fold(self) -> bool:
        """Write the edits into the snapshot and empty the journal; False when there was none. Off the window thread.

        Edits may be committed meanwhile. Raises `MeetingInUse`, `DiskError`; then nothing is lost.
        """
        with self._folding:
            with self._writing:
                state, length = self._state, self._length
            if not length:
                return False
            self._write(state)
            with self._writing:
                self._drop_folded(length)
            return True

    def __enter__(self) -> "OpenMeeting":
        """Take the lock and read the meeting, mending what a kill or power cut left half done.

        One that is open already stays as it is; one that was given back is opened anew.
        """
        with self._entering:
            if not self._users:
                self._lock.acquire(take_over=self._take_over)
                self._take_over = False
                with undone_by(self._lock.release):
                    self._open()
            self._users += 1
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Where nobody else uses it: fold a long journal, and give the lock back."""
        with self._entering:
            self._users -= 1
            if self._users:
                return
            try:
                if kind is None and self._length > FOLD_BYTES:
                    self.fold()
            finally:
                self._lock.release()

    def _open(self) -> None:
        found = _read(self.folder)
        self._state, self._length, self.torn = found.snapshot, found.length, found.torn
        if self._state.schema < model.SCHEMA:
            self._state = replace(self._state, schema=model.SCHEMA)
            self._write(self._state)
            self._drop_folded(self._length)
        elif (current := _bytes_of(self.folder / SNAPSHOT)) and _bytes_of(self.folder / BACKUP) != current:
            _write_file(self.folder / BACKUP, current)

    def _write(self, state: Snapshot) -> None:
        content = write_snapshot(state)
        self._lock.confirm()
        try:
            _write_both(self.folder, content)
        except DiskError:
            if _holds(self.folder / SNAPSHOT, content):
                return
            with contextlib.suppress(DiskError, OSError):
                _write_file(self.folder / BACKUP, (self.folder / SNAPSHOT).read_bytes())
            raise

    def _drop_folded(self, length: int) -> None:
        """Take the first `length` bytes off the journal. Failing does no harm: folded edits are skipped in reading."""
        path = self.folder / JOURNAL
        rest: bytes | None = None
        try:
            journal = _bytes_of(path) or b""
            _keep_past(self.folder / HISTORY, journal[:length])
            rest = journal[length : self._length]
            _write_file(path, rest)
        except DiskError as error:
            _log.warning("edits stay in the journal: %s", type(error).__name__)
        if rest is not None and _holds(path, rest):
            self._length = len(rest)


def _keep_past(path: Path, dropped: bytes) -> None:
    """Put edits that leave the journal behind those that left it before; twice does no harm (`past`)."""
    if dropped:
        length = lines_of(_bytes_of(path) or b"").length
        patiently(lambda: append_line(path, dropped.rstrip(b"\n"), at=length), path)


def _settled(folder: Path, content: bytes) -> bool:
    """Write a new meeting into a folder, if it is empty; a folder that a killed `create` left is used again."""
    if not _is_empty(folder):
        return False
    try:
        with Lock(folder):
            if not _is_empty(folder):
                return False
            _write_new(folder, content)
    except MeetingInUse:
        _let_finish(folder)
        return False
    except DiskError:
        with contextlib.suppress(OSError):
            folder.rmdir()
        raise
    return True


def _let_finish(folder: Path) -> None:
    """Somebody else is writing a new meeting here: soon it is on the disk, and can be found."""
    deadline = time.monotonic() + PATIENCE_S
    while _is_empty(folder) and time.monotonic() < deadline:
        time.sleep(0.02)


def _write_new(folder: Path, content: bytes) -> None:
    with undone_by(lambda: (folder / SNAPSHOT).unlink(missing_ok=True)):
        _write_file(folder / SNAPSHOT, content)
        _write_file(folder / BACKUP, content)


def _is_empty(folder: Path) -> bool:
    with disk_errors(folder):
        return not any(entry.name != LOCK and entry.suffix != ".tmp" for entry in folder.iterdir())


def _read(folder: Path) -> Replayed:
    """The journal is read before the snapshot: a fold in between then costs no edit."""
    journal = _bytes_of(folder / JOURNAL) or b""
    raw = _bytes_of(folder / SNAPSHOT)
    path = folder / SNAPSHOT
    try:
        if raw is None:
            raise NotReadable("missing")
        found = replay(read_snapshot(raw, path), journal)
    except NotReadable as error:
        if raw is None and not journal and not (folder / BACKUP).exists():
            raise MeetingMissing(folder) from None
        raise MeetingDamaged(path, str(error), _good_file(folder)) from None
    if found.torn:
        _log.warning("the last edit of a meeting was cut off and is left out")
    return found


def _good_file(folder: Path) -> Path | None:
    return next((path for path in (folder / SNAPSHOT, folder / BACKUP) if _snapshot_in(path)), None)


def _last_good(folder: Path) -> Snapshot:
    path = _good_file(folder)
    snapshot = _snapshot_in(path) if path else None
    if snapshot is None:
        if not any((folder / name).exists() for name in (SNAPSHOT, BACKUP, JOURNAL)):
            raise MeetingMissing(folder)
        raise MeetingDamaged(folder / SNAPSHOT, "no good copy", None)
    return snapshot


def _snapshot_in(path: Path) -> Snapshot | None:
    raw = _bytes_of(path)
    try:
        return read_snapshot(raw, path) if raw else None
    except NotReadable:
        return None


def _keep_aside(folder: Path) -> None:
    for name in (SNAPSHOT, JOURNAL):
        content = _bytes_of(folder / name)
        if content:
            stem, suffix = name.split(".")
            _write_file(folder / f"{stem}.damaged-{stamp()}-{secrets.token_hex(2)}.{suffix}", content)


def _write_both(folder: Path, content: bytes) -> None:
    _write_file(folder / BACKUP, content)
    _write_file(folder / SNAPSHOT, content)


def _bytes_of(path: Path) -> bytes | None:
    def read() -> bytes | None:
        try:
            return path.read_bytes()
        except FileNotFoundError:
            return None

    return patiently(read, path)


def _holds(path: Path, content: bytes) -> bool:
    """Whether the content is there, although the disk may have complained afterwards."""
    try:
        return _bytes_of(path) == content
    except DiskError:
        return False


def _write_file(path: Path, content: bytes) -> None:
    patiently(lambda: write_atomic(path, content), path)


def _new_chain() -> str:
    return secrets.token_hex(4)
