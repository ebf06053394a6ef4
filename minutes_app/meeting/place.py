"""What a meeting folder is called, and which folder holds the meeting of a recording.

The name is `2026-01-15_定例会議_3f2a`: date, title, and the first digits of the first recording's sha256, so that a
meeting is found by its recording without an index. Reads folders; does not write.
"""

import contextlib
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from minutes_app.files import disk_errors, safe_name
from minutes_app.meeting.model import Meeting
from minutes_app.meeting.sealed import NotReadable, decode, encode
from minutes_app.wording.meeting import NO_DATE, NO_TITLE

SNAPSHOT = "meeting.json"
BACKUP = "meeting.json.bak"
JOURNAL = "edits.jsonl"
HISTORY = "history.jsonl"
OUTBOX = ".outbox"
"""Within a library: what waits for a shared folder (`share.outbox`)."""

PATH_LIMIT = 259
"""UTF-16 units of a whole path on Windows (MAX_PATH without its final NUL)."""

_INSIDE = 90
_NAME_BYTES = 240
_SUFFIX = re.compile(r"_([0-9a-f]{4,64})$")
_OURS = re.compile(rf"^(\d{{4}}-\d{{2}}-\d{{2}}|{NO_DATE})_.*_[0-9a-f]{{4,64}}$")
_HEAD = 1 << 18


@dataclass(frozen=True, slots=True)
class _Recorded:
    sha256: str


@dataclass(frozen=True, slots=True)
class _Recordings:
    recordings: tuple[_Recorded, ...]


def folder_names(library: Path, meeting: Meeting) -> Iterator[str]:
    """Names for the meeting's folder, best first; each later one has two more digits of the recording's sha256."""
    digits = meeting.recordings[0].sha256 if meeting.recordings else hashlib.sha256(meeting.id.encode()).hexdigest()
    for length in range(4, 65, 2):
        head, tail = meeting.occasion.date or NO_DATE, digits[:length]
        used = utf16_length(str(library)) + len(head) + len(tail) + 3 + _INSIDE
        title = safe_name(meeting.occasion.title) or NO_TITLE
        yield f"{head}_{_cut(title, PATH_LIMIT - used, len(head) + len(tail) + 6)}_{tail}"


def find_by_recording(library: Path, sha256s: tuple[str, ...]) -> Path | None:
    """The folder of the meeting made of exactly these recordings in this order; None when there is none.

    Folders with the recording's digits in their names are looked at first, then those that a person has renamed
    (only the beginning of their meeting.json is read). A damaged or newer meeting is found too. Raises `DiskError`.
    """
    if not sha256s or not library.is_dir():
        return None
    with disk_errors(library):
        folders = sorted(entry for entry in library.iterdir() if not entry.name.startswith("."))
    likely = [folder for folder in folders if _names(folder.name, sha256s[0])]
    renamed = [folder for folder in folders if not _OURS.match(folder.name)]
    for folder in (*likely, *renamed):
        if _is_of(folder, sha256s):
            return folder
    return None


def find_by_id(library: Path, meeting_id: str) -> Path | None:
    """The folder of the meeting with this id, a damaged one too; None when there is none. Raises `DiskError`.

    Only the first bytes of each meeting.json are read: its id is the first thing in it.
    """
    if not library.is_dir():
        return None
    begins = b'{"id":' + encode(meeting_id) + b","
    with disk_errors(library):
        folders = sorted(entry for entry in library.iterdir() if not entry.name.startswith("."))
    return next((folder for folder in folders if _begins(folder, begins)), None)


def utf16_length(text: str) -> int:
    """Length as Windows counts it."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _names(name: str, sha256: str) -> bool:
    found = _SUFFIX.search(name)
    return found is not None and sha256.startswith(found[1])


def _cut(title: str, units: int, other_bytes: int) -> str:
    """As much of the title as a Windows path and a Linux file name have room for, at least one character."""
    while len(title) > 1 and (utf16_length(title) > units or len(title.encode()) + other_bytes > _NAME_BYTES):
        title = title[:-1]
    return title.strip(" .") or NO_TITLE


def _is_of(folder: Path, sha256s: tuple[str, ...]) -> bool:
    """Whether meeting.json names these recordings; when it cannot be read, whether it or its copy mentions them."""
    for name in (SNAPSHOT, BACKUP):
        try:
            if not _mentions(folder / name, sha256s):
                continue
            recordings = decode((folder / name).read_bytes(), _Recordings).recordings
            return tuple(recorded.sha256 for recorded in recordings) == sha256s
        except OSError:
            continue
        except NotReadable:
            return True
    return False


def _mentions(path: Path, sha256s: tuple[str, ...]) -> bool:
    with path.open("rb") as stream:
        head = stream.read(_HEAD)
    return all(sha256.encode("ascii", "replace") in head for sha256 in sha256s)


def _begins(folder: Path, begins: bytes) -> bool:
    for name in (SNAPSHOT, BACKUP):
        with contextlib.suppress(OSError), (folder / name).open("rb") as stream:
            if stream.read(len(begins)) == begins:
                return True
    return False
