"""What the lane of 保管の一覧 runs. Knows no Qt.

In: the library. Out: the list. The same code as behind `minutes archive --list`; nothing is changed or deleted.
"""

import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from minutes_app.closing.shelf import Shelf, shelf_of, verified
from minutes_app.progress import Progress, Report
from minutes_app.servers import Servers

REST_S = 0.004
"""So long the reading rests after each meeting: else the window could not draw meanwhile."""


def look(library: Path, servers: Servers, report: Report) -> Iterator[Shelf]:
    """Look at every meeting. Raises DiskError, Cancelled."""

    def gently(progress: Progress) -> None:
        report(progress)
        time.sleep(REST_S)

    yield shelf_of(library, date.today(), gently, servers)


def verify(library: Path, servers: Servers, report: Report) -> Iterator[Shelf]:
    """The same, and then the sha256 of every file. Raises DiskError, Cancelled."""
    for shelf in look(library, servers, report):
        yield shelf
        yield verified(shelf, report)
