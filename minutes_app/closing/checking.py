"""Whether the files of every 確定版 are still as they were written, by the SHA-256 that the ledger has of each.

In: a meeting folder and its entries. Out: each file with where it lies and how it stands. Writes nothing.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path, PureWindowsPath
from typing import Literal

from minutes_app.closing.ledger import ClosedFile, Entry
from minutes_app.errors import DiskError
from minutes_app.files import sha256_of
from minutes_app.servers import Servers

State = Literal["whole", "altered", "missing"]


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """A file of a 確定版: `path` where it lies now, or where it was; `at` when it was made."""

    form: str
    edition: int
    at: str
    file: ClosedFile
    path: Path
    state: State


def checked(folder: Path, entries: Iterable[Entry], servers: Servers) -> tuple[CheckedFile, ...]:
    """Every file in the order in which they were first made; one that was made again as it was made last.

    The meeting may have moved. What cannot be read just now, or lies on a server that nobody has named here, counts as
    missing.
    """
    made: dict[tuple[str, int, str], tuple[Entry, ClosedFile]] = {}
    for entry in entries:
        if entry.final is not None:
            for file in entry.final.files:
                made[entry.final.form, entry.final.edition, file.name] = (entry, file)
    ours = {file.sha256 for _entry, file in made.values()}
    return tuple(
        CheckedFile(form, edition, entry.at, file, *_found(folder, file, ours, servers))
        for (form, edition, _name), (entry, file) in made.items()
    )


def _found(folder: Path, file: ClosedFile, ours: set[str], servers: Servers) -> tuple[Path, State]:
    """What lies in its place is altered, unless it is another file that was written as a 確定版."""
    place = Path(file.name)
    near = (place, folder / "exports" / PureWindowsPath(file.name).name)
    digests = {one: digest for one in near if servers.may_ask(one) and (digest := _digest(one))}
    if whole := next((one for one in digests if digests[one] == file.sha256), None):
        return whole, "whole"
    altered = next((one for one in digests if digests[one] not in ours), None)
    return (altered, "altered") if altered else (place, "missing")


def _digest(path: Path) -> str:
    """Nothing where there is no file."""
    try:
        return sha256_of(path)
    except DiskError:
        return ""
