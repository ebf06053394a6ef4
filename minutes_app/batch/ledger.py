"""台帳: the queue of many recordings on disk: what waits, what is done, what failed and why.

In: entries. Out: the same entries at the next start; one whose work was cut off waits again, and its meeting goes on
where it stopped. One file for each library, in the person's own state folder. Does no work itself.
"""

import hashlib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

import platformdirs

from minutes_app.files import disk_errors, write_atomic
from minutes_app.meeting.model import Ms
from minutes_app.meeting.sealed import NotReadable, open_seal, seal

State = Literal["waiting", "working", "writing", "done", "failed", "cancelled"]
"""working: the engine hears it; writing: its documents are written; cancelled: a person took it out."""

_CUT_OFF = ("working", "writing")


@dataclass(frozen=True, slots=True)
class Wish:
    """The documents to write after each meeting: `templates` are paths, `formats` are names without "docx"."""

    templates: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether no document is wished for."""
        return not self.templates and not self.formats


@dataclass(frozen=True, slots=True)
class Entry:
    """One recording. `folder` and `title` are those of its meeting, "" before there is one.

    `why`: headline, what is safe and what to do next, where it failed; `documents`: paths of what was written.
    """

    id: str
    source: str
    state: State = "waiting"
    duration_ms: Ms = 0
    folder: str = ""
    title: str = ""
    documents: tuple[str, ...] = ()
    why: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ledger:
    """The whole queue, in the order of the person."""

    entries: tuple[Entry, ...] = ()
    wish: Wish = Wish()
    schema: int = 1


def ledger_file(library: Path) -> Path:
    """Where the queue of a library is kept: of this person on this PC, because the engine works here."""
    name = hashlib.sha256(str(library.absolute()).encode("utf-8", "surrogateescape")).hexdigest()[:16]
    return platformdirs.user_state_path("minutes_app", appauthor=False) / f"queue-{name}.json"


def read_ledger(file: Path) -> Ledger:
    """What was kept, entries that were cut off waiting again; an empty queue where there is none or it is damaged.

    A damaged file stays beside it as `*.damaged`. Raises `DiskError`.
    """
    with disk_errors(file):
        try:
            raw = file.read_bytes()
        except FileNotFoundError:
            return Ledger()
        try:
            found = open_seal(raw, Ledger)
        except NotReadable:
            file.replace(file.with_suffix(".damaged"))
            return Ledger()
    return replace(found, entries=tuple(_offered(entry) for entry in found.entries))


def write_ledger(file: Path, ledger: Ledger) -> None:
    """Keep the queue, all of it or nothing; an empty one is no file. Raises `DiskError`."""
    if ledger.entries:
        write_atomic(file, seal(ledger))
        return
    with disk_errors(file):
        file.unlink(missing_ok=True)


def _offered(entry: Entry) -> Entry:
    return replace(entry, state="waiting") if entry.state in _CUT_OFF else entry
