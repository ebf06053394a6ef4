"""On Windows a virus scanner, a sync program or a reader may have a file open for a moment: then try again.

In: what to do with a file. Out: its result, or the `DiskError` that remains after a second. Elsewhere it tries once.
"""

import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from minutes_app.errors import FileInUse, NoPermission
from minutes_app.files import disk_errors

T = TypeVar("T")
OTHERS_BLOCK = os.name == "nt"
PATIENCE_S = 1.0
_PAUSE_S = 0.05


def patiently(action: Callable[[], T], path: Path) -> T:
    """What `action` returns; it is repeated while the system says that somebody else has `path`. Raises `DiskError`."""
    deadline = time.monotonic() + PATIENCE_S
    while True:
        try:
            with disk_errors(path):
                return action()
        except (NoPermission, FileInUse):
            if not OTHERS_BLOCK or time.monotonic() > deadline:
                raise
            time.sleep(_PAUSE_S)
