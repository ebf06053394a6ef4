"""Finished documents → the office's shared folder, where other people read and correct them.

In: documents, a folder, and what we know of the documents we wrote. Out: where each came to lie; a file that somebody
changed, has open, or put there stays as it is, and a 第2版 is made beside it. What cannot be reached, is full or may
not be written says so (`ShareError`), and the documents stay where they are. Done in a child process, because a share
that hangs cannot be interrupted.
"""

import hashlib
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from minutes_app.child import Child
from minutes_app.errors import (
    ChildDied,
    DiskFault,
    DiskFull,
    FileInUse,
    NoPermission,
    ShareAway,
    ShareFull,
    ShareRefused,
)
from minutes_app.files import disk_errors, sha256_of
from minutes_app.meeting.exports import Why, write_export
from minutes_app.meeting.model import Export
from minutes_app.progress import Progress, Report, Stage
from minutes_app.wording.meeting import edition

_EDITION = re.compile("_" + edition(0).replace("0", r"\d{1,4}") + r"\Z")


@dataclass(frozen=True, slots=True)
class Published:
    """A document in the shared folder. `export` None: the same one was there already. `why`: as `exports.Target`."""

    path: Path
    export: Export | None = None
    why: Why = ""


def publish(
    documents: tuple[Path, ...], folder: Path, known: tuple[Export, ...], report: Report
) -> Iterator[Published]:
    """Copy them, each whole or not at all, and yield where it lies.

    Raises `ShareError`; `DiskError` for a document that cannot be read; `Cancelled`. What was yielded stays.
    """
    with Child("share") as child:
        try:
            yield from child.stream(deliver, documents, folder, known, report=report)
        except ChildDied as death:
            raise ShareAway(folder) from death


def deliver(
    documents: tuple[Path, ...], folder: Path, known: tuple[Export, ...], *, report: Report
) -> Iterator[Published]:
    """`publish` in the child."""
    for done, document in enumerate(documents):
        report(Progress(Stage.SHARE, done, len(documents)))
        with disk_errors(document):
            content = document.read_bytes()
        with _share_errors(folder):
            if not folder.is_dir():
                raise ShareAway(folder)
            published = _put(document, content, folder, known)
        yield published
    report(Progress(Stage.SHARE, len(documents), len(documents)))


def _put(document: Path, content: bytes, folder: Path, known: tuple[Export, ...]) -> Published:
    """Editions here and there are counted apart: 第2版 of the meeting's folder may be the first one in the share."""
    stem = _EDITION.sub("", document.stem)
    same = _same_already(folder, stem, document.suffix, content)
    if same is not None:
        return Published(same)
    template = next((one.template for one in known if one.file == document.name), "")
    written = write_export(folder, stem, suffix=document.suffix, content=content, known=known, template=template)
    return Published(written.target.path, written.export, written.target.why)


def _same_already(folder: Path, stem: str, suffix: str, content: bytes) -> Path | None:
    """The document or an edition of it that holds just this; one that cannot be read just now is another one."""
    digest = hashlib.sha256(content).hexdigest()
    with disk_errors(folder):
        near = [path for path in folder.iterdir() if path.suffix == suffix and _EDITION.sub("", path.stem) == stem]
    for path in sorted(near):
        try:
            with disk_errors(path):
                alike = path.is_file() and path.stat().st_size == len(content)
            if alike and sha256_of(path) == digest:
                return path
        except (FileInUse, NoPermission):
            continue
    return None


@contextmanager
def _share_errors(folder: Path) -> Iterator[None]:
    try:
        with disk_errors(folder):
            yield
    except DiskFull as error:
        raise ShareFull(folder) from error
    except NoPermission as error:
        raise ShareRefused(folder) from error
    except (DiskFault, FileInUse) as error:
        raise ShareAway(folder) from error
